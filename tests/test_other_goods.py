"""Another kind of goods, or another value of one field: what goes with the old one, and what stays."""

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
     "price": 40.0, "country": "Germany", "weight_grams": 900.0, "tags": ["vegan"], "description": "For rain."},
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


@pytest.mark.parametrize(
    "said", ["what about red lamps?", "how about red lamps", "red lamps instead", "or what about red paper lamps?"]
)
def test_the_new_kind_is_demanded_where_something_is_said_of_it(parser: RuleParser, said: str) -> None:
    must, text, _ = after(parser, "black boots under 100 euros", said)
    assert must == {"category: lamps", "price < 100"}
    assert text.startswith("red")


def test_what_is_said_again_of_the_new_kind_stays(parser: RuleParser) -> None:
    said = ("black boots under 800 grams", "what about black lamps under 800 grams?")
    assert after(parser, *said) == ({"category: lamps", "weight_grams < 800"}, "black", 1)
    assert parser.parse(said[1], Session("talk", parser.parse(said[0], Session("talk")).query)).notes == ()


def test_what_must_be_stays_and_a_limit_that_goes_is_told(parser: RuleParser) -> None:
    heard = hear(parser, "boots under 800 grams, must be vegan", "lamps instead")
    assert {str(one) for one in heard.query.must} == {"category: lamps", "tags: vegan"}
    assert heard.notes == ("I let go of “under 800 g”, which you said of boots; say it again if it still holds.",)
    assert hear(parser, "boots under 100 euros", "lamps instead").notes == ()
    chinese = hear(parser, "靴子，800克以下", "现在我要灯")
    assert chinese.notes == ("对原来那类东西的限制我不再算了；还要的话请再说一次。",)


def test_what_must_be_gives_way_to_what_is_said_of_the_new_kind(parser: RuleParser) -> None:
    heard = hear(parser, "boots, must be black", "red lamps")
    assert {str(one) for one in heard.query.must} == {"category: lamps"}
    assert heard.notes == ()


@pytest.mark.parametrize(
    ("first", "said", "preferred", "wish"),
    [
        ("black boots", "brown instead", {"colour: brown"}, "brown"),
        ("black boots", "brown ones instead", {"colour: brown"}, "brown"),
        ("black boots", "rather brown", {"colour: brown"}, "brown"),
        ("black or red boots", "no, brown instead", {"colour: brown"}, "brown"),
        ("black leather boots", "brown instead", {"colour: brown", "material: leather"}, "brown. leather"),
        ("black boots", "brown leather instead", {"colour: brown", "material: leather"}, "brown leather"),
        ("black leather boots", "brown leather instead", {"colour: brown", "material: leather"}, "brown leather"),
        ("black boots", "rubber instead", {"colour: black", "material: rubber"}, "rubber. black"),
        ("black boots", "black instead", {"colour: black"}, "black"),
        ("black boots", "brown too", {"colour: black", "colour: brown"}, "brown. black"),
    ],
)
def test_of_one_field_the_new_value_takes_the_place_of_the_old(
    parser: RuleParser, first: str, said: str, preferred: set[str], wish: str
) -> None:
    query = hear(parser, first, said).query
    assert {str(one) for one in query.must} == {"category: boots"}
    assert {str(one) for one in query.prefer if one.field != "category"} == preferred
    assert query.text == wish


def test_what_was_demanded_is_demanded_of_the_new_value(parser: RuleParser) -> None:
    must, text, _ = after(parser, "boots, must be black", "brown instead")
    assert must == {"category: boots", "colour: brown"}
    assert text == "brown"
