"""Which rows may be shown, and what is remembered of it."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever import masks
from retriever.index import Index
from retriever.items import Constraint, Query
from retriever.masks import Masks
from tests.small_index import ids_of, item, small_index

GOODS = (
    item("river", tail=0.0, category="games", price=35),
    item("moka", tail=0.1, category="coffee", price=24),
    item("chess", tail=0.5, category="Games", price=42),
    item("grinder", tail=0.8, category="coffee", price=59),
    item("blanket", tail=1.0, price=75),
)
GAMES = Constraint("category", "any_of", ("games",))
CHEAP = Constraint("price", "at_most", (40.0,))

ids = st.sampled_from([*(good.id for good in GOODS), "gone"])
constraints = st.one_of(
    st.builds(Constraint, st.just("category"), st.sampled_from(["any_of", "none_of"]), st.just(("games",))),
    st.builds(Constraint, st.just("price"), st.just("at_most"), st.tuples(st.sampled_from([20.0, 40.0, 60.0]))),
    st.builds(Constraint, st.just(""), st.just("without"), st.sampled_from([("river",), ("moka", "chess")])),
)
queries = st.builds(
    Query,
    liked=st.lists(ids, max_size=2).map(tuple),
    disliked=st.lists(ids, max_size=2).map(tuple),
    seen=st.frozensets(ids, max_size=2),
    must=st.lists(constraints, max_size=3).map(tuple),
    niche=st.sampled_from([0.0, 0.5, 1.0]),
)


@pytest.fixture(scope="module")
def index() -> Index:
    return small_index(GOODS)


def allowed(index: Index, query: Query) -> list[str]:
    return ids_of(index, np.flatnonzero(Masks().allowed(index, query)))


def test_with_nothing_asked_all_live_rows_are_allowed() -> None:
    changed = small_index(GOODS, [item("chess", price=50), item("lantern")], removed=["moka"])
    assert allowed(changed, Query()) == ["river", "grinder", "blanket", "chess", "lantern"]
    assert Masks().allowed(changed, Query()).tolist() == [True, False, False, True, True, True, True]


def test_every_demand_must_be_met(index: Index) -> None:
    assert allowed(index, Query(must=(GAMES,))) == ["river", "chess"]
    assert allowed(index, Query(must=(GAMES, CHEAP))) == ["river"]


def test_what_the_person_knows_is_left_out(index: Index) -> None:
    query = Query(seen=frozenset({"river", "gone"}), liked=("chess", "gone"), disliked=("blanket",))
    assert allowed(index, query) == ["moka", "grinder"]


def test_only_where_nothing_but_niche_is_asked_the_best_known_are_left_out(index: Index) -> None:
    assert allowed(index, Query(niche=1.0)) == ["chess", "grinder", "blanket"]
    assert len(allowed(index, Query(niche=0.99))) == 5


@given(st.lists(queries, max_size=6))
def test_a_mask_says_what_the_query_says_of_each_item_whatever_was_asked_before(asked: list[Query]) -> None:
    index, remembered = small_index(GOODS), Masks()
    with patch.object(masks, "FEW", 0.4):  # two of five
        for query in asked:
            assert remembered.allowed(index, query).tolist() == [query.allows(good) for good in GOODS]


def test_a_constraint_is_worked_out_once_an_index(index: Index) -> None:
    other, remembered = small_index(GOODS[:2]), Masks()
    with patch.object(Index, "meets", autospec=True, side_effect=Index.meets) as meets:
        for _ in range(3):
            remembered.allowed(index, Query(must=(GAMES,)))
        assert meets.call_count == 1
        assert remembered.allowed(other, Query(must=(GAMES,))).tolist() == [True, False]
        assert remembered.allowed(index, Query(must=(GAMES,))).sum() == 2
        assert meets.call_count == 3


def test_refused_words_are_looked_for_only_in_the_few_items_that_all_else_allows(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masks, "FEW", 0.2)  # one of five
    refused, remembered = Constraint("", "without", ("river",)), Masks()
    with patch.object(Constraint, "allows", autospec=True, side_effect=Constraint.allows) as allows:
        assert remembered.allowed(index, Query(must=(refused, GAMES, CHEAP))).sum() == 0
        assert [item.id for _, item in (call.args for call in allows.call_args_list)] == ["river"]
        for _ in range(3):
            assert remembered.allowed(index, Query(must=(refused,))).sum() == 4
        assert allows.call_count == 1 + 5  # of many items all are read, once


def test_the_answer_may_be_changed_without_harm(index: Index) -> None:
    remembered = Masks()
    remembered.allowed(index, Query(must=(GAMES,)))[:] = False
    assert remembered.allowed(index, Query(must=(GAMES,))).sum() == 2
    remembered.allowed(index, Query())[:] = False
    assert index.alive.all()


def test_the_oldest_constraint_is_forgotten_first(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masks, "REMEMBERED", 2)
    remembered = Masks()
    with patch.object(Index, "meets", autospec=True, side_effect=Index.meets) as meets:
        for price in (20.0, 40.0, 60.0, 60.0, 40.0, 20.0):
            remembered.allowed(index, Query(must=(Constraint("price", "at_most", (price,)),)))
        assert meets.call_count == 4  # 20 was forgotten for 60
