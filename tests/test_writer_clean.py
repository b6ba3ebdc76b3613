"""Texts of users and catalogues made harmless."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writer.clean import _mended, plain, record
from retriever.items import Item

ACTIVE = re.compile(r"[<>\[\]*`\\]|https?:/|www\.|\$\$|&#?\w+;|javascript:", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("Tom & Jerry", "Tom & Jerry"),
        ("12:08 East of Bucharest", "12:08 East of Bucharest"),
        ("costs $9.99", "costs $9.99"),
        ("snake_case _loud_", "snake_case loud"),
        ("M*A*S*H", "M∗A∗S∗H"),
        ("<b>bold</b> claim", "bold claim"),
        ("one\n\n# two", "one # two"),
        ("# heading", "heading"),
        ("a\u202eb\u0000c", "abc"),
        ("see https://x.example/a?b=1 there", "see there"),
        ("write to me@x.example now", "write to now"),
        ("5 < 6", "5 ‹ 6"),
        ("  spaced \t out ", "spaced out"),
    ],
)
def test_what_becomes_of_it(text: str, harmless: str) -> None:
    assert plain(text) == harmless


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/a.png)",
        "[click](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;alert(1)",
        "<scr<script>ipt>alert(1)</script>",
        "<form action=//evil.example>",
        "http://ev\u200bil.example",
        "ht<b></b>tp://evil.example",
        "$$\\href{x}{y}$$",
        "[ref]: http://evil.example",
    ],
)
def test_nothing_active_is_left(text: str) -> None:
    assert not ACTIVE.search(plain(text))


@given(st.text(alphabet=st.sampled_from("ab <>[]()!*_`$&;#:/.\\|~\n\"'=ltghpw@\u200b")))
def test_no_mixture_of_marks_leaves_anything_active(text: str) -> None:
    assert not ACTIVE.search(plain(text))


@given(st.text())
def test_it_is_one_line_and_what_is_plain_stays(text: str) -> None:
    once = plain(text)
    assert "\n" not in once
    assert plain(once) == once


def test_a_record_loses_values_with_nothing_left_and_keeps_a_title() -> None:
    item = record(
        Item("x1", "<b></b>", "", {"brand": ("<i></i>", "Holm"), "link": ("http://x.example",)}, {"price": 5})
    )
    assert (item.title, item.facets, item.numbers) == ("x1", {"brand": ("Holm",)}, {"price": 5})


def test_what_a_script_says_is_not_text() -> None:
    assert plain("<script>alert(1)</script><style>p{}</style><p>A cabin.</p> <SCRIPT>x") == "A cabin."


@given(st.text(alphabet=st.sampled_from("aw.wW <>[]()!*_`$&;#:/\\|~\n\"'=+-ſé中\u200b\u202e\ue000\u00a0@")))
def test_what_is_taken_for_plain_already_would_come_out_the_same_mended(text: str) -> None:
    assert plain(text) == " ".join(_mended(text).split()).lstrip("#=+- ")
