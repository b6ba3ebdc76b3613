"""Which item follows which: what somebody liked just now -> weights of what comes next. Knows no torch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from ranker.log import History, Log
from ranker.ridge import Matrix, RidgeTooSmall, Sparse, strongest_weights
from ranker.samples import NOTHING, Positions, Samples, samples_of
from ranker.versions import ModelDamaged

TRANSITIONS = "transitions.safetensors"
LOOKED_BACK = 30  # newest likes of a history that are followed
SAMPLES_AT_ONCE = 100_000

__all__ = ["TRANSITIONS", "RidgeTooSmall", "TooManyItems", "Transitions", "TransitionsPlan", "learn_transitions"]


class TooManyItems(ValueError):
    """A matrix of all pairs of items would not fit; says how many items and what to do."""


@dataclass(frozen=True, slots=True)
class TransitionsPlan:
    """What is learnt from and how strongly it is held back.

    Attributes:
        ridge: Added to the diagonal; more trusts the log less.
        text: Weight of the words, as if that many people went from an item to one with the same words.
        decay: A like counts this much of the next newer one in a past.
        length: Likes of a past that are looked at, the newest.
        future_decay: A like counts this much of the one before it in a future.
        future: Likes of a future that are foretold.
        keep: Weights kept of each item, the largest above 0; without the rest lists are as good.
        most_items: A catalogue with more is refused: time grows with the cube of the items (12,000: half a
            minute on one core), memory with the square (20,000: 1.6 to 3.2 GB).
    """

    ridge: float = 30.0
    text: float = 4.0
    decay: float = 0.8
    length: int = 20
    future_decay: float = 0.5
    future: int = 8
    keep: int = 400
    most_items: int = 20_000

    def __post_init__(self) -> None:
        for name in ("ridge", "decay", "future_decay"):
            if not (getattr(self, name) > 0 and math.isfinite(getattr(self, name))):
                raise ValueError(f"plan: {name} must be above 0 and finite, got {getattr(self, name)!r}")
        for name in ("length", "future", "keep"):
            if getattr(self, name) < 1:
                raise ValueError(f"plan: {name} must be at least 1, got {getattr(self, name)!r}")
        if not 0 <= self.text < math.inf:
            raise ValueError(f"plan: text must be at least 0 and finite, got {self.text!r}")


@dataclass(frozen=True, slots=True, eq=False)
class Transitions:
    """How much each item speaks for each other as what is liked next.

    Attributes:
        weights: csr float32 (n, n), from the item of the row to that of the column, above 0; none on the diagonal.
    """

    weights: Sparse

    @classmethod
    def none(cls, n: int) -> Transitions:
        """For n items of which nothing is known to follow another: every score is 0."""
        return cls(sp.csr_matrix((n, n), dtype=np.float32))

    def scores(self, histories: Sequence[History], decay: float) -> Matrix:
        """float32 (len(histories), n), of all items; 0 for who liked nothing. Larger is better, no bounds.

        Args:
            histories: Their newest 30 likes are followed; what was disliked is not.
            decay: Weight of a like relative to the next newer one; the weights of a history have length 1.
        """
        pasts = [history.liked[-LOOKED_BACK:] for history in histories]
        starts = np.concatenate([[0], np.cumsum([len(past) for past in pasts], dtype=np.int64)])
        data = np.concatenate([*(faded(len(past), decay) for past in pasts), np.zeros(0, np.float32)])
        rows = np.concatenate([*pasts, np.zeros(0, np.int32)])
        of = sp.csr_matrix((data, rows, starts), (len(pasts), self.weights.shape[0]))
        return np.asarray((of @ self.weights).toarray(), dtype=np.float32)

    def of(self, history: History, decay: float) -> Matrix:
        """float32 (n,), the row of `scores` for one history, at once."""
        past, starts = history.liked[-LOOKED_BACK:], self.weights.indptr
        parts = [slice(starts[item], starts[item + 1]) for item in past.tolist()]
        if not parts:
            return np.zeros(self.weights.shape[0], dtype=np.float32)
        columns = np.concatenate([self.weights.indices[part] for part in parts])
        shares = np.concatenate(
            [self.weights.data[part] * share for part, share in zip(parts, faded(len(past), decay), strict=True)]
        )
        return np.bincount(columns, shares, minlength=self.weights.shape[0]).astype(np.float32)

    def fitted(self, places: Positions) -> Transitions:
        """For another catalogue, places: int64 (its items,), row here, -1 where it is new and has no weights."""
        new = np.flatnonzero(places >= 0)
        ones = np.ones(len(new), dtype=np.float32)
        moved = sp.csr_matrix((ones, (new, places[new])), (len(places), self.weights.shape[0]))
        return Transitions((moved @ self.weights @ moved.T).tocsr())

    def save(self, folder: Path) -> None:
        """Writes transitions.safetensors into a folder that is there."""
        parts = {
            "starts": self.weights.indptr.astype(np.int64),
            "columns": self.weights.indices.astype(np.int32),
            "weights": self.weights.data,
        }
        save_file(parts, folder / TRANSITIONS)

    @classmethod
    def load(cls, folder: Path) -> Transitions:
        """Loaded means ready.

        Raises:
            ModelDamaged: The file is missing, can't be read or is no matrix of pairs of items.
        """
        try:
            parts = load_file(folder / TRANSITIONS)
            n = len(parts["starts"]) - 1
            weights = sp.csr_matrix((parts["weights"], parts["columns"], parts["starts"]), (n, n))
            weights.check_format(full_check=True)
        except (OSError, SafetensorError, ValueError, KeyError) as error:
            raise ModelDamaged(
                f"{folder / TRANSITIONS}: can't be read ({error}); go back to the one before with: "
                "offtrail train --rollback, or make it anew with: offtrail train LOG"
            ) from error
        return cls(weights)


def learn_transitions(log: Log, words: Sparse, plan: TransitionsPlan | None = None) -> Transitions:
    """Solves for the weights that foretell the likes after every past, and the words of every item, best.

    Every like after a person's first makes a sample: the likes before it, and itself with those after it.

    Args:
        log: Likes alone are learnt from, each as strong as another.
        words: (n_items, tokens), rows of unit length, of the log's catalogue.
        plan: How; as measured where None.
    Raises:
        TooManyItems: The catalogue has more than plan.most_items.
        RidgeTooSmall: The equations can't be solved.
        ValueError: Words of another number of items.
    Source: Choi et al., Session-aware Linear Item-Item Models for Session-based Recommendation, WWW 2021;
        how it is solved, and the words, see `strongest_weights`.
    """
    plan, n = plan or TransitionsPlan(), log.n_items
    if n > plan.most_items:
        raise TooManyItems(
            f"the catalogue has {n:,} items, transitions are learnt for {plan.most_items:,} at most; "
            "go on without them"
        )
    if words.shape[0] != n:
        raise ValueError(f"the log has {n:,} items, the words are of {words.shape[0]:,}; give a row for each")
    samples = samples_of(log)
    pasts, futures = _pasts(samples, plan, n), _futures(samples, plan, n)
    return Transitions(strongest_weights(pasts, futures, words, plan.text, plan.ridge, plan.keep))


def faded(n: int, decay: float) -> Matrix:
    """float32 (n,), decay ** age of n likes, the newest last and of age 0; together of length 1."""
    weights = np.float64(decay) ** np.arange(n - 1, -1, -1)
    return np.asarray(weights / np.sqrt(weights @ weights), dtype=np.float32)


def _pasts(samples: Samples, plan: TransitionsPlan, n: int) -> Sparse:
    """float32 (samples, n), X: the likes before each target, rows of length 1."""
    found = [sp.csr_matrix((0, n), dtype=np.float32)]
    fades = plan.decay ** np.arange(plan.length - 1, -1, -1)
    for start in range(0, len(samples), SAMPLES_AT_ONCE):
        items = samples.windows(samples.targets[start : start + SAMPLES_AT_ONCE], plan.length).items
        weights = np.where(items != NOTHING, fades, 0)
        weights /= np.sqrt((weights**2).sum(1, keepdims=True))
        found.append(_rows(items, weights, n))
    return sp.vstack(found, format="csr")


def _futures(samples: Samples, plan: TransitionsPlan, n: int) -> Sparse:
    """float32 (samples, n), Y: each target and the likes after it."""
    found = [sp.csr_matrix((0, n), dtype=np.float32)]
    fades = plan.future_decay ** np.arange(plan.future)
    for start in range(0, len(samples), SAMPLES_AT_ONCE):
        targets = samples.targets[start : start + SAMPLES_AT_ONCE]
        positions = targets[:, None] + np.arange(plan.future)  # (b, future)
        there = positions < len(samples.items)
        positions = np.where(there, positions, 0)
        there &= samples.firsts[positions] == samples.firsts[targets][:, None]  # of the same person
        items = np.where(there, samples.items[positions], np.int32(NOTHING))
        found.append(_rows(items, np.broadcast_to(fades, items.shape), n))
    return sp.vstack(found, format="csr")


def _rows(items: NDArray[np.int32], weights: NDArray[np.float64], n: int) -> Sparse:
    """float32 (b, n) of items and their weights, (b, length) each; NOTHING is left out."""
    there = items != NOTHING
    starts = np.concatenate([[0], there.sum(1).cumsum()])
    found = sp.csr_matrix((weights[there].astype(np.float32), items[there], starts), (len(items), n))
    found.sum_duplicates()
    return found
