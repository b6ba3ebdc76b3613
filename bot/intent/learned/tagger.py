"""Reads an utterance with a small fine-tuned encoder: what each word does, and what is done altogether.

A packaged encoder with a low-rank adapter and two linear heads, trained by training/tagger.py on invented talk.
Source: Hu et al., LoRA, ICLR 2022; joint heads as in Chen, Zhuo and Wang, BERT for Joint Intent Classification and
Slot Filling, 2019.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from bot.intent.learned import bases
from bot.intent.learned.bases import Base, TaggerMissing
from bot.messages import Act, Language

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import PreTrainedModel

Label = Literal["none", "wish", "refused", "back"]  # what a word does
ACTS: tuple[Act, ...] = get_args(Act)
LABELS: tuple[Label, ...] = get_args(Label)
ENGLISH = Path(__file__).parent / "english.safetensors"
CHINESE = Path(__file__).parent / "chinese.safetensors"
OPENING, LATER = "start", "later"  # what stands before the utterance, as the first of two sentences
MAX_TOKENS = 160  # of a window; longer texts are read window by window
HAN = re.compile(r"[一-鿿]")


@dataclass(frozen=True, slots=True)
class Tagged:
    """What an utterance was read as.

    Attributes:
        acts: Probability of each act, 0 to 1; several may be done.
        text: The utterance in lower case.
        letters: (letters of the utterance, LABELS) probabilities of what each does; zeros where it is a space.
    """

    acts: Mapping[Act, float]
    text: str
    letters: NDArray[np.float32]

    def of(self, words: str, label: Label) -> float:
        """How probably `words` do that, where they do it most; 1 where they are not in the utterance."""
        found = self.letters_of(words, label)
        return 1.0 if found is None else float(found.mean())

    def letters_of(self, words: str, label: Label) -> NDArray[np.float32] | None:
        """The same for each letter of `words`; None where they are not in the utterance."""
        column = self.letters[:, LABELS.index(label)]
        edge = "" if HAN.search(words) else r"\b"
        places = re.finditer(f"{edge}{re.escape(words.casefold())}{edge}", self.text)
        return max(
            (column[m.start() : m.end()] for m in places), key=lambda part: float(part.mean()), default=None
        )


class Tagger:
    """The fine-tuned encoder. Safe to call from several threads."""

    def __init__(self, base: Base, heads: Mapping[str, Tensor]) -> None:
        """`heads`: "words.weight" (labels, dim), "words.bias", "acts.weight" (acts, 2 dim), "acts.bias"."""
        self._encoder = base.encoder.eval()
        self._tokenizer = base.tokenizer
        self._heads = heads
        self._lock = Lock()  # fast tokenizers refuse two calls at once

    @classmethod
    def load(cls, base: Base, path: Path) -> Tagger:
        """`base` with the adapter at `path`.

        Raises:
            TaggerMissing: The adapter is not there.
        """
        from safetensors.torch import load_file

        if not path.is_file():
            raise TaggerMissing(f"no {path}; install Offtrail again, or run: python -m training.tagger")
        weights = {name: tensor.float() for name, tensor in load_file(path).items()}
        add_adapter(base.encoder, weights)
        return cls(base, weights)

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


@cache
def load_taggers(minilm: Path, english: Path = ENGLISH, chinese: Path = CHINESE) -> Mapping[Language, Tagger]:
    """What there is, loaded once: Chinese only where the package of its encoder is installed.

    Args:
        minilm: Folder of all-MiniLM-L6-v2.
        english: Adapter for it.
        chinese: Adapter for multilingual-e5-small.
    Raises:
        TaggerMissing: Weights are missing that should be there, or are damaged.
    """
    found: dict[Language, Tagger] = {"en": Tagger.load(bases.english(minilm), english)}
    if bases.has_multilingual():
        found["zh"] = Tagger.load(bases.multilingual(), chinese)
    return MappingProxyType(found)


def lowered(text: str) -> str:
    """`text` in lower case, letter by letter, so that it is as long as it was."""
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


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
