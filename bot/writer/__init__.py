"""The Writer protocol. Knows nothing of items, prompts or any model."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Protocol

from bot.messages import Message


class WriterFailed(RuntimeError):
    """The model could not go on writing; the message says what happened and what to do."""


class Writer(Protocol):
    """Writes the next message of a chat, piece by piece."""

    name: str

    def write(self, messages: Sequence[Message], max_tokens: int) -> Generator[str, None, None]:
        """Pieces of the answer as they come; closing the generator stops the model.

        Args:
            messages: The chat so far, at least one message, the last one from the user.
            max_tokens: At most this many tokens are written, at least 1.
        Raises:
            ValueError: There are no messages, or max_tokens is below 1; raised at once.
            WriterFailed: The model failed or fell silent; raised while iterating.
        """
        ...


def check_request(messages: Sequence[Message], max_tokens: int) -> None:
    """What every writer asks of its arguments, before any slow work."""
    if not messages:
        raise ValueError("a writer needs at least one message, got none")
    if max_tokens < 1:
        raise ValueError(f"max_tokens must be at least 1, got {max_tokens!r}")
