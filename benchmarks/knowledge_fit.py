"""Questions with the passages that answer them -> the weights of support. Knows no texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from bot.knowledge.support import MEASURES, Measured, Numbers, Weights

SIGNS = [(None, 0.0) if name == "strange" else (0.0, None) for name in MEASURES]  # more is never worse, but this
PENALTY = 0.001  # on squared weights; of 0.01, 0.003, 0.001 it had the least loss on sets left out


@dataclass(frozen=True, slots=True)
class Example:
    """A question.

    Attributes:
        measures: float32 (passages, len(MEASURES)).
        same: Which passages are in its language, bool (passages,).
        answers: The passages that answer it; none where no article does.
    """

    measures: Numbers
    same: NDArray[np.bool_]
    answers: tuple[int, ...]

    def support(self, rules: tuple[Weights, Weights]) -> Numbers:
        """Of every passage, float32 (passages,)."""
        return Measured(self.measures, np.zeros(0, dtype=np.float32), self.same).support(*rules)


def trained(examples: Sequence[Example]) -> tuple[Weights, Weights]:
    """Conditional logit: each passage may be the answer, and so may none, whose score is 0.

    Source: McFadden, Conditional logit analysis of qualitative choice behavior, 1974.
    """
    width = len(MEASURES) + 1
    penalty = PENALTY * np.tile([*[1.0] * len(MEASURES), 0.0], 2)
    rows = [_design(example) for example in examples]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros(2 * width)
        for example, row in zip(examples, rows, strict=True):
            scores = np.append(row @ weights, 0.0)
            wanted = np.array(example.answers or (len(scores) - 1,))
            chance = np.exp(scores - logsumexp(scores))
            should = np.zeros(len(scores))
            should[wanted] = np.exp(scores[wanted] - logsumexp(scores[wanted]))
            total += float(logsumexp(scores) - logsumexp(scores[wanted]))
            slope += row.T @ (chance - should)[:-1]
        return (
            total / len(examples) + float(penalty @ weights**2),
            slope / len(examples) + 2 * penalty * weights,
        )

    bounds = [*SIGNS, (None, None)] * 2
    found: Any = minimize(loss, np.zeros(2 * width), jac=True, method="L-BFGS-B", bounds=bounds)
    same, across = np.split(found.x, 2)
    return Weights(tuple(same[:-1]), float(same[-1])), Weights(tuple(across[:-1]), float(across[-1]))


def _design(example: Example) -> NDArray[np.float64]:
    """(passages, 2 * (measures + 1)): a half for the question's language, one for others, each with a constant."""
    own = np.column_stack([example.measures, np.ones(len(example.same))]).astype(np.float64)
    return np.hstack([own * example.same[:, None], own * ~example.same[:, None]])
