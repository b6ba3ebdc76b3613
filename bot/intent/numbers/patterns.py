"""Which quantities stand in a text: periods, times, prices, pages, weights, bare numbers. Knows no limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.intent.numbers.periods import DECADES, periods
from bot.intent.numbers.words import NUMBER, SPELT, value_of

Kind = Literal["year", "time", "price", "pages", "weight", "number"]
Reading = Callable[[re.Match[str]], float]

FIRST_YEAR, LAST_YEAR = 1000.0, 2100.0  # no catalogue has a year outside of these
MOST = 24  # quantities of one sort read in an utterance


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity named in a text, text[start:end].

    Attributes:
        kind: "number" where no unit was said.
        low, high: One value twice, or the ends of a range; years, minutes, money, pages or grams.
        holes: What lies between the ends and is not meant: "from the 60s or the 80s".
        unit: What one of its unit is worth: 60 for hours.
    """

    kind: Kind
    low: float
    high: float
    start: int
    end: int
    holes: tuple[tuple[float, float], ...] = ()
    unit: float = 1.0


SYMBOL = r"(?:us ?\$|[$€£¥]|\b(?:usd|eur|gbp|chf|rmb|cny)\b)"
MONEY = (
    rf"(?:{SYMBOL}|(?:dollars?|euros?|bucks?|quid|pounds?|yuan|yen|kuai|francs?|kron(?:a|or|er)|kr|pesos?|"
    rf"rupees?)\b|欧元|美元|英镑|人民币|元|块钱|块)"
)
HOURS = r"(?:hours?|hrs?|hr|h)\b"
MINUTES = r"(?:minutes?|mins?|min|minuets?)\b"
# "90 minutes", "90-minute", "90+ minutes", "90ish minutes"
N = rf"({NUMBER})(?:[ -]|\+ ?|-?ish |-odd )?"
AN = rf"({NUMBER}|\ban?)(?:[ -]|\+ ?|-?ish )?"


def _or_one(written: str | None) -> float:
    return 1.0 if written is None or written.casefold() in ("a", "an") else value_of(written)


def _clock(match: re.Match[str]) -> float:
    return 60 * _or_one(match.group(1)) + value_of(match.group(2))


# Longest first: what one pattern took the next does not see.
TIMES: tuple[tuple[str, Reading, float], ...] = (
    (rf"{AN}hours? and (?:a |one )?half\b|\bhour and a half\b", lambda m: 60 * _or_one(m.group(1)) + 30, 60.0),
    (rf"{AN}hours? and a quarter\b", lambda m: 60 * _or_one(m.group(1)) + 15, 60.0),
    (rf"{N}and a half[ -]{HOURS}", lambda m: 60 * value_of(m.group(1)) + 30, 60.0),
    (r"\bthree[ -]quarters? of an hour\b", lambda _: 45.0, 1.0),
    (r"\b(?:half an|a half|half)[ -]hour\b", lambda _: 30.0, 1.0),
    (r"(?<![\w.])(\d{1,2}) ?h ?(\d\d)(?: ?m(?:in)?s?)?\b", _clock, 1.0),
    (rf"{AN}{HOURS},?(?: and)? {N}(?:{MINUTES}|m\b)", _clock, 1.0),
    (rf"{AN}{HOURS}", lambda m: 60 * _or_one(m.group(1)), 60.0),
    (rf"{N}(?:{MINUTES}|(?<=\d)m\b)", lambda m: value_of(m.group(1)), 1.0),
)  # fmt: skip
PRICES: tuple[tuple[str, Reading, float], ...] = (
    (rf"{SYMBOL} ?({NUMBER})(?: ?{MONEY})?", lambda m: value_of(m.group(1)), 1.0),
    (rf"{N}{MONEY}", lambda m: value_of(m.group(1)), 1.0),
    (r"\ba (?:fiver|tenner)\b", lambda m: 5.0 if "fiver" in m.group().casefold() else 10.0, 1.0),
)  # fmt: skip
PAGES: tuple[tuple[str, Reading, float], ...] = (
    (rf"{N}(?:pages?|pgs?|pp)\b", lambda m: value_of(m.group(1)), 1.0),
)
GRAMS = (
    ("kilo(?:gram(?:me)?)?s?|kgs?", 1000.0),
    ("gram(?:me)?s?|gr?", 1.0),
    ("lbs?", 453.59237),
    ("ounces?|oz", 28.349523125),
)
WEIGHTS: tuple[tuple[str, Reading, float], ...] = (
    (r"\b(?:half a|a half)[ -](?:kilo|kg)\b", lambda _: 500.0, 1.0),
    *((rf"{AN}(?:{unit})\b", lambda m, grams=grams: grams * _or_one(m.group(1)), grams) for unit, grams in GRAMS),
)
SORTS: tuple[tuple[Kind, Sequence[tuple[str, Reading, float]]], ...] = (
    ("time", TIMES),
    ("price", PRICES),
    ("pages", PAGES),
    ("weight", WEIGHTS),
)
COMPILED = tuple(
    (kind, [(re.compile(pattern, re.IGNORECASE), reading, unit) for pattern, reading, unit in rows])
    for kind, rows in SORTS
)
BARE = re.compile(
    rf"{NUMBER}(?:-?ish\b)?(?![\w%°:/]|-[a-z]|[.,:]\d| ?(?:%|st\b|nd\b|rd\b|th\b|am\b|pm\b|o'?clock))",
    re.IGNORECASE,
)
JOIN = re.compile(
    r"\s*(?:-|–|—|\bto\b|,?\s*\b(?:and|or)\b|,|/|\btill\b|\buntil\b|\bthrough\b)\s*(?:(?:about|around|"
    r"maybe|even|the|from|in) )*",
    re.IGNORECASE,
)
# in every quantity; looked for first, since it is quick
CUE = re.compile(
    rf"\d|{SPELT}|centur|millennium|decade|year|hour|kilo|fiver|tenner|{'|'.join(DECADES)}|eighteen|"
    rf"nineteen|twenty",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\bbetween (?:(?:about|around|the) )*$", re.IGNORECASE)


def quantities(text: str, now: float | None = None) -> list[Quantity]:
    """The quantities of `text` in its order, ranges as one.

    Args:
        now: The year that "the last ten years" end with; without one such words are no quantity.
    """
    if not CUE.search(text):
        return []
    found = [Quantity("year", low, high, start, end) for low, high, start, end in periods(text, now)][:MOST]
    free = _without(text, found)
    for kind, rows in COMPILED:
        for pattern, reading, unit in rows:
            new = []
            for match in list(pattern.finditer(free))[:MOST]:
                value = reading(match)
                new.append(Quantity(kind, value, value, match.start(), match.end(), (), unit))
            free, found = _without(free, new), found + new
    for match in list(BARE.finditer(free))[:MOST]:
        value = value_of(re.sub("-?ish$", "", match.group(), flags=re.IGNORECASE))
        found.append(Quantity("number", value, value, match.start(), match.end()))
    return _joined(text, sorted(found, key=lambda quantity: quantity.start))


def _joined(text: str, parts: Sequence[Quantity]) -> list[Quantity]:
    """ "20-30 euros", "between 1 and 2 hours", "the 60s or 70s": both ends in one, put in order."""
    joined: list[Quantity] = []
    for part in parts:
        last = joined[-1] if joined else None
        both = _range(text, last, part) if last else None
        if both:
            joined[-1] = both
        else:
            joined.append(part)
    return joined


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    gap = JOIN.fullmatch(text, first.end, second.start)
    if gap is None or not _alike(first, second):
        return None
    word = "".join(re.findall(r"and|or|[,/]", gap.group().casefold())[-1:])
    years = first.kind == "year"
    between = BETWEEN.search(text, max(0, first.start - 20), first.start)
    if word in ("and", ",", "/") and not between and not years:
        return None
    first = (
        replace(first, kind=second.kind, low=first.low * second.unit, high=first.high * second.unit)
        if first.kind == "number"
        else first
    )
    second = (
        replace(second, kind=first.kind, low=second.low * first.unit, high=second.high * first.unit)
        if second.kind == "number"
        else second
    )
    low, high = sorted((first, second), key=lambda quantity: quantity.low)
    apart = bool(word) and years and not between and low.high + 1 < high.low
    holes = (*low.holes, *([(low.high + 1, high.low - 1)] if apart else []), *high.holes)
    return Quantity(first.kind, low.low, max(low.high, high.high), first.start, second.end, holes, second.unit)


def _alike(first: Quantity, second: Quantity) -> bool:
    kinds = {first.kind, second.kind}
    return len(kinds) == 1 or ("number" in kinds and "year" not in kinds)


def _without(text: str, found: Sequence[Quantity]) -> str:
    """`text` as long as before, with what was found made unreadable."""
    for quantity in found:
        text = text[: quantity.start] + "\0" * (quantity.end - quantity.start) + text[quantity.end :]
    return text
