"""Shown items called by a part of their title or by what they are."""

from __future__ import annotations

import pytest

from bot.intent.nearby import described, named
from retriever.items import Item

FERRY = Item(
    "ferry", "The Winter Ferry", facets={"author": ("Liv Dahl",), "country": ("Norway",), "themes": ("storms",)}
)
BARBER = Item(
    "barber", "The Labyrinth Barber", "A barber hides maps.", {"author": ("Omar Aziz",), "country": ("Egypt",)}
)
TRAIN = Item(
    "train", "Orchid Train", "A heist on rails.", {"author": ("Kim Seo-yeon",), "country": ("South Korea",)}
)
HEATH = Item("heath", "Iron Heath", facets={"author": ("Tom Reed",), "country": ("United Kingdom",)})
KINGS = Item("kings", "Heath of Kings", facets={"author": ("Ann Moor",), "country": ("United Kingdom",)})
SHOWN = (FERRY, BARBER, TRAIN, HEATH, KINGS)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the ferry one looks good", ["ferry"]),
        ("hm, that barber book", ["barber"]),
        ("the korean one please", ["train"]),
        ("the one with the heist", ["train"]),
        ("the one about storms", ["ferry"]),
        ("compare the two heath books", ["heath", "kings"]),
        ("seen the dahl", ["ferry"]),
        ("the korean one or the egyptian one", ["train", "barber"]),
        # nothing shown is called so, or two are: nobody is meant
        ("the british one", []),
        ("the one with the dragons", []),
        ("the first one", []),
        ("the same one", []),
        ("a ferry", []),
    ],
)
def test_items_called_by_what_they_are(text: str, ids: list[str]) -> None:
    assert [one.item_id for one in described(text, SHOWN)] == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Winter Ferry I know", ["ferry"]),
        ("the winter fery was dull", ["ferry"]),
        ("labyrinth barber and orchid train", ["barber", "train"]),
        ("Labyrinth, already read it", ["barber"]),
        (
            "something about trains and orchids",
            ["train"],
        ),  # both its words; whether it is meant is the caller's part
        ("a heath", []),  # two items share the word
        ("a rainy evening", []),
    ],
)
def test_items_called_by_their_title(text: str, ids: list[str]) -> None:
    assert [one.item_id for one in named(text, SHOWN)] == ids


def test_a_mention_says_where_it_stands_and_how_much_of_the_title_it_is() -> None:
    [whole] = named("I know the winter ferry", SHOWN)
    assert ("I know the winter ferry"[whole.start : whole.end], whole.whole) == ("the winter ferry", True)
    [part] = named("labyrinth, meh", SHOWN)
    assert not part.whole


def test_where_nothing_is_shown_nothing_is_meant() -> None:
    assert described("the ferry one", ()) == []
    assert named("winter ferry", ()) == []
