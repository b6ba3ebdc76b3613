"""Candidates in order: seats for head and tail, near-twins apart, reasons from the record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ranker.rank import HEAD_SHARE, SPREAD, FusionRanker, Ranker, Reason, evidence, spread
from retriever.building import Made
from retriever.index import Index
from retriever.items import Candidate, Constraint, Item, Query
from retriever.search import LongTailRetriever, Retriever
from retriever.together import Together
from retriever.why import Connection
from tests.contracts import RankerContract, queries, unit_rows
from tests.shop import SHOP, built, opened, ranker_of, retriever_of


@pytest.fixture(scope="module")
def retriever(shop_index: Index) -> LongTailRetriever:
    return retriever_of(shop_index)


@pytest.fixture(scope="module")
def ranker(retriever: LongTailRetriever) -> FusionRanker:
    return ranker_of(retriever)


class TestFusionRanker(RankerContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index) -> Retriever:
        return retriever_of(shop_index)

    @pytest.fixture(scope="class")
    @classmethod
    def ranker(cls, shop_index: Index) -> Ranker:
        return ranker_of(retriever_of(shop_index))


def candidate(item: Item, fused: float = 0.0, likeness: float = 0.0) -> Candidate:
    return Candidate(item, 0.4, likeness, fused, {"dense": fused})


def shelf(heads: int, tails: int) -> list[Candidate]:
    """Well-known items h0, h1, .. and obscure ones t0, t1, .., each half best first."""
    return [
        *(candidate(Item(f"h{i}", "H", tail=0.1), 20.0 - i) for i in range(heads)),
        *(candidate(Item(f"t{i}", "T", tail=0.9), 10.0 - i) for i in range(tails)),
    ]


def apart(ids: Sequence[str]) -> NDArray[np.float32]:
    """A direction of its own for each id, so that none pays for likeness."""
    return np.eye(20, dtype=np.float32)[[int(id_[1:]) + (10 if id_[0] == "t" else 0) for id_ in ids]]


APART = FusionRanker(lambda _: None, apart)


def ranked(niche: float, n: int, heads: int = 5, tails: int = 5) -> list[str]:
    return [pick.item.id for pick in APART.rank(Query("x", niche=niche), shelf(heads, tails), n)]


def test_the_head_has_its_share_of_the_seats_spread_evenly() -> None:
    assert HEAD_SHARE == 0.6
    # without a pull .6, 1.2, 1.8, 2.4, 3.0 seats of the head are due after 1 to 5 places: rounded 1, 1, 2, 2, 3
    assert ranked(niche=0, n=5) == ["h0", "t0", "h1", "t1", "h2"]
    # half a pull leaves .3 a place: .3, .6, .9, 1.2, 1.5, rounded 0, 1, 1, 1, 2
    assert ranked(niche=0.5, n=5) == ["t0", "h0", "t1", "t2", "h1"]
    # a full pull leaves none
    assert ranked(niche=1, n=5) == ["t0", "t1", "t2", "t3", "t4"]


def test_a_half_that_is_empty_leaves_its_seats_to_the_other() -> None:
    assert ranked(niche=0, n=5, tails=0) == ["h0", "h1", "h2", "h3", "h4"]
    assert ranked(niche=0, n=5, heads=1) == ["h0", "t0", "t1", "t2", "t3"]
    assert ranked(niche=1, n=5, tails=1) == ["t0", "h0", "h1", "h2", "h3"]


@given(niche=st.floats(0, 1), more=st.floats(0, 1), n=st.integers(1, 10))
def test_a_stronger_pull_never_gives_the_head_more_seats(niche: float, more: float, n: int) -> None:
    weak, strong = sorted((niche, more))
    heads = [sum(id_[0] == "h" for id_ in ranked(pull, n, 10, 10)) for pull in (strong, weak)]
    assert heads[0] <= heads[1]


def test_within_a_half_the_fused_score_orders_and_what_is_told_never_rises() -> None:
    # the tail scores of t0 and t1 are 10 and 9; h0 has 20 but comes second and is told 10 at most
    scores = [pick.score for pick in APART.rank(Query("x", niche=0.5), shelf(1, 2), 3)]
    assert scores == [10, 10, 9]
    mixed = [candidate(Item("t1", "T", tail=0.9), 1.0), candidate(Item("t0", "T", tail=0.9), 2.0)]
    assert APART.order(Query("x"), mixed, 2) == [("t0", 2.0), ("t1", 1.0)]


def test_a_near_twin_pays_within_its_half_and_keeps_its_own_score() -> None:
    same = FusionRanker(
        lambda _: None, lambda ids: np.array([[id_ != "c", id_ == "c"] for id_ in ids], np.float32)
    )
    # b pays SPREAD * 1 for its likeness to a and falls below c, which pays nothing
    goods = [
        (id_, Item(id_, id_, tail=0.9), fused) for id_, fused in (("a", 1.0), ("b", 0.9), ("c", 0.9 - SPREAD / 2))
    ]
    order = same.order(Query("x"), [candidate(item, fused) for _, item, fused in goods], 3)
    assert [id_ for id_, _ in order] == ["a", "c", "b"]


def test_of_two_twins_the_second_gives_way_to_something_else() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    # after row 0, row 1 pays SPREAD * 1 and falls below row 2, which pays nothing
    scores = np.array([1.0, 0.9, 0.9 - SPREAD / 2])
    assert spread(scores, vectors, 3) == [0, 2, 1]


def test_a_lead_larger_than_the_price_of_likeness_is_kept() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert spread(np.array([1.0, 0.9, 0.9 - 2 * SPREAD]), vectors, 2) == [0, 1]


def test_equal_items_go_by_row() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert spread(np.zeros(3), vectors, 3) == [0, 1, 2]


@given(st.lists(st.floats(-2, 2), max_size=12), st.integers(0, 15))
def test_spreading_picks_n_different_rows_the_best_first(scores: list[float], n: int) -> None:
    picked = spread(np.array(scores), unit_rows(max(len(scores), 1))[: len(scores)], n)
    assert len(picked) == len(set(picked)) == min(n, len(scores))
    if picked:
        assert scores[picked[0]] == max(scores)


def reasons(ranker: FusionRanker, query: Query, item: Item, likeness: float = 0.0) -> tuple[Reason, ...]:
    return ranker.rank(query, [candidate(item, likeness=likeness)], 1)[0].reasons


def test_reasons_name_what_the_talk_and_the_record_share(ranker: FusionRanker, goods: tuple[Item, ...]) -> None:
    query = Query(
        "smoky tea for winter",
        liked=("moka",),
        must=(Constraint("country", "any_of", ("china", "Japan")), Constraint("price", "at_most", (20.0,))),
        prefer=(Constraint("category", "any_of", ("tea",)), Constraint("tags", "any_of", ("green tea",))),
    )
    lapsang = next(item for item in goods if item.id == "lapsang")
    assert reasons(ranker, query, lapsang, likeness=0.5) == (
        Reason("preference", "category: tea"),
        Reason("wish", "smoky"),  # "tea" was said already, "winter" is not on record
        Reason("liked", "Three Cup Moka Pot"),
        Reason("constraint", "country: China"),
        Reason("constraint", "price: 12.5"),
        Reason("tail", "less known, count 40"),
    )


def test_a_well_known_item_is_not_called_obscure(ranker: FusionRanker, goods: tuple[Item, ...]) -> None:
    river = next(item for item in goods if item.id == "river")
    assert {reason.kind for reason in reasons(ranker, Query("barges"), river)} == {"wish"}


def test_a_faint_likeness_is_not_named(ranker: FusionRanker, goods: tuple[Item, ...]) -> None:
    assert all(reason.kind != "liked" for reason in reasons(ranker, Query(liked=("moka",)), goods[0], 0.1))


def test_the_liked_item_named_is_the_closest(ranker: FusionRanker, goods: tuple[Item, ...]) -> None:
    chess = next(item for item in goods if item.id == "chess")
    named = reasons(ranker, Query(liked=("river", "moka", "gone")), chess, 0.9)
    assert [reason.evidence for reason in named if reason.kind == "liked"] == ["River Trade"]


def test_what_a_liked_item_shares_on_record_is_named_with_its_title(
    ranker: FusionRanker, goods: tuple[Item, ...]
) -> None:
    chess = next(item for item in goods if item.id == "chess")
    # both are games, as three of ten are, and for two players, as only they are: the rarer value is named
    assert reasons(ranker, Query(liked=("moka", "river")), chess) == (
        Reason("shared", "tags: two players", "River Trade"),
        Reason("tail", "niche, count 9"),
    )


def test_people_in_common_are_counted_from_three_on(tmp_path: Path) -> None:
    rows = {str(record["id"]): row for row, record in enumerate(SHOP)}
    pairs = [(user, rows[id_]) for user in range(3) for id_ in ("sencha", "grinder", "moka")]
    pairs = [pair for pair in pairs if pair != (2, rows["moka"])]  # three had sencha and grinder, two the moka pot
    log = Together.build([user for user, _ in pairs], [row for _, row in pairs], len(SHOP))
    with opened(built(tmp_path, made=Made(log, len(pairs)))) as index:
        ranker = ranker_of(retriever_of(index))
        named = {
            id_: [
                r
                for r in reasons(ranker, Query(liked=("sencha",)), index.record(rows[id_]))
                if r.kind == "together"
            ]
            for id_ in ("grinder", "moka")
        }
    assert named == {"grinder": [Reason("together", "3", "Uji Sencha")], "moka": []}


def test_a_tie_to_an_item_that_left_the_catalogue_is_not_named() -> None:
    ties = [Connection("shared", "gone", "tags", "warm"), Connection("together", "gone", people=9)]
    ranker = FusionRanker(lambda _: None, apart, lambda _, __: ties)
    assert ranker.rank(Query(liked=("gone",)), shelf(0, 1), 1)[0].reasons == ()


@pytest.mark.parametrize(
    ("constraint", "words"),
    [
        (Constraint("country", "any_of", ("FRANCE", "Italy")), "country: France"),
        (Constraint("country", "none_of", ("United States",)), "country: France, Belgium"),
        (Constraint("year", "at_least", (1960,)), "year: 1972"),
    ],
)
def test_evidence_is_what_the_record_says(constraint: Constraint, words: str) -> None:
    item = Item("a", "A", facets={"country": ("France", "Belgium")}, numbers={"year": 1972.0})
    assert evidence(constraint, item) == words


@given(query=queries)
def test_all_evidence_stands_in_the_record_or_in_the_talk(
    ranker: FusionRanker, retriever: LongTailRetriever, query: Query
) -> None:
    titles = {item.title for item in retriever.index.items}
    for pick in ranker.rank(query, retriever.find(query, 10), 10):
        for reason in pick.reasons:
            assert reason.evidence.strip(" :"), f"{pick.item.id}: {reason} says nothing"
            assert (reason.of in titles) == (reason.kind in ("shared", "together"))
            if reason.kind == "liked":
                assert reason.evidence in titles
            elif reason.kind == "wish":
                assert all(word in query.text.casefold() for word in reason.evidence.split(", "))
            elif reason.kind == "together":
                assert int(reason.evidence) >= 3
            elif reason.kind == "tail":
                assert reason.evidence.endswith(f", count {pick.item.count}")
            else:
                field, _, said = reason.evidence.partition(": ")
                on_record = pick.item.facets.get(field, ()) or (f"{pick.item.numbers.get(field, 0):g}",)
                assert set(said.split(", ")) <= set(on_record)


@given(query=queries.filter(lambda query: not query.prefer))
def test_order_gives_the_picks_of_rank_without_reasons(
    ranker: FusionRanker, retriever: LongTailRetriever, query: Query
) -> None:
    candidates = retriever.find(query, 10)
    ranked = [(pick.item.id, pick.score) for pick in ranker.rank(query, candidates, 5)]
    assert ranker.order(query, candidates, 5) == ranked


def test_fame_alone_keeps_no_seat_from_what_meets_a_preference() -> None:
    bleak = {"moods": ("bleak",)}
    shown = [
        candidate(Item("h0", "Famous", tail=0.1), 9.0),
        candidate(Item("h1", "Famous and bleak", facets=bleak, tail=0.1), 8.0),
        candidate(Item("t0", "Obscure", tail=0.9), 7.0),
        candidate(Item("t1", "Obscure and bleak", facets=bleak, tail=0.9), 6.0),
    ]
    darker = Query("darker", niche=0, prefer=(Constraint("moods", "any_of", ("bleak",)),))
    # without a pull the head sits on places 1, 3 and 4; h0 has nothing of the wish and comes last of all
    assert [pick.item.id for pick in APART.rank(darker, shown, 4)] == ["h1", "t0", "t1", "h0"]
    assert [pick.item.id for pick in APART.rank(darker, shown, 3)] == ["h1", "t0", "t1"]
    # no preference, or none that the tail meets: fame keeps its seats; so it does in batches
    assert [pick.item.id for pick in APART.rank(Query("x", niche=0), shown, 3)] == ["h0", "t0", "h1"]
    assert [pick.item.id for pick in APART.rank(darker, shown[:3], 3)] == ["h0", "t0", "h1"]
    assert [id_ for id_, _ in APART.order(darker, shown, 3)] == ["h0", "t0", "h1"]


def test_the_head_stays_for_a_word_of_the_wish_or_for_its_title() -> None:
    quiet = Constraint("moods", "any_of", ("quiet",))
    tail = candidate(Item("t0", "A Pond", facets={"moods": ("quiet",)}, tail=0.9), 1.0)
    for head in (
        candidate(Item("h0", "Famous", "Dinosaurs break out of a park.", tail=0.1), 2.0),
        Candidate(Item("h0", "Famous", tail=0.1), 0.4, 0.0, 2.0, {"title": 2.0}),
    ):
        query = Query("quiet dinosaurs", niche=0, prefer=(quiet,))
        assert [pick.item.id for pick in APART.rank(query, [head, tail], 2)] == ["h0", "t0"]
