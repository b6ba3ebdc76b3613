"""Questions after questions, of what a shop may answer, and of what happens in a story."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.intent.chinese import to_english
from bot.intent.gazetteer import Gazetteer
from bot.intent.learned.tagger import load_taggers
from bot.intent.rules import RuleParser
from bot.messages import Act, Intent, Session, Turn
from retriever.encode import packaged_weights
from retriever.items import Constraint, Item
from tests.shop import FILMS, SHOP, catalogue, parser_of, talk

STOCKED = tuple({**record, "stock": place} for place, record in enumerate(SHOP))


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    return tuple(catalogue(tmp_path_factory.mktemp("films"), FILMS).items)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    folder: Path = tmp_path_factory.mktemp("stocked")
    return tuple(catalogue(folder, STOCKED).items)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    return tuple(catalogue(tmp_path_factory.mktemp("shop")).items)


def heard(parser: RuleParser, session: Session, *said: str) -> Intent:
    """The intent of the last of several utterances."""
    for utterance in said:
        intent = parser.parse(utterance, session)
        turn = Turn(utterance, "...", query=intent.query, spoken=intent.about, acts=intent.acts)
        session = replace(session, query=intent.query, turns=(*session.turns, turn))
    return intent


@pytest.mark.parametrize(
    ("said", "about", "fields"),
    [
        (("who directed the first one?", "and the second?"), ("vagabond",), ("director",)),
        (
            ("who directed the first one?", "and the second?", "what about the third one?"),
            ("alien",),
            ("director",),
        ),
        (("how long is the first?", "and its director?"), ("cleo",), ("director",)),
        (("第一个有多长？", "那第二个呢？"), ("vagabond",), ("runtime",)),
        (("第一个有多长？", "and the second?"), ("vagabond",), ("runtime",)),
        (("第二个有多长？", "导演呢？"), ("vagabond",), ("director",)),
        (("what is the first about?", "and the second?"), ("vagabond",), ()),
        (("who directed the first one?", "something sad", "and the second?"), ("vagabond",), ()),
    ],
)
def test_a_short_question_asks_what_was_asked_before(
    films: tuple[Item, ...], said: tuple[str, ...], about: tuple[str, ...], fields: tuple[str, ...]
) -> None:
    intent = heard(parser_of(films), talk(films, "cleo", "vagabond", "alien"), *said)
    assert (intent.acts, intent.about, intent.fields) == (("about",), about, fields)


@pytest.mark.parametrize(
    "said", ["and the second?", "what about the third one?", "and its director?", "does the dog die?"]
)
def test_the_learnt_reader_does_not_doubt_a_short_question(films: tuple[Item, ...], said: str) -> None:
    by_id = {item.id: item for item in films}
    parser = RuleParser(Gazetteer(films), by_id.get, load_taggers(packaged_weights()))
    assert heard(parser, talk(films, "cleo", "vagabond", "alien"), said).acts == ("about",)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("is it in stock?", ("sencha",)),
        ("are any of these in stock?", ("sencha", "moka")),
        ("is the second one out of stock?", ("moka",)),
        ("有货吗？", ("sencha",)),
        ("第二个有货吗？", ("moka",)),
        ("这些还有库存吗？", ("sencha", "moka")),
    ],
)
def test_what_records_tell_of_the_stock_is_no_question_of_service(
    stocked: tuple[Item, ...], said: str, about: tuple[str, ...]
) -> None:
    intent = parser_of(stocked).parse(said, talk(stocked, "sencha", "moka"))
    assert (intent.acts, intent.about, intent.fields) == (("about",), about, ("stock",))


@pytest.mark.parametrize(
    ("said", "act"),
    [("is it in stock?", "service"), ("有货吗？", "service"), ("is my order in stock yet?", "service")],
)
def test_where_no_record_tells_of_the_stock_it_is_one(shop: tuple[Item, ...], said: str, act: Act) -> None:
    assert act in parser_of(shop).parse(said, talk(shop, "sencha", "moka")).acts


@pytest.mark.parametrize(
    "said", ["does the dog die?", "is there any nudity?", "狗死了吗？", "有暴力镜头吗？", "who's the killer?"]
)
def test_what_happens_in_a_story_is_asked_of_the_item_spoken_of(films: tuple[Item, ...], said: str) -> None:
    intent = heard(parser_of(films), talk(films, "cleo", "vagabond"), "how long is the second?", said)
    assert (intent.acts, intent.about) == (("about",), ("vagabond",))


@pytest.mark.parametrize("said", ["哪个更短，第一个还是第二个？", "哪个更短:第一个还是第二个"])
def test_two_that_are_named_after_the_comparison_are_compared(said: str) -> None:
    assert to_english(said).startswith("which is shorter, the first one or the second one")


def test_a_theme_of_two_words_stays_whole_in_the_wish(tmp_path: Path) -> None:
    records = ({**FILMS[0], "themes": ["road movie"]}, *FILMS[1:])
    query = (
        parser_of(tuple(catalogue(tmp_path, records).items))
        .parse("a road movie in the desert", Session("new"))
        .query
    )
    assert query.text == "road movie in the desert"


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ("only what is in stock", 1),
        ("at least 2 in stock", 2),
        ("more than 2 in stock", 3),
        ("nothing that is sold out", 1),
        ("只要有货的", 1),
        ("有货的茶", 1),
    ],
)
def test_the_stock_can_be_demanded(stocked: tuple[Item, ...], said: str, least: int) -> None:
    must = parser_of(stocked).parse(said, Session("new")).query.must
    assert Constraint("stock", "at_least", (float(least),)) in must


def test_stop_recommending_refuses(shop: tuple[Item, ...]) -> None:
    query = heard(parser_of(shop), Session("new"), "tea please", "stop recommending boots").query
    assert [one.values for one in query.must if one.op == "without"] == [("boots",)]


def test_a_preference_goes_with_the_demand_it_came_from(shop: tuple[Item, ...]) -> None:
    query = heard(parser_of(shop), Session("new"), "some tea", "only boots").query
    assert Constraint("category", "any_of", ("tea",)) not in query.prefer


def test_what_is_asked_of_another_kind_is_not_answered_by_this_one(shop: tuple[Item, ...]) -> None:
    assert heard(parser_of(shop), talk(shop, "sencha"), "how much are the boots?").about == ()


def test_an_address_wishes_nothing(shop: tuple[Item, ...]) -> None:
    intent = parser_of(shop).parse("https://shop.example/?b=under+20", Session("new"))
    assert (intent.query.must, intent.query.text, intent.notes) == ((), "", ())


@pytest.mark.parametrize(
    "said",
    ["not by him", "不要他导演的", "不要她执导的", "不要他拍的", "不要他的", "不要这个导演的",
     "不要第三个的导演的", "不要第三个的导演拍的", "nothing by the director of the third",
     "not by the same director as the third one"],
)  # fmt: skip
def test_who_was_spoken_of_is_refused_in_both_languages(films: tuple[Item, ...], said: str) -> None:
    intent = heard(parser_of(films), talk(films, "cleo", "vagabond", "alien"), "who directed the third one?", said)
    assert intent.query.must == (Constraint("director", "none_of", ("Ridley Scott",)),)
    assert intent.notes == ()
