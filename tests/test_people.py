"""Full names as people write them, put right as a whole or not at all."""

from __future__ import annotations

import pytest

from bot.intent.people import People

RECORDED = (
    "Andrei Tarkovsky", "André Téchiné", "Paprika Steen", "Hayao Miyazaki", "Goro Miyazaki", "Wong Kar-wai",
    "Guillermo del Toro", "Charles Chaplin", "Oliver Hardy", "Joel Coen", "Ethan Coen", "Ang Lee",
)  # fmt: skip
ORDINARY = frozenset(["a", "films", "by", "with", "of", "and", "love", "long", "story", "please"])


@pytest.fixture(scope="module")
def people() -> People:
    return People(RECORDED)


def corrected(people: People, text: str) -> str:
    return people.corrected(text, lambda word: word.casefold() in ORDINARY)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("films by Andrey Tarkovsky", "films by Andrei Tarkovsky"),  # another transliteration
        ("andrey tarkovski please", "Andrei Tarkovsky please"),
        ("miyazaki hayao", "Hayao Miyazaki"),  # the order of names of its country
        ("by kar wai wong", "by Wong Kar-wai"),
        ("Guillermo Toro", "Guillermo del Toro"),
        ("with Charlie Chaplin", "with Charles Chaplin"),
        ("by Andre Techine", "by André Téchiné"),
    ],
)
def test_a_name_near_a_recorded_one_is_put_right(people: People, said: str, meant: str) -> None:
    assert corrected(people, said).casefold().replace("é", "e") == meant.casefold().replace("é", "e")


@pytest.mark.parametrize(
    "said",
    [
        "films by Steven Spielberg",  # "Steven" is near "Steen", and the whole name near nobody
        "films with Tom Hardy",  # a last name on record, and somebody else
        "by Martin Coen",
        "a long story of love",
        "Tarkovsky",
        "films by Tarkovsky, Andrei and Ang",  # a comma parts names
    ],
)
def test_a_name_near_nobody_stays_as_it_was_said(people: People, said: str) -> None:
    assert corrected(people, said) == said


def test_people_of_the_same_last_name_are_known(people: People) -> None:
    assert people.namesakes(["tom", "hardy"]) == ("Oliver Hardy",)
    assert people.namesakes(["tom", "cruise"]) == ()
