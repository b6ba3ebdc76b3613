"""Deletes talks that nobody touched for long, and what the API kept of them. Knows no requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.messages import Session
from bot.web.api.ledger import Ledger

DAY_SECONDS = 24 * 3600
APART_SECONDS = 23 * 3600  # between two looks, at the least
STEP_SECONDS = 7 * DAY_SECONDS  # that are believed to have passed between two looks, at the most
SET = 1_577_836_800.0  # 2020-01-01: a clock that shows less was never set


class Talks(Protocol):
    """Where talks are kept."""

    def load(self, session_id: str) -> Session:
        """The talk, empty where there is none."""
        ...

    def forget_before(self, at: float) -> tuple[str, ...]:
        """Deletes the talks last touched before then."""
        ...

    def touch_before(self, at: float) -> None:
        """Gives the talks last touched before then the present time."""
        ...


def forget_old(talks: Talks, ledger: Ledger, keep_days: int, clock: Callable[[], float]) -> str:
    """Deletes what is older than it may be, and says so; answers kept for who asks twice are over after a day.

    What a wrong clock makes old stays: a talk goes where it was too old a day after the look before, too, and from
    look to look a week is believed to have passed, no more. So the first look deletes nothing, nor does a clock
    that is ahead until the next look; one that stays ahead takes a week of talks a day, as does the end of a long
    pause. Talks of the years before 2020, of a machine whose clock was not set yet, are taken as new.

    Args:
        talks: Of page and API.
        ledger: Whose they are.
        keep_days: 0 keeps talks for ever.
        clock: Seconds since 1970.
    """
    ledger.expire()
    now = clock()
    if not keep_days or now < SET:
        return ""
    talks.touch_before(SET)
    if (last := ledger.looked(now, APART_SECONDS, STEP_SECONDS)) is None:
        return ""
    before = min(now, last + DAY_SECONDS) - keep_days * DAY_SECONDS
    gone = talks.forget_before(before)
    ledger.forget(*(id_ for id_ in ledger.begun_before(before) if _is_gone(talks.load(id_))))
    return f"deleted {len(gone):,} talks that nobody touched for {keep_days} days" if gone else ""


def _is_gone(talk: Session) -> bool:
    """Also of a talk that another process deleted, or that was never begun before a kill."""
    return not talk.turns and not talk.pressed
