"""A peer in two stages: candidates of several methods, put in order by boosted trees. Knows nothing of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.rank_peers import EASE, Adapter, FitData, ItemKNN, Popularity, Rows, Scores, TextOnly, Transitions

BATCH = 128


def held_out(log: FitData, n: int) -> tuple[FitData, list[Rows]]:
    """The log without each user's last items, and those: one of a short history, else a fifth, at most n."""
    keep = np.ones(len(log.users), dtype=bool)
    ends = np.searchsorted(log.users, np.arange(1, log.n_users + 1))
    targets: list[Rows] = []
    for user, end in enumerate(ends):
        length = len(log.seqs[user])
        many = min(n, max(1, length // 5)) if length > 2 else 0
        keep[end - many : end] = False
        targets.append(np.asarray(log.items[end - many : end]))
    seqs = [seq[: len(seq) - len(wanted)] for seq, wanted in zip(log.seqs, targets, strict=True)]
    before = SimpleNamespace(**{**vars(log), "users": log.users[keep], "items": log.items[keep], "seqs": seqs})
    return before, targets


@dataclass(slots=True)
class Stage:
    """The methods that propose, fitted to one log."""

    log: FitData
    parts: list[Adapter]
    counts: Scores = field(init=False)

    def __post_init__(self) -> None:
        for part in self.parts:
            part.fit(self.log)
        self.counts = np.log1p(np.bincount(self.log.items, minlength=self.log.n_items)).astype(np.float32)

    def propose(self, users: Rows, k: int) -> tuple[list[Rows], list[Scores], Scores]:
        """For each user rows of candidates and float32 (candidates, F); and the text's scores of everything."""
        scores = np.stack([part.score(users) for part in self.parts], axis=1)  # (users, P, n_items)
        scores[~np.isfinite(scores)] = 0
        k = min(k, scores.shape[2])
        rows: list[Rows] = []
        features: list[Scores] = []
        for each, user in zip(scores, users, strict=True):
            seen = self.log.seqs[user]
            open_ = each.copy()
            open_[:, seen] = -np.inf
            firsts = np.argpartition(-open_, k - 1, axis=1)[:, :k]
            found = np.setdiff1d(firsts, seen).astype(np.int32)
            rows.append(found)
            features.append(self._features(each[:, found].T, found, seen))
        return rows, features, scores[:, 0].copy()

    def _features(self, scores: Scores, found: Rows, seen: Rows) -> Scores:
        """The scores, the scores as shares of this user's best, counts, and the likeness to the last item."""
        shares = scores / np.maximum(scores.max(axis=0, initial=1e-9), 1e-9)
        emb = self.log.emb
        last = emb[found] @ emb[seen[-1]] if len(seen) else np.zeros(len(found), np.float32)
        length = np.full(len(found), np.log1p(len(seen)), np.float32)
        return np.column_stack([scores, shares, self.counts[found], last, length]).astype(np.float32)


class LambdaRank:
    """LightGBM on the union of the first k of text, item-kNN, EASE, transitions and popularity.

    Learns from `hold` last items of each of at most `users` histories, which the parts then have not seen; after
    that the parts are fitted again to everything. What no part proposes is ordered by text, below all the rest.
    Grid: k 50, 100, 200; hold 1, 5; leaves 15, 31, 63; rounds 50, 100, 200; the parts are made as they are alone.
    """

    def __init__(
        self,
        parts: dict[str, dict[str, Any]] | None = None,
        k: int = 100,
        hold: int = 1,
        leaves: int = 31,
        rounds: int = 200,
        users: int = 25_000,
    ) -> None:
        self.parts, self.k, self.hold = parts or {}, k, hold
        self.leaves, self.rounds, self.users = leaves, rounds, users

    def _stage(self, log: FitData) -> Stage:
        kinds: list[Any] = [TextOnly, ItemKNN, EASE, Transitions, Popularity]
        return Stage(log, [kind(**self.parts.get(kind.__name__, {})) for kind in kinds])

    def fit(self, log: FitData) -> None:
        import lightgbm

        before, targets = held_out(log, self.hold)
        features, wanted, groups = self._examples(self._stage(before), targets)
        settings = {
            "objective": "lambdarank",
            "num_leaves": self.leaves,
            "learning_rate": 0.05,
            "min_data_in_leaf": 50,
            "lambdarank_truncation_level": 20,
            "feature_fraction": 0.8,
            "num_threads": 1,
            "seed": 0,
            "verbosity": -1,
        }
        examples = lightgbm.Dataset(features, wanted, group=groups, free_raw_data=True)
        self._trees = lightgbm.train(settings, examples, num_boost_round=self.rounds)
        self._final = self._stage(log)

    def _examples(self, stage: Stage, targets: list[Rows]) -> tuple[Scores, NDArray[np.int8], list[int]]:
        """Features, 1 where a candidate was a target, candidates of each user; users without a hit left out."""
        able = np.array([user for user, wanted in enumerate(targets) if len(wanted)], dtype=np.int32)
        some = np.sort(np.random.default_rng(0).permutation(able)[: self.users])
        features, labels = [], []
        for start in range(0, len(some), BATCH):
            users = some[start : start + BATCH]
            rows, each, _ = stage.propose(users, self.k)
            for user, found, values in zip(users, rows, each, strict=True):
                hit = np.isin(found, targets[user])
                if hit.any():
                    features.append(values)
                    labels.append(hit.astype(np.int8))
        return np.concatenate(features), np.concatenate(labels), [len(hit) for hit in labels]

    def score(self, users: Rows) -> Scores:
        rows, features, scores = self._final.propose(users, self.k)
        scores -= 1e3  # no tree score comes near
        said = np.asarray(self._trees.predict(np.concatenate(features), num_threads=1), dtype=np.float32)
        start = 0
        for row, found in enumerate(rows):
            scores[row, found] = said[start : start + len(found)]
            start += len(found)
        return scores
