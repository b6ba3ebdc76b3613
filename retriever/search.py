"""Query -> Candidates, long tail included. Knows nothing of ranking, people or prompts.

Legs find rows in their own order, reciprocal-rank fusion joins them. Where a constraint or a seen item
narrows the catalogue, only allowed rows are looked at, so nothing is lost by cutting first and filtering later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Encoder, Vectors
from retriever.index import Index
from retriever.items import Candidate, Constraint, Leg, Query
from retriever.tail import HEAD

RRF_K = 60  # Cormack, Clarke, Buettcher: Reciprocal Rank Fusion, SIGIR 2009
LEG_WEIGHTS: dict[Leg, float] = {"dense": 1.0, "lexical": 1.0, "liked": 1.0, "constraint": 1.0}
DISLIKED_WEIGHT = 0.5
ENCODED_CHARS = 300  # of the wish, the newest words; longer ones slow encoding and gained no recall
CACHED_CONSTRAINTS = 256  # a byte an item each
LIKED_AT_MOST = 10  # the latest ones say most
FULL_WEIGHT = sum(weight for leg, weight in LEG_WEIGHTS.items() if leg != "constraint")  # which stands alone

Rows = NDArray[np.int64]


class Retriever(Protocol):
    """Finds items that may be shown."""

    def find(self, query: Query, k: int) -> list[Candidate]:
        """At most k candidates that `query` allows, in any order; k at least 1."""
        ...

    def relaxations(self, query: Query) -> list[tuple[Constraint, int]]:
        """For each constraint, how many items would be allowed without it; the most freeing first."""
        ...


class LongTailRetriever:
    """Dense, lexical and liked-item legs over one index. Safe to call from several threads."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self.index = index
        self._encoder = encoder
        self._tails = np.array([item.tail for item in index.items], dtype=np.float32)
        self._meets = lru_cache(maxsize=CACHED_CONSTRAINTS)(self._meets_uncached)

    def find(self, query: Query, k: int) -> list[Candidate]:
        return self.find_all([query], k)[0]

    def find_all(self, queries: Sequence[Query], k: int) -> list[list[Candidate]]:
        """`find` for many queries, encoded together."""
        vectors = self._encoder.encode([query.text[:ENCODED_CHARS] for query in queries])
        return [self._find(query, vector, k) for query, vector in zip(queries, vectors, strict=True)]

    def relaxations(self, query: Query) -> list[tuple[Constraint, int]]:
        found = []
        for dropped in query.must:
            allowed = self._allowed(replace(query, must=tuple(c for c in query.must if c != dropped)))
            found.append((dropped, len(self.index.items) if allowed is None else int(allowed.sum())))
        return sorted(found, key=lambda pair: -pair[1])

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """Text vectors of catalogue items, float32 (len(ids), dim)."""
        return np.asarray(self.index.vectors[[self.index.row[id_] for id_ in ids]], dtype=np.float32)

    def _find(self, query: Query, vector: Vectors, k: int) -> list[Candidate]:
        allowed = self._allowed(query)
        taste = self._taste(query)
        legs: dict[Leg, Rows] = {}
        if query.text.strip():
            legs["dense"] = self._dense(vector, allowed, k)
            legs["lexical"] = _best(self.index.lexical.scores(query.text), allowed, k, above=0.0)
        if taste is not None:
            legs["liked"] = _best(self.index.vectors @ taste, allowed, k)
        if not legs:
            legs["constraint"] = _best(self._tails, allowed, k)
        return self._candidates(query, vector, legs, k)

    def _allowed(self, query: Query) -> NDArray[np.bool_] | None:
        """Which rows may be shown, None where all may."""
        if not (query.must or query.seen or query.liked or query.disliked or query.niche >= 1):
            return None
        allowed = np.ones(len(self.index.items), dtype=bool)
        for constraint in query.must:
            allowed &= self._meets(constraint)
        if query.niche >= 1:
            allowed &= self._tails >= HEAD
        known = (*query.seen, *query.liked, *query.disliked)
        allowed[[self.index.row[id_] for id_ in known if id_ in self.index.row]] = False
        return allowed

    def _meets_uncached(self, constraint: Constraint) -> NDArray[np.bool_]:
        return np.fromiter((constraint.allows(item) for item in self.index.items), dtype=bool)

    def _taste(self, query: Query) -> Vectors | None:
        liked = [id_ for id_ in query.liked if id_ in self.index.row][-LIKED_AT_MOST:]
        disliked = [id_ for id_ in query.disliked if id_ in self.index.row][-LIKED_AT_MOST:]
        if not liked:
            return None
        taste = self.vectors_of(liked).mean(axis=0)
        if disliked:
            taste = taste - DISLIKED_WEIGHT * self.vectors_of(disliked).mean(axis=0)
        return np.asarray(taste / max(float(np.linalg.norm(taste)), 1e-9), dtype=np.float32)

    def _dense(self, vector: Vectors, allowed: NDArray[np.bool_] | None, k: int) -> Rows:
        if allowed is not None:
            return _best(self.index.vectors @ vector, allowed, k)
        found = self.index.store.nearest(vector[None, :], k)[0]
        return np.array([self.index.row[id_] for id_, _ in found], dtype=np.int64)

    def _candidates(self, query: Query, vector: Vectors, legs: dict[Leg, Rows], k: int) -> list[Candidate]:
        fused: dict[int, float] = {}
        finders: dict[int, set[Leg]] = {}
        for leg, rows in legs.items():
            for rank, row in enumerate(rows.tolist()):
                fused[row] = fused.get(row, 0.0) + LEG_WEIGHTS[leg] * RRF_K / (RRF_K + rank) / FULL_WEIGHT
                finders.setdefault(row, set()).add(leg)
        rows = np.array(sorted(fused, key=lambda row: (-fused[row], row))[:k], dtype=np.int64)
        vectors = np.asarray(self.index.vectors[rows], dtype=np.float32)  # (k, dim)
        similarity = vectors @ vector if query.text.strip() else np.zeros(len(rows))
        likeness = self._likeness(query, vectors)
        return [
            Candidate(
                self.index.items[row],
                _cosine(similarity[i]),
                _cosine(likeness[i]),
                fused[row],
                frozenset(finders[row]),
            )
            for i, row in enumerate(rows.tolist())
        ]

    def _likeness(self, query: Query, vectors: Vectors) -> Vectors:
        liked = [id_ for id_ in query.liked if id_ in self.index.row][-LIKED_AT_MOST:]
        if not liked:
            return np.zeros(len(vectors), dtype=np.float32)
        return np.asarray((vectors @ self.vectors_of(liked).T).max(axis=1, initial=-1.0), dtype=np.float32)


def _cosine(value: float) -> float:
    return min(1.0, max(-1.0, float(value)))


def _best(scores: Vectors, allowed: NDArray[np.bool_] | None, k: int, above: float = -np.inf) -> Rows:
    """The k allowed rows with the highest scores over `above`, best first."""
    keep = scores > above if allowed is None else (scores > above) & allowed
    rows = np.flatnonzero(keep)
    if len(rows) > k:
        rows = rows[np.argpartition(-scores[rows], k - 1)[:k]]
    return rows[np.lexsort((rows, -scores[rows]))].astype(np.int64)
