"""What a button on a card, under a request or at a chip asks for: text from the page -> a checked signal. Pure.

The page is not trusted: of what it sends only an item id of bounded size and a word of a fixed list get through;
whether that item exists is for the bot to say.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import get_args

from bot.edits import Change, Edit
from bot.messages import Opinion

MAX_SIGNAL_CHARS = 2_000
MAX_ID_CHARS = 500
MAX_NUMBERS = 2


@dataclass(frozen=True, slots=True)
class Press:
    """An opinion of an item; None takes it back."""

    item: str
    opinion: Opinion | None


@dataclass(frozen=True, slots=True)
class More:
    """More like an item."""

    item: str


@dataclass(frozen=True, slots=True)
class Again:
    """The last request once more."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody came back to the page."""


@dataclass(frozen=True, slots=True)
class Edited:
    """Something else in place of a chip."""

    key: str
    edit: Edit


Signal = Press | More | Again | Look | Edited


def signal_of(text: object) -> Signal | None:
    """The signal, None where it is not one of ours.

    >>> signal_of('{"do": "like", "item": "alien"}'), signal_of('{"do": "none", "item": "alien"}')
    (Press(item='alien', opinion='like'), Press(item='alien', opinion=None))
    >>> signal_of('{"do": "drop", "item": "alien"}'), signal_of("[]")
    (None, None)
    """
    told = _read(text)
    do, item = told.get("do"), told.get("item")
    if do in ("again", "look"):
        return Again() if do == "again" else Look()
    if isinstance(do, str) and (change := next((one for one in get_args(Change) if one == do), None)):
        return _edited(change, told)
    if not isinstance(do, str) or not isinstance(item, str) or not 0 < len(item) <= MAX_ID_CHARS:
        return None
    if do in ("more", "none"):
        return More(item) if do == "more" else Press(item, None)
    return next((Press(item, opinion) for opinion in get_args(Opinion) if opinion == do), None)


def _edited(change: Change, told: dict[str, object]) -> Edited | None:
    key, numbers = told.get("key"), told.get("numbers", [])
    if not isinstance(key, str) or not 0 < len(key) <= MAX_ID_CHARS:
        return None
    if not isinstance(numbers, list) or len(numbers) > MAX_NUMBERS:
        return None
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
        return None
    try:
        return Edited(key, Edit(change, tuple(float(number) for number in numbers)))
    except OverflowError:  # a whole number of a thousand digits
        return None


def _read(text: object) -> dict[str, object]:
    if not isinstance(text, str) or len(text) > MAX_SIGNAL_CHARS:
        return {}
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
