"""TransformersWriter on a Llama of two layers with random weights, made here."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Message
from bot.writer import WriterFailed
from bot.writer.transformers import TransformersWriter
from tests.contract_writer import CHAT, WriterContract

TEMPLATE = "{% for message in messages %}{{ message.content }} {% endfor %}"


def tiny_model(folder: Path, template: str | None = TEMPLATE) -> Path:
    """A model of 60 words that never says it is done."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    vocabulary = {word: at for at, word in enumerate(("<unk>", "<end>", *(f"word{n}" for n in range(58))))}
    core = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    core.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, unk_token="<unk>", eos_token="<end>")
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=60, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=1024, eos_token_id=None, bos_token_id=None,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def tiny(folder: Path) -> TransformersWriter:
    return TransformersWriter.load(str(folder), device="cpu")


class TestTransformersWriter(WriterContract):
    @pytest.fixture
    def writer(self, tiny: TransformersWriter) -> TransformersWriter:
        return tiny


def test_the_seed_fixes_a_temperature(folder: Path) -> None:
    def said(seed: int) -> str:
        return "".join(TransformersWriter.load(str(folder), "cpu", temperature=2.0, seed=seed).write(CHAT, 12))

    assert said(1) == said(1)
    assert said(1) != said(2)


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


def test_an_error_while_generating_reaches_the_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = TransformersWriter.load(str(folder), "cpu")

    def broken(**_: Any) -> None:
        raise RuntimeError("device lost")

    monkeypatch.setattr(writer.model, "generate", broken)
    with pytest.raises(WriterFailed, match="device lost"):
        list(writer.write(CHAT, 4))
    assert not [
        thread for thread in threading.enumerate() if thread.name == "offtrail-writer" and thread.is_alive()
    ]


def test_special_tokens_are_not_shown(folder: Path) -> None:
    said = "".join(TransformersWriter.load(str(folder), "cpu").write([Message("user", "word3 word9")], 40))
    assert "<" not in said
