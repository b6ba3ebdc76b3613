"""Figures of lists, worked by hand."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ranker.metrics import (
    bootstrap_interval,
    coverage,
    exposure_by_band,
    exposure_warning,
    gini,
    head_items,
    hits,
    intra_list_diversity,
    mrr,
    ndcg_at,
    novelty,
    recall_at,
    tail_share,
    times_shown,
)
from tests.contracts import unit_rows

SHOWN = np.array([[4, 2, 0], [1, 3, -1], [5, -1, -1]], dtype=np.int32)
TARGETS = [np.array([2, 0, 1]), np.array([1]), np.array([0])]
WANTED = np.array([3, 1, 1])
FOUND = hits(SHOWN, TARGETS)


def test_a_hit_is_a_target_in_the_list_and_never_an_empty_place() -> None:
    assert FOUND.tolist() == [[False, True, True], [True, False, False], [False, False, False]]
    assert not hits(np.array([[-1]]), [np.array([-1])]).any()


def test_recall_is_the_share_of_the_targets_in_the_first_places() -> None:
    assert recall_at(FOUND, WANTED, 3).tolist() == pytest.approx([2 / 3, 1, 0])
    assert recall_at(FOUND, WANTED, 2).tolist() == pytest.approx([1 / 3, 1, 0])
    assert recall_at(FOUND, WANTED, 10).tolist() == pytest.approx([2 / 3, 1, 0])


def test_ndcg_weighs_hits_by_place_against_the_best_list() -> None:
    second, third = 1 / math.log2(3), 1 / math.log2(4)
    # the first list has its hits in places 2 and 3 of 3 targets: best is 1 + second + third
    assert ndcg_at(FOUND, WANTED, 3).tolist() == pytest.approx([(second + third) / (1 + second + third), 1, 0])
    # in two places at most two can be met
    assert ndcg_at(FOUND, WANTED, 2).tolist() == pytest.approx([second / (1 + second), 1, 0])


def test_the_reciprocal_rank_is_that_of_the_first_hit() -> None:
    assert mrr(FOUND).tolist() == [0.5, 1, 0]


def test_the_head_is_the_best_known_share_and_only_what_is_known() -> None:
    assert head_items(np.array([1, 9, 0, 5, 5]), 0.4).tolist() == [False, True, False, True, False]
    assert head_items(np.array([0, 3, 0, 0, 0]), 0.4).tolist() == [False, True, False, False, False]


def test_the_tail_share_counts_places_outside_the_head() -> None:
    head = np.array([False, True, True, False, False, True])
    assert tail_share(SHOWN, head).tolist() == pytest.approx([2 / 3, 1 / 2, 0])
    assert tail_share(np.array([[-1, -1]]), head).tolist() == [0]


def test_novelty_is_none_for_what_everybody_likes_and_grows_as_few_do() -> None:
    # of 7 people 7, 3, 1 and 0 liked the items: -log2(8/8), (4/8), (2/8), (1/8)
    counts = np.array([7, 3, 1, 0])
    assert novelty(np.array([[0, 1], [2, 3], [3, -1], [-1, -1]]), counts, 7).tolist() == [0.5, 2.5, 3, 0]


def test_diversity_is_one_less_the_mean_cosine_of_the_pairs() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    shown = np.array([[0, 1, -1], [0, 2, -1], [0, 1, 2], [0, 3, -1], [2, -1, -1], [-1, -1, -1]])
    # three pairs of the third list: cosines 1, 0, 0
    assert intra_list_diversity(shown, vectors).tolist() == pytest.approx([0, 1, 2 / 3, 2, 0, 0])


@given(st.integers(2, 6), st.integers(0, 1000))
def test_diversity_is_the_mean_over_all_pairs(n: int, seed: int) -> None:
    vectors = unit_rows(12)
    rows = np.random.default_rng(seed).choice(12, n, replace=False)
    pairs = [1 - float(vectors[a] @ vectors[b]) for a in rows for b in rows if a != b]
    assert intra_list_diversity(rows[None], vectors)[0] == pytest.approx(np.mean(pairs), abs=1e-5)


def test_exposure_counts_lists_and_coverage_the_items_among_them() -> None:
    exposure = times_shown(np.array([[0, 1], [0, -1]]), 4)
    assert exposure.tolist() == [2, 1, 0, 0]
    assert coverage(exposure) == 0.5
    assert coverage(np.zeros(0, dtype=np.int64)) == 0


def test_gini_is_nothing_for_equal_exposure_and_near_one_for_a_single_item() -> None:
    assert gini(np.array([3, 3, 3, 3])) == 0
    assert gini(np.array([0, 0, 0, 8])) == 0.75  # (n - 1) / n
    # the mean difference of the nine ordered pairs of 1, 2, 3 is 8 / 9, over twice the mean, 4
    assert gini(np.array([3, 1, 2])) == pytest.approx(2 / 9)
    assert gini(np.array([0, 0])) == 0


@given(arrays(np.int64, st.integers(1, 20), elements=st.integers(0, 50)), st.integers(1, 9))
def test_gini_has_bounds_and_knows_no_order_or_scale(exposure: np.ndarray, times: int) -> None:
    value = gini(exposure)
    assert -1e-12 <= value <= 1 - 1 / len(exposure) + 1e-12
    assert gini(exposure[::-1] * times) == pytest.approx(value)


def test_an_interval_of_equal_values_has_no_width() -> None:
    assert bootstrap_interval(np.full(5, 0.3), np.arange(5), seed=1) == pytest.approx((0.3, 0.3))


def test_an_interval_has_the_width_the_theory_says() -> None:
    # the mean of 400 values of 0 and 1 has a standard error of .5 / 20 = .025: .5 +- 1.96 * .025 = .451, .549
    low, high = bootstrap_interval(np.tile([0.0, 1.0], 200), np.arange(400), seed=3)
    assert (low, high) == pytest.approx((0.451, 0.549), abs=0.006)
    narrow = bootstrap_interval(np.tile([0.0, 1.0], 200), np.arange(400), seed=3, level=0.5)
    assert narrow == pytest.approx((0.5 - 0.6745 * 0.025, 0.5 + 0.6745 * 0.025), abs=0.006)


def test_a_person_is_drawn_with_all_of_theirs() -> None:
    # 100 people whose four values are all alike: as wide as 100 values, .5 +- 1.96 * .05, not as 400
    values, people = np.repeat(np.tile([0.0, 1.0], 50), 4), np.repeat(np.arange(100), 4)
    assert bootstrap_interval(values, people, seed=3) == pytest.approx((0.402, 0.598), abs=0.012)


def test_an_interval_depends_on_the_seed_alone_and_not_on_how_much_is_drawn_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = np.arange(50.0)
    first = bootstrap_interval(values, np.arange(50), seed=4)
    monkeypatch.setattr("ranker.metrics.DRAWS_AT_ONCE", 50 * 7)
    assert bootstrap_interval(values, np.arange(50), seed=4) == first
    assert bootstrap_interval(values, np.arange(50), seed=5) != first


def test_an_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one value, got none"):
        bootstrap_interval(np.zeros(0), np.zeros(0, dtype=np.int64), seed=0)


def test_bands_are_cut_where_a_fifth_of_the_likes_lies_before_and_behind() -> None:
    # likes 4, 3, 2, 1 of 10 in rows 3, 0, 2, 1: 0 %, 40 %, 70 %, 90 % lie before them; row 4 has none
    bands = exposure_by_band(np.array([1, 2, 3, 4, 0]), np.array([3, 1, 2, 4, 0]))
    assert [(band.band, band.items, band.liked, band.shown) for band in bands] == [
        ("head", 1, 0.4, 0.4),
        ("middle", 2, 0.5, 0.4),
        ("tail", 1, 0.1, 0.2),
        ("never touched", 1, 0, 0),
    ]


@given(
    arrays(np.int64, 9, elements=st.integers(0, 9)),
    arrays(np.int64, 9, elements=st.integers(0, 9)),
)
def test_every_item_like_and_place_belongs_to_one_band(exposure: np.ndarray, counts: np.ndarray) -> None:
    bands = exposure_by_band(exposure, counts)
    assert sum(band.items for band in bands) == 9
    assert sum(band.liked for band in bands) == pytest.approx(float(counts.any()))
    assert sum(band.shown for band in bands) == pytest.approx(float(exposure.any()))


COUNTS = np.array([30, 30, *[5] * 8])  # ten items; the two of the head have 60 % of the likes


@pytest.mark.parametrize(
    ("exposure", "warning"),
    [
        ([8, 8, 4, 0, 0, 0, 0, 0, 0, 0], None),  # 20 % of the places, half of the 40 % the tail is liked
        ([9, 8, 3, 0, 0, 0, 0, 0, 0, 0], "starved: 15.0% of what is shown .*best-known 20% .*but 40.0% of"),
        ([0] * 10, None),
        ([0] * 9 + [1], None),
    ],
)  # fmt: skip
def test_the_guard_speaks_up_where_the_tail_gets_less_than_half_its_share(
    exposure: list[int], warning: str | None
) -> None:
    said = exposure_warning(np.array(exposure), COUNTS)
    assert (said is None) == (warning is None)
    assert re.search(warning or "None", str(said))


def test_the_guard_speaks_up_where_the_same_items_always_come_but_only_with_places_enough() -> None:
    counts = np.ones(100, dtype=np.int64)
    always = np.zeros(100, dtype=np.int64)
    always[[98, 99]] = 50  # two of a hundred: a Gini of .98
    assert "2.00% of the catalogue is ever shown, Gini 0.980 is above 0.97" in str(
        exposure_warning(always, counts)
    )
    always[[98, 99]] = 49  # 98 places can't hold a hundred items
    assert exposure_warning(always, counts) is None
    always[96:] = 25  # four of a hundred: .96
    assert exposure_warning(always, counts) is None
