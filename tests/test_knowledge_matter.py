"""What is asked for decides which passage answers: the matter, the goods in it, and words that are misspelt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.answer import quote
from bot.knowledge.articles import read_articles, read_sources
from bot.knowledge.goods import general
from bot.knowledge.index import open_articles
from bot.knowledge.passages import passages_of
from bot.knowledge.postings import Postings
from bot.knowledge.spelt import spelt
from bot.knowledge.support import SILENT, asked
from bot.knowledge.terms import terms
from tests.shop import ENCODERS

TEA = """# 茶叶保存与退换

## 茶叶受潮

受潮的茶叶可以用小火慢慢烘干。

## 拆封后能退吗

拆封后的茶叶不能退。
"""
BACK = """# Sending things back

You have 30 days. Fill in the slip.

## What can't come back

Opened tea and underwear can't be returned.

## Who pays

The label is free.
"""


@pytest.fixture
def words(tmp_path: Path) -> Postings:
    for name, text in (("tea.md", TEA), ("back.md", BACK)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Postings.build(passages_of(read_articles(read_sources(tmp_path))))  # back: 3 passages, then tea: 2


def nothing_named(matter: str, term: str) -> bool:
    return False


@pytest.mark.parametrize("question", ["打开过的茶叶能退货吗？", "开封的茶叶可以退吗？", "拆开的茶叶还能退吗"])
def test_the_passage_of_returns_is_found_though_the_title_speaks_of_keeping_too(
    words: Postings, question: str
) -> None:
    assert words.shares(asked(words, question).terms).matter[3:].tolist() == [0.0, 1.0]


def test_a_title_that_is_the_matter_itself_holds_for_all_below_it(words: Postings) -> None:
    assert words.shares(["RETURN"]).matter[:3].tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("how do I return a jumper?", "how do I return a thing?"),
        ("can I send my red lamp back please", "can I send my thing back please"),
        ("can we exchange boots for another size?", "can we exchange thing for another size?"),
        ("is there a warranty on the lamp?", "is there a warranty on the thing?"),
        ("毛衣怎么退货", "东西怎么退货"),
        ("怎么退毛衣", "怎么退东西"),
    ],
)
def test_goods_that_no_article_names_stand_for_any_goods(question: str, meant: str) -> None:
    assert general(question, nothing_named) == meant


@pytest.mark.parametrize(
    "question",
    [
        "what is the return policy?", "can I return a gift card?", "can I return worn boots?",
        "do you ship lamps?", "how do I wash a jumper?", "give me a red lamp", "没拆的茶叶多久内可以退？",
        "退货要钱吗",
    ],
)  # fmt: skip
def test_other_questions_stay_as_they_were_asked(question: str) -> None:
    assert general(question, nothing_named) == question


def test_goods_that_an_article_excludes_are_not_hidden(words: Postings) -> None:
    assert general("can I return underwear?", words.together) == "can I return underwear?"
    assert general("can I return the opened tea?", words.together) == "can I return the opened tea?"
    assert general("can I return the lamp?", words.together) == "can I return the thing?"


def test_a_misspelt_word_is_read_as_the_one_that_is_known(words: Postings) -> None:
    assert asked(words, "is underwaer on the reciept?").terms == asked(words, "is underwear on the receipt?").terms


@pytest.mark.parametrize("word", ["slips", "Recieptt", "lamp", "wonderful"])
def test_a_word_that_is_known_or_near_none_stays(word: str) -> None:
    assert spelt(word, {"slip", "slips"}) == word


@pytest.mark.parametrize(
    ("question", "known"),
    [("is it planed wood?", "planned"), ("do you do planing?", "planning")],
)
def test_a_proper_word_stays_however_near_it_is_to_a_known_one(question: str, known: str) -> None:
    assert spelt(question, {known}) == question


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("my zipper wont close", "the zip doesn't stay closed"),
        ("手机掉水里了", "phone WET"),
        ("does it expire?", "有效期"),
        ("is gift wrapping extra?", "包装礼物要钱吗"),
        ("it doesnt fit", "换货"),
    ],
)
def test_words_of_service_mean_the_same_in_other_words_and_languages(said: str, same: str) -> None:
    assert sorted(terms(said)) == sorted(terms(same))


def test_a_question_keeps_its_language_when_goods_are_left_out(words: Postings) -> None:
    assert asked(words, "怎么退毛衣").han


def test_a_passage_that_is_silent_of_the_matter_answers_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "cups.md").write_text("# Teapots\n\nA teapot that came broken is sent anew.\n", encoding="utf-8")
    index = open_articles(folder, tmp_path / "kept", ENCODERS)
    sent, mended = (quote(index, f"is a broken teapot {done} anew?").support for done in ("sent", "mended"))
    assert sent - mended > SILENT
