"""What is found in the shop, by which leg, and what is never offered."""

from __future__ import annotations

import numpy as np
import pytest

from retriever.index import Index
from retriever.items import Constraint, Item, Query
from retriever.search import LongTailRetriever, Retriever
from tests.contracts import RetrieverContract
from tests.shop import ENCODER


@pytest.fixture(scope="module")
def retriever(shop_index: Index) -> LongTailRetriever:
    return LongTailRetriever(shop_index, ENCODER)


class TestLongTailRetriever(RetrieverContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index) -> Retriever:
        return LongTailRetriever(shop_index, ENCODER)


def found(retriever: LongTailRetriever, query: Query, k: int = 10) -> list[str]:
    return [candidate.item.id for candidate in retriever.find(query, k)]


def test_what_both_words_and_vectors_find_comes_first(retriever: LongTailRetriever) -> None:
    best = retriever.find(Query("smoky black tea"), 3)[0]
    assert best.item.id == "lapsang"
    assert best.legs == {"dense", "lexical"}
    assert best.fused == pytest.approx(2 / 3)  # first in two of the three legs


def test_the_similarity_is_the_cosine_of_wish_and_text(retriever: LongTailRetriever, shop_index: Index) -> None:
    wish = "felt lining for frost"
    [vector] = ENCODER.encode([wish])
    for candidate in retriever.find(Query(wish), 5):
        text = ENCODER.encode([candidate.item.text()])[0]
        assert candidate.similarity == pytest.approx(float(text @ vector), abs=1e-5)


def test_what_resembles_a_liked_item_is_found_without_any_words(retriever: LongTailRetriever) -> None:
    candidates = retriever.find(Query(liked=("river",)), 3)
    assert candidates[0].item.id == "chess"  # games for two players, both
    assert candidates[0].legs == {"liked"}
    assert candidates[0].similarity == 0
    vectors = retriever.vectors_of(["river", "chess"])
    assert candidates[0].likeness == pytest.approx(float(vectors[0] @ vectors[1]), abs=1e-5)


def test_a_disliked_item_pushes_what_resembles_it_back(retriever: LongTailRetriever) -> None:
    plain = found(retriever, Query(liked=("boots-fell",)))
    pushed = found(retriever, Query(liked=("boots-fell",), disliked=("blanket",)))
    # both share "waterproof" or "boots" with the liked pair; the tundra boots share "warm" with the blanket
    vectors = retriever.vectors_of(["boots-fell", "blanket", "boots-tundra"])
    assert vectors[1] @ vectors[2] > 0
    assert plain[0] == "boots-tundra"
    assert "blanket" not in pushed


def test_an_item_that_left_the_catalogue_changes_nothing(retriever: LongTailRetriever) -> None:
    gone = Query("tea", liked=("gone",), disliked=("gone",), seen=frozenset({"gone"}))
    assert found(retriever, gone) == found(retriever, Query("tea"))


def test_with_a_demand_alone_the_most_obscure_are_found(retriever: LongTailRetriever) -> None:
    games = Query(must=(Constraint("category", "any_of", ("games",)),))
    # counts: lantern 4, chess 9, river 500
    assert sorted(found(retriever, games)) == ["chess", "lantern", "river"]
    assert sorted(found(retriever, games, k=2)) == ["chess", "lantern"]
    assert {leg for c in retriever.find(games, 3) for leg in c.legs} == {"constraint"}


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


def test_relaxations_count_what_each_demand_costs(retriever: LongTailRetriever) -> None:
    games = Constraint("category", "any_of", ("games",))
    cheap = Constraint("price", "at_most", (20.0,))
    # without "games": lapsang 12.5 and sencha 18; without "cheap": river, lantern, chess less the seen river
    query = Query(must=(cheap, games), seen=frozenset({"river"}))
    assert found(retriever, query) == []
    assert sorted(retriever.relaxations(query), key=str) == sorted([(games, 2), (cheap, 2)], key=str)
    assert retriever.relaxations(Query("tea")) == []


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
