"""The interest model in use against a catalogue that may change. Knows nothing of files, talk or training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ranker.content import ContentInterest
from ranker.features import NAMES, standing
from ranker.interest import Interest, Scores
from ranker.judge import Judge
from ranker.log import History
from retriever.index import Index
from retriever.items import Query

PAST_AT_MOST = 50  # likes and dislikes of a person's history that are looked at, the newest


class Interested(Protocol):
    """Speaks for the person who asks."""

    @property
    def talk(self) -> Judge | None:
        """Weighs what the search and the model say in a talk; None where no talks were learnt from."""
        ...

    def leg(self, index: Index, query: Query) -> Scores | None:
        """float32 (index.n,), a quick look at every item, standardised; None where nobody is known."""
        ...

    def weighed(self, query: Query, ids: Sequence[str]) -> tuple[Scores, Scores] | None:
        """float32 (m,) log-odds and (m, len(NAMES)) what they are made of; None where nothing is known."""
        ...

    def past(self, user: str) -> tuple[str, ...]:
        """Ids of what a person of the log had, oldest first; empty where nobody of that name is known."""
        ...

    def liked(self, user: str) -> tuple[str, ...]:
        """Those of them that the person liked."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Nobody:
    """Stands where there is no model: nothing is known of anybody."""

    talk: Judge | None = None

    def leg(self, index: Index, query: Query) -> Scores | None:  # noqa: ARG002
        return None

    def weighed(self, query: Query, ids: Sequence[str]) -> tuple[Scores, Scores] | None:  # noqa: ARG002
        return None

    def past(self, user: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def liked(self, user: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class ContentIn:
    """The packaged model that needs no log: it knows what a talk likes and dislikes, and what items say."""

    content: ContentInterest
    row: Mapping[str, int]
    talk: Judge | None = None

    def leg(self, index: Index, query: Query) -> Scores | None:  # noqa: ARG002
        return None  # the search has legs of its own for what items say

    def weighed(self, query: Query, ids: Sequence[str]) -> tuple[Scores, Scores] | None:
        history = history_of(self.row, {}, query)
        rows = np.array([self.row.get(id_, -1) for id_ in ids], dtype=np.int64)
        known = rows >= 0
        if not len(history.liked) or not known.any():
            return None
        logits = np.zeros(len(ids), dtype=np.float32)
        logits[known] = self.content.score(history, rows[known].astype(np.int32), niche=0.0)
        logits[~known] = logits[known].mean()
        return logits, np.zeros((len(ids), len(NAMES)), dtype=np.float32)

    def past(self, user: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def liked(self, user: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class InterestIn:
    """A model with the histories of the people it knows.

    Items that came into the catalogue after the model was loaded stand in the middle until it is loaded again.

    Attributes:
        people: Name in the log -> (item ids oldest first, values above 0 where liked).
        talk: Weighs what the search and the model say in a talk; None where no talks were learnt from.
    """

    interest: Interest
    people: Mapping[str, tuple[Sequence[str], Sequence[float]]]
    talk: Judge | None = None
    row: Mapping[str, int] = field(init=False)
    _places: dict[int, tuple[Index, NDArray[np.int64]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "row", {id_: row for row, id_ in enumerate(self.interest.item_ids)})

    def leg(self, index: Index, query: Query) -> Scores | None:
        history = self.history(query)
        if not len(history.liked):
            return None
        quick = standing(self.interest.signals, history).first()
        quick = (quick - quick.mean()) / max(float(quick.std()), 1e-6)
        places = self._rows(index)
        return np.where(places >= 0, quick[np.maximum(places, 0)], 0).astype(np.float32)

    def weighed(self, query: Query, ids: Sequence[str]) -> tuple[Scores, Scores] | None:
        history = self.history(query)
        if not len(history.liked):
            return None
        rows = np.array([self.row.get(id_, -1) for id_ in ids], dtype=np.int64)
        known = rows >= 0
        logits = np.zeros(len(ids), dtype=np.float32)
        made_of = np.zeros((len(ids), len(NAMES)), dtype=np.float32)
        if known.any():
            some = rows[known].astype(np.int32)
            made_of[known] = self.interest.weighed(history, some)
            logits[known] = self.interest.judged(made_of[known], history, some, niche=0.0)
            logits[~known] = logits[known].mean()
            made_of[~known] = made_of[known].mean(0)
        return logits, made_of

    def past(self, user: str) -> tuple[str, ...]:
        return tuple(self.people[user][0]) if user in self.people else ()

    def liked(self, user: str) -> tuple[str, ...]:
        ids, values = self.people.get(user, ((), ()))
        return tuple(id_ for id_, value in zip(ids, values, strict=True) if value > 0)

    def history(self, query: Query) -> History:
        """What the person did before, then what this talk says, the newest last."""
        ids, values = self.people.get(query.user, ((), ())) if query.user else ((), ())
        return history_of(self.row, dict(zip(ids[-PAST_AT_MOST:], values[-PAST_AT_MOST:], strict=True)), query)

    def _rows(self, index: Index) -> NDArray[np.int64]:
        """int64 (index.n,), rows of the model, -1 where it does not know the item; kept for the newest index."""
        kept = self._places.get(0)
        if kept is None or kept[0] is not index:
            places = np.full(index.n, -1, dtype=np.int64)
            for id_, row in index.row.items():
                places[row] = self.row.get(id_, -1)
            kept = (index, places)
            self._places[0] = kept
        return kept[1]


def history_of(row: Mapping[str, int], done: Mapping[str, float], query: Query) -> History:
    """What was done, item id -> value above 0 where liked, then what a talk says; what is said is newest."""
    said = dict.fromkeys(query.liked, 1.0) | dict.fromkeys(query.disliked, -1.0)
    whole = {id_: value for id_, value in done.items() if id_ not in said} | said
    known = [(row[id_], value) for id_, value in whole.items() if id_ in row]
    rows, likes = zip(*known, strict=True) if known else ((), ())
    return History(np.array(rows, dtype=np.int32), np.array(likes, dtype=np.float32))
