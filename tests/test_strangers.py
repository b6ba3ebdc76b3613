"""Names that no record has: said, and never half searched for."""

from __future__ import annotations

import pytest

from bot.intent.rules import RuleParser
from bot.messages import Intent, Session
from retriever.items import Item
from tests.shop import parser_of, talk

EXTRA = (
    Item(
        "hardy",
        "Sons of the Desert",
        "Stan lies to his wife.",
        {"director": ("William Seiter",), "cast": ("Oliver Hardy",)},
    ),
    Item("steen", "The Idiots", "Told by candlelight.", {"director": ("Lars Trier",), "cast": ("Paprika Steen",)}),
)


@pytest.fixture(scope="module")
def parser(films: tuple[Item, ...]) -> RuleParser:
    return parser_of((*films, *EXTRA))


def heard(parser: RuleParser, said: str) -> Intent:
    return parser.parse(said, Session("talk"))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("films by Steven Spielberg", "Steven Spielberg"),
        ("films by steven spielberg", "steven spielberg"),
        ("films with Brad Pitt", "Brad Pitt"),
        ("brad pitt movies", "brad pitt"),
        ("Brad Pitt", "Brad Pitt"),
        ("I love Brad Pitt movies", "Brad Pitt"),
        ("something by Spielberg", "Spielberg"),
        ("斯皮尔伯格的电影", "Steven Spielberg"),
    ],
)
def test_a_name_that_no_record_has_is_told_and_nothing_is_shown_for_it(
    parser: RuleParser, said: str, name: str
) -> None:
    intent = heard(parser, said)
    assert any(f"“{name}”" in note for note in intent.notes)
    assert (intent.query.text, intent.query.must, intent.query.prefer) == ("", (), ())
    assert not intent.shows


def test_the_rest_of_the_wish_is_kept(parser: RuleParser) -> None:
    intent = heard(parser, "a documentary with Brad Pitt about cinema")
    assert [str(one) for one in intent.query.must] == ["genres: documentary"]
    assert "Pitt" not in intent.query.text
    assert "cinema" in intent.query.text
    assert intent.shows
    assert len(intent.notes) == 1


def test_a_recorded_one_beside_it_is_still_demanded(parser: RuleParser) -> None:
    for said in ("films with Brad Pitt or Tom Cruise", "films with Tom Cruise and Brad Pitt"):
        intent = heard(parser, said)
        assert [str(one) for one in intent.query.must] == ["cast: Tom Cruise"], said
        assert len(intent.notes) == 1


def test_who_has_the_same_last_name_is_told_and_not_demanded(parser: RuleParser) -> None:
    intent = heard(parser, "films with Tom Hardy")
    assert intent.query.must == ()
    assert intent.notes == (
        "No record here names “Tom Hardy”, so I left that name out. The records have Oliver Hardy.",
    )


def test_in_chinese_it_is_told_in_chinese(parser: RuleParser) -> None:
    assert heard(parser, "斯皮尔伯格的电影").notes == ("这里没有“Steven Spielberg”的记录，这个名字我没有采用。",)


@pytest.mark.parametrize(
    "said",
    ["something told by candlelight", "a story inspired by Jules Verne", "with Swedish actors", "by Friday please",
     "films with a Brad Pitt vibe"],
)  # fmt: skip
def test_what_names_nobody_is_no_stranger(parser: RuleParser, said: str) -> None:
    assert not any("No record here names" in note for note in heard(parser, said).notes)


def test_a_shop_without_people_knows_no_strangers(goods: tuple[Item, ...]) -> None:
    without = tuple(Item(i.id, i.title, i.description, {"category": i.facets["category"]}) for i in goods)
    assert parser_of(without).parse("tea by Steven Spielberg", Session("talk")).notes == ()


@pytest.mark.parametrize(
    ("said", "must"),
    [
        ("films by Andrey Tarkovsky", ["director: Andrei Tarkovsky"]),
        ("by Hayao", ["director: Hayao Miyazaki"]),
        ("films by miyazaki hayao", ["director: Hayao Miyazaki"]),
        ("KIAROSTAMI", ["director: Abbas Kiarostami"]),
    ],
)
def test_names_in_any_order_and_form(parser: RuleParser, said: str, must: list[str]) -> None:
    assert [str(one) for one in heard(parser, said).query.must] == must


class TestOthers:
    """ "more comedies", "再来几部": what was shown is not shown again."""

    @pytest.mark.parametrize(
        "said",
        ["more dramas", "three more dramas", "another French film", "not the ones I've seen", "anything else?",
         "by someone else", "再来几部剧情片", "再来几部不要日本的", "还有别的剧情片吗", "再来一部法国的", "还有吗",
         "我看过的不要"],
    )  # fmt: skip
    def test_everything_shown_is_hidden(self, films: tuple[Item, ...], said: str) -> None:
        intent = parser_of(films).parse(said, talk(films, "cleo", "stalker"))
        assert intent.query.seen >= {"cleo", "stalker"}
        assert intent.shows

    def test_the_kind_is_demanded(self, films: tuple[Item, ...]) -> None:
        parser = parser_of(films)
        for said in ("more dramas", "再来几部剧情片"):
            assert "genres: drama" in map(str, parser.parse(said, talk(films, "alien")).query.must), said

    def test_same_director_means_others_by_them(self, films: tuple[Item, ...]) -> None:
        query = parser_of(films).parse("same director", talk(films, "cleo")).query
        assert [str(one) for one in query.must] == ["director: Agnès Varda"]
        assert query.seen == {"cleo"}

    @pytest.mark.parametrize("said", ["a different director", "by someone else", "换个导演"])
    def test_a_different_director_refuses_who_made_all_that_is_shown(
        self, films: tuple[Item, ...], said: str
    ) -> None:
        query = parser_of(films).parse(said, talk(films, "cleo", "vagabond")).query
        assert [str(one) for one in query.must] == ["director: not Agnès Varda"]

    def test_later_in_chinese_is_newer_than_what_is_shown(self, films: tuple[Item, ...]) -> None:
        query = parser_of(films).parse("后来的", talk(films, "cleo")).query
        assert [str(one) for one in query.must] == ["year > 1962"]
