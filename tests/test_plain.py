"""What people type, as a careful writer would have typed it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.intent.plain import folded, plain
from bot.intent.slang import DOUBLED, SHORT

MOST = 4_000


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("smth w/ dragons pls", "something with dragons please"),
        ("sumthing w robots n aliens", "something with robots and aliens"),
        ("no horor plz", "no horror please"),
        ("dont want subtitles", "don't want subtitles"),
        ("im lookin 4 my dad", "i'm looking for my dad"),
        ("film number 4 please", "film number 4 please"),
        ("luv stories only!!1", "love stories only!"),
        ("somethin' creepy 'bout dolls", "something creepy about dolls"),
        ("any gud westerns", "any good westerns"),
        ("a documentry abt penguins", "a documentary about penguins"),
        ("a 80s action movi", "a 80s action movie"),
        ("w/o robots", "without  robots"),
        ("sci–fi from 1980–1990", "sci-fi from 1980-1990"),
        ("quiet — no war", "quiet — no war"),
        ("keep 'em coming, keep em", "keep  them coming, keep them"),
        ("it’s “quiet”", 'it\'s "quiet"'),
        ("Ｎovels ａbout cats", "Novels about cats"),
        ("so\u200b quiet", "so  quiet"),
        # stretched letters: twice where the word has it twice
        ("soooo goood", "so good"),
        ("reallllly sweeeet", "really sweet"),
        ("noooo waaaay, cooool", "no way, cool"),
        ("Rocky III", "Rocky III"),
        ("www.example.org", "www.example.org"),
        # shouting and names
        ("SOMETHING SCARY", "SOMETHING SCARY"),
        ("my ID", "my ID"),
        ("a boardgame for kids", "a board game for kids"),
        ("recs pls", "recommendations please"),
        ("haha ok", " ,  ok"),
        ("sad :(", "sad  , "),
        ("Latin dances", "Latin dances"),
        ("'again' and begin'", "'again' and begin'"),
    ],
)
def test_typed_and_written(typed: str, written: str) -> None:
    assert plain(typed, MOST).split() == written.split()


def test_no_more_is_read_than_allowed() -> None:
    assert plain("abc def", 3) == "abc"


def test_what_slang_stands_for_is_no_slang_itself() -> None:
    assert not {word for written in SHORT.values() for word in written.split()} & SHORT.keys()


@pytest.mark.parametrize("word", sorted(DOUBLED))
def test_a_stretched_word_keeps_its_double_letter(word: str) -> None:
    place = next((i for i in range(1, len(word)) if word[i] == word[i - 1]), None)
    if place is not None and "".join(sorted(set(word))) not in ("il",):
        stretched = word[:place] + word[place] * 4 + word[place:]
        assert plain(stretched, MOST) in (word, SHORT.get(word, word))


TYPED = st.text(st.sampled_from("abinwsoxhe '’.,4:)&+/-–´nlkmgu ix!1"), max_size=80)


@given(st.one_of(TYPED, st.text(max_size=80)))
@example("w w w/ w n n")
@example("gooood 'bout !!11")
def test_what_is_plain_stays_as_it_is(typed: str) -> None:
    once = plain(typed, 10_000)
    assert plain(once, 10_000) == once


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
