"""Who wishes says nothing of what is wished; a wish beside an errand is heard."""

from __future__ import annotations

import pytest

from bot.intent.rules import RuleParser
from bot.messages import Session
from retriever.items import Item
from tests.shop import parser_of


@pytest.fixture(scope="module")
def parser(films: tuple[Item, ...]) -> RuleParser:
    return parser_of(films)


@pytest.mark.parametrize(
    "said",
    [
        "my friend Zork loves a film about trains",
        "my friend Zork Blarg loves films about trains",
        "my friend Zork, who loves trains, wants a film",
        "Zork told me there is a film about trains",
        "my neighbour Zork Blarg recommended a film about trains",
        "my brother recommended a film about trains",
        "my friend says he loves a film about trains",
        "John Zork says he loves a film about trains",
        "a film about trains for Anna Blarg",
        "a film about trains for Anna, who is seven",
        "my cousin Zork likes trains",
    ],
)
def test_of_somebody_unknown_only_the_wish_is_heard(parser: RuleParser, said: str) -> None:
    intent = parser.parse(said, Session("talk"))
    assert intent.acts == ("recommend",)
    assert intent.query.text == "trains"
    assert intent.query.must == intent.query.prefer == ()
    assert intent.notes == ()


def test_somebody_of_the_catalogue_stays_named(parser: RuleParser) -> None:
    assert parser.parse("my friend Agnès Varda loves films about rain", Session("talk")).query.prefer
    by_whom = parser.parse("a film about the sea by Zork Blarg", Session("talk"))
    assert by_whom.notes == ("No record here names “Zork Blarg”, so I left that name out.",)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("a film for Christmas", "Christmas"),
        ("something for Diwali", "Diwali"),
        ("a film for Ramadan", "Ramadan"),
        ("boots for Patagonia", "boots for Patagonia"),
        ("a coat for Everest, please", "coat for Everest"),
        ("a film, for Pride", "Pride"),
        ("something for Oscar season", "Oscar season"),
        ("a film about my neighbor Totoro", "a film about my neighbor Totoro"),
        ("a film about my friend Anna", "Anna"),
        ("a film like My Cousin Vinny", "Cousin Vinny"),
        ("more films like my cousin Vinny", "cousin Vinny"),
        ("a film about trains for Zork Blarg", "trains for Zork Blarg"),
    ],
)
def test_capitals_that_are_no_first_name_are_what_is_wished(parser: RuleParser, said: str, text: str) -> None:
    assert parser.parse(said, Session("talk")).query.text == text


@pytest.mark.parametrize(
    ("said", "must", "text"),
    [
        ("a drama and do you ship?", ["genres: drama"], ""),
        ("drama and do you ship?", ["genres: drama"], ""),
        ("a drama from Iran and how long is delivery?", ["genres: drama", "country: Iran"], ""),
        ("something sad, do you ship?", [], "sad"),
        ("do you ship? also a drama", ["genres: drama"], ""),
    ],
)
def test_a_wish_beside_a_question_of_service_is_heard(
    parser: RuleParser, said: str, must: list[str], text: str
) -> None:
    intent = parser.parse(said, Session("talk"))
    assert "service" in intent.acts
    assert intent.shows
    assert [str(one) for one in intent.query.must] == must
    assert intent.query.text == text


@pytest.mark.parametrize(
    "said",
    [
        "I bought a drama and it broke, do you repair it?",
        "a drama and can I send it back?",
        "order question, do you ship?",
        "late delivery, where is my order?",
    ],
)
def test_what_a_question_of_service_is_about_is_no_wish(parser: RuleParser, said: str) -> None:
    intent = parser.parse(said, Session("talk"))
    assert intent.acts == ("service",)
    assert intent.query.text == ""
    assert intent.query.must == ()
