"""SmolLM2 through llama.cpp and through transformers, and what it says about the embedded films."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import numpy as np
import pytest
from gguf import GGUFReader, quants
from safetensors.torch import load_file

from bot.messages import Message
from bot.writer import Writer, WriterFailed
from bot.writer.choose import Wanted, choose, memory
from bot.writer.grounded import ReplyWriter
from bot.writer.models import adapter, weights
from bot.writer.models.llamacpp import LlamaCppWriter
from bot.writer.models.transformers import TransformersWriter
from ranker.rank import Ranked
from retriever.items import Item, Query
from tests.contract_writer import CHAT, WriterContract, gone

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _packaged_weights() -> None:
    """Nothing here can be told without the weights; ones that are damaged fail."""
    try:
        weights.packaged()
    except weights.WeightsMissing:
        pytest.skip(f"NOT TESTED: the weights of SmolLM2 are not installed; get them with: {weights.INSTALL}")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the weights with the adapter are kept, made once for all tests here."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def llamacpp(cache: Path) -> LlamaCppWriter:
    return LlamaCppWriter.load(weights.tuned_gguf(cache), threads=2, stall_seconds=120)


class TestLlamaCppWriter(WriterContract):
    @pytest.fixture
    def writer(self, llamacpp: LlamaCppWriter) -> LlamaCppWriter:
        return llamacpp


@pytest.fixture(scope="module")
def transformers(cache: Path) -> TransformersWriter:
    return TransformersWriter.load(str(weights.converted(cache)), device="cpu", stall_seconds=120)


class TestTransformersWriter(WriterContract):
    @pytest.fixture
    def writer(self, transformers: TransformersWriter) -> TransformersWriter:
        return transformers


def test_llamacpp_and_transformers_write_from_the_same_merged_weights(cache: Path) -> None:
    """But for the rounding to four bits, and the order of rows in queries and keys."""
    ours = load_file(weights.converted(cache) / "model.safetensors")
    reader = GGUFReader(weights.tuned_gguf(cache))
    theirs = {tensor.name: tensor for tensor in reader.tensors}
    heads = {"q_proj": 9, "k_proj": 3}  # of SmolLM2-135M
    for name, change in adapter.changes():
        tensor = theirs[adapter._gguf_name(name)]
        assert tensor.tensor_type.name == "Q4_0"
        expected = ours[f"{name}.weight"].float().numpy()
        if n := heads.get(name.rpartition(".")[2]):
            expected = adapter._turned(expected, n)
        found = quants.dequantize(tensor.data, tensor.tensor_type)
        # In Q4_0 the error is about a tenth of the weights; of other rows it would be 1.4 times the weights.
        assert np.linalg.norm(found - expected) < 0.2 * np.linalg.norm(expected), name
        assert change.shape == expected.shape


def test_the_tuned_file_is_made_once_and_no_bigger_than_the_packaged_one(cache: Path) -> None:
    first = weights.tuned_gguf(cache)
    written = first.stat().st_mtime_ns
    assert weights.tuned_gguf(cache).stat().st_mtime_ns == written
    assert 0.7 * weights.BYTES < first.stat().st_size < weights.BYTES


def test_the_packaged_weights_are_the_ones_this_was_made_for() -> None:
    weights.verify(weights.packaged())


def test_auto_on_a_processor_is_llamacpp(cache: Path) -> None:
    chosen = choose(Wanted(cache, device="cpu"))
    assert isinstance(chosen.writer, LlamaCppWriter)
    assert chosen.why == f"{weights.TUNED_FILE} writes through llama.cpp, as it is the fastest on a processor"
    assert chosen.prompt == "tell"


def test_what_the_writer_needs_is_told_and_fits() -> None:
    told = memory(Wanted(Path("nowhere"), device="cpu"))
    assert told.startswith("needs about 0.")


def test_the_seed_fixes_what_is_drawn(llamacpp: LlamaCppWriter, transformers: TransformersWriter) -> None:
    for writer in (llamacpp, transformers):
        drawn = ["".join(writer.write(CHAT, 12, temperature=1.0, seed=seed)) for seed in range(4)]
        assert len(set(drawn)) > 1


def test_more_turns_than_slots_all_get_their_answer(llamacpp: LlamaCppWriter) -> None:
    turns = [llamacpp.write([Message("user", f"Name {n} rivers.")], 6) for n in range(2, 9)]
    assert all("".join(turn).strip() for turn in turns)


def test_with_many_slots_every_step_holds_what_is_guessed() -> None:
    """llama.cpp ends the process where it doesn't: 16 slots guess more words than a small step has room for."""
    writer = LlamaCppWriter.load(weights.packaged(), slots=16, context_tokens=256)
    said = "The lamp of brass and oak stands by the window. "
    turns = [writer.write([Message("user", f"Say {n} times: {said * 3}")], 24) for n in range(16)]
    assert all("".join(turn).strip() for turn in turns)


def test_a_prompt_that_is_too_long_is_told_and_the_next_one_works(llamacpp: LlamaCppWriter) -> None:
    with pytest.raises(WriterFailed, match="exceeds the available context size"):
        list(llamacpp.write([Message("user", "word " * 9_000)], 4))
    assert "".join(llamacpp.write(CHAT, 4)).strip()


def test_a_prompt_that_is_too_long_is_told_by_transformers_too(transformers: TransformersWriter) -> None:
    with pytest.raises(WriterFailed, match=r"an answer of 4 exceed the (?:2048|8192) of the model"):
        list(transformers.write([Message("user", "word " * 9_000)], 4))
    assert "".join(transformers.write(CHAT, 4)).strip()


def test_its_port_is_on_loopback_and_tells_strangers_nothing(llamacpp: LlamaCppWriter) -> None:
    address = llamacpp._server.listening_address
    assert address.startswith("http://127.0.0.1:")
    for page in ("/slots", "/props", "/v1/models", "/completion"):
        with pytest.raises(urllib.error.HTTPError, match=r"40[134]|501"):
            urllib.request.urlopen(address + page, timeout=10)


ASK = "pieces = writer.write([Message('user', 'Tell a long story.')], 900)"


@pytest.mark.parametrize("last", ["", f"{ASK}; next(pieces)", f"{ASK}; next(pieces); del pieces"])
def test_a_process_ends_whatever_is_being_written(last: str) -> None:
    program = (
        "from bot.messages import Message\nfrom bot.writer.models import weights\n"
        "from bot.writer.models.llamacpp import LlamaCppWriter\n"
        f"writer = LlamaCppWriter.load(weights.packaged(), threads=2, stall_seconds=120)\n{last}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=200, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_what_it_says_of_films_is_the_models_or_composed_with_a_reason(llamacpp: LlamaCppWriter) -> None:
    lines = (ROOT / "catalogues" / "films.jsonl").read_text(encoding="utf-8").splitlines()[:60:12]
    rows = [json.loads(line) for line in lines]
    picks = [
        Ranked(Item(row["id"], row["title"], row["description"], {"director": tuple(row["director"])}), 0.5)
        for row in rows
    ]
    texts = list(ReplyWriter(llamacpp, "tell", budget_seconds=60).reply(Query("a quiet film"), picks))
    held = {text.item_id for text in texts if text.origin == "model"}
    failed = {text.item_id for text in texts if text.failed}
    assert held | failed == {row["id"] for row in rows}
    assert not any(text.failed.startswith("writer: ") for text in texts)


def test_a_reply_that_is_closed_stops_the_model(llamacpp: LlamaCppWriter) -> None:
    item = Item("x", "Long Road", "A man walks down a long road to the sea. " * 3, {"director": ("A. B.",)})
    texts = ReplyWriter(llamacpp, budget_seconds=200).reply(Query("walking"), [Ranked(item, 0.5)] * 3)
    while next(texts).item_id == "":
        pass
    texts.close()
    assert gone(within_seconds=30)  # it took 5 s beside a training on the same two cores


def test_both_are_writers(llamacpp: LlamaCppWriter, transformers: TransformersWriter) -> None:
    writers: list[Writer] = [llamacpp, transformers]
    assert [writer.name.partition(":")[0] for writer in writers] == ["llama.cpp", "transformers"]
    assert writers[0].name.endswith(weights.TUNED_FILE)
    assert all(writer.at_once >= 5 for writer in writers)  # the items of a reply
