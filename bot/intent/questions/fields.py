"""What a question asks for -> names under which catalogues keep it. Data only: knows no rule."""

from __future__ import annotations

import re

from bot.intent.wordings import any_of

FIELDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        any_of(
            r"\bdirect(?:ed|or|s)\b|\bfilm ?maker\b|\bwho (?:made|shot|filmed)\b|\bbehind the camera\b",
        ),
        (
            "director",
            "directors",
            "brand",
            "maker",
            "author",
            "authors",
        ),
    ),
    (
        any_of(
            r"\bwr(?:ote|itten|iter)\b|\bauthors?\b|\bwho(?:'?s| is) (?:it|this|that) by\b",
            r"\bwho (?:did|is) [^.!?]{0,25} by\b",
        ),
        (
            "author",
            "authors",
            "writer",
            "writers",
            "director",
        ),
    ),
    (
        any_of(
            r"\b(?:makes|brand|maker|manufactur\w+|produce[sd]?|designed)\b(?! in\b)|\bwhich company\b",
        ),
        (
            "brand",
            "maker",
            "director",
            "author",
        ),
    ),
    (
        any_of(
            r"\bstar(?:s|ring|red)?\b|\bplay(?:s|ed|ing)?\b|\bactors?\b|\bactress(?:es)?\b|\bcast\b",
            r"\bwho(?:'?s| is| was| are) (?:all )?in\b|\bact(?:s|ed)? in\b|\bappears? in\b|\bthe lead\b",
        ),
        (
            "cast",
            "actors",
        ),
    ),
    (
        any_of(
            r"\bwhen (?:was|did|is|were)\b|\b(?:what|which) year\b|\byear\b|\bhow (?:old|recent|new)\b",
            r"\bc[oa]me out\b|\breleased?\b|\bpublished\b|\bfrom the (?:\d0s|\w+ties)\b|\bdecade\b",
        ),
        (
            "year",
            "published",
        ),
    ),
    (
        any_of(
            r"\bpages?\b|\bhow thick\b|\bhow long is (?:the |this |that )?(?:\w+ )?(?:book|novel)\b",
        ),
        ("pages",),
    ),
    (
        any_of(
            r"\bhow long\b|\brun(?:ning)?[ -]?time\b|\bduration\b|\blength\b|\bminutes\b|\bhours\b",
            r"\bhow short\b",
        ),
        (
            "runtime",
            "duration",
            "pages",
            "length",
        ),
    ),
    (
        any_of(
            r"\blanguages?\b|\bwritten in\b|\bsubtitle|\btranslat|\bspeak\b|\bspoken\b|\bdubbed\b",
            r"\bin (?:english|french|german|spanish|japanese|chinese|italian|korean)\b",
        ),
        (
            "language",
            "languages",
            "country",
        ),
    ),
    (
        any_of(
            r"\bcountry\b|\bwhere(?:'?s| is| was| are| were| does| do| did)\b|\bmade in\b|\bc[oa]mes? from\b",
            r"\bnationality\b",
        ),
        (
            "country",
            "countries",
            "origin",
        ),
    ),
    (
        any_of(
            r"\bhow much\b(?! (?:does \w+(?: \w+)? weigh|is in|violence|blood|gore|sex|\w+ is there))|\bprice\b",
            r"\bcosts?\b|\bexpensive\b|\bcheap\b|\bafford\b",
        ),
        (
            "price",
            "cost",
        ),
    ),
    (
        any_of(
            r"\bweigh(?:s|t)?\b|\bheavy\b|\bhow light\b|\bgrams\b|\bkilos?\b",
        ),
        (
            "weight_grams",
            "weight",
        ),
    ),
    (
        any_of(
            r"\bgenres?\b|\b(?:what|which) (?:kind|sort|type) of\b|\bcategory\b",
            r"\bis (?:it|this|that) an? (?:comedy|drama|thriller|horror|documentary|romance|musical|western|"
            r"cartoon)\b",
        ),
        (
            "genres",
            "genre",
            "category",
        ),
    ),
    (
        any_of(
            r"\bmade (?:of|from|out of)\b|\bmaterials?\b|\bwaterproof\b|\bfabric\b|\borganic\b|\bvegan\b",
            r"\bwashable\b|\bdishwasher\b",
        ),
        (
            "tags",
            "material",
        ),
    ),
)
