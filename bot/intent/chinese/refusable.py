"""Chinese words of a refusal -> the values of an English catalogue that say the same. Knows no grammar.

Only of fields that sort the items, such as a colour or a material: they tell of every item whether it is so. A
theme or a mood tells only of those that have it, and a dictionary's word for one is too loose to hide items by.
"""

from __future__ import annotations

from bot.intent.chinese.glossing import KNOWN, NOT_VALUES
from bot.intent.chinese.script import simplified
from bot.intent.gazetteer import Gazetteer
from bot.intent.words import GENRE_FIELDS, KEYWORDS
from retriever.glossary import glossary
from retriever.moods import MOOD_FIELDS

Values = tuple[tuple[str, str], ...]
NO_SORT = NOT_VALUES | KEYWORDS | MOOD_FIELDS


def refusable(said: str, names: Gazetteer) -> Values:
    """What "橡胶" refuses, or "橡胶的靴子", of which the kind stays; nothing where a part is unknown."""
    text = simplified(said)
    words = glossary().words(text, KNOWN)
    if sum(word.end - word.start for word in words) < len(text.replace("的", "")):
        return ()
    values = [_values(names, word.english) for word in words]
    others = [pairs for pairs in values if not any(field in GENRE_FIELDS for field, _ in pairs)]
    return others[0] if len(others) == 1 else ()


def _values(names: Gazetteer, senses: tuple[str, ...]) -> Values:
    """The values that the first sense is of which the catalogue has any."""
    for sense in senses:
        for mention in names.values(sense):
            values = tuple(pair for pair in mention.values if pair[0] not in NO_SORT)
            if values and mention.end - mention.start == len(sense):
                return values
    return ()
