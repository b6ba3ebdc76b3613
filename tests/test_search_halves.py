"""Head and tail have their seats, whatever the way they are searched in, and nothing allowed is lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.encode import Encoders, HashingEncoder
from retriever.index import Index
from retriever.items import Candidate, Constraint, Item, Query
from retriever.plan import Way
from retriever.search import HEAD_SEATS, LongTailRetriever
from tests.contracts import queries
from tests.shop import SHOP, Record
from tests.small_index import ENCODER, item, small_index

OTHER = HashingEncoder(32)
WAYS: tuple[Way, ...] = ("scan", "gather", "store")
CHINESE = "推荐一些冷门的棋类游戏"
THINGS = ("tea", "boots", "games", "coffee", "wool")


def good(record: Record, tail: float) -> Item:
    said = {name: value for name, value in record.items() if name not in ("id", "count") and value is not None}
    return item(record["id"], tail, record["count"], **said)


def shelf(head: int = 20, tail: int = 80) -> list[Item]:
    """Items of five kinds; the first `head` are the best-known, the others less and less known."""
    n = head + tail
    return [
        item(
            f"{i}", tail=i * 0.19 / head if i < head else 0.2 + 0.8 * (i - head) / max(tail, 1), count=n - i,
            title=f"{THINGS[i % 5]} number {i}", kind=THINGS[i % 5], maker=f"maker {i % 7}", year=1950 + i,
        )
        for i in range(n)
    ]  # fmt: skip


def retriever_of(index: Index, multilingual: HashingEncoder | None = None) -> LongTailRetriever:
    return LongTailRetriever(lambda: index, Encoders(ENCODER, multilingual))


def ids(candidates: Sequence[Candidate]) -> list[str]:
    return [candidate.item.id for candidate in candidates]


def halves(candidates: Sequence[Candidate]) -> tuple[int, int]:
    """How many of the head, and of the tail."""
    head = sum(candidate.head for candidate in candidates)
    return head, len(candidates) - head


@pytest.fixture(scope="module")
def shop() -> Index:
    """The ten goods; by count: river, sencha, moka, the fell boots, lapsang, the tundra boots, chess ..."""
    ranked = sorted(SHOP, key=lambda record: -record["count"])
    goods = [good(record, ranked.index(record) / 9) for record in SHOP]
    return small_index(
        goods, multilingual=OTHER, log={"1": ["river", "chess"], "2": ["river", "chess", "lantern"]}
    )


@pytest.fixture(scope="module")
def shelves() -> Index:
    return small_index(shelf(), multilingual=OTHER)


# Seats


@pytest.mark.parametrize(
    ("k", "seats"),
    [(1, (0, 1)), (2, (1, 1)), (10, (3, 7)), (25, (8, 17)), (50, (16, 34))],  # .32, .64, 3.2, 8 and 16 rounded
)
@pytest.mark.parametrize("query", [Query(), Query("tea"), Query(liked=("3", "44")), Query("zzz !")])
def test_head_and_tail_have_their_seats(shelves: Index, query: Query, k: int, seats: tuple[int, int]) -> None:
    assert round(HEAD_SEATS * k) == seats[0]
    assert halves(retriever_of(shelves).find(query, k)) == seats


@pytest.mark.parametrize(
    ("head", "tail", "k", "seats"),
    [
        (2, 30, 10, (2, 8)),  # three seats, two in the head: the tail gets eight
        (0, 30, 10, (0, 10)),
        (30, 2, 10, (8, 2)),
        (30, 0, 10, (10, 0)),
        (2, 3, 10, (2, 3)),  # all there are
    ],
)
@pytest.mark.parametrize("query", [Query(), Query("tea"), Query("zzz !")])
def test_a_half_that_cannot_fill_its_seats_leaves_them(
    head: int, tail: int, k: int, seats: tuple[int, int], query: Query
) -> None:
    index = small_index(shelf(max(head, 1), tail)[0 if head else 1 :])
    assert halves(retriever_of(index).find(query, k)) == seats


def test_where_nothing_but_niche_is_asked_the_head_has_no_seats(shelves: Index) -> None:
    assert halves(retriever_of(shelves).find(Query("tea", niche=1.0), 10)) == (0, 10)


@pytest.mark.parametrize("text", ["zzz", "！？", "the of and", ""])
@pytest.mark.parametrize("k", [1, 2, 3, 5, 30])
def test_a_wish_that_says_nothing_fills_all_seats(shelves: Index, text: str, k: int) -> None:
    assert len(retriever_of(shelves).find(Query(text), k)) == k


def test_candidates_come_best_first(shelves: Index) -> None:
    fused = [candidate.fused for candidate in retriever_of(shelves).find(Query("tea", liked=("44",)), 20)]
    assert fused == sorted(fused, reverse=True)


# Ways

ASKED = [
    Query(),
    Query("smoky black tea"),
    Query("warm boots", liked=("chess",), niche=0.9),
    Query("a game for two players", disliked=("river",), seen=frozenset({"lantern"})),
    Query(liked=("river", "sencha"), must=(Constraint("category", "none_of", ("games",)),)),
    Query(CHINESE),
    Query(CHINESE, liked=("moka",)),
]


@pytest.mark.parametrize("query", ASKED)
@pytest.mark.parametrize("k", [3, 10])
def test_all_ways_find_the_same_in_the_shop(
    shop: Index, query: Query, k: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for way in WAYS:
        monkeypatch.setattr("retriever.search.cheapest", lambda *_, way=way: way)
        found[way] = retriever_of(shop, OTHER).find(query, k)
    if k < 10:  # the store brings more neighbours than k: nobody is lost for a worse one
        for in_head in (True, False):
            scanned, asked = (
                sorted(one.fused for one in found[way] if one.head == in_head) for way in ("scan", "store")
            )
            assert all(more >= less - 1e-4 for more, less in zip(asked, scanned, strict=True))
        found.pop("store")
    for candidates in found.values():
        assert ids(candidates) == ids(found["scan"])
        for one, other in zip(candidates, found["scan"], strict=True):
            assert one.fused == pytest.approx(other.fused, abs=1e-4)
            assert one.similarity == pytest.approx(other.similarity, abs=1e-5)
            assert one.legs == pytest.approx(other.legs, abs=1e-4)


@pytest.mark.parametrize("query", [Query("boots number 7"), Query(liked=("44", "12")), Query(CHINESE)])
def test_all_ways_find_the_same_first_on_long_shelves(
    shelves: Index, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for way in WAYS:
        monkeypatch.setattr("retriever.search.cheapest", lambda *_, way=way: way)
        found.append(ids(retriever_of(shelves, OTHER).find(query, 20))[:10])
    assert found[0] == found[1] == found[2]


# Demands


def test_demands_that_contradict_each_other_leave_nothing(shop: Index) -> None:
    dear, cheap = Constraint("price", "at_least", (100.0,)), Constraint("price", "at_most", (20.0,))
    query = Query("tea", must=(dear, cheap))
    assert retriever_of(shop).find(query, 5) == []
    assert retriever_of(shop).count(query) == 0


@given(
    three=st.lists(st.integers(0, 99), min_size=3, max_size=3, unique=True),
    text=st.sampled_from(["", "tea", "wool number 3", "zzz", CHINESE]),
    liked=st.lists(st.integers(0, 99).map(str), max_size=2).map(tuple),
    k=st.integers(3, 30),
    way=st.sampled_from(WAYS),
)
def test_a_demand_that_leaves_three_items_always_brings_all_three(
    shelves: Index, three: list[int], text: str, liked: tuple[str, ...], k: int, way: Way
) -> None:
    titles = tuple(f"{THINGS[i % 5]} number {i}" for i in three)
    only = [item(f"{i}", tail=shelves.record(i).tail, title=shelves.record(i).title, mark="x") for i in three]
    index = small_index(
        [*only, *(other for other in shelves.items if other.title not in titles)], multilingual=OTHER
    )
    query = Query(text, liked=liked, must=(Constraint("mark", "any_of", ("X",)),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retriever.search.cheapest", lambda *_: way)
        found = retriever_of(index, OTHER).find(query, k)
    assert set(ids(found)) == {str(i) for i in three} - set(liked)


@given(query=queries, k=st.integers(1, 12))
def test_no_seat_stays_empty_while_something_is_allowed(shop: Index, query: Query, k: int) -> None:
    allowed = sum(query.allows(good) for good in shop.items)  # the shop has no twins
    assert len(retriever_of(shop).find(query, k)) == min(k, allowed)


@given(query=queries)
def test_as_many_are_counted_as_the_records_allow(shop: Index, query: Query) -> None:
    assert retriever_of(shop).count(query) == sum(map(query.allows, shop.items))


# What changed


@pytest.mark.parametrize("way", WAYS)
def test_a_row_that_is_no_longer_alive_is_never_found(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retriever.search.cheapest", lambda *_: way)
    goods = shelf(4, 16)
    mended = item("6", tail=0.3, count=14, title="boots number 6, mended", kind="boots")
    added = [mended, item("new", count=9, title="tea from afar")]
    index = small_index(goods, added, removed=["7", "1"])
    retriever = retriever_of(index)
    for query in (Query(), Query("boots number 6"), Query("games number 7"), Query(liked=("2",)), Query("tea")):
        found = retriever.find(query, 30)
        assert sorted(ids(found)) == sorted({f"{i}" for i in range(20)} - {"1", "7", *query.liked} | {"new"})
    assert mended in [candidate.item for candidate in retriever.find(Query("boots number 6"), 3)]
    assert not {"7", "1"} & set(ids(retriever.find(Query("games number 7 coffee number 1", liked=("7",)), 5)))


# What the legs added


@given(query=queries, k=st.integers(1, 12))
def test_what_a_leg_added_is_positive_and_the_strongest_comes_first(shop: Index, query: Query, k: int) -> None:
    for candidate in retriever_of(shop).find(query, k):
        added = list(candidate.legs.values())
        assert added == sorted(added, reverse=True)
        assert all(value > 0 for value in added)
        assert np.isfinite([candidate.fused, *added]).all()


def test_the_legs_name_what_found_it(shop: Index) -> None:
    best = retriever_of(shop).find(
        Query("smoky black tea", prefer=(Constraint("country", "any_of", ("China",)),)), 3
    )
    by_id = {candidate.item.id: candidate for candidate in best}
    assert {"dense", "words", "facet words", "facets"} <= set(by_id["lapsang"].legs)
    assert not {"liked", "together", "graph"} & set(by_id["lapsang"].legs)
    chess = next(c for c in retriever_of(shop).find(Query(liked=("river",)), 5) if c.item.id == "chess")
    assert {"liked", "together", "graph"} <= set(chess.legs)
    assert next(iter(chess.legs)) == "graph"  # both games, both for two players
