"""Compares scorers on what people did next: accuracy by slice, the lists they make, who gets the places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ranker.baselines import Scorer
from ranker.lists import lists
from ranker.log import Rows
from ranker.metrics import (
    BandExposure,
    bootstrap_interval,
    coverage,
    exposure_by_band,
    exposure_warning,
    gini,
    head_items,
    hits,
    intra_list_diversity,
    mrr,
    ndcg_at,
    novelty,
    recall_at,
    tail_share,
    times_shown,
)
from ranker.split import Split
from retriever.tail import HEAD

K = 10  # places a person looks at
DEPTH = 100  # places in which the first target is looked for, for the MRR
FEW_TARGETS = 30  # a slice with fewer proves nothing
NEW_USER = 1  # liked items in a history, at most, of a new user

Slice = Literal["overall", "head", "tail", "cold", "new user"]
Accuracy = Literal["recall", "ndcg", "mrr"]
OfLists = Literal["tail share", "novelty", "diversity"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean and its 95 % interval over people."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SliceReport:
    """Accuracy on some of the targets.

    Attributes:
        name: overall; head: targets in the best-known fifth of the catalogue; tail: all others, cold ones too;
            cold: targets without an interaction in the fit log; new user: people with at most one liked item.
        targets: How many; under 30 the figures prove nothing.
        accuracy: recall@10, NDCG@10 and MRR (first 100 places); empty where there is no target.
    """

    name: Slice
    targets: int
    accuracy: Mapping[Accuracy, Measured]

    @property
    def too_few(self) -> bool:
        """True where the figures prove nothing."""
        return self.targets < FEW_TARGETS


@dataclass(frozen=True, slots=True)
class ScorerReport:
    """What one scorer did.

    Attributes:
        name: Of the scorer.
        slices: One for each `Slice`.
        lists: Tail share, novelty in bits and diversity of the first 10 places.
        coverage, gini: Of the first 10 places of all lists.
        bands: Who gets these places.
        warning: What the guard says, None where the tail is not starved.
    """

    name: str
    slices: tuple[SliceReport, ...]
    lists: Mapping[OfLists, Measured]
    coverage: float
    gini: float
    bands: tuple[BandExposure, ...]
    warning: str | None

    def ndcg(self, name: Slice) -> float | None:
        """NDCG@10 of a slice, None where it has no target."""
        found = next(of for of in self.slices if of.name == name).accuracy.get("ndcg")
        return found.mean if found else None


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison.

    Attributes:
        people: How many were asked about.
        scorers: In the order given.
        leads: Name of every scorer but the first -> NDCG@10 of the first less its own, person by person.
    """

    people: int
    scorers: tuple[ScorerReport, ...]
    leads: Mapping[str, Measured]


def evaluate(
    scorers: Sequence[Scorer],
    split: Split,
    vectors: NDArray[np.float32],
    *,
    head_share: float = HEAD,
    seed: int = 0,
) -> Report:
    """Lets every scorer rank the whole catalogue for every person of a split and measures the lists.

    What a person has in the history is never ranked. How known an item is, is counted in the fit log alone.

    Args:
        scorers: At least one, made from `split.fit`; the first is compared with each other one.
        split: At least one person.
        vectors: float32 (n_items, dim), unit rows: the texts, for the diversity of lists.
        head_share: Of the catalogue that is the head.
        seed: Of the intervals.
    Raises:
        ValueError: A scorer gives scores of another shape, or NaN.
    """
    counts = split.fit.counts()
    head = head_items(counts, head_share)
    slices = _slices(split, head)
    reports, gains = [], {}
    for scorer in scorers:
        shown = lists(scorer, split.histories, split.fit.n_items, DEPTH)
        found = hits(shown, split.targets)
        first = shown[:, :K]
        of_lists: dict[OfLists, NDArray[np.float64]] = {
            "tail share": tail_share(first, head),
            "novelty": novelty(first, counts, split.fit.n_users),
            "diversity": intra_list_diversity(first, vectors),
        }
        exposure = times_shown(first, split.fit.n_items)
        reports.append(
            ScorerReport(
                scorer.name,
                tuple(_sliced(part, shown, found, split.users, seed) for part in slices),
                {name: _measured(values, split.users, seed) for name, values in of_lists.items()},
                coverage(exposure),
                gini(exposure),
                exposure_by_band(exposure, counts),
                exposure_warning(exposure, counts, head_share),
            )
        )
        gains[scorer.name] = ndcg_at(found, slices[0].wanted, K)
    ours = gains[scorers[0].name]
    leads = {other.name: _measured(ours - gains[other.name], split.users, seed) for other in scorers[1:]}
    return Report(len(split.users), tuple(reports), leads)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """Targets of a slice: bool (n_items,) which items, int (people,) how many each person has."""

    name: Slice
    items: NDArray[np.bool_]
    wanted: NDArray[np.int64]


def _slices(split: Split, head: NDArray[np.bool_]) -> list[_Part]:
    sizes = [len(rows) for rows in split.targets]
    person, item = np.repeat(np.arange(len(sizes)), sizes), np.concatenate(split.targets)
    touched = np.bincount(split.fit.items, minlength=split.fit.n_items) > 0
    new = np.array([len(history.liked) <= NEW_USER for history in split.histories])
    everything, everybody = np.ones_like(head), np.ones_like(new)
    parts: list[tuple[Slice, NDArray[np.bool_], NDArray[np.bool_]]] = [
        ("overall", everything, everybody),
        ("head", head, everybody),
        ("tail", ~head, everybody),
        ("cold", ~touched, everybody),
        ("new user", everything, new),
    ]
    return [
        _Part(name, items, np.bincount(person[items[item] & people[person]], minlength=len(sizes)))
        for name, items, people in parts
    ]


def _sliced(part: _Part, shown: Rows, found: NDArray[np.bool_], users: Rows, seed: int) -> SliceReport:
    asked = part.wanted > 0
    hit, wanted, people = (found & part.items[shown])[asked], part.wanted[asked], users[asked]
    values: dict[Accuracy, NDArray[np.float64]] = {
        "recall": recall_at(hit, wanted, K),
        "ndcg": ndcg_at(hit, wanted, K),
        "mrr": mrr(hit),
    }
    accuracy = {name: _measured(each, people, seed) for name, each in values.items() if len(each)}
    return SliceReport(part.name, int(wanted.sum()), accuracy)


def _measured(values: NDArray[np.float64], users: Rows, seed: int) -> Measured:
    return Measured(float(values.mean()), *bootstrap_interval(values, users, seed))
