"""In which order things happened: times where there are some, and no order that nobody vouches for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranker.ordering import by_time, n_tied, shuffled, sorted_by_name
from ranker.reading import read_log
from retriever.items import Item
from tests.shop import write_jsonl

Rows = list[tuple[int, float]]
TIMED = st.lists(st.tuples(st.integers(0, 3), st.one_of(st.integers(0, 5).map(float), st.just(float("nan")))))


def parts(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    return np.array([user for user, _ in rows], dtype=np.int32), np.array([time for _, time in rows], dtype=float)


@given(TIMED)
def test_rows_go_by_user_and_time_and_one_without_stays_behind_the_one_before(rows: Rows) -> None:
    users, times = parts(rows)
    order = by_time(users, times)
    assert sorted(order.tolist()) == list(range(len(rows)))
    assert (np.diff(users[order]) >= 0).all()
    for user in set(users.tolist()):
        mine = [place for place in order.tolist() if users[place] == user]
        known = [times[place] for place in mine if not np.isnan(times[place])]
        assert known == sorted(known)
        in_file = np.flatnonzero(users == user).tolist()
        for before, place in pairwise(in_file):
            if np.isnan(times[place]):
                assert mine.index(place) == mine.index(before) + 1


def test_the_same_second_is_put_in_an_order_by_lot_the_same_every_time() -> None:
    users, times = np.zeros(50, dtype=np.int32), np.ones(50)
    order = by_time(users, times).tolist()
    assert order != list(range(50))
    assert order == by_time(users, times).tolist()
    assert order != by_time(users, times, seed=1).tolist()


def test_without_times_the_file_is_believed() -> None:
    users = np.array([1, 0, 1, 0], dtype=np.int32)
    assert by_time(users, np.full(4, np.nan)).tolist() == [1, 3, 0, 2]


def test_a_file_sorted_by_item_is_noticed_and_one_in_another_order_is_not() -> None:
    users = np.zeros(200, dtype=np.int32)
    numbers = [str(number) for number in range(200)]  # as text "10" comes before "9"
    assert sorted_by_name(users, numbers)
    assert sorted_by_name(users, numbers[::-1])
    assert sorted_by_name(users, sorted(f"item {name}" for name in numbers))
    drawn = np.random.default_rng(0).permutation(200)
    assert not sorted_by_name(users, [numbers[place] for place in drawn])


def test_few_neighbours_prove_nothing() -> None:
    assert not sorted_by_name(np.zeros(20, dtype=np.int32), [str(number) for number in range(20)])
    assert not sorted_by_name(np.arange(300, dtype=np.int32), [str(number) for number in range(300)])


def test_a_file_with_all_of_one_item_after_all_of_another_is_noticed() -> None:
    # twenty people who all had the same twelve items: 20 * 11 = 220 neighbours within people, none in the file
    users = np.tile(np.arange(20, dtype=np.int32), 12)
    numbers = [str(number) for number in np.repeat(np.arange(12), 20)]
    assert sorted_by_name(users, numbers)
    assert sorted_by_name(users, numbers[::-1])


def test_at_the_same_second_the_last_in_the_file_counts_and_lots_are_drawn_among_what_is_left() -> None:
    # forty items at one second, each twice: by lot half of the first rows would stay
    users, items, times = np.zeros(80, np.int32), np.tile(np.arange(40, dtype=np.int32), 2), np.ones(80)
    order = by_time(users, times, items)
    assert sorted(order.tolist()) == list(range(40, 80))
    assert order.tolist() != list(range(40, 80))
    assert (order - 40).tolist() == by_time(users[:40], times[:40], items[:40]).tolist()


def test_of_an_item_that_comes_again_the_later_in_time_counts_wherever_it_stands() -> None:
    users, items = np.zeros(3, np.int32), np.array([7, 8, 7], np.int32)
    assert by_time(users, np.array([30.0, 20.0, 10.0]), items).tolist() == [1, 0]


def test_a_row_without_a_time_keeps_its_place_where_the_one_before_it_is_dropped() -> None:
    # item 1 stands behind item 0 of second 10; item 0 comes again at 30, item 2 was at 20
    users, items = np.zeros(4, np.int32), np.array([0, 1, 2, 0], np.int32)
    assert by_time(users, np.array([10.0, np.nan, 20.0, 30.0]), items).tolist() == [1, 2, 3]


@given(TIMED, st.randoms(use_true_random=False))
def test_each_user_and_item_comes_once_and_none_is_lost(rows: Rows, random: Random) -> None:
    users, times = parts(rows)
    items = np.array([random.randrange(3) for _ in rows], dtype=np.int32)
    order = by_time(users, times, items)
    found = list(zip(users[order].tolist(), items[order].tolist(), strict=True))
    assert len(set(found)) == len(found)
    assert set(found) == set(zip(users.tolist(), items.tolist(), strict=True))


def test_rows_at_the_time_of_another_of_the_same_person_are_counted() -> None:
    users = np.array([0, 1, 0, 0, 1, 1, 0, 0], dtype=np.int32)
    times = np.array([5, 5, 5, 5, 6, 7, np.nan, np.nan])
    assert n_tied(users, times) == 3  # the three of person 0 at 5; person 1 has three different times
    assert n_tied(users[:0], times[:0]) == 0


def test_shuffled_rows_stay_with_their_people() -> None:
    users, items = np.repeat(np.arange(5, dtype=np.int32), 20)[::-1], np.arange(100, dtype=np.int32)
    order = shuffled(users, items)
    assert (np.diff(users[order]) >= 0).all()
    assert sorted(order.tolist()) == list(range(100))


def test_of_shuffled_rows_that_come_again_the_last_in_the_file_counts() -> None:
    items = np.repeat(np.arange(40, dtype=np.int32), 2)  # 0, 0, 1, 1, ...: the last ones stand at 1, 3, ...
    assert sorted(shuffled(np.zeros(80, np.int32), items).tolist()) == list(range(1, 80, 2))


def test_a_log_sorted_by_item_without_times_is_told_and_drawn_by_lot(tmp_path: Path) -> None:
    items = [Item(str(number), f"thing {number}") for number in range(60)]
    rows = [{"user": user, "item": number} for user in ("ann", "ben") for number in range(60)]
    found = read_log(write_jsonl(tmp_path / "log.jsonl", rows), items, now=0.0)
    assert any("sorted by item" in note for note in found.notes)
    assert not any("order counts" in note for note in found.notes)
    ann = found.log.items[found.log.users == 0].tolist()
    assert sorted(ann) == list(range(60))
    assert ann != sorted(ann)


def test_the_same_log_with_times_is_believed(tmp_path: Path) -> None:
    items = [Item(str(number), f"thing {number}") for number in range(60)]
    rows = [{"user": user, "item": number, "time": number} for user in ("ann", "ben") for number in range(60)]
    found = read_log(write_jsonl(tmp_path / "log.jsonl", rows), items, now=100.0)
    assert found.log.items[found.log.users == 0].tolist() == list(range(60))
    assert not any("sorted by item" in note for note in found.notes)


def test_a_log_sorted_by_item_with_people_apart_is_told_and_drawn_by_lot(tmp_path: Path) -> None:
    items = [Item(str(number), f"thing {number}") for number in range(60)]
    rows = [{"user": user, "item": number} for number in range(60) for user in ("ann", "ben")]
    found = read_log(write_jsonl(tmp_path / "log.jsonl", rows), items, now=0.0)
    assert any("sorted by item" in note for note in found.notes)
    ann = found.log.items[found.log.users == 0].tolist()
    assert sorted(ann) == list(range(60)) != ann
