"""How the rows nearest to a vector are found: by a scan or by the graph of the store. Knows nothing of queries."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Vectors
from retriever.fields import Mask, Rows
from retriever.index import Index

# Milliseconds, rounded from runs on two shared cores (docs/benchmarks.md); what counts is their ratio.
SCAN_MS_A_ROW = 0.00016  # a row of the whole matrix, 384 wide
GATHER_MS_A_ROW = 0.0005  # a row picked out of it
STORE_MS = 2.0
STORE_MS_A_NEIGHBOUR = 0.012
SURPLUS = 1.3  # neighbours asked for beyond what a filter leaves on average

Way = Literal["scan", "gather", "store"]


def cheapest(index: Index, allowed: Mask, k: int) -> Way:
    """The cheapest way to the k nearest allowed rows of each half.

    "scan" looks at every row, "gather" at the allowed ones, "store" asks the graphs of head and tail for
    more than k and drops what is not allowed.
    """
    rows = int(allowed.sum())
    scan, gather = index.n * SCAN_MS_A_ROW, rows * GATHER_MS_A_ROW
    asked = sum(to_ask(index, allowed, half, k) for half in (True, False))
    store = 2 * STORE_MS + asked * STORE_MS_A_NEIGHBOUR
    if store < min(scan, gather):
        return "store"
    return "gather" if gather < scan else "scan"


def to_ask(index: Index, allowed: Mask, in_head: bool, k: int) -> int:
    """How many neighbours to ask of one half so that k allowed ones are among them on average."""
    half = index.in_head if in_head else ~index.in_head
    kept = int((allowed & half).sum())
    return min(round(k * SURPLUS * int(half.sum()) / kept) + 10, int(half.sum())) if kept else 0


def cosines(index: Index, vector: Vectors, allowed: Mask, way: Way, foreign: bool) -> NDArray[np.float32]:
    """float32 (n,): the cosine of every row, or of the allowed ones with -1 elsewhere."""
    if way == "scan":
        return index.cosines(vector, foreign)
    found = np.full(index.n, -1, dtype=np.float32)
    rows = np.flatnonzero(allowed)
    found[rows] = index.vectors_at(rows, foreign) @ vector
    return found


def from_store(index: Index, vector: Vectors, allowed: Mask, in_head: bool, k: int) -> Rows:
    """Neighbours by the store, about k of them allowed, and the allowed rows that came after it was filled."""
    store = index.head if in_head else index.tail
    asked = to_ask(index, allowed, in_head, k)
    near = [index.base_row[id_] for id_, _ in store.nearest(vector[None, :], asked)[0]] if asked else []
    rows = np.array([row for row in near if allowed[row]], dtype=np.int64)
    base = len(index.segments[0].items)
    return np.concatenate([rows, base + np.flatnonzero(allowed[base:])])


def best(scores: NDArray[np.float32], allowed: Mask, k: int, above: float = -np.inf) -> Rows:
    """The k allowed rows with the highest scores over `above`, best first; equal ones by row."""
    rows = np.flatnonzero((scores > above) & allowed)
    places = np.arange(len(rows))
    if len(rows) > k:
        places = np.argpartition(-scores[rows], k - 1)[:k]
    return rows[places[np.lexsort((rows[places], -scores[rows[places]]))]]
