"""What ties a found item to a liked one."""

from __future__ import annotations

import pytest

from retriever.encode import Encoders
from retriever.index import Index
from retriever.items import Query
from retriever.search import LongTailRetriever
from retriever.why import Connection, connections
from tests.small_index import ENCODER, item, rows_of, small_index

# Of eight items a value that at most 3 have is worth naming: "drama" is had by 5, "Paris" by 3, "Varda" by 2.
FILMS = (
    item("cleo", director="Agnès Varda", themes=["Paris", "singer"], genre="drama", original_title="Cléo"),
    item("vagabond", director="agnès varda", themes="winter", genre="drama", original_title="Cléo"),
    item("ronin", director="Frankenheimer", themes=["paris"], genre="action"),
    item("amelie", director="Jeunet", themes=["PARIS"], genre="comedy"),
    item("stalker", director="Tarkovsky", genre="drama"),
    item("mirror", director="Tarkovsky", genre="drama"),
    item("close-up", genre="drama"),
    item("alone"),
)
# cleo and ronin by three people, cleo and amelie by two, cleo and stalker by four
LOG = {
    "1": ["cleo", "ronin", "stalker"],
    "2": ["cleo", "ronin", "stalker", "amelie"],
    "3": ["cleo", "ronin", "stalker", "amelie"],
    "4": ["cleo", "stalker"],
}


@pytest.fixture(scope="module")
def index() -> Index:
    return small_index(FILMS, log=LOG)


def ties(index: Index, id_: str, *liked: str) -> list[Connection]:
    return connections(index, index.row[id_], rows_of(index, *liked))


def test_a_rare_value_both_have_ties_them_whatever_its_case(index: Index) -> None:
    assert ties(index, "vagabond", "cleo") == [Connection("shared", "cleo", "director", "agnès varda")]


def test_the_rarest_value_is_named_and_only_one(index: Index) -> None:
    # Paris is had by three, so with amelie it is all there is; Varda by two comes before it
    assert ties(index, "cleo", "amelie", "vagabond") == [
        Connection("shared", "vagabond", "director", "Agnès Varda"),
    ]
    assert ties(index, "cleo", "amelie") == [Connection("shared", "amelie", "themes", "Paris")]


def test_a_value_that_many_have_and_names_of_their_own_tie_nothing(index: Index) -> None:
    assert ties(index, "mirror", "close-up") == []  # both drama, as five of eight are
    assert all(tie.field != "original_title" for tie in ties(index, "vagabond", "cleo"))


def test_three_people_in_common_are_worth_naming_and_two_are_not(index: Index) -> None:
    assert ties(index, "stalker", "cleo") == [Connection("together", "cleo", people=4)]
    assert ties(index, "ronin", "stalker") == [Connection("together", "stalker", people=3)]
    assert ties(index, "stalker", "amelie") == []


def test_of_several_liked_items_the_one_with_most_people_is_named_after_the_shared_value(index: Index) -> None:
    # cleo has three people in common with ronin, amelie two; both share Paris, and cleo was liked later
    assert ties(index, "ronin", "amelie", "cleo", "mirror") == [
        Connection("shared", "cleo", "themes", "paris"),
        Connection("together", "cleo", people=3),
    ]


def test_nothing_ties_what_shares_nothing_or_where_nothing_is_liked(index: Index) -> None:
    assert ties(index, "alone", "cleo") == ties(index, "cleo", "alone") == ties(index, "cleo") == []


def test_an_item_in_the_place_of_another_keeps_its_people_and_a_new_one_has_none() -> None:
    index = small_index(FILMS, [item("stalker", director="Tarkovsky"), item("new", director="Jeunet")], log=LOG)
    assert ties(index, "stalker", "cleo") == [Connection("together", "cleo", people=4)]
    assert ties(index, "cleo", "stalker") == [Connection("together", "stalker", people=4)]
    assert ties(index, "new", "cleo", "amelie") == [Connection("shared", "amelie", "director", "Jeunet")]


def test_the_search_tells_ties_by_id_and_none_of_what_is_gone(index: Index) -> None:
    retriever = LongTailRetriever(lambda: index, Encoders(ENCODER))
    query = Query(liked=("gone", "cleo"))
    assert retriever.connections(query, "vagabond") == ties(index, "vagabond", "cleo")
    assert retriever.connections(query, "gone") == []
    assert retriever.connections(Query(), "vagabond") == []
