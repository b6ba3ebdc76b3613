"""Reads a blocking iterator so that it can be left at any moment. Knows nothing of what comes."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")

LOOK_SECONDS = 0.05  # how soon a stop is seen


@dataclass(frozen=True, slots=True)
class _Over:
    error: Exception | None


def until(stop: Event, source: Iterator[T], last: T) -> Iterator[T]:
    """Passes `source` on; once `stop` is set, gives `last` at once and closes `source` as soon as it lets go.

    A generator can't be closed while it runs, and the language model may think for seconds between two
    pieces. So it runs in a thread of its own, and who has had enough does not wait for it.
    """
    pieces: queue.SimpleQueue[T | _Over] = queue.SimpleQueue()

    def run() -> None:
        try:
            with closing(source):  # type: ignore[type-var]
                for piece in source:
                    pieces.put(piece)
                    if stop.is_set():
                        break
        except Exception as error:
            pieces.put(_Over(error))
        else:
            pieces.put(_Over(None))

    Thread(target=run, name="offtrail-turn").start()
    try:
        yield from _read(pieces, stop, last)
    finally:
        stop.set()


def _read(pieces: queue.SimpleQueue[T | _Over], stop: Event, last: T) -> Iterator[T]:
    while not stop.is_set():
        try:
            piece = pieces.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            continue
        if not isinstance(piece, _Over):
            yield piece
        elif piece.error is None:
            return
        else:
            raise piece.error
    yield last
