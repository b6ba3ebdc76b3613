"""Running text cut into sentences, sentences into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writer.check import sentences
from bot.writer.check.sentences import fold, forms, split, stem, words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is by Lee J. Cobb. It is old.", ["It is by Lee J. Cobb.", "It is old."]),
        ("He lives at his mother's. She left.", ["He lives at his mother's.", "She left."]),
        ("Dr. Chiba waits. Vol. 2 is here!", ["Dr. Chiba waits.", "Vol. 2 is here!"]),
        ('They call it "art." Nobody knows.', ['They call it "art."', "Nobody knows."]),
        ("It costs 9.50 today. Really? Yes.", ["It costs 9.50 today.", "Really?", "Yes."]),
        ("No end here", ["No end here"]),
        ("这是一。那是二！", ["这是一。", "那是二！"]),
        ("   ", []),
        ("", []),
    ],
)
def test_where_a_sentence_ends(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text())
def test_nothing_but_space_is_lost(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_accents_case_and_possessives_do_not_matter() -> None:
    assert [word.folded for word in words("Agnès Varda's well-made AGNES")] == [
        "agnes",
        "varda",
        "well",
        "made",
        "agnes",
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("sails", "sailing"), ("grew", "grows"), ("men", "man"), ("sought", "seek")]
)
def test_endings_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("lives", "living"), ("running", "run"), ("cities", "city"), ("moved", "moving"), ("told", "tells")],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert forms(one) & forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("submarins", "submariners"), ("killer", "kills"), ("pianist", "piano"), ("doctor", "doctrine")],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert not forms(one) & forms(other)


def test_what_visitors_write_is_remembered_within_bounds() -> None:
    for kept in (sentences._word, sentences._forms):
        assert kept.cache_info().maxsize == sentences.KEPT
    word, before = "ab" * sentences.KEPT_CHARS, _remembered()
    assert [found.written for found in words(f"{word} {word}")] == [word, word]
    assert word in forms(word)
    assert fold(f"É {word}") == f"e {word}"
    assert _remembered() == before  # neither a whole text nor a word without end is kept


def test_a_common_word_is_read_once() -> None:
    words("sails")
    hits = sentences._word.cache_info().hits
    assert words("sails and sails")[0] == words("sails")[0]
    assert sentences._word.cache_info().hits >= hits + 3


def _remembered() -> tuple[int, int]:
    return sentences._word.cache_info().currsize, sentences._forms.cache_info().currsize
