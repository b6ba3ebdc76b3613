"""Word match: which words are shared, and how much they weigh."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given

from retriever.lexical import LexicalIndex, shared_words, stems
from tests.contracts import texts

TEXTS = ["smoky tea", "green tea", "winter boots"]


def test_endings_case_and_stop_words_do_not_count() -> None:
    assert stems("The Walking BOOTS") == stems("walk boot")


def test_han_characters_are_words_of_their_own() -> None:
    assert stems("红茶 tea") == ["红", "茶", "tea"]


def test_a_rare_word_weighs_as_the_formula_says() -> None:
    # Lucene BM25, k1 1.5, b .75, all texts 2 words: idf = ln(1 + (3 - 1 + .5)/(1 + .5)) = ln(2.6667) = .9808;
    # tf part = 1 / (1 + 1.5 * (.25 + .75 * 2/2)) = 1/2.5 = .4; together .3923
    scores = LexicalIndex.build(TEXTS).scores("smoky")
    assert scores[0] == pytest.approx(math.log(1 + 2.5 / 1.5) / 2.5, rel=1e-3)
    assert scores[1:].tolist() == [0, 0]


def test_a_word_of_one_text_weighs_more_than_a_word_of_two() -> None:
    smoky, green, boots = LexicalIndex.build(TEXTS).scores("smoky tea")
    assert smoky > green > boots == 0


@pytest.mark.parametrize("text", ["", "the of and", "zebra", "！"])
def test_where_no_word_is_shared_all_scores_are_nought(text: str) -> None:
    scores = LexicalIndex.build(TEXTS).scores(text)
    assert scores.dtype == np.float32
    assert scores.tolist() == [0, 0, 0]


def test_a_saved_index_scores_as_before(tmp_path: Path) -> None:
    index = LexicalIndex.build(TEXTS)
    index.save(tmp_path / "lexical")
    np.testing.assert_array_equal(LexicalIndex.load(tmp_path / "lexical").scores("tea"), index.scores("tea"))


def test_texts_without_words_can_be_indexed() -> None:
    assert LexicalIndex.build(["", "the", "tea"]).scores("tea")[2] > 0


def test_shared_words_come_as_they_were_wished_each_once() -> None:
    assert shared_words("Walking boots, boots for tea", "A boot for walks") == ("walking", "boots")


@given(texts)
def test_scores_are_finite_and_never_negative(text: str) -> None:
    scores = LexicalIndex.build(TEXTS).scores(text)
    assert scores.shape == (3,)
    assert (np.isfinite(scores) & (scores >= 0)).all()


@given(texts)
def test_shared_words_are_words_of_the_wish(text: str) -> None:
    assert set(shared_words(text, "smoky tea for winter")) <= set(text.casefold().replace("_", " ").split()) | {
        word for word in ("smoky", "tea", "winter", "smokies", "teas", "winters") if word in text.casefold()
    }
