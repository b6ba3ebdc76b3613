"""Every quick reply that the embedded catalogue can be asked about is understood when it is pressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.build import embedded_catalogue
from bot.clarify_words import said_value, sayable
from bot.intent.rules import RuleParser
from bot.messages import Session
from retriever.catalogue import read_catalogue
from retriever.items import HAN, Item
from tests.shop import parser_of

FREQUENT = 5  # films that share a theme; a rarer one is seldom offered


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return read_catalogue(embedded_catalogue()).items


@pytest.fixture(scope="module")
def parser(items: tuple[Item, ...]) -> RuleParser:
    return parser_of(items)


def offered(items: tuple[Item, ...]) -> Iterator[tuple[str, str]]:
    """(field, value) of the catalogue, as a question may offer them."""
    for field, least in (("genres", 1), ("moods", 1), ("country", 1), ("themes", FREQUENT)):
        counts = Counter(value for item in items for value in item.facets.get(field, ()))
        yield from ((field, value) for value, n in counts.items() if n >= least and sayable(value))


def asked_for(parser: RuleParser, reply: str) -> set[str]:
    """The values that are demanded or preferred after the reply, in lower case."""
    query = parser.parse(reply, Session("talk")).query
    constraints = [one for one in (*query.must, *query.prefer) if one.op == "any_of"]
    return {str(value).casefold() for one in constraints for value in one.values}


def test_a_chinese_reply_is_chinese_and_asks_for_its_value(items: tuple[Item, ...], parser: RuleParser) -> None:
    replies = {value: said_value(value, "zh") for _, value in offered(items)}
    assert len(replies) > 200
    assert [value for value, reply in replies.items() if not HAN.search(reply.removesuffix("的"))] == []
    lost = [(v, reply) for v, reply in replies.items() if v.casefold() not in asked_for(parser, reply)]
    assert lost == []


def test_an_english_reply_asks_for_its_value(items: tuple[Item, ...], parser: RuleParser) -> None:
    lost = [value for _, value in offered(items) if value.casefold() not in asked_for(parser, value)]
    assert lost == []


def test_no_two_values_share_a_chinese_reply(items: tuple[Item, ...]) -> None:
    said = Counter(said_value(value, "zh") for value in {value.casefold() for _, value in offered(items)})
    assert [reply for reply, n in said.items() if n > 1] == []
