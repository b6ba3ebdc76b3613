"""Figures of a home, counted anew when they are too old. Knows files, nothing of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from bot.insight.counting import figures
from bot.insight.figures import Figures
from bot.insight.period import period
from bot.insight.rows import MOST_TURNS, reading
from bot.knowledge.unanswered import FILE, most_frequent
from bot.memory import FILE as TALKS
from retriever.items import Item

KEPT_SECONDS = 30
REST = 10  # counting may take a tenth of the time at most, however large the file is


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures, when they were counted, and until when they are shown again (seconds since 1970)."""

    figures: Figures
    at: float
    until: float


class Overview:
    """Counts for many who ask, one at a time; safe for many threads."""

    def __init__(
        self,
        home: Path,
        items: Callable[[], Sequence[Item]],
        clock: Callable[[], float],
        most_turns: int = MOST_TURNS,
    ) -> None:
        """
        Args:
            home: Folder of the talks.
            items: The catalogue at this moment.
            clock: Seconds since 1970.
            most_turns: How many are counted, the newest ones.
        """
        self._home = home
        self._items = items
        self._clock = clock
        self._most_turns = most_turns
        self._lock = Lock()
        self._kept: dict[int | None, Kept] = {}

    def of(self, n_days: int | None) -> Kept:
        """The figures of the last so many days, of all days for None; at most KEPT_SECONDS old, or REST times as
        long as it takes to count them.

        Raises:
            FileNotFoundError: Nobody has talked yet.
            MemoryUnusable: The talks can't be read.
        """
        with self._lock:
            now, kept = self._clock(), self._kept.get(n_days)
            if kept is None or not kept.at <= now < kept.until:
                found = self._count(n_days, now)
                seconds = max(KEPT_SECONDS, REST * (self._clock() - now))
                kept = self._kept[n_days] = Kept(found, now, now + seconds)
            return kept

    def _count(self, n_days: int | None, now: float) -> Figures:
        with reading(self._home / TALKS) as talks:
            over = period(n_days, now, talks.oldest())
            return figures(
                talks.turns(over.since, self._most_turns),
                talks.pressed(over.since, self._most_turns),
                most_frequent(self._home / FILE),
                {item.id: item for item in self._items()},
                over,
                self._most_turns,
            )
