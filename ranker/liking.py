"""Values of a log, such as ratings -> likes and dislikes. Pure; knows nothing of files or people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranker.log import Values

Numbers = NDArray[np.float64]

FEW_VALUES = 20  # a scale people answer on has no more steps
LARGEST_RATING = 10.0
WEAKEST = 0.1  # a like or dislike on a scale is at least this strong, so that it is never nothing
NO_WIDTH = 1e-9  # stands for a side of a scale that has no values


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts as liked, as found in one log; a later part of it is read by the same.

    Attributes:
        border: A value above it is liked; None where every row is.
        low, high: The smallest and largest value of the log it was found in; None where no row had one.
        scale: Whether likes are the stronger the further their value is from the border.
        positive: The line drawn by hand, None where the values decided.
    """

    border: float | None = None
    low: float | None = None
    high: float | None = None
    scale: bool = False
    positive: float | None = None

    def told(self, values: Numbers, found_here: bool = True) -> str:
        """A sentence on what it makes of `values`, float64 (m,), NaN where a row has none."""
        known = values[~np.isnan(values)]
        before = "" if found_here else ", as in the log before"
        if self.low is None:
            lacking = "no row of the log before had a value" if len(known) else "no row has a value"
            return f"{lacking}: every row counts as liked"
        if self.border is None:
            hint = "; --positive VALUE draws a line" if found_here else before
            return f"every value ({self.low:g} to {self.high:g}) counts as liked{hint}"
        line = f"above {self.border:g}" if self.positive is None else f"from {self.positive:g} on"
        liked = int((known > self.border).sum())
        return (
            f"values {self.low:g} to {self.high:g} count as liked {line}{before}: "
            f"{liked:,} rows liked, {len(known) - liked:,} not"
        )


def rule_of(values: Numbers, positive: float | None = None) -> Rule:
    """What counts as liked in a log.

    Liked is what reaches `positive`. Without it: above 0 where values below 0 exist; above the middle of the
    smallest and largest where 2 to 20 different values lie in [0, 10], as ratings do; otherwise every row, since
    prices and play counts are no opinion. A scale is what has up to 20 values within [-10, 10].

    Args:
        values: float64 (m,), NaN where a row has none.
    """
    distinct = np.unique(values[~np.isnan(values)])
    if not len(distinct):
        return Rule(positive=positive)
    low, high = float(distinct[0]), float(distinct[-1])
    scale = 2 <= len(distinct) <= FEW_VALUES and max(-low, high) <= LARGEST_RATING
    return Rule(_border(distinct, positive, scale), low, high, scale, positive)


def liking(values: Numbers, rule: Rule) -> Values:
    """How much each row is a like.

    On a scale likes go linearly from the border to 1 and dislikes to -1, at least 0.1 strong and, past the ends
    the scale had when the rule was found, no more than 1; elsewhere all are 1 strong. A row without a value is the
    weakest like where rows of the log have one, and a whole one where none has.

    Args:
        values: float64 (m,), NaN where a row has none.
    Returns:
        float32 (m,) in [-1, 1], never 0.
    """
    if rule.low is None or rule.high is None:
        return np.ones(len(values), dtype=np.float32)
    size = np.ones(len(values))
    if rule.border is not None:
        liked = values > rule.border
        size = np.where(liked, 1.0, -1.0)
        if rule.scale:
            width = np.where(liked, rule.high - rule.border, rule.border - rule.low)
            size *= np.clip(np.abs(values - rule.border) / np.maximum(width, NO_WIDTH), WEAKEST, 1.0)
    return np.where(np.isnan(values), WEAKEST, size).astype(np.float32)


def _border(distinct: Numbers, positive: float | None, scale: bool) -> float | None:
    """The value above which a row is liked; None where all are. `distinct` is sorted."""
    low, high = float(distinct[0]), float(distinct[-1])
    if positive is not None:
        below = distinct[distinct < positive]
        return (float(below[-1]) + positive) / 2 if len(below) else None
    if low < 0:
        return 0.0
    return (low + high) / 2 if scale else None
