"""How well towers foretell what people held out liked next. Knows nothing of training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranker.log import History, Rows
from ranker.tower import Content, Tower, Vectors, item_vectors, user_vectors

PEOPLE_AT_ONCE = 256
SEEN = 10


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """People held out: what they did before, and what they liked next, which must not be in the log."""

    histories: Sequence[History]
    targets: Sequence[Rows]


def validated(tower: Tower, content: Content, validation: Validation) -> float:
    """Mean NDCG@10 over the people, of all items but those of their history."""
    vectors = item_vectors(tower, content)
    total = 0.0
    for start in range(0, len(validation.targets), PEOPLE_AT_ONCE):
        part = slice(start, start + PEOPLE_AT_ONCE)
        histories, targets = validation.histories[part], validation.targets[part]
        total += float(gains(user_vectors(tower, vectors, histories) @ vectors.T, histories, targets).sum())
    return total / max(1, len(validation.targets))


def gains(scores: Vectors, histories: Sequence[History], targets: Sequence[Rows]) -> NDArray[np.float64]:
    """float64 (b,), NDCG@10 of each person; equal scores count as ranked before the target.

    Args:
        scores: float32 (b, n_items); changed: items of the history fall to the end.
        histories, targets: b of each.
    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, 2002, section 2.2.
    """
    found = np.zeros(len(targets))
    for row, (history, wanted) in enumerate(zip(histories, targets, strict=True)):
        if not len(wanted):
            continue
        scores[row, history.items] = -np.inf
        own = np.sort(scores[row, wanted])[::-1]
        others = np.delete(scores[row], wanted)
        places = (others[None, :] >= own[:, None]).sum(1) + np.arange(len(own))  # from 0
        ideal = 1 / np.log2(np.arange(min(len(own), SEEN)) + 2)
        found[row] = (1 / np.log2(places[places < SEEN] + 2)).sum() / ideal.sum()
    return found
