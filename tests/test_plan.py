"""The cheapest way to the nearest rows, and that every way finds them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.index import Index
from retriever.plan import Way, best, cheapest, cosines, from_store, to_ask
from tests.small_index import ENCODER, ids_of, item, small_index


def of_size(n: int) -> Index:
    """All that the choice of a way looks at: a fifth of the rows are the head."""
    return cast(Index, SimpleNamespace(n=n, in_head=np.arange(n) < n // 5))


def first(n: int, of: int) -> np.ndarray:
    """Every (of / n)th row allowed."""
    allowed = np.zeros(of, dtype=bool)
    allowed[:: of // n] = True
    return allowed


@pytest.mark.parametrize(
    ("n", "rows", "way"),
    [
        # ms to scan, to gather, and for the store: 2 * 2 + (2 * (100 * 1.3 + 10) at least) * .012 = 7.4 or more
        (1_000_000, 1_000_000, "store"),  # 160, 500, 7.4
        (1_000_000, 500_000, "store"),  # 160, 250; 270 of each half are asked for: 10.5
        (1_000_000, 1_000, "gather"),  # 160, .5; 130,010 of each half: 3,124
        (1_000, 1_000, "scan"),  # .16, .5; 4 and more
        (1_000, 500, "scan"),  # .16, .25
        (1_000, 250, "gather"),  # .16, .125
    ],
)
def test_the_cheapest_way_is_taken(n: int, rows: int, way: Way) -> None:
    assert cheapest(of_size(n), first(rows, n), 100) == way


def test_where_nothing_is_allowed_nothing_is_looked_at() -> None:
    assert cheapest(of_size(1_000), np.zeros(1_000, dtype=bool), 10) == "gather"


def test_more_are_asked_for_where_a_filter_drops_many() -> None:
    index = of_size(500)  # 100 in the head
    everything = np.ones(500, dtype=bool)
    assert to_ask(index, everything, True, 10) == 23  # 10 * 1.3 + 10
    assert to_ask(index, first(250, 500), True, 10) == 36  # 10 * 1.3 * 100/50 + 10
    assert to_ask(index, first(250, 500), True, 1_000) == 100  # there are no more
    assert to_ask(index, np.arange(500) >= 100, True, 10) == 0  # none of the head is allowed


@given(
    st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0]), max_size=20),
    st.data(),
    st.integers(0, 25),
    st.sampled_from([-np.inf, 0.0, 0.5]),
)
def test_the_best_are_those_of_a_full_sort(scores: list[float], data: st.DataObject, k: int, above: float) -> None:
    n = len(scores)
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)), dtype=bool)
    found = best(np.array(scores, dtype=np.float32), allowed, k, above)
    rows = sorted((row for row in range(n) if allowed[row] and scores[row] > above), key=lambda row: -scores[row])
    # which of equal ones make the cut is open, so the scores are compared; within the cut they come by row
    assert [scores[row] for row in found] == [scores[row] for row in rows[:k]]
    assert set(found.tolist()) <= set(rows)
    assert len(set(found.tolist())) == len(found)
    assert found.tolist() == sorted(found.tolist(), key=lambda row: (-scores[row], row))


def test_the_best_come_first_and_equal_ones_by_row() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.1, 0.0], dtype=np.float32)
    assert best(scores, np.ones(5, dtype=bool), 9).tolist() == [1, 0, 2, 3, 4]
    assert best(scores, np.ones(5, dtype=bool), 9, above=0.0).tolist() == [1, 0, 2, 3]
    assert best(scores, np.array([True, False, True, True, True]), 2).tolist() == [0, 2]


WORDS = ["tea", "boots", "winter", "warm", "wool", "lamp", "river", "chess"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
runs = st.lists(st.tuples(texts, st.floats(0, 1)), min_size=1, max_size=15)


def drawn(
    base: list[tuple[str, float]], later: list[tuple[str, float]], data: st.DataObject
) -> tuple[Index, np.ndarray]:
    """An index of `base` with `later`, the first two in the place of base items; and which rows are allowed."""
    items = [item(f"{row}", tail=tail, title=title) for row, (title, tail) in enumerate(base)]
    added = [
        item(f"{row}" if row < 2 else f"new {row}", tail=tail, title=title)
        for row, (title, tail) in enumerate(later)
    ]
    index = small_index(items, added)
    chosen = data.draw(st.lists(st.booleans(), min_size=index.n, max_size=index.n))
    return index, index.alive & np.array(chosen, dtype=bool)


@given(runs, st.lists(st.tuples(texts, st.floats(0, 1)), max_size=4), texts, st.data())
def test_gathered_cosines_are_those_of_a_scan_where_rows_are_allowed(
    base: list[tuple[str, float]], later: list[tuple[str, float]], wish: str, data: st.DataObject
) -> None:
    index, allowed = drawn(base, later, data)
    [vector] = ENCODER.encode([wish])
    scanned, gathered = (cosines(index, vector, allowed, way, False) for way in ("scan", "gather"))
    assert scanned.dtype == gathered.dtype == np.float32
    np.testing.assert_allclose(gathered[allowed], scanned[allowed], atol=1e-6)
    assert (gathered[~allowed] == -1).all()
    assert ((scanned >= -1.001) & (scanned <= 1.001)).all()


@given(runs, st.lists(st.tuples(texts, st.floats(0, 1)), max_size=4), texts, st.data(), st.integers(1, 12))
def test_a_store_gives_allowed_rows_of_its_half_and_all_that_came_later(
    base: list[tuple[str, float]], later: list[tuple[str, float]], wish: str, data: st.DataObject, k: int
) -> None:
    index, allowed = drawn(base, later, data)
    [vector] = ENCODER.encode([wish])
    for in_head in (True, False):
        half = allowed & (index.in_head == in_head)
        found = from_store(index, vector, half, in_head, k)
        assert found.dtype == np.int64
        assert half[found].all()
        assert len(set(found.tolist())) == len(found)
        assert set(np.flatnonzero(half[len(base) :]) + len(base)) <= set(found.tolist())


def test_a_store_gives_the_nearest_first() -> None:
    index = small_index(
        [item("a"), item("b"), item("c"), item("known", tail=0.0)],
        [item("new")],
        vectors={"a": [0, 1], "b": [1, 1], "c": [1, 0], "known": [1, 0], "new": [-1, 0]},
    )
    east = np.array([1, 0], dtype=np.float32)
    tail = ~index.in_head
    assert ids_of(index, from_store(index, east, tail, False, 4)) == ["c", "b", "a", "new"]
    tail[index.row["c"]] = False
    assert ids_of(index, from_store(index, east, tail, False, 4)) == ["b", "a", "new"]
    assert ids_of(index, from_store(index, east, index.in_head, True, 4)) == ["known"]
    assert from_store(index, east, np.zeros(5, dtype=bool), True, 4).shape == (0,)
