"""An encoder that knows the last texts again: the same vectors, less work, no more memory."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.encode import Encoder, Encoders, HashingEncoder
from retriever.items import Constraint, Query
from retriever.remembered import Remembered, remembered
from retriever.search import LongTailRetriever
from tests.contracts import EncoderContract
from tests.shop import ENCODER, Counting, built, live


class TestRemembered(EncoderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def encoder(cls) -> Encoder:
        return Remembered(HashingEncoder())


@given(asked=st.lists(st.lists(st.sampled_from(["smoky tea", "boots", "a game", "", "\ud800"]), max_size=6)))
def test_its_vectors_are_those_of_the_encoder(asked: list[list[str]]) -> None:
    encoder = Remembered(ENCODER, most=2)
    for texts in asked:
        np.testing.assert_array_equal(encoder.encode(texts), ENCODER.encode(texts))


def test_a_text_is_encoded_once() -> None:
    counting = Counting()
    encoder = Remembered(counting)
    encoder.encode(["tea", "boots", "tea"])
    encoder.encode(["boots", "games"])
    assert counting.encoded == ["tea", "boots", "games"]


def test_the_text_asked_for_longest_ago_is_forgotten_first() -> None:
    counting = Counting()
    encoder = Remembered(counting, most=2)
    for text in ("tea", "boots", "tea", "games", "tea", "boots"):
        encoder.encode([text])
    assert counting.encoded == ["tea", "boots", "games", "boots"]


def test_a_vector_that_was_changed_by_its_reader_is_not_what_the_next_one_gets() -> None:
    encoder = Remembered(HashingEncoder())
    encoder.encode(["tea"])[:] = 0
    encoder.encode(["tea"])[:] = 0
    np.testing.assert_array_equal(encoder.encode(["tea"]), ENCODER.encode(["tea"]))


def test_who_asks_for_more_is_not_encoded_again(tmp_path: Path) -> None:
    counting = Counting()
    with live(built(tmp_path)) as shop:
        retriever = LongTailRetriever(lambda: shop.index, Encoders(counting))
        first = retriever.find(Query("something smoky"), 2)
        seen = frozenset(candidate.item.id for candidate in first)
        more = retriever.find(
            Query("something smoky", seen=seen, must=(Constraint("country", "none_of", ("Japan",)),)), 2
        )
    assert counting.encoded == ["something smoky"]
    assert more
    assert not seen & {candidate.item.id for candidate in more}


def test_each_of_both_encoders_remembers_its_own() -> None:
    main, other = Counting(8), Counting(16)
    both = remembered(Encoders(main, other))
    assert both.multilingual is not None
    for encoder in (both.main, both.multilingual):
        encoder.encode(["tea"])
        assert encoder.encode(["tea"]).shape == (1, encoder.dim)
    assert (main.encoded, other.encoded) == (["tea"], ["tea"])
    assert replace(both, multilingual=None) == Encoders(both.main)
    assert remembered(Encoders(main)).multilingual is None
