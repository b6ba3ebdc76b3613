"""How good lists of recommendations are, for people and for a catalogue. Pure numpy; knows nothing of models.

Everywhere `shown` is int (n, k): item rows of n lists, best first, -1 where a list is shorter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from retriever.tail import HEAD

Ints = NDArray[np.int64] | NDArray[np.int32]
Floats = NDArray[np.float64]
Band = Literal["head", "middle", "tail", "never touched"]

RESAMPLES = 1_000
DRAWS_AT_ONCE = 2_000_000  # bounds the memory of the bootstrap
FAIR = 0.5  # of the share the tail has in the log, the least it may have of what is shown
LARGEST_GINI = 0.97


def hits(shown: Ints, targets: Sequence[Ints]) -> NDArray[np.bool_]:
    """bool (n, k), True where a target of the list stands; targets: one array of item rows a list."""
    found = np.zeros(shown.shape, dtype=np.bool_)
    for row, wanted in enumerate(targets):
        found[row] = np.isin(shown[row], wanted) & (shown[row] >= 0)
    return found


def recall_at(found: NDArray[np.bool_], wanted: Ints, k: int) -> Floats:
    """Share of the targets in the first k places, float64 (n,).

    Args:
        found: bool (n, at least k), from `hits`.
        wanted: (n,), targets of each list, at least 1.
    """
    return np.asarray(found[:, :k].sum(axis=1) / wanted, dtype=np.float64)


def ndcg_at(found: NDArray[np.bool_], wanted: Ints, k: int) -> Floats:
    """Gain of the targets in the first k places, 1 / log2(1 + place) each, over the best possible; float64 (n,).

    Args:
        found: bool (n, at least k), from `hits`.
        wanted: (n,), targets of each list, at least 1.
    Source: Jarvelin and Kekalainen, Cumulated gain-based evaluation of IR techniques, TOIS 2002.
    """
    gains = 1.0 / np.log2(np.arange(2, k + 2))
    best = np.cumsum(gains)[np.minimum(wanted, k) - 1]
    return np.asarray(found[:, :k] @ gains[: found.shape[1]] / best, dtype=np.float64)


def mrr(found: NDArray[np.bool_]) -> Floats:
    """1 / place of the first target, 0 where none stands in the list; float64 (n,), its mean is the MRR."""
    first = found.argmax(axis=1)
    return np.where(found.any(axis=1), 1.0 / (first + 1), 0.0)


def head_items(counts: Ints, share: float = HEAD) -> NDArray[np.bool_]:
    """bool (n_items,), the share of the catalogue that most people liked; ties by row, untouched items never."""
    head = np.zeros(len(counts), dtype=np.bool_)
    head[np.argsort(-counts, kind="stable")[: round(share * len(counts))]] = True
    return head & (counts > 0)


def tail_share(shown: Ints, head: NDArray[np.bool_]) -> Floats:
    """Share of each list that is not of the head, float64 (n,); 0 for an empty list."""
    there = shown >= 0
    return np.asarray((there & ~head[shown]).sum(axis=1) / np.maximum(there.sum(axis=1), 1), dtype=np.float64)


def novelty(shown: Ints, counts: Ints, n_people: int) -> Floats:
    """Mean self-information of each list in bits, float64 (n,); 0 for an empty list.

    An item liked by c of n people carries -log2((c + 1) / (n + 1)) bits: none if everybody liked it.
    Source: Zhou et al., Solving the apparent diversity-accuracy dilemma of recommender systems, PNAS 2010;
        one is added so that items nobody touched have a number.
    """
    bits = -np.log2((counts + 1) / (n_people + 1))
    there = shown >= 0
    return np.asarray((bits[shown] * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1), dtype=np.float64)


def intra_list_diversity(shown: Ints, vectors: NDArray[np.float32]) -> Floats:
    """Mean of 1 - cosine over the pairs of each list, float64 (n,); 0 for a list of fewer than two.

    Args:
        vectors: float32 (n_items, dim), unit rows.
    Source: Ziegler et al., Improving recommendation lists through topic diversification, WWW 2005.
    """
    there = shown >= 0
    sums = np.zeros((len(shown), vectors.shape[1]))
    for place in range(shown.shape[1]):
        sums += vectors[shown[:, place]] * there[:, place, None]
    n = there.sum(axis=1)
    cosines = ((sums**2).sum(axis=1) - n) / np.maximum(n * (n - 1), 1)  # |sum|^2 = n + 2 * (sum over pairs)
    return np.where(n > 1, 1.0 - cosines, 0.0)


def times_shown(shown: Ints, n_items: int) -> NDArray[np.int64]:
    """int64 (n_items,), how many lists show each item."""
    return np.bincount(shown[shown >= 0], minlength=n_items)


def coverage(exposure: Ints) -> float:
    """Share of the catalogue shown at least once; exposure: (n_items,), from `times_shown`."""
    return float((exposure > 0).mean()) if len(exposure) else 0.0


def gini(exposure: Ints) -> float:
    """How unequal exposure is: 0 all items equally often, towards 1 the same few always; 0 where nothing is shown.

    Args:
        exposure: (n_items,), from `times_shown`.
    """
    total, n = exposure.sum(), len(exposure)
    if not total:
        return 0.0
    places = np.arange(1, n + 1)
    return float((2 * places - n - 1) @ np.sort(exposure) / (n * total))


def bootstrap_interval(values: Floats, groups: Ints, seed: int, level: float = 0.95) -> tuple[float, float]:
    """The range in which the mean falls when the people are drawn anew, with replacement.

    Args:
        values: float64 (m,), at least one.
        groups: (m,), whose value each is; a person is drawn with all of theirs or not at all.
        seed: Of the draws.
        level: Share of the draws inside.
    Returns:
        Lower and upper end, percentiles of 1,000 draws.
    Source: Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter 13.
    """
    if not len(values):
        raise ValueError("an interval needs at least one value, got none")
    _, person = np.unique(groups, return_inverse=True)
    sums, sizes = np.bincount(person, weights=values), np.bincount(person)
    at_once = max(1, DRAWS_AT_ONCE // len(sums))
    rng, means = np.random.default_rng(seed), []
    for start in range(0, RESAMPLES, at_once):
        drawn = rng.integers(len(sums), size=(min(at_once, RESAMPLES - start), len(sums)))
        means.append(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1))
    low, high = np.quantile(np.concatenate(means), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class BandExposure:
    """A band of the catalogue: its items, and its share of the likes in the log and of the places shown."""

    band: Band
    items: int
    liked: float
    shown: float


def exposure_by_band(exposure: Ints, counts: Ints) -> tuple[BandExposure, ...]:
    """Who gets the places: the items with the first fifth of all likes (head), the last fifth (tail), or others.

    An item belongs to the head where the items before it hold less than 20 % of the likes, to the tail where
    they hold 80 % or more; items without a like are a band of their own.

    Args:
        exposure: (n_items,), from `times_shown`.
        counts: (n_items,), likes of each item in the log.
    Source: Abdollahpouri et al., The connection between popularity bias, calibration, and fairness in
        recommendation, RecSys 2020 (groups by cumulative ratings).
    """
    order = np.argsort(-counts, kind="stable")
    likes = max(int(counts.sum()), 1)
    before = np.empty(len(counts))
    held = np.asarray(counts[order], dtype=np.int64)
    before[order] = (held.cumsum() - held) / likes
    never = counts == 0
    bands: tuple[tuple[Band, NDArray[np.bool_]], ...] = (
        ("head", ~never & (before < 0.2)),
        ("middle", ~never & (before >= 0.2) & (before < 0.8)),
        ("tail", ~never & (before >= 0.8)),
        ("never touched", never),
    )
    places = max(int(exposure.sum()), 1)
    return tuple(
        BandExposure(band, int(of.sum()), float(counts[of].sum() / likes), float(exposure[of].sum() / places))
        for band, of in bands
    )


def exposure_warning(exposure: Ints, counts: Ints, head_share: float = HEAD) -> str | None:
    """The guard: a sentence where the long tail is being starved, None where it is not.

    It warns where the tail (all outside `head_items`) has less than half the share of the places that it has of
    the likes, and otherwise where the same items always come: a Gini above 0.97, as it is whenever less than 3 %
    of the catalogue is shown. The Gini is judged only where there are at least as many places as items, since
    fewer can't reach them all.

    Args:
        exposure: (n_items,), from `times_shown`.
        counts: (n_items,), likes of each item in the log.
    """
    places, likes = int(exposure.sum()), int(counts.sum())
    if not places:
        return None
    tail = ~head_items(counts, head_share)
    shown, liked = exposure[tail].sum() / places, counts[tail].sum() / max(likes, 1)
    if shown < FAIR * liked:
        return (
            f"the long tail is starved: {shown:.1%} of what is shown lies outside the best-known {head_share:.0%} "
            f"of the catalogue, but {liked:.1%} of what people liked does"
        )
    if places >= len(exposure) and gini(exposure) > LARGEST_GINI:
        return (
            f"the same few items are shown to everybody: {coverage(exposure):.2%} of the catalogue is ever shown, "
            f"Gini {gini(exposure):.3f} is above {LARGEST_GINI:g}"
        )
    return None
