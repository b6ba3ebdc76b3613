"""Interaction counts -> how obscure an item is. Pure functions; knows nothing of items or files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Band = Literal["well known", "less known", "niche", "hidden"]

HEAD = 0.2  # the fifth with the most interactions; everything after it is the long tail


def tail_scores(counts: Sequence[int | None]) -> NDArray[np.float32]:
    """Places items on the popularity scale of their catalogue.

    The score is the share of the other items with more interactions, ties counted half, so equal
    counts get equal scores. An unknown count is taken as no interaction as soon as any count is
    known; where none is known nothing can be said, and all get 0.5.

    Args:
        counts: Interactions of each item, None where unknown.
    Returns:
        float32 (len(counts),) in [0, 1]: 0 the best known, 1 the most obscure.
    Raises:
        ValueError: A count is negative.
    """
    if any(count is not None and count < 0 for count in counts):
        raise ValueError(f"interaction counts must be 0 or more, got {min(c for c in counts if c is not None)}")
    if len(counts) < 2 or all(count is None for count in counts):
        return np.full(len(counts), 0.5, dtype=np.float32)
    values = np.array([count or 0 for count in counts])
    ordered = np.sort(values)
    more = len(values) - np.searchsorted(ordered, values, side="right")
    equal = np.searchsorted(ordered, values, side="right") - np.searchsorted(ordered, values, side="left") - 1
    return ((more + 0.5 * equal) / (len(values) - 1)).astype(np.float32)


def band(tail: float) -> Band:
    """The percentile band of a tail score, in words for people."""
    if tail < HEAD:
        return "well known"
    if tail < 0.5:
        return "less known"
    return "niche" if tail < 0.8 else "hidden"


def tail_of(count: int | None, counts: NDArray[np.float32]) -> float:
    """The place of one more item among `counts`, as `tail_scores` would give it; an unknown count is taken as 0.

    Args:
        count: Interactions of the item.
        counts: float32 (n,), those of the others, 0 where unknown.
    """
    if not len(counts):
        return 0.5
    value = count or 0
    more, equal = float((counts > value).mean()), float((counts == value).mean())
    return more + 0.5 * equal
