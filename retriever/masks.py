"""Query -> the rows that may be shown. Remembers what constraints allow. Knows nothing of scores."""

from __future__ import annotations

from threading import Lock

import numpy as np

from retriever.fields import Mask
from retriever.index import Index
from retriever.items import Constraint, Query

REMEMBERED = 256  # constraints, a byte an item each
FEW = 0.05  # share of the rows; where all else allows no more, words are looked for in those alone


class Masks:
    """What each constraint allows, for one index at a time. Safe to call from several threads."""

    def __init__(self) -> None:
        self._index: Index | None = None
        self._masks: dict[Constraint, Mask] = {}
        self._lock = Lock()

    def allowed(self, index: Index, query: Query) -> Mask:
        """bool (n,): live rows that meet every demand, are unknown to the person, and as niche as asked."""
        allowed = index.alive.copy()
        if query.niche >= 1:
            allowed &= ~index.in_head
        known = (*query.seen, *query.liked, *query.disliked)
        allowed[[index.row[id_] for id_ in known if id_ in index.row]] = False
        for constraint in sorted(query.must, key=self._reads_texts):
            rows = np.flatnonzero(allowed)
            if self._reads_texts(constraint) and len(rows) <= FEW * len(allowed):
                allowed[rows] = [constraint.allows(index.record(row)) for row in rows.tolist()]
            else:
                allowed &= self._meets(index, constraint)
        return allowed

    def _reads_texts(self, constraint: Constraint) -> bool:
        """True where no column answers, nor what is remembered."""
        with self._lock:
            return constraint.op == "without" and constraint not in self._masks

    def _meets(self, index: Index, constraint: Constraint) -> Mask:
        with self._lock:
            if self._index is not index:
                self._index, self._masks = index, {}
            mask = self._masks.get(constraint)
        if mask is None:
            mask = index.meets(constraint)
            with self._lock:
                if self._index is index:
                    if len(self._masks) >= REMEMBERED:
                        self._masks.pop(next(iter(self._masks)))
                    self._masks[constraint] = mask
        return np.asarray(mask)
