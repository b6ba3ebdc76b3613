"""A shop in Chinese, its records in English: what is refused, taken back, preferred, asked and swapped."""

from __future__ import annotations

import pytest

from bot.intent.chinese import to_english
from bot.intent.rules import RuleParser
from bot.messages import Intent, Session
from retriever.glossary import dictionary
from retriever.items import Item, Query
from tests.shop import parser_of, talk


def thing(id_: str, category: str, colour: str, material: str, price: float) -> Item:
    facets = {"category": (category,), "colour": (colour,), "material": (material,)}
    return Item(id_, id_.title(), facets=facets, numbers={"price": price})


SHOP = (
    thing("mire", "boots", "green", "rubber", 59.0),
    thing("stoker", "boots", "black", "leather", 89.0),
    thing("glim", "lamp", "white", "plastic", 12.5),
    thing("heron", "lamp", "black", "steel", 75.0),
    thing("bog", "sweater", "green", "wool", 120.0),
    thing("skerry", "sweater", "blue", "wool", 99.0),
    thing("wick", "candle", "yellow", "beeswax", 16.0),
)
FILMS = (
    Item(
        "hush",
        "Hush",
        facets={"genres": ("western",), "country": ("France",), "moods": ("quiet",)},
        numbers={"year": 1994, "runtime": 88},
    ),
    Item(
        "din",
        "Din",
        facets={"genres": ("comedy",), "country": ("United States",), "moods": ("funny",)},
        numbers={"year": 1961, "runtime": 120},
    ),
)
shop, films = parser_of(SHOP), parser_of(FILMS)
with_dictionary = pytest.mark.skipif(dictionary() is None, reason="the extra `multilingual` is not installed")


def hear(parser: RuleParser, *said: str) -> Intent:
    """What is understood of the last of several utterances; nothing is on screen."""
    query, intents = Query(), []
    for one in said:
        intents.append(parser.parse(one, Session("talk", query)))
        query = intents[-1].query
    return intents[-1]


def must(intent: Intent) -> set[str]:
    return {str(constraint) for constraint in intent.query.must}


@pytest.mark.parametrize(
    ("said", "demands"),
    [
        ("90年代的法国片,两小时以内", {"country: France", "year ≥ 1990", "year ≤ 1999", "runtime ≤ 120"}),
        ("80年代的美国片,100分钟以上", {"country: United States", "year ≥ 1980", "year ≤ 1989", "runtime ≥ 100"}),
        ("from the 1960s, at most 90 minutes", {"year ≥ 1960", "year ≤ 1969", "runtime ≤ 90"}),
        ("the 1960s, at most", {"year ≤ 1969"}),
    ],
)
def test_what_bounds_a_length_leaves_the_decade_before_it_alone(said: str, demands: set[str]) -> None:
    assert must(hear(films, said)) == demands


@pytest.mark.parametrize(
    ("said", "demands"),
    [
        (("一盏50欧元以下的灯", "不要白色的"), {"category: lamp", "price < 50", "without white"}),
        (("靴子", "不要黑色的"), {"category: boots", "without black"}),
        (("靴子", "不要黑的"), {"category: boots", "without black"}),
        (("白色以外的灯",), {"category: lamp", "without white"}),
        (("除了白色的灯",), {"category: lamp", "without white"}),
        (("不要白色的灯",), {"category: lamp", "without white"}),
        (("不要白色和绿色的",), {"without white, green"}),
    ],
)
def test_a_colour_refused_in_chinese_is_refused_in_english_records(
    said: tuple[str, ...], demands: set[str]
) -> None:
    assert must(hear(shop, *said)) == demands


@with_dictionary
def test_a_value_of_the_catalogue_that_only_the_dictionary_knows_is_refused() -> None:
    intent = hear(shop, "不要橡胶的靴子")
    assert (must(intent), intent.notes) == ({"category: boots", "without rubber"}, ())


def test_a_refusal_that_no_record_can_tell_is_said() -> None:
    assert any("奇怪" in note for note in hear(shop, "不要奇怪的").notes)


@pytest.mark.parametrize(
    ("said", "demands"),
    [
        (("西部片", "法国的", "撤回西部片"), {"country: France"}),
        (("西部片", "法国的", "90分钟以内", "撤回法国"), {"genres: western", "runtime ≤ 90"}),
        (("西部片", "法国的", "90分钟以内", "把法国撤回"), {"genres: western", "runtime ≤ 90"}),
        (("西部片,60分钟以内", "不要求60分钟以内"), {"genres: western"}),
        (("西部片,60分钟以内", "撤回片长限制"), {"genres: western"}),
        (("西部片,90年代的", "撤回90年代"), {"genres: western"}),
    ],
)
def test_what_is_named_is_taken_back_and_nothing_else(said: tuple[str, ...], demands: set[str]) -> None:
    intent = hear(films, *said)
    assert (must(intent), intent.acts) == (demands, ("relax",))


@pytest.mark.parametrize("bare", ["撤回", "撤销上一步", "撤回刚才那句", "我收回刚才的话", "撤回上一条"])
def test_a_bare_word_takes_back_the_last_turn(bare: str) -> None:
    assert to_english(bare) == "undo that"


@pytest.mark.parametrize("said", ["西部片,安静的", "安静的海边西部片"])
def test_a_mood_that_is_not_insisted_on_is_wished_no_longer(said: str) -> None:
    query = hear(films, said, "不要求安静").query
    assert "安静" not in query.text
    assert "quiet" not in query.text
    assert not any("quiet" in constraint.values for constraint in query.prefer)


def test_what_would_be_best_is_preferred_and_not_demanded() -> None:
    intent = hear(films, "喜剧,最好是法国的")
    assert must(intent) == {"genres: comedy"}
    assert "country: France" in {str(constraint) for constraint in intent.query.prefer}


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("西部片,最好90分钟以内", "a western film, preferably at most 90 minutes"),
        ("西部片,最好是60年代的", "a western film, preferably from the 1960s"),
        ("最好90分钟以内的法国片", "from France, preferably at most 90 minutes"),
    ],
)
def test_a_number_that_would_be_best_is_a_demand_and_that_is_said(said: str, english: str) -> None:
    assert to_english(said) == english
    assert len(hear(films, said).notes) == 1


def test_the_best_of_all_is_no_preference() -> None:
    assert "preferably" not in to_english("最好看的法国片")
    assert "preferably" not in to_english("最好的法国片")


def test_who_directed_it_and_which_is_the_oldest_are_questions() -> None:
    asked = films.parse("谁导演的？", talk(FILMS, "hush", "din"))
    assert (asked.acts, asked.query.text) == (("about",), "")
    assert to_english("哪一部最老？") == "which of these is the oldest?"


@with_dictionary
def test_how_to_wash_a_thing_is_no_wish_for_it() -> None:
    intent = hear(shop, "毛衣怎么洗")
    assert (intent.query.text, intent.query.must, intent.query.prefer) == ("", (), ())


@with_dictionary
def test_a_kind_of_thing_that_the_catalogue_has_takes_the_place_of_another() -> None:
    assert must(hear(shop, "靴子", "换成蜡烛")) == {"category: candle"}
    assert must(hear(shop, "靴子", "蜡烛呢")) == {"category: candle"}
    assert must(hear(shop, "蓝色毛衣")) == {"category: sweater"}


@with_dictionary
def test_a_word_that_only_tells_where_a_thing_goes_is_no_kind() -> None:
    assert must(hear(shop, "放毛衣的灯")) == {"category: lamp"}
