"""What a model needs, worked out by hand for small ones, and what there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.writer.models import devices
from bot.writer.models.devices import Estimate, best_device, estimate, estimate_file, machine_free_bytes, precision

TOKENS = 100


@pytest.fixture(scope="module")
def config() -> Any:
    from transformers import LlamaConfig

    return LlamaConfig(
        vocab_size=60, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, tie_word_embeddings=False,
    )  # fmt: skip


@pytest.fixture
def whole_floats(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A processor without half precision, 5,000 bytes of it free."""
    import torch

    monkeypatch.setattr(devices, "precision", lambda device: torch.float32)
    monkeypatch.setattr(devices, "free_bytes", lambda device: 5_000)
    return torch.device("cpu")


# Words in and out 2 * 60 * 32 = 3840; a layer: queries and their output 2 * 32 * 32 = 2048, keys and values
# 2 * 16 * 32 = 1024, the feed-forward part 3 * 32 * 64 = 6144, norms 2 * 32 = 64, in all 9280; the last norm 32.
WEIGHTS = 3840 + 2 * 9280 + 32
# Keys and values (2) of 2 layers, 2 heads of 8 numbers each.
CACHED = 2 * 2 * 2 * 8 * TOKENS


def test_weights_and_cache_of_a_small_llama_in_whole_floats(config: Any, whole_floats: Any) -> None:
    assert estimate(config, whole_floats, TOKENS) == Estimate(WEIGHTS * 4, CACHED * 4, 5_000)


def test_half_precision_needs_half(config: Any, whole_floats: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(devices, "precision", lambda device: torch.bfloat16)
    assert estimate(config, whole_floats, TOKENS) == Estimate(WEIGHTS * 2, CACHED * 2, 5_000)


@pytest.mark.parametrize(("quantize", "a_weight"), [("8bit", 1.0), ("4bit", 0.56)])
def test_fewer_bits_change_the_weights_and_not_the_cache(
    config: Any, whole_floats: Any, quantize: Any, a_weight: float
) -> None:
    assert estimate(config, whole_floats, TOKENS, quantize) == Estimate(int(WEIGHTS * a_weight), CACHED * 4, 5_000)


def test_words_in_and_out_that_are_one_matrix_count_once(config: Any, whole_floats: Any) -> None:
    from transformers import LlamaConfig

    tied = LlamaConfig.from_dict(config.to_dict() | {"tie_word_embeddings": True})
    assert estimate(tied, whole_floats, TOKENS).weights == (WEIGHTS - 60 * 32) * 4


def test_heads_of_another_width_than_the_model_divided_by_them_are_counted(config: Any, whole_floats: Any) -> None:
    from transformers import LlamaConfig

    wide = LlamaConfig.from_dict(config.to_dict() | {"head_dim": 24})  # three times 8
    assert estimate(wide, whole_floats, TOKENS).cache == 3 * CACHED * 4


def test_more_texts_need_more_cache_and_no_more_weights(config: Any, whole_floats: Any) -> None:
    one, ten = (estimate(config, whole_floats, n * TOKENS) for n in (1, 10))
    assert (ten.weights, ten.cache) == (one.weights, 10 * one.cache)


def test_what_is_needed_is_a_fifth_more_than_the_weights_and_the_cache() -> None:
    assert Estimate(weights=1_000, cache=50, free=9_999).needed == 1_250


def test_an_estimate_is_told_in_sizes_people_know() -> None:
    # 1.2 * 270 MB + 50 MB = 374 MB
    assert str(Estimate(weights=270_000_000, cache=50_000_000, free=8_000_000_000)) == (
        "needs about 0.4 GB (weights 0.3 GB, texts being written 50 MB); 8.0 GB are free"
    )


def gguf(path: Path, arch: str = "llama", **numbers: int) -> Path:
    """A .gguf file without weights."""
    from gguf import GGUFWriter

    writer = GGUFWriter(path, arch)
    for name, number in numbers.items():
        writer.add_uint32(f"{arch}.{name.replace('__', '.')}", number)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.mark.parametrize("arch", ["llama", "qwen2"])
def test_a_gguf_file_needs_its_size_and_the_cache_its_numbers_tell(tmp_path: Path, arch: str) -> None:
    path = gguf(
        tmp_path / "m.gguf", arch, embedding_length=32, block_count=2,
        attention__head_count=4, attention__head_count_kv=2,
    )  # fmt: skip
    found = estimate_file(path, TOKENS)
    assert found.weights == path.stat().st_size
    assert found.cache == CACHED * 2  # in half precision
    assert found.free > 0


def test_a_gguf_file_in_which_each_head_has_its_own_keys_needs_more(tmp_path: Path) -> None:
    path = gguf(tmp_path / "m.gguf", embedding_length=32, block_count=2, attention__head_count=4)
    assert estimate_file(path, TOKENS).cache == 2 * CACHED * 2  # four heads, not two


def test_the_machine_has_memory_and_not_more_than_there_is() -> None:
    import psutil

    assert 0 < machine_free_bytes() <= psutil.virtual_memory().total


def test_the_memory_of_a_processor_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(devices, "machine_free_bytes", lambda: 77)
    assert devices.free_bytes(torch.device("cpu")) == 77


@pytest.mark.parametrize(
    ("cuda", "mps", "best"),
    [(True, True, "cuda"), (True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_the_fastest_device_is_taken(cuda: bool, mps: bool, best: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert best_device() == best


@pytest.mark.parametrize(("computes_in_bf16", "name"), [(True, "bfloat16"), (False, "float16")])
def test_an_old_gpu_gets_the_other_half_precision(
    computes_in_bf16: bool, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: computes_in_bf16)
    assert precision(torch.device("cuda")) == getattr(torch, name)
    assert precision(torch.device("mps")) == torch.float16


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"avx512_bf16": True}, "bfloat16"),
        ({"amx_bf16": True}, "bfloat16"),
        ({"avx2": True}, "float32"),
        ({}, "float32"),
    ],
)
def test_a_processor_gets_half_precision_only_where_it_computes_in_it(
    known: dict[str, bool], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: known)
    assert precision(torch.device("cpu")) == getattr(torch, name)
