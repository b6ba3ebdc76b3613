"""The Writer protocol. Knows nothing of items, prompts or any model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Protocol

from bot.messages import Message

ANY: frozenset[str] = frozenset()  # words: any


class WriterFailed(RuntimeError):
    """The model could not go on writing; the message says what happened and what to do."""


class Pieces(Protocol):
    """Pieces of a text as they are written; iterate once, and close. For one thread; `close` for any."""

    @property
    def finished(self) -> bool:
        """True once everything has come: reading what is left doesn't wait."""
        ...

    def wait(self, seconds: float) -> bool:
        """True as soon as there is something to read, or nothing more to come; False after `seconds` without.

        Raises:
            WriterFailed: The model has been silent for too long.
        """
        ...

    def __iter__(self) -> Iterator[str]: ...

    def __next__(self) -> str: ...

    def close(self) -> None:
        """Stops the model within 100 ms, whatever it is doing."""
        ...


class Writer(Protocol):
    """Writes the next message of a chat, piece by piece.

    Attributes:
        name: Engine and model, for people.
        at_once: So many chats are written side by side in about the time of one; at least 1.
    """

    name: str
    at_once: int

    def write(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        seed: int = 0,
        words: Set[str] = ANY,
    ) -> Pieces:
        """Begins to write, and gives the pieces of the answer as they come. No piece splits a character.

        Args:
            messages: The chat so far, at least one message, the last one from the user.
            max_tokens: At most this many tokens are written, at least 1.
            temperature: 0 always takes the likeliest token; above 0 a sample is drawn.
            seed: Fixes the sample.
            words: Where the backend can (llama.cpp in process), sentences of these words alone are written.
        Raises:
            ValueError: There are no messages, max_tokens is below 1 or the temperature below 0; raised at once.
            WriterFailed: The chat can't be put to the model, at once; it failed or fell silent, while iterating.
        """
        ...


def check_request(messages: Sequence[Message], max_tokens: int, temperature: float) -> None:
    """What every writer asks of its arguments, before any slow work."""
    if not messages:
        raise ValueError("a writer needs at least one message, got none")
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, got {max_tokens!r}")
    if not temperature >= 0:
        raise ValueError(f"temperature must be at least 0, got {temperature!r}")
