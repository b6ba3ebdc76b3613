""" "Is it green?" is answered yes or no by the record, and what the record says stands beside it."""

from __future__ import annotations

import pytest

from bot.answers import about_items
from bot.messages import Intent
from bot.telling import fact
from ranker.rank import Ranked
from retriever.items import Item, Query
from tests.shop import parser_of, talk

BLUE = Item("1", "Skerry", facets={"category": ("sweater",), "colour": ("blue",)})
GREEN = Item("2", "Bog", facets={"category": ("sweater",), "colour": ("green",)})
STRIPED = Item("3", "Sailor", facets={"category": ("sweater",), "colour": ("blue", "white")})
PLAIN = Item("4", "Nob", facets={"category": ("sweater",)})
SHOP = (BLUE, GREEN, STRIPED, PLAIN)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (GREEN, "Yes: the record of **Bog** says colour: green."),
        (BLUE, "No: the record of **Skerry** says colour: blue."),
        (STRIPED, "Not as far as it tells: the record of **Sailor** says colour: blue and white."),
        (PLAIN, "The record of **Nob** says nothing of its colour."),
    ],
)
def test_a_value_is_answered_by_the_record(item: Item, said: str) -> None:
    assert fact(item, "colour: green", "en") == said


def test_it_is_answered_in_chinese_too() -> None:
    assert fact(BLUE, "colour: green", "zh") == "不是，**Skerry**的资料里写着颜色：blue。"


@pytest.mark.parametrize("said", ["do you have it in green?", "can I get it in green?", "does it come in green?"])
def test_the_value_that_is_asked_for_is_kept(said: str) -> None:
    intent = parser_of(SHOP).parse(said, talk(SHOP, "1", "3"))
    assert (intent.acts, intent.about, intent.fields) == (("about",), ("1",), ("colour: green",))


def test_a_field_with_no_value_named_is_told_as_before() -> None:
    intent = parser_of(SHOP).parse("which colour is it?", talk(SHOP, "1"))
    assert "".join(text.piece for text in about_items(intent, [Ranked(BLUE, 0.0)], ())) == (
        "**Skerry** has this under colour: blue."
    )


def test_of_several_those_that_have_it_come_first() -> None:
    intent = Intent(("about",), Query(), about=("1", "2"), fields=("colour: green",))
    text = "".join(text.piece for text in about_items(intent, [Ranked(BLUE, 0.0), Ranked(GREEN, 0.0)], ()))
    assert text.startswith("Yes: the record of **Bog**")
    assert text.endswith("No: the record of **Skerry** says colour: blue.")


def test_one_against_another_is_yes_or_no_with_both_numbers() -> None:
    cheap, dear = Item("5", "Mire", numbers={"price": 59.0}), Item("6", "Stoker", numbers={"price": 89.0})
    shop = (cheap, dear)

    def answer(said: str) -> str:
        intent = parser_of(shop).parse(said, talk(shop, "5", "6"))
        picks = [Ranked(next(item for item in shop if item.id == id_), 0.0) for id_ in intent.about]
        return "".join(text.piece for text in about_items(intent, picks, ()))

    assert answer("is the first cheaper than the second?") == "Yes: **Mire** (59), **Stoker** (89)."
    assert answer("is the second cheaper than the first?") == "No: **Stoker** (89), **Mire** (59)."
    assert "**price**: 59 (Mire); 89 (Stoker)" in answer("is the first longer than the second?")
