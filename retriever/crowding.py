"""Which items crowd the answers to all sorts of questions. Knows nothing of people: the questions are made up.

In spaces of many dimensions a few items are near to everything (hubs; Radovanovic and others, Hubs in space,
JMLR 2010) and take the seats of items that few questions reach. The share of made-up talks in which an item
would win is measured once when an index is built, and its logarithm is taken off the scores in the tail.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Encoders
from retriever.fuse import parts
from retriever.index import Index
from retriever.items import Query
from retriever.question import Asked, ask, everywhere, here

TALKS = (50, 300)  # at least, at most
ROWS = 2_000_000  # scored in all, so that large catalogues get fewer talks
NEAR = 40  # neighbours that a second and third liked item are drawn from
BOUNDS = (-3.0, 6.0)  # of the logarithm: an item that never wins is not pushed without end


def crowding(index: Index, encoders: Encoders, seed: int = 0) -> NDArray[np.float32]:
    """How much each row crowds, float32 (n,): 0 for a fair share of the made-up talks, more for more.

    Rows of the best-known fifth get 0: people do want those again and again.
    """
    tail = np.flatnonzero(~index.in_head)
    found = np.zeros(index.n, dtype=np.float32)
    if len(tail) < 2:
        return found
    shares = np.zeros(len(tail), dtype=np.float64)
    queries = _made_up(index, int(np.clip(ROWS / index.n, *TALKS)), np.random.default_rng(seed))
    for asked in ask(index, encoders, queries):
        scores = np.where(asked.allowed[tail], _scores(index, asked, tail), -np.inf)
        if np.isfinite(best := scores.max()):
            won = np.exp(scores - best)
            shares += won / won.sum()
    fair = shares / len(queries) * len(tail)
    found[tail] = np.clip(np.log(np.maximum(fair, 1e-9)), *BOUNDS)
    return found


def _scores(index: Index, asked: Asked, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    features = {name: values[rows] for name, values in everywhere(index, asked, "scan").items()}
    features |= here(index, asked, rows, features)
    added = parts({**features, "crowding": np.zeros(len(rows), np.float32)}, np.zeros(len(rows), dtype=bool), 0.5)
    return np.asarray(np.sum(np.stack(list(added.values())), axis=0, dtype=np.float64))


def _made_up(index: Index, n: int, rng: np.random.Generator) -> Sequence[Query]:
    """Talks that name one to three items near each other, well-known ones oftener, and two words of the first."""
    counts = np.concatenate([segment.counts for segment in index.segments]) + 1.0
    queries = []
    for first in rng.choice(index.n, size=n, p=counts / counts.sum()).tolist():
        cosines = index.cosines(index.vectors_at([first])[0])
        near = np.argsort(-cosines, kind="stable")
        near = near[near != first][:NEAR]  # another item may be as near to the first as the first itself
        liked = [first, *rng.choice(near, size=min(int(rng.integers(0, 3)), len(near)), replace=False).tolist()]
        values = [value for said in index.record(first).facets.values() for value in said]
        words = rng.choice(values, size=min(len(values), 2), replace=False).tolist() if values else []
        queries.append(Query(" ".join(words), liked=tuple(index.record(row).id for row in liked)))
    return queries
