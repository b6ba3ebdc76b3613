"""What a question asks for -> the name under which this catalogue keeps it, or the words themselves."""

from __future__ import annotations

import re

from bot.asked_value import noted
from bot.intent.heard import Heard
from bot.intent.questions.topics import topic
from bot.intent.referents import without_referents
from bot.intent.wordings import any_of
from bot.intent.words import KEYWORDS, STOCK_FIELDS, WARRANTY_FIELDS
from retriever.lexical import stems

FIELDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        any_of(
            r"\bdirect(?:ed|or|s)\b|\bfilm ?maker\b|\bwho (?:shot|filmed)\b|\bbehind the camera\b",
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
            r"\bwho made\b",
        ),
        (
            "maker",
            "director",
            "directors",
            "brand",
            "author",
            "authors",
        ),
    ),
    (
        any_of(
            r"\bcompos(?:ed|er|ers)\b|\bsound ?track\b|\bwho (?:did|wrote|made|plays) the (?:music|score|songs)\b",
        ),
        (
            "composer",
            "composers",
            "music_by",
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
            r"\bwhen (?:was|did|is|were)\b|\b(?:what|which) year\b|\byear\b(?![ -]?olds?\b)",
            r"\bhow (?:old|recent|new)\b",
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
            r"\bhow short\b|\b(?:is|are|was|were|isn't)\b[^?]{0,30}\b(?:long|short)\b",
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
            r"\blanguages?\b|\bwritten in\b|\btranslat|\bspeak\b|\bspoken\b",
            r"\bin (?:english|french|german|spanish|japanese|chinese|italian|korean)\b",
        ),
        (
            "language",
            "languages",
        ),
    ),
    (
        any_of(
            r"\bsubtitle|\bdubbed\b|\bdubbing\b",
        ),
        ("subtitles",),
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
            r"\bhow much\b(?! (?:(?:does|do|did) [^?]{1,60}\bweigh|is in|"
            r"violence|blood|gore|sex|\w+ is there))|\bprice\b",
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
    (any_of(r"\bcritics?\b|\breviews?\b"), ("reviews", "rating")),
    (any_of(r"\b(?:in|of) stock\b|\bsold out\b|\bavailab\w+\b(?! (?:with|in|as|on)\b)"), STOCK_FIELDS),
    (any_of(r"\bwarrant(?:y|ies)\b|\bguarantee\b"), WARRANTY_FIELDS),
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
            r"\bmade (?:of|from|out of)\b|\bmaterials?\b|\bfabric\b",
        ),
        (
            "material",
            "materials",
            "tags",
        ),
    ),
)


def asked_for(heard: Heard, question: str) -> tuple[str, ...]:
    """What of the record is asked for: fields of this catalogue, with the value where one is asked for ("colour:
    green"), else words that none of its fields has."""
    if names := _named(question):
        fields = dict.fromkeys(_known(heard, each) or _plainest(each) for each in names)
        named = dict(_values(heard, _unnamed(heard, question)))
        return tuple(noted(field, named[field]) if field in named else field for field in fields)
    question = _unnamed(heard, question)
    if values := _values(heard, question):
        return tuple(noted(*value) for value in values)
    words = topic(question)
    return (_field_called(heard, words) or words,) if words else ()


def _values(heard: Heard, question: str) -> tuple[tuple[str, str], ...]:
    """ "is it French?" asks for the country France: fields that sort the items and have the word as a value."""
    found = (
        next(((field, value) for field, value in mention.values if field not in KEYWORDS), None)
        for mention in heard.names.values(question)
    )
    return tuple(dict.fromkeys(pair for pair in found if pair))


def recorded(heard: Heard, question: str) -> bool:
    """True where a field of this catalogue is asked for."""
    return any(_known(heard, names) for names in _named(question))


def _named(question: str) -> list[tuple[str, ...]]:
    return [names for pattern, names in FIELDS if pattern.search(question)]


def _known(heard: Heard, names: tuple[str, ...]) -> str:
    known = heard.names.facets | heard.names.numbers
    return next((name for name in names if name in known), "")


def _plainest(names: tuple[str, ...]) -> str:
    return next((name for name in names if "_" not in name), names[0])


def _field_called(heard: Heard, words: str) -> str:
    """The field of this catalogue that is called so, in any ending: "sizes" is `size`."""
    known = sorted(heard.names.facets | heard.names.numbers)
    return next((name for name in known if stems(name.replace("_", " ")) == stems(words)), "")


def _unnamed(heard: Heard, question: str) -> str:
    """The question without the items that it names or points at."""
    for mention in reversed(heard.titled(question, asked=True)):
        question = f"{question[: mention.start]} {question[mention.end :]}"
    return without_referents(question, [pick.item for pick in heard.session.shown])
