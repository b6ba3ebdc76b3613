"""Titles of a catalogue, found word by word. Knows nothing of talk, and forgets how the titles were written.

A node stands for the first words of some title, run together; it is kept as a 64-bit hash in one sorted
array, so a million titles take some hundred megabytes at most and a step takes one binary search.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.intent.titles.words import Form, extended, forms, read_words, run_together
from retriever.items import Item

MAX_CHARS = 60  # of a facet's value; longer ones are sentences
MAX_SHARING = 64  # items of one title that are told apart, the best known first


@dataclass(frozen=True, slots=True)
class Entry:
    """A title that ends at a node: the item's row and how it was written."""

    row: int
    form: Form


class TitleIndex:
    """Built once from the items; read-only after that."""

    def __init__(self, items: Sequence[Item]) -> None:
        ends, nodes = _Columns(), _Columns()
        self.words: Counter[str] = Counter()
        pairs = array("q")
        for row, item in enumerate(items):
            for title in (item.title, *item.facets.get("original_title", ())):
                for keys, form in forms(title).items():
                    if form == Form.FULL:
                        self.words.update(keys)
                        pairs.extend(map(hash, pairwise(keys)))
                    prefix = ""
                    for key in keys:
                        nodes.add(hash(prefix := extended(prefix, key)), row, 0)
                    ends.add(hash(prefix), row, form)
        self.pairs = HashCounts(pairs)
        counts = np.array([item.count or 0 for item in items], dtype=np.int64)
        self._set_nodes(nodes)
        self._set_ends(ends, counts)

    def _set_nodes(self, columns: _Columns) -> None:
        hashes, rows, _ = columns.arrays()
        order = np.argsort(hashes, kind="stable")
        unique, starts = np.unique(hashes[order], return_index=True)
        if len(unique):
            low, high = np.minimum.reduceat(rows[order], starts), np.maximum.reduceat(rows[order], starts)
            only = np.where(low == high, low, -1).astype(np.int32)
        else:
            only = np.zeros(0, dtype=np.int32)
        self._nodes, self._only = array("q", unique.tobytes()), array("i", only.tobytes())

    def _set_ends(self, columns: _Columns, counts: NDArray[np.int64]) -> None:
        hashes, rows, kinds = columns.arrays()
        order = np.lexsort((rows, -counts[rows], kinds, hashes)) if len(rows) else np.zeros(0, dtype=np.int64)
        firsts = np.searchsorted(hashes[order], np.frombuffer(self._nodes, dtype=np.int64)) if len(rows) else order
        self._first = array("i", np.append(firsts, len(rows)).astype(np.int32).tobytes())
        self._rows = array("i", rows[order].tobytes())
        self._forms = array("b", kinds[order].tobytes())

    def shared_with(self, values: Iterable[str]) -> frozenset[str]:
        """Those of `values` that are also titles, their words run together."""
        short = (value for value in set(values) if len(value) < MAX_CHARS)
        joined = (run_together(word.key for word in read_words(value)) for value in short)
        return frozenset(words for words in joined if self._ends(words))

    def _ends(self, words: str) -> bool:
        node = self.node(words)
        return node is not None and self._first[node] < self._first[node + 1]

    def node(self, words: str) -> int | None:
        """The node of words run together; None where no title starts so."""
        place = bisect_left(self._nodes, key := hash(words))
        return place if place < len(self._nodes) and self._nodes[place] == key else None

    def entries(self, node: int) -> list[Entry]:
        """Titles that end here, the most faithful form and then the best known first."""
        first, last = self._first[node], self._first[node + 1]
        return [
            Entry(self._rows[at], Form(self._forms[at])) for at in range(first, min(last, first + MAX_SHARING))
        ]

    def only(self, node: int) -> int | None:
        """The row of the item, where only one has a title that starts so."""
        return self._only[node] if self._only[node] >= 0 else None


class HashCounts:
    """How often each of many hashes was met, in twelve bytes each."""

    def __init__(self, hashes: array[int]) -> None:
        unique, counts = (
            np.unique(np.frombuffer(hashes, dtype=np.int64), return_counts=True) if hashes else ((), ())
        )
        self._hashes = array("q", np.asarray(unique, dtype=np.int64).tobytes())
        self._counts = array("i", np.asarray(counts, dtype=np.int32).tobytes())

    def __getitem__(self, key: int) -> int:
        place = bisect_left(self._hashes, key)
        return self._counts[place] if place < len(self._hashes) and self._hashes[place] == key else 0


class _Columns:
    """Rows of a table, column by column, while it grows."""

    def __init__(self) -> None:
        self._hashes, self._rows, self._kinds = array("q"), array("i"), array("b")

    def add(self, key: int, row: int, kind: int) -> None:
        self._hashes.append(key)
        self._rows.append(row)
        self._kinds.append(kind)

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int8]]:
        if not self._hashes:
            return np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int8)
        return (
            np.frombuffer(self._hashes, np.int64),
            np.frombuffer(self._rows, np.int32),
            np.frombuffer(self._kinds, np.int8),
        )
