"""A misspelt word of the wish: put right and told, or left as it was said."""

from __future__ import annotations

import pytest

from bot.intent.misspelt import put_right
from bot.messages import Session
from retriever.items import Item
from tests.shop import parser_of

ITEMS = (
    Item("pack", "Fell Rucksack", "Carries well.", {"category": ("backpack",), "tags": ("waterproof",)}),
    Item("lamp", "Paper Lamp", "It folds into any suitcase.", {"category": ("lamp",)}),
)


@pytest.mark.parametrize(
    ("said", "word", "right"),
    [
        ("a rucksak", "rucksak", "rucksack"),
        ("something waterprof", "waterprof", "waterproof"),
        ("a suitcas lamp", "suitcas", "suitcase"),
        ("a rucskack", "rucskack", "rucksack"),
    ],
)
def test_a_misspelt_word_of_the_catalogue_is_put_right_and_told(said: str, word: str, right: str) -> None:
    intent = parser_of(ITEMS).parse(said, Session("t"))
    assert intent.query.text == right
    assert intent.notes == (f"I read “{word}” as “{right}”, a word of this catalogue.",)


def test_it_is_told_in_chinese() -> None:
    notes = parser_of(ITEMS).parse("来个 rucksak", Session("t")).notes
    assert notes == ("我把“rucksak”读作目录里的“rucksack”。",)


def test_what_it_stands_for_is_preferred_where_records_sort_by_it() -> None:
    prefer = parser_of(ITEMS).parse("something waterprof", Session("t")).query.prefer
    assert [str(one) for one in prefer] == ["tags: waterproof"]


@pytest.mark.parametrize("said", ["rucksacks", "something gorgeous", "a Rucksak", "a velvet thing"])
def test_other_words_stay_as_they_were_said(said: str) -> None:
    assert parser_of(ITEMS).parse(said, Session("t")).notes == ()


def test_a_word_near_two_others_is_left_alone() -> None:
    assert put_right("lantrn", {"lantern", "lantorn"}.__contains__) == ""
    assert put_right("lantrn", {"lantern"}.__contains__) == "lantern"
