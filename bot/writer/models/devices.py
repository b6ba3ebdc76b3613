"""Which device a model runs on, in which precision, and whether it fits. Knows nothing of writing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import Quantize

ROOM = 1.2  # a model needs this many times the size of its weights
BYTES = {"8bit": 1.0, "4bit": 0.56}  # a weight, its scale included


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a model needs and what there is, in bytes.

    Attributes:
        weights: Of the model.
        cache: Keys and values of the texts that are written at once.
        free: Memory of the device, or of the machine, that nobody uses.
    """

    weights: int
    cache: int
    free: int

    @property
    def needed(self) -> int:
        """Weights, cache and what computing takes besides."""
        return int(self.weights * ROOM) + self.cache

    def __str__(self) -> str:
        return (
            f"needs about {_size(self.needed)} (weights {_size(self.weights)}, texts being written "
            f"{_size(self.cache)}); {_size(self.free)} are free"
        )


def best_device() -> str:
    """ "cuda", "mps" or "cpu", whichever is the fastest here."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def precision(device: Any) -> Any:
    """Half precision where the device computes in it; bf16 before fp16, which overflows sooner."""
    import torch

    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    if device.type == "mps":
        return torch.float16
    known = torch.cpu.get_capabilities()
    return torch.bfloat16 if known.get("avx512_bf16") or known.get("amx_bf16") else torch.float32


def free_bytes(device: Any) -> int:
    """Unused memory: of one GPU, or of the machine."""
    import torch

    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return machine_free_bytes()


def machine_free_bytes() -> int:
    """Memory of the machine that programs may still take."""
    import psutil

    return int(psutil.virtual_memory().available)


def estimate(config: Any, device: Any, tokens: int, quantize: Quantize = "none") -> Estimate:
    """What a transformers model of this configuration needs for `tokens` of text at once; loads no weights."""
    import torch
    from transformers import AutoModelForCausalLM

    dtype = precision(device)
    with torch.device("meta"):
        empty = AutoModelForCausalLM.from_config(config, dtype=dtype, trust_remote_code=False)
    size = sum(weight.numel() for weight in empty.parameters())
    a_weight = BYTES.get(quantize, float(dtype.itemsize))
    return Estimate(int(size * a_weight), _cache(config, tokens, dtype.itemsize), free_bytes(device))


def estimate_file(path: Path, tokens: int) -> Estimate:
    """What a .gguf file needs for `tokens` of text at once in llama.cpp on the processor."""
    from gguf import GGUFReader

    fields = GGUFReader(path).fields
    arch = fields["general.architecture"].contents()

    def number(name: str, otherwise: int = 0) -> int:
        found = fields[f"{arch}.{name}"].contents() if f"{arch}.{name}" in fields else otherwise
        return int(max(found)) if isinstance(found, list) else int(found)  # a list: one for each layer

    heads = number("attention.head_count", 1)
    keys = number("embedding_length") // heads * number("attention.head_count_kv", heads)
    cache = 2 * number("block_count") * keys * tokens * 2
    return Estimate(path.stat().st_size, cache, machine_free_bytes())


def _cache(config: Any, tokens: int, a_number: int) -> int:
    text = config.get_text_config()
    heads = text.num_attention_heads
    width = getattr(text, "head_dim", None) or text.hidden_size // heads
    shared = getattr(text, "num_key_value_heads", None) or heads
    return int(2 * text.num_hidden_layers * shared * width * tokens * a_number)


def _size(n: int) -> str:
    return f"{n / 1e9:.1f} GB" if n >= 1e8 else f"{n / 1e6:.0f} MB"
