"""What is found in the shop, by which leg, and what is never offered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retriever.fields import UnknownField
from retriever.fuse import WEIGHTS
from retriever.index import Index
from retriever.items import Constraint, Item, Query
from retriever.search import LongTailRetriever, Retriever
from tests.contracts import RetrieverContract
from tests.shop import ENCODER, retriever_of

TAIL = WEIGHTS["tail"]
HEAD = {"river", "sencha"}  # tails 0 and 1/9; the third, moka, has 2/9 and a fifth is .2


@pytest.fixture(scope="module")
def retriever(shop_index: Index) -> LongTailRetriever:
    return retriever_of(shop_index)


class TestLongTailRetriever(RetrieverContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index) -> Retriever:
        return retriever_of(shop_index)


def found(retriever: LongTailRetriever, query: Query, k: int = 10) -> list[str]:
    return [candidate.item.id for candidate in retriever.find(query, k)]


def tail_of(retriever: LongTailRetriever, query: Query, k: int = 10) -> list[str]:
    return [id_ for id_ in found(retriever, query, k) if id_ not in HEAD]


def test_what_words_facets_and_vectors_find_comes_first(retriever: LongTailRetriever) -> None:
    best = retriever.find(Query("smoky black tea"), 3)[0]
    assert best.item.id == "lapsang"
    assert set(best.legs) == {"words", "facet words", "dense"}
    # the best of all rows in both word legs gets 1
    assert best.legs["words"] == pytest.approx(TAIL["words"])
    assert best.legs["facet words"] == pytest.approx(TAIL["facet words"])


def test_the_fused_score_is_the_sum_of_what_was_added(retriever: LongTailRetriever, shop_index: Index) -> None:
    best = retriever.find(Query("smoky black tea"), 3)[0]
    row = shop_index.row["lapsang"]
    # fame counts half at a niche of .5, crowding whole; neither is told as a leg
    silent = TAIL["fame"] / 2 * shop_index.fame[row] + TAIL["crowding"] * shop_index.crowding[row]
    assert best.fused == pytest.approx(sum(best.legs.values()) + silent, abs=1e-4)


def test_of_three_seats_one_is_for_the_head(retriever: LongTailRetriever) -> None:
    # round(.32 * 3) = 1
    for text in ("smoky black tea", "waterproof boots", "two players"):
        assert len(HEAD & set(found(retriever, Query(text), 3))) == 1
    assert len(found(retriever, Query("tea", seen=frozenset(HEAD)), 3)) == 3  # seats left empty go to the tail


def test_a_full_pull_leaves_the_head_out(retriever: LongTailRetriever) -> None:
    assert not HEAD & set(found(retriever, Query("green tea", niche=1)))
    assert set(found(retriever, Query("green tea", niche=0.9))) >= HEAD


def test_the_similarity_is_the_cosine_of_wish_and_text(retriever: LongTailRetriever) -> None:
    wish = "felt lining for frost"
    [vector] = ENCODER.encode([wish])
    for candidate in retriever.find(Query(wish), 5):
        text = ENCODER.encode([candidate.item.text()])[0]
        assert candidate.similarity == pytest.approx(float(text @ vector), abs=1e-5)


def test_what_resembles_a_liked_item_is_found_without_any_words(retriever: LongTailRetriever) -> None:
    chess = next(c for c in retriever.find(Query(liked=("river",)), 3) if c.item.id not in HEAD)
    assert chess.item.id == "chess"  # games for two players, both
    assert next(iter(chess.legs)) == "graph"
    assert "words" not in chess.legs
    assert "dense" not in chess.legs
    assert chess.similarity == 0
    vectors = retriever.vectors_of(["river", "chess"])
    assert chess.likeness == pytest.approx(float(vectors[0] @ vectors[1]), abs=1e-5)


def test_a_disliked_item_pushes_what_resembles_it_back(retriever: LongTailRetriever) -> None:
    # the tundra boots share "boots" and "waterproof" with the liked pair and "warm" with the disliked blanket
    vectors = retriever.vectors_of(["boots-fell", "blanket", "boots-tundra"])
    assert vectors[1] @ vectors[2] > 0
    plain, pushed = (
        next(c for c in retriever.find(query, 10) if c.item.id == "boots-tundra")
        for query in (Query(liked=("boots-fell",)), Query(liked=("boots-fell",), disliked=("blanket",)))
    )
    assert pushed.legs["liked"] < plain.legs["liked"]
    assert pushed.fused < plain.fused
    assert tail_of(retriever, Query(liked=("boots-fell",)), 3)[0] == "boots-tundra"
    assert "blanket" not in found(retriever, Query(liked=("boots-fell",), disliked=("blanket",)))


def test_an_item_that_left_the_catalogue_changes_nothing(retriever: LongTailRetriever) -> None:
    gone = Query("tea", liked=("gone",), disliked=("gone",), seen=frozenset({"gone"}))
    assert found(retriever, gone) == found(retriever, Query("tea"))


def test_with_a_demand_alone_both_halves_get_their_seats(retriever: LongTailRetriever) -> None:
    games = Query(must=(Constraint("category", "any_of", ("games",)),))
    # counts: river 500 is of the head, chess 9 and lantern 4 of the tail
    assert sorted(found(retriever, games)) == ["chess", "lantern", "river"]
    # one seat each; beside the river both others are unknown alike (fame stops at -4), and chess crowds more
    assert found(retriever, games, k=2) == ["river", "lantern"]
    assert found(retriever, games, k=1) == ["lantern"]  # round(.32) = 0: no seat for the head
    assert {leg for c in retriever.find(games, 3) for leg in c.legs} == {"facets"}
    hidden = replace(games, niche=1.0)
    assert found(retriever, hidden) == ["lantern", "chess"]  # asked for the unknown, the most obscure comes first
    assert {leg for c in retriever.find(hidden, 3) for leg in c.legs} == {"facets", "obscure"}


def test_a_preference_that_holds_speaks_for_an_item_and_excludes_none(retriever: LongTailRetriever) -> None:
    for country, id_, weights in (("China", "lapsang", TAIL), ("Japan", "sencha", WEIGHTS["head"])):
        query = Query("tea", prefer=(Constraint("country", "any_of", (country,)),))
        candidates = {candidate.item.id: candidate for candidate in retriever.find(query, 10)}
        assert candidates[id_].legs["facets"] == pytest.approx(weights["facets"])
        assert len(candidates) == 10
    # of two wanted values the rarer counts more: one of ten is from China, ln(1 + 10), two from Japan, ln(1 + 5)
    either = Query("tea", prefer=(Constraint("country", "any_of", ("China", "Japan")),))
    legs = {candidate.item.id: candidate.legs for candidate in retriever.find(either, 10)}
    assert legs["grinder"]["facets"] / legs["lapsang"]["facets"] == pytest.approx(np.log(6) / np.log(11))


def test_a_demand_is_met_before_the_cut(retriever: LongTailRetriever) -> None:
    # the wish is for tea, the demand leaves only boots: they are found all the same
    boots = Query("smoky black tea", must=(Constraint("category", "any_of", ("boots",)),))
    assert sorted(found(retriever, boots, k=2)) == ["boots-fell", "boots-tundra"]


def test_a_record_without_a_country_meets_no_demand_on_countries(retriever: LongTailRetriever) -> None:
    not_from_china = found(retriever, Query(must=(Constraint("country", "none_of", ("China",)),)))
    assert len(not_from_china) == 8  # ten less the tea from China and the blanket from nobody knows where
    assert not {"lapsang", "blanket"} & set(not_from_china)


def test_demands_nothing_meets_leave_nothing(retriever: LongTailRetriever) -> None:
    query = Query("tea", must=(Constraint("price", "at_least", (1000.0,)),))
    assert retriever.find(query, 5) == []


def test_a_demand_on_a_field_nobody_records_is_refused_with_the_nearest_one(retriever: LongTailRetriever) -> None:
    for query in (Query(must=(Constraint("prize", "at_most", (20.0,)),)), Query(must=(WITHOUT, UNKNOWN))):
        with pytest.raises(UnknownField, match=r"no item has a field 'prize'.*did you mean 'price'\?"):
            retriever.find_all([Query("tea"), query], 5)
    assert found(retriever, Query(must=(WITHOUT,)))


WITHOUT = Constraint("", "without", ("tea",))  # speaks of no field
UNKNOWN = Constraint("prize", "any_of", ("gold",))


def test_what_a_query_allows_is_counted(retriever: LongTailRetriever) -> None:
    games = Constraint("category", "any_of", ("games",))
    cheap = Constraint("price", "at_most", (20.0,))
    seen = frozenset({"river"})
    assert retriever.count(Query(must=(cheap, games), seen=seen)) == 0
    assert retriever.count(Query(must=(cheap,), seen=seen)) == 2  # lapsang 12.5 and sencha 18
    assert retriever.count(Query(must=(games,), seen=seen)) == 2  # river, lantern, chess less the seen river
    assert retriever.count(Query("tea")) == 10


@pytest.mark.parametrize("text", ["the of and", "!!", "。", "film"])
def test_a_wish_of_words_that_say_nothing_still_finds_something(retriever: LongTailRetriever, text: str) -> None:
    assert len(found(retriever, Query(text), k=3)) == 3


def test_many_queries_together_find_what_each_finds_alone(retriever: LongTailRetriever) -> None:
    queries = [Query("tea"), Query("boots", seen=frozenset({"boots-fell"})), Query(liked=("chess",)), Query()]
    assert retriever.find_all(queries, 4) == [retriever.find(query, 4) for query in queries]


def test_vectors_are_those_of_the_texts_in_the_order_asked(
    retriever: LongTailRetriever, goods: tuple[Item, ...]
) -> None:
    texts = {item.id: item.text() for item in goods}
    np.testing.assert_allclose(
        retriever.vectors_of(["moka", "lapsang"]), ENCODER.encode([texts["moka"], texts["lapsang"]]), atol=1e-6
    )
    assert retriever.vectors_of([]).shape == (0, ENCODER.dim)


def test_a_wish_that_is_a_title_finds_that_item_first(retriever: LongTailRetriever) -> None:
    assert found(retriever, Query("three cup MOKA pot"))[0] == "moka"
    assert retriever.find(Query("Three Cup Moka Pot!"), 3)[0].legs["title"] == pytest.approx(TAIL["title"])
