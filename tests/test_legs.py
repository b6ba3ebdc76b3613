"""What each kind of evidence says of a few items, worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever import legs
from retriever.index import Index
from retriever.items import Constraint
from retriever.legs import Liked
from tests.small_index import item, rows_of, small_index

FILMS = (
    item("alien", genre=["Horror", "Space"], director="Scott", year=1979, description="A crew in space."),
    item("thing", genre=["horror"], director="Carpenter", year=1982, description="A crew in the ice."),
    item("gravity", genre=["space"], director="Cuaron", year=2013, description="Alone above the earth."),
    item("cleo", genre=["drama"], director="Varda", year=1962, description="A singer waits."),
    item("vagabond", genre=["drama"], director="VARDA", description="A drifter in winter."),
)
LOG = {"1": ["alien", "thing"], "2": ["alien", "thing", "cleo"], "3": ["alien", "cleo"]}


@pytest.fixture(scope="module")
def index() -> Index:
    return small_index(FILMS, log=LOG)


def anything(index: Index) -> np.ndarray:
    return np.ones(index.n, dtype=bool)


def without(index: Index, *ids: str) -> np.ndarray:
    allowed = anything(index)
    allowed[rows_of(index, *ids)] = False
    return allowed


def liked(index: Index, *ids: str) -> Liked:
    return Liked.of(rows_of(index, *ids))


def wanted(field: str, *values: str) -> Constraint:
    return Constraint(field, "any_of", values)


# What is liked, and vectors


def test_each_step_back_counts_seven_tenths() -> None:
    # .49, .7 and 1 sum to 2.19
    assert Liked.of([4, 2, 9]).rows == (4, 2, 9)
    assert Liked.of([4, 2, 9]).weights == pytest.approx((0.49 / 2.19, 0.7 / 2.19, 1 / 2.19))
    assert Liked.of([]) == Liked((), ())


@given(st.lists(st.integers(0, 99), min_size=1, max_size=30))
def test_weights_sum_to_one_and_the_latest_counts_most(rows: list[int]) -> None:
    weights = Liked.of(rows).weights
    assert sum(weights) == pytest.approx(1)
    assert list(weights) == sorted(weights)
    assert min(weights) > 0


def test_taste_lies_between_the_liked_and_away_from_the_disliked() -> None:
    corners = small_index(
        [item("east"), item("north"), item("west")], vectors={"east": [1, 0], "north": [0, 1], "west": [-1, 0]}
    )
    # north counts 1/1.7, east .7/1.7, so the middle points to (.7, 1), whose length is sqrt(1.49) = 1.22066
    np.testing.assert_allclose(
        legs.taste(corners, liked(corners, "east", "north"), []), [0.57346, 0.81923], atol=1e-5
    )
    # (1, 0) - .5 * (0, 1), whose length is sqrt(1.25)
    np.testing.assert_allclose(
        legs.taste(corners, liked(corners, "east"), rows_of(corners, "north")), [0.89443, -0.44721], atol=1e-5
    )
    # the two disliked cancel out
    np.testing.assert_allclose(
        legs.taste(corners, liked(corners, "north"), rows_of(corners, "east", "west")), [0, 1], atol=1e-6
    )


def test_tastes_that_cancel_out_point_nowhere_and_are_numbers() -> None:
    both = small_index([item("a"), item("b")], vectors={"a": [1, 0], "b": [-1, 0]})
    nowhere = Liked((0, 1), (0.5, 0.5))
    np.testing.assert_allclose(legs.taste(both, nowhere, []), [0, 0], atol=1e-6)


def test_cosines_are_told_in_deviations_above_what_any_item_would_get() -> None:
    cross = small_index(
        [item(name) for name in "enws"], vectors={"e": [1, 0], "n": [0, 1], "w": [-1, 0], "s": [0, -1]}
    )
    east = np.array([1, 0], dtype=np.float32)
    # all rows are in the sample: cosines 1, 0, -1, 0; mean 0, deviation sqrt(2/4)
    found = legs.standardised(cross, east, False, np.array([1, 0, -1, 0.5], dtype=np.float32))
    np.testing.assert_allclose(found, [math.sqrt(2), 0, -math.sqrt(2), math.sqrt(0.5)], rtol=1e-6)
    assert found.dtype == np.float32


def test_where_all_items_are_alike_no_cosine_says_anything() -> None:
    same = small_index([item("a"), item("b")], vectors={"a": [1, 0], "b": [1, 0]})
    np.testing.assert_array_equal(
        legs.standardised(same, same.vectors_at([0])[0], False, np.ones(2, dtype=np.float32)), [0, 0]
    )


# Words


def test_words_are_found_in_the_whole_record_and_facet_words_in_the_facets(index: Index) -> None:
    horror, crew = (legs.words(index, text, anything(index)) for text in ("horror", "crew"))
    assert set(np.flatnonzero(horror)) == set(np.flatnonzero(crew)) == set(rows_of(index, "alien", "thing"))
    assert not legs.facet_words(index, "crew", anything(index)).any()
    facet_words = legs.facet_words(index, "Horror in space", anything(index))
    assert np.flatnonzero(facet_words).tolist() == rows_of(index, "alien", "thing", "gravity")
    assert facet_words.argmax() == index.row["alien"]  # it has both


@pytest.mark.parametrize("leg", [legs.words, legs.facet_words])
@pytest.mark.parametrize("text", ["horror", "space drama", "Varda drifter", "zzz", "the of and"])
def test_the_best_allowed_row_gets_one_and_a_forbidden_one_nothing(index: Index, leg: object, text: str) -> None:
    allowed = without(index, "alien", "cleo")
    found = leg(index, text, allowed)  # type: ignore[operator]
    assert found.dtype == np.float32
    assert found.shape == (index.n,)
    assert not found[~allowed].any()
    assert found.min() >= 0
    assert found.max() == (0 if text in ("zzz", "the of and") else 1)


# Facets


def test_rare_values_count_more_and_the_best_of_one_demand_counts(index: Index) -> None:
    # of 5 items 2 have "space" and 2 "drama", 1 "Scott": ln(1 + 5/2) = 1.25276, ln(1 + 5/1) = 1.79176
    demands = [wanted("genre", "SPACE", "drama"), wanted("director", "scott")]
    found = legs.facets(index, demands, anything(index))
    # alien 1.25276 + 1.79176 = 3.04452, the others 1.25276 or nothing
    space = 1.25276 / 3.04452
    np.testing.assert_allclose(found, [1, 0, space, space, space], atol=1e-5)
    # of the values of one demand only the rarest that an item has counts: "space", had by no fewer than "horror"
    either = legs.facets(index, [wanted("genre", "space", "horror")], anything(index))
    np.testing.assert_allclose(either, [1, 1, 1, 0, 0])
    assert legs.facets(index, demands, without(index, "alien"))[index.row["gravity"]] == 1


def test_other_demands_say_nothing_of_what_is_wanted(index: Index) -> None:
    others = [
        Constraint("genre", "none_of", ("drama",)), Constraint("year", "at_least", (1970.0,)),
        Constraint("", "without", ("ice",)), wanted("colour", "red"),
    ]  # fmt: skip
    assert not legs.facets(index, others, anything(index)).any()


# People


def test_what_the_same_people_touched_goes_together(index: Index) -> None:
    # with alien two people in common each, and thing and cleo were touched by equal people: both are best
    found = legs.together(index, liked(index, "alien"), anything(index))
    np.testing.assert_allclose(found, [0, 1, 0, 1, 0], rtol=1e-6)
    # with thing: alien has two in common, cleo one, so cleo is best only where alien is not allowed
    found = legs.together(index, liked(index, "thing"), anything(index))
    assert found[index.row["alien"]] == 1
    assert 0 < found[index.row["cleo"]] < 1
    assert legs.together(index, liked(index, "thing"), without(index, "alien"))[index.row["cleo"]] == 1


def test_nobody_knows_what_goes_with_an_untouched_item(index: Index) -> None:
    assert not legs.together(index, liked(index, "gravity"), anything(index)).any()
    assert not legs.together(index, liked(index), anything(index)).any()


def test_an_item_in_the_place_of_another_keeps_its_people_and_a_new_one_has_none() -> None:
    index = small_index(FILMS, [item("thing", title="The Thing"), item("new")], log=LOG)
    assert index.row["thing"] == 5
    found = legs.together(index, liked(index, "alien"), index.alive)
    np.testing.assert_allclose(found, [0, 0, 0, 1, 0, 1, 0], rtol=1e-6)  # row 1 is no longer alive
    assert legs.together(index, liked(index, "thing"), index.alive)[index.row["alien"]] == 1
    assert not legs.together(index, liked(index, "new"), index.alive).any()


# The knowledge graph


def test_an_item_gets_the_share_of_each_field_it_has_in_common(index: Index) -> None:
    found = legs.graph(index, liked(index, "alien"))
    # genre: horror and space are as rare as each other, one of the two is half; the director is another: 0
    np.testing.assert_allclose(found, [1, 0.25, 0.25, 0, 0], rtol=1e-6)


def test_values_are_compared_without_case(index: Index) -> None:
    np.testing.assert_allclose(legs.graph(index, liked(index, "cleo")), [0, 0, 0, 1, 1], rtol=1e-6)


def test_the_liked_items_count_by_their_weights(index: Index) -> None:
    found = legs.graph(index, liked(index, "thing", "cleo"))
    # weights .7/1.7 and 1/1.7. Directors: Carpenter is had by 1, ln(1 + 5) = 1.79176; Varda by 2, 1.25276.
    # .7 * 1.79176 = 1.25423 and 1.25276, so thing has .50029 of the directors and the two of Varda .49971.
    # Genres: horror and drama by 2 each, .7/1.7 and 1/1.7.
    horror, drama = 0.41176, 0.58824
    np.testing.assert_allclose(
        found,
        [horror / 2, (horror + 0.50029) / 2, 0, (drama + 0.49971) / 2, (drama + 0.49971) / 2],
        atol=1e-5,
    )


def test_a_value_that_most_items_have_links_nothing() -> None:
    index = small_index(
        [
            item("a", country="Japan", tags="tea"),
            item("b", country="Japan"),
            item("c", country="Japan", tags="tea"),
            item("d", tags="wool"),
        ]
    )
    # Japan is had by three of four, tea by half, which is not more than half
    np.testing.assert_allclose(legs.graph(index, liked(index, "a")), [1, 0, 1, 0])
    assert not legs.graph(index, liked(index, "b")).any()


def test_a_name_of_its_own_links_nothing() -> None:
    index = small_index(
        [item("a", original_title="Solaris"), item("b", original_title="Solaris"), item("c"), item("d")]
    )
    assert not legs.graph(index, liked(index, "a")).any()


# Time


def test_nearness_in_time_falls_to_a_third_in_eight_years(index: Index) -> None:
    rows = np.array(rows_of(index, "alien", "thing", "gravity", "vagabond"))
    # 0, 3 and 34 years apart: e^0, e^(-3/8), e^(-34/8); of the last nothing is known
    np.testing.assert_allclose(legs.era(index, liked(index, "alien"), rows), [1, 0.68729, 0.014264, 0], atol=1e-5)
    # vagabond, the latest, has no year: alien's weight .7/1.7 is what is left
    weighed = legs.era(index, liked(index, "alien", "vagabond"), rows)
    np.testing.assert_allclose(weighed, 0.7 / 1.7 * np.array([1, 0.68729, 0.014264, 0]), atol=1e-5)
    assert not legs.era(index, liked(index, "vagabond"), rows).any()
    assert legs.era(index, liked(index, "alien"), rows[:0]).shape == (0,)
