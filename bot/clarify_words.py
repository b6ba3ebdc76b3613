"""What can be asked of candidates, field by field, and in which words. Knows nothing of when to ask."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.intent.chinese import value_words
from bot.intent.chinese import words as chinese_words
from bot.intent.country_words import COUNTRIES
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, PERSON_FIELDS, PRICE_FIELDS, RUNTIME_FIELDS, YEAR_FIELDS
from bot.messages import Language
from retriever.items import HAN, Item
from retriever.lexical import STOP_WORDS, WORD

Chances = NDArray[np.float64]
Mask = NDArray[np.bool_]

LOOKED_AT = 16  # values of a field, the likeliest; a rare one tells little
ROUNDED = 1 + 1e-9  # of sums
MAX_CHARS = 40  # of a value, and of the name of a field
MAX_WORDS = 8  # longer values the parser takes for sentences
REFUSALS = frozenset({"no", "non", "not", "without"})
DECADE = re.compile(r"\d0'?s\b")
SAYS_NOTHING = frozenset({"misc", "miscellaneous", "na", "none", "null", "other", "others", "unknown", "various"})

NOT_ASKED = (PERSON_FIELDS - {"brand", "maker"}) | {"original_title"}
FIRST_READ = (*sorted(GENRE_FIELDS), *sorted(COUNTRY_FIELDS), *sorted(PERSON_FIELDS))  # see bot/intent/wanting.py

NO_MATTER: dict[Language, str] = {"en": "No matter", "zh": "都可以"}
QUESTIONS: tuple[tuple[frozenset[str], dict[Language, str]], ...] = (
    (GENRE_FIELDS | {"kind", "kinds", "type"}, {"en": "What kind should it be?", "zh": "想要哪一类？"}),
    (frozenset({"mood", "moods"}), {"en": "What mood should it have?", "zh": "想要什么样的氛围？"}),
    (
        frozenset({"theme", "themes", "topic", "topics", "subject", "subjects", "keywords"}),
        {"en": "What should it be about?", "zh": "想要关于什么的？"},
    ),
    (frozenset({"tag", "tags"}), {"en": "Which of these suits you best?", "zh": "下面哪一个最合适？"}),
    (COUNTRY_FIELDS, {"en": "Where should it come from?", "zh": "想要哪里的？"}),
    (frozenset({"language", "languages"}), {"en": "Which language should it be in?", "zh": "想要什么语言的？"}),
    (frozenset({"brand", "maker"}), {"en": "Do you have a brand in mind?", "zh": "有想要的品牌吗？"}),
    (frozenset(YEAR_FIELDS), {"en": "From which time should it be?", "zh": "想要什么年代的？"}),
    (frozenset(RUNTIME_FIELDS), {"en": "How long may it be?", "zh": "想要多长的？"}),
    (frozenset(PRICE_FIELDS), {"en": "What may it cost?", "zh": "预算大概多少？"}),
)
OTHERWISE: dict[Language, str] = {"en": "Does the {field} matter?", "zh": "对“{field}”有要求吗？"}

_TABLES = (
    value_words.THEMES,
    value_words.MOODS,
    chinese_words.GOODS,
    chinese_words.LANGUAGES,
    chinese_words.KINDS,
    chinese_words.THEMES,
    chinese_words.COUNTRIES,
)
IN_CHINESE = {
    english.casefold().removeprefix("the "): chinese
    for words in _TABLES
    for chinese, english in reversed(words.items())
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """What could be asked of one field.

    Attributes:
        known: bool (m,), candidates whose record says something here.
        replies: One for each value, an utterance that the parser reads.
        holds: bool (m, values), never True where nothing is known.
    """

    field: str
    known: Mask
    replies: tuple[str, ...]
    holds: Mask


def attributes(
    items: Sequence[Item], closed: Collection[str], chances: Chances, language: Language
) -> Iterator[Attribute]:
    """All fields but the closed ones and those of people, whose names nobody has at hand.

    Args:
        chances: float64 (m,), of each item to be the wanted one; rare values are left out.
    """
    yield from _facets(items, NOT_ASKED.union(closed), chances, language)
    yield from _numbers(items, closed, chances, language)


def question(field: str, language: Language) -> str:
    """What is asked about `field`.

    >>> question("moods", "en"), question("shelf_mark", "en")
    ('What mood should it have?', 'Does the shelf mark matter?')
    """
    known = next((text for fields, text in QUESTIONS if field.casefold() in fields), OTHERWISE)
    return known[language].replace("{field}", field.replace("_", " "))


def sayable(value: str) -> bool:
    """True for a value that people read at a glance and the parser reads as that value and not as something else.

    >>> sayable("black tea"), sayable("Other"), sayable("non-fiction"), sayable("1960s")
    (True, False, False, False)
    """
    words = WORD.findall(value.casefold())
    short = len(value) <= MAX_CHARS and len(words) <= MAX_WORDS and value.isprintable()
    says = any(word not in STOP_WORDS and word not in SAYS_NOTHING for word in words)
    otherwise = (
        "".join(words) in SAYS_NOTHING or "://" in value or DECADE.search(value) or REFUSALS.intersection(words)
    )
    return short and says and not otherwise


def said_value(value: str, language: Language) -> str:
    """A facet value as an utterance in `language`.

    >>> said_value("Japan", "en"), said_value("Japan", "zh"), said_value("stovetop", "zh")
    ('Japan', '日本', 'stovetop的')
    """
    if language == "en" or HAN.search(value):
        return value
    return IN_CHINESE.get(value.casefold(), f"{value}的")


def _facets(
    items: Sequence[Item], closed: Collection[str], chances: Chances, language: Language
) -> Iterator[Attribute]:
    """Values that stand for a kind of item; of one under several fields only the field that the parser reads."""
    rows: dict[str, dict[str, list[int]]] = {}
    for row, item in enumerate(items):
        for field, values in item.facets.items():
            of_field = rows.setdefault(field, {})
            for value in dict.fromkeys(map(str.casefold, values)):
                of_field.setdefault(value, []).append(row)
    weights = chances.tolist()
    for field in sorted(name for name in rows.keys() - closed if len(name) <= MAX_CHARS):
        mine = rows[field]
        shared = {value: _shared_chance(found, weights) for value, found in mine.items() if len(found) > 1}
        likely = sorted((value for value in shared if shared[value] > 0), key=lambda value: -shared[value])
        spelt = ((value, _spelt(items[mine[value][0]], field, value)) for value in likely)
        fit = (pair for pair in spelt if sayable(pair[1]) and _read_as(pair[0], rows) == field)
        asked = list(islice(fit, LOOKED_AT))
        known = _holding([{row for found in mine.values() for row in found}], len(items))[:, 0]
        holds = _holding([mine[value] for value, _ in asked], len(items))
        yield Attribute(field, known, tuple(said_value(value, language) for _, value in asked), holds)


def _shared_chance(rows: Sequence[int], weights: Sequence[float]) -> float:
    """The chance of these items in all; 0 where one has more than half of it and would be asked about alone."""
    found = [weights[row] for row in rows]
    total = sum(found)
    return total if 2 * max(found) <= total * ROUNDED else 0.0


def _spelt(item: Item, field: str, folded: str) -> str:
    return next(value for value in item.facets[field] if value.casefold() == folded)


def _read_as(value: str, rows: Mapping[str, Collection[str]]) -> str:
    """The field for which the parser takes a value that stands under several; what names a country is one."""
    fields = [field for field in rows if value in rows[field]]
    if value in COUNTRIES and (country := COUNTRY_FIELDS.intersection(rows)):
        return min(country)
    return next((field for field in FIRST_READ if field in fields), fields[0])


def _holding(rows: Sequence[Collection[int]], m: int) -> Mask:
    holds = np.zeros((m, len(rows)), dtype=bool)
    for column, found in enumerate(rows):
        holds[list(found), column] = True
    return holds


def _numbers(
    items: Sequence[Item], closed: Collection[str], chances: Chances, language: Language
) -> Iterator[Attribute]:
    """Decades of the year; thirds of running time and price. What other numbers are, their names do not tell."""
    present = {field for item in items for field in item.numbers}
    for fields in (YEAR_FIELDS, RUNTIME_FIELDS, PRICE_FIELDS):
        field = next((name for name in fields if name in present), "")  # the one that the parser reads
        if not field or field in closed:
            continue
        values = np.array([item.numbers.get(field, math.nan) for item in items])
        if field in YEAR_FIELDS:
            yield Attribute(field, ~np.isnan(values), *_decades(values, language))
        elif bounds := _thirds(values, chances):
            low, high = bounds
            holds = np.stack([values < low, (low <= values) & (values <= high), values > high], axis=1)
            said = _said_thirds(field, f"{low:.10g}", f"{high:.10g}", language)
            yield Attribute(field, ~np.isnan(values), said, holds)


def _decades(values: Chances, language: Language) -> tuple[tuple[str, ...], Mask]:
    """The parser reads none before 1900."""
    starts = values // 10 * 10
    seen, counts = np.unique(starts[(starts >= 1900) & (starts < 2100)], return_counts=True)
    decades = seen[counts > 1]
    said = (f"{start:.0f}年代的" if language == "zh" else f"from the {start:.0f}s" for start in decades)
    return tuple(said), starts[:, None] == decades


def _thirds(values: Chances, chances: Chances) -> tuple[float, float] | None:
    """Two round numbers that part the chances in three; None where the values do not differ enough."""
    known = ~np.isnan(values)
    order = np.argsort(values[known], kind="stable")
    ordered, sums = values[known][order], np.cumsum(chances[known][order])
    low, high = (float(ordered[np.searchsorted(sums, sums[-1] * part)]) for part in (1 / 3, 2 / 3))
    if low == high:
        return None
    step = 10.0 ** math.floor(math.log10(high - low))
    low, high = (round(round(bound / step) * step, 6) for bound in (low, high))
    return (low, high) if 0 < low < high else None


def _said_thirds(field: str, low: str, high: str, language: Language) -> tuple[str, str, str]:
    if language == "zh":
        unit = "元" if field in PRICE_FIELDS else "分钟"
        return f"不超过{low}{unit}", f"{low}{unit}以上，{high}{unit}以内", f"{high}{unit}以上"
    if field in PRICE_FIELDS:
        return f"{field} under {low}", f"{field} between {low} and {high}", f"{field} over {high}"
    return f"under {low} minutes", f"between {low} and {high} minutes", f"over {high} minutes"
