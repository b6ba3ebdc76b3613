"""Interaction counts and how obscure they make an item."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.tail import band, tail_scores

counts = st.lists(st.one_of(st.none(), st.integers(0, 10**6)), max_size=30)
known = st.lists(st.integers(0, 10**6), min_size=2, max_size=30)


def test_a_score_is_the_share_of_the_others_with_more_ties_counted_half() -> None:
    # of the three others: 10 has none above (0/3); each 5 has one above and one equal (1.5/3); 0 has three (3/3)
    np.testing.assert_allclose(tail_scores([10, 5, 5, 0]), [0, 0.5, 0.5, 1])


def test_an_unknown_count_is_none_at_all_once_any_is_known() -> None:
    # None counts as 0: above it stands 7, beside it the 0, so (1 + 0.5) / 2
    np.testing.assert_allclose(tail_scores([None, 7, 0]), [0.75, 0, 0.75])


@pytest.mark.parametrize("counts", [[], [4], [None], [None, None, None]])
def test_where_nothing_can_be_compared_all_stand_in_the_middle(counts: list[int | None]) -> None:
    assert tail_scores(counts).tolist() == [0.5] * len(counts)


def test_equal_counts_all_stand_in_the_middle() -> None:
    assert tail_scores([3, 3, 3]).tolist() == [0.5, 0.5, 0.5]


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="must be 0 or more, got -2"):
        tail_scores([1, None, -2])


@given(counts)
def test_scores_are_float32_between_0_and_1(counts: list[int | None]) -> None:
    scores = tail_scores(counts)
    assert scores.dtype == np.float32
    assert scores.shape == (len(counts),)
    assert ((scores >= 0) & (scores <= 1)).all()


@given(known)
def test_fewer_interactions_never_make_an_item_better_known(counts: list[int]) -> None:
    scores = tail_scores(counts)
    for count, score in zip(counts, scores, strict=True):
        assert all(score >= other for more, other in zip(counts, scores, strict=True) if more >= count)


@given(known)
def test_the_mean_is_one_half(counts: list[int]) -> None:
    # each pair hands out exactly 1: to the rarer one, or a half to both
    assert tail_scores(counts).mean() == pytest.approx(0.5, abs=1e-6)


@given(known, st.randoms(use_true_random=False))
def test_the_order_of_the_items_does_not_matter(counts: list[int], random: object) -> None:
    order = list(range(len(counts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = tail_scores([counts[i] for i in order])
    np.testing.assert_array_equal(mixed, tail_scores(counts)[order])


@pytest.mark.parametrize(
    ("tail", "name"),
    [
        (0.0, "well known"), (0.19, "well known"), (0.2, "less known"), (0.49, "less known"),
        (0.5, "niche"), (0.79, "niche"), (0.8, "hidden"), (1.0, "hidden"),
    ],
)  # fmt: skip
def test_bands_begin_at_their_lower_end(tail: float, name: str) -> None:
    assert band(tail) == name
