"""Peers of the interest model that are trained, by other libraries. Knows nothing of files, phases or metrics.

Adapters like those of `benchmarks/rank_peers.py`; one thread each. Grids were tried on the validation phase alone.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, identity

from benchmarks.rank_peers import FitData, Rows, Scores, histories, unknown

WORD = re.compile(r"[^\W\d_]{3,}")


class Factors:
    """Scores as a product: tastes float32 (n_users, dim) by items float32 (n_items, dim)."""

    _tastes: Scores
    _items: Scores
    _log: FitData

    def score(self, users: Rows) -> Scores:
        return unknown(np.asarray(self._tastes[users] @ self._items.T), self._log)


class ALS(Factors):
    """Weighted matrix factorisation by alternating least squares, `implicit`.

    The recent weigh more on both sides, an item n places before the end alpha * n ** -fade.
    Grid: factors 16, 32, 64, 128, 256, 512; reg 0.01, 0.1, 10; alpha 1, 5, 20, 50; fade 0, 0.5, 1; 15 rounds.
    """

    def __init__(self, factors: int = 64, reg: float = 10.0, alpha: float = 1.0, fade: float = 0.5) -> None:
        self.factors, self.reg, self.alpha, self.fade = factors, reg, alpha, fade

    def fit(self, log: FitData) -> None:
        from implicit.cpu.als import AlternatingLeastSquares

        model = AlternatingLeastSquares(
            self.factors, regularization=self.reg, alpha=self.alpha, num_threads=1, random_state=0
        )
        model.fit(histories(log, self.fade), show_progress=False)
        self._tastes, self._items, self._log = model.user_factors, model.item_factors, log


class BPR(Factors):
    """Matrix factorisation by pairs, `implicit`.

    Grid: factors 64, 128; reg 0.001, 0.01, 0.05; rounds 10 to 300; rate 0.01, 0.05.
    """

    def __init__(self, factors: int = 128, reg: float = 0.01, rounds: int = 100, rate: float = 0.05) -> None:
        self.factors, self.reg, self.rounds, self.rate = factors, reg, rounds, rate

    def fit(self, log: FitData) -> None:
        from implicit.cpu.bpr import BayesianPersonalizedRanking

        model = BayesianPersonalizedRanking(
            self.factors,
            learning_rate=self.rate,
            regularization=self.reg,
            iterations=self.rounds,
            num_threads=1,
            random_state=0,
        )
        model.fit(histories(log, 0.0), show_progress=False)
        self._tastes, self._items, self._log = model.user_factors, model.item_factors, log


def words_of(texts: Any, each: int, least: int = 5) -> csr_matrix:
    """float32 (n_items, vocabulary), unit rows: the `each` rarest words of a text that `least` texts have."""
    found = [set(WORD.findall(text.lower())) for text in texts]
    counts = Counter(word for words in found for word in words)
    column = {word: i for i, word in enumerate(sorted(w for w, n in counts.items() if n >= least))}
    rows, columns, values = [], [], []
    for row, words in enumerate(found):
        known = sorted((word for word in words if word in column), key=lambda word: (counts[word], word))[:each]
        weights = np.log(len(texts) / np.array([counts[word] for word in known], dtype=np.float32)) + 0.1
        rows += [row] * len(known)
        columns += [column[word] for word in known]
        values += list(weights / max(float(np.linalg.norm(weights)), 1e-9))
    return csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(len(texts), len(column)))


class LightFM(Factors):
    """Factors of users and items, an item being itself and the words of its text; `lightfm-next`, WARP.

    Says something of cold items by their words; their own row is left out, nothing was learnt in it.
    Grid: factors 32, 64; words 10; rounds 15, 30, 60.
    """

    def __init__(self, factors: int = 64, words: int = 10, rounds: int = 30) -> None:
        self.factors, self.words, self.rounds = factors, words, rounds

    def fit(self, log: FitData) -> None:
        from lightfm import LightFM as Model

        own = identity(log.n_items, dtype=np.float32, format="lil")
        own[log.cold_items, log.cold_items] = 0
        features = hstack([own, words_of(log.texts, self.words)], format="csr", dtype=np.float32)
        model = Model(no_components=self.factors, loss="warp", random_state=0)
        model.fit(histories(log, 0.0).tocoo(), item_features=features, epochs=self.rounds, num_threads=1)
        biases, items = model.get_item_representations(features)
        tastes = model.user_embeddings
        self._items = np.hstack([items, biases[:, None]]).astype(np.float32)
        self._tastes = np.hstack([tastes, np.ones((len(tastes), 1))]).astype(np.float32)

    def score(self, users: Rows) -> Scores:
        return np.asarray(self._tastes[users] @ self._items.T)


class SASRec:
    """Self-attention over the last `length` items of a history, RecTools, softmax over all items.

    Grid, films alone: batch 16, 64; rounds 20, 40, 100; more rounds were better. Slow on one thread: of 22
    thousand people 12 rounds take more than 12 minutes, and nothing was tuned there.
    Source: W.-C. Kang and J. McAuley, Self-Attentive Sequential Recommendation, 2018.
    """

    def __init__(self, dim: int = 64, rounds: int = 10, length: int = 20, batch: int = 128) -> None:
        self.dim, self.rounds, self.length, self.batch = dim, rounds, length, batch

    def fit(self, log: FitData) -> None:
        import pandas as pd
        import torch
        from rectools.dataset import Dataset
        from rectools.models import SASRecModel

        torch.set_num_threads(1)
        torch.manual_seed(0)
        when = pd.Timestamp(2000, 1, 1) + pd.to_timedelta(np.arange(len(log.users)), unit="s")
        table = pd.DataFrame({"user_id": log.users, "item_id": log.items, "weight": 1.0, "datetime": when})
        model = SASRecModel(
            n_factors=self.dim,
            n_blocks=2,
            n_heads=2,
            dropout_rate=0.3,
            session_max_len=self.length,
            loss="softmax",
            batch_size=self.batch,
            epochs=self.rounds,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Lightning on the number of workers
            model.fit(Dataset.construct(table))
        self._keep(model, log)

    def _keep(self, model: Any, log: FitData) -> None:
        """What scoring needs: the network, its item vectors and the place of every item in them (0 is padding)."""
        import torch

        self._net, self._log = model.torch_model.eval(), log
        known = model.data_preparator.get_known_item_ids().astype(np.int64)
        self._place: NDArray[np.int64] = np.zeros(log.n_items, dtype=np.int64)
        self._place[known] = model.data_preparator.get_known_items_sorted_internal_ids()
        with torch.no_grad():
            self._vectors = self._net.item_model.get_all_embeddings()

    def score(self, users: Rows) -> Scores:
        import torch

        sessions = torch.zeros((len(users), self.length), dtype=torch.long)
        for row, user in enumerate(users):
            places = self._place[self._log.seqs[user]]
            places = places[places > 0][-self.length :]
            if len(places):
                sessions[row, -len(places) :] = torch.from_numpy(places)
        with torch.no_grad():
            tastes = self._net.encode_sessions({"x": sessions}, self._vectors)[:, -1]  # (users, dim)
            scores = (tastes @ self._vectors.T).numpy()[:, self._place]
        scores[:, self._place == 0] = -np.inf
        return np.asarray(scores, dtype=np.float32)
