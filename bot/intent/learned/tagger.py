"""Reads an utterance with a small fine-tuned encoder: what each word does, and what is done altogether.

A packaged encoder with a low-rank adapter and two linear heads, trained by training/tagger.py on invented talk.
Source: Hu et al., LoRA, ICLR 2022; joint heads as in Chen, Zhuo and Wang, BERT for Joint Intent Classification and
Slot Filling, 2019.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from bot.intent.learned import backbones
from bot.intent.learned.backbones import Backbone, TaggerMissing
from bot.intent.learned.tagged import ACTS, LABELS, Tagged, lowered
from bot.messages import Language

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

ENGLISH = Path(__file__).parent / "english.safetensors"
CHINESE = Path(__file__).parent / "chinese.safetensors"
OPENING, LATER = "start", "later"  # what stands before the utterance, as the first of two sentences
MAX_TOKENS = 160  # of a window; longer texts are read window by window
HEADS = ("words.weight", "words.bias", "acts.weight", "acts.bias")
LOADING = Lock()


class Tagger:
    """The fine-tuned encoder. Safe to call from several threads."""

    def __init__(self, backbone: Backbone, heads: Mapping[str, Tensor]) -> None:
        """`heads`: "words.weight" (labels, dim), "words.bias", "acts.weight" (acts, 2 dim), "acts.bias"."""
        self._encoder = backbone.encoder.eval()
        self._tokenizer = backbone.tokenizer
        self._heads = heads
        self._lock = Lock()  # fast tokenizers refuse two calls at once

    @classmethod
    def load(cls, backbone: Backbone, path: Path) -> Tagger:
        """`backbone`, which is used up, with the adapter at `path`.

        Raises:
            TaggerMissing: The adapter is not there, damaged, or was made for another encoder.
        """
        from safetensors import SafetensorError, safe_open

        mend = "install Offtrail again, or run: python -m training.tagger"
        try:
            with safe_open(path, framework="pt") as file:
                made_for = (file.metadata() or {}).get("backbone")
                weights = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
        except (OSError, SafetensorError) as error:
            raise TaggerMissing(f"{path}: {error}; {mend}") from error
        if made_for != backbone.name:
            raise TaggerMissing(
                f"{path} was made for {made_for or 'no known encoder'}, not {backbone.name}; {mend}"
            )
        try:
            heads = {name: weights.pop(name) for name in HEADS}
            add_adapter(backbone.encoder, weights)
        except (KeyError, AttributeError, RuntimeError) as error:
            raise TaggerMissing(f"{path} lacks or misfits {error}; {mend}") from error
        return cls(backbone, heads)

    def tag(self, text: str, opening: bool) -> Tagged:
        """Reads `text`; `opening` where nothing was asked for before."""
        import torch

        with self._lock:
            read = self._tokenizer(
                OPENING if opening else LATER,
                text,
                truncation="only_second",
                max_length=MAX_TOKENS,
                return_overflowing_tokens=True,
                return_offsets_mapping=True,
                padding=True,
                return_tensors="pt",
            )
        mask = read["attention_mask"]
        with torch.inference_mode():
            hidden = self._encoder(input_ids=read["input_ids"], attention_mask=mask).last_hidden_state
            words, acts = scored(hidden, mask, self._heads)
            words, acts = words.softmax(-1), acts.sigmoid().amax(0)
        letters = np.zeros((len(text), len(LABELS)), dtype=np.float32)
        for window, tokens in enumerate(words.numpy()):
            places = zip(read["offset_mapping"][window].tolist(), read.sequence_ids(window), tokens, strict=True)
            for (start, end), sentence, token in places:
                if sentence == 1:
                    letters[start:end] = token
        return Tagged(dict(zip(ACTS, acts.tolist(), strict=True)), lowered(text), letters)


def load_taggers(minilm: Path, english: Path = ENGLISH, chinese: Path = CHINESE) -> Mapping[Language, Tagger]:
    """What there is, loaded once: Chinese only where the package of its encoder is installed.

    Args:
        minilm: Folder of all-MiniLM-L6-v2.
        english: Adapter for it.
        chinese: Adapter for multilingual-e5-small.
    Raises:
        TaggerMissing: Weights are missing that should be there, or are damaged.
    """
    with LOADING:
        return _loaded(minilm, english, chinese)


@cache
def _loaded(minilm: Path, english: Path, chinese: Path) -> Mapping[Language, Tagger]:
    found: dict[Language, Tagger] = {"en": Tagger.load(backbones.english(minilm), english)}
    if backbones.has_multilingual():
        found["zh"] = Tagger.load(backbones.multilingual(), chinese)
    return MappingProxyType(found)


def scored(hidden: Tensor, mask: Tensor, heads: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Logits of the words (n, tokens, labels) and of the acts (n, acts) from hidden states (n, tokens, dim)."""
    import torch
    from torch.nn.functional import linear

    weights = mask.unsqueeze(-1).to(hidden.dtype)
    mean = (hidden * weights).sum(1) / weights.sum(1)
    pooled = torch.cat([mean, hidden[:, 0]], dim=-1)
    words = linear(hidden, heads["words.weight"], heads["words.bias"])
    return words, linear(pooled, heads["acts.weight"], heads["acts.bias"])


def add_adapter(encoder: PreTrainedModel, weights: Mapping[str, Tensor]) -> None:
    """Adds up * down to each matrix of `encoder` that `weights` has "NAME.down" (rank, in) and "NAME.up" for."""
    import torch

    with torch.no_grad():
        for name in weights:
            if name.endswith(".down"):
                matrix = name.removesuffix(".down")
                encoder.get_submodule(matrix).weight += weights[f"{matrix}.up"] @ weights[name]
