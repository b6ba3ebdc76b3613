"""Notes of the rules, in the language of the talk."""

from __future__ import annotations

import pytest

from bot.intent.chinese.notes import in_chinese
from bot.messages import Session
from retriever.items import Item
from tests.shop import parser_of

SAID = [
    ("不是他的", "我不知道你指的是谁，请说出名字。"),
    ("20块以内的", "这个目录没有记录价格，所以没法按它筛选。"),
    ("给我三十部电影", "我一次显示1到20个，没法显示30个。"),
]


@pytest.mark.parametrize(("utterance", "note"), SAID, ids=[row[0] for row in SAID])
def test_a_chinese_talk_gets_chinese_notes(films: tuple[Item, ...], utterance: str, note: str) -> None:
    assert parser_of(films).parse(utterance, Session("new")).notes == (note,)


def test_an_english_talk_gets_english_ones(films: tuple[Item, ...]) -> None:
    [note] = parser_of(films).parse("give me 30 films", Session("new")).notes
    assert note == "I show 1 to 20 items at a time, so I can't show 30."


def test_a_note_nobody_put_into_chinese_stays_as_it_is() -> None:
    assert in_chinese("Something new.") == "Something new."
