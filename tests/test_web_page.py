"""The handlers of the page without a browser: stopping, taking back, two tabs, a memory that fails."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest

from bot.edits import Change
from bot.memory import MemoryUnusable, SqliteMemory
from bot.messages import Session
from bot.room import Room
from bot.web.changes import Changes
from bot.web.security import COOKIE
from bot.web.view import View
from tests import shop
from tests.web_parts import FILMS, SlowBot, ask_for_a_mood, changed, page_of, slow_bot
from tests.web_parts import told as labels

SKIP = {"__type__": "update"}  # gr.skip(); Gradio is imported only once its settings are there
NOTHING = (SKIP,) * 7
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
    assert list(first) == [NOTHING]  # and neither the chat nor the buttons are its own any more
    page.stop(request)
    shown = list(second)
    assert len(shown) < 20
    assert "(stopped)" in said(shown[-2][0])
    assert shown[-1][2]["submit_btn"] == "Send"


def test_a_tab_shows_what_another_tab_of_the_talk_was_told(bot: SlowBot) -> None:
    page = page_of(bot)
    mine = list(page.answer("something gentle", None, asked("tabs", "a")))[-2][1]
    list(page.answer("something bleak from France", None, asked("tabs", "b")))
    chat = list(page.answer("thanks", mine, asked("tabs", "a")))[-2][0]
    told = [message["content"].partition("</div>")[0] for message in chat if message["role"] == "user"]
    assert [text[text.index(">") + 1 :] for text in told] == [
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
    assert last[2]["submit_btn"] == "Send"


def test_a_talk_that_can_not_be_read_is_noted_and_told_when_the_page_opens(
    forgetful: SlowBot, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        shown = page_of(forgetful).restore(asked("opened"))
    assert [message["role"] for message in shown.chat["value"]] == ["assistant"]
    assert FAILED in said(shown.chat["value"])
    assert shown.view is None
    assert shown.bar == ""
    assert "/secret/path" in caplog.text


FRENCH = "a French drama, nothing too long"


def agreed(frames: Iterator[Any]) -> tuple[list[str], View]:
    """What the bar ends up with, and the view."""
    bars, view = [], None
    for frame in frames:
        view = frame.view if isinstance(frame.view, View) else view
        bars += [] if frame.bar == SKIP else [frame]
    assert view is not None
    assert labels(bars[-1]) == [chip.label for chip in view.agreed]
    return labels(bars[-1]), view


def test_the_bar_says_what_is_agreed_and_a_reload_says_the_same(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("agreed")
    assert labels(page.restore(request)) == []
    told, _ = agreed(page.answer(FRENCH, None, request))
    assert "from France" in told
    assert labels(page.restore(request)) == told


def test_a_turn_says_what_it_changed_while_it_is_told_as_after_a_reload(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("same")
    _, view = agreed(page.answer(FRENCH, None, request))
    told, view = agreed(page.answer("not from Japan", view, request))
    assert [turn.changed for turn in view.turns] == [Changes(), Changes(("not from Japan",))]
    assert "not from Japan" in told
    restored = page.restore(request).view
    assert [turn.changed for turn in restored.turns] == [turn.changed for turn in view.turns]


def test_a_chip_pressed_is_taken_back_in_a_turn_of_its_own(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("pressed")
    told, view = agreed(page.answer(FRENCH, None, request))
    left, after = agreed(page.go_on(changed(view, "from France"), view, request))
    assert left == [label for label in told if label != "from France"]
    assert [turn.utterance for turn in after.turns] == [FRENCH, "✕ from France"]
    assert after.turns[-1].items
    assert labels(page.restore(request)) == left


def test_each_frame_is_whole_for_the_one_before_may_never_be_seen(bot: SlowBot) -> None:
    *frames, last = page_of(bot).answer(FRENCH, None, asked("whole"))
    assert {frame[2]["stop_btn"] for frame in frames} == {"Stop"}
    assert [frame.bar for frame in frames[1:]] == [last.bar] * (len(frames) - 1)
    assert last[:2] == frames[-1][:2]
    assert last[2]["stop_btn"] is False


def test_the_box_is_emptied_by_what_was_written_in_it_and_by_nothing_else(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("box")
    typed = list(page.answer(FRENCH, None, request))
    assert [frame[2].get("value") for frame in typed[:4]] == ["", "", None, None]  # until words come, see above
    replied = list(page.answer("bleak", typed[-2][1], request, typed=False))
    view = replied[-2].view
    taken = list(page.go_on(changed(view, view.agreed[0].label), view, request))
    assert "value" not in replied[0][2]
    assert "value" not in taken[0][2]


def test_a_chip_that_another_tab_took_back_brings_the_page_up_to_date(bot: SlowBot) -> None:
    page = page_of(bot)
    told, mine = agreed(page.answer(FRENCH, None, asked("gone", "a")))
    list(page.go_on(changed(mine, told[0]), mine, asked("gone", "b")))
    left, after = agreed(page.go_on(changed(mine, told[0]), mine, asked("gone", "a")))
    assert left == told[1:]
    assert [turn.utterance for turn in after.turns] == [FRENCH, f"✕ {told[0]}"]
    assert not any(turn.problem for turn in after.turns)


def test_a_request_stopped_while_it_stands_in_line_stays_marked_as_stopped(bot: SlowBot) -> None:
    full = replace(bot, thinking=Room(0))
    page, request = page_of(full), asked("inline")
    first = page.answer("something gentle", None, request)
    view = next(first).view
    page.stop(request)
    *_, last = (view, *(frame.view for frame in first))
    assert [(turn.utterance, turn.end) for turn in last.turns] == [("something gentle", "stopped")]
    view = list(page_of(bot).answer("something bleak", last, request))[-1].view
    assert [(turn.utterance, turn.end) for turn in view.turns] == [
        ("something gentle", "stopped"), ("something bleak", "end"),
    ]  # fmt: skip
    assert len(bot.session(view.session).turns) == 1  # of the first, memory has nothing


def test_a_chip_pressed_twice_is_taken_back_once_and_nothing_is_stopped(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("twice")
    told, view = agreed(page.answer(FRENCH, None, request))
    first = page.go_on(changed(view, told[0]), view, request)
    early = next(first)[1]
    for now in (view, early):
        assert list(page.go_on(changed(now, told[0]), now, request)) == [NOTHING]
    rest = [frame[1] for frame in first if isinstance(frame[1], View)]
    assert rest[-1].turns[-1].end == "end"
    assert len(rest[-1].turns) == 2


def test_a_chip_that_never_was_and_a_change_that_can_not_be_do_nothing(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("never")
    _, view = agreed(page.answer(FRENCH, None, request))
    for signal in (
        changed(view, "must-0"),
        changed(view, "from France", "demand"),
        changed(view, "at most 110 min", "number"),
        changed(view, "at most 110 min", "number", (1e300,)),
    ):
        assert list(page.go_on(signal, view, request)) == [NOTHING]
    assert list(page.go_on(changed(view, "from France"), None, request)) == [NOTHING]
    assert len(bot.session(view.session).turns) == 1


@pytest.mark.parametrize(
    ("label", "change", "numbers", "now"),
    [
        ("from France", "turn", (), "not from France"),
        ("from France", "prefer", (), "preferably from France"),
        ("at most 110 min", "number", (95,), "at most 95 min"),
    ],
)
def test_a_chip_changed_is_a_turn_of_its_own_and_all_else_stays(
    bot: SlowBot, label: str, change: Change, numbers: tuple[float, ...], now: str
) -> None:
    page, request = page_of(bot), asked(f"changed-{change}")
    told, view = agreed(page.answer(FRENCH, None, request))
    left, after = agreed(page.go_on(changed(view, label, change, numbers), view, request))
    assert set(left) == {now, *told} - {label}
    assert [turn.utterance for turn in after.turns] == [FRENCH, f"✎ {now}"]
    assert all(after.query.allows(pick.item) for pick in after.turns[-1].items)
    assert labels(page.restore(request)) == left


def test_the_next_chip_need_not_wait_for_words(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("quick")
    told, view = agreed(page.answer(FRENCH, None, request))
    first = page.go_on(changed(view, told[0]), view, request)
    now = [next(first) for _ in range(5)][-1][1]
    left, after = agreed(page.go_on(changed(now, told[1]), now, request))
    assert left == told[2:]
    assert list(first) == [NOTHING]
    assert [turn.end for turn in after.turns] == ["end", "stopped", "end"]


def test_taking_back_with_a_memory_that_fails_is_noted_and_told(
    bot: SlowBot, forgetful: SlowBot, caplog: pytest.LogCaptureFixture
) -> None:
    told, view = agreed(page_of(bot).answer(FRENCH, None, asked("lost")))
    with caplog.at_level(logging.ERROR):
        *_, failed, last = page_of(forgetful).go_on(changed(view, told[0]), view, asked("lost"))
    assert FAILED in said(failed[0])
    assert last[2]["submit_btn"] == "Send"


def test_a_question_comes_with_replies_until_the_next_turn_also_after_a_reload(bot: SlowBot) -> None:
    page, request = page_of(replace(bot, clarify=ask_for_a_mood)), asked("asks")
    chat, view, *_ = list(page.answer("something from France", None, request))[-2]
    assert "Which mood?" in said(chat)
    assert {"label": "No matter", "value": "No matter"} in chat[-1]["options"]
    assert page.restore(request).chat["value"][-1]["options"] == chat[-1]["options"]
    first, *_, last, _end = page.answer("No matter", view, request, typed=False)
    for frame in (first, last):
        assert "No matter" not in [reply["label"] for message in frame[0] for reply in message.get("options", ())]
        assert "Which mood?" in said(frame[0])  # what was asked stays where it was said


def test_a_chinese_page_names_the_parts_in_chinese_and_leaves_what_is_said_of_them() -> None:
    from bot.web.parts import top

    html = top(("store: chroma", "oracle: <b>new</b>", "no name"), "zh")
    assert '<i>向量库</i> <span lang="en">chroma</span>' in html
    assert "<i>oracle</i> " in html  # one we have no word for
    assert "&lt;b&gt;new" in html
    assert "<i>no name</i>" in html
    assert "<i>store</i> " in top(("store: chroma",), "en")


def test_a_chinese_talk_is_told_what_is_agreed_in_chinese(bot: SlowBot) -> None:
    page, request = page_of(bot), asked("chinese")
    told, view = agreed(page.answer("不要美国的", None, request))
    assert told == ["不要来自美国"]
    assert view.language == "zh"
    assert "我的理解：" in page.restore(request).bar
    assert "撤回" in page.restore(request).bar
