"""Peers of the interest model that are counted, not trained. Knows nothing of files, phases or metrics.

An adapter of the held-out protocol of `benchmarks/ranking.py`: `fit(log)`, then `score(users)`, one row a user.
What follows came from the validation phase alone; see `PEERS` in `benchmarks/ranking.py` for what was chosen.
An item without a single interaction in the cold split gets -inf from every method that can't tell anything of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

Rows = NDArray[np.int32]
Scores = NDArray[np.float32]
Similarity = Literal["cosine", "tfidf", "bm25"]


class FitData(Protocol):
    """What the protocol hands to `fit`; sorted by user, each user's oldest first.

    users and items are int32 (m,), seqs has a user's items in row `user`, emb is float32 (n_items, dim) of unit
    length, cold_items are rows that have no interaction by design (none in the warm split).
    """

    n_users: int
    n_items: int
    users: Rows
    items: Rows
    seqs: Sequence[Rows]
    emb: Scores
    texts: Sequence[str]
    cold_items: Rows


class Adapter(Protocol):
    """A recommender as the protocol sees it."""

    def fit(self, log: FitData) -> None: ...

    def score(self, users: Rows) -> Scores: ...


def histories(log: FitData, fade: float) -> csr_matrix:
    """float32 (n_users, n_items): an item n places before a user's end weighs n ** -fade, the last one 1."""
    ends = np.searchsorted(log.users, log.users, side="right")
    weights = (ends - np.arange(len(log.users))).astype(np.float32) ** np.float32(-fade)
    return csr_matrix((weights, (log.users, log.items)), shape=(log.n_users, log.n_items))


def unknown(scores: Scores, log: FitData) -> Scores:
    """The same scores with -inf where the split has hidden every interaction of an item."""
    scores[:, log.cold_items] = -np.inf
    return scores


class Popularity:
    """The same for everybody: how many touched it. Nothing to tune."""

    def fit(self, log: FitData) -> None:
        counts = np.bincount(log.items, minlength=log.n_items).astype(np.float32)
        self._scores = unknown(counts[None, :], log)

    def score(self, users: Rows) -> Scores:
        return np.repeat(self._scores, len(users), axis=0)


class TextOnly:
    """Mean cosine between an item's text and those of the history, the recent ones weighing more.

    Grid: fade 0, 0.5, 1, 1.5, 2, 3.
    """

    def __init__(self, fade: float = 0.5) -> None:
        self.fade = fade

    def fit(self, log: FitData) -> None:
        weights = histories(log, self.fade)
        total = np.maximum(np.asarray(weights.sum(axis=1)), 1e-9)
        self._tastes = np.asarray(weights @ log.emb / total, dtype=np.float32)
        self._emb = log.emb

    def score(self, users: Rows) -> Scores:
        return np.asarray(self._tastes[users] @ self._emb.T)


class ItemKNN:
    """Nearest neighbours of the items of the history, by `implicit`.

    Grid: similarity cosine, tfidf, bm25; k 50, 200, 500, 1,000; fade 0, 0.5, 1, 1.5.
    """

    def __init__(self, similarity: Similarity = "cosine", k: int = 200, fade: float = 0.5) -> None:
        self.similarity, self.k, self.fade = similarity, k, fade

    def fit(self, log: FitData) -> None:
        from implicit import nearest_neighbours

        names = {"cosine": "CosineRecommender", "tfidf": "TFIDFRecommender", "bm25": "BM25Recommender"}
        model = getattr(nearest_neighbours, names[self.similarity])(K=self.k, num_threads=1)
        model.fit(histories(log, 0.0), show_progress=False)
        near = csr_matrix(model.similarity, dtype=np.float32)
        near.setdiag(0)  # what somebody has is never offered again
        self._near, self._histories, self._log = near, histories(log, self.fade), log

    def score(self, users: Rows) -> Scores:
        return unknown((self._histories[users] @ self._near).toarray(), self._log)


class Transitions:
    """What came next, and the two after it, in the histories of others.

    Item j after item i adds 1 / gap, and the sum is divided by (count(i) count(j)) ** damp.
    Grid: fade 0.5, 1, 1.5, 2, 3; damp 0, 0.15, 0.3, 0.5.
    """

    def __init__(self, fade: float = 1.0, damp: float = 0.3, gaps: int = 3) -> None:
        self.fade, self.damp, self.gaps = fade, damp, gaps

    def fit(self, log: FitData) -> None:
        shape = (log.n_items, log.n_items)
        follow = csr_matrix(shape, dtype=np.float32)
        for gap in range(1, self.gaps + 1):
            same = log.users[gap:] == log.users[:-gap]
            pairs = (log.items[:-gap][same], log.items[gap:][same])
            follow += csr_matrix((np.full(len(pairs[0]), 1 / gap, dtype=np.float32), pairs), shape=shape)
        counts = np.bincount(log.items, minlength=log.n_items)
        scale = np.maximum(counts, 1).astype(np.float32) ** np.float32(-self.damp)
        follow = follow.multiply(scale[:, None]).multiply(scale[None, :])
        self._follow, self._histories, self._log = follow.tocsr(), histories(log, self.fade), log

    def score(self, users: Rows) -> Scores:
        return unknown((self._histories[users] @ self._follow).toarray(), self._log)


class EASE:
    """A linear model from items to items, solved in one step, asked with a history that fades.

    float32 (n_items, n_items) twice over in memory.
    Grid: reg 30, 100, 300, 1000; fade 0, 0.3, 0.5, 0.7, 1.
    Source: H. Steck, Embarrassingly Shallow Autoencoders for Sparse Data, 2019, equation 8.
    """

    def __init__(self, reg: float = 100.0, fade: float = 0.5) -> None:
        self.reg, self.fade = reg, fade

    def fit(self, log: FitData) -> None:
        plain = histories(log, 0.0)
        gram = np.asfortranarray((plain.T @ plain).toarray())
        gram[np.diag_indices_from(gram)] += self.reg
        factor, wrong = lapack.spotrf(gram, overwrite_a=True)
        inverse, wrong_too = lapack.spotri(factor, overwrite_c=True)
        if wrong or wrong_too:
            raise ArithmeticError(
                f"EASE: the Gram matrix is not positive definite with reg={self.reg!r}; take more"
            )
        for row in range(len(inverse)):  # LAPACK fills the upper half alone
            inverse[row + 1 :, row] = inverse[row, row + 1 :]
        weights = inverse.T / -np.diag(inverse)  # symmetric: .T only puts a row's numbers side by side
        np.fill_diagonal(weights, 0)
        self._weights, self._histories, self._log = weights, histories(log, self.fade), log

    def score(self, users: Rows) -> Scores:
        return unknown(np.asarray(self._histories[users] @ self._weights), self._log)
