"""What every Writer keeps; each implementation's tests inherit these."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from bot.messages import Message
from bot.writer import Writer
from bot.writer.models.stream import THREAD_NAME

CHAT = (
    Message("system", "You answer in short sentences."),
    Message("user", "Tell me about the sea and the shore."),
)
OTHER_CHAT = (Message("user", "Count the mountains, the rivers and the roads of the north for me, please."),)
LONG = 900  # tokens, more than any of these writes in the time it has to stop in


class WriterContract:
    """Subclasses give a fixture `writer` that says at least five tokens about CHAT."""

    def test_it_has_a_name(self, writer: Writer) -> None:
        assert writer.name.strip() == writer.name != ""

    def test_it_writes_at_least_one_chat_at_once(self, writer: Writer) -> None:
        assert writer.at_once >= 1

    def test_it_writes_something(self, writer: Writer) -> None:
        assert "".join(writer.write(CHAT, max_tokens=12)).strip()

    def test_no_piece_is_empty(self, writer: Writer) -> None:
        assert all(writer.write(CHAT, max_tokens=12))

    def test_it_writes_at_most_max_tokens(self, writer: Writer) -> None:
        short, long = ("".join(writer.write(CHAT, max_tokens=n)) for n in (1, 5))
        assert len(list(writer.write(CHAT, max_tokens=3))) <= 3
        assert len(short.split()) <= 1
        assert len(short) < len(long)

    def test_it_begins_at_once_and_ends_without_being_read(self, writer: Writer) -> None:
        pieces = writer.write(CHAT, max_tokens=8)
        assert soon(lambda: pieces.finished, within_seconds=60), "nothing is written before somebody reads"
        assert "".join(pieces) == "".join(writer.write(CHAT, max_tokens=8))

    def test_what_was_read_to_its_end_is_finished(self, writer: Writer) -> None:
        pieces = writer.write(CHAT, max_tokens=8)
        assert list(pieces)
        assert pieces.finished
        assert list(pieces) == []

    def test_the_same_chat_gets_the_same_answer(self, writer: Writer) -> None:
        assert "".join(writer.write(CHAT, 8)) == "".join(writer.write(CHAT, 8))

    def test_the_same_seed_draws_the_same_answer(self, writer: Writer) -> None:
        first, second = ("".join(writer.write(CHAT, 8, temperature=0.7, seed=3)) for _ in range(2))
        assert first == second != ""

    @pytest.mark.parametrize("temperature", [0.0, 0.9])
    def test_no_piece_holds_half_a_character(self, writer: Writer, temperature: float) -> None:
        pieces = list(writer.write(CHAT, 40, temperature, seed=5))
        assert "\ufffd" not in "".join(pieces)
        assert all(piece.encode("utf-8") for piece in pieces)  # half of a surrogate pair can't be encoded

    def test_closing_stops_it(self, writer: Writer) -> None:
        pieces = writer.write(CHAT, max_tokens=LONG)
        assert next(pieces)
        pieces.close()
        assert list(pieces) == []
        assert gone(within_seconds=3), "a thread goes on writing for nobody"

    def test_closing_it_before_the_first_piece_stops_it(self, writer: Writer) -> None:
        pieces = writer.write(CHAT, max_tokens=LONG)
        pieces.close()
        pieces.close()
        assert list(pieces) == []
        assert gone(within_seconds=3)

    def test_one_that_nobody_holds_any_more_stops(self, writer: Writer) -> None:
        pieces = writer.write(CHAT, max_tokens=LONG)
        assert next(pieces)
        del pieces
        assert gone(within_seconds=3)

    def test_two_at_once_get_their_own_answers(self, writer: Writer) -> None:
        alone = ["".join(writer.write(chat, max_tokens=8)) for chat in (CHAT, OTHER_CHAT)]
        assert alone[0] != alone[1]
        first, second = writer.write(CHAT, max_tokens=8), writer.write(OTHER_CHAT, max_tokens=8)
        assert in_turns(first, second) == alone

    @pytest.mark.parametrize("max_tokens", [0, -1])
    def test_a_senseless_length_is_refused_at_once(self, writer: Writer, max_tokens: int) -> None:
        with pytest.raises(ValueError, match="max_tokens must be at least 1"):
            writer.write(CHAT, max_tokens)

    @pytest.mark.parametrize("temperature", [-0.1, float("nan")])
    def test_a_senseless_temperature_is_refused_at_once(self, writer: Writer, temperature: float) -> None:
        with pytest.raises(ValueError, match=f"temperature must be at least 0, got {temperature}"):
            writer.write(CHAT, 5, temperature)

    def test_an_empty_chat_is_refused_at_once(self, writer: Writer) -> None:
        with pytest.raises(ValueError, match="at least one message"):
            writer.write((), 5)


def in_turns(*sources: Iterator[str]) -> list[str]:
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
    return soon(lambda: not any(thread.name == THREAD_NAME for thread in threading.enumerate()), within_seconds)


def soon(holds: Callable[[], bool], within_seconds: float) -> bool:
    """True once it holds; False where it does not in that time."""
    until = time.monotonic() + within_seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True
