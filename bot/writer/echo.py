"""A writer without a model, for tests and examples. Says what it was told to say."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from bot.messages import Message
from bot.writer import check_request


class EchoWriter:
    """Says `text`, or the last message of the chat where there is none, a word at a time.

    >>> "".join(EchoWriter().write([Message("user", "one two three")], max_tokens=2))
    'one two'
    """

    def __init__(self, text: str | None = None, name: str = "echo") -> None:
        self.name = name
        self._text = text

    def write(self, messages: Sequence[Message], max_tokens: int) -> Generator[str, None, None]:
        """See `Writer`; a word counts as a token."""
        check_request(messages, max_tokens)
        words = (messages[-1].content if self._text is None else self._text).split()[:max_tokens]
        return (word if at == 0 else f" {word}" for at, word in enumerate(words))
