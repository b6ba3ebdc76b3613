"""Lets so many replies be written at once, a few more wait in line, and tells the rest that it is busy."""

from __future__ import annotations

import time
from collections import deque
from threading import Event, Lock

LOOK_SECONDS = 0.02  # how soon a stop is heard


class Room:
    """Places for replies that are being written. Safe for many threads; who came first goes first."""

    def __init__(self, places: int, line: int, patience_seconds: float) -> None:
        """`places` replies at once, at most `line` waiting, none longer than `patience_seconds`."""
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
