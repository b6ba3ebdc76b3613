"""A log with a law to learn: everybody likes items of one kind only. Forty items of four kinds, sixty people."""

from __future__ import annotations

import numpy as np

from ranker.log import History, Log
from ranker.model import ItemTexts
from ranker.plan import TrainingPlan
from ranker.shape import TowerShape
from ranker.validation import Validation

N_ITEMS, N_USERS, KINDS, LIKES = 40, 60, 4, 6

PLAN = TrainingPlan(
    TowerShape(dim=16, length=4), epochs=4, batch=64, negatives=16, learning_rate=0.02, patience=4, seed=7
)

# item i is of kind i % 4; of every kind the two oldest are the past and the third is what comes next
HELD_OUT = Validation(
    [History(np.array([kind, kind + 4], np.int32), np.ones(2, np.float32)) for kind in range(KINDS)],
    [np.array([kind + 8], np.int32) for kind in range(KINDS)],
)


def log_of(pairs: list[tuple[int, int]], n_items: int, values: list[float] | None = None) -> Log:
    """Likes as (user row, item row), sorted by user, oldest first; a second between two."""
    users, items = np.array(pairs, dtype=np.int32).reshape(-1, 2).T
    said = np.ones(len(pairs), np.float32) if values is None else np.array(values, np.float32)
    names = [f"u{user}" for user in range(int(users.max(initial=-1)) + 1)]
    return Log(
        [f"i{i}" for i in range(n_items)], names, users, items, said, np.arange(len(pairs), dtype=np.float64)
    )


def kinds_log(seed: int = 0) -> Log:
    """Sixty people with six likes each, all of one kind."""
    rng = np.random.default_rng(seed)
    of_kind = rng.integers(KINDS, size=N_USERS)
    picked = [rng.permutation(N_ITEMS // KINDS)[:LIKES] * KINDS + kind for kind in of_kind]
    return log_of([(user, int(item)) for user, items in enumerate(picked) for item in items], N_ITEMS)


def item_texts(n_items: int = N_ITEMS, dim: int = 8) -> ItemTexts:
    """Titles that name the kind, and vectors that say nothing."""
    vectors = np.random.default_rng(1).normal(size=(n_items, dim)).astype(np.float32)
    return ItemTexts(vectors, [f"kind{item % KINDS} thing{item % 7}" for item in range(n_items)])
