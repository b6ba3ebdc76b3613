"""The learned interest model: histories and candidates -> scores, probabilities and what they are made of.

Knows nothing of talk, files of logs or training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from ranker.dials import DISLIKED, PULL
from ranker.features import FEATURES as JUDGED
from ranker.features import NAMES, Signals, Standing, features, standing
from ranker.judge import JUDGE, Judge
from ranker.log import History, Rows
from ranker.model import FILES as TOWER_FILES
from ranker.model import InterestModel, ItemTexts
from ranker.tokens import token_matrix
from ranker.tower import FEATURES as TOWERS
from ranker.tower import item_vectors, user_vectors
from ranker.transitions import TRANSITIONS, Transitions
from ranker.versions import ModelDamaged

FEATURES = f"{JUDGED} {TOWERS}"
COUNTS = "counts.safetensors"
FILES = (*TOWER_FILES, JUDGE, COUNTS, TRANSITIONS)

JUDGED_AT_MOST = 300  # candidates of a whole catalogue that are weighed feature by feature
NEW_AT_LEAST = 60  # of them items nobody touched yet, where there are so many

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Interest:
    """Scores the items of one catalogue for anybody: with a long history, a short one or none.

    Attributes:
        towers: As trained, row by row with the catalogue.
        signals: All that is known of its items.
        judge: Weighs the features.
        counts: int64 (n_items,), people who liked each.
        niche: Pull to the long tail where a call names none, 0 to 1.
    """

    towers: InterestModel
    signals: Signals
    judge: Judge
    counts: NDArray[np.int64]
    niche: float = 0.0
    name: str = "interest"

    @classmethod
    def of(
        cls,
        towers: InterestModel,
        texts: ItemTexts,
        transitions: Transitions | None,
        stepped: sp.csr_matrix[Any],
        counts: NDArray[np.int64],
        judge: Judge,
    ) -> Interest:
        """Puts the parts together; all speak of the same items, row by row."""
        return cls(towers, signals_of(towers, texts, transitions, stepped), judge, counts)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Item id of every row."""
        return self.towers.item_ids

    def score(self, history: History, candidates: Rows, niche: float | None = None) -> Scores:
        """How much a person would enjoy candidates; each depends on itself and the person alone.

        What they liked is weighed by the judge. What they disliked costs a candidate DISLIKED times its cosine,
        as the towers see items, to the one disliked that it is most like; nothing where that is below 0.

        Args:
            history: What the person did, oldest first; may be empty.
            candidates: int32 (m,), item rows.
            niche: Pull to the long tail, 0 to 1.
        Returns:
            float32 (m,), larger is better.
        """
        return self.judged(self.weighed(history, candidates), history, candidates, niche)

    def judged(self, weighed: Scores, history: History, candidates: Rows, niche: float | None = None) -> Scores:
        """`score` for who has the features already, weighed: float32 (m, len(NAMES))."""
        return self._lowered(self.judge.scores(weighed), history, candidates, niche)

    def weighed(self, history: History, candidates: Rows) -> Scores:
        """float32 (m, len(NAMES)), the features of candidates."""
        return features(self.signals, history, standing(self.signals, history), candidates)

    def contributions(self, history: History, candidates: Rows) -> dict[str, Scores]:
        """Feature name -> float32 (m,), what it adds to each score beyond an average candidate's.

        Of what the judge says; what dislikes and the pull to the long tail take off is not among them.
        """
        parts = self.judge.contributions(self.weighed(history, candidates))
        return {name: parts[:, column] for column, name in enumerate(NAMES)}

    def scores(self, histories: Sequence[History]) -> Scores:
        """float32 (len(histories), n_items); the best of a quick look are weighed, the others lie below them."""
        found = np.zeros((len(histories), len(self.signals)), dtype=np.float32)
        for row, person in enumerate(self.signals.people(histories)):
            found[row] = self._whole(histories[row], person)
        return found

    def save(self, folder: Path) -> None:
        """Writes FILES into a folder that is there."""
        self.towers.save(folder)
        self.judge.save(folder)
        after = self.signals.after
        parts = {"counts": self.counts, "data": after.data, "indices": after.indices, "indptr": after.indptr}
        save_file({name: np.ascontiguousarray(part) for name, part in parts.items()}, folder / COUNTS)
        (self.signals.transitions or Transitions.none(len(self.counts))).save(folder)

    @classmethod
    def load(cls, folder: Path, texts: ItemTexts, item_ids: Sequence[str]) -> Interest:
        """Loaded means ready, for this catalogue; items the model never met go by their text.

        Args:
            folder: With FILES.
            texts: Of every item of the catalogue, row by row.
            item_ids: The same items.
        Raises:
            ModelDamaged: A file is missing, can't be read or does not fit the others.
        """
        trained = InterestModel.load(folder)
        places = trained.places(item_ids)
        counted, stepped = _counted(folder / COUNTS, len(trained.item_ids))
        counts = np.zeros(len(places), dtype=np.int64)
        counts[places >= 0] = counted[places[places >= 0]]
        learnt = Transitions.load(folder)
        if learnt.weights.shape[0] != len(trained.item_ids):
            raise ModelDamaged(f"{folder / TRANSITIONS} is of {learnt.weights.shape[0]:,} items; {_ANEW}")
        transitions = learnt.fitted(places) if learnt.weights.nnz else None
        judge = Judge.load(folder, NAMES)
        return cls.of(trained.fitted(item_ids), texts, transitions, moved(stepped, places), counts, judge)

    def _whole(self, history: History, person: Scores) -> Scores:
        stood = standing(self.signals, history, person)
        quick = stood.first()
        quick[history.items] = -np.inf
        candidates = self._candidates(stood, quick)
        weighed = features(self.signals, history, stood, candidates)
        judged = self._lowered(self.judge.scores(weighed), history, candidates, None)
        found = quick - (quick.max() + 1 - judged.min()) if len(candidates) else quick
        found[candidates] = judged
        return np.asarray(found, dtype=np.float32)

    def _candidates(self, stood: Standing, quick: Scores) -> Rows:
        """int32 rows worth weighing: the best by each signal, and of the items nobody touched yet."""
        return candidates_of(stood, quick, self.counts == 0, JUDGED_AT_MOST)

    def _lowered(self, scores: Scores, history: History, candidates: Rows, niche: float | None) -> Scores:
        """Less what popularity costs at this pull to the long tail, and likeness to what was disliked."""
        pull = PULL * (self.niche if niche is None else niche)
        lowered = scores - pull * np.log1p(self.counts[candidates])
        if len(history.disliked):
            likeness = self.signals.items[candidates] @ self.signals.items[history.disliked].T  # (m, d)
            lowered -= DISLIKED * np.maximum(0, likeness.max(1))
        return np.asarray(lowered, dtype=np.float32)


def candidates_of(stood: Standing, quick: Scores, untouched: NDArray[np.bool_], k: int) -> Rows:
    """The k best by `quick`, k / 4 by each signal, and the best of the untouched; quick: -inf to leave out."""
    open_ = np.isfinite(quick)
    rows = [_best(quick, k)]
    rows += [
        _best(np.where(open_, signal, -np.inf), k // 4) for signal in (stood.taste, stood.follows, stood.lasting)
    ]
    new = untouched & open_
    rows.append(_best(np.where(new, quick, -np.inf), min(NEW_AT_LEAST, int(new.sum()))))
    found = np.unique(np.concatenate(rows))
    return found[open_[found]].astype(np.int32)


def signals_of(
    towers: InterestModel,
    texts: ItemTexts,
    transitions: Transitions | None,
    stepped: sp.csr_matrix[Any],
) -> Signals:
    """All that is known of the items of `towers`, row by row."""
    vectors = item_vectors(towers.tower, towers.content(texts))
    return Signals(
        items=vectors,
        people=lambda histories: user_vectors(towers.tower, vectors, histories),
        transitions=transitions,
        texts=texts.vectors,
        words=token_matrix(texts.texts, towers.vocabulary),
        after=stepped.tocsr(),
        before=stepped.T.tocsr(),
    )


def moved(matrix: sp.csr_matrix[Any], places: NDArray[np.int64]) -> sp.csr_matrix[Any]:
    """Rows and columns of another catalogue; places: int64 (n,), the old row of each new one, -1 for none."""
    n = len(places)
    known = np.flatnonzero(places >= 0)
    carry = sp.csr_matrix((np.ones(len(known), np.float32), (known, places[known])), (n, matrix.shape[0]))
    return (carry @ matrix @ carry.T).tocsr()


_ANEW = "make it anew with: offtrail train LOG"


def _counted(path: Path, n: int) -> tuple[NDArray[np.int64], sp.csr_matrix[Any]]:
    """int64 (n,), people who liked each item, and the steps between items, (n, n), as `save` wrote them."""
    try:
        parts = load_file(path)
        stepped = sp.csr_matrix((parts["data"], parts["indices"], parts["indptr"]), (n, n))
        stepped.check_format(full_check=True)
        counts: NDArray[np.int64] = parts["counts"].reshape(n)
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise ModelDamaged(f"{path} can't be used ({error}); {_ANEW}") from error
    return counts, stepped


def _best(scores: Scores, k: int) -> Rows:
    k = min(k, len(scores))
    if k < 1:
        return np.zeros(0, dtype=np.int32)
    return np.argpartition(-scores, k - 1)[:k].astype(np.int32)
