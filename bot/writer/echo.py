"""A writer without a model, for tests and examples. Says what it was told to say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Message
from bot.writer import check_request
from bot.writer.stream import Channel, Pieces


class EchoWriter:
    """Says `text`, or the last message of the chat where there is none, a word at a time.

    >>> "".join(EchoWriter().write([Message("user", "one two three")], max_tokens=2))
    'one two'
    """

    at_once = 1

    def __init__(self, text: str | None = None, name: str = "echo") -> None:
        self.name = name
        self._text = text

    def write(
        self, messages: Sequence[Message], max_tokens: int, temperature: float = 0.0, seed: int = 0
    ) -> Pieces:
        """See `Writer`; a word counts as a token, and temperature and seed change nothing."""
        del seed
        check_request(messages, max_tokens, temperature)
        words = (messages[-1].content if self._text is None else self._text).split()[:max_tokens]
        channel = Channel()
        for at, word in enumerate(words):
            channel.put(word if at == 0 else f" {word}")
        channel.end()
        return Pieces(channel, stall_seconds=1)
