"""A chip changed is a turn: remembered in words, answered for what is agreed then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.edits import TAKE_BACK, Edit
from bot.turn import Bot, UtteranceError
from tests.shop import built, opened
from tests.test_turn import ids, make


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with opened(built(tmp_path)) as index:
        yield make(index, tmp_path)


def key(bot: Bot, label: str) -> str:
    return next(chip.key for chip in bot.chips("s") if chip.label == label)


def labels(bot: Bot) -> list[str]:
    return [chip.label for chip in bot.chips("s")]


def test_another_number_brings_items_that_hold_it_and_is_remembered_in_words(bot: Bot) -> None:
    assert [pick.item.id for pick in bot("tea under 15", "s").picks] == ["lapsang"]
    chunks = list(bot.edit(key(bot, "price under 15"), Edit("number", (30,)), "s"))
    assert "sencha" in ids(chunks)
    turn = bot.session("s").turns[-1]
    assert (turn.utterance, turn.acts, turn.end) == ("✎ price under 30", ("refine",), "end")


def test_turned_round_and_back_it_is_what_it_was(bot: Bot) -> None:
    bot("only tea", "s")
    before = labels(bot)
    list(bot.edit(key(bot, "tea"), Edit("turn"), "s"))
    assert "no tea" in labels(bot)
    chunks = list(bot.edit(key(bot, "no tea"), Edit("turn"), "s"))
    assert set(labels(bot)) == set(before)
    assert set(ids(chunks)) <= {"lapsang", "sencha"}
    assert [turn.utterance for turn in bot.session("s").turns] == ["only tea", "✎ no tea", "✎ tea"]


def test_in_a_chinese_talk_it_is_remembered_in_chinese(bot: Bot) -> None:
    bot("价格低于15的茶", "s")
    list(bot.edit(key(bot, "价格少于15"), Edit("number", (10,)), "s"))
    assert bot.session("s").turns[-1].utterance == "✎ 价格少于10"


def test_take_back_is_one_of_the_edits(bot: Bot) -> None:
    bot("tea under 15", "s")
    list(bot.edit(key(bot, "price under 15"), TAKE_BACK, "s"))
    turn = bot.session("s").turns[-1]
    assert (turn.utterance, turn.acts) == ("✕ price under 15", ("relax",))


@pytest.mark.parametrize(
    ("label", "edit", "told"),
    [
        ("gone", Edit("turn"), "no longer agreed; reload the talk"),
        ("price under 15", Edit("demand"), "can't be changed so; reload the talk"),
        ("price under 15", Edit("number", (float("nan"),)), "can't be changed so"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_remembered(bot: Bot, label: str, edit: Edit, told: str) -> None:
    bot("tea under 15", "s")
    of = "must-0" if label == "gone" else key(bot, label)
    with pytest.raises(UtteranceError, match=told):
        list(bot.edit(of, edit, "s"))
    assert len(bot.session("s").turns) == 1
