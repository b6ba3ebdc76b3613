"""How many requests a minute. Knows counts by name, nothing of requests; forgets the quietest names first."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_NAMES = 10_000


class Limits:
    """A bucket of `per_minute` tokens for each name, filled evenly. Safe for many threads."""

    def __init__(self, per_minute: int, clock: Callable[[], float], most_names: int = MOST_NAMES) -> None:
        """
        Args:
            per_minute: How many may come in a minute, all at once if need be.
            clock: Seconds that never go back.
            most_names: How many buckets are kept.
        """
        self._per_minute = per_minute
        self._clock = clock
        self._most_names = most_names
        self._lock = Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # name -> tokens left, when

    def take(self, name: str) -> int:
        """Takes a token; 0, or after how many seconds there will be one."""
        a_second = self._per_minute / 60
        with self._lock:
            now = self._clock()
            left, then = self._buckets.pop(name, (float(self._per_minute), now))
            left = min(self._per_minute, left + max(0.0, now - then) * a_second)
            wait = 0 if left >= 1 else max(1, math.ceil((1 - left) / a_second))
            self._buckets[name] = (left if wait else left - 1, now)
            while len(self._buckets) > self._most_names:
                self._buckets.popitem(last=False)
        return wait

    def __len__(self) -> int:
        return len(self._buckets)
