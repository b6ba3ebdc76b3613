"""How a number bounds that nothing is compared with: "from 1994", "a 90 minute film". Knows no catalogue."""

from __future__ import annotations

import math

from bot.intent.numbers.limit_words import (
    AFTER_THING,
    ALONE_AFTER,
    ALONE_BEFORE,
    FOR_MONEY,
    FROM_MONEY,
    LIFTED,
    LIFTED_NOUN,
    LIFTING,
    OF_THING,
    Relation,
)
from bot.intent.numbers.patterns import FIRST_YEAR, LAST_YEAR, Quantity
from bot.intent.numbers.period_words import (
    MADE_IN,
    OF_SHOWN,
    OUT_OF,
    SETTING,
    SPENT,
    STOOD_IN,
    TIME_COLOUR,
    TIME_TOLD,
)

CENTURY = 99.0  # from its first year to its last


def relation_alone(quantity: Quantity, left: str, right: str) -> Relation | None:
    """The relation of a quantity without a comparison, None where it limits nothing.

    Args:
        left, right: The words around it.
    """
    alone = bool(ALONE_BEFORE.search(left) and ALONE_AFTER.match(right))
    if quantity.kind == "year":
        return "in" if _of_release(quantity, left, right, alone) else None
    if quantity.low < quantity.high:
        return "in" if alone or quantity.kind != "number" else None
    if quantity.kind == "price":
        return _of_money(left, right, alone)
    if quantity.kind == "number":
        return None
    if _taken_back(left, right):
        return "at_most"
    return "around" if alone or OF_THING.match(right) else None


def _of_money(left: str, right: str, alone: bool) -> Relation | None:
    """ "from 30 euros" is a least price; "for 30 euros" and "30 euros" say what can be paid."""
    if FROM_MONEY.search(left):
        return "at_least"
    if alone or FOR_MONEY.search(left) or _taken_back(left, right):
        return "at_most"
    return "around" if OF_THING.match(right) else None


def _taken_back(left: str, right: str) -> bool:
    return bool(LIFTED_NOUN.match(right) or LIFTED.match(right) or LIFTING.search(left))


def _of_release(quantity: Quantity, left: str, right: str, alone: bool) -> bool:
    """True where a period is when a thing was made, and not when its story takes place."""
    if any(words.search(left) for words in (SETTING, SPENT, OF_SHOWN)) or TIME_COLOUR.match(right):
        return False
    if OUT_OF.search(left) or MADE_IN.search(left) or not FIRST_YEAR <= quantity.low <= LAST_YEAR:
        return True  # "the year 0" is told where it is resolved
    if TIME_TOLD.search(left):
        return False
    span = quantity.high - quantity.low
    if span in (0, CENTURY):  # too often a title or a setting
        return (
            bool(OF_THING.match(right))
            or (alone and (span == CENTURY or left.rstrip().casefold().endswith("in")))
            or bool(AFTER_THING.search(left) and ALONE_AFTER.match(right))
        )
    return math.isinf(span) or bool(ALONE_BEFORE.search(left)) or not STOOD_IN.search(left)
