"""One thing recorded twice is shown once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.encode import Encoders
from retriever.index import Index
from retriever.items import Item, Query
from retriever.search import LongTailRetriever
from retriever.twins import first_of_twins
from tests.small_index import ENCODER, ids_of, item, rows_of, small_index

# cosines: .8 and .6 are 1 in length together, so "alike" lies .8 from "solaris" and "other" .28 from "alike"
NEAR = {"solaris": [1, 0], "alike": [0.8, 0.6], "other": [0, 1]}


def folded(index: Index, *ids: str) -> list[str]:
    """What is kept of `ids`, the preferred ones first."""
    rows = np.array(rows_of(index, *ids), dtype=np.int64)
    return ids_of(index, rows[first_of_twins(index, rows)])


def pair(**second: object) -> Index:
    """ "Solaris" of 1972, and another record with a text that is alike save for what is said."""
    said = {"title": "Solaris", "year": 1972} | second
    return small_index(
        [item("solaris", title="Solaris", year=1972), item("alike", **said)],  # type: ignore[arg-type]
        vectors=NEAR,
    )


@pytest.mark.parametrize("title", ["Solaris", "SOLARIS", "Solaris!", " solaris "])
@pytest.mark.parametrize("year", [1971, 1972, 1973])
def test_one_title_about_one_year_and_texts_alike_are_one_thing(title: str, year: int) -> None:
    assert folded(pair(title=title, year=year), "solaris", "alike") == ["solaris"]


def test_of_two_records_the_preferred_one_stays() -> None:
    assert folded(pair(), "alike", "solaris") == ["alike"]


def test_a_record_that_tells_no_year_may_be_the_same_thing() -> None:
    index = small_index(
        [item("solaris", title="Solaris", year=1972), item("alike", title="Solaris")], vectors=NEAR
    )
    assert folded(index, "solaris", "alike") == ["solaris"]


@pytest.mark.parametrize("other", [{"year": 1974}, {"year": 2002}, {"title": "Solaris 2"}])
def test_another_year_or_another_title_is_another_thing(other: dict[str, object]) -> None:
    assert folded(pair(**other), "solaris", "alike") == ["solaris", "alike"]


def test_one_title_for_two_things_stays_twice() -> None:
    index = small_index(
        [item("solaris", title="Solaris"), item("other", title="Solaris"), item("alike", title="Solaris")],
        vectors=NEAR,
    )
    # "solaris" and "other" have nothing in common; "alike" is .8 near the first and .6 near the second
    assert folded(index, "solaris", "other") == ["solaris", "other"]
    assert folded(index, "solaris", "other", "alike") == ["solaris", "other"]
    assert folded(index, "other", "alike") == ["other"]


def test_what_was_dropped_drops_nothing_itself() -> None:
    index = small_index(
        [item("a", title="Up", year=2000), item("b", title="Up", year=2001), item("c", title="Up", year=2002)],
        vectors={"a": [1, 0], "b": [1, 0], "c": [1, 0]},
    )
    assert folded(index, "a", "b", "c") == ["a", "c"]  # c is two years from a, and b is gone


def test_titles_of_marks_alone_are_no_shared_title() -> None:
    index = small_index([item("a", title="!!!"), item("b", title="???")], vectors={"a": [1, 0], "b": [1, 0]})
    assert folded(index, "a", "b") == ["a", "b"]


def test_nothing_is_folded_to_nothing() -> None:
    assert first_of_twins(pair(), np.zeros(0, dtype=np.int64)).shape == (0,)


records = st.builds(
    lambda title, year: {"title": title} | ({} if year is None else {"year": year}),
    st.sampled_from(["Up", "up!", "Down"]),
    st.one_of(st.none(), st.integers(2000, 2003)),
)


@given(st.lists(st.tuples(records, st.sampled_from([(1, 0), (0.8, 0.6), (0, 1)])), max_size=8), st.data())
def test_folding_again_drops_nothing_more_and_the_first_always_stays(
    said: list[tuple[dict[str, object], tuple[float, float]]], data: st.DataObject
) -> None:
    items: list[Item] = [item(f"{i}", **record) for i, (record, _) in enumerate(said)]  # type: ignore[arg-type]
    index = small_index(
        [*items, item("last")], vectors={f"{i}": vector for i, (_, vector) in enumerate(said)} | {"last": (1, 0)}
    )
    rows = np.array(data.draw(st.permutations(range(index.n))), dtype=np.int64)
    kept = rows[first_of_twins(index, rows)]
    assert kept[0] == rows[0]
    assert first_of_twins(index, kept).all()


# Through the search

SHELF = (
    item("heat", title="Heat", year=1995, genre="crime", description="A thief and a detective in Los Angeles."),
    item("heat-again", title="Heat", year=1995, genre="crime", description="A thief and a detective in L.A."),
    item("ronin", title="Ronin", year=1998, genre="crime", description="A case is stolen in Paris."),
    item("cleo", title="Cleo", year=1962, genre="drama", description="A singer waits."),
)


@pytest.mark.parametrize(
    "query", [Query(liked=("heat",)), Query(disliked=("heat",)), Query("crime", seen=frozenset({"heat"}))]
)
def test_a_twin_of_what_the_person_knows_is_not_offered(query: Query) -> None:
    retriever = LongTailRetriever(lambda: small_index(SHELF), Encoders(ENCODER))
    assert {candidate.item.id for candidate in retriever.find(query, 10)} == {"ronin", "cleo"}


def test_of_two_twins_one_is_offered() -> None:
    retriever = LongTailRetriever(lambda: small_index(SHELF), Encoders(ENCODER))
    found = [candidate.item.id for candidate in retriever.find(Query("thief in Los Angeles"), 10)]
    assert found[0] == "heat"
    assert sorted(found) == ["cleo", "heat", "ronin"]


def test_a_twin_of_the_first_of_many_liked_items_is_not_offered() -> None:
    """More are liked than the legs look at."""
    many = [item(f"other {i}", title=f"Other {i}") for i in range(12)]
    index = small_index([*SHELF, *many])
    query = Query(liked=("heat", *(other.id for other in many)))
    found = LongTailRetriever(lambda: index, Encoders(ENCODER)).find(query, 10)
    assert sorted(candidate.item.id for candidate in found) == ["cleo", "ronin"]
