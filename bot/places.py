"""So many at once, the others in the order they came. Knows nothing of what is done in a place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Places:
    """Places for work that keeps a processor busy for a moment. Safe for many threads.

    Fifty threads that all compute share the processors, so that each is done when all are; taken in turn, half of
    them are done in half of that time and nobody is passed over.
    """

    def __init__(self, n: int) -> None:
        """`n` at once, at least 1."""
        self._free = n
        self._waiting: deque[Event] = deque()
        self._lock = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A place, for as long as the block lasts; who came first goes first."""
        with self._lock:
            mine = None
            if self._free:
                self._free -= 1
            else:
                mine = Event()
                self._waiting.append(mine)
        if mine is not None:
            mine.wait()  # whoever leaves gives the place on
        try:
            yield
        finally:
            with self._lock:
                if self._waiting:
                    self._waiting.popleft().set()
                else:
                    self._free += 1

    def __len__(self) -> int:
        """How many stand in line."""
        return len(self._waiting)
