"""How known, how many, which others, and in which language."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.manner import read_language
from bot.intent.rules import RuleParser
from tests.small_parser import hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


Row = tuple[tuple[str, ...], float, int | None]
MANNERS: list[Row] = [
    (("something off the beaten track",), 1.0, None),
    (("films nobody has heard of",), 1.0, None),
    (("less mainstream please",), 1.0, None),
    (("these are all too famous",), 1.0, None),
    (("too obscure for me",), 0.0, None),
    (("nothing too obscure",), 0.0, None),
    (("I know all the famous ones",), 1.0, None),
    (("overlooked gems",), 1.0, None),
    (("famous detectives on a train",), 0.5, None),
    (("a pop star nobody knows how to handle",), 0.5, None),
    (("unknown but brilliant",), 1.0, None),
    (("an unknown soldier",), 0.5, None),
    (("something popular",), 0.0, None),
    (("bigger hits",), 0.0, None),
    (("crowd pleasers please",), 0.0, None),
    (("recommend three thrillers",), 0.5, 3),
    (("5 hidden gems from Japan",), 1.0, 5),
    (("two westerns",), 0.5, 2),
    (("two lovers in Paris",), 0.5, None),
    (("your best pick",), 0.5, 1),
    (("top 3",), 0.5, 3),
    (("ghosts", "narrow it down to two"), 0.5, 2),
    (("ghosts", "just one please"), 0.5, 1),
    (("ghosts", "three will do"), 0.5, 3),
    (("ghosts", "more"), 0.5, None),
    (("ghosts", "four more"), 0.5, 4),
    (("ghosts", "next page"), 0.5, None),
    (("ghosts", "any others?"), 0.5, None),
    (("ghosts", "more ghosts, less slapstick"), 0.5, None),
    (("ghosts", "more obscure"), 1.0, None),
    (("one film about one dog",), 0.5, 1),
]  # fmt: skip


@pytest.mark.parametrize(("said", "niche", "n"), MANNERS, ids=[" / ".join(row[0]) for row in MANNERS])
def test_how_known_and_how_many_are_wanted(
    heard_by: Mapping[str, RuleParser], said: tuple[str, ...], niche: float, n: int | None
) -> None:
    intent = hear(heard_by["films"], *said)
    assert (intent.query.niche, intent.n) == (niche, n)


@pytest.mark.parametrize(
    "said", ["more", "next page", "any others?", "show me some more", "other suggestions", "keep them coming"]
)
def test_asking_for_others_hides_what_was_shown(heard_by: Mapping[str, RuleParser], said: str) -> None:
    intent = hear(heard_by["films"], "ghosts", said)
    assert intent.acts == ("more",)
    assert intent.query.seen == {"rain", "ferry", "attic"}
    assert intent.query.text == "ghosts"


@pytest.mark.parametrize(
    ("said", "language", "left"),
    [
        ("answer me in english", "en", ""),
        ("from now on in Chinese please, a western", "zh", "a western"),
        ("please reply in Chinese from now on", "zh", ""),
        ("a novel written in English", None, "a novel written in English"),
        ("请用中文回答", "zh", ""),
    ],
)
def test_the_language_of_answers_is_told_from_that_of_items(said: str, language: str | None, left: str) -> None:
    found, rest = read_language(said)
    assert (found, rest.strip(" ,")) == (language, left)


def test_a_number_that_cannot_be_shown_is_told(heard_by: Mapping[str, RuleParser]) -> None:
    intent = hear(heard_by["films"], "ghosts", "give me 30")
    assert intent.n is None
    assert intent.notes == ("I show 1 to 20 items at a time, so I can't show 30.",)


@given(st.integers(1, 20), st.sampled_from(("give me {}", "only {} please", "top {}", "show me {} of them")))
def test_every_number_that_can_be_shown_is_heard(n: int, way: str) -> None:
    assert hear(PARSERS["films"], "ghosts", way.format(n)).n == n


PARSERS = parsers()
