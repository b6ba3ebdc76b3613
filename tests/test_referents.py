"""Which shown items words point at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.intent.referents import explicit, meant, numbered, without_referents
from bot.messages import Session, Turn
from retriever.items import Item, Query
from tests.shop import talk

# Shown, in this order: Alien (1979, 117 minutes), Cleo (1962, 90), Stalker (1979, 162), Top Gun (1986, 110).
SHOWN = ("alien", "cleo", "stalker", "top-gun")

POINTING: list[tuple[str, tuple[str, ...]]] = [
    ("more like the second one", ("cleo",)),
    ("the 3rd", ("stalker",)),
    ("#2 please", ("cleo",)),
    ("number four", ("top-gun",)),
    ("the last one", ("top-gun",)),
    ("the penultimate one", ("stalker",)),
    ("the first and the third", ("alien", "stalker")),
    ("the first two", ("alien", "cleo")),
    ("the last two", ("stalker", "top-gun")),
    ("I'll take the shortest of those", ("cleo",)),
    ("the longest one", ("stalker",)),
    ("the oldest", ("cleo",)),
    ("the newest of them", ("top-gun",)),
    ("the one with the pilots", ("top-gun",)),
    ("the soviet one", ("stalker",)),
    ("why these?", SHOWN),
    ("seen them all", SHOWN),
    ("both of them", ("alien", "cleo")),
    ("tell me more about it", ("alien",)),
    ("this one", ("alien",)),
    ("who is that director", ("alien",)),
    # these point at nothing
    ("a first love", ()),
    ("the second world war", ()),
    ("it should be french", ()),
    ("so that everything works", ()),
    ("number ten", ()),
    ("the one with the dragons", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "ids"), POINTING, ids=[row[0] for row in POINTING])
def test_words_that_point(films: tuple[Item, ...], text: str, ids: tuple[str, ...]) -> None:
    assert meant(text, talk(films, *SHOWN)) == ids


def test_it_is_what_was_spoken_of_last(films: tuple[Item, ...]) -> None:
    session = talk(films, *SHOWN)
    spoken = replace(session, turns=(*session.turns, Turn("who made Stalker?", "", spoken=("stalker",))))
    assert meant("is it long?", spoken) == ("stalker",)
    assert meant("is it long?", spoken, ("cleo",)) == ("cleo",)  # this utterance spoke of another one since


def test_it_is_what_was_liked_where_nothing_was_spoken_of(films: tuple[Item, ...]) -> None:
    session = talk(films, *SHOWN, query=Query(liked=("close-up", "cleo")))
    assert meant("more like it", session) == ("cleo",)


def test_him_may_be_somebody_who_is_not_on_screen(films: tuple[Item, ...]) -> None:
    session = talk(films, *SHOWN, query=Query(liked=("close-up",)))
    assert meant("anything else by him", session) == ("close-up",)
    assert meant("more like it", session) == ("alien",)


def test_the_other_one_is_the_one_that_is_left(films: tuple[Item, ...]) -> None:
    session = talk(films, "alien", "cleo")
    assert meant("what about the other one", session, ("alien",)) == ("cleo",)


def test_of_two_that_were_compared_the_shorter_is_one_of_them(films: tuple[Item, ...]) -> None:
    session = talk(films, *SHOWN)
    compared = replace(session, turns=(*session.turns, Turn("1 or 3?", "", spoken=("alien", "stalker"))))
    assert meant("I'll go with the shorter one", compared) == ("alien",)


def test_where_nothing_is_shown_nothing_is_meant() -> None:
    assert meant("the second one, it, these", Session("new")) == ()


def test_only_pointing_in_so_many_words_is_explicit(films: tuple[Item, ...]) -> None:
    session = talk(films, *SHOWN)
    assert explicit("less sad than the second", session) == ("cleo",)
    assert explicit("something like these", session) == SHOWN
    assert explicit("it is late", session) == ()


def test_an_extreme_reads_like_a_place_in_the_list(films: tuple[Item, ...]) -> None:
    assert numbered("I'll go with the shortest of those", talk(films, *SHOWN)) == "I'll go with #2"
    assert numbered("the shorter the better", talk(films, *SHOWN)) == "the shorter the better"


def test_pointing_words_can_be_taken_out(films: tuple[Item, ...]) -> None:
    shown = [item for item in films if item.id in SHOWN]
    assert without_referents("the soviet one but shorter", shown).split() == ["but", "shorter"]
    assert without_referents("that one please", shown, also_one=True).split() == ["please"]
