"""No utterance keeps the parser or the articles busy: long words and long runs are read to their end."""

from __future__ import annotations

import pytest

from bot.intent.rules import MAX_CHARS, TOO_LONG, RuleParser
from bot.intent.state import MAX_TEXT_CHARS
from bot.knowledge.asking import MAX_PARTS, names_a_kind, parts, with_story
from bot.messages import Session
from retriever.items import Item
from tests.shop import parser_of

WORD = "Rechtsschutzversicherungsgesellschaftengebaeudeverwaltungsam"
AGAIN = (
    "a", "and ", "western and ", "an apple, ", "ok, ", "well and ", "also, and ", ", ", "? ", " ", "x\n", "(", "'",
    "another and ", "my friend Zork ", "Zork told me ", "for Anna ", "someone else is ", "it doesn't have to ",
    "he is also even ", "return a ", "a western and do you ", " do you ship? ", "without “a", "另外", "片，",
)  # fmt: skip
LONG = (
    f"{WORD} refund policy?",
    f"a {WORD} and do you ship?",
    f"western {WORD} {WORD} {WORD} {WORD} where is my order?",
    f"my friend {WORD} {WORD} wants a {WORD} for {WORD}",
    f"can I return a {WORD} {WORD} {WORD} {WORD} {WORD}",
    f"it doesn't have to be {WORD}, someone else {WORD}",
    f"western{' ' * 4_000}and do you ship?",
    f"western , {' ' * 4_000}x",
    f"without “{WORD}”{' ' * 4_000}x",
    *((words * MAX_CHARS)[:MAX_CHARS] for words in AGAIN),
    *(f"western {(words * MAX_CHARS)[: MAX_CHARS - 10]}!" for words in AGAIN),
)


@pytest.fixture(scope="module")
def parser(films: tuple[Item, ...]) -> RuleParser:
    return parser_of(films)


@pytest.mark.parametrize("said", LONG, ids=lambda said: said[:24])
def test_a_long_utterance_is_read_to_its_end(parser: RuleParser, said: str) -> None:
    intent = parser.parse(said, Session("talk"))
    assert intent.acts
    assert len(intent.query.text) <= MAX_TEXT_CHARS
    assert (TOO_LONG in intent.notes) == (len(said) > MAX_CHARS)


@pytest.mark.parametrize("said", LONG, ids=lambda said: said[:24])
def test_the_articles_cut_it_into_few_parts_that_were_said(said: str) -> None:
    found = parts(said)
    assert len(found) <= MAX_PARTS
    assert all(part in said for part in found[: MAX_PARTS - 1])
    for told, part in with_story(found):
        assert told or not names_a_kind(told, part, " and ")


def test_a_run_of_spaces_parts_as_one_space_does() -> None:
    said = "opened tea , and  then can I return it  and also how long does it take  and please show me boots"
    assert parts(said.replace("  ", " " * 500)) == [
        "opened tea",
        "can I return it",
        "how long does it take",
        "please show me boots",
    ]


def test_a_thing_with_a_long_name_is_wished_beside_a_question_of_service(parser: RuleParser) -> None:
    intent = parser.parse(f"a {WORD} drama and do you ship?", Session("talk"))
    assert "service" in intent.acts
    assert [str(demand) for demand in intent.query.must] == ["genres: drama"]
