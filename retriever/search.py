"""Query -> Candidates, long tail included. Knows nothing of ranking, people or prompts.

Legs (legs.py) speak for rows, fuse.py joins them. Head and tail are searched apart, so neither can take
the other's seats. Where a constraint or a seen item narrows the catalogue, only allowed rows are looked at:
nothing is lost by cutting first and filtering later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from retriever.encode import Encoders, Vectors
from retriever.fields import NO_ROWS, Mask, Rows, check_fields
from retriever.fuse import ALONE, LEGS, Feature, parts
from retriever.index import Index
from retriever.items import Candidate, Leg, Query
from retriever.legs import Scores
from retriever.masks import Masks
from retriever.plan import Way, best, cheapest, from_store
from retriever.question import LIKED_AT_MOST, Asked, ask, described, everywhere, for_stores, here
from retriever.remembered import remembered
from retriever.twins import first_of_twins
from retriever.why import Connection, connections

InterestOf = Callable[[Index, Query], Scores | None]  # float32 (n,), standardised; None where nothing is known

HEAD_SEATS = 0.32  # share of k; the best-known fifth needs fewer, since it is small


class Retriever(Protocol):
    """Finds items that may be shown."""

    def find(self, query: Query, k: int) -> list[Candidate]:
        """At most k candidates that `query` allows, in any order; k at least 1."""
        ...

    def count(self, query: Query) -> int:
        """How many items `query` allows; those it hides (seen, liked, disliked) are left out."""
        ...


class LongTailRetriever:
    """All legs over one catalogue, which may change meanwhile. Safe to call from several threads."""

    def __init__(
        self, moment: Callable[[], Index], encoders: Encoders, interest: InterestOf = lambda *_: None
    ) -> None:
        """`moment` gives the index as it is now, once a search; `interest` speaks for the person who asks."""
        self._interest = interest
        self._moment = moment
        self._encoders = encoders
        self._asked = remembered(encoders)
        self._masks = Masks()

    @property
    def encoders(self) -> Encoders:
        """What encodes wishes."""
        return self._encoders

    @property
    def index(self) -> Index:
        """The catalogue at this moment."""
        return self._moment()

    def find(self, query: Query, k: int) -> list[Candidate]:
        return self.find_all([query], k)[0]

    def find_all(self, queries: Sequence[Query], k: int) -> list[list[Candidate]]:
        """`find` for many queries, encoded together.

        Raises:
            UnknownField: A constraint speaks of a field that no item has; names the nearest one.
        """
        index = self._moment()
        for query in queries:
            check_fields(query.must, set(index.fields))
        return [self._find(index, asked, k) for asked in ask(index, self._asked, queries, self._masks)]

    def count(self, query: Query) -> int:
        return int(self._masks.allowed(self._moment(), query).sum())

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """Text vectors of catalogue items, float32 (len(ids), dim); zeros for one that has just left it."""
        index = self._moment()
        vectors = np.zeros((len(ids), index.manifest.dim), dtype=np.float32)
        known = [place for place, id_ in enumerate(ids) if id_ in index.row]
        vectors[known] = index.vectors_at([index.row[ids[place]] for place in known])
        return vectors

    def connections(self, query: Query, id_: str) -> list[Connection]:
        """What ties a found item to the liked ones: shared values and people in common."""
        index = self._moment()
        liked = [index.row[other] for other in query.liked if other in index.row][-LIKED_AT_MOST:]
        row = index.row.get(id_)
        return [] if row is None else connections(index, row, liked)

    def _find(self, index: Index, asked: Asked, k: int) -> list[Candidate]:
        seats = {True: round(HEAD_SEATS * k), False: k - round(HEAD_SEATS * k)}
        way = cheapest(index, asked.allowed, k)
        said = everywhere(index, asked, way)
        if (interest := self._interest(index, asked.query)) is not None:
            said["interest"] = interest if asked.text or asked.liked.rows else interest * ALONE
        rows = np.unique(np.concatenate([_found(index, asked, said, way, half, k) for half in seats]))
        features = {name: scores[rows] for name, scores in said.items()}
        features |= here(index, asked, rows, features)
        query = asked.query
        added = parts(
            features, index.in_head[rows], query.niche, described(index, asked, said), query.wished_since
        )
        scores: Scores = np.sum(np.stack(list(added.values())), axis=0)
        order = np.lexsort((rows, -scores))
        order = order[_not_twins(index, asked, rows[order])]
        return _candidates(index, asked, rows, added, scores, _seated(order, index.in_head[rows], seats))


def _found(index: Index, asked: Asked, said: dict[Feature, Scores], way: Way, in_head: bool, k: int) -> Rows:
    """The rows of the head, or of the tail, that some leg has among its first k; all there are if they are few."""
    allowed = asked.allowed & (index.in_head if in_head else ~index.in_head)
    if int(allowed.sum()) <= k:
        return np.flatnonzero(allowed)
    found = [best(scores, allowed, k, above=0.0) for scores in said.values()]
    if way == "store":
        found += [from_store(index, vector, allowed, in_head, k) for vector in for_stores(asked)]
    rows = np.unique(np.concatenate([NO_ROWS, *found]))
    others = best(index.fame if in_head else index.tails, allowed, k if len(rows) < k else k // 4)
    return np.union1d(rows, others)


def _not_twins(index: Index, asked: Asked, rows: Rows) -> Mask:
    """Which of `rows` (best first) are no near-duplicate of a better one, nor of an item the person knows."""
    query = asked.query
    known = {index.row[id_] for id_ in (*query.seen, *query.liked, *query.disliked) if id_ in index.row}
    both = np.concatenate([np.array(sorted(known), dtype=np.int64), rows])
    return first_of_twins(index, both)[len(known) :]


def _seated(order: Rows, in_head: Mask, seats: dict[bool, int]) -> Rows:
    """The first of `order` for the seats of each half; a half that can't fill its seats leaves them."""
    heads, tails = np.flatnonzero(in_head[order]), np.flatnonzero(~in_head[order])
    total = sum(seats.values())
    head = min(len(heads), max(seats[True], total - len(tails)))
    places: Rows = np.sort(np.concatenate([heads[:head], tails[: total - head]]))
    return np.asarray(order[places])


def _candidates(
    index: Index,
    asked: Asked,
    rows: Rows,
    added: dict[Feature, Scores],
    scores: Scores,
    chosen: Rows,
) -> list[Candidate]:
    vectors = index.vectors_at(rows[chosen], asked.foreign)
    similarity = vectors @ asked.vector if asked.text else np.zeros(len(chosen))
    likeness = np.zeros(len(chosen))
    if asked.liked.rows and len(chosen):
        likeness = (index.vectors_at(rows[chosen]) @ index.vectors_at(asked.liked.rows).T).max(axis=1)
    told = {name: values[chosen].tolist() for name, values in added.items() if name in LEGS}
    return [
        Candidate(
            index.record(row),
            _cosine(similarity[i]),
            _cosine(likeness[i]),
            float(scores[chosen[i]]),
            _legs({name: values[i] for name, values in told.items()}, asked.foreign),
        )
        for i, row in enumerate(rows[chosen].tolist())
    ]


def _legs(added: dict[Feature, float], foreign: bool) -> dict[Leg, float]:
    """What each leg added, the strongest first; features of one leg together."""
    sums: dict[Leg, float] = {}
    for name, value in added.items():
        leg: Leg = "multilingual" if foreign and name == "meaning" else LEGS[name]
        sums[leg] = sums.get(leg, 0.0) + value
    return dict(sorted(((leg, value) for leg, value in sums.items() if value > 0), key=lambda pair: -pair[1]))


def _cosine(value: float) -> float:
    return min(1.0, max(-1.0, float(value)))
