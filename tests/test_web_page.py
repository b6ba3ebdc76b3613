"""The handlers of the page without a browser: stopping, two tabs, a memory that fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest

from bot.memory import MemoryUnusable, SqliteMemory
from bot.messages import Session
from bot.web.security import COOKIE
from tests import shop
from tests.web_parts import FILMS, SlowBot, page_of, slow_bot

FAILED = "Something went wrong on our side and was noted."


@dataclass(frozen=True)
class Asked:
    """What the handlers read of a request: the talk's cookie and the tab."""

    session_hash: str
    headers: dict[str, str]


def asked(talk: str, tab: str = "a") -> Any:
    return Asked(tab, {"cookie": f"{COOKIE}={talk:x<22}"})


def said(chat: object) -> str:
    return " ".join(message["content"] for message in cast(list[dict[str, str]], chat))


class Unreadable(SqliteMemory):
    def load(self, session_id: str) -> Session:
        raise MemoryUnusable("/secret/path: the disk is full")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowBot]:
    home = tmp_path_factory.mktemp("page")
    with shop.opened(shop.built(home, FILMS)) as index:
        yield slow_bot(index, home, pause_seconds=0.01)


@pytest.fixture
def forgetful(bot: SlowBot, tmp_path: Path) -> SlowBot:
    return replace(bot, memory=Unreadable.open(tmp_path / "talks.sqlite3", lambda _: None, time.time))


def test_a_second_answer_ends_the_first_and_can_be_stopped_itself(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("stops")
    first = page.answer("something gentle", None, request)
    view = [next(first) for _ in range(6)][-1][1]
    second = page.answer("something bleak", view, request)
    chat = next(second)[0]
    assert "word0." in said(chat)  # the first answer was left before its words were remembered
    assert list(first) == []  # and neither the chat nor the buttons are its own any more
    page.stop(request)
    shown = list(second)
    assert len(shown) < 20
    assert "(stopped)" in said(shown[-2][0])
    assert shown[-1][2].submit_btn == "Send"


def test_a_tab_shows_what_another_tab_of_the_talk_was_told(bot: SlowBot) -> None:
    page = page_of(bot)
    mine = list(page.answer("something gentle", None, asked("tabs", "a")))[-2][1]
    list(page.answer("something bleak from France", None, asked("tabs", "b")))
    chat = list(page.answer("thanks", mine, asked("tabs", "a")))[-2][0]
    told = [message["content"] for message in chat if message["role"] == "user"]
    assert [text[text.index(">") + 1 : -6] for text in told] == [
        "something gentle",
        "something bleak from France",
        "thanks",
    ]


def test_a_memory_that_fails_is_noted_and_told(
    bot: SlowBot, forgetful: SlowBot, caplog: pytest.LogCaptureFixture
) -> None:
    before = list(page_of(bot).answer("something gentle", None, asked("kept")))[-2][1]
    with caplog.at_level(logging.ERROR):
        *_, failed, last = page_of(forgetful).answer("something bleak", before, asked("kept"))
    assert "something gentle" in said(failed[0])  # what stands above is kept
    assert FAILED in said(failed[0])
    assert "/secret/path" not in said(failed[0])
    assert "/secret/path" in caplog.text
    assert last[2].submit_btn == "Send"


def test_a_talk_that_can_not_be_read_is_noted_and_told_when_the_page_opens(
    forgetful: SlowBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        chat, view = page_of(forgetful).restore(asked("opened"))
    assert [message["role"] for message in chat] == ["assistant"]
    assert FAILED in said(chat)
    assert view is None
    assert "/secret/path" in caplog.text
