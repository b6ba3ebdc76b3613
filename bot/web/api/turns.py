"""Runs blocking turns in threads, so many at once, each to be left at any moment. Knows nothing of bots."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from bot.web.api.problems import Problem

MOST_AT_ONCE = 64
TURN_SECONDS = 120.0  # then the writer is stopped and the answer ends with what there is
PING_SECONDS = 15.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Over:
    error: Exception | None


class Running(Generic[T]):
    """A turn in its thread. `stop` ends it; whoever reads it does not wait for the model to let go."""

    def __init__(self, make: Callable[[Event], Iterator[T]], let_go: Callable[[], None]) -> None:
        self.stop = Event()
        self._make = make
        self._let_go = let_go
        self._loop = asyncio.get_running_loop()
        self._pieces: asyncio.Queue[T | _Over] = asyncio.Queue()
        Thread(target=self._run, name="offtrail-api-turn", daemon=True).start()

    async def next(self, seconds: float) -> T | None:
        """The next piece; None where none comes for so long.

        Raises:
            StopAsyncIteration: It is over.
        """
        try:
            async with asyncio.timeout(seconds):
                piece = await self._pieces.get()
        except TimeoutError:
            return None
        if not isinstance(piece, _Over):
            return piece
        self._pieces.put_nowait(piece)  # it stays over
        if piece.error is not None:
            raise piece.error
        raise StopAsyncIteration

    async def pieces(
        self, ping_seconds: float = PING_SECONDS, most_seconds: float = TURN_SECONDS
    ) -> AsyncIterator[T | None]:
        """All pieces, with a None after each pause of `ping_seconds`; after `most_seconds` the turn is stopped."""
        until = self._loop.time() + most_seconds
        while not self.stop.is_set():
            left = until - self._loop.time()
            if left <= 0:
                self.stop.set()
                return
            try:
                piece = await self.next(min(ping_seconds, left))
            except StopAsyncIteration:
                return
            yield piece

    def _run(self) -> None:
        over = _Over(None)
        try:
            with closing(self._make(self.stop)) as source:  # type: ignore[type-var]
                for piece in source:
                    self._put(piece)
                    if self.stop.is_set():
                        break
        except Exception as error:
            over = _Over(error)
        finally:
            self._let_go()
            self._put(over)

    def _put(self, piece: T | _Over) -> None:
        with suppress(RuntimeError):  # the server is down and nobody listens
            self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)


class Turns:
    """Places for turns. One is free again when its thread is, not when its reader has gone."""

    def __init__(self, most: int = MOST_AT_ONCE, refused: Callable[[], None] = lambda: None) -> None:
        """
        Args:
            most: How many places there are.
            refused: Called when somebody found none.
        """
        self._most = most
        self._refused = refused
        self._lock = Lock()
        self._running = 0

    @property
    def running(self) -> int:
        """How many there are at this moment."""
        return self._running

    def begin(self, make: Callable[[Event], Iterator[T]]) -> Running[T]:
        """Starts what `make` makes, given the event that stops it.

        Raises:
            Problem: All places are taken.
            RuntimeError: The machine gives no thread.
        """
        with self._lock:
            if full := self._running >= self._most:
                self._refused()
            else:
                self._running += 1
        if full:
            raise Problem("busy", f"{self._most} turns are running; try again in a moment", 2)
        try:
            return Running(make, self._let_go)
        except Exception:  # no thread, which would have let go
            self._let_go()
            raise

    async def result(self, make: Callable[[], T], most_seconds: float = TURN_SECONDS) -> T:
        """What a blocking call gives, made in one of the places.

        Raises:
            Problem: All places are taken, or it takes too long.
        """

        def once(_: Event) -> Iterator[tuple[T]]:
            yield (make(),)

        found = await self.begin(once).next(most_seconds)
        if found is None:
            raise Problem("busy", "this took too long; try again in a moment", 10)
        return found[0]

    def _let_go(self) -> None:
        with self._lock:
            self._running -= 1
