"""Years, running times, prices and other numbers -> hard constraints. Knows nothing of names or referents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from statistics import median

from bot.intent.heard import Heard
from bot.intent.referents import meant, without_referents
from bot.intent.state import demand
from bot.intent.words import PRICE_FIELDS, RUNTIME_FIELDS, YEAR_FIELDS
from retriever.fields import conflict
from retriever.items import Constraint, Op, Query

Bounds = Sequence[tuple[Op, tuple[float, ...]]]

DECADE_WORDS = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip

DECADE = rf"((?:19|20)?\d0'?s|{'|'.join(DECADE_WORDS)})"
FROM_THE = r"(?:(?:in|from|of|between) )?(?:the )?(?:early |late |mid[- ])?"
YEAR = r"((?:18|19|20)\d\d)"
AT_MOST = r"(?:fewer than|under|below|less than|at most|up to|no more than|max(?:imum)?(?: of)?|within|not over|cheaper than|shorter than|no longer than|not longer than)"
AT_LEAST = r"(?:over|above|more than|at least|no less than|min(?:imum)?(?: of)?|longer than)"
NUMBER = r"(\d+(?:\.\d+)?)"
MONEY = r"(?:\$|€|£|usd\b|euros?\b|eur\b|gbp\b|dollars?\b|bucks\b|pounds?\b|yuan\b|rmb\b|元|块)"
TIME = r"(minutes?|mins?|min|hours?|hrs?|h)\b"

NUMBER_WORDS = {
    "one": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "ten": 10,
    "twenty": 20,
    "fifty": 50,
    "ninety": 90,
}
WRITTEN = re.compile(
    rf"\b({'|'.join(NUMBER_WORDS)}) (hours?|minutes?|dollars?|euros?|bucks|pounds?)\b", re.IGNORECASE
)

Reading = Callable[[re.Match[str]], Bounds]


STRICTLY = re.compile(
    r"under|below|less than|fewer than|shorter than|cheaper than|over|above|more than|longer than", re.IGNORECASE
)


def _upper(match: re.Match[str], value: float) -> Bounds:
    loose = re.match(r"no|not|nothing", match.group(), re.IGNORECASE)
    return (("below" if STRICTLY.match(match.group()) and not loose else "at_most", (value,)),)


def _lower(match: re.Match[str], value: float) -> Bounds:
    return (("above" if STRICTLY.match(match.group()) else "at_least", (value,)),)


YEAR_OR_NEXT = re.compile(r"(?:\b(?:in|from|of)\W+)?\b((?:19|20)\d\d) or ((?:19|20)\d\d)\b", re.IGNORECASE)


def _between(low: float, high: float) -> Bounds:
    return (("at_least", (min(low, high),)), ("at_most", (max(low, high),)))


def _decade(match: re.Match[str]) -> Bounds:
    start = _first_year(match.group(1))
    return _between(start, start + 9)


def _two_decades(match: re.Match[str]) -> Bounds:
    low, high = sorted((_first_year(match.group(1)), _first_year(match.group(2))))
    if high - low > 10 and match.group().casefold().count(" or "):
        return (*_between(low, high + 9), ("outside", (low + 10, high - 1)))
    return _between(low, high + 9)


def _first_year(decade: str) -> float:
    if (start := DECADE_WORDS.get(decade.casefold())) is not None:
        return start
    digits = int(re.sub(r"\D", "", decade))
    return digits if digits > 99 else (1900 + digits if digits >= 20 else 2000 + digits)


def _minutes(match: re.Match[str]) -> float:
    return float(match.group(1)) * (60 if match.group(2)[0].casefold() == "h" else 1)


YEARS: tuple[tuple[str, Reading], ...] = (
    (
        rf"\bbefore {YEAR} or after {YEAR}\b",
        lambda m: (("outside", (float(m.group(1)), float(m.group(2)))),),
    ),
    (rf"\b{YEAR} ?[-–] ?{YEAR}\b", lambda m: _between(float(m.group(1)), float(m.group(2)))),
    (
        rf"\b(?:between|from) {YEAR} (?:and|to|till|until) {YEAR}\b",
        lambda m: _between(float(m.group(1)), float(m.group(2))),
    ),
    (rf"\b(?:made |released )?(?:before|older than|earlier than) {YEAR}\b", lambda m: (("at_most", (float(m.group(1)) - 1,)),)),
    (rf"\b{YEAR} before\b", lambda m: (("at_most", (float(m.group(1)) - 1,)),)),
    (
        rf"\b(?:made |released )?(?:after|newer than|later than) {YEAR}\b",
        lambda m: (("at_least", (float(m.group(1)) + 1,)),),
    ),
    (rf"\b(?:since {YEAR}|from {YEAR} on(?:wards?)?)\b", lambda m: (("at_least", (float(m.group(1) or m.group(2)),)),)),
    (
        rf"\b{FROM_THE}{DECADE}(?:,| or| and| to| till| until| through|, or|, and) (?:the )?{DECADE}\b",
        _two_decades,
    ),
    (
        rf"\b{FROM_THE}{DECADE}\b",
        _decade,
    ),
    (rf"\b(?:an? |some )?{YEAR} (?=film|movie|book|album)", lambda m: _between(float(m.group(1)), float(m.group(1)))),
    (rf"\b(?:from|made in|released in|of) {YEAR}\b", lambda m: _between(float(m.group(1)), float(m.group(1)))),
)  # fmt: skip

RUNTIMES: tuple[tuple[str, Reading], ...] = (
    (rf"\bexactly {NUMBER} ?{TIME}", lambda m: _between(_minutes(m), _minutes(m))),
    (r"\b(?:not|nothing) (?:too|very|so) long\b", lambda _: (("at_most", (110.0,)),)),
    (
        rf"\bbetween {NUMBER} and {NUMBER} ?{TIME}",
        lambda m: _between(*(float(m.group(i)) * (60 if m.group(3)[0].casefold() == "h" else 1) for i in (1, 2))),
    ),
    (rf"\b{AT_MOST} {NUMBER} ?{TIME}", lambda m: _upper(m, _minutes(m))),
    (rf"\b{NUMBER} ?{TIME} (?:at most|or less|or under|max)\b", lambda m: _upper(m, _minutes(m))),
    (rf"\b{AT_LEAST} {NUMBER} ?{TIME}", lambda m: _lower(m, _minutes(m))),
    (
        rf"\b(?:around|about|roughly|circa) {NUMBER} ?{TIME}(?: long)?",
        lambda m: _between(_minutes(m) - 15, _minutes(m) + 15),
    ),
)

PRICES: tuple[tuple[str, Reading], ...] = (
    (rf"{NUMBER} ?[-–] ?{NUMBER} ?{MONEY}", lambda m: _between(float(m.group(1)), float(m.group(2)))),
    (
        rf"\b(?:cheaper than|(?:not?|nothing) more expensive than) {MONEY}? ?{NUMBER}\b",
        lambda m: _upper(m, float(m.group(1))),
    ),
    (
        rf"\b(?:budget (?:is|of)|i only have|i can spend) {MONEY}? ?{NUMBER}\b",
        lambda m: _upper(m, float(m.group(1))),
    ),
    (
        rf"\bbetween {MONEY} ?{NUMBER} and {MONEY}? ?{NUMBER}",
        lambda m: _between(float(m.group(1)), float(m.group(2))),
    ),
    (rf"\bbetween {NUMBER} and {NUMBER} ?{MONEY}", lambda m: _between(float(m.group(1)), float(m.group(2)))),
    (rf"\b{AT_MOST} {MONEY} ?{NUMBER}\b", lambda m: _upper(m, float(m.group(1)))),
    (rf"\b{AT_MOST} {NUMBER} ?{MONEY}", lambda m: _upper(m, float(m.group(1)))),
    (rf"\b{AT_LEAST} {MONEY} ?{NUMBER}\b", lambda m: _lower(m, float(m.group(1)))),
    (rf"\b{AT_LEAST} {NUMBER} ?{MONEY}", lambda m: _lower(m, float(m.group(1)))),
)

KINDS: tuple[tuple[str, Sequence[str], tuple[tuple[str, Reading], ...]], ...] = (
    ("year", YEAR_FIELDS, YEARS),
    ("running time", RUNTIME_FIELDS, RUNTIMES),
    ("price", PRICE_FIELDS, PRICES),
)

# "nothing over 100 euros" is at most 100; "not from the eighties" is outside of them.
NEGATED = re.compile(
    r"\b(?:nothing|not|no|none|never|without|except|avoid|but|don'?t want|isn'?t)"
    r"(?: (?:any|anything|films?|movies?|books?|made|released|from|costing|priced|that is|that costs|one|ones|too|much|be|in))*"
    r" ?$",
    re.IGNORECASE,
)

# word -> (kind for people, fields, op): stricter than what was shown
COMPARATIVES: dict[str, tuple[str, Sequence[str], Op]] = {
    "shorter": ("running time", RUNTIME_FIELDS, "at_most"),
    "longer": ("running time", RUNTIME_FIELDS, "at_least"),
    "older": ("year", YEAR_FIELDS, "at_most"),
    "newer": ("year", YEAR_FIELDS, "at_least"),
    "more recent": ("year", YEAR_FIELDS, "at_least"),
    "cheaper": ("price", PRICE_FIELDS, "at_most"),
    "less expensive": ("price", PRICE_FIELDS, "at_most"),
    "more expensive": ("price", PRICE_FIELDS, "at_least"),
}


def read_numbers(heard: Heard) -> Heard:
    """Years, running times, prices, and any number field called by its name ("weight under 5")."""
    heard = replace(heard, text=YEAR_OR_NEXT.sub(_one_or_the_next, _in_digits(heard.text)))
    heard = replace(
        heard, text=WRITTEN.sub(lambda m: f"{NUMBER_WORDS[m.group(1).casefold()]} {m.group(2)}", heard.text)
    )
    for kind, fields, patterns in KINDS:
        for pattern, reading in patterns:
            while match := re.search(pattern, heard.text, re.IGNORECASE):
                heard = _bound(heard, kind, fields, *_negated(heard.text, match, reading(match), kind))
    for field in sorted(heard.names.numbers):
        named = re.escape(field.replace("_", " "))
        if match := re.search(
            rf"\b{named} (?:is )?(?:between|from) {NUMBER} (?:and|to) {NUMBER}", heard.text, re.IGNORECASE
        ):
            bounds = _between(float(match.group(1)), float(match.group(2)))
            heard = _bound(heard, field, [field], *_negated(heard.text, match, bounds, field))
        ways = ((AT_MOST, _upper), (AT_LEAST, _lower))
        for words, side in ways:
            pattern = rf"\b(?:{named} (?:is |of )?{words} {NUMBER}|{words} {NUMBER} {named})"
            if match := re.search(pattern, heard.text, re.IGNORECASE):
                value = float(match.group(1) or match.group(2))
                words_found = re.search(words, match.group(), re.IGNORECASE)
                bounds = side(words_found or match, value)
                heard = _bound(heard, field, [field], *_negated(heard.text, match, bounds, field))
    return heard


def _one_or_the_next(match: re.Match[str]) -> str:
    """ "1975 or 1976" is one span; of years further apart nothing can be said in one."""
    first, second = sorted((int(match.group(1)), int(match.group(2))))
    return f"between {first} and {second}" if second - first == 1 else match.group()


def _demanded(query: Query, new: Constraint, heard: Heard) -> Query:
    """A later bound wins over an earlier turn, not over the same breath: "after 2000 and before 1990" stays both."""
    earlier = heard.session.query.must
    held = demand(query, new)
    clashing = [old for old in query.must if old not in held.must and old not in earlier and conflict((old, new))]
    return replace(held, must=(*held.must, *clashing))


def _in_digits(text: str) -> str:
    """ "1,000" -> "1000", "an hour and a half" and "1h30" -> "90 minutes"."""
    text = re.sub(r"(\d),(\d{3})\b", r"\1\2", text)
    hour = {"an": 1, "one": 1, "two": 2, "three": 3}
    text = re.sub(
        r"\b(an|one|two|three|\d+) hours? and a half",
        lambda m: f"{int(hour.get(m.group(1).casefold(), 0) or m.group(1)) * 60 + 30} minutes",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(
        r"\b(\d) ?h(?:ours?)? ?(?:and )?(\d{1,2})(?: ?m(?:in(?:ute)?s?)?)?\b",
        lambda m: f"{int(m.group(1)) * 60 + int(m.group(2))} minutes",
        text,
        flags=re.IGNORECASE,
    )


def read_comparatives(heard: Heard) -> Heard:
    """ "shorter", "older", "cheaper": than the item meant, else than the middle of what was last shown."""
    for word, (kind, fields, op) in COMPARATIVES.items():
        match = re.search(
            rf"\b(?:a bit |a little |much |something )?{word}\b(?! than \W?\d)( than\b)?",
            heard.text,
            re.IGNORECASE,
        )
        if not match:
            continue
        field = _first(fields, heard.names.numbers)
        ids = meant(heard.text, heard.session) or tuple(pick.item.id for pick in heard.session.shown)
        items = [item for id_ in ids if (item := heard.item_of(id_)) is not None]
        values = [item.numbers[field] for item in items if field and field in item.numbers]
        if field and not values:
            continue  # nothing to compare with: the word stays in the wish
        bound = _beyond(op, values) if values else 0.0
        heard = _bound(heard, kind, fields, match.span(), ((op, (bound,)),))
        heard = replace(heard, text=without_referents(heard.text)) if match.group(1) else heard
    return heard


def _negated(text: str, match: re.Match[str], bounds: Bounds, kind: str) -> tuple[tuple[int, int], Bounds]:
    """The span to take out and the bounds, turned round where a negation stands before them."""
    negation = NEGATED.search(text[: match.start()])
    if negation is None or (
        negation.group().casefold().startswith("but") and "anything but" not in text.casefold()
    ):
        return match.span(), bounds
    return (negation.start(), match.end()), _turned(bounds, 1.0 if kind == "year" else 0.0)


def _turned(bounds: Bounds, step: float) -> Bounds:
    if len(bounds) == 2:
        return (("outside", (bounds[0][1][0], bounds[1][1][0])),)
    [(op, (value,))] = bounds
    if op in ("at_least", "at_most"):
        return (("at_most", (value - step,)),) if op == "at_least" else (("at_least", (value + step,)),)
    return (("at_most", (value,)),) if op == "above" else (("at_least", (value,)),)


def _beyond(op: Op, values: Sequence[float]) -> float:
    middle = median(values)
    step = 1.0 if middle.is_integer() else 0.01
    return middle - step if op == "at_most" else middle + step


def _bound(heard: Heard, kind: str, fields: Sequence[str], span: tuple[int, int], bounds: Bounds) -> Heard:
    field = _first(fields, heard.names.numbers)
    if field is None:
        note = f"This catalogue does not record a {kind}, so I can't filter by it."
        return heard.took(*span, heard.query).note(note)
    query = heard.query
    for op, values in bounds:
        query = _demanded(query, Constraint(field, op, values), heard)
    return heard.took(*span, query)


def _first(names: Iterable[str], known: set[str]) -> str | None:
    return next((name for name in names if name in known), None)
