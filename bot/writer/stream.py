"""Turns a call that blocks and reports text as it goes into a generator. Knows nothing of any model."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass

from bot.writer import WriterFailed

Emit = Callable[[str], bool]  # takes a piece (it may be empty), answers True when it is time to stop

THREAD_NAME = "offtrail-writer"


@dataclass(frozen=True, slots=True)
class _Finished:
    """The last thing in the queue: how the call ended."""

    error: Exception | None


def stream(work: Callable[[Emit], None], stall_seconds: float) -> Generator[str, None, None]:
    """Runs `work` in a thread of its own and yields what it emits.

    The queue has no bound of its own: `work` emits at most max_tokens pieces, so it can never wait for a
    reader that went away. The thread is not a daemon, for a native library that is killed in the middle of
    a call takes the process down with it; instead `emit` says stop once the main thread has ended.

    Args:
        work: Called with `emit`; has to return soon after `emit` answered True.
        stall_seconds: Longest silence that is taken for thinking.
    Raises:
        WriterFailed: `work` raised, or was silent for too long.
    """
    pieces: queue.SimpleQueue[str | _Finished] = queue.SimpleQueue()
    stop = threading.Event()

    def emit(piece: str) -> bool:
        if piece:
            pieces.put(piece)
        return stop.is_set() or not threading.main_thread().is_alive()

    def run() -> None:
        try:
            work(emit)
        except Exception as error:  # whatever it is, it is raised again on the reader's side
            pieces.put(_Finished(error))
        else:
            pieces.put(_Finished(None))

    threading.Thread(target=run, name=THREAD_NAME, daemon=False).start()
    try:
        yield from _read(pieces, stall_seconds)
    finally:
        stop.set()


def _read(pieces: queue.SimpleQueue[str | _Finished], stall_seconds: float) -> Generator[str, None, None]:
    while True:
        try:
            piece = pieces.get(timeout=stall_seconds)
        except queue.Empty:
            raise WriterFailed(f"the model was silent for {stall_seconds:g} s; it may be overloaded") from None
        if isinstance(piece, str):
            yield piece
        elif piece.error is None:
            return
        else:
            raise WriterFailed(f"the model failed: {piece.error}") from piece.error
