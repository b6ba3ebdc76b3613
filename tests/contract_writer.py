"""What every Writer keeps; each implementation's tests inherit these."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest

from bot.messages import Message
from bot.writer import Writer
from bot.writer.stream import THREAD_NAME

CHAT = (
    Message("system", "You answer in short sentences."),
    Message("user", "Tell me about the sea and the shore."),
)


class WriterContract:
    """Subclasses give a fixture `writer` that says at least five tokens about CHAT."""

    def test_it_has_a_name(self, writer: Writer) -> None:
        assert writer.name.strip() == writer.name != ""

    def test_it_writes_something(self, writer: Writer) -> None:
        assert "".join(writer.write(CHAT, max_tokens=12)).strip()

    def test_no_piece_is_empty(self, writer: Writer) -> None:
        assert all(writer.write(CHAT, max_tokens=12))

    def test_it_writes_at_most_max_tokens(self, writer: Writer) -> None:
        short, long = ("".join(writer.write(CHAT, max_tokens=n)) for n in (1, 5))
        assert len(list(writer.write(CHAT, max_tokens=3))) <= 3
        assert len(short.split()) <= 1
        assert len(short) < len(long)

    def test_the_same_chat_gets_the_same_answer(self, writer: Writer) -> None:
        assert "".join(writer.write(CHAT, 8)) == "".join(writer.write(CHAT, 8))

    def test_closing_stops_it(self, writer: Writer) -> None:
        pieces = writer.write(CHAT, max_tokens=400)
        assert next(pieces)
        pieces.close()
        assert list(pieces) == []
        assert gone(within_seconds=10), "a thread goes on writing for nobody"

    def test_one_that_was_never_started_holds_nothing(self, writer: Writer) -> None:
        writer.write(CHAT, max_tokens=400).close()
        assert gone(within_seconds=1)

    def test_two_at_once_get_their_own_answers(self, writer: Writer) -> None:
        other = (Message("user", "Count the mountains, the rivers and the roads of the north for me, please."),)
        alone = ["".join(writer.write(chat, max_tokens=8)) for chat in (CHAT, other)]
        first, second = writer.write(CHAT, max_tokens=8), writer.write(other, max_tokens=8)
        assert in_turns(first, second) == alone

    @pytest.mark.parametrize("max_tokens", [0, -1])
    def test_a_senseless_length_is_refused_at_once(self, writer: Writer, max_tokens: int) -> None:
        with pytest.raises(ValueError, match="max_tokens must be at least 1"):
            writer.write(CHAT, max_tokens)

    def test_an_empty_chat_is_refused_at_once(self, writer: Writer) -> None:
        with pytest.raises(ValueError, match="at least one message"):
            writer.write((), 5)


def in_turns(*sources: Generator[str, None, None]) -> list[str]:
    """Reads all of them a piece at a time, each in its turn."""
    texts, left = [""] * len(sources), set(range(len(sources)))
    while left:
        for at in sorted(left):
            piece = next(sources[at], None)
            if piece is None:
                left.discard(at)
            else:
                texts[at] += piece
    return texts


def gone(within_seconds: float) -> bool:
    """True once no writer's thread runs."""
    until = time.monotonic() + within_seconds
    while time.monotonic() < until:
        if not any(thread.name == THREAD_NAME for thread in threading.enumerate()):
            return True
        time.sleep(0.02)
    return False
