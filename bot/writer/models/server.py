"""Writes through an OpenAI-compatible server (vLLM, llama.cpp, Ollama, a hosted one).

Knows nothing of items or prompts.
"""

from __future__ import annotations

import asyncio
import codecs
import weakref
from collections.abc import Sequence, Set
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

from bot.messages import Message
from bot.writer import ANY, WriterFailed, check_request
from bot.writer.models.connection import Connection, check_key, split_address
from bot.writer.models.stream import Channel, Pieces

CHARACTERS_PER_TOKEN = 40  # no tokenizer's tokens are as long as that on average
LAST_SECONDS = 1.0  # an answer that is complete may take so long to say that nothing more comes


class ServerWriter:
    """A model behind an OpenAI-compatible server; it starts one thread, however much is written at once."""

    def __init__(
        self, server: Connection, model: str, at_once: int, first_seconds: float, stall_seconds: float
    ) -> None:
        self.name = f"{server.told(model.rsplit('/', 1)[-1])} at {urlsplit(server.address).netloc}"
        self.at_once = at_once
        self._server = server
        self._model = model
        self._first_seconds = first_seconds
        self._stall_seconds = stall_seconds
        self._finalizer = weakref.finalize(self, server.stop)  # also when the process ends

    @classmethod
    def connect(
        cls,
        address: str,
        model: str | None = None,
        key: str | None = None,
        at_once: int = 40,
        first_seconds: float = 30.0,
        stall_seconds: float = 15.0,
        retries: int = 2,
    ) -> ServerWriter:
        """Asks the server which model it has, where none is named; with a name, nothing is asked yet.

        Args:
            address: "http://127.0.0.1:8080", or with a path, "https://api.example.com/v1".
            model: As the server calls it; None takes the first one it lists.
            key: Sent to this server alone; over plain http only to this machine. None sends none.
            at_once: How many chats the server writes side by side.
            first_seconds: Longest wait for the first piece, all retries included.
            stall_seconds: Longest silence after that.
            retries: How often to try again, before the first piece, what is refused, broken, 429 or 5xx.
        Raises:
            ValueError: The address, the key or a number makes no sense.
            WriterFailed: The server can't be asked for its models, or has none.
        """
        if at_once < 1:
            raise ValueError(f"at_once must be at least 1, got {at_once!r}")
        if retries < 0:
            raise ValueError(f"retries must be at least 0, got {retries!r}")
        where = split_address(address)
        check_key(key, where)
        server = Connection(where.geturl(), key, retries)
        try:
            chosen = model or server.first_model(first_seconds)
        except BaseException:
            server.stop()
            raise
        return cls(server, chosen, at_once, first_seconds, stall_seconds)

    def write(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        seed: int = 0,
        words: Set[str] = ANY,  # noqa: ARG002
    ) -> Pieces:
        """See `Writer`."""
        check_request(messages, max_tokens, temperature)
        request = {
            "model": self._model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": max_tokens,
            "stream": True,
            "temperature": temperature,
            "seed": seed,
        }
        channel, answer = Channel(), _Answer(max_tokens)

        def end(done: Future[None]) -> None:
            channel.end(None if channel.closed.is_set() or answer.complete else self._failure(done, answer))

        def leave() -> None:
            running.cancel()

        running = self._server.begin(self._run(request, channel, answer))
        running.add_done_callback(end)
        channel.on_close = leave
        # The loop keeps the times; the reader's own is for a loop that has died.
        return Pieces(channel, self._first_seconds + self._stall_seconds + LAST_SECONDS)

    def close(self) -> None:
        """Breaks off what is being written and ends the thread; nothing can be written after that."""
        self._finalizer()

    async def _run(self, request: dict[str, Any], channel: Channel, answer: _Answer) -> None:
        now = asyncio.get_running_loop().time
        async with asyncio.timeout(self._first_seconds) as deadline:
            async with await self._server.client.chat.completions.create(**request) as chunks:
                async for chunk in chunks:
                    was_complete = answer.complete
                    piece = answer.take(chunk)
                    if was_complete and piece:
                        return  # the server doesn't keep to max_tokens: it is cut off
                    channel.put(piece)
                    if answer.complete and not was_complete:
                        deadline.reschedule(now() + LAST_SECONDS)
                    elif piece:
                        deadline.reschedule(now() + self._stall_seconds)
            if not answer.complete:
                raise WriterFailed(self._server.broken(answer.made_sense))

    def _failure(self, done: Future[None], answer: _Answer) -> WriterFailed:
        address = self._server.address
        if done.cancelled():
            return WriterFailed(f"the writer for {address} was closed in the middle of an answer; make a new one")
        error = done.exception()
        if isinstance(error, TimeoutError) and answer.pieces:
            return WriterFailed(f"{address} fell silent for {self._stall_seconds:g} s; it may be overloaded")
        return self._server.failure(error, self._model, self._first_seconds, answer.made_sense)


class _Answer:
    """What has come of one answer: counts the pieces, mends them, and knows when it is complete."""

    def __init__(self, max_tokens: int) -> None:
        self.pieces = 0
        self.made_sense = False
        self.complete = False
        self._max_tokens = max_tokens
        self._room = max_tokens * CHARACTERS_PER_TOKEN
        # Keeps the first half of a surrogate pair until the other one comes, and drops one left alone.
        self._halves = codecs.getincrementaldecoder("utf-16-le")("ignore")

    def take(self, chunk: Any) -> str:
        """The piece in a chunk, "" where there is none."""
        text, last = _delta(chunk)
        self.made_sense = True
        whole: str = self._halves.decode(text.encode("utf-16-le", "surrogatepass")).replace("\ufffd", "")
        if self.complete:
            return whole
        piece = whole[: self._room]
        self._room -= len(piece)
        self.pieces += bool(piece)
        self.complete = last or self._room == 0 or self.pieces == self._max_tokens
        return piece


def _delta(chunk: Any) -> tuple[str, bool]:
    """What a chunk adds, and whether it is the last one; openai checks no fields itself."""
    choices = getattr(chunk, "choices", None)
    if choices == []:  # only counts tokens
        return "", False
    choice = choices[0] if isinstance(choices, list) else None
    last = bool(getattr(choice, "finish_reason", None))
    delta = getattr(choice, "delta", None)
    content = getattr(delta, "content", None)
    if not isinstance(content, str | None) or (delta is None and not last):
        raise ValueError("a chunk without choices[0].delta.content")
    return content or "", last
