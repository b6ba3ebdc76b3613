"""Values of a log, such as ratings -> likes and dislikes. Pure; knows nothing of files or people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ranker.log import Values

Numbers = NDArray[np.float64]

FEW_VALUES = 20  # a scale people answer on has no more steps
LARGEST_RATING = 10.0
WEAKEST = 0.1  # a like or dislike on a scale is at least this strong, so that it is never nothing


def liking(values: Numbers, positive: float | None = None) -> tuple[Values, str]:
    """How much each row is a like, and the rule in words.

    Liked is what reaches `positive`. Without it: above 0 where values below 0 exist; above the middle of the
    smallest and largest where 2 to 20 different values lie in [0, 10], as ratings do; otherwise every row, since
    prices and play counts are no opinion. On scales of up to 20 values within [-10, 10] likes go linearly from
    the border to 1 and dislikes to -1, at least 0.1 strong; elsewhere all are 1 strong. A row without a value
    among rows with one is the weakest like.

    Args:
        values: float64 (m,), NaN where a row has none.
    Returns:
        float32 (m,) in [-1, 1], never 0; and a sentence.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return np.ones(len(values), dtype=np.float32), "no row has a value: every row counts as liked"
    low, high = float(known.min()), float(known.max())
    distinct = np.unique(known)
    scale = 2 <= len(distinct) <= FEW_VALUES and max(-low, high) <= LARGEST_RATING
    border = _border(distinct, positive, scale)
    size = np.ones(len(values))
    if border is None:
        rule = f"every value ({low:g} to {high:g}) counts as liked; --positive VALUE draws a line"
    else:
        size = np.where(values > border, 1.0, -1.0)
        if scale:
            strength = np.abs(values - border) / np.where(values > border, high - border, max(border - low, 1e-9))
            size *= np.maximum(strength, WEAKEST)
        liked = int((values > border).sum())
        line = f"above {border:g}" if positive is None else f"from {positive:g} on"
        rule = (
            f"values {low:g} to {high:g} count as liked {line}: {liked:,} rows liked, {len(known) - liked:,} not"
        )
    return np.where(np.isnan(values), WEAKEST, size).astype(np.float32), rule


def _border(distinct: Numbers, positive: float | None, scale: bool) -> float | None:
    """The value above which a row is liked; None where all are. `distinct` is sorted."""
    low, high = float(distinct[0]), float(distinct[-1])
    if positive is not None:
        below = distinct[distinct < positive]
        return (float(below[-1]) + positive) / 2 if len(below) else None
    if low < 0:
        return 0.0
    return (low + high) / 2 if scale else None
