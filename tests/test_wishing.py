"""What is wished, taken out of all that is said around it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.rules import RuleParser
from bot.intent.wishing import said
from tests.small_parser import hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


WISHES: list[tuple[tuple[str, ...], str]] = [
    (("I work nights as a nurse. something soothing please",), "soothing"),
    (("my boyfriend just dumped me so make me laugh",), "laugh"),
    (("we just had a baby and need comfort viewing",), "comfort viewing"),
    (("Saw a great play yesterday, want a film about astronomers now",), "astronomers"),
    (("could you find me something with neon lights",), "neon lights"),
    (("i'm after something dreamy, like being half asleep on a train",), "dreamy. half asleep on a train"),
    (("a love letter to food",), "love letter to food"),
    (("something that feels like late summer",), "late summer"),
    (("the more absurd the better",), "absurd"),
    (("my wife loves ballet, I love boxing",), "ballet. boxing"),
    (("someone who loves animals",), "animals"),
    (("we're stuck inside with two kids",), "two kids"),
    (("it should be about friendship, that's all I know",), "friendship"),
    (("ghosts", "my girlfriend wants it funnier"), "funnier. ghosts"),
    (("ghosts", "I was hoping for a haunted lighthouse"), "haunted lighthouse. ghosts"),
    (("ghosts", "could there be a dance scene?"), "dance scene. ghosts"),
    (("ghosts", "set it in winter"), "winter. ghosts"),
    (("ghosts", "a bit faster"), "faster. ghosts"),
    (("what should we watch on Halloween",), "Halloween"),
    (("what do I watch on a beach",), "beach"),
    (("heist movie, bonus points for a train",), "heist. train"),
    (("is there a film about translators",), "translators"),
    (("We had a long day, nothing heavy",), ""),
    (("help me choose a film for an anniversary",), "anniversary"),
    (("lonely people in big cities",), "lonely people in big cities"),
    (("swap it for something warmer",), "warmer"),
    (("I don't know, something weird I guess",), "weird"),
    (("something stranger",), "stranger"),
    (("a film about a stranger",), "a stranger"),  # somebody; "stranger" alone compares
    (("a film about a stranger on a train",), "stranger on a train"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "wish"), WISHES, ids=[" / ".join(row[0]) for row in WISHES])
def test_a_wish_is_what_was_wished_and_not_what_was_told(
    heard_by: Mapping[str, RuleParser], said: tuple[str, ...], wish: str
) -> None:
    assert hear(heard_by["films"], *said).query.text == wish


@pytest.mark.parametrize(
    "clause",
    [
        "I work nights",
        "my train was late",
        "it's raining here",
        "because we met there",
        "she has been ill",
        "we finished dinner",
    ],
)
def test_what_only_tells_wishes_nothing(clause: str) -> None:
    assert said(clause) == ""


@pytest.mark.parametrize(
    ("clause", "wish"),
    [
        ("she loves trains", "trains"),
        ("it should be about trains", "trains"),
        ("we need trains", "trains"),
        ("my kids are into trains", "trains"),
        ("trains", "trains"),
    ],
)
def test_a_clause_about_somebody_may_wish_all_the_same(clause: str, wish: str) -> None:
    assert said(clause) == wish


def test_a_limit_that_cannot_be_read_is_told_and_never_searched(heard_by: Mapping[str, RuleParser]) -> None:
    intent = hear(heard_by["films"], "trains, at most 3 parsecs")
    assert intent.query.text == "trains"
    assert intent.notes[0].startswith("I could not read the limit in")


@given(st.text(max_size=80))
def test_a_wish_is_made_of_the_words_of_its_piece(piece: str) -> None:
    assert all(word in piece for word in said(piece).split())


@given(st.lists(st.sampled_from(("i", "want", "a", "film", "please", "some", "ok", "thanks", "me")), max_size=12))
def test_empty_words_wish_nothing(words: list[str]) -> None:
    assert said(" ".join(words)) == ""
