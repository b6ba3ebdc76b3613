"""The interest model behind the `fit` and `score` of a ranking protocol; see benchmarks/ranking.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ranker.interest import Interest
from ranker.learning import LearningPlan, learn
from ranker.log import History, Log
from ranker.model import ItemTexts


class Ranker:
    """One configuration for every data set; `niche` is the dial of a request, 0 to 1."""

    def __init__(self, niche: float = 0.5, seed: int = 0) -> None:
        self.niche, self.seed = niche, seed
        self.model: Interest | None = None
        self.histories: list[History] = []

    def fit(self, d: Any) -> None:
        """`d`: n_users, n_items, users, items (each user's oldest first), seqs, emb (n_items, dim), texts."""
        torch.set_num_threads(1)
        log = log_of(d.users, d.items, d.n_users, d.n_items)
        learned = learn(log, ItemTexts(d.emb, list(d.texts)), LearningPlan(seed=self.seed))
        self.model = replace(learned.interest, niche=self.niche)
        self.histories = list(log.histories())

    def score(self, users: Sequence[int]) -> NDArray[np.float32]:
        """float32 (len(users), n_items), larger is better."""
        assert self.model is not None
        return self.model.scores([self.histories[user] for user in users])


def log_of(users: NDArray[np.int32], items: NDArray[np.int32], n_users: int, n_items: int) -> Log:
    """A log without times or ids of its own: the order of the rows is the order of events."""
    return Log(
        item_ids=[str(row) for row in range(n_items)],
        user_ids=[str(row) for row in range(n_users)],
        users=users.astype(np.int32),
        items=items.astype(np.int32),
        values=np.ones(len(users), dtype=np.float32),
        times=np.full(len(users), np.nan),
    )
