"""What is demanded by name, and what only gives the wish its colour."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent.rules import RuleParser
from bot.messages import Session
from retriever.items import Item
from tests.shop import parser_of
from tests.small_parser import agreed, hear, parsers


@pytest.fixture(scope="module")
def heard_by() -> Mapping[str, RuleParser]:
    return parsers()


Row = tuple[str, tuple[str, ...], set[str], str]
WANTED: list[Row] = [
    ("films", ("a horror comedy",), {"genres: comedy", "genres: horror"}, ""),
    ("films", ("comedies or dramas",), {"genres: comedy, drama"}, ""),
    ("films", ("a war photographer falls in love",), set(), "war photographer falls in love"),
    ("films", ("a family saga on a farm",), set(), "family saga on a farm"),
    ("films", ("a family film",), {"genres: family"}, ""),
    ("films", ("crime writer on an island",), set(), "crime writer on an island"),
    ("films", ("history of jazz",), set(), "history of jazz"),
    ("films", ("romantic but not a romance",), {"without romance"}, "romantic"),
    ("films", ("a western about revenge",), {"genres: western"}, "revenge"),
    ("films", ("a comedy that turns into a thriller",), {"genres: comedy"}, "turns into a thriller"),
    ("films", ("with a bit of romance",), set(), "romance"),
    ("films", ("drama with a touch of horror",), {"genres: drama"}, "horror"),
    ("films", ("my husband only watches westerns",), {"genres: western"}, ""),
    ("films", ("I like my thrillers slow",), {"genres: thriller"}, "slow"),
    ("films", ("which musical is the loudest?",), {"genres: musical"}, ""),
    ("films", ("how about documentaries on whales",), {"genres: documentary"}, "whales"),
    ("films", ("anything directed by Kurosawa",), {"director: Akira Kurosawa"}, ""),
    ("films", ("something by the Coen brothers",), {"director: Joel Coen, Ethan Coen"}, ""),
    ("films", ("a film by von Trier",), {"director: Lars von Trier"}, ""),
    ("films", ("a film by Kurosawa Sensei",), set(), ""),  # nobody here is called so, which is told
    ("films", ("wong kar-wai vibes",), set(), ""),
    ("films", ("set in Japan, made in France",), {"country: France"}, "Japan"),
    ("films", ("but in French",), {"country: France"}, ""),
    ("films", ("Swedish or Danish crime films",), {"country: Sweden, Denmark", "genres: crime"}, ""),
    ("films", ("French directors please",), {"country: France"}, ""),
    ("films", ("good music and neon lights",), set(), "music and neon lights"),
    ("films", ("something with good music",), set(), "music"),
    ("films", ("a western epic",), {"genres: western"}, "epic"),
    ("films", ("do you have any war films?",), {"genres: war"}, ""),
    ("films", ("a film noir with a femme fatale",), {"genres: film noir"}, "femme fatale"),
    ("films", ("a thriller", "only documentaries"), {"genres: documentary"}, ""),
    ("films", ("trains at night", "make it Danish"), {"country: Denmark"}, "trains at night"),
    ("books", ("novels in French",), {"genres: novel", "language: French"}, ""),
    ("books", ("originally written in Norwegian",), {"language: Norwegian"}, ""),
    ("books", ("translated from Polish",), {"language: Polish"}, ""),
    ("books", ("books from Poland",), {"country: Poland"}, ""),
    ("books", ("poems about snow",), {"genres: poetry"}, "snow"),
    ("books", ("a memoir by Marchand",), {"author: Odile Marchand", "genres: memoir"}, ""),
    ("books", ("a novel in German", "English instead"), {"genres: novel", "language: English"}, ""),
    ("books", ("my teen devours fantasy",), {"genres: fantasy"}, ""),
    ("books", ("science fiction that isn't German",), {"country: not Germany", "genres: science fiction"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("shop", "said", "must", "wish"), WANTED, ids=[" / ".join(row[1]) for row in WANTED])
def test_what_is_named_as_the_kind_of_thing_is_demanded(
    heard_by: Mapping[str, RuleParser], shop: str, said: tuple[str, ...], must: set[str], wish: str
) -> None:
    assert agreed(hear(heard_by[shop], *said)) == (must, wish)


def test_a_kind_said_twice_is_demanded_once(heard_by: Mapping[str, RuleParser]) -> None:
    assert agreed(hear(heard_by["films"], "a comedy", "yes, a comedy"))[0] == {"genres: comedy"}


def test_one_in_the_style_of_somebody_need_not_be_by_them(heard_by: Mapping[str, RuleParser]) -> None:
    query = hear(heard_by["films"], "wong kar-wai vibes").query
    assert [str(constraint) for constraint in query.prefer] == ["director: Wong Kar-wai"]


@given(st.text(st.sampled_from("a drama by von French war-,.' of in the only\n"), max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    hear(PARSERS["films"], text)


PARSERS = parsers()


LOVE = parser_of(
    [
        Item("sea", "Sea Blanket", "", {"category": ("blanket",), "themes": ("sea", "love")}),
        Item("war", "War Game", "", {"category": ("game",), "themes": ("war", "hate", "trains", "like")}),
    ]
)


@pytest.mark.parametrize(
    ("said", "preferred"),
    [
        ("a gift for someone who loves the sea", ["sea"]),
        ("he likes trains", ["trains"]),
        ("my dad loves trains", ["trains"]),
        ("for people who hate war", []),
        ("someone who'd love the sea", ["sea"]),
        ("my kids love trains", ["trains"]),
        ("something about love", ["love"]),
        ("a story of my first love at sea", ["love", "sea"]),
        ("love and war", ["love", "war"]),
    ],
)
def test_what_somebody_likes_is_a_theme_and_that_they_like_it_is_none(said: str, preferred: list[str]) -> None:
    query = LOVE.parse(said, Session("t")).query
    assert [one.values[0] for one in query.prefer] == preferred
    assert preferred or str(query.must[0]) == "without war"
