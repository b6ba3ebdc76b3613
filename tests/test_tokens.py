"""Words of titles as weighted columns: which count, how much, and where Chinese is cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.tokens import AT_LEAST, AT_MOST, Vocabulary, token_matrix, tokens


def test_words_are_lower_case_without_marks() -> None:
    assert list(tokens("The Café_at-Night (1998)")) == ["the", "café", "at", "night", "1998"]


def test_a_run_of_han_becomes_its_pairs_and_a_single_one_stays() -> None:
    assert list(tokens("红楼梦 2 茶")) == ["红楼", "楼梦", "2", "茶"]
    assert list(tokens("iPhone手机壳")) == ["iphone", "手机", "机壳"]


def test_a_word_counts_that_two_items_have_and_at_most_three_in_ten() -> None:
    # of ten titles: "tea" 3 (30 %), "pot" 2, "rare" 1, "fine" 4 (40 %)
    titles = ["tea pot fine", "tea pot fine", "tea fine", "fine", "rare", *("", "", "", "", "")]
    vocabulary = Vocabulary.of(titles)
    assert (AT_LEAST, AT_MOST) == (2, 0.3)
    assert vocabulary.words == ("pot", "tea")
    assert vocabulary.rarity == pytest.approx([np.log(10 / 2), np.log(10 / 3)])


def test_a_row_has_unit_length_and_rarer_words_weigh_more() -> None:
    titles = ["tea pot", "tea pot pot", "tea", *("x" * i for i in range(7))]
    rows = token_matrix(titles, Vocabulary.of(titles)).toarray()
    pot, tea = np.log(10 / 2), np.log(10 / 3)
    assert rows[0] == pytest.approx(np.array([pot, tea]) / np.hypot(pot, tea))
    assert rows[1] == pytest.approx(rows[0])  # a word said twice is one word
    assert rows[2] == pytest.approx([0, 1])
    assert not rows[3:].any()
    assert rows.dtype == np.float32


def test_a_grown_vocabulary_keeps_column_and_rarity_of_the_old_words() -> None:
    old = Vocabulary.of(["tea", "tea", *("" for _ in range(8))])
    grown = old.grown(["ale", "ale", "tea", *("" for _ in range(97))])
    assert grown.words == ("tea", "ale")
    assert grown.rarity == pytest.approx([np.log(10 / 2), np.log(100 / 2)])


@given(st.lists(st.text(alphabet="ab红楼 -_", max_size=12), max_size=12))
def test_rows_are_unit_or_empty_whatever_the_titles(titles: list[str]) -> None:
    matrix = token_matrix(titles, Vocabulary.of(titles))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    assert matrix.shape[0] == len(titles)
    assert all(length == pytest.approx(1) or length == 0 for length in lengths)
