"""NDCG@10 of people held out, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.log import History
from ranker.validation import gains


def past(*items: int) -> History:
    return History(np.array(items, np.int32), np.ones(len(items), np.float32))


def gain(scores: list[float], history: History, *targets: int) -> float:
    return float(gains(np.array([scores], np.float32), [history], [np.array(targets, np.int32)])[0])


def test_the_best_place_gives_one_and_the_third_half() -> None:
    assert gain([9, 8, 7, 6], past(), 0) == 1
    assert gain([9, 8, 7, 6], past(), 2) == pytest.approx(1 / np.log2(4))


def test_items_of_the_history_take_no_place() -> None:
    assert gain([9, 8, 7, 6], past(0, 1), 2) == 1


def test_beyond_the_tenth_place_there_is_nothing() -> None:
    falling = [float(-item) for item in range(12)]
    assert gain(falling, past(), 9) == pytest.approx(1 / np.log2(11))
    assert gain(falling, past(), 10) == 0


def test_equal_scores_are_no_merit() -> None:
    assert gain([1.0] * 20, past(), 3) == 0


def test_of_two_targets_both_count() -> None:
    # places 1 and 3 of an ideal 1 and 2
    assert gain([9, 8, 7, 6], past(), 0, 2) == pytest.approx((1 + 1 / 2) / (1 + 1 / np.log2(3)))


@given(st.permutations(range(12)), st.sets(st.integers(0, 11), min_size=1, max_size=12))
def test_it_lies_between_none_and_all(scores: list[int], targets: set[int]) -> None:
    assert 0 <= gain([float(score) for score in scores], past(), *sorted(targets)) <= 1 + 1e-9
