"""The writer without a model."""

import pytest

from bot.messages import Message
from bot.writer.echo import EchoWriter
from tests.contract_writer import WriterContract


class TestEchoWriter(WriterContract):
    @pytest.fixture
    def writer(self) -> EchoWriter:
        return EchoWriter()


def test_it_says_what_it_was_given() -> None:
    said = EchoWriter("It is a lamp.").write([Message("user", "What is it?")], max_tokens=10)
    assert "".join(said) == "It is a lamp."
