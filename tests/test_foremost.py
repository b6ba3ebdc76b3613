"""Which of some items is the most so: a direct answer, ties and silence of the records told."""

from __future__ import annotations

import pytest

from bot.answers import about_items
from bot.extremes import COMPARED, EXTREMES, extreme
from bot.foremost import foremost, winner_last
from bot.messages import Intent, Language
from ranker.rank import Ranked
from retriever.items import Item, Query
from tests.shop import parser_of, talk

SHOWN = ("cleo", "alien", "stalker", "totoro")
GOODS_SHOWN = ("lapsang", "boots-fell", "chess", "moka")


def said(items: tuple[Item, ...], utterance: str, *shown: str) -> str:
    """What is answered to a question about items on screen."""
    by_id = {item.id: item for item in items}
    intent = parser_of(items).parse(utterance, talk(items, *shown))
    picks = [Ranked(by_id[id_], 0.5) for id_ in intent.about]
    return "".join(text.piece for text in about_items(intent, picks, shown))


@pytest.mark.parametrize(
    ("utterance", "answer"),
    [
        # runtimes: Cleo 90, Alien 117, Stalker 162, Totoro 86
        (
            "which is the shortest of these?",
            "**My Neighbor Totoro** is the shortest of them: 86 minutes. The others: "
            "Cleo from 5 to 7 (90 minutes), Alien (117 minutes), Stalker (162 minutes).",
        ),
        ("which is longer, the first or the second?", "**Alien** is the longest of them: 117 minutes. "
         "The others: Cleo from 5 to 7 (90 minutes)."),
        # Alien and Stalker are both from 1979
        ("which is older, the second or the third?", "**Alien** and **Stalker** are equally the oldest "
         "of them: 1979."),
        ("哪个最短？", "**My Neighbor Totoro**最短：86分钟。"
         "其余：Cleo from 5 to 7（90分钟）、Alien（117分钟）、Stalker（162分钟）。"),
        ("第一部和第二部哪个更长？", "**Alien**最长：117分钟。其余：Cleo from 5 to 7（90分钟）。"),
    ],
)  # fmt: skip
def test_of_films_it_is_told_first(films: tuple[Item, ...], utterance: str, answer: str) -> None:
    assert said(films, utterance, *SHOWN) == answer


@pytest.mark.parametrize(
    ("utterance", "start"),
    [
        ("which of these is the cheapest?", "**Lapsang Souchong** is the cheapest of them: 12.5."),
        ("which one is the most expensive?", "**Fell Walking Boots** is the most expensive of them: 149."),
        ("which is the least known?", "**Walnut Chess Set** is the least known of them: known to 9 people here."),
        ("哪个最贵？", "**Fell Walking Boots**最贵：149。"),
        ("which is the newest?", "Their records don't tell which is the newest, so I can't say it."),
        ("which is the prettiest?", "Their records don't tell which is the prettiest, so I can't say it."),
    ],
)
def test_of_goods_too_and_what_no_record_tells_is_not_made_up(
    goods: tuple[Item, ...], utterance: str, start: str
) -> None:
    assert said(goods, utterance, *GOODS_SHOWN).startswith(start)


@pytest.mark.parametrize(
    ("language", "silent"),
    [("en", " Of **Unpriced** the record does not tell it."), ("zh", "**Unpriced**的资料里没有写价格。")],
)
def test_a_record_that_is_silent_is_named(language: Language, silent: str) -> None:
    items = [
        Item("a", "Cheap", numbers={"price": 3.0}),
        Item("b", "Unpriced"),
        Item("c", "Dear", numbers={"price": 9.0}),
    ]
    assert foremost(items, "cheapest", language).endswith(silent)


def test_every_word_that_compares_two_stands_for_one_that_compares_many() -> None:
    assert set(COMPARED.values()) <= set(EXTREMES)
    assert all(extreme(f"which is {word}?") == most for word, most in COMPARED.items())


@pytest.mark.parametrize(
    "text", ["is it longer than the second?", "who directed it?", "which would you pick?", "what rest?"]
)
def test_what_measures_nothing_asks_for_no_extreme(text: str) -> None:
    assert extreme(text) == ""


def test_side_by_side_without_a_measure_stays_as_it_was(films: tuple[Item, ...]) -> None:
    picks = [Ranked(item, 0.5) for item in films[:2]]
    told = "".join(text.piece for text in about_items(Intent(("compare",), Query()), picks, ()))
    assert told.startswith("**Cleo from 5 to 7** and **Vagabond**: Both have")


@pytest.mark.parametrize(
    ("utterance", "last"),
    [
        ("which is the longest?", "stalker"),
        ("which is the shortest of these?", "totoro"),
        ("which is longer, the second or the first?", "alien"),
        ("哪个最长？", "stalker"),
        ("which is the saddest?", "totoro"),  # no record tells it: the order stays
    ],
)
def test_what_is_named_as_the_answer_is_spoken_of_last(films: tuple[Item, ...], utterance: str, last: str) -> None:
    intent = parser_of(films).parse(utterance, talk(films, *SHOWN))
    about = winner_last(intent, {item.id: item for item in films}.get)
    assert (about[-1], sorted(about)) == (last, sorted(intent.about))
