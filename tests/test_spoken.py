"""The language of a talk: as asked for, else as last spoken in words; a button says nothing in any."""

from __future__ import annotations

import pytest

from bot.messages import Session, Turn
from bot.spoken import languages, spoken


def talk(*utterances: str) -> Session:
    return Session("talk", turns=tuple(Turn(utterance, "") for utterance in utterances))


@pytest.mark.parametrize("pressed", ["✕ darker", "✎ from 1990 to 2000", "≈ Alien", "✕"])
def test_what_is_pressed_in_a_chinese_talk_leaves_it_chinese(pressed: str) -> None:
    assert spoken(talk("更黑暗的电影", pressed)) == "zh"
    assert spoken(talk("更黑暗的电影", pressed, pressed)) == "zh"


@pytest.mark.parametrize("pressed", ["✕ 更黑暗", "≈ 春光乍泄"])
def test_what_is_pressed_in_an_english_talk_leaves_it_english(pressed: str) -> None:
    assert spoken(talk("darker", pressed)) == "en"


def test_words_change_the_language_also_after_a_button() -> None:
    assert [*languages(talk("darker", "✕ darker", "安静的电影", "≈ Alien", "darker").turns)] == [
        "en", "en", "zh", "zh", "en",
    ]  # fmt: skip


def test_the_language_asked_for_outlives_words_and_buttons() -> None:
    turns = (Turn("please answer in Chinese", "", language="zh"), Turn("darker", ""), Turn("✕ darker", ""))
    assert [*languages(turns)] == ["zh", "zh", "zh"]
    assert [*languages((*turns, Turn("in English please", "", language="en"), Turn("安静", "")))][3:] == [
        "en",
        "en",
    ]


def test_a_talk_in_which_nothing_was_said_in_words_is_english() -> None:
    assert spoken(Session("talk")) == spoken(talk("≈ 春光乍泄")) == "en"
