"""The writer for servers against a real one: llama.cpp on loopback, with a key, and the packaged SmolLM2."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.messages import Message
from bot.writer import WriterFailed
from bot.writer.models import weights
from bot.writer.models.server import ServerWriter
from tests.contract_writer import CHAT, WriterContract

pytestmark = pytest.mark.slow
KEY = "a-key-for-this-test"
SLOTS = 2


@pytest.fixture(scope="module")
def address() -> str:
    """Where a llama.cpp server listens; it ends with the process."""
    try:
        path = weights.packaged()
    except weights.WeightsMissing:
        pytest.skip(f"NOT TESTED: the weights of SmolLM2 are not installed; get them with: {weights.INSTALL}")
    from xllamacpp import CommonParams, Server

    params = CommonParams()
    params.model.path = str(path)
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * 1024
    params.n_gpu_layers = 0
    params.cache_ram_mib = 0
    params.cpuparams.n_threads = 2
    params.cpuparams.poll = 0
    params.verbosity = -1
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [KEY]
    server = Server(params)
    _KEPT.append(server)
    return str(server.listening_address)


_KEPT: list[Any] = []


@pytest.fixture(scope="module")
def served(address: str) -> Iterator[ServerWriter]:
    writer = ServerWriter.connect(address, key=KEY, at_once=SLOTS, first_seconds=120, stall_seconds=120)
    yield writer
    writer.close()


class TestServerWriter(WriterContract):
    @pytest.fixture
    def writer(self, served: ServerWriter) -> ServerWriter:
        return served


def test_it_found_the_model_and_tells_no_path(served: ServerWriter) -> None:
    assert served.name.startswith(f"{weights.FILE} at 127.0.0.1:")


@pytest.mark.parametrize(
    ("key", "message"), [(None, "wants a key; give one"), ("wrong", "refused the key; check it")]
)
def test_the_key_is_asked_for(address: str, key: str | None, message: str) -> None:
    writer = ServerWriter.connect(address, model="any", key=key)
    with pytest.raises(WriterFailed, match=message):
        list(writer.write(CHAT, 3))
    writer.close()


def test_a_prompt_that_is_too_long_is_told_and_the_next_one_works(served: ServerWriter) -> None:
    with pytest.raises(WriterFailed, match=r"refused the request.*exceeds the available context size"):
        list(served.write([Message("user", "word " * 9_000)], 4))
    assert "".join(served.write(CHAT, 4)).strip()


def test_other_scripts_and_samples(served: ServerWriter) -> None:
    chat = [Message("user", "Repeat: é 漢字 😀 é 漢字 😀")]
    texts = {"".join(served.write(chat, 30, temperature=1.5, seed=seed)) for seed in range(4)}
    assert len(texts) > 1
    assert "\ufffd" not in "".join(texts)
    assert len({"".join(served.write(chat, 12, temperature=1.0, seed=7)) for _ in range(2)}) == 1


def test_closing_frees_the_slots(served: ServerWriter) -> None:
    """Were the closed ones still written, 900 tokens each, the last would wait for them."""
    for _ in range(2 * SLOTS):
        pieces = served.write([Message("user", "Tell a very long story about the sea.")], 900)
        next(pieces)
        started = time.monotonic()
        pieces.close()
        assert time.monotonic() - started < 0.1
    started = time.monotonic()
    assert "".join(served.write(CHAT, 2))
    assert time.monotonic() - started < 30
