"""What a model writes, on its way from the thread that writes to the one that reads. Knows nothing of models."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.writer import WriterFailed

Emit = Callable[[str], bool]  # takes a piece (empty: a sign of life), answers True when it is time to stop

THREAD_NAME = "offtrail-writer"


@dataclass(frozen=True, slots=True)
class _Finished:
    """The last thing in the queue: how the writing ended."""

    error: Exception | None


class Channel:
    """The end of the one who writes; keeps nothing of the reader, so that one who goes away is noticed."""

    def __init__(self) -> None:
        self.waiting: deque[str | _Finished] = deque()
        self.news = threading.Condition()
        self.closed = threading.Event()
        self.finished = threading.Event()
        self.on_close: Callable[[], None] | None = None
        self.heard = time.monotonic()

    def put(self, piece: str) -> bool:
        """Hands a piece on; True when it is time to stop. What comes after the reader has gone is dropped.

        An empty piece says that the work goes on (a prompt is read, a slot is waited for): that is no silence.
        """
        self.heard = time.monotonic()
        stop = self.closed.is_set() or not threading.main_thread().is_alive()
        if piece and not stop:
            self._add(piece)
        return stop

    def end(self, error: Exception | None = None) -> None:
        """Nothing more comes, because it is done or because of `error`."""
        self._add(_Finished(error))
        self.finished.set()

    def _add(self, piece: str | _Finished) -> None:
        with self.news:
            self.waiting.append(piece)
            self.news.notify_all()


class Pieces(Iterator[str]):
    """The end of the one who reads: pieces in order; `close` stops the writing, whatever it is doing."""

    def __init__(self, channel: Channel, stall_seconds: float) -> None:
        self._channel = channel
        self._stall_seconds = stall_seconds
        self._over = False

    @property
    def finished(self) -> bool:
        """True once everything has come: reading what is left doesn't wait."""
        return self._channel.finished.is_set()

    def wait(self, seconds: float) -> bool:
        """True as soon as there is something to read; False after `seconds` without.

        Raises:
            WriterFailed: The model has been silent for too long; the writing is stopped.
        """
        channel = self._channel
        with channel.news:
            if channel.news.wait_for(lambda: self._over or channel.waiting, seconds):
                return True
        if time.monotonic() - channel.heard < self._stall_seconds:
            return False
        self.close()
        raise WriterFailed(f"the model was silent for {self._stall_seconds:g} s; it may be overloaded")

    def __next__(self) -> str:
        """The next piece.

        Raises:
            WriterFailed: The model failed, or was silent for too long; the writing is stopped.
        """
        while not self.wait(self._stall_seconds):
            pass
        if self._over:
            raise StopIteration
        piece = self._channel.waiting.popleft()
        if isinstance(piece, str):
            return piece
        self.close()
        if isinstance(piece.error, WriterFailed):
            raise piece.error
        if piece.error is not None:
            raise WriterFailed(f"the model failed: {piece.error}") from piece.error
        raise StopIteration

    def close(self) -> None:
        """Stops the writing; nothing more is read. Does not wait for the thread that writes."""
        self._over = True
        if not self._channel.closed.is_set():
            self._channel.closed.set()
            if self._channel.on_close is not None:
                self._channel.on_close()
        with self._channel.news:
            self._channel.news.notify_all()

    def __del__(self) -> None:
        self.close()


def stream(work: Callable[[Emit], None], stall_seconds: float) -> Pieces:
    """Runs `work` in a thread of its own, at once, and reads what it emits.

    What waits to be read has no bound of its own: `work` emits at most max_tokens pieces, so it can never wait for
    a reader that went away. The thread is not a daemon, for a native library that is killed in the middle of
    a call takes the process down with it; instead `emit` says stop once the main thread has ended.

    Args:
        work: Called with `emit`; has to return soon after `emit` answered True.
        stall_seconds: Longest silence that is taken for thinking.
    """
    channel = Channel()

    def run() -> None:
        try:
            work(channel.put)
        except Exception as error:  # whatever it is, it is raised again on the reader's side
            channel.end(error)
        else:
            channel.end()

    threading.Thread(target=run, name=THREAD_NAME, daemon=False).start()
    return Pieces(channel, stall_seconds)
