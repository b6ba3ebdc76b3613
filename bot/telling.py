"""One fact of a record in one sentence: "Vagabond was directed by Agnès Varda". Knows nothing of talks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.asked_value import asked_value, yes_or_no
from bot.intent.words import SIGNS
from bot.messages import Language
from bot.writer.check.claim import number_text
from bot.writer.check.sentences import split
from bot.writer.clean import plain, record
from bot.writer.composer.chinese import word
from bot.writer.composer.english import listed
from bot.writer.composer.facts import UNTOLD
from retriever.items import Item
from retriever.lexical import stems

# field -> how it is said, {} standing for the value
ENGLISH = {
    **dict.fromkeys(("director", "directors"), "was directed by {}"),
    **dict.fromkeys(("author", "authors", "writer", "writers"), "was written by {}"),
    **dict.fromkeys(("artist", "artists"), "is by {}"),
    **dict.fromkeys(("brand", "maker", "manufacturer"), "is made by {}"),
    **dict.fromkeys(("cast", "actors"), "stars {}"),
    **dict.fromkeys(("country", "countries", "origin", "made_in"), "comes from {}"),
    **dict.fromkeys(("language", "languages"), "is in {}"),
    **dict.fromkeys(("year", "published", "release_year", "publication_year"), "is from {}"),
    **dict.fromkeys(("runtime", "duration", "minutes"), "is {} minutes long"),
    "pages": "has {} pages",
    **dict.fromkeys(("price", "cost"), "costs {}"),
    "weight_grams": "weighs {} g",
    "stock": "has {} in stock, as its record says",
    **dict.fromkeys(("genres", "genre", "category", "categories", "moods", "mood"), "is listed as {}"),
}
CHINESE = {
    **dict.fromkeys(("director", "directors"), "由{}执导"),
    **dict.fromkeys(("author", "authors", "writer", "writers"), "的作者是{}"),
    **dict.fromkeys(("artist", "artists"), "是{}的作品"),
    **dict.fromkeys(("brand", "maker", "manufacturer"), "出自{}"),
    **dict.fromkeys(("cast", "actors"), "由{}出演"),
    **dict.fromkeys(("country", "countries", "origin", "made_in"), "来自{}"),
    **dict.fromkeys(("language", "languages"), "的语言是{}"),
    **dict.fromkeys(("year", "published", "release_year", "publication_year"), "是{}年的"),
    **dict.fromkeys(("runtime", "duration", "minutes"), "片长{}分钟"),
    "pages": "共{}页",
    **dict.fromkeys(("price", "cost"), "的价格是{}"),
    "weight_grams": "重{}克",
    "stock": "的资料里写着库存{}件",
    **dict.fromkeys(("genres", "genre", "category", "categories", "moods", "mood"), "属于{}"),
}


# asked for under these names although no field has them; other words are quoted as they were said
_NOUNS = """
    budget rating ratings award awards warranty size sizes colour color composer subtitles material ending
    publisher reviews stock availability maker dimensions brand weight capacity
"""
NOUNS = frozenset((*ENGLISH, *_NOUNS.split(), "box office"))
# what records call it that was asked for in other words
RELATED: dict[str, tuple[str, ...]] = {
    **SIGNS,
    **dict.fromkeys(("child", "children", "kids", "kid", "toddlers"), SIGNS["for children"]),
    "composer": ("composer", "score"),
    "colour": ("colour", "color"),
    "color": ("colour", "color"),
    "awards": ("award", "prize"),
    "batteries": ("battery", "batteries"),
}


def fact(item: Item, field: str, language: Language) -> str:
    """What the record says in `field`, else where its words speak of it, else that it says nothing of it.

    Args:
        field: The name of a field, with the value that is asked for in it ("colour: green"), or what was asked
            for in the person's own words.
    Returns:
        One sentence, safe as markdown; what stands in quotation marks is the record's own.
    """
    asked, item = plain(field), record(item)
    field, value = asked_value(asked)
    values = spoken(item, field, language)
    if values and value:
        return yes_or_no(item, asked, language)
    if values:
        return _said(item, field, values, language)
    if listed_as := _listed_as(item, field):
        name, value = listed_as
        return _said(item, name, (word(value) if language == "zh" else value,), language)
    if sentence := _speaking_of(item, field):
        if language == "zh":
            return f"**{item.title}**的资料里没有{named(field, language)}这一项，不过写道：“{sentence}”"
        return (
            f"The record of **{item.title}** has no field for {named(field, language)}, but it says: “{sentence}”"
        )
    return untold([item], field, language)


def tells(item: Item, field: str) -> bool:
    """True where the record says anything of it, in a field or in words."""
    field, item = asked_value(plain(field))[0], record(item)
    return bool(spoken(item, field, "en") or _listed_as(item, field) or _speaking_of(item, field))


def untold(items: Sequence[Item], field: str, language: Language) -> str:
    """That none of these records says anything of it."""
    titles = [f"**{record(item).title}**" for item in items]
    field = asked_value(plain(field))[0]
    asked = named(field, language)
    if language == "zh":
        return f"{'、'.join(titles)}的资料里没有{'' if is_noun(field) else '提到'}{asked}。"
    if len(titles) == 1:
        way = "says nothing of its" if is_noun(field) else "has no word on"
        return f"The record of {titles[0]} {way} {asked.removeprefix('the ')}."
    way = "say nothing of" if is_noun(field) else "have no word on"
    return f"The records of {listed(titles)} {way} {asked}."


def named(field: str, language: Language) -> str:
    """What was asked for: a name of a field as it is, other words in quotation marks."""
    name = field.replace("_", " ")
    if language == "zh":
        return f"“{word(name)}”"
    return f"the {name}" if is_noun(field) else f"“{name}”"


def is_noun(field: str) -> bool:
    """True for what records may have a field for, False for words that were said."""
    return field in NOUNS or "_" in field or field.rpartition(" ")[2] in NOUNS


def spoken(item: Item, field: str, language: Language) -> tuple[str, ...]:
    """The values of a field of a record made plain, in words; empty where it says nothing."""
    if field in item.numbers:
        return (number_text(item.numbers[field]),)
    values = item.facets.get(field, ())
    return tuple(map(word, values)) if language == "zh" else values


def _said(item: Item, field: str, values: Sequence[str], language: Language) -> str:
    name = field.replace("_", " ")
    if language == "zh":
        way = CHINESE.get(field, f"的{word(name)}：{{}}")
        return f"**{item.title}**{way.replace('{}', '、'.join(values))}。"
    way = ENGLISH.get(field, f"has this under {name}: {{}}")
    return f"**{item.title}** {way.replace('{}', listed(values))}."


def _listed_as(item: Item, asked: str) -> tuple[str, str] | None:
    """The first field and value that say it; of a word with RELATED ones only these do: a film on children is none
    for children."""
    meant = [set(stems(text)) - {""} for text in RELATED.get(asked, (asked.replace("_", " "),))]
    whole = asked in RELATED
    for field, values in item.facets.items():
        for value in values:
            said = set(stems(value))
            if field not in UNTOLD and any(
                words and (words == said if whole else words <= said) for words in meant
            ):
                return field, value
    return None


def _speaking_of(item: Item, asked: str) -> str:
    """The first sentence of the description that says it."""
    meant = [set(stems(text)) - {""} for text in (asked.replace("_", " "), *RELATED.get(asked, ()))]
    return next(
        (
            sentence
            for sentence in split(item.description)
            if any(words and words <= set(stems(sentence)) for words in meant)
        ),
        "",
    )
