"""Which items go together by the people who touched both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever import together
from retriever.together import Together

A, B, C, D, E = range(5)
# Four people: the first touched a and b, the second a, b and c, the third a and c, the fourth d; nobody e.
USERS = [1, 1, 2, 2, 2, 3, 3, 4]
ITEMS = [A, B, A, B, C, A, C, D]

logs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), max_size=40)


def built(log: list[tuple[int, int]], n: int = 8) -> Together:
    return Together.build([user for user, _ in log], [item for _, item in log], n)


def dense(of: Together) -> tuple[np.ndarray, np.ndarray]:
    return of.likeness.toarray(), of.people.toarray()


@pytest.fixture
def four() -> Together:
    return Together.build(USERS, ITEMS, 5)


def test_people_are_those_who_touched_both(four: Together) -> None:
    assert [four.in_common(A, other) for other in (B, C, D, E)] == [2, 2, 0, 0]
    assert four.in_common(B, C) == four.in_common(C, B) == 1
    assert four.in_common(A, A) == 0  # nothing is its own neighbour


def test_cosines_are_shrunk_by_the_weight_of_five_average_people(four: Together) -> None:
    # A user with m items weighs 1 / ln(e + m): .64456 with two, .57350 with three, .76146 with one; .65602 on
    # average, so that every item has 5 * .65602 = 3.28011 more. Of a: 1.86262 + 3.28011 = 5.14273; of b and of
    # c: 1.21806 + 3.28011 = 4.49817. a and b share 1.21806, over sqrt(5.14273 * 4.49817) = 4.80967.
    likeness = four.likeness.toarray()
    assert likeness[A, B] == pytest.approx(0.25325, abs=1e-5)
    assert likeness[A, C] == pytest.approx(0.25325, abs=1e-5)
    assert likeness[B, C] == pytest.approx(0.57350 / 4.49817, abs=1e-5)
    assert not likeness[[D, E]].any()
    assert not likeness.diagonal().any()


def test_someone_who_touched_little_ties_items_closer_than_someone_who_touched_much() -> None:
    # a and b by a user of two items, c and d by a user of five; all four were touched once
    likeness = Together.build([1, 1, 2, 2, 2, 2, 2], [A, B, C, D, 5, 6, 7], 8).likeness.toarray()
    assert likeness[A, B] > likeness[C, D] > 0


def test_a_row_that_comes_twice_in_the_log_counts_once(four: Together) -> None:
    again = Together.build(USERS * 2, ITEMS * 2, 5)
    for one, other in zip(dense(again), dense(four), strict=True):
        np.testing.assert_array_equal(one, other)


def test_scores_add_the_neighbours_of_each_row_by_its_weight(four: Together) -> None:
    likeness = four.likeness.toarray()
    found = four.scores([A, B], [0.75, 0.25])
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, 0.75 * likeness[A] + 0.25 * likeness[B], rtol=1e-6)
    assert four.scores([], []).tolist() == [0.0] * 5


def test_only_the_nearest_are_kept_of_each_item(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "NEIGHBOURS", 1)
    # a and b have two people in common, a and c one: c keeps a, but a keeps b alone
    kept = Together.build([1, 1, 2, 2, 3, 3], [A, B, A, B, A, C], 3)
    assert kept.likeness.toarray().astype(bool).tolist() == [
        [False, True, False],
        [True, False, False],
        [True, False, False],
    ]
    assert (kept.in_common(A, B), kept.in_common(A, C), kept.in_common(C, A)) == (2, 0, 1)


def test_of_someone_who_touched_everything_only_the_first_items_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "MAX_A_USER", 2)
    likeness, people = dense(Together.build([7] * 4, [D, C, B, A], 4))
    assert np.argwhere(people).tolist() == [[A, B], [B, A]]
    # one user, now of two items, of weight w: w / (w + 5 w) = 1/6
    assert likeness[A, B] == pytest.approx(1 / 6)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_an_empty_log_says_nothing(n: int, tmp_path: Path) -> None:
    none = Together.none(n)
    none.save(tmp_path / "together")
    for nothing in (none, Together.load(tmp_path / "together"), none.moved(range(n))):
        assert nothing.likeness.shape == nothing.people.shape == (n, n)
        assert nothing.likeness.nnz == nothing.people.nnz == 0
    assert none.scores([], []).shape == (n,)
    assert none.moved([-1, -1]).likeness.shape == (2, 2)


@given(logs)
def test_likeness_is_the_same_both_ways_and_less_than_one(log: list[tuple[int, int]]) -> None:
    likeness, people = dense(built(log))
    np.testing.assert_allclose(likeness, likeness.T, rtol=1e-6)
    np.testing.assert_array_equal(people, people.T)
    assert ((likeness >= 0) & (likeness < 1)).all()
    assert ((likeness > 0) == (people > 0)).all()


@given(logs)
def test_people_are_counted_as_sets_count_them(log: list[tuple[int, int]]) -> None:
    people = built(log).people.toarray()
    touched = [{user for user, item in log if item == row} for row in range(8)]
    for row in range(8):
        for other in range(8):
            assert people[row, other] == (len(touched[row] & touched[other]) if row != other else 0)


@given(logs, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_log_nor_the_numbers_of_users_matter(
    log: list[tuple[int, int]], random: object
) -> None:
    mixed = [(100 - user, item) for user, item in log]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    for one, other in zip(dense(built(mixed)), dense(built(log)), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)


@given(logs, st.integers(1, 9), st.integers(1, 9))
def test_the_size_of_a_block_changes_nothing(log: list[tuple[int, int]], block: int, neighbours: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "NEIGHBOURS", neighbours)
        whole = dense(built(log))
        patch.setattr(together, "BLOCK", block)
        parts = dense(built(log))
    for one, other in zip(parts, whole, strict=True):
        np.testing.assert_array_equal(one, other)


@given(logs, st.integers(1, 7))
def test_what_is_kept_of_an_item_is_no_worse_than_what_is_not(log: list[tuple[int, int]], neighbours: int) -> None:
    everything, _ = dense(built(log))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "NEIGHBOURS", neighbours)
        likeness, people = dense(built(log))
    for row in range(8):
        best = np.sort(everything[row])[::-1][:neighbours]
        np.testing.assert_array_equal(np.sort(likeness[row])[::-1][:neighbours], best)
        assert (likeness[row] > 0).sum() == (people[row] > 0).sum() == (best > 0).sum()


@given(logs, st.permutations(range(8)), st.integers(0, 8), st.integers(0, 3))
def test_moved_keeps_the_pairs_that_are_left(
    log: list[tuple[int, int]], order: list[int], left: int, new: int
) -> None:
    """The items in another order, some gone, and some new ones that nobody touched."""
    rows = [*order[:left], *[-1] * new]
    old, moved = dense(built(log)), built(log).moved(rows)
    assert (moved.likeness.dtype, moved.people.dtype) == (np.float32, np.int32)
    for before, after in zip(old, dense(moved), strict=True):
        wanted = np.zeros((left + new, left + new), dtype=before.dtype)
        wanted[:left, :left] = before[np.ix_(order[:left], order[:left])]
        np.testing.assert_array_equal(after, wanted)
    some = list(range(left))
    np.testing.assert_allclose(
        moved.scores(some, [1.0] * left), dense(moved)[0][:left].sum(axis=0), rtol=1e-5, atol=1e-7
    )


def test_what_was_saved_comes_back(four: Together, tmp_path: Path) -> None:
    four.save(tmp_path / "together")
    loaded = Together.load(tmp_path / "together")
    for one, other in zip(dense(loaded), dense(four), strict=True):
        np.testing.assert_array_equal(one, other)
    assert (loaded.likeness.dtype, loaded.people.dtype) == (np.float32, np.int32)
    np.testing.assert_array_equal(loaded.scores([A], [1.0]), four.scores([A], [1.0]))
