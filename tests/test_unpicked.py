"""Why an item was not offered: "why not Alien?". Nothing is refused or liked by asking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import Language
from bot.unpicked import why_not
from retriever.items import Constraint, Item, Query
from tests.shop import parser_of, talk

FRENCH = Query("something slow", must=(Constraint("country", "any_of", ("France",)),))
NOT_PICKED = "I have not picked this one in our talk: "


@pytest.fixture
def by_id(films: tuple[Item, ...]) -> dict[str, Item]:
    return {item.id: item for item in films}


@pytest.mark.parametrize(
    ("id_", "query", "reason"),
    [
        ("alien", FRENCH, "it does not meet “from France”."),
        ("lost-reel", FRENCH, "you asked for “from France”, and its record does not tell."),
        ("vagabond", FRENCH, "it breaks nothing you asked for, but others came closer."),
        ("vagabond", replace(FRENCH, disliked=("vagabond",)), "you said that you don't like it."),
        (
            "vagabond",
            replace(FRENCH, seen=frozenset({"vagabond"})),
            "you have seen it, or I have shown it before.",
        ),
        (
            "alien",
            replace(FRENCH, niche=1),
            "it does not meet “from France”; "
            "it is one of the best known fifth here, and you asked for hidden gems only.",
        ),
        (
            "alien",
            Query(must=(Constraint("", "without", ("horror",)),)),
            "it does not meet “no mention of horror”.",
        ),
    ],
)
def test_the_reason_is_what_the_talk_and_the_record_say(
    by_id: dict[str, Item], id_: str, query: Query, reason: str
) -> None:
    assert why_not(by_id[id_], query, "en") == NOT_PICKED + reason


def test_it_is_told_in_chinese(by_id: dict[str, Item]) -> None:
    assert why_not(by_id["alien"], FRENCH, "zh") == "这次对话里我没有推荐过它：它不符合“来自法国”。"
    assert why_not(by_id["vagabond"], FRENCH, "zh").endswith("它并不违反你的要求，只是别的更接近。")


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("why not Vagabond?", "en"),
        ("why didn't you show me Vagabond", "en"),
        ("为什么不推荐Vagabond？", "zh"),
        ("为什么没有Vagabond？", "zh"),
    ],
)
def test_asking_why_not_refuses_and_likes_nothing(films: tuple[Item, ...], said: str, language: Language) -> None:
    intent = parser_of(films).parse(said, talk(films, "cleo", "alien", query=FRENCH))
    assert (intent.acts, intent.about, intent.language) == (("why",), ("vagabond",), language)
    assert intent.query == FRENCH


def test_a_title_that_is_not_in_the_catalogue_is_said_to_be_missing(films: tuple[Item, ...]) -> None:
    intent = parser_of(films).parse("why not The Godfather?", talk(films, "cleo"))
    assert intent.notes == ("I find no “The Godfather” in this catalogue.",)
    assert (intent.shows, intent.about) == (False, ())
