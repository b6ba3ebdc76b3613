"""Buttons on cards, the dial, asking again, the page's own words: the handlers without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.edits import Edit
from bot.turn import UtteranceError
from bot.web.phrases import PHRASES, asked_for
from bot.web.security import COOKIE
from bot.web.signals import MAX_ID_CHARS, Again, Edited, More, Press, signal_of
from tests import shop
from tests.test_web_page import NOTHING, SKIP, Asked, Unreadable, asked
from tests.web_parts import FILMS, SlowBot, changed, page_of, slow_bot, told

FRENCH = "a French drama"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowBot]:
    home = tmp_path_factory.mktemp("buttons")
    with shop.opened(shop.built(home, FILMS)) as index:
        yield slow_bot(index, home, pause_seconds=0.002)


def signal(do: str, item: str = "") -> str:
    return json.dumps({"do": do, "item": item, "at": 1})


def titles(view: Any) -> list[str]:
    return [pick.item.id for pick in view.turns[-1].items]


def talk_of(name: str) -> str:
    return f"{name:x<22}"


class TestSignals:
    def test_only_a_word_of_the_list_and_a_short_id_get_through(self) -> None:
        assert signal_of(signal("dislike", "alien")) == Press("alien", "dislike")
        assert signal_of(signal("none", "alien")) == Press("alien", None)
        assert signal_of(signal("more", "alien")) == More("alien")
        assert signal_of(signal("again")) == Again()
        for odd in (
            "", "null", "7", "[]", '"like"', "{", signal("like"), signal("forget", "alien"), "[" * 1_900,
            signal("like", "x" * 501), '{"do": ["like"], "item": "a"}', '{"do": "like", "item": 7}',
            " " * 2_001 + signal("again"),
        ):  # fmt: skip
            assert signal_of(odd) is None
        assert signal_of({"do": "again"}) is None

    def test_a_change_has_a_key_of_bounded_size_and_at_most_two_numbers(self) -> None:
        assert signal_of('{"do": "number", "key": "must-1", "numbers": [90, 1.5]}') == Edited(
            "must-1", Edit("number", (90.0, 1.5))
        )
        assert signal_of('{"do": "turn", "key": "must-1"}') == Edited("must-1", Edit("turn"))
        for odd in (
            '{"do": "turn"}', '{"do": "turn", "key": ""}', '{"do": "turn", "key": 7}',
            json.dumps({"do": "turn", "key": "x" * 501}), '{"do": "number", "key": "k", "numbers": 90}',
            '{"do": "number", "key": "k", "numbers": [1, 2, 3]}',
            '{"do": "number", "key": "k", "numbers": ["90"]}',
            '{"do": "number", "key": "k", "numbers": [true]}',
            '{"do": "number", "key": "k", "numbers": [1' + "0" * 1_000 + "]}",
        ):  # fmt: skip
            assert signal_of(odd) is None

    @given(st.text())
    def test_whatever_a_page_sends_is_a_signal_or_none(self, text: str) -> None:
        found = signal_of(json.dumps({"do": text, "item": text}))
        assert found is None or isinstance(found, Again) or len(found.item) <= MAX_ID_CHARS


class TestPressing:
    def test_a_press_is_kept_shown_and_outlives_a_reload(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("kept")
        view = list(page.answer(FRENCH, None, request))[-1].view
        frame = page.press(signal("like", titles(view)[0]), view, request)
        assert (frame.chat, frame.box, frame.dial) == (SKIP, SKIP, SKIP)  # what is shown and written stays
        assert frame.kept == f'<span><i class="ot-like" title="{titles(view)[0]}"></i></span>'
        assert any(label.startswith("like ") for label in told(frame))
        again = page.restore(request)
        assert again.kept == frame.kept
        assert told(again) == told(frame)

    def test_a_chip_that_a_press_made_can_be_taken_back_and_then_nothing_is_pressed(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("unlike")
        view = list(page.answer(FRENCH, None, request))[-1].view
        frame = page.press(signal("like", titles(view)[0]), view, request)
        last = list(page.go_on(changed(frame.view, told(frame)[-1]), frame.view, request))[-1]
        assert last.kept == "<span></span>"

    def test_pressed_again_it_is_taken_back(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("toggle")
        view = list(page.answer(FRENCH, None, request))[-1].view
        page.press(signal("seen", titles(view)[0]), view, request)
        assert page.press(signal("none", titles(view)[0]), view, request).kept == "<span></span>"
        assert bot.session(talk_of("toggle")).pressed == {}

    def test_what_is_disliked_or_seen_is_never_offered_again_in_the_talk(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("never")
        view = list(page.answer("something gentle", None, request))[-1].view
        first, second, *_ = titles(view)
        page.press(signal("dislike", first), view, request)
        page.press(signal("seen", second), view, request)
        for said in ("something gentle", "start over", "a gentle film", "more", "anything"):
            view = list(page.answer(said, view, request))[-1].view
            assert not {first, second} & set(titles(view))

    def test_a_press_while_words_come_stays_in_the_frames_that_follow(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("midway")
        frames = page.answer(FRENCH, None, request)
        view = [next(frames) for _ in range(5)][-1].view
        frame = page.press(signal("like", titles(view)[0]), view, request)
        assert frame.view is SKIP or frame.view == SKIP  # the answer's own frames bring it
        after = list(frames)
        assert told(after[0]) == told(frame) == told(after[-1])
        assert after[-1].kept == frame.kept
        assert after[-1].view.turns[-1].end == "end"  # and nothing was stopped

    @pytest.mark.filterwarnings("ignore:That item is no longer")
    def test_an_item_that_is_not_in_the_catalogue_is_told_and_nothing_is_kept(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("gone")
        assert page.press(signal("like", "no such thing"), None, request) == NOTHING
        assert bot.session(talk_of("gone")).pressed == {}
        assert page.press("nonsense", None, request) == NOTHING
        assert list(page.go_on(signal("more", "no such thing"), None, request)) == [NOTHING]

    def test_a_memory_that_fails_is_noted_and_told(
        self, bot: SlowBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        lost = replace(bot, memory=Unreadable.open(tmp_path / "talks.sqlite3", lambda _: None, lambda: 0.0))
        with pytest.warns(UserWarning, match="Something went wrong on our side"):
            assert page_of(lost).press(signal("like", "alien"), None, asked("lost")) == NOTHING
        assert "/secret/path" in caplog.text

    def test_without_a_cookie_it_is_told_that_nothing_can_be_kept(self, bot: SlowBot) -> None:
        with pytest.warns(UserWarning, match="no cookie"):
            assert page_of(bot).press(signal("like", "alien"), None, Asked("a", {})) == NOTHING  # type: ignore[arg-type]


class TestGoingOn:
    def test_more_like_this_is_a_turn_of_its_own_without_the_item(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("more")
        view = list(page.answer(FRENCH, None, request))[-1].view
        shown = titles(view)[0]
        after = list(page.go_on(signal("more", shown), view, request))[-1].view
        assert after.turns[-1].utterance.startswith("≈ ")
        assert shown not in titles(after)

    def test_the_last_request_is_asked_once_more_as_a_new_turn(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("again")
        view = list(page.answer(FRENCH, None, request))[-1].view
        frames = list(page.go_on(signal("again"), view, request))
        assert [turn.utterance for turn in frames[-1].view.turns] == [FRENCH, FRENCH]
        assert "value" not in frames[0].box  # a draft in the box stays
        assert list(page.go_on(signal("again"), None, request)) == [NOTHING]

    def test_what_a_button_asked_for_is_not_asked_again_as_words(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("button")
        view = list(page.answer(FRENCH, None, request))[-1].view
        view = list(page.go_on(signal("more", "alien"), view, request))[-1].view
        assert list(page.go_on(signal("again"), view, request)) == [NOTHING]


class TestTheDial:
    def test_where_it_stands_is_kept_before_anything_was_said_and_counts_from_then_on(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("dial")
        assert page.restore(request).dial["value"] == bot.niche
        page.tune(1.0, None, request)
        assert page.restore(request).dial["value"] == 1.0
        last = list(page.answer("something tense", None, request))[-1]
        assert last.view.turns[-1].items
        assert {pick.item.id for pick in last.view.turns[-1].items} & {"alien", "top-gun"} == set()  # best known
        assert last.dial["value"] == 1.0
        assert "hidden gems only" in told(last)

    def test_it_follows_what_is_said(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("follows")
        assert list(page.answer("only obscure films", None, request))[-1].dial["value"] == 1.0

    def test_a_dial_set_to_the_middle_stays_there_where_the_bot_begins_elsewhere(self, bot: SlowBot) -> None:
        bold = replace(bot, niche=0.9)
        assert bold.session(talk_of("bold")).query.niche == 0.9
        assert bold.tune(0.5, talk_of("bold")).query.niche == 0.5

    @pytest.mark.parametrize("niche", [-0.01, 1.01, float("nan")])
    def test_a_number_that_no_dial_has_is_refused(self, bot: SlowBot, niche: float) -> None:
        with pytest.raises(UtteranceError, match="from 0 to 1"):
            bot.tune(niche, talk_of("odd"))
        assert not bot.session(talk_of("odd")).kept


class TestThePagesOwnWords:
    def test_a_browser_that_asks_for_chinese_gets_a_chinese_page(self, bot: SlowBot) -> None:
        request: Any = Asked("zh", {"cookie": f"{COOKIE}={talk_of('zh')}", "accept-language": "zh-CN,en;q=0.5"})
        shown = page_of(bot).restore(request)
        assert "新对话" in shown.top
        assert 'lang="zh"' in shown.top
        assert shown.box["submit_btn"] == "发送"
        assert "你现在想要什么样的" in shown.chat["placeholder"]
        assert shown.dial["label"] == "冷门程度"

    def test_requests_to_begin_with_are_in_the_language_of_the_page_where_there_are_any(
        self, bot: SlowBot
    ) -> None:
        both = replace(bot, examples=("something gentle", "温柔的日本电影"))
        chinese: Any = Asked("examples", {"cookie": "", "accept-language": "zh-CN"})
        english: Any = Asked("examples", {"cookie": "", "accept-language": "en"})
        assert page_of(both).restore(chinese).chat["examples"] == [{"text": "温柔的日本电影"}]
        assert page_of(both).restore(english).chat["examples"] == [{"text": "something gentle"}]
        assert len(page_of(bot).restore(chinese).chat["examples"]) == len(bot.examples)  # better than none

    def test_a_chinese_talk_makes_the_page_chinese_and_an_english_one_back_again(self, bot: SlowBot) -> None:
        page, request = page_of(bot), asked("turns")
        last = list(page.answer("法国剧情片", None, request))[-1]
        assert (last.box["submit_btn"], "新对话" in last.top) == ("发送", True)
        assert "由资料整理而成" in json.dumps(last.chat, ensure_ascii=False)
        last = list(page.answer("something bleak", last.view, request))[-1]
        assert (last.box["submit_btn"], "New talk" in last.top) == ("Send", True)

    def test_every_phrase_is_there_in_both_languages_with_the_same_gaps(self) -> None:
        for name, said in PHRASES.items():
            assert set(said) == {"en", "zh"}, name
            assert len({text.count("{") for text in said.values()}) == 1, name

    @given(st.text())
    def test_whatever_a_browser_asks_for_is_one_of_the_two(self, header: str) -> None:
        assert asked_for(header) in ("en", "zh")
