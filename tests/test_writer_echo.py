"""The writer without a model."""

import pytest

from bot.messages import Message
from bot.writer.models.echo import EchoWriter
from tests.contract_writer import CHAT, WriterContract


class TestEchoWriter(WriterContract):
    @pytest.fixture
    def writer(self) -> EchoWriter:
        return EchoWriter()


def test_it_says_what_it_was_given() -> None:
    said = EchoWriter("It is a lamp.").write([Message("user", "What is it?")], max_tokens=10)
    assert "".join(said) == "It is a lamp."


def test_it_says_the_last_message_where_it_was_given_nothing() -> None:
    assert "".join(EchoWriter().write(CHAT, max_tokens=4)) == "Tell me about the"


def test_a_word_is_a_piece() -> None:
    assert list(EchoWriter("one  two\nthree").write(CHAT, max_tokens=9)) == ["one", " two", " three"]


def test_temperature_and_seed_change_nothing() -> None:
    assert "".join(EchoWriter("It is a lamp.").write(CHAT, 9, temperature=1.5, seed=8)) == "It is a lamp."


def test_all_of_it_is_there_at_once() -> None:
    assert EchoWriter("It is a lamp.").write(CHAT, 9).finished


def test_to_say_nothing_is_to_end_at_once() -> None:
    assert list(EchoWriter("").write(CHAT, 9)) == []
