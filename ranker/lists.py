"""Scores of a whole catalogue -> the best items for each person. Knows nothing of what people did next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ranker.baselines import Scorer
from ranker.log import History, Rows

CELLS_AT_ONCE = 4_000_000  # scores held at a time


def lists(scorer: Scorer, histories: Sequence[History], n_items: int, depth: int) -> Rows:
    """The best items for each person, those of the history left out; int32 (len(histories), depth).

    Scored in batches, so that memory does not grow with the number of people.

    Raises:
        ValueError: The scorer gives scores of another shape, or NaN.
    """
    found = [np.zeros((0, depth), dtype=np.int32)]
    at_once = max(1, CELLS_AT_ONCE // max(n_items, 1))
    for start in range(0, len(histories), at_once):
        batch = histories[start : start + at_once]
        scores = scorer.scores(batch)
        if scores.shape != (len(batch), n_items) or np.isnan(scores).any():
            raise ValueError(
                f"{scorer.name}: scores must be {(len(batch), n_items)} without NaN, got {scores.shape} with "
                f"{int(np.isnan(scores).sum()):,} NaN; mend the scorer"
            )
        scores = scores.copy()
        for row, history in enumerate(batch):
            scores[row, history.items] = -np.inf
        found.append(top(scores, depth))
    return np.concatenate(found)


def top(scores: NDArray[np.float32], n: int) -> Rows:
    """Places of the n largest of each row, largest first, ties by place; int32 (rows, n), -1 for -inf or none."""
    shown = np.full((len(scores), n), -1, dtype=np.int32)
    n = min(n, scores.shape[1])
    if not n:
        return shown
    least = -np.partition(-scores, n - 1, axis=1)[:, n - 1, None]  # the n-th largest
    above, equal = scores > least, scores == least
    room = n - above.sum(axis=1, keepdims=True)
    chosen = above | (equal & (equal.cumsum(axis=1, dtype=np.int32) <= room))
    places = np.nonzero(chosen)[1].reshape(len(scores), n)
    values = np.take_along_axis(scores, places, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    ordered = np.take_along_axis(places, order, axis=1)
    shown[:, :n] = np.where(np.isneginf(np.take_along_axis(values, order, axis=1)), -1, ordered)
    return shown
