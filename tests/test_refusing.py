"""What is refused, how far a refusal reaches, and what only looks like one."""

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


GORE = f"without {', '.join(SIGNS['gore'])}"
Row = tuple[str, tuple[str, ...], set[str], str]
REFUSED: list[Row] = [
    ("films", ("no horror, gore or zombies, but vampires are fine",),
     {f"{GORE}, horror, zombies"}, "vampires"),
    ("films", ("not scary but not for kids either",),
     {"without horror, scary, eerie, chilling, family, children's, kids"}, ""),
    ("films", ("anything except musicals",), {"without musical"}, ""),
    ("films", ("I'm not in the mood for subtitles",), {"without subtitles"}, ""),
    ("films", ("nothing too sad",), {"without sad, heartbreaking, tragic, melancholic"}, ""),
    ("films", ("no matter what, I want to laugh",), set(), "laugh"),
    ("films", ("not only funny but clever",), set(), "funny. clever"),
    ("films", ("nothing beats a good western",), {"genres: western"}, ""),
    ("films", ("not bad, a western then",), {"genres: western"}, ""),
    ("films", ("I don't mind violence but no torture",), {"without torture"}, ""),
    ("films", ("sick of zombies. bored of vampires",), {"without zombies, vampires"}, ""),
    ("films", ("we've had enough war films for a lifetime",), {"without war"}, ""),
    ("films", ("a crime film that isn't American",), {"country: not United States", "genres: crime"}, ""),
    ("films", ("nothing by von Trier please",), {"director: not Lars von Trier"}, ""),
    ("films", ("no Kurosawa, no Varda",), {"director: not Akira Kurosawa, Agnès Varda"}, ""),
    ("films", ("a comedy without romance",), {"genres: comedy", "without romance"}, ""),
    ("films", ("non-violent crime film",), {"genres: crime", f"without {', '.join(SIGNS['violent'])}"}, ""),
    ("films", ("nothing where the dog dies",), {"without dog dies"}, ""),
    ("films", ("spare me superheroes and car chases",), {"without superheroes, car chases"}, ""),
    ("films", ("clowns are a no-go",), {"without clowns"}, ""),
    ("films", ("gore puts me off",), {GORE}, ""),
    ("films", ("less creepy",), {"without creepy"}, ""),
    ("films", ("two neighbours who hate each other",), set(), "two neighbours who hate"),
    ("films", ("for my mum, who hates cats",), {"without cats"}, "mum"),
    ("films", ("leave the war out of it",), {"without war"}, ""),
    ("films", ("no kings, queens or battles",), {"without kings, queens, battles"}, ""),
    ("films", ("no gore, set in Japan",), {GORE}, "Japan"),
    ("films", ("not from the US, France or Japan",), {"country: not United States, France, Japan"}, ""),
    ("films", ("none of those Swedish ones",), {"country: not Sweden"}, ""),
    ("films", ("it mustn't be animated",), {"without animation"}, ""),
    ("films", ("nobody gets murdered please",), {"without murdered"}, ""),
    ("films", ("too dark. something else",), {"without dark, bleak"}, ""),
    ("films", ("rather not Japanese",), {"country: not Japan"}, ""),
    ("films", ("no idea what I want",), set(), ""),
    ("films", ("a love story without words",), {"without words"}, "love story"),
    ("films", ("not a documentary, not black and white",), {"without documentary, black and white"}, ""),
    ("books", ("any language but French",), {"country: not France"}, ""),
    ("books", ("nothing in German",), {"language: not German"}, ""),
    ("books", ("a mystery without a detective",), {"genres: mystery", "without detective"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("shop", "said", "must", "wish"), REFUSED, ids=[" / ".join(row[1]) for row in REFUSED])
def test_a_refusal_reaches_as_far_as_it_is_meant(
    heard_by: Mapping[str, RuleParser], shop: str, said: tuple[str, ...], must: set[str], wish: str
) -> None:
    assert agreed(hear(heard_by[shop], *said)) == (must, wish)


def test_somebody_hated_in_the_story_refuses_nothing(heard_by: Mapping[str, RuleParser]) -> None:
    assert agreed(hear(heard_by["films"], "a man who hates cats"))[0] == set()


def test_what_was_demanded_and_is_refused_now_is_no_longer_demanded(heard_by: Mapping[str, RuleParser]) -> None:
    assert agreed(hear(heard_by["films"], "a French film", "not French"))[0] == {"country: not France"}


THINGS = ("zombies", "horror", "French", "von Trier", "car chases", "romance", "clowns", "musicals", "the US")
WAYS = (
    "no {}",
    "nothing with {}",
    "anything but {}",
    "please avoid {}",
    "I'm sick of {}",
    "without {}",
    "I hate {}",
)


@given(st.sampled_from(WAYS), st.sampled_from(THINGS), st.sampled_from(("", "a slow film, ", "trains. ")))
def test_a_refused_thing_is_never_wished(way: str, thing: str, before: str) -> None:
    query = hear(PARSERS["films"], before + way.format(thing)).query
    assert thing.casefold() not in query.text.casefold()
    assert [constraint.op for constraint in query.must] in (["without"], ["none_of"])


@given(st.text(st.sampled_from("no t,wihouanybr.f' \n-"), max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    hear(PARSERS["films"], "a drama", text)


PARSERS = parsers()
