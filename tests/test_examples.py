"""Example requests: made of a catalogue's own values, understood when they are sent, and answered."""

from __future__ import annotations

import pytest

from bot.build import embedded_catalogue
from bot.examples import MOST, chinese_requests, example_requests, examples, in_language
from bot.messages import Session
from retriever.catalogue import read_catalogue
from retriever.items import HAN, Constraint, Item
from tests.shop import parser_of

CHINESE_SHOP = (
    Item("a", "龙井", facets={"category": ("茶",), "country": ("中国",)}, tail=0.9),
    Item("b", "铁壶", facets={"category": ("茶具",), "country": ("日本",)}, tail=0.8),
)


@pytest.fixture(scope="module")
def embedded() -> tuple[Item, ...]:
    return read_catalogue(embedded_catalogue()).items


def has(item: Item, constraint: Constraint) -> bool:
    return bool(
        {v.casefold() for v in item.facets.get(constraint.field, ())}
        & {str(v).casefold() for v in constraint.values}
    )


def test_there_are_three_requests_in_english_and_three_in_chinese(embedded: tuple[Item, ...]) -> None:
    found = examples(embedded)
    english, chinese = in_language(found, "en"), in_language(found, "zh")
    assert [len(english), len(chinese), len(found)] == [MOST, MOST, 2 * MOST]
    assert not any(HAN.search(request) for request in english)
    assert all(HAN.search(request) and request.isprintable() for request in chinese)


def test_where_no_request_is_in_the_language_all_are_given() -> None:
    assert in_language(("something quiet",), "zh") == ("something quiet",)


def test_an_item_of_the_catalogue_has_all_that_a_chinese_request_asks_for(embedded: tuple[Item, ...]) -> None:
    parser = parser_of(embedded)
    for request in chinese_requests(embedded):
        query = parser.parse(request, Session("talk")).query
        asked = (*query.must, *query.prefer)
        assert len({one.field for one in asked}) >= 2, request
        assert any(all(has(item, one) for one in asked) for item in embedded), request
        assert query.must, request


def test_a_value_without_a_chinese_word_is_in_no_chinese_request() -> None:
    items = (
        Item("a", "A", facets={"category": ("lodestones",), "country": ("Japan",), "mood": ("quiet",)}, tail=1.0),
    )
    assert chinese_requests(items) == ("日本的，安静的",)
    assert example_requests(items) == ("something quiet from Japan",)


def test_a_chinese_catalogue_speaks_in_its_own_words() -> None:
    assert chinese_requests(CHINESE_SHOP) == ("中国的茶", "日本的茶具")
