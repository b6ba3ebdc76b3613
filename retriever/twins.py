"""Near-duplicates: one thing recorded twice, or in variants. Knows nothing of queries or scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from retriever.fields import Mask, Rows
from retriever.index import Index

ALIKE = 0.6  # cosine of the texts from which two items of one title are taken for one thing
YEARS_APART = 1  # records of one film often differ by a year


def first_of_twins(index: Index, rows: Rows) -> Mask:
    """Which of `rows` (in order of preference) to keep so that of near-duplicates only the first remains.

    Near-duplicates have one title, about one year, and texts that are alike.

    Returns:
        bool (len(rows),).
    """
    kept = np.ones(len(rows), dtype=bool)
    titles = index.titles[rows]
    _, group, sizes = np.unique(titles, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(sizes[group] > 1)
    same_title: dict[int, list[int]] = defaultdict(list)
    for place in shared.tolist():
        row = int(rows[place])
        others = same_title[int(group[place])]
        kept[place] = not _is_twin(index, row, others)
        if kept[place]:
            others.append(row)
    return kept


def _is_twin(index: Index, row: int, others: Sequence[int]) -> bool:
    near = [other for other in others if _same_time(index, row, other)]
    return bool(near) and bool((index.vectors_at(near) @ index.vectors_at([row])[0]).max() >= ALIKE)


def _same_time(index: Index, row: int, other: int) -> bool:
    """True where the years of both are about the same, or one has none."""
    one, two = (index.record(some).numbers.get("year") for some in (row, other))
    return one is None or two is None or abs(one - two) <= YEARS_APART
