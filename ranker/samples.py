"""A log -> what a model learns from: an item somebody liked and what they had liked before it. Knows no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ranker.log import History, Log, Rows, Values

NOTHING = -1  # stands where a history is shorter than the window

Positions = NDArray[np.int64]


class Windows(NamedTuple):
    """Ends of histories, right-aligned: the newest item stands last.

    Attributes:
        items: int32 (n, length), item rows, NOTHING where there is none.
        values: float32 (n, length), above 0 liked, 0 where there is none.
    """

    items: Rows
    values: Values


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Every like of a log, and which of them are to be foretold; windows are cut only when asked for.

    Attributes:
        users, items: int32 (m,), rows of the likes, sorted by user, each user's oldest first.
        values: float32 (m,), above 0.
        firsts: int64 (m,), position of the first like of the same person.
        targets: int64 (s,), positions of the likes to be foretold; each has one before it.
    """

    users: Rows
    items: Rows
    values: Values
    firsts: Positions
    targets: Positions

    def __len__(self) -> int:
        return len(self.targets)

    def windows(self, targets: Positions, length: int) -> Windows:
        """What the person liked before each target, targets: int64 (b,); at most the `length` newest."""
        positions = targets[:, None] + np.arange(-length, 0)  # (b, length)
        inside = positions >= self.firsts[targets][:, None]
        positions = np.where(inside, positions, 0)
        return Windows(
            np.where(inside, self.items[positions], np.int32(NOTHING)),
            np.where(inside, self.values[positions], np.float32(0)),
        )


def samples_of(log: Log) -> Samples:
    """Every like after a person's first is a target, nobody's number of them is capped."""
    liked = log.values > 0
    users = log.users[liked]
    firsts = np.searchsorted(users, users).astype(np.int64)
    targets = np.flatnonzero(np.arange(len(users)) > firsts)
    return Samples(users, log.items[liked], log.values[liked], firsts, targets)


def update_samples(log: Log, new: NDArray[np.bool_], seed: int) -> Samples:
    """The samples whose target is new, and as many old ones drawn at random, so that the old is not forgotten.

    Args:
        log: Old and new interactions.
        new: bool (len(log),), which are new.
        seed: Of the drawing.
    """
    whole = samples_of(log)
    fresh = new[log.values > 0][whole.targets]
    old = whole.targets[~fresh]
    n = min(len(old), int(fresh.sum()))
    replayed = np.random.default_rng(seed).choice(old, n, replace=False)
    return replace(whole, targets=np.sort(np.concatenate([whole.targets[fresh], replayed])))


def likes(log: Log) -> sp.csr_matrix[Any]:
    """bool (n_users, n_items), who liked what, ever."""
    liked = log.values > 0
    ones = np.ones(int(liked.sum()), dtype=np.bool_)
    return sp.csr_matrix((ones, (log.users[liked], log.items[liked])), (log.n_users, log.n_items))


def windows_of(histories: Sequence[History], length: int) -> Windows:
    """The `length` newest likes of each history."""
    items = np.full((len(histories), length), NOTHING, dtype=np.int32)
    values = np.zeros((len(histories), length), dtype=np.float32)
    for row, history in enumerate(histories):
        liked = np.flatnonzero(history.values > 0)[-length:]
        if len(liked):
            items[row, -len(liked) :] = history.items[liked]
            values[row, -len(liked) :] = history.values[liked]
    return Windows(items, values)
