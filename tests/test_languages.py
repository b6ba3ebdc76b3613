"""Where no record tells a language, one that is wished is never silently taken for a country."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.intent.languages import NO_LANGUAGE
from bot.intent.rules import RuleParser
from tests.small_parser import hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


IN_FRENCH = "No language is recorded here; I took “French” as made in “France”."


@pytest.mark.parametrize(
    "said", ["only in French", "a drama in French", "spoken in French", "a French-language film"]
)
def test_a_language_taken_for_its_country_is_told(heard_by: Mapping[str, RuleParser], said: str) -> None:
    intent = hear(heard_by["films"], said)
    assert "country: France" in {str(one) for one in intent.query.must}
    assert IN_FRENCH in intent.notes


def test_it_is_told_in_chinese_too(heard_by: Mapping[str, RuleParser]) -> None:
    assert hear(heard_by["films"], "法语片").notes == ("这里没有记录语言，我按产地“法国”来找。",)


@pytest.mark.parametrize("said", ["a French drama", "a drama from France", "set in France"])
def test_a_country_is_no_language(heard_by: Mapping[str, RuleParser], said: str) -> None:
    assert hear(heard_by["films"], said).notes == ()


@pytest.mark.parametrize("said", ["a drama with French audio", "a drama with French subtitles"])
def test_how_it_is_heard_says_nothing_of_where_it_is_from(heard_by: Mapping[str, RuleParser], said: str) -> None:
    intent = hear(heard_by["films"], said)
    assert {str(one) for one in intent.query.must} == {"genres: drama"}
    assert intent.notes == (NO_LANGUAGE,)


def test_a_recorded_language_needs_no_note(heard_by: Mapping[str, RuleParser]) -> None:
    intent = hear(heard_by["books"], "a memoir in French")
    assert "language: French" in {str(one) for one in intent.query.must}
    assert intent.notes == ()
