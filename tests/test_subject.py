"""A new subject drops what was wanted; a refinement of the old one drops nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.rules import RuleParser
from bot.intent.words import SIGNS
from tests.small_parser import agreed, hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


SLOW = "a slow drama, no violence"
VIOLENCE = f"without {', '.join(SIGNS['violence'])}"
HOTELS = "a novel about hotels, in German"
Row = tuple[str, tuple[str, ...], set[str], str]
SUBJECTS: list[Row] = [
    ("films", (SLOW, "forget it, something totally different: a comedy"),
     {"genres: comedy", VIOLENCE}, ""),
    ("films", (SLOW, "new idea: westerns"), {"genres: western", VIOLENCE}, ""),
    ("films", (SLOW, "start from scratch"), set(), ""),
    ("films", (SLOW, "wipe everything, I want a thriller"), {"genres: thriller"}, ""),
    ("films", (SLOW, "scratch that. a musical about sailors"), {"genres: musical", VIOLENCE}, "sailors"),
    ("films", (SLOW, "next: a western with dogs"), {"genres: western", VIOLENCE}, "dogs"),
    ("films", (SLOW, "now for something completely different, a horror film"),
     {"genres: horror", VIOLENCE}, ""),
    ("films", (SLOW, "enough drama. show me a comedy"), {"genres: comedy", VIOLENCE}, ""),
    ("films", (SLOW, "actually I need a western for my dad"), {"genres: western", VIOLENCE}, "dad"),
    ("films", (SLOW, "actually, faster"), {"genres: drama", VIOLENCE}, "faster. slow"),
    ("films", (SLOW, "and now with more humor"), {"genres: drama", VIOLENCE}, "humor. slow"),
    ("films", (SLOW, "something Korean instead"),
     {"country: South Korea", "genres: drama", VIOLENCE}, "slow"),
    ("films", (SLOW, "a comedy instead of a drama"), {"genres: comedy", VIOLENCE}, "slow"),
    ("films", (SLOW, "I changed my mind about violence"), {"genres: drama"}, "slow"),
    ("films", (SLOW, "moving on: documentaries on whales"), {"genres: documentary", VIOLENCE}, "whales"),
    ("films", (SLOW, "different topic. thrillers"), {"genres: thriller", VIOLENCE}, ""),
    ("films", (SLOW, "reset"), set(), ""),
    ("films", (SLOW, "can we begin again?"), set(), ""),
    ("films", (SLOW, "let's drop this and look for a musical"), {"genres: musical", VIOLENCE}, ""),
    ("films", (SLOW, "that's settled. Now a thriller for tomorrow"), {"genres: thriller", VIOLENCE}, ""),
    ("films", (SLOW, "forget that and make it Danish"),
     {"country: Denmark", "genres: drama", VIOLENCE}, "slow"),
    ("films", (SLOW, "even slower"), {"genres: drama", VIOLENCE}, "slower. slow"),
    ("books", (HOTELS, "forget the novel, what about poetry"), {"genres: poetry"}, ""),
    ("books", (HOTELS, "I want a memoir now, forget the novel"), {"genres: memoir"}, ""),
    ("books", (HOTELS, "English instead"), {"genres: novel", "language: English"}, "hotels"),
    ("books", (HOTELS, "now I need poems about snow"), {"genres: poetry"}, "snow"),
    ("books", (HOTELS, "something shorter now"), {"genres: novel", "language: German", "pages < 210"}, "hotels"),
    ("books", (HOTELS, "mountains instead of hotels"), {"genres: novel", "language: German"}, "mountains"),
]  # fmt: skip


@pytest.mark.parametrize(("shop", "said", "must", "wish"), SUBJECTS, ids=[" / ".join(row[1]) for row in SUBJECTS])
def test_what_a_talk_is_about_after_a_turn(
    heard_by: Mapping[str, RuleParser], shop: str, said: tuple[str, ...], must: set[str], wish: str
) -> None:
    assert agreed(hear(heard_by[shop], *said)) == (must, wish)


def test_beginning_again_forgets_refusals_too_but_not_what_was_seen(heard_by: Mapping[str, RuleParser]) -> None:
    query = hear(heard_by["films"], "no horror", "I have seen Harbour Songs", "let's start over").query
    assert (query.must, query.seen) == ((), {"harbour"})


REFUSALS = ("no horror", "nothing American", "not by Varda", "without clowns")
TURNS = (
    "new topic: a comedy",
    "forget that, I need a western",
    "something completely different: trains",
    "moving on: musicals",
)


@given(st.sampled_from(REFUSALS), st.sampled_from(TURNS))
def test_what_was_refused_stays_refused_when_the_subject_changes(refusal: str, turn: str) -> None:
    before = hear(PARSERS["films"], refusal).query.must
    after = hear(PARSERS["films"], refusal, "a slow drama", turn)
    assert "change" in after.acts
    assert set(after.query.must) >= set(before)
    assert "slow" not in after.query.text


PARSERS = parsers()
