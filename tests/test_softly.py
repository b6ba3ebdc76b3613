"""What is said to be no must is preferred, a number is told to be one; numbers outweigh vague words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.intent.rules import RuleParser
from bot.intent.softly import AS_MUST
from tests.small_parser import hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


Row = tuple[tuple[str, ...], set[str], set[str]]
SOFT: list[Row] = [
    (("ideally a French film",), set(), {"country: France"}),
    (("a comedy, French if possible",), {"genres: comedy"}, {"genres: comedy", "country: France"}),
    (("a film under 90 minutes, ideally French",), {"runtime < 90"}, {"country: France"}),
]
NUMBERS = [
    ("a drama preferably from the 60s", {"genres: drama", "year ≥ 1960", "year ≤ 1969"}, "from the 60s"),
    ("a drama, ideally under 90 minutes", {"genres: drama", "runtime < 90"}, "under 90 minutes"),
    ("a drama, if possible under 90 minutes", {"genres: drama", "runtime < 90"}, "under 90 minutes"),
    ("a drama, under 90 minutes if you can", {"genres: drama", "runtime < 90"}, "under 90 minutes"),
    ("a drama, ideally not too long", {"genres: drama", "runtime ≤ 110"}, "not too long"),
]


@pytest.mark.parametrize(("said", "must", "words"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_number_that_is_no_must_is_told_to_be_held_as_one(
    heard_by: Mapping[str, RuleParser], said: str, must: set[str], words: str
) -> None:
    intent = hear(heard_by["films"], said)
    assert {str(one) for one in intent.query.must} == must
    [note] = intent.notes
    assert words.rsplit(maxsplit=1)[-1] in note
    assert note.endswith(AS_MUST.split("}")[1])


def test_a_number_demanded_plainly_needs_no_note(heard_by: Mapping[str, RuleParser]) -> None:
    assert hear(heard_by["films"], "a drama under 90 minutes, ideally French").notes == ()


def test_it_is_told_in_chinese_what_is_held_as_a_must(heard_by: Mapping[str, RuleParser]) -> None:
    assert hear(heard_by["films"], "最好90分钟以内").notes == (
        "数字我只能当作必须满足的条件；太严的话请把它撤掉。",
    )


@pytest.mark.parametrize(("said", "must", "prefer"), SOFT, ids=[" / ".join(row[0]) for row in SOFT])
def test_what_is_said_to_be_no_must_is_preferred(
    heard_by: Mapping[str, RuleParser], said: tuple[str, ...], must: set[str], prefer: set[str]
) -> None:
    query = hear(heard_by["films"], *said).query
    assert ({str(one) for one in query.must}, {str(one) for one in query.prefer}) == (must, prefer)


VAGUE = [
    (("a film under 60 minutes", "not too long"), {"runtime < 60"}),
    (("not too long", "a film under 60 minutes"), {"runtime < 60"}),
    (("a film under 3 hours", "not too long"), {"runtime ≤ 110"}),
    (("a film from before 1950", "something old"), {"year ≤ 1949"}),
]


@pytest.mark.parametrize(("said", "must"), VAGUE, ids=[" / ".join(said) for said, _ in VAGUE])
def test_a_vague_word_never_loosens_what_was_said_in_numbers(
    heard_by: Mapping[str, RuleParser], said: tuple[str, ...], must: set[str]
) -> None:
    assert {str(one) for one in hear(heard_by["films"], *said).query.must} == must
