"""What a session remembers of what was shown."""

from __future__ import annotations

import dataclasses

import pytest

from bot.messages import Act, Intent, Session, Turn
from ranker.rank import Ranked
from retriever.items import Item, Query

TEA, BOOTS = Ranked(Item("tea", "Tea"), 1.0), Ranked(Item("boots", "Boots"), 0.5)


def test_shown_are_the_picks_of_the_last_turn_that_had_any() -> None:
    turns = (Turn("tea", "", (TEA,)), Turn("boots", "", (BOOTS, TEA)), Turn("why?", "Because."))
    assert Session("talk", turns=turns).shown == (BOOTS, TEA)


def test_in_a_new_talk_nothing_is_shown_and_nothing_agreed() -> None:
    assert (Session("talk").shown, Session("talk").query) == ((), Query())


def test_a_session_can_not_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Session("talk").query = Query("tea")  # type: ignore[misc]


def test_the_language_asked_for_last_is_that_of_the_talk() -> None:
    turns = (Turn("a", ""), Turn("中文回答", "", language="zh"), Turn("b", ""))
    assert (Session("talk", turns=turns).language, Session("talk").language) == ("zh", "")


def test_after_a_fresh_start_items_are_shown_only_where_some_are_asked_for() -> None:
    assert not Intent(("change",), Query(seen=frozenset("a"))).shows
    assert not Intent(("change", "thanks"), Query()).shows
    assert Intent(("change",), Query("tea")).shows
    assert Intent(("change", "recommend"), Query()).shows


@pytest.mark.parametrize(
    ("acts", "shows"),
    [
        (("recommend",), True),
        (("greeting", "refine"), True),
        (("thanks", "like"), False),
        (("thanks", "more"), True),
        (("like",), True),
        (("about",), False),
        (("help",), False),
        ((), False),
    ],
)
def test_items_are_shown_where_some_were_asked_for(acts: tuple[Act, ...], shows: bool) -> None:
    assert Intent(acts, Query()).shows is shows
