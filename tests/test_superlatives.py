"""The cheapest tent: an order and no bound, so it never leaves an answer empty. And what a price is asked of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.finding import Finding
from bot.messages import Session
from retriever.encode import Encoders
from retriever.items import Constraint, Item, Query
from retriever.search import LongTailRetriever
from tests.shop import parser_of, ranker_of, talk
from tests.small_index import ENCODER, small_index

TENTS = tuple(
    Item(
        f"tent{place}",
        f"Ridge {place}",
        "",
        {"category": ("tent",)},
        {"price": price, "weight_grams": 4000 - price},
    )
    for place, price in enumerate((410.0, 180.0, 320.0, 250.0, 199.0, 290.0, 222.0))
)
OTHERS = (
    Item("untold", "Field Tent", "", {"category": ("tent",)}),
    Item("lamp", "Paper Lamp", "", {"category": ("lamp",)}, {"price": 12.0, "weight_grams": 300.0}),
    Item("knife", "Whittler", "", {"category": ("knife",)}, {"price": 9.0, "weight_grams": 80.0}),
    Item("stove", "Ember Stove", "", {"category": ("stove",)}, {"price": 60.0, "weight_grams": 500.0}),
    Item("twigs", "Twig Stove", "", {"category": ("stove",)}, {"price": 45.0, "weight_grams": 900.0}),
)
ITEMS = (*TENTS, *OTHERS)
LAMPS = Query(must=(Constraint("category", "any_of", ("lamp",)),))


def shown(said: str, n: int, before: Sequence[str] = ()) -> list[str]:
    """Ids of what is shown for it."""
    index = small_index(ITEMS)
    retriever = LongTailRetriever(lambda: index, Encoders(ENCODER))
    finding = Finding(retriever, ranker_of(retriever), lambda _: (), lambda *_: False)
    session = talk(ITEMS, *before)
    found = finding.found(parser_of(ITEMS).parse(said, session), session, n)
    return [pick.item.id for pick in found.picks]


@pytest.mark.parametrize("said", ["cheapest tent", "what's the cheapest tent you have?", "最便宜的帐篷"])
def test_the_cheapest_tents_are_shown_and_the_cheapest_first(said: str) -> None:
    assert shown(said, 3) == ["tent1", "tent4", "tent6"]


@pytest.mark.parametrize("said", ["the most expensive tent", "最贵的帐篷"])
def test_the_dearest_first(said: str) -> None:
    assert shown(said, 2) == ["tent0", "tent2"]


@pytest.mark.parametrize("said", ["the lightest tent", "最轻的帐篷"])
def test_the_lightest_first(said: str) -> None:
    assert shown(said, 2) == ["tent0", "tent2"]


def test_what_has_no_price_on_record_comes_last() -> None:
    assert shown("cheapest tent", 20)[-1] == "untold"


def test_of_other_kinds_than_those_on_show_too() -> None:
    assert shown("the cheapest tent", 1, ["lamp", "knife"]) == ["tent1"]


@pytest.mark.parametrize(
    ("said", "note"), [("cheapest tent", "The cheapest come first."), ("最便宜的帐篷", "最便宜的排在前面。")]
)
def test_it_is_an_order_and_that_is_told(said: str, note: str) -> None:
    intent = parser_of(ITEMS).parse(said, Session("t"))
    assert [str(one) for one in intent.query.must] == ["category: tent"]
    assert intent.notes == (note,)


@pytest.mark.parametrize("said", ["the cheapest one", "the cheapest of those"])
def test_the_cheapest_of_those_on_show_is_one_of_them(said: str) -> None:
    intent = parser_of(ITEMS).parse(said, talk(ITEMS, "stove", "lamp"))
    assert intent.fields == ()
    assert intent.meant == ("lamp",)


def test_a_catalogue_without_prices_keeps_the_word_and_orders_nothing() -> None:
    items = [Item("a", "Ridge", "", {"category": ("tent",)})]
    intent = parser_of(items).parse("cheapest tent", Session("t"))
    assert (intent.fields, intent.notes) == ((), ())


@pytest.mark.parametrize(
    "said",
    ["how much is the stove?", "what does a stove cost?", "what's the price of your stoves", "炉子多少钱？"],
)
def test_the_price_of_a_kind_not_on_show_is_answered_with_that_kind(said: str) -> None:
    for session in (Session("t"), talk(ITEMS, "lamp", "knife", query=LAMPS)):
        intent = parser_of(ITEMS).parse(said, session)
        assert [str(one) for one in intent.query.must] == ["category: stove"]
        assert (intent.query.text, intent.notes) == ("", ())


@pytest.mark.parametrize("said", ["how much is the stove?", "炉子多少钱？"])
def test_the_price_of_what_is_on_show_is_told(said: str) -> None:
    intent = parser_of(ITEMS).parse(said, talk(ITEMS, "stove", "lamp"))
    assert (intent.acts, intent.about, intent.fields) == (("about",), ("stove",), ("price",))
    assert intent.query == Query()


def test_prices_that_no_record_tells_are_not_pretended() -> None:
    items = [Item("a", "Ridge", "", {"category": ("tent",)})]
    intent = parser_of(items).parse("how much is the tent?", Session("t"))
    assert intent.notes == ("This catalogue does not record a price, so I can't tell it.",)
