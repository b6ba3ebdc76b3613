"""An open index: the catalogue at one moment with all that is searched in it. Knows nothing of queries or files.

An Index never changes: a change of the catalogue makes a new one that shares most of its parts. Rows are only
ever added; an item that was replaced or removed leaves a row that is not alive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Vectors
from retriever.fields import Mask, Rows
from retriever.items import Constraint, Item
from retriever.manifest import Manifest
from retriever.segment import Segment
from retriever.store import Store
from retriever.tail import HEAD
from retriever.together import Together

LEAST_DEVIATION = 0.5
MOST_FAME = 4.0


@dataclass(frozen=True)
class Index:
    """One moment of a catalogue.

    Attributes:
        manifest: What it was built with.
        segments: The items as built, and those that came later, if any.
        row: Id of a live item -> its row, counted through the segments.
        base_row: Id -> row of the first segment, alive or not; the stores speak of these ids.
        alive: bool (n,), False for what was replaced or removed.
        origin: int64 (n,), the row whose interactions an item has; -1 for none.
        together: Neighbours by interaction, among the rows of the first segment.
        crowding: float32 (n,), how much each row crowds the answers to all sorts of questions (crowding.py).
        head, tail: The vectors of the first segment, the best-known fifth and all others.
    """

    manifest: Manifest
    segments: tuple[Segment, ...]
    row: Mapping[str, int]
    base_row: Mapping[str, int]
    alive: Mask
    origin: Rows
    together: Together
    crowding: NDArray[np.float32]
    head: Store
    tail: Store

    @property
    def n(self) -> int:
        """How many rows there are, dead ones too."""
        return len(self.alive)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The live items, in the order of their rows."""
        return tuple(self.record(row) for row in np.flatnonzero(self.alive).tolist())

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The first row of each segment."""
        return tuple(np.cumsum([0, *(len(segment.items) for segment in self.segments)]).tolist())[:-1]

    @cached_property
    def tails(self) -> NDArray[np.float32]:
        """float32 (n,), Item.tail of each row."""
        return np.concatenate([segment.tails for segment in self.segments])

    @cached_property
    def in_head(self) -> Mask:
        """bool (n,), True for the best-known fifth."""
        return np.asarray(self.tails < HEAD)

    @cached_property
    def fame(self) -> NDArray[np.float32]:
        """float32 (n,), how well known each row is for one of the head, in [-4, 4]; 0 where nothing is known.

        Logarithms of the interactions in standard deviations of the head's, which count for half a unit at least:
        where all of the head are known alike, small differences say nothing.
        """
        logs = np.log1p(np.concatenate([segment.counts for segment in self.segments]))
        known = logs[self.in_head & self.alive]
        if not len(known):
            return np.zeros(self.n, dtype=np.float32)
        fame = (logs - known.mean()) / max(float(known.std()), LEAST_DEVIATION)
        return np.asarray(np.clip(fame, -MOST_FAME, MOST_FAME), dtype=np.float32)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every facet and number that some item has."""
        return frozenset(
            name for segment in self.segments for name in (*segment.fields.numbers, *segment.fields.values)
        )

    def record(self, row: int) -> Item:
        """The item in that row."""
        segment, start = self._at(row)
        return segment.items[row - start]

    def item_of(self, id_: str) -> Item | None:
        """The live item of that id."""
        row = self.row.get(id_)
        return None if row is None else self.record(row)

    def vectors_at(self, rows: Sequence[int] | Rows, foreign: bool = False) -> Vectors:
        """float32 (len(rows), dim); those of the multilingual encoder if `foreign`."""
        rows = np.asarray(rows, dtype=np.int64)
        if len(self.segments) == 1:
            return _vectors(self.segments[0], foreign)[rows]
        found = np.empty((len(rows), _vectors(self.segments[0], foreign).shape[1]), dtype=np.float32)
        for segment, start in zip(self.segments, self.starts, strict=True):
            here = (rows >= start) & (rows < start + len(segment.items))
            found[here] = _vectors(segment, foreign)[rows[here] - start]
        return found

    @cached_property
    def titles(self) -> NDArray[np.int64]:
        """int64 (n,), equal for equal titles, whatever their case and marks."""
        return np.concatenate([segment.titles for segment in self.segments])

    def cosines(self, vector: Vectors, foreign: bool = False) -> NDArray[np.float32]:
        """float32 (n,): `vector` with every row, an exact scan."""
        return np.concatenate([_vectors(segment, foreign) @ vector for segment in self.segments])

    def words(self, text: str) -> NDArray[np.float32]:
        """float32 (n,): BM25 of `text` over the whole records."""
        return np.concatenate([segment.words.scores(text) for segment in self.segments])

    def facet_words(self, text: str) -> NDArray[np.float32]:
        """float32 (n,): BM25 of `text` over the facets alone."""
        return np.concatenate([segment.facet_words.scores(text) for segment in self.segments])

    def meets(self, constraint: Constraint) -> Mask:
        """bool (n,): which rows satisfy the constraint."""
        return np.concatenate([segment.fields.meets(constraint) for segment in self.segments])

    def sharing(self, field: str, value: str) -> Rows:
        """The rows whose facet `field` holds `value`."""
        return np.concatenate(
            [
                segment.fields.rows(field, value) + start
                for segment, start in zip(self.segments, self.starts, strict=True)
            ]
        )

    def numbers(self, field: str) -> NDArray[np.float64]:
        """float64 (n,): a numeric field, NaN where a record does not say."""
        return np.concatenate(
            [segment.fields.numbers.get(field, np.full(len(segment.items), np.nan)) for segment in self.segments]
        )

    def close(self) -> None:
        """Lets go of the stores."""
        self.head.close()
        self.tail.close()

    def _at(self, row: int) -> tuple[Segment, int]:
        return next(
            (segment, start)
            for segment, start in zip(reversed(self.segments), reversed(self.starts), strict=True)
            if row >= start
        )


def _vectors(segment: Segment, foreign: bool) -> Vectors:
    if not foreign:
        return segment.vectors
    if segment.foreign is None:
        raise LookupError("the index was built without a multilingual encoder")
    return segment.foreign
