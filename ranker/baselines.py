"""What a learned ranking has to beat: popularity, likeness of texts, item neighbours. Knows nothing of targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ranker.log import History, Log
from retriever.together import Together

Vectors = NDArray[np.float32]


class Scorer(Protocol):
    """Says how much people would like every item of a catalogue."""

    @property
    def name(self) -> str:
        """As tables call it."""

    def scores(self, histories: Sequence[History]) -> NDArray[np.float32]:
        """float32 (len(histories), n_items), larger is better; -inf for what can't be said, never NaN."""


class Popularity:
    """Ranks by how many people liked an item, the same for everybody."""

    name = "popularity"

    def __init__(self, log: Log) -> None:
        self._counts = log.counts().astype(np.float32)

    def scores(self, histories: Sequence[History]) -> NDArray[np.float32]:
        """Likes of each item."""
        return np.tile(self._counts, (len(histories), 1))


class Similarity:
    """Ranks by the mean cosine of an item's text to those of the items liked; 0 where nothing was liked."""

    name = "similarity"

    def __init__(self, vectors: Vectors) -> None:
        """Takes the text vectors of the catalogue, float32 (n_items, dim), unit rows."""
        self._vectors = vectors

    def scores(self, histories: Sequence[History]) -> NDArray[np.float32]:
        """Mean cosines, in [-1, 1]."""
        tastes = _liked(histories, len(self._vectors), mean=True) @ self._vectors
        return np.asarray(tastes @ self._vectors.T, dtype=np.float32)


class ItemKNN:
    """Ranks by the sum of an item's cosines to the items liked, by the people who liked both.

    The ties are those of `Together`: cosines shrunk towards 0 where few people stand behind them, the 100
    strongest of each item.

    Source: Deshpande and Karypis, Item-based top-N recommendation algorithms, TOIS 2004.
    """

    name = "item-kNN"

    def __init__(self, log: Log) -> None:
        liked = log.values > 0
        self._likeness = Together.build(log.users[liked].tolist(), log.items[liked].tolist(), log.n_items).likeness

    def scores(self, histories: Sequence[History]) -> NDArray[np.float32]:
        """Sums of cosines, 0 for items without a tie to what was liked."""
        sums = _liked(histories, self._likeness.shape[0]) @ self._likeness
        return np.asarray(sums.toarray(), dtype=np.float32)


def _liked(histories: Sequence[History], n_items: int, *, mean: bool = False) -> csr_array:
    """Sparse float32 (len(histories), n_items), 1 where an item was liked, or 1 / (items liked) for a mean."""
    liked = [history.liked for history in histories]
    sizes = np.array([len(rows) for rows in liked], dtype=np.int64)
    weights = np.repeat(1.0 / np.maximum(sizes, 1) if mean else np.ones(len(sizes)), sizes).astype(np.float32)
    rows = np.concatenate([*liked, np.zeros(0, np.int32)])
    return csr_array((weights, rows, np.concatenate([[0], sizes.cumsum()])), shape=(len(liked), n_items))
