"""Another kind of goods: what described the old thing goes with it, what the person sets stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.intent.rules import RuleParser
from bot.messages import Session
from tests.shop import catalogue, parser_of
from tests.small_parser import agreed, hear, parsers

GOODS = (
    {"id": "fell", "title": "Fell", "category": "boots", "colour": "black", "material": "leather", "size": "42",
     "price": 90.0, "country": "Italy", "description": "For hills."},
    {"id": "mud", "title": "Mud", "category": "boots", "colour": "brown", "material": "rubber", "size": "43",
     "price": 40.0, "country": "Germany", "description": "For rain."},
    {"id": "pole", "title": "Pole", "category": "lamps", "colour": "red", "material": "paper", "size": None,
     "price": 60.0, "country": "Italy", "description": "For corners."},
    {"id": "lake", "title": "Lake", "category": "rugs", "colour": "blue", "material": "wool", "size": None,
     "price": 210.0, "country": "Germany", "description": "For halls."},
)  # fmt: skip


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> RuleParser:
    folder: Path = tmp_path_factory.mktemp("goods")
    return parser_of(tuple(catalogue(folder, GOODS).items))


def after(parser: RuleParser, *utterances: str) -> tuple[set[str], str, int]:
    """Demands, wish, and how many preferences but those for a kind, after a talk."""
    session = Session("talk")
    for said in utterances:
        session = Session("talk", parser.parse(said, session).query)
    query = session.query
    return {str(one) for one in query.must}, query.text, sum(one.field != "category" for one in query.prefer)


@pytest.mark.parametrize(
    "said", ["lamps instead", "a lamp instead", "rather lamps", "what about lamps?", "lamps", "show me lamps"]
)
def test_the_colour_goes_with_the_old_kind_and_the_price_stays(parser: RuleParser, said: str) -> None:
    first = "black leather boots under 100 euros from Italy, nothing with rubber, size 42"
    assert after(parser, first, said) == (
        {"category: lamps", "price < 100", "country: Italy", "without rubber"}, "", 0
    )  # fmt: skip


def test_what_is_said_of_the_new_kind_counts(parser: RuleParser) -> None:
    must, text, _ = after(parser, "black boots under 100 euros", "a red lamp instead")
    assert must == {"category: lamps", "price < 100"}
    assert text == "red"


def test_the_same_kind_again_changes_nothing(parser: RuleParser) -> None:
    first = "black boots under 100 euros"
    assert after(parser, first, "boots under 100 euros") == after(parser, first)


def test_a_kind_that_joins_takes_nothing_away(parser: RuleParser) -> None:
    must, text, _ = after(parser, "black boots", "lamps are fine too")
    assert must == {"category: boots, lamps"}
    assert text == "black"


def test_a_genre_is_a_sort_of_one_kind_of_thing_and_takes_nothing_along() -> None:
    films = parsers()["films"]
    assert agreed(hear(films, "a slow drama under 100 minutes", "a comedy instead")) == (
        {"genres: comedy", "runtime < 100"}, "slow"
    )  # fmt: skip
