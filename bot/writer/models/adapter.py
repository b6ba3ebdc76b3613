"""The LoRA adapter that makes SmolLM2 a bookseller, and how it joins the weights. Knows nothing of writing.

It is kept in the format of PEFT (bot/writer/models/tuned, its card beside it). It is merged into the weights once,
for llama.cpp and for transformers: an adapter beside them would cost time at every token.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent / "tuned"
FILE = "adapter_model.safetensors"
CONFIG = "adapter_config.json"
PREFIX, DOWN, UP = "base_model.model.", ".lora_A.weight", ".lora_B.weight"
# Names of the matrices in transformers and in .gguf files.
GGUF_NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}

Matrix = NDArray[np.float32]


class AdapterDamaged(ValueError):
    """The adapter's files don't fit together or are not what was installed."""


def is_there(folder: Path = FOLDER) -> bool:
    """True where the adapter was installed."""
    return (folder / FILE).is_file() and (folder / CONFIG).is_file()


def fingerprint(folder: Path = FOLDER) -> str:
    """The beginning of the sha256 of the adapter, by which copies merged with it are told apart.

    Raises:
        AdapterDamaged: A file can't be read.
    """
    try:
        return hashlib.sha256((folder / FILE).read_bytes() + (folder / CONFIG).read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise _damaged(folder, error) from error


def changes(folder: Path = FOLDER) -> Iterator[tuple[str, Matrix]]:
    """What the adapter adds to each matrix: its name in transformers without ".weight", and float32 (out, in).

    Raises:
        AdapterDamaged: A file can't be read, or half of a pair is missing.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        told = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        scale = told["lora_alpha"] / told["r"]
        weights = load_file(folder / FILE)
        for name in _names(weights):
            down, up = weights[f"{PREFIX}{name}{DOWN}"], weights[f"{PREFIX}{name}{UP}"]
            yield name, scale * (up.astype(np.float32) @ down.astype(np.float32))
    except (SafetensorError, ArithmeticError, LookupError, TypeError, ValueError, OSError) as error:
        raise _damaged(folder, error) from error


def _names(weights: Mapping[str, Matrix]) -> list[str]:
    if not weights:
        raise ValueError("there are no weights in it")
    return sorted({name.removeprefix(PREFIX).removesuffix(DOWN).removesuffix(UP) for name in weights})


def merge(model: Any, folder: Path = FOLDER, rounded: bool = False) -> None:
    """Adds the adapter to a transformers model, in place; `rounded` to the values that `merged_gguf` keeps."""
    import torch
    from gguf import GGMLQuantizationType, quants

    with torch.no_grad():
        for name, change in changes(folder):
            weight = model.get_submodule(name).weight
            whole = weight.float().numpy() + change
            q4 = GGMLQuantizationType.Q4_0
            kept = quants.dequantize(quants.quantize(whole, q4), q4) if rounded else whole
            weight.copy_(torch.from_numpy(kept).to(weight.dtype))


def merged_gguf(source: Path, target: Path, folder: Path = FOLDER) -> None:
    """Writes a copy of a .gguf file with the adapter in it, its matrices in the fastest four bits (Q4_0).

    llama.cpp multiplies Q4_0 for several texts at once twice as fast as the Q4_1 that the packaged file has.
    """
    from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter, quants

    reader = GGUFReader(source)
    fields = reader.fields
    arch = fields["general.architecture"].contents()
    writer = GGUFWriter(target, arch)
    for name, field in fields.items():
        if not name.startswith("GGUF.") and name not in ("general.architecture", "general.file_type"):
            kind = field.types[0]
            writer.add_key_value(
                name, field.contents(), kind, field.types[-1] if kind == GGUFValueType.ARRAY else None
            )
    heads = {
        "attn_q": int(fields[f"{arch}.attention.head_count"].contents()),
        "attn_k": int(fields[f"{arch}.attention.head_count_kv"].contents()),
    }
    added = {_gguf_name(name): change for name, change in changes(folder)}
    q4 = GGMLQuantizationType.Q4_0
    for tensor in reader.tensors:
        if tensor.name in added:
            change = added.pop(tensor.name)
            part = tensor.name.split(".")[2]
            turned = _turned(change, heads[part]) if part in heads else change
            whole = quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32) + turned
            writer.add_tensor(tensor.name, quants.quantize(whole, q4), raw_dtype=q4)
        else:
            writer.add_tensor(tensor.name, np.array(tensor.data), raw_dtype=tensor.tensor_type)
    if added:
        raise AdapterDamaged(f"{source} has no {', '.join(sorted(added)[:3])}, which the adapter changes")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _damaged(folder: Path, error: Exception) -> AdapterDamaged:
    return AdapterDamaged(f"the adapter in {folder} can't be read: {error}; install offtrail again")


@cache
def _layer_names() -> Mapping[str, str]:
    return {f".{ours}": theirs for ours, theirs in GGUF_NAMES.items()}


def _gguf_name(name: str) -> str:
    """ "model.layers.3.mlp.up_proj" -> "blk.3.ffn_up.weight"."""
    ours = next((ours for ours in _layer_names() if name.endswith(ours)), None)
    if ours is None:
        raise AdapterDamaged(f"the adapter changes {name!r}, which is unknown here")
    return f"blk.{name.removesuffix(ours).rpartition('.')[2]}.{_layer_names()[ours]}.weight"


def _turned(matrix: Matrix, heads: int) -> Matrix:
    """Rows of queries and keys stand in another order in .gguf files: halves of a head side by side."""
    rows, columns = matrix.shape
    return matrix.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)
