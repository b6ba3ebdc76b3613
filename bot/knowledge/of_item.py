"""A question about an item whose record does not answer it -> how the articles are asked. Knows no articles."""

from __future__ import annotations

import re

from bot.intent.referent_words import ORDINAL
from bot.intent.words import GENRE_FIELDS, MAKER_FIELDS
from bot.messages import Intent
from bot.telling import tells
from retriever.items import Item
from retriever.lexical import WORD

KIND = (MAKER_FIELDS, frozenset({"material", "materials"}), GENRE_FIELDS)  # "the Fenn rubber boots"
POINTING = re.compile(r"\b(?:it|this one|that one|this|that|they|them|these|those)\b", re.IGNORECASE)
MADE_BY = re.compile(r"\b(?:by|from) ([A-ZÀ-Þ][^\W\d_]+)")


def silent(heard: Intent, items: list[Item]) -> bool:
    """One fact of items is asked for, and no record of them has a word on it."""
    if heard.acts != ("about",) or not heard.fields or not items:
        return False
    return not any(tells(item, field) for item in items for field in heard.fields)


def called_by_kind(part: str, item: Item) -> str:
    """The question with what the item is for the words that point at it or name it, as articles know no titles.

    >>> boots = Item("1", "Mire", facets={"brand": ("Fenn",), "category": ("boots",)})
    >>> called_by_kind("can the Mire be resoled?", boots), called_by_kind("how do I wash it?", boots)
    ('can the Fenn boots be resoled?', 'how do I wash the Fenn boots?')
    """
    words = [values[0] for fields in KIND for field, values in item.facets.items() if field in fields and values]
    kind = "the " + " ".join(words)
    if not words:
        return part
    title = re.compile(rf"(?:\bthe )?(?<!\w){re.escape(item.title)}(?!\w)", re.IGNORECASE)
    for pattern in (title, ORDINAL, POINTING):
        if pattern.search(part):
            return pattern.sub(lambda _: kind, part, count=1)
    return part


def of_another_maker(text: str, item: Item) -> bool:
    """The text speaks of goods by somebody whom the record does not name.

    >>> of_another_maker("Boots by Fenn can be resoled.", Item("1", "Stoker", facets={"brand": ("Ironlace",)}))
    True
    """
    known = {
        word.casefold() for values in item.facets.values() for value in values for word in WORD.findall(value)
    }
    return any(name.casefold() not in known for name in MADE_BY.findall(text))
