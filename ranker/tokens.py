"""The words of items as a sparse matrix with learnt rows to hang on them. Knows nothing of models or people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+)")  # kana and Han are written without spaces
AT_LEAST = 2  # items that must have a word: one that only one item has says no more than its id
AT_MOST = 0.3  # share of the items that may have it: one that most have says nothing


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The words that count, a column each.

    Attributes:
        words: In order of the columns.
        rarity: float32 (t,), ln(items / items with the word), as it was when the word was first met.
    """

    words: tuple[str, ...]
    rarity: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Vocabulary:
        """The words that at least two and at most 30 % of the texts have, in alphabetical order."""
        return cls((), np.zeros(0, np.float32)).grown(texts)

    def grown(self, texts: Sequence[str]) -> Vocabulary:
        """With the new words of these texts behind; the old keep column and rarity, as weights know them."""
        found = Counter(word for text in texts for word in set(tokens(text)))
        known = set(self.words)
        limit = AT_MOST * len(texts)
        new = sorted(word for word, n in found.items() if AT_LEAST <= n <= limit and word not in known)
        rarity = np.log([len(texts) / found[word] for word in new], dtype=np.float64).astype(np.float32)
        return Vocabulary((*self.words, *new), np.concatenate([self.rarity, rarity]))


def tokens(text: str) -> Iterator[str]:
    """Words in lower case; of a run of Han or kana each pair of neighbours, or the one character there is."""
    for word in WORD.findall(text.lower()):
        for run in UNSPACED.split(word):
            if UNSPACED.fullmatch(run):
                yield from (run[i : i + 2] for i in range(max(1, len(run) - 1)))
            elif run:
                yield run


def token_matrix(texts: Sequence[str], vocabulary: Vocabulary) -> sp.csr_matrix[Any]:
    """Which text has which word, each weighted by its rarity.

    Returns:
        float32 (len(texts), len(vocabulary)); rows of unit length, or empty where no word counts.
    """
    columns = {word: column for column, word in enumerate(vocabulary.words)}
    rows = [sorted({columns[word] for word in tokens(text) if word in columns}) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    indices = np.array([column for row in rows for column in row], dtype=np.int64)
    weights = vocabulary.rarity[indices]
    of = np.repeat(np.arange(len(texts)), np.diff(starts))
    lengths = np.sqrt(np.bincount(of, weights=weights.astype(np.float64) ** 2, minlength=len(texts)))
    weights = (weights / lengths[of]).astype(np.float32)
    return sp.csr_matrix((weights, indices, starts), (len(texts), len(vocabulary)))
