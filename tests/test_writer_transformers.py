"""TransformersWriter on a Llama of two layers with random weights, made here."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Message
from bot.writer import WriterFailed
from bot.writer.models import devices
from bot.writer.models.batches import Row
from bot.writer.models.stream import Pieces
from bot.writer.models.transformers import QUANTIZE_INSTALL, TransformersWriter, at_once_on
from tests.contract_writer import CHAT, LONG, OTHER_CHAT, WriterContract, gone

TEMPLATE = "{% for message in messages %}{{ message.content }} {% endfor %}"


def tiny_model(folder: Path, template: str | None = TEMPLATE) -> Path:
    """A model of some 60 words that never says it is done."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    heard = re.findall(r"\w+", " ".join(message.content for message in (*CHAT, *OTHER_CHAT)))
    known = ("<unk>", "<end>", *(f"word{n}" for n in range(31)), *dict.fromkeys(heard))
    vocabulary = {word: at for at, word in enumerate(known)}
    core = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.Whitespace()
    return _saved(folder, core, template)


def model_of_bytes(folder: Path) -> Path:
    """A model whose tokens are the 256 bytes: most characters take several."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {word: at for at, word in enumerate(("<unk>", "<end>", *alphabet))}
    core = Tokenizer(models.BPE(vocabulary, [], unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    core.decoder = decoders.ByteLevel()
    return _saved(folder, core, TEMPLATE)


def _saved(folder: Path, core: Any, template: str | None) -> Path:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, unk_token="<unk>", eos_token="<end>")
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=core.get_vocab_size(), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=1024, eos_token_id=None,
        bos_token_id=None,
    )  # fmt: skip
    model = LlamaForCausalLM(config)
    with torch.no_grad():
        model.lm_head.weight *= 40  # sure of what it says, as a real one is
        model.lm_head.weight[:2] = 0  # and never "<unk>" or "<end>"
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def tiny(folder: Path) -> TransformersWriter:
    return TransformersWriter.load(str(folder), device="cpu")


@pytest.fixture(scope="module")
def fixed(folder: Path) -> TransformersWriter:
    return TransformersWriter.load(str(folder), device="cpu", fixed=True)


@pytest.fixture(scope="module")
def of_bytes(tmp_path_factory: pytest.TempPathFactory) -> TransformersWriter:
    return TransformersWriter.load(str(model_of_bytes(tmp_path_factory.mktemp("bytes"))), device="cpu")


class TestTransformersWriter(WriterContract):
    @pytest.fixture
    def writer(self, tiny: TransformersWriter) -> TransformersWriter:
        return tiny


class TestFixedShapes(WriterContract):
    """As it is compiled on a GPU; here without."""

    @pytest.fixture
    def writer(self, fixed: TransformersWriter) -> TransformersWriter:
        return fixed

    def test_they_change_nothing_in_what_is_written(
        self, writer: TransformersWriter, tiny: TransformersWriter
    ) -> None:
        assert [said(writer, chat) for chat in CHATS] == [said(tiny, chat) for chat in CHATS]
        assert side_by_side(writer, CHATS) == side_by_side(tiny, CHATS)


class TestModelOfBytes(WriterContract):
    @pytest.fixture
    def writer(self, of_bytes: TransformersWriter) -> TransformersWriter:
        return of_bytes


CHATS = (
    CHAT,
    OTHER_CHAT,
    (Message("user", "word3"),),
    (Message("user", "word9 word30 " * 30 + "word8"),),
)


def said(writer: TransformersWriter, chat: Sequence[Message], max_tokens: int = 12, **how: Any) -> str:
    return "".join(writer.write(chat, max_tokens, **how))


def begin(writer: TransformersWriter, *begins: Callable[[], Pieces]) -> list[Pieces]:
    """Lets chats wait behind a long one, so that one batch takes them all."""
    busy = writer.write(CHAT, LONG)
    assert next(busy)
    begun = [one() for one in begins]
    busy.close()
    return begun


def side_by_side(writer: TransformersWriter, chats: Sequence[Sequence[Message]]) -> list[str]:
    return ["".join(text) for text in begin(writer, *(lambda chat=chat: writer.write(chat, 12) for chat in chats))]


@pytest.fixture
def sizes(tiny: TransformersWriter, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many chats were in each batch."""
    seen: list[int] = []
    real = tiny.model.generate

    def generate(**given: Any) -> Any:
        seen.append(len(given["input_ids"]))
        return real(**given)

    monkeypatch.setattr(tiny.model, "generate", generate)
    return seen


def test_chats_in_one_batch_each_get_what_they_would_get_alone(tiny: TransformersWriter, sizes: list[int]) -> None:
    alone = [said(tiny, chat) for chat in CHATS]
    assert len(set(alone)) == len(CHATS)
    sizes.clear()
    assert side_by_side(tiny, CHATS) == alone
    assert sizes == [1, len(CHATS)]


def test_each_in_a_batch_has_its_own_length(tiny: TransformersWriter, sizes: list[int]) -> None:
    lengths = (3, 1, 9)
    texts = begin(tiny, *(lambda n=n: tiny.write(CHAT, n) for n in lengths))
    assert [len("".join(text).split()) for text in texts] == [3, 1, 9]
    assert sizes[-1] == 3


def test_each_in_a_batch_has_its_own_temperature_and_seed(tiny: TransformersWriter, sizes: list[int]) -> None:
    hows: list[dict[str, Any]] = [{}, {"temperature": 2.0, "seed": 1}, {"temperature": 2.0, "seed": 2}]
    alone = [said(tiny, CHAT, **how) for how in hows]
    assert len(set(alone)) == 3
    texts = begin(tiny, *(lambda how=how: tiny.write(CHAT, 12, **how) for how in hows))
    assert ["".join(text) for text in texts] == alone
    assert sizes[-1] == 3


def test_one_that_is_closed_does_not_stop_the_others(tiny: TransformersWriter, sizes: list[int]) -> None:
    alone = said(tiny, OTHER_CHAT, 60)
    leaves, stays = begin(tiny, lambda: tiny.write(CHAT, LONG), lambda: tiny.write(OTHER_CHAT, 60))
    assert next(leaves)
    leaves.close()
    assert "".join(stays) == alone
    assert sizes[-1] == 2
    assert gone(within_seconds=3)


def test_one_that_is_closed_before_its_turn_is_never_written(tiny: TransformersWriter, sizes: list[int]) -> None:
    busy = tiny.write(CHAT, LONG)
    next(busy)
    waiting, other = tiny.write(CHAT, 5), tiny.write(OTHER_CHAT, 5)
    waiting.close()
    busy.close()
    assert "".join(other)
    assert sizes == [1, 1]


def test_when_all_have_left_the_model_stops_within_a_few_tokens(
    tiny: TransformersWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = 0
    real = tiny.model.forward

    def forward(*args: Any, **given: Any) -> Any:
        nonlocal steps
        steps += 1
        return real(*args, **given)

    monkeypatch.setattr(tiny.model, "forward", forward)
    pieces = tiny.write(CHAT, LONG)
    next(pieces)
    pieces.close()
    assert gone(within_seconds=10)
    assert 0 < steps < LONG / 2


def test_more_chats_than_fit_in_a_batch_all_get_their_answer(folder: Path) -> None:
    writer = TransformersWriter.load(str(folder), "cpu", at_once=3)
    assert writer.at_once == 3
    pieces = [writer.write(CHAT, 4) for _ in range(10)]
    assert {"".join(text) for text in pieces} == {said(writer, CHAT, 4)}


def test_the_device_says_how_many_are_written_at_once(tiny: TransformersWriter) -> None:
    assert tiny.at_once == at_once_on("cpu")
    assert at_once_on("cuda:1") == at_once_on("cuda") > at_once_on("cpu") >= 5
    assert at_once_on("abacus") >= 1


def test_the_seed_fixes_what_is_drawn(tiny: TransformersWriter) -> None:
    drawn = [said(tiny, CHAT, temperature=2.0, seed=seed) for seed in range(6)]
    assert len(set(drawn)) > 1
    assert drawn == [said(tiny, CHAT, temperature=2.0, seed=seed) for seed in range(6)]


def test_a_low_temperature_draws_what_is_likeliest(tiny: TransformersWriter) -> None:
    assert {said(tiny, CHAT, temperature=0.001, seed=seed) for seed in range(3)} == {said(tiny, CHAT)}


def test_it_starts_without_a_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def no_network(*_: Any) -> None:
        raise AssertionError("looked for a network")

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr(socket.socket, "connect", no_network)
    assert "".join(TransformersWriter.load(str(folder), "cpu").write(CHAT, 4))


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriterFailed, match=r"transformers can't load .*nowhere"):
        TransformersWriter.load(str(tmp_path / "nowhere"), "cpu")


def test_weights_in_pickle_are_refused(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "pickled")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(WriterFailed, match="transformers can't load"):
        TransformersWriter.load(str(folder), "cpu")


def test_weights_that_were_cut_off_are_told(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "cut")
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[:300])
    with pytest.raises(WriterFailed, match="transformers can't load"):
        TransformersWriter.load(str(folder), "cpu")


@pytest.mark.parametrize("device", ["cuda:99", "abacus"])
def test_a_device_that_is_not_there_is_told(folder: Path, device: str) -> None:
    with pytest.raises(WriterFailed, match=f"on '{device}'"):
        TransformersWriter.load(str(folder), device)


def test_a_model_without_a_chat_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriterFailed, match="has no chat template"):
        TransformersWriter.load(str(tiny_model(tmp_path / "bare", template=None)), "cpu")


def test_an_error_while_generating_reaches_every_reader_and_the_next_chat_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = TransformersWriter.load(str(folder), "cpu")

    def broken(**_: Any) -> None:
        raise RuntimeError("device lost")

    with monkeypatch.context() as patched:
        patched.setattr(writer.model, "generate", broken)
        begun = [writer.write(CHAT, 4), writer.write(OTHER_CHAT, 4)]
        for pieces in begun:
            with pytest.raises(WriterFailed, match="the model failed: device lost"):
                list(pieces)
    assert gone(within_seconds=3)
    assert said(writer, CHAT, 4)


def test_out_of_memory_is_told_with_how_many_were_written_and_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    writer = TransformersWriter.load(str(folder), "cpu")

    def full(**_: Any) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory.\nTried to allocate 20.00 MiB.")

    monkeypatch.setattr(writer.model, "generate", full)
    told = "^cpu ran out of memory while writing 1 texts at once; take a smaller model, or quantize=4bit$"
    with pytest.raises(WriterFailed, match=told):
        list(writer.write(CHAT, 4))


def test_a_model_too_big_for_the_memory_is_refused_with_numbers_before_it_is_loaded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import AutoModelForCausalLM

    def loaded(*_: Any, **__: Any) -> None:
        raise AssertionError("weights were loaded")

    monkeypatch.setattr(AutoModelForCausalLM, "from_pretrained", loaded)
    monkeypatch.setattr(devices, "free_bytes", lambda device: 60_000)
    told = r"does not fit on 'cpu': it needs about \d+ MB \(weights \d+ MB, .*\); 0 MB are free; take a smaller"
    with pytest.raises(WriterFailed, match=told):
        TransformersWriter.load(str(folder), "cpu")


def test_fewer_bits_without_what_makes_them_is_told_with_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "bitsandbytes" else real(name, *rest)
    )
    with pytest.raises(WriterFailed, match=f"quantize=4bit needs bitsandbytes; get it with: {QUANTIZE_INSTALL}"):
        TransformersWriter.load(str(folder), "cpu", quantize="4bit")


def test_a_prompt_that_is_too_long_is_told_with_numbers_and_the_next_one_works(tiny: TransformersWriter) -> None:
    with pytest.raises(WriterFailed, match="a prompt of 1500 tokens and an answer of 4 exceed the 1024"):
        list(tiny.write([Message("user", "word3 " * 1500)], 4))
    assert said(tiny, CHAT, 4)


def test_special_tokens_are_not_shown(tiny: TransformersWriter) -> None:
    assert "<" not in said(tiny, [Message("user", "word3 word9")], 40)


def test_an_end_ends_a_text_before_its_length(tiny: TransformersWriter) -> None:
    row = Row("", 9, 0.0, 0)
    batches = tiny._batches
    for token in (5, 6, tiny.tokenizer.eos_token_id):
        batches._take(row, token)
    assert row.done
    assert "".join(Pieces(row.channel, 1)) == "word3 word4"


def taken(writer: TransformersWriter, data: bytes) -> list[str]:
    """The pieces that come where the model writes these bytes, one a token."""
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    letter, row, batches = bytes_to_unicode(), Row("", len(data) + 1, 0.0, 0), writer._batches
    for byte in data:
        batches._take(row, writer.tokenizer.convert_tokens_to_ids(letter[byte]))
    batches._end(row)
    return list(Pieces(row.channel, 1))


def test_half_a_character_stays_behind_until_its_other_half_comes(of_bytes: TransformersWriter) -> None:
    assert taken(of_bytes, "é茶🫖x".encode()) == ["é", "茶", "🫖", "x"]
    assert taken(of_bytes, "tea 茶".encode()[:-1]) == ["t", "e", "a", " "]  # its other half never came


def test_bytes_that_are_no_character_are_left_out(of_bytes: TransformersWriter) -> None:
    assert "".join(taken(of_bytes, b"a\xffb\xc3\xc3\xa9c\x80")) == "abéc"


@given(st.text(max_size=12).filter(lambda text: "\ufffd" not in text))
def test_whatever_is_written_comes_whole_and_no_piece_holds_half_a_character(
    of_bytes: TransformersWriter, text: str
) -> None:
    pieces = taken(of_bytes, text.encode("utf-8", "ignore"))
    assert "".join(pieces) == text.encode("utf-8", "ignore").decode()
    assert all(pieces)


@given(st.binary(max_size=12))
def test_whatever_bytes_a_model_writes_no_piece_holds_what_is_no_character(
    of_bytes: TransformersWriter, data: bytes
) -> None:
    assert "\ufffd" not in "".join(taken(of_bytes, data))
