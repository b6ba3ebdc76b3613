"""Words as a grammar, and the words that the evidence allows."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.writer.evidence import select, vocabulary
from bot.writer.models.gbnf import sentences
from retriever.items import Item

WORDS = st.frozensets(st.text(alphabet="abé'\"\\ü1", min_size=1, max_size=6), min_size=1, max_size=12)
SAYS = re.compile(r'"((?:[^"\\]|\\.)*)"')


def pattern(grammar: str) -> re.Pattern[str]:
    """The rule `word` as a regular expression: quotes taken off, brackets and bars as they stand."""
    rule = next(line for line in grammar.splitlines() if line.startswith("word ::= ")).removeprefix("word ::= ")
    letters = SAYS.sub(lambda found: re.escape(re.sub(r"\\(.)", r"\1", found[1])), rule)
    return re.compile(letters.replace(" ", "")) if " " not in "".join(SAYS.findall(rule)) else re.compile(letters)


@given(WORDS)
def test_each_word_fits_and_nothing_else_made_of_them_does(words: frozenset[str]) -> None:
    fits = pattern(sentences(words))
    assert all(fits.fullmatch(word) for word in words)
    others = {word + "b" for word in words} | {word[:-1] for word in words} | {word[::-1] for word in words}
    assert not any(fits.fullmatch(other) for other in others - words)


def test_a_sentence_begins_with_a_capital_letter_and_there_are_at_most_so_many() -> None:
    grammar = sentences(frozenset({"sea", "Óli"}), most=3)
    assert 'first ::= ("Sea" | "Óli")' in grammar
    assert 'root ::= sentence (" " sentence)? (" " sentence)?\n' in grammar


def test_a_text_may_use_the_words_of_the_evidence_and_small_ones_and_no_others() -> None:
    item = Item("x", "The Salt Ferry", "Ferrymen of Oslo don't sing.", {"moods": ("quiet",)})
    words = vocabulary(select(item, "something like NASA, slow"))
    assert {"Ferrymen", "ferrymen", "Oslo", "don't", "quiet", "slow", "NASA", "with", "the"} <= words
    assert not {"nASA", "Salt", "steel", "moods"} & words
