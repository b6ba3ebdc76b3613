"""Two pages of one browser, without a browser: what one does to a talk, the other says at its next word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.web.signals import Look, signal_of
from bot.web.tabs import going_on, moved, up_to_date
from bot.web.talk import COMING
from bot.web.view import View
from tests import shop
from tests.test_web_page import NOTHING, asked, said
from tests.web_parts import FILMS, SlowBot, page_of, slow_bot

LOOK = '{"do": "look", "at": 1}'
FORGOTTEN, LEFT = "was forgotten", "in another window"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowBot]:
    home = tmp_path_factory.mktemp("tabs")
    with shop.opened(shop.built(home, FILMS)) as index:
        yield slow_bot(index, home, pause_seconds=0.002)


def talked(bot: SlowBot, talk: str) -> View:
    """What a page shows after one turn."""
    return [frame.view for frame in page_of(bot).answer("something gentle", None, asked(talk))][-1]


def told(frame: Any) -> str:
    chat = frame.chat
    return said(chat["value"] if isinstance(chat, dict) else chat)


def test_a_talk_that_is_the_browsers_own_or_had_not_begun_has_not_moved(bot: SlowBot) -> None:
    mine = talked(bot, "mine")
    assert moved(bot, mine, mine.session) == ""
    assert moved(bot, None, mine.session) == ""
    assert moved(bot, View("some other talk"), mine.session) == ""  # an empty page goes over without a word


def test_a_talk_is_forgotten_where_memory_has_nothing_of_it_and_left_where_it_has(bot: SlowBot) -> None:
    mine = talked(bot, "moving")
    assert moved(bot, mine, "x" * 22) == "left"
    bot.forget(mine.session)
    assert moved(bot, mine, "x" * 22) == "forgotten"
    assert moved(bot, mine, mine.session) == "forgotten"  # by the API or by age, under the same cookie


def test_a_request_stopped_before_anything_came_is_no_forgotten_talk(bot: SlowBot) -> None:
    mine = talked(bot, "early")
    early = replace(mine, turns=tuple(replace(turn, items=(), text="") for turn in mine.turns))
    bot.forget(mine.session)
    assert moved(bot, early, mine.session) == ""


@pytest.mark.parametrize("does", ["answer", "more", "again", "press", "tune", "look"])
def test_whatever_is_done_on_a_page_of_a_forgotten_talk_only_tells_that_it_is_gone(
    bot: SlowBot, does: str
) -> None:
    old, now = talked(bot, f"old{does}"), asked(f"new{does}")
    bot.forget(old.session)
    page, item = page_of(bot), old.turns[0].items[0].item.id
    frames = {
        "answer": lambda: list(page.answer("nothing from Japan", old, now))[-1],
        "more": lambda: list(page.go_on(f'{{"do": "more", "item": "{item}"}}', old, now))[-1],
        "again": lambda: list(page.go_on('{"do": "again"}', old, now))[-1],
        "press": lambda: page.press(f'{{"do": "like", "item": "{item}"}}', old, now),
        "tune": lambda: page.tune(1.0, old, now),
        "look": lambda: page.press(LOOK, old, now),
    }
    frame = frames[does]()
    assert FORGOTTEN in told(frame)
    assert "something gentle" not in told(frame)
    assert frame.box["submit_btn"] == "Send"
    assert "value" not in frame.box  # what was typed stays
    assert not bot.session(old.session).kept
    assert not bot.session(f"{'new' + does:x<22}").kept
    assert FORGOTTEN not in told(list(page.answer("something bleak", frame.view, now))[-1])  # said once


def test_a_page_of_a_talk_that_was_left_shows_the_new_one(bot: SlowBot) -> None:
    old, new = talked(bot, "before"), talked(bot, "after")
    frame = list(page_of(bot).answer("nothing from Japan", old, asked("after")))[-1]
    assert LEFT in told(frame)
    assert [turn.utterance for turn in frame.view.turns] == ["something gentle"]
    assert bot.session(new.session).turns[-1].utterance == "something gentle"


def test_a_look_where_nothing_happened_changes_nothing_not_even_what_went_wrong(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("calm")
    view = talked(bot, "calm")
    assert signal_of(LOOK) == Look()
    assert page.press(LOOK, view, request) == NOTHING
    wrong = list(page.answer("x" * 4_001, view, request))[-1].view
    assert "4,001 characters" in wrong.turns[-1].problem
    assert page.press(LOOK, wrong, request) == NOTHING


def test_a_look_shows_what_another_page_of_the_talk_was_told(bot: SlowBot) -> None:
    page, view = page_of(bot), talked(bot, "shared")
    list(page.answer("something bleak", view, asked("shared", "b")))
    frame = page.press(LOOK, view, asked("shared"))
    assert [turn.utterance for turn in frame.view.turns] == ["something gentle", "something bleak"]
    assert frame.box["submit_btn"] == "Send"


def test_an_answer_that_still_comes_to_another_page_is_not_told_as_stopped(bot: SlowBot) -> None:
    page, view = page_of(bot), talked(bot, "midway")
    frames = page.answer("something bleak", view, asked("midway", "b"))
    for _ in range(4):
        next(frames)
    for frame in (page.press(LOOK, view, asked("midway")), page.restore(asked("midway", "c"))):
        assert "(stopped)" not in told(frame)
        assert frame.view.turns[-1].end is None
    list(frames)
    assert page.press(LOOK, frame.view, asked("midway")).view.turns[-1].end == "end"


def test_a_page_that_is_being_answered_is_left_alone(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("busy")
    frames = page.answer("something gentle", None, request)
    view = [next(frames) for _ in range(5)][-1].view
    assert page.press(LOOK, view, request) == NOTHING
    list(frames)


def test_words_that_still_come_have_a_mark_and_whole_ones_have_none(bot: SlowBot) -> None:
    view = talked(bot, "marked")
    assert COMING not in said(view.chat())
    assert COMING in said(going_on(view).chat())
    assert up_to_date(bot, view, view.session, written=False) == view
