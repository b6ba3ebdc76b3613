"""The loss of one step: is what a person liked next scored above items they have not? Knows nothing of epochs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody gives it
from numpy.typing import NDArray
from torch import Tensor

from ranker.plan import TrainingPlan
from ranker.samples import Samples

Rows64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """b samples and the c items their targets stand among; the first b candidates are the targets.

    Attributes:
        history: int64 (b, length), item rows, NOTHING where there is none.
        values: float32 (b, length).
        candidates: int64 (c,), item rows.
        corrections: float32 (c,), to be taken from every score of the candidate.
        never: bool (b, c), the person likes the candidate and it is not the target: no negative.
    """

    history: Tensor
    values: Tensor
    candidates: Tensor
    corrections: Tensor
    never: Tensor

    def to(self, device: torch.device) -> Step:
        """The same on another device."""
        return Step(
            self.history.to(device),
            self.values.to(device),
            self.candidates.to(device),
            self.corrections.to(device),
            self.never.to(device),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sampler:
    """Draws steps from samples.

    Attributes:
        samples: To draw from.
        taken: bool (n_users, n_items), who likes what: never a negative for them.
        plan: Sizes and corrections.
        drawn: int64 (d,), rows of the items that negatives are drawn from, those somebody likes.
        log_odds: float32 (n_items,), ln of the share of all likes that an item has.
    """

    samples: Samples
    taken: sp.csr_matrix[Any]
    plan: TrainingPlan
    drawn: Rows64
    log_odds: NDArray[np.float32]

    @classmethod
    def of(cls, samples: Samples, taken: sp.csr_matrix[Any], plan: TrainingPlan) -> Sampler:
        """Counts the likes of each item."""
        times = np.bincount(samples.items, minlength=taken.shape[1])
        log_odds = np.log(np.maximum(times, 1) / max(1, times.sum())).astype(np.float32)
        return cls(samples, taken, plan, np.flatnonzero(times), log_odds)

    def step(self, targets: Rows64, chance: np.random.Generator) -> Step:
        """One step for these targets, int64 (b,), positions in the samples."""
        b, n = len(targets), self.plan.negatives
        own = self.samples.items[targets].astype(np.int64)
        candidates = np.concatenate([own, self.drawn[chance.integers(len(self.drawn), size=n)]])
        never = self.taken[self.samples.users[targets]][:, candidates].toarray()
        never[np.arange(b), np.arange(b)] = False
        windows = self.samples.windows(targets, self.plan.shape.length)
        return Step(
            torch.from_numpy(windows.items.astype(np.int64)),
            torch.from_numpy(windows.values),
            torch.from_numpy(candidates),
            torch.from_numpy(self._corrections(own, n)),
            torch.from_numpy(never),
        )

    def _corrections(self, own: Rows64, n: int) -> NDArray[np.float32]:
        """float32 (c,), ln of how often a candidate is expected in a step, as strong as planned."""
        in_batch = self.log_odds[own] + math.log(max(1, len(own)))
        evenly = np.full(n, math.log(max(1, n) / len(self.drawn)), dtype=np.float32)
        return (self.plan.popularity * np.concatenate([in_batch, evenly])).astype(np.float32)


def sampled_softmax(people: Tensor, items: Tensor, step: Step, temperature: float) -> Tensor:
    """Mean cross-entropy of the targets among all candidates of the step.

    Args:
        people: float32 (b, dim), unit length.
        items: float32 (c, dim), unit length, of step.candidates.
        step: On the same device.
        temperature: Divides the cosines.
    Source: Yi et al., Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations, 2019,
        section 3; the even negatives beside the batch follow Yang et al., Mixed Negative Sampling, 2020.
    """
    scores = people @ items.T / temperature - step.corrections  # (b, c)
    scores = scores.masked_fill(step.never, -1e9)
    return F.cross_entropy(scores, torch.arange(len(people), device=people.device))
