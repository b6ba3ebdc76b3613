"""A quantity and the words around it -> what it bounds: "at most", "nothing over". Knows no catalogue."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.intent.numbers.alone import relation_alone
from bot.intent.numbers.limit_words import (
    AFTER,
    BEFORE,
    BY_AMOUNT,
    CLAIMED,
    COUNTED,
    FINE,
    INSTEAD,
    LEAD,
    LIFTED,
    LIFTED_NOUN,
    LIFTING,
    NEGATION,
    OF_PEOPLE,
    SUITS,
    TEMPORAL,
    TRAIL,
    Relation,
)
from bot.intent.numbers.patterns import FIRST_YEAR, Kind, Quantity
from bot.intent.numbers.period_words import MADE_IN, SETTING
from bot.intent.numbers.words import NUMBER
from retriever.items import Op

Bounds = tuple[tuple[Op, tuple[float, ...]], ...]
Stand = Literal["demanded", "refused", "lifted", "dropped", "welcome"]

SEEN, NEAR = 80, 30  # characters looked at on each side, and those that may name what is counted
TOLERANCE: dict[Kind, float] = {"year": 3.0, "time": 15.0}  # of "around"
ABOUT = 0.25  # of anything else, as a share
AGAIN = re.compile(r"[ ,]*\b(?:or|nor)[ ,]*", re.IGNORECASE)
UP_TO = re.compile(r"\b(?:until|till?)\W*$", re.IGNORECASE)  # "price until 150"
PRICE = re.compile(r"\b(?:prices?|budget|costs?|spend|pay)\W*$", re.IGNORECASE)
AMOUNTS: tuple[Kind, ...] = ("price", "pages", "weight")
NEXT_NUMBER = re.compile(rf" *[$€£]?{NUMBER}", re.IGNORECASE)
WITH_IT = re.compile(r" *(?:,|&|\band\b|\bplus\b|, and\b) *", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """What text[start:end] says of a quantity.

    Attributes:
        kind: As the words around it tell; "number" where nothing does.
        low, high, holes: See Quantity.
        relation: As said, before a refusal turns it round.
        stand: "lifted" is taken back ("needn't be under 90 minutes"), "dropped" makes room ("instead of
            the 90s"), "welcome" widens ("the 80s are fine too").
        before, after: The words around it, which may name a field.
        at: Where its own words begin; from start to there is "must stay", "that costs".
    """

    kind: Kind
    low: float
    high: float
    holes: tuple[tuple[float, float], ...]
    relation: Relation
    stand: Stand
    before: str
    after: str
    start: int
    at: int
    end: int

    @property
    def bounds(self) -> Bounds:
        """What it demands. Years are whole, so "before 1980" is at most 1979."""
        bounds = self._positive()
        if self.stand != "refused":
            return bounds
        if self.relation in ("in", "around"):
            return tuple(("outside", pair) for pair in _around((bounds[0][1][0], bounds[1][1][0]), self.holes))
        [(op, (value,))] = bounds
        step = 1.0 if self.kind == "year" else 0.0
        turned: dict[Op, tuple[Op, float]] = {
            "at_most": ("at_least" if step else "above", value + step),
            "at_least": ("at_most" if step else "below", value - step),
            "above": ("at_most", value),
            "below": ("at_least", value),
        }
        return ((turned[op][0], (turned[op][1],)),)

    def _positive(self) -> Bounds:
        year = self.kind == "year"
        if self.relation == "below":
            return (("at_most", (self.low - 1,)),) if year else (("below", (self.low,)),)
        if self.relation == "above":
            return (("at_least", (self.high + 1,)),) if year else (("above", (self.high,)),)
        if self.relation == "at_most":
            return (("at_most", (self.high,)),)
        if self.relation == "at_least":
            return (("at_least", (self.low,)),)
        wide = TOLERANCE.get(self.kind, ABOUT * self.high) if self.relation == "around" else 0.0
        ends: Bounds = (("at_least", (self.low - wide,)), ("at_most", (self.high + wide,)))
        return ends + tuple(("outside", hole) for hole in self.holes)


def limits(text: str, found: Sequence[Quantity]) -> list[Limit]:
    """The limits that the quantities of `text` are part of, in its order; a refusal goes on over "or"."""
    made: list[Limit] = []
    for quantity in found:
        if (limit := _limit(text, quantity) or _along(text, made[-1:], quantity)) is None:
            continue
        if made and made[-1].stand == "refused" and AGAIN.fullmatch(text, made[-1].end, limit.start):
            limit = replace(limit, stand="refused")
        made.append(limit)
    return made


def _along(text: str, last: Sequence[Limit], quantity: Quantity) -> Limit | None:
    """ "up to 10 euros and 300 pages": what bounds one amount bounds the next one too, of something else."""
    if not last or quantity.kind in ("year", "number", last[0].kind) or quantity.low < quantity.high:
        return None
    if last[0].relation in ("in", "around") or not WITH_IT.fullmatch(text, last[0].end, quantity.start):
        return None
    start, end, after = quantity.start, quantity.end, text[quantity.end : quantity.end + NEAR]
    said = replace(last[0], kind=quantity.kind, low=quantity.low, high=quantity.high, holes=())
    return replace(said, before="", after=after, start=start, at=start, end=end)


def _limit(text: str, quantity: Quantity) -> Limit | None:
    left, right = text[max(0, quantity.start - SEEN) : quantity.start], text[quantity.end : quantity.end + SEEN]
    relation, start, end = _relation(quantity, text[quantity.start : quantity.end], left, right)
    kind = _kind(quantity, left[start:], right[:end])
    if relation is None or _no_limit(kind, left[:start], left[start:], right[end:]):
        return None
    if math.isinf(quantity.high) and relation != "below":  # it goes on to this day
        if relation == "above" and not MADE_IN.search(left[:start].rstrip() + " in "):
            return None
        relation = "at_least"
    stand, start, end = _stand(relation, left, start, right, end)
    lead = LEAD.search(left[:start])
    before, after = left[max(0, start - NEAR) : start], right[end : end + NEAR]
    at = quantity.start - len(left) + start
    span = (at - (start - lead.start() if lead else 0), at, quantity.end + end)
    return Limit(kind, quantity.low, quantity.high, quantity.holes, relation, stand, before, after, *span)


def _relation(quantity: Quantity, said: str, left: str, right: str) -> tuple[Relation | None, int, int]:
    """How the number bounds, where its words begin in `left` and where they end in `right`."""
    trail = TRAIL.match(right)
    end = trail.end() if trail else 0
    found = [(match.start(), relation) for relation, pattern in BEFORE if (match := pattern.search(left))]
    behind = ((relation, pattern.match(right, end)) for relation, pattern in AFTER)
    after = next(
        ((relation, match.end()) for relation, match in behind if match and not _of_the_next(match, right)), None
    )
    if found:
        relation = found[0][1]
        start = min(place for place, of in found if of == relation)
        return relation, start, (after[1] if after and after[0] == relation else end)
    if after:
        return after[0], len(left), after[1]
    if "+" in said:
        return "at_least", len(left), end
    if re.search(r"ish|-odd", said):
        return "around", len(left), end
    return relation_alone(quantity, left, right), len(left), end


def _of_the_next(after: re.Match[str], right: str) -> bool:
    """ "the 1990s, at most 120 minutes": the comma parts the decade from what bounds the minutes."""
    return "," in after.group() and bool(NEXT_NUMBER.match(right, after.end()))


def _kind(quantity: Quantity, before: str, after: str) -> Kind:
    """A single year compared as an amount is a number, a large number compared as a time a year."""
    year = quantity.kind == "year" and quantity.low == quantity.high
    if year and BY_AMOUNT.search(before) and "year" not in before.casefold():
        return "number"
    if quantity.kind == "number" and quantity.low >= FIRST_YEAR and (TEMPORAL.search(before) or "later" in after):
        return "year"
    return quantity.kind


def _no_limit(kind: Kind, before: str, compared: str, after: str) -> bool:
    """True for ages of people, hours of the day, things counted and the time of a story."""
    if OF_PEOPLE.search(before) or COUNTED.match(after):
        return True
    if kind == "year":
        return bool(SETTING.search(before)) or compared.strip().casefold() == "about"
    if TEMPORAL.search(compared):
        return not (UP_TO.search(compared) and (kind in AMOUNTS or PRICE.search(before)))
    return kind == "number" and "about" in compared.casefold() and CLAIMED.search(before) is not None


def _stand(relation: Relation, left: str, start: int, right: str, end: int) -> tuple[Stand, int, int]:
    """Whether it is demanded, refused, taken back ..., and the span with the words that say so."""
    if lifted := LIFTED.match(right, end):
        return "lifted", start, lifted.end()
    if relation in ("above", "at_least", "in") and (fine := FINE.match(right, end)):
        return ("welcome" if relation == "in" else "lifted"), start, fine.end()
    if suits := SUITS.match(right, end):
        end = suits.end()
    if match := INSTEAD.search(left[:start]):
        return "dropped", match.start(), end
    if match := LIFTING.search(left[:start]):
        noun = LIFTED_NOUN.match(right, end)
        listed = re.search(
            r" (?:n|and) ", match.group()
        )  # "drop the French and the two hours": the rest is not ours
        return "lifted", start if listed else match.start(), noun.end() if noun else end
    refused = False
    for _ in range(2):  # "nothing that isn't from the 80s"
        if match := NEGATION.search(left[:start]):
            refused, start = not refused, match.start()
    noun = LIFTED_NOUN.match(right, end)
    return (
        ("lifted" if noun and relation == "at_most" and not refused else "refused" if refused else "demanded"),
        start,
        noun.end() if noun else end,
    )


def _around(ends: tuple[float, float], holes: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches of a range that are meant, without its holes."""
    edges = [ends[0], *(edge for low, high in holes for edge in (low - 1, high + 1)), ends[1]]
    return [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
