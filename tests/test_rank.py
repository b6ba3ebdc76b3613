"""Candidates in order: the long tail pulled up, near-twins apart, reasons from the record."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.rank import (
    FUSION_WEIGHT,
    LIKENESS_WEIGHT,
    PREFERENCE_WEIGHT,
    SIMILARITY_WEIGHT,
    SPREAD,
    TAIL_WEIGHT,
    Ranker,
    Reason,
    SimilarityRanker,
    evidence,
    score,
    spread,
)
from retriever.index import Index
from retriever.items import Candidate, Constraint, Item, Query
from retriever.search import LongTailRetriever, Retriever
from tests.contracts import RankerContract, queries, unit_rows
from tests.shop import ENCODER


@pytest.fixture(scope="module")
def retriever(shop_index: Index) -> LongTailRetriever:
    return LongTailRetriever(shop_index, ENCODER)


@pytest.fixture(scope="module")
def ranker(shop_index: Index, retriever: LongTailRetriever) -> SimilarityRanker:
    by_id = {item.id: item for item in shop_index.items}
    return SimilarityRanker(by_id.get, retriever.vectors_of)


class TestSimilarityRanker(RankerContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index) -> Retriever:
        return LongTailRetriever(shop_index, ENCODER)

    @pytest.fixture(scope="class")
    @classmethod
    def ranker(cls, shop_index: Index) -> Ranker:
        by_id = {item.id: item for item in shop_index.items}
        return SimilarityRanker(by_id.get, LongTailRetriever(shop_index, ENCODER).vectors_of)


def candidate(item: Item, similarity: float = 0.4, likeness: float = 0.0, fused: float = 0.0) -> Candidate:
    return Candidate(item, similarity, likeness, fused, frozenset({"dense"}))


def test_a_score_adds_what_speaks_for_an_item() -> None:
    item = Item("a", "Tea", facets={"country": ("China",)}, tail=0.5)
    wanted = (Constraint("country", "any_of", ("China",)), Constraint("country", "any_of", ("Japan",)))
    # similarity .4; fused a third; likeness .2; one of two preferences;
    # niche .8 squared times tail .5, .32
    expected = (
        0.4 * SIMILARITY_WEIGHT
        + FUSION_WEIGHT / 3
        + 0.2 * LIKENESS_WEIGHT
        + 0.5 * PREFERENCE_WEIGHT
        + 0.32 * TAIL_WEIGHT
    )
    assert score(Query("tea", prefer=wanted, niche=0.8), candidate(item, 0.4, 0.2, 1 / 3)) == pytest.approx(
        expected
    )


@given(tail=st.floats(0, 1), niche=st.floats(0, 1), more=st.floats(0, 1))
def test_the_pull_never_favours_the_better_known(tail: float, niche: float, more: float) -> None:
    known, obscure = Item("a", "A", tail=min(tail, more)), Item("b", "B", tail=max(tail, more))
    query = Query("x", niche=niche)
    assert score(query, candidate(obscure)) >= score(query, candidate(known))


def test_without_a_pull_the_tail_does_not_count() -> None:
    scores = {score(Query("x", niche=0), candidate(Item("a", "A", tail=tail))) for tail in (0.0, 0.5, 1.0)}
    assert len(scores) == 1


def test_a_full_pull_moves_an_obscure_game_above_a_known_one_that_fits_a_little_better(
    ranker: SimilarityRanker, goods: tuple[Item, ...]
) -> None:
    by_id = {item.id: item for item in goods}
    # tails: river (most touched of ten) 0, lantern (two of nine others have fewer) 7/9
    ahead = 0.5 * TAIL_WEIGHT * 7 / 9 / SIMILARITY_WEIGHT  # half of what the full pull makes up for
    both = [candidate(by_id["river"], 0.3 + ahead), candidate(by_id["lantern"], 0.3)]
    assert [pick.item.id for pick in ranker.rank(Query("game", niche=0), both, 2)] == ["river", "lantern"]
    assert [pick.item.id for pick in ranker.rank(Query("game", niche=1), both, 2)] == ["lantern", "river"]


def test_each_preference_that_holds_moves_an_item_up(ranker: SimilarityRanker, goods: tuple[Item, ...]) -> None:
    both = [candidate(item) for item in goods if item.id in ("lapsang", "sencha")]
    for country, first in (("China", "lapsang"), ("Japan", "sencha")):
        query = Query("tea", prefer=(Constraint("country", "any_of", (country,)),), niche=0)
        assert ranker.rank(query, both, 2)[0].item.id == first


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


def reasons(ranker: SimilarityRanker, query: Query, item: Item, likeness: float = 0.0) -> tuple[Reason, ...]:
    return ranker.rank(query, [candidate(item, likeness=likeness)], 1)[0].reasons


def test_reasons_name_what_the_talk_and_the_record_share(
    ranker: SimilarityRanker, goods: tuple[Item, ...]
) -> None:
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


def test_a_well_known_item_is_not_called_obscure(ranker: SimilarityRanker, goods: tuple[Item, ...]) -> None:
    river = next(item for item in goods if item.id == "river")
    assert {reason.kind for reason in reasons(ranker, Query("barges"), river)} == {"wish"}


def test_a_faint_likeness_is_not_named(ranker: SimilarityRanker, goods: tuple[Item, ...]) -> None:
    assert all(reason.kind != "liked" for reason in reasons(ranker, Query(liked=("moka",)), goods[0], 0.1))


def test_the_liked_item_named_is_the_closest(ranker: SimilarityRanker, goods: tuple[Item, ...]) -> None:
    chess = next(item for item in goods if item.id == "chess")
    named = reasons(ranker, Query(liked=("river", "moka", "gone")), chess, 0.9)
    assert [reason.evidence for reason in named if reason.kind == "liked"] == ["River Trade"]


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
    ranker: SimilarityRanker, retriever: LongTailRetriever, query: Query
) -> None:
    titles = {item.title for item in retriever.index.items}
    for pick in ranker.rank(query, retriever.find(query, 10), 10):
        for reason in pick.reasons:
            assert reason.evidence.strip(" :"), f"{pick.item.id}: {reason} says nothing"
            if reason.kind == "liked":
                assert reason.evidence in titles
            elif reason.kind == "wish":
                assert all(word in query.text.casefold() for word in reason.evidence.split(", "))
            elif reason.kind == "tail":
                assert reason.evidence.endswith(f", count {pick.item.count}")
            else:
                field, _, said = reason.evidence.partition(": ")
                on_record = pick.item.facets.get(field, ()) or (f"{pick.item.numbers.get(field, 0):g}",)
                assert set(said.split(", ")) <= set(on_record)


@given(query=queries)
def test_order_gives_the_picks_of_rank_without_reasons(
    ranker: SimilarityRanker, retriever: LongTailRetriever, query: Query
) -> None:
    candidates = retriever.find(query, 10)
    ranked = [(pick.item.id, pick.score) for pick in ranker.rank(query, candidates, 5)]
    assert ranker.order(query, candidates, 5) == ranked
