"""A writer that says what a test tells it to, and stops where it is told to. Knows nothing of tests."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.messages import Message
from bot.writer import ANY, check_request
from bot.writer.models.stream import Channel, Pieces


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A text after which the model goes on thinking."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a writer was asked."""

    messages: tuple[Message, ...]
    temperature: float
    seed: int

    @property
    def last(self) -> str:
        return self.messages[-1].content


class Scripted:
    """Says the next of `lines` for each chat, a word at a time, then `rest`; remembers how it was asked."""

    def __init__(
        self, *lines: str | Unfinished | Exception, rest: str = "", at_once: int = 1, stall_seconds: float = 5.0
    ) -> None:
        self.name = "scripted"
        self.at_once = at_once
        self.asked: list[Asked] = []
        self.channels: list[Channel] = []
        self._lines = list(lines)
        self._rest = rest
        self._stall_seconds = stall_seconds

    @property
    def closed(self) -> int:
        """So many readers have left, or read all."""
        return sum(channel.closed.is_set() for channel in self.channels)

    def write(
        self,
        messages: Sequence[Message],
        max_tokens: int,
        temperature: float = 0.0,
        seed: int = 0,
        words: Set[str] = ANY,
    ) -> Pieces:
        """See `Writer`."""
        check_request(messages, max_tokens, temperature)
        channel = Channel()
        self.asked.append(Asked(tuple(messages), temperature, seed))
        self.channels.append(channel)
        line = self._lines.pop(0) if self._lines else self._rest
        if isinstance(line, Exception):
            channel.end(line)
            return Pieces(channel, self._stall_seconds)
        for word in (line.text if isinstance(line, Unfinished) else line).split(" "):
            channel.put(word + " " if word else "")
        if isinstance(line, str):
            channel.end()
        return Pieces(channel, self._stall_seconds)
