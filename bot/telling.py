"""One fact of a record in one sentence: "Vagabond was directed by Agnès Varda". Knows nothing of talks."""

from __future__ import annotations

from bot.messages import Language
from bot.writer.check.claim import number_text
from bot.writer.clean import plain, record
from bot.writer.composer.chinese import word
from bot.writer.composer.english import listed
from retriever.items import Item

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
    **dict.fromkeys(("genres", "genre", "category", "categories", "moods", "mood"), "属于{}"),
}


def fact(item: Item, field: str, language: Language) -> str:
    """What the record says in `field`, or that it says nothing there; one sentence, safe as markdown."""
    field, item = plain(field), record(item)
    values = spoken(item, field, language)
    if language == "zh":
        if not values:
            return f"**{item.title}**的资料里没有“{word(field.replace('_', ' '))}”。"
        way = CHINESE.get(field, f"的{word(field.replace('_', ' '))}：{{}}")
        return f"**{item.title}**{way.replace('{}', '、'.join(values))}。"
    name = field.replace("_", " ")
    if not values:
        return f"The record of **{item.title}** says nothing of its {name}."
    way = ENGLISH.get(field, f"has this under {name}: {{}}")
    return f"**{item.title}** {way.replace('{}', listed(values))}."


def spoken(item: Item, field: str, language: Language) -> tuple[str, ...]:
    """The values of a field of a record made plain, in words; empty where it says nothing."""
    if field in item.numbers:
        return (number_text(item.numbers[field]),)
    values = item.facets.get(field, ())
    return tuple(map(word, values)) if language == "zh" else values
