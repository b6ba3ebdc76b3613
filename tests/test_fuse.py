"""Legs joined: what each adds, by half and by the niche dial."""

from __future__ import annotations

from typing import cast, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.fuse import DESCRIBED, DIAL, LEGS, OF_LIKED, SINCE, WEIGHTS, Feature, Half, described, parts
from retriever.items import Leg

FEATURES = get_args(Feature)
HEAD, TAIL = np.array([True]), np.array([False])
ONE = np.ones(1, dtype=np.float32)


def weight(name: Feature, in_head: np.ndarray, niche: float) -> float:
    return float(parts({name: ONE}, in_head, niche)[name][0])


@pytest.mark.parametrize("half", get_args(Half))
def test_every_feature_has_a_weight_in_each_half(half: Half) -> None:
    assert set(WEIGHTS[half]) == set(FEATURES)


def test_every_leg_told_to_people_is_one_and_every_feature_told_is_known() -> None:
    assert set(LEGS) <= set(FEATURES)
    assert set(LEGS.values()) <= set(get_args(Leg))
    assert set(DIAL) <= set(FEATURES)


def test_a_part_is_the_weight_of_the_half_times_the_feature() -> None:
    added = parts({"graph": np.array([0.5, 0.5, 0], np.float32)}, np.array([True, False, False]), 0.5)
    assert list(added) == ["graph"]
    assert added["graph"].dtype == np.float32
    # 4.4 * .5 in the head, 4.2 * .5 in the tail
    np.testing.assert_allclose(added["graph"], [2.2, 2.1, 0], rtol=1e-6)


def test_in_the_tail_fame_fades_with_the_dial_and_obscurity_grows() -> None:
    # fame weighs .7 there, obscurity 1
    assert [weight("fame", TAIL, niche) for niche in (0, 0.5, 1)] == pytest.approx([0.7, 0.35, 0])
    assert [weight("obscure", TAIL, niche) for niche in (0, 0.5, 1)] == pytest.approx([0, 0, 1])


def test_the_dial_turns_nothing_in_the_head() -> None:
    for niche in (0, 0.5, 1):
        assert weight("fame", HEAD, niche) == pytest.approx(0.75)
        assert weight("obscure", HEAD, niche) == weight("crowding", HEAD, niche) == 0


@pytest.mark.parametrize("name", sorted(set(FEATURES) - set(DIAL)))
def test_the_dial_turns_nothing_else(name: Feature) -> None:
    assert weight(name, TAIL, 0) == weight(name, TAIL, 1) == pytest.approx(WEIGHTS["tail"][name])


def test_what_crowds_the_answers_is_pushed_back_in_the_tail() -> None:
    assert weight("crowding", TAIL, 0.5) < 0


def test_a_feature_nobody_weighed_is_an_error() -> None:
    with pytest.raises(KeyError, match="charm"):
        parts({cast(Feature, "charm"): ONE}, HEAD, 0.5)


@given(st.data(), st.integers(1, 6), st.floats(0, 1))
def test_the_sum_of_the_parts_is_the_dot_product_with_the_weights(
    data: st.DataObject, m: int, niche: float
) -> None:
    names = data.draw(st.lists(st.sampled_from(FEATURES), unique=True, min_size=1))
    row = st.lists(st.floats(-3, 3, width=32), min_size=m, max_size=m)
    features = {name: np.array(data.draw(row), dtype=np.float32) for name in names}
    in_head = np.array(data.draw(st.lists(st.booleans(), min_size=m, max_size=m)))
    total = np.sum(list(parts(features, in_head, niche).values()), axis=0)
    for i in range(m):
        half = WEIGHTS["head" if in_head[i] else "tail"]
        dial = {"fame": 1 - niche, "obscure": max(0.0, 2 * niche - 1)} if not in_head[i] else {}
        wanted = sum(half[name] * dial.get(name, 1) * float(features[name][i]) for name in names)
        assert total[i] == pytest.approx(wanted, abs=1e-4)


def test_words_that_no_record_has_leave_a_described_wish_to_its_meaning() -> None:
    for half in (HEAD, TAIL):
        assert {
            name: parts({name: ONE}, half, 0.5, described=1.0)[name][0] for name in DESCRIBED
        } == pytest.approx(dict(DESCRIBED))
        assert parts({"graph": ONE}, half, 0.5, described=1.0) == parts({"graph": ONE}, half, 0.5)


@pytest.mark.parametrize(("matched", "expected"), [(0.0, 1.0), (0.25, 1.0), (0.375, 0.5), (0.5, 0.0), (1.0, 0.0)])
def test_a_wish_describes_where_the_best_record_has_less_than_half_of_its_words(
    matched: float, expected: float
) -> None:
    assert described(matched) == expected


def test_what_is_liked_counts_less_once_something_was_wished_since_and_nothing_else_changes() -> None:
    before = parts(dict.fromkeys(FEATURES, ONE), TAIL, 0.5)
    since = parts(dict.fromkeys(FEATURES, ONE), TAIL, 0.5, wished_since=True)
    assert 0 < SINCE < 1
    for name in FEATURES:
        assert since[name] == pytest.approx(before[name] * (SINCE if name in OF_LIKED else 1))
