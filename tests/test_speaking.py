"""Whether a catalogue speaks of a word, as it is at this moment."""

import pytest

from retriever.speaking import speaks
from tests.small_index import item, small_index

INDEX = small_index(
    [item("box", description="For fishing."), item("gone", description="A unicorn.")],
    [item("sack", category="bag"), item("box", description="For angling.")],
    removed=["gone"],
)


@pytest.mark.parametrize("text", ["angles", "a bag of nails", "sacks"])
def test_a_word_that_a_record_has_in_any_ending_is_spoken_of(text: str) -> None:
    assert speaks(INDEX, text)


@pytest.mark.parametrize("text", ["unicorns", "fishing", "nails", "the of", ""])
def test_what_only_left_or_replaced_records_had_is_not_spoken_of(text: str) -> None:
    assert not speaks(INDEX, text)
