"""What the small writer learnt from, and the rounding it learnt with."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest
import torch
from gguf import GGMLQuantizationType, quants
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.claims import claims
from bot.writer.evidence import select
from bot.writer.grounded import problems
from training.writer import TELLINGS, four_bits, item_of, lessons

ROWS = [json.loads(line) for line in TELLINGS.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_and_half_are_not_films() -> None:
    films = sum(row["domain"] == "films" for row in ROWS)
    assert len(ROWS) >= 500
    assert films <= len(ROWS) / 2
    assert len({row["domain"] for row in ROWS}) >= 20


def test_no_wish_and_no_text_is_there_twice() -> None:
    assert Counter(row["wish"] for row in ROWS).most_common(1)[0][1] <= 2
    assert Counter(row["friendly"] for row in ROWS).most_common(1)[0][1] == 1


def test_nothing_it_is_measured_on_was_learnt() -> None:
    learnt = {row["item"]["description"] for row in ROWS} - {""}
    assert not learnt & {claim.item.description for claim in claims()}
    assert not {row["wish"] for row in ROWS} & {claim.wish for claim in claims()}


def test_the_check_lets_nearly_all_of_it_pass() -> None:
    texts = [(row[tone], row) for row in ROWS for tone in ("friendly", "brief") if tone in row]
    refused = sum(bool(problems(text, item_of(row), row["wish"])) for text, row in texts)
    assert 0 < refused <= 0.12 * len(texts)  # .10 when it was written; so much of what is true is lost


def test_each_lesson_is_the_prompt_of_the_writer_and_its_text() -> None:
    first = lessons()[0]
    assert [message["role"] for message in first.messages] == ["system", "user"]
    assert first.messages[1]["content"] == select(item_of(ROWS[0]), ROWS[0]["wish"]).told()
    assert first.text == ROWS[0]["friendly"]
    assert {"Tone: friendly", "Tone: brief"} == {
        lesson.messages[0]["content"].split(". ")[1].rstrip(".") for lesson in lessons()
    }


@given(st.lists(st.integers(-400, 400).map(lambda n: n / 100), min_size=64, max_size=64))
def test_its_rounding_is_that_of_q4_0(values: list[float]) -> None:
    weight = np.array(values, dtype=np.float32).reshape(2, 32)
    kind = GGMLQuantizationType.Q4_0
    expected = quants.dequantize(quants.quantize(weight, kind), kind)
    assert four_bits(torch.from_numpy(weight)).numpy() == pytest.approx(expected, abs=1e-6)
