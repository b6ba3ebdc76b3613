"""What "darker" looks for, and what records say on the other side."""

from __future__ import annotations

import pytest

from retriever.moods import MOODS, OPPOSITE, SIDES, level, meaning, sides, uncompared


def test_every_side_has_an_opposite_that_shares_no_word_with_it() -> None:
    assert set(OPPOSITE) == set(SIDES)
    assert {OPPOSITE[other] for other in OPPOSITE.values()} == set(SIDES)
    for side, other in OPPOSITE.items():
        assert not set(SIDES[side].split()) & set(SIDES[other].split()), (side, other)


@pytest.mark.parametrize("comparison", MOODS)
def test_what_a_comparison_looks_for_stands_on_its_side(comparison: str) -> None:
    words, side = MOODS[comparison]
    assert not side or level(words.split(), side) > 0


def test_of_two_that_contradict_the_newer_counts() -> None:
    assert meaning("lighter. darker") == "light warm playful"  # the newest stands first in a wish
    assert sides("lighter. darker, funnier") == ("light", "funny")
    assert sides("more romantic") == ()


@pytest.mark.parametrize(
    "said",
    ["something stranger with robots", "stranger", "even stranger", "stranger than that", "funnier and stranger",
     "a stranger film", "much stranger", "ghosts. stranger"],
)  # fmt: skip
def test_what_is_stranger_is_weird(said: str) -> None:
    assert "weird" in sides(said)
    assert "stranger" not in uncompared(said)


@pytest.mark.parametrize(
    "said",
    ["a stranger", "a stranger on a train", "stranger on a train", "the stranger", "a mysterious stranger",
     "my neighbour and a stranger", "stranger who kills", "the strangers"],
)  # fmt: skip
def test_a_stranger_is_somebody(said: str) -> None:
    assert (sides(said), meaning(said), uncompared(said)) == ((), "", said)


@pytest.mark.parametrize(
    ("values", "side", "far"),
    [
        (("charming", "whimsical", "warm", "playful"), "dark", -4),
        (("Bleak", "quiet"), "dark", 1),
        (("whimsical", "eerie"), "dark", 0),
        (("feel good", "light-hearted"), "light", 2),
        (("sea", "Agnès Varda"), "dark", 0),
        (("温暖", "欢快"), "dark", -2),
        ((), "calm", 0),
    ],
)
def test_a_level_counts_the_values_of_both_sides(values: tuple[str, ...], side: str, far: int) -> None:
    assert level(values, side) == far
