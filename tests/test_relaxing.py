"""What was agreed is taken back or widened in many words, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.rules import RuleParser
from bot.messages import Intent
from tests.small_parser import agreed, hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


DRAMA = "a french drama under 90 minutes"
NO_HORROR = "no horror, nothing American"
Row = tuple[str, tuple[str, ...], set[str], str]
TAKEN_BACK: list[Row] = [
    ("films", (DRAMA, "the country isn't important"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "it can be from anywhere"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "never mind the length"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "longer is fine too"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "drop French"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "I'm flexible on the genre"), {"country: France", "runtime < 90"}, ""),
    ("films", (DRAMA, "any genre will do"), {"country: France", "runtime < 90"}, ""),
    ("films", (DRAMA, "no need to be French"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "other countries are okay as well"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "all genres then"), {"country: France", "runtime < 90"}, ""),
    ("films", (DRAMA, "lift the time limit"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "French isn't a must"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "Danish would be fine too"),
     {"country: France, Denmark", "genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "or a comedy"), {"country: France", "genres: drama, comedy", "runtime < 90"}, ""),
    ("films", (DRAMA, "also Swedish ones"), {"country: France, Sweden", "genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "wherever it's from, I don't care"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "doesn't need to be a drama"), {"country: France", "runtime < 90"}, ""),
    ("films", (NO_HORROR, "american ones are ok after all"), {"without horror"}, ""),
    ("films", (NO_HORROR, "let the americans back in"), {"without horror"}, ""),
    ("films", (NO_HORROR, "bring the horror back"), {"country: not United States"}, ""),
    ("films", (NO_HORROR, "horror might be fun after all"), {"country: not United States"}, ""),
    ("films", (NO_HORROR, "I said no horror but forget that"), {"country: not United States"}, ""),
    ("films", (NO_HORROR, "horror welcome again"), {"country: not United States"}, ""),
    ("films", (NO_HORROR, "actually I don't mind horror"), {"country: not United States"}, ""),
    ("films", (NO_HORROR, "undo"), set(), ""),
    ("films", ("nothing where a dog dies", "dogs may die"), set(), ""),
    ("films", ("films from the eighties", "newer ones are fine too"), {"year ≥ 1980"}, ""),
    ("films", ("films from the eighties", "it can be older too"), {"year ≤ 1989"}, ""),
    ("films", ("trains with robots", "forget the robots"), set(), "trains"),
    ("films", ("trains with robots", "no robots necessary"), set(), "trains"),
    ("films", ("hidden gems", "it doesn't have to be obscure"), set(), ""),
    ("films", ("hidden gems", "well-known ones are ok too"), set(), ""),
    ("films", ("a film by Varda", "someone other than Varda is fine too"), set(), ""),
    ("books", ("a mystery under 15 euros", "I can spend more"), {"genres: mystery"}, ""),
    ("books", ("a mystery under 15 euros", "money is no object"), {"genres: mystery"}, ""),
    ("films", (DRAMA, "without under 90 minutes"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "without the time limit"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "no limit on the length"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "without any limits"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "I take back under 90 minutes"), {"country: France", "genres: drama"}, ""),
    ("films", (DRAMA, "I take back French"), {"genres: drama", "runtime < 90"}, ""),
    ("films", (DRAMA, "I take back drama"), {"country: France", "runtime < 90"}, ""),
    ("films", ("films over 60 minutes, under 90", "without under 90 minutes"), {"runtime > 60"}, ""),
    ("films", (DRAMA, "nothing under 90 minutes"), {"country: France", "genres: drama", "runtime ≥ 90"}, ""),
    ("films", ("a drama without a time limit",), {"genres: drama"}, ""),
    ("books", ("a mystery under 15 euros", "without under 15"), {"genres: mystery"}, ""),
    ("books", ("a mystery under 15 euros", "I take back under 15"), {"genres: mystery"}, ""),
    ("books", ("a mystery under 15 euros", "without the price limit"), {"genres: mystery"}, ""),
    ("books", ("a mystery in English", "any language works"), {"genres: mystery"}, ""),
    ("books", ("a mystery in English", "doesn't matter to me which language"), {"genres: mystery"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("shop", "said", "must", "wish"), TAKEN_BACK, ids=[" / ".join(row[1]) for row in TAKEN_BACK]
)
def test_what_is_taken_back_goes_and_the_rest_stays(
    heard_by: Mapping[str, RuleParser], shop: str, said: tuple[str, ...], must: set[str], wish: str
) -> None:
    assert agreed(hear(heard_by[shop], *said)) == (must, wish)


BEFORE = "a french drama under 90 minutes, no horror, nothing with clowns, trains"


@pytest.mark.parametrize(
    "said",
    [
        "I don't know",
        "no matter what",
        "scary",
        "in any case",
        "everything is broken",
        "forget me not",
        "whatever",
    ],
)
def test_words_that_name_nothing_agreed_take_nothing_back(heard_by: Mapping[str, RuleParser], said: str) -> None:
    before = hear(heard_by["films"], BEFORE).query.must
    assert set(hear(heard_by["films"], BEFORE, said).query.must) >= set(before)


def test_undoing_goes_back_one_statement_only(heard_by: Mapping[str, RuleParser]) -> None:
    must, wish = agreed(hear(heard_by["films"], "a drama", "with trains", "from France", "no, undo that"))
    assert (must, wish) == ({"genres: drama"}, "trains")


WORDS = (
    "the length",
    "the country",
    "France",
    "dramas",
    "horror",
    "clowns",
    "trains",
    "the year",
    "Japan",
    "robots",
)
WAYS = (
    "forget {}",
    "{} is fine",
    "never mind {}",
    "{} doesn't matter",
    "drop {}",
    "any {} will do",
    "{} is ok after all",
)


@given(st.sampled_from(WAYS), st.sampled_from(WORDS))
def test_taking_back_never_refuses_anything(way: str, word: str) -> None:
    before = refused(hear(PARSERS["films"], BEFORE))
    assert refused(hear(PARSERS["films"], BEFORE, way.format(word))) <= before


def refused(intent: Intent) -> set[object]:
    """Every value that is refused."""
    return {value for c in intent.query.must if c.op in ("without", "none_of") for value in c.values}


PARSERS = parsers()
