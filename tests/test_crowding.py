"""Items that are near to everything crowd the answers; the measure says so, and is the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.crowding import BOUNDS, crowding
from retriever.encode import Encoders
from retriever.index import Index
from tests.small_index import ENCODER, item, small_index

ENCODERS = Encoders(ENCODER)
TOPICS = ("tea", "boots", "chess", "wool", "lamps")
HUB, ALONE, KNOWN = "hub", "alone", "known"


@pytest.fixture(scope="module")
def index() -> Index:
    """Three items of each of five topics; one of all topics, one of none, and a well-known one of all."""
    goods = [
        item(f"{topic} {i}", count=5, tags=[topic, f"{topic} of kind {i}"], description=f"Made for {topic}.")
        for topic in TOPICS
        for i in range(3)
    ]
    everything = {"tags": list(TOPICS), "description": f"Made for {', '.join(TOPICS)}."}
    goods += [
        item(HUB, count=5, **everything),
        item(ALONE, count=5, tags="zither", description="Plucked strings."),
        item(KNOWN, tail=0.0, count=500, **everything),
    ]
    return small_index(goods)


@pytest.fixture(scope="module")
def measured(index: Index) -> np.ndarray:
    return crowding(index, ENCODERS)


def test_what_is_near_to_everything_crowds_more_than_what_is_near_to_nothing(
    index: Index, measured: np.ndarray
) -> None:
    tail = ~index.in_head
    assert measured[index.row[HUB]] == measured[tail].max() > 0
    assert measured[index.row[ALONE]] == measured[tail].min() < 0


def test_the_best_known_are_left_alone(index: Index, measured: np.ndarray) -> None:
    assert measured[index.row[KNOWN]] == 0


def test_it_is_measured_the_same_each_time(index: Index, measured: np.ndarray) -> None:
    np.testing.assert_array_equal(crowding(index, ENCODERS), measured)
    assert (crowding(index, ENCODERS, seed=1) != measured).any()


def test_the_shares_of_a_talk_add_up_to_one(index: Index, measured: np.ndarray) -> None:
    # fair shares have a mean of one; a logarithm cut at its lower bound can only lift it
    shares = np.exp(measured[~index.in_head])
    assert shares.mean() == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_catalogue_too_small_to_crowd_is_measured_too(n: int) -> None:
    alike = small_index([item(f"{i}", title="One title") for i in range(n)])
    found = crowding(alike, ENCODERS)
    assert found.dtype == np.float32
    assert found.shape == (n,)
    assert np.isfinite(found).all()


def test_items_that_cannot_be_told_apart_crowd_alike() -> None:
    goods = [item(f"{i}", title="One title", count=1) for i in range(4)]
    found = crowding(small_index(goods), ENCODERS)
    # which of them a talk names is drawn by chance, 300 times
    np.testing.assert_allclose(found, 0, atol=0.1)


titles = st.lists(st.sampled_from(["tea", "boots", "warm", "chess set", "!"]), min_size=1, max_size=3).map(
    " ".join
)


@given(
    st.lists(
        st.tuples(titles, st.floats(0, 1), st.one_of(st.none(), st.integers(0, 10**7))), min_size=1, max_size=6
    )
)
def test_it_lies_within_its_bounds(goods: list[tuple[str, float, int | None]]) -> None:
    items = [item(str(i), tail, count, title=title) for i, (title, tail, count) in enumerate(goods)]
    index = small_index(items)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retriever.crowding.TALKS", (5, 5))
        found = crowding(index, ENCODERS)
    assert ((found >= BOUNDS[0]) & (found <= BOUNDS[1])).all()
    assert not found[index.in_head].any()
