"""Lets so many in at once, some more wait in line, tells the rest that it is full. Knows not what for."""

from __future__ import annotations

import math
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

LOOK_SECONDS = 0.1  # how soon a stop is heard


class Room:
    """Places, and a line before them. Safe for many threads; who came first goes first."""

    def __init__(self, places: int, line: float = math.inf, patience_seconds: float = math.inf) -> None:
        """`places` at once, at most `line` waiting, none longer than `patience_seconds`."""
        self._free = places
        self._line = line
        self._patience_seconds = patience_seconds
        self._waiting: deque[Event] = deque()
        self._lock = Lock()

    def enter(self, stop: Event) -> bool:
        """True with a place, to be given back with `leave`; False at `stop`, or where the line is full or slow."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            if len(self._waiting) >= self._line:
                return False
            turn = Event()
            self._waiting.append(turn)
        until = time.monotonic() + self._patience_seconds
        while not (turn.wait(LOOK_SECONDS) or stop.is_set() or time.monotonic() >= until):
            pass
        with self._lock:
            if not turn.is_set():
                self._waiting.remove(turn)
            return turn.is_set()

    def leave(self) -> None:
        """Gives the place to the next in line."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1

    @contextmanager
    def place(self, stop: Event) -> Iterator[bool]:
        """True with a place for as long as the block lasts; False as `enter`."""
        got = self.enter(stop)
        try:
            yield got
        finally:
            if got:
                self.leave()


def processors() -> int:
    """How many this process may use, where the system tells."""
    mine = getattr(os, "sched_getaffinity", None)
    return len(mine(0)) if mine else os.cpu_count() or 1
