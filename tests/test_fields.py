"""What items say by column: the same answers as the records, item by item."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.fields import Fields, UnknownField, check_fields, conflict
from retriever.items import Constraint, Item, Op
from tests.small_index import item

TEXTS = ["France", "FRANCE", "france", "Straße", "STRASSE", "İzmir", "tea", "black tea", ""]
NUMBERS = [-1.0, 0.0, 1990.0, 1990.5, 2000.0]

texts = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3).map(tuple)
numbers = st.sampled_from(NUMBERS)
items = st.builds(
    Item,
    id=st.just("a"),
    title=st.sampled_from(["Tea house", "Teas", "France", "Nothing"]),
    facets=st.dictionaries(st.sampled_from(["country", "tags"]), texts),
    numbers=st.dictionaries(st.sampled_from(["year", "price"]), numbers),
)
fields = st.sampled_from(["country", "tags", "year", "price", "colour"])
constraints = st.one_of(
    st.builds(Constraint, fields, st.sampled_from(["any_of", "none_of"]), texts),
    st.builds(Constraint, fields, st.sampled_from(["at_least", "at_most", "above", "below"]), st.tuples(numbers)),
    st.builds(Constraint, fields, st.just("outside"), st.tuples(numbers, numbers)),
    st.builds(Constraint, st.just(""), st.just("without"), texts.filter(lambda said: "" not in said)),
)

SMALL = (
    item("a", country=["France", "Italy"], year=1972),
    item("b", country="FRANCE"),
    item("c", year=2001, genre="Film Noir"),
)


@given(st.lists(items, max_size=8), constraints)
def test_a_column_says_what_every_record_says(items: list[Item], constraint: Constraint) -> None:
    meets = Fields.of(items).meets(constraint)
    assert meets.dtype == bool
    assert meets.tolist() == [constraint.allows(item) for item in items]


def test_a_value_has_its_rows_whatever_the_case() -> None:
    fields = Fields.of(SMALL)
    assert fields.rows("country", "france").tolist() == [0, 1]
    assert fields.rows("country", "ITALY").tolist() == [0]
    assert fields.rows("genre", "film noir").tolist() == [2]
    assert fields.rows("country", "Spain").tolist() == fields.rows("colour", "red").tolist() == []


def test_a_value_written_twice_in_one_record_is_one_row() -> None:
    assert Fields.of([item("a", tags=["Warm", "warm"])]).rows("tags", "WARM").tolist() == [0]


def test_a_number_no_record_tells_is_not_a_number() -> None:
    np.testing.assert_array_equal(Fields.of(SMALL).numbers["year"], [1972, np.nan, 2001])


def test_no_items_have_no_fields_and_meet_nothing() -> None:
    fields = Fields.of([])
    assert (fields.numbers, fields.values) == ({}, {})
    assert fields.meets(Constraint("year", "at_least", (1990.0,))).shape == (0,)
    assert fields.meets(Constraint("", "without", ("tea",))).shape == (0,)


def test_an_unknown_field_is_refused_and_the_nearest_one_named() -> None:
    wanted = Constraint("yaer", "at_least", (1990.0,))
    with pytest.raises(UnknownField, match=r"'yaer' \(asked: yaer ≥ 1990\); did you mean 'year'\? there are: co"):
        check_fields([wanted], {"year", "country"})


def test_where_no_field_is_near_all_are_named_and_none_is_guessed() -> None:
    with pytest.raises(UnknownField, match=r"'zzz'.*; there are: country, year$"):
        check_fields([Constraint("zzz", "any_of", ("a",))], {"year", "country"})
    with pytest.raises(UnknownField, match=r"there are: none$"):
        check_fields([Constraint("zzz", "any_of", ("a",))], set())


def test_known_fields_and_words_that_must_be_missing_pass() -> None:
    asked = [Constraint("year", "above", (1.0,)), Constraint("", "without", ("tea",))]
    check_fields(asked, {"year"})
    with pytest.raises(UnknownField):  # the same, once nobody records a year
        check_fields(asked, {"price"})


def years(op: Op, *values: float) -> Constraint:
    return Constraint("year", op, values)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (years("at_least", 2000), years("at_most", 1990)),
        (years("above", 1990), years("at_most", 1990)),
        (years("at_least", 1990), years("below", 1990)),
        (years("above", 1990), years("below", 1990)),
    ],
)
def test_two_demands_no_year_can_meet_are_told(first: Constraint, second: Constraint) -> None:
    country = Constraint("country", "any_of", ("France",))
    assert conflict([country, first, second]) == (first, second)
    assert conflict([second, country, first]) == (second, first)


@pytest.mark.parametrize(
    "demands",
    [
        [],
        [years("at_least", 1990), years("at_most", 1990)],  # 1990 meets both
        [years("at_least", 1990), years("at_least", 2000)],
        [years("at_least", 2000), Constraint("price", "at_most", (10.0,))],  # other fields
        [years("outside", 1980, 1989), years("at_least", 1985)],
        [Constraint("country", "any_of", ("France",)), Constraint("country", "any_of", ("Italy",))],  # of both
    ],
)
def test_demands_that_some_item_can_meet_are_no_conflict(demands: list[Constraint]) -> None:
    assert conflict(demands) is None


@given(st.lists(constraints, max_size=4), items)
def test_what_some_item_meets_is_never_called_a_conflict(demands: list[Constraint], item: Item) -> None:
    met = [constraint for constraint in demands if constraint.allows(item)]
    assert conflict(met) is None
