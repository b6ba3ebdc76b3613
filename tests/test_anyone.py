"""A demand for a person goes when others are welcome, a refusal when that one is; plots and praise do neither."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.intent.rules import RuleParser
from bot.messages import Session, Turn
from retriever.items import Item
from tests.shop import parser_of

BY_HER = "a drama by Agnès Varda"


@pytest.fixture(scope="module")
def parser(films: tuple[Item, ...]) -> RuleParser:
    return parser_of(films)


def agreed(parser: RuleParser, *said: str) -> set[str]:
    talk = Session("talk")
    for words in said:
        query = parser.parse(words, talk).query
        talk = replace(talk, query=query, turns=(*talk.turns, Turn(words, "", query=query)))
    return {str(demand) for demand in talk.query.must}


@pytest.mark.parametrize(
    "said",
    [
        "someone else is fine too",
        "okay, someone else's fine too",
        "by someone else is fine",
        "it might also be by somebody else this time",
        "something quiet, someone else is ok as well",
        "something quiet, but it can be someone else",
        "they don't have to be by her",
        "but it doesn't have to be her",
    ],
)
def test_where_others_are_welcome_nobody_is_demanded(parser: RuleParser, said: str) -> None:
    assert agreed(parser, BY_HER, said) == {"genres: drama"}


@pytest.mark.parametrize(
    "said",
    [
        "a drama where the killer can be someone else",
        "a story where the murderer might be somebody else's twin",
        "a hero who doesn't have to be him",
        "a drama, someone else is in danger",
        "someone else's story is fine",
        "a woman who could be someone else",
    ],
)
def test_the_people_of_a_plot_are_not_those_who_made_it(parser: RuleParser, said: str) -> None:
    assert agreed(parser, BY_HER, said) >= {"director: Agnès Varda"}


@pytest.mark.parametrize(
    "said",
    [
        "they're good",
        "Well, they are fine",
        "they are fine too",
        "she is fine",
        "he's good",
        "he is okay, but show me more",
    ],
)
def test_praise_takes_no_refusal_back(parser: RuleParser, said: str) -> None:
    assert agreed(parser, "nothing by Agnès Varda", said) == {"director: not Agnès Varda"}


@pytest.mark.parametrize(
    "said",
    ["she is fine too", "ok, she's fine after all", "she is also ok", "well, she is allowed", "she's ok now"],
)
def test_who_is_welcome_after_all_is_refused_no_more(parser: RuleParser, said: str) -> None:
    assert agreed(parser, "nothing by Agnès Varda", said) == set()


def test_of_several_who_were_refused_the_last_one_is_welcome_again(parser: RuleParser) -> None:
    refusals = ("nothing by Agnès Varda", "nothing with Tom Cruise", "nothing by Ridley Scott")
    both = {"director: not Agnès Varda, Ridley Scott", "cast: not Tom Cruise"}
    assert agreed(parser, *refusals) == both
    once = agreed(parser, *refusals, "he is fine too")
    assert once == {"director: not Agnès Varda", "cast: not Tom Cruise"}
    assert agreed(parser, *refusals, "he is fine too", "he's ok after all") == {"director: not Agnès Varda"}
    assert agreed(parser, "nothing by Agnès Varda and nothing with Tom Cruise", "he is fine too") == {
        "director: not Agnès Varda"
    }
