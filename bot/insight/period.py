"""Days put together to steps that a plot has room for. Pure; knows nothing of talks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime

DAY_SECONDS = 86_400
MOST_DAYS = 31  # plotted one by one; more are plotted week by week
MOST_WEEKS = 31
MOST_STEPS = 36


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in UTC, cut into steps that end with today.

    Attributes:
        first_day: Days since 1970.
        last_day: Today; the last one of the period.
        step_days: The first step may have fewer.
    """

    first_day: int
    last_day: int
    step_days: int

    @property
    def since(self) -> float:
        """Its beginning, in seconds since 1970."""
        return float(self.first_day * DAY_SECONDS)

    @property
    def until(self) -> float:
        """Its end, in seconds since 1970; that second is no longer of it."""
        return float((self.last_day + 1) * DAY_SECONDS)

    @property
    def n(self) -> int:
        """How many steps there are."""
        return math.ceil((self.last_day + 1 - self.first_day) / self.step_days)

    def step_of(self, at: float) -> int | None:
        """Which step a moment falls into, None where it is outside."""
        if not self.since <= at < self.until:
            return None
        return self.n - 1 - (self.last_day - int(at // DAY_SECONDS)) // self.step_days

    def starts(self) -> tuple[date, ...]:
        """The first day of each step."""
        days = (self.last_day + 1 - (self.n - step) * self.step_days for step in range(self.n))
        return tuple(_date(max(day, self.first_day)) for day in days)


def period(n_days: int | None, now: float, oldest: float | None = None) -> Period:
    """The last `n_days`, today among them; None goes back to the day of `oldest`.

    >>> period(7, 1_764_000_000.0).starts()[0].isoformat(), period(90, 1_764_000_000.0).n
    ('2025-11-18', 13)
    """
    last = int(now // DAY_SECONDS)
    begun = now if oldest is None else min(oldest, now)
    first = int(begun // DAY_SECONDS) if n_days is None else last + 1 - n_days
    n = last + 1 - first
    step = 1 if n <= MOST_DAYS else 7 if n <= 7 * MOST_WEEKS else max(30, math.ceil(n / MOST_STEPS))
    return Period(first, last, step)


def _date(day: int) -> date:
    return datetime.fromtimestamp(day * DAY_SECONDS, UTC).date()
