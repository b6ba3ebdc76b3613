"""The legs of the search: each says of every row how much one kind of evidence speaks for it. Pure functions.

Legs know the index and what was asked, nothing of each other: fuse.py joins them. Scores are 0 where a leg
has nothing to say and grow with the evidence; each function names its range.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Vectors
from retriever.fields import Mask, Rows
from retriever.index import Index
from retriever.items import Constraint
from retriever.segment import number_of_words

Scores = NDArray[np.float32]

RECENCY = 0.7  # what an item liked one step earlier counts
DISLIKED_WEIGHT = 0.5
SAMPLE = 512  # rows that tell how high a cosine is for this question
ERA_YEARS = 8.0
OWN_NAMES = frozenset({"original_title"})  # facets that name the item itself and link nothing
SPREAD_VALUES = 0.5  # a value that more than this share of all items has says nothing


@dataclass(frozen=True, slots=True)
class Liked:
    """Rows a person likes, the most recent last, and what each counts; the weights sum to 1."""

    rows: tuple[int, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, rows: Sequence[int]) -> Liked:
        """Weights fall with age."""
        raw = [RECENCY ** (len(rows) - 1 - place) for place in range(len(rows))]
        return cls(tuple(rows), tuple(weight / sum(raw) for weight in raw))


def standardised(index: Index, vector: Vectors, foreign: bool, cosines: Scores) -> Scores:
    """Cosines to a vector, in standard deviations above those of a fixed sample of items; the dense legs.

    Args:
        vector: float32 (dim,), unit length.
        foreign: It is of the multilingual encoder.
        cosines: float32 (m,), any rows.
    Returns:
        float32 (m,); 0 is what any item would get.
    """
    sample = np.random.default_rng(0).choice(index.n, size=min(SAMPLE, index.n), replace=False)
    usual = index.vectors_at(sample, foreign) @ vector
    deviation = float(usual.std())
    if deviation < 1e-6:
        return np.zeros(len(cosines), dtype=np.float32)
    return np.asarray((cosines - usual.mean()) / deviation, dtype=np.float32)


def taste(index: Index, liked: Liked, disliked: Sequence[int]) -> Vectors:
    """One vector for what a person likes, away from what is disliked; float32 (dim,), unit length."""
    middle = np.asarray(liked.weights, dtype=np.float32) @ index.vectors_at(liked.rows)
    if disliked:
        middle = middle - DISLIKED_WEIGHT * index.vectors_at(list(disliked)).mean(axis=0)
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), dtype=np.float32)


def words(index: Index, text: str, allowed: Mask) -> Scores:
    """BM25 of the wish over whole records, float32 (n,) in [0, 1], 1 for the best allowed row."""
    return _of_the_best(index.words(text), allowed)


def facet_words(index: Index, text: str, allowed: Mask) -> Scores:
    """BM25 of the wish over the facets alone, float32 (n,) in [0, 1], 1 for the best allowed row."""
    return _of_the_best(index.facet_words(text), allowed)


def title(index: Index, text: str) -> Scores:
    """1 for the rows whose title the wish is, float32 (n,)."""
    return np.asarray(index.titles == number_of_words(text), dtype=np.float32)


def facets(index: Index, wanted: Sequence[Constraint], allowed: Mask) -> Scores:
    """Wanted facet values that a record has, rare values counting more; float32 (n,) in [0, 1]."""
    found = np.zeros(index.n, dtype=np.float32)
    for constraint in wanted:
        if constraint.op == "any_of":
            best = np.zeros(index.n, dtype=np.float32)
            for value in constraint.values:
                rows = index.sharing(constraint.field, str(value))
                best[rows] = np.maximum(best[rows], _rarity(len(rows), index.n))
            found += best
    return _of_the_best(found, allowed)


def together(index: Index, liked: Liked, allowed: Mask) -> Scores:
    """What the people who touched the liked items also touched, float32 (n,) in [0, 1]."""
    known = [(row, weight) for row, weight in _origins(index, liked) if row >= 0]
    if not known:
        return np.zeros(index.n, dtype=np.float32)
    sums = index.together.scores([row for row, _ in known], [weight for _, weight in known])
    found = np.where(index.origin >= 0, sums[index.origin], 0).astype(np.float32)
    return _of_the_best(found, allowed)


def graph(index: Index, liked: Liked) -> Scores:
    """Knowledge-graph neighbours: items that share values with the liked ones, by field.

    In each field an item gets the share of the liked items' values it has too, rare values counting more;
    fields count the same. One step of a walk from the liked items over their values and back; two steps
    and a personalised PageRank were tried and found no more (docs/log.md).

    Returns:
        float32 (n,) in [0, 1]: 1 where an item has every value of every liked one.
    """
    by_field: dict[str, Scores] = {}
    total: dict[str, float] = {}
    for row, weight in zip(liked.rows, liked.weights, strict=True):
        for field, values in index.record(row).facets.items():
            if field in OWN_NAMES:
                continue
            shared = by_field.setdefault(field, np.zeros(index.n, dtype=np.float32))
            for value in dict.fromkeys(value.casefold() for value in values):
                rows = index.sharing(field, value)
                if len(rows) <= SPREAD_VALUES * index.n:
                    amount = weight * _rarity(len(rows), index.n)
                    shared[rows] += amount
                    total[field] = total.get(field, 0.0) + amount
    shares = [shared / total[field] for field, shared in by_field.items() if total.get(field)]
    if not shares:
        return np.zeros(index.n, dtype=np.float32)
    return np.asarray(np.sum(shares, axis=0) / len(shares), dtype=np.float32)


def era(index: Index, liked: Liked, rows: Rows) -> Scores:
    """How near in time each of `rows` is to the liked items, float32 (len(rows),) in [0, 1]."""
    known = [
        (year, weight)
        for row, weight in zip(liked.rows, liked.weights, strict=True)
        if (year := index.record(row).numbers.get("year")) is not None
    ]
    found = np.zeros(len(rows), dtype=np.float32)
    if known:
        years = index.numbers("year")[rows]
        for year, weight in known:
            found += weight * np.exp(-np.abs(years - year) / ERA_YEARS)
    return np.nan_to_num(found)


def _origins(index: Index, liked: Liked) -> list[tuple[int, float]]:
    return [(int(index.origin[row]), weight) for row, weight in zip(liked.rows, liked.weights, strict=True)]


def _rarity(items: int, n: int) -> float:
    """Inverse document frequency; a little above 0 even for a value that all items have."""
    return math.log(1 + n / max(items, 1))


def _of_the_best(scores: Scores, allowed: Mask) -> Scores:
    scores = np.where(allowed, scores, np.float32(0))
    best = scores.max(initial=0)
    return scores / best if best > 0 else scores
