"""A writer without a model, for tests and examples. Says what it was told to say."""

from __future__ import annotations

from collections.abc import Sequence, Set

from bot.messages import Message
from bot.writer import ANY, check_request
from bot.writer.models.stream import Channel, Pieces


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
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        seed: int = 0,
        words: Set[str] = ANY,
    ) -> Pieces:
        """See `Writer`; a word counts as a token, and nothing else changes anything."""
        del seed, words
        check_request(messages, max_tokens, temperature)
        said = (messages[-1].content if self._text is None else self._text).split()[:max_tokens]
        channel = Channel()
        for at, word in enumerate(said):
            channel.put(word if at == 0 else f" {word}")
        channel.end()
        return Pieces(channel, stall_seconds=1)
