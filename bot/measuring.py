"""How good a trained model is beside what needs no training, on likes held out. Knows no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ranker.baselines import ItemKNN, Popularity, Scorer, Similarity
from ranker.card import Figure
from ranker.evaluate import Accuracy, K, Report, evaluate
from ranker.log import Log
from ranker.model import ItemTexts
from ranker.split import NothingToHoldOut, Split, cold_split, global_cut, leave_last

Cut = Literal["last", "time", "cold"]

MOST_ASKED = 5_000  # people: enough for intervals of less than a hundredth
TO_BEAT = ItemKNN.name
SHARE_OF_TIME, SHARE_COLD = 0.1, 0.1
LABELS: dict[Accuracy, str] = {"ndcg": f"ndcg@{K}", "recall": f"recall@{K}", "mrr": "mrr"}


def cut(log: Log, how: Cut, seed: int = 0) -> Split:
    """What a model may learn from, and what it is asked.

    Args:
        how: "last": the last like of each; "time": the last tenth of the log by time; "cold": all that was done
            with a tenth of the items. Up to 5,000 people are asked.
        seed: Of the cold items and the people asked.
    Raises:
        NothingToHoldOut: The log does not allow it.
    """
    if how == "time":
        return _capped(global_cut(log, SHARE_OF_TIME), seed)
    if how == "cold":
        return _capped(cold_split(log, SHARE_COLD, seed), seed)
    return leave_last(log, _share_asked(log), seed)


def cut_new(log: Log, new: NDArray[np.bool_], seed: int = 0) -> Split:
    """Only what is new is asked: a model that is updated knows all that is older.

    Args:
        new: bool (len(log),), what the model has never met, not with another value either.
    Raises:
        NothingToHoldOut: No last like of anybody is new.
    """
    fresh = np.zeros(log.n_users, dtype=np.bool_)
    fresh[log.users[new & (log.values > 0)]] = True
    part = log.kept(fresh[log.users])
    split = leave_last(part, _share_asked(part), seed)
    taken_out = np.setdiff1d(pairs(part), pairs(split.fit))
    fit = log.kept(~np.isin(pairs(log), taken_out))
    targets = split.users.astype(np.int64) * log.n_items + np.concatenate(split.targets)
    asked = np.flatnonzero(np.isin(targets, pairs(log)[new])).tolist()
    if not asked:
        raise NothingToHoldOut(
            "nobody's last like is new, so an update can't be measured; wait for more, or train anew on all of it"
        )
    return _only(replace(split, fit=fit), asked)


def _share_asked(log: Log) -> float:
    """Of the people with two likes, one to know and one to foretell, at most 5,000."""
    able = int((np.bincount(log.users[log.values > 0], minlength=log.n_users) >= 2).sum())
    return min(1.0, MOST_ASKED / max(1, able))


def _capped(split: Split, seed: int) -> Split:
    """At most 5,000 of the people asked, drawn by lot; what may be learnt from stays as it is."""
    if len(split.users) <= MOST_ASKED:
        return split
    drawn = np.random.default_rng(seed).choice(len(split.users), MOST_ASKED, replace=False)
    return _only(split, np.sort(drawn).tolist())


def _only(split: Split, places: Sequence[int]) -> Split:
    """Only some of the questions; places: ascending."""
    histories, targets = [split.histories[i] for i in places], [split.targets[i] for i in places]
    return replace(split, users=split.users[places], histories=histories, targets=targets)


def pairs(log: Log) -> NDArray[np.int64]:
    """int64 (len(log),), one number for each user and item."""
    return log.users.astype(np.int64) * log.n_items + log.items


def compared(model: Scorer | None, split: Split, texts: ItemTexts, seed: int = 0) -> Report:
    """A model trained on `split.fit` beside item neighbours, popularity and likeness; without one they alone."""
    others: list[Scorer] = [ItemKNN(split.fit), Popularity(split.fit), Similarity(texts.vectors)]
    return evaluate(others if model is None else [model, *others], split, texts.vectors, seed=seed)


def is_worse(report: Report) -> bool:
    """True where item neighbours are proved to be better than the first scorer."""
    return report.leads[TO_BEAT].high < 0


def figures(report: Report) -> tuple[Figure, ...]:
    """What the card says of the first scorer."""
    accuracy = [
        Figure(part.name, LABELS[name], found.mean, found.low, found.high, part.targets)
        for part in report.scorers[0].slices
        for name, found in part.accuracy.items()
    ]
    lead = report.leads[TO_BEAT]
    less = Figure("overall", f"{LABELS['ndcg']} less {TO_BEAT}", lead.mean, lead.low, lead.high, report.people)
    return (*accuracy, less)
