"""Which field of a catalogue a number is about, and on which scale. Knows no wording of limits."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.intent.gazetteer import Gazetteer
from bot.intent.numbers.patterns import FIRST_YEAR, LAST_YEAR, Kind
from bot.intent.words import PRICE_FIELDS, RUNTIME_FIELDS, YEAR_FIELDS

PAGES_FIELDS = ("pages", "page_count", "number_of_pages", "num_pages")
WEIGHT_FIELDS = ("weight_grams", "weight_g", "weight", "weight_kg", "grams")
FIELDS: Mapping[Kind, Sequence[str]] = {
    "year": YEAR_FIELDS,
    "time": RUNTIME_FIELDS,
    "price": PRICE_FIELDS,
    "pages": PAGES_FIELDS,
    "weight": WEIGHT_FIELDS,
}
CALLED: Mapping[Kind, str] = {
    "year": "a year",
    "time": "a running time",
    "price": "a price",
    "pages": "a number of pages",
    "weight": "a weight",
}
# words near a number without unit that tell what it is of
HINTED: tuple[tuple[Kind, str], ...] = (
    (
        "price",
        r"pric\w+|costs?|costing|spend(?:ing)?|pay(?:ing)?|budget|afford\w*|cheaper|pricier|expensive|"
        r"money|cash",
    ),
    ("weight", r"weigh\w*|heavier|lighter|heavy"),
    ("pages", r"pages?"),
    ("time", r"runtime|running time|duration|runs?|running|lasts?|lasting|minutes"),
    ("year", r"years?|released?|older|newer"),
)
HINTS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in HINTED)
UNSAID: tuple[Kind, ...] = (
    "price",
    "time",
    "pages",
    "year",
)  # whose unit people leave out; of weights nobody does
ROOM = 3.0  # a limit may lie this much beyond what the catalogue has
POUND_GRAMS = 453.59237
KILO_BELOW = 50.0  # a field called just "weight" whose values are all below is in kilograms
GRAMS_A_KILO = 1000.0


@dataclass(frozen=True, slots=True)
class Field:
    """A number field, and how many of its units one unit as said is (grams in a catalogue of kilograms: 0.001)."""

    name: str
    kind: Kind
    scale: float = 1.0


def field_of(names: Gazetteer, *kinds: Kind) -> Field | None:
    """The catalogue's field of the first of these kinds that it records."""
    for kind in kinds:
        for name in FIELDS.get(kind, ()):
            if name in names.numbers:
                return Field(name, kind, _scale(names, name, kind))
    return None


def called(names: Gazetteer, before: str, after: str) -> Field | None:
    """The field that a limit is called by, right before or after it: "weight at most 500", "over 50 ratings"."""
    for name in sorted(names.numbers, key=len, reverse=True):
        if named_at(name, before, after) != (0, 0):
            kind: Kind = next((kind for kind, fields in FIELDS.items() if name in fields), "number")
            return Field(name, kind)
    return None


def named_at(name: str, before: str, after: str) -> tuple[int, int]:
    """How many characters of `before` and `after` call a field by its name."""
    spoken = rf"{re.escape(name.replace('_', ' ').strip())}s?"
    ahead = re.search(
        rf"(?<!\w){spoken}\b[ :]*(?:\b(?:is|are|of|at|must|should|has|to|be|not)\b[ :]*)*$", before, re.IGNORECASE
    )
    behind = re.match(rf"[ -]*{spoken}\b", after, re.IGNORECASE)
    return (len(before) - ahead.start() if ahead else 0), (behind.end() if behind else 0)


def meant_kind(names: Gazetteer, near: str, value: float) -> Kind | None:
    """What a number without unit is of: what the words near it say, else the only thing of its size there is.

    Prices go before the rest, since people leave out the currency first.
    """
    for kind, words in HINTS:
        if words.search(near) and field_of(names, kind):
            return kind
    fit = [kind for kind in UNSAID if _fits(names, kind, value)]
    if not fit and field_of(names, "price"):
        return "price"
    return fit[0] if fit and (len(fit) == 1 or fit[0] == "price") else None


def possible(kind: Kind, low: float, high: float) -> bool:
    """False for what no item can have: a year 0 or 99999, a negative price, a number too large to be one."""
    if kind == "year":
        return FIRST_YEAR <= low <= LAST_YEAR and (math.isinf(high) or FIRST_YEAR <= high <= LAST_YEAR)
    return math.isfinite(low) and math.isfinite(high) and low >= 0


def newest_year(names: Gazetteer) -> float | None:
    """The year that stands for the present, None where no item has one."""
    field = field_of(names, "year")
    return names.spread[field.name][-1] if field else None


def _fits(names: Gazetteer, kind: Kind, value: float) -> bool:
    field = field_of(names, kind)
    if field is None:
        return False
    low, high = names.spread[field.name][0], names.spread[field.name][-1]
    if kind == "year":
        return FIRST_YEAR <= value <= LAST_YEAR and low - 100 <= value <= high + 100
    return (0 if kind == "price" else low / ROOM) <= value <= high * ROOM


def _scale(names: Gazetteer, name: str, kind: Kind) -> float:
    if kind != "weight":
        return 1.0
    kilos = name.endswith("_kg") or (name == "weight" and names.spread[name][-1] < KILO_BELOW)
    return 1 / GRAMS_A_KILO if kilos else 1.0
