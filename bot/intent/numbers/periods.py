"""Periods named in a text -> first and last year: 1994, "the early nineties". Knows no limits."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from bot.intent.numbers.words import NUMBER, SPELT_YEAR, spelt_year, value_of

Span = tuple[float, float]
Reading = Callable[[re.Match[str], float], Span]

DECADES = {
    "twenties": 1920, "thirties": 1930, "thirtys": 1930, "forties": 1940, "fourties": 1940, "fortys": 1940,
    "fifties": 1950, "fiftys": 1950, "sixties": 1960, "sixtys": 1960, "seventies": 1970, "seventys": 1970,
    "eighties": 1980, "eightys": 1980, "eightees": 1980, "nineties": 1990, "ninties": 1990, "ninetys": 1990,
    "noughties": 2000, "naughties": 2000, "aughts": 2000, "two thousands": 2000, "two-thousands": 2000,
    "twenty-tens": 2010, "twenty tens": 2010, "twenty-twenties": 2020,
}  # fmt: skip
PARTS: dict[str, Span] = {
    "early": (0, 3), "beginning": (0, 3), "start": (0, 3), "mid": (4, 6),
    "middle": (4, 6), "late": (7, 9), "end": (7, 9),
}  # fmt: skip
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
CENTURIES = {"eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty first": 21}
OLDEST_SHORT = 30  # '30 is 1930, '29 is 2029
FEW = 5.0  # "the last few years"
LAST_CENTURY, THIS_CENTURY = 1900, 2000.0

PART = (
    r"(?:(?:the )?(?P<part>early|beginning|start|middle|mid|late|end)(?:[ -]to[ -](?P<upto>mid|"
    r"late))?(?: of(?: the)?)?[ -]*(?:the )?)?"
)
# "in her early twenties" is an age and no decade
AGE = re.compile(r"\b(?:my|his|her|their|your|our|one's)\s+(?:(?:early|late|mid)[ -]+)?$", re.IGNORECASE)
YEAR = r"(?:1[0-9]\d\d|20\d\d|2100)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?"


def _decade(match: re.Match[str], _: float) -> Span:
    name = match.group("decade").casefold()
    first = DECADES.get(name.removeprefix("nineteen-").removeprefix("nineteen "))
    if first is None:
        digits = int(re.sub(r"\D", "", name))
        if digits < LAST_CENTURY and digits % 100 == 0 and digits > 99:
            return digits, digits + 99.0  # "the 1800s"
        first = digits if digits > 99 else (1900 + digits if digits >= 20 else 2000 + digits)
    low, high = PARTS[match.group("part").casefold()] if match.group("part") else (0, 9)
    if match.group("upto"):
        high = PARTS[match.group("upto").casefold()][1]
    return first + low, first + high


def _century(match: re.Match[str], _: float) -> Span:
    name = match.group("century").casefold()
    number = CENTURIES.get(name) or int(re.sub(r"\D", "", name))
    first = 100.0 * (number - 1)
    part = (match.group("part") or "").casefold()
    low, high = {"early": (0, 32), "mid": (33, 66), "middle": (33, 66), "late": (67, 99)}.get(part, (0, 99))
    return first + low, first + high


def _last_years(match: re.Match[str], now: float) -> Span:
    said, unit = (match.group("n") or "").casefold(), match.group("unit").casefold()
    if not said and unit in ("year", "yr"):
        return now - 1, now - 1
    many = {"few": FEW, "several": FEW, "": 1.0 if unit == "decade" else FEW}.get(said)
    years = (value_of(said) if many is None else many) * (10 if unit.startswith("dec") else 1)
    return now - years, math.inf


PATTERNS: tuple[tuple[str, Reading], ...] = (
    # a date counts by its year, whether there is such a day or not
    (
        rf"\b{_DAY}(?:{MONTHS})\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?P<year>{YEAR})\b|"
        rf"\b(?P<iso>{YEAR})-\d\d-\d\d\b",
     lambda m, _: _point(m.group("year") or m.group("iso"))),
    (rf"\b{PART}(?P<decade>(?:1[5-9]|20)\d0'?s|(?:nineteen[ -])?(?:{'|'.join(DECADES)}))(?![\w-]*\w)", _decade),
    (rf"(?:\b{PART})(?<![\d$€£.,])'?(?P<decade>\d0'?s)\b(?!')", _decade),
    (rf"(?:\b{PART})\b(?P<century>1[5-9]th|20th|21st|{'|'.join(CENTURIES)})[ -]centur(?:y|ies)\b", _century),
    (r"\bthis (?:century|millennium)\b", lambda *_: (THIS_CENTURY, math.inf)),
    (r"\bthe last century\b", lambda *_: (1900.0, 1999.0)),
    (r"\b(?:the )?turn of (?:the|this) (?:century|millennium)\b", lambda *_: (1995.0, 2005.0)),
    (r"\b(?:the )?turn of (?:the )?(?:last|previous|20th|twentieth) century\b", lambda *_: (1895.0, 1905.0)),
    (r"\bthis decade\b", lambda _, now: (now // 10 * 10, now // 10 * 10 + 9)),
    (r"\bthis year(?:'s)?\b", lambda _, now: (now, now)),
    (
        rf"\b(?:the |these )?(?:last|past) (?:(?P<n>{NUMBER}|couple of|few|several) )?(?P<unit>years?|yrs?|"
        rf"decades?)\b", _last_years),
    (rf"(?<![\w$€£.,])(?P<first>{YEAR}) ?[-–/] ?(?P<second>\d\d)(?![-\w])", lambda m, _: _short_range(m)),
    (
        rf"(?:(?<=older than )|(?<=newer than )|(?<=younger than )|(?<=recent than ))(?P<n>{NUMBER}) years?\b",
        lambda m, now: (now - value_of(m.group("n")),) * 2,
    ),
    (r"(?<!\w)'(?P<short>\d\d)(?!['\w])", lambda m, _: _short_year(float(m.group("short")))),
    (SPELT_YEAR, lambda m, _: (spelt_year(m.group()),) * 2),
    (
        rf"(?<![\w$€£.,])(?P<year>{YEAR})(?!['\w%]|[.,]\d| ?(?:minutes?|mins?|hours?|pages?|euros?|dollars?|"
        rf"bucks|grams?|g\b|kg\b|pounds?|yuan|[$€£元块]))",
     lambda m, _: _point(m.group("year"))),
    # told where the limit is made: nobody's year
    (r"\byear (?P<year>-?\d{1,40})\b", lambda m, _: _point(m.group("year"))),
)  # fmt: skip
COMPILED = tuple((re.compile(pattern, re.IGNORECASE), reading) for pattern, reading in PATTERNS)
CLOCKED = re.compile(
    r"\D*\d+ (?:years?|yrs?)|[a-z -]+ (?:years?|yrs?)$|(?:the |these )?(?:last|past) (?!century)|"
    r"this (?:decade|year)",
    re.IGNORECASE,
)


def periods(text: str, now: float | None) -> Iterator[tuple[float, float, int, int]]:
    """(first year, last year, start, end) of each period of `text`, those of one pattern after those of another.

    What goes on to this day has no last year (infinite).

    Args:
        now: The newest year of the catalogue stands for the present, so the same words mean the same tomorrow;
            None where no item has a year, and then "the last ten years" are not found.
    """
    for pattern, reading in COMPILED:
        for match in list(pattern.finditer(text)):
            if (now is None and CLOCKED.match(match.group())) or AGE.search(
                text, max(0, match.start() - 20), match.start()
            ):
                continue
            low, high = reading(match, now or THIS_CENTURY)
            yield low, high, match.start(), match.end()
            text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]


def _short_range(match: re.Match[str]) -> Span:
    """ "1979-81"."""
    first = float(match.group("first"))
    return first, first // 100 * 100 + float(match.group("second"))


def _short_year(digits: float) -> Span:
    """ "'94"."""
    return _point(str((2000 if digits < OLDEST_SHORT else 1900) + digits))


def _point(year: str) -> Span:
    return float(year), float(year)
