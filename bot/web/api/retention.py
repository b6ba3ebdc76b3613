"""Deletes talks that nobody touched for long, and what the API kept of them. Knows no requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.messages import Session
from bot.web.api.ledger import Ledger

DAY_SECONDS = 24 * 3600


class Talks(Protocol):
    """Where talks are kept."""

    def load(self, session_id: str) -> Session:
        """The talk, empty where there is none."""
        ...

    def forget_before(self, at: float) -> tuple[str, ...]:
        """Deletes the talks last touched before then."""
        ...


def forget_old(talks: Talks, ledger: Ledger, keep_days: int, clock: Callable[[], float]) -> str:
    """Deletes what is older than it may be, and says so; answers kept for who asks twice are over after a day.

    Args:
        talks: Of page and API.
        ledger: Whose they are.
        keep_days: 0 keeps talks for ever.
        clock: Seconds since 1970.
    """
    ledger.expire()
    if not keep_days:
        return ""
    before = clock() - keep_days * DAY_SECONDS
    gone = talks.forget_before(before)
    ledger.forget(*(id_ for id_ in ledger.begun_before(before) if _is_gone(talks.load(id_))))
    return f"deleted {len(gone):,} talks that nobody touched for {keep_days} days" if gone else ""


def _is_gone(talk: Session) -> bool:
    """Also of a talk that another process deleted, or that was never begun before a kill."""
    return not talk.turns and not talk.pressed
