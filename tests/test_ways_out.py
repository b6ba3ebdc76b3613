"""A dead end offers what may be taken back; said as it is offered, just that statement goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.chips import chips
from bot.messages import Session
from bot.spoken import spoken
from bot.turn import Bot
from bot.ways_out import MOST
from retriever.index import Index
from retriever.items import Constraint, Item, Query
from tests.shop import built, opened, parser_of
from tests.test_turn import make

TEA = Constraint("category", "any_of", ("tea",))
CHEAP = Constraint("price", "below", (10.0,))
JAPAN = Constraint("country", "any_of", ("Japan",))
SMOKY = Constraint("", "without", ("smoky",))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with opened(built(tmp_path_factory.mktemp("shop"))) as index:
        yield index


@pytest.fixture
def bot(shop: Index, tmp_path: Path) -> Bot:
    return make(shop, tmp_path)


def labels(bot: Bot, session: str) -> list[str]:
    return [chip.label for chip in bot.chips(session)]


def test_a_dead_end_offers_its_ways_out_the_most_freeing_first(bot: Bot) -> None:
    reply = bot("Japanese tea under 20 euros, over 15 euros, without smoky things")
    assert [pick.item.id for pick in reply.picks] == ["sencha"]
    assert reply.question is None
    # without the price 1 (the sencha); without tea nothing (the grinder costs 59), nor without Japan
    dead = bot("under 10 euros", reply.session)
    assert dead.picks == ()
    assert dead.question is not None
    assert dead.question.replies == ("Without “price under 10” (1)",)


def test_each_way_out_is_read_as_just_that_and_brings_as_many_as_it_says(bot: Bot) -> None:
    dead = bot("tea from Germany under 30 euros", n=20)
    assert dead.question is not None
    # without Germany both teas; without tea nothing (river costs 35), nor without the price
    assert dead.question.replies == ("Without “from Germany” (2)",)
    before = labels(bot, dead.session)
    reply = bot(dead.question.replies[0], dead.session, n=20)
    assert sorted(pick.item.id for pick in reply.picks) == ["lapsang", "sencha"]
    assert labels(bot, dead.session) == [label for label in before if label != "from Germany"]


def test_ways_out_come_again_at_every_dead_end_and_are_no_clarifying_question(bot: Bot) -> None:
    session = bot("tea under 1 euro").session
    for _ in range(3):
        assert bot("something smoky", session).question is not None
    assert {turn.asked for turn in bot.session(session).turns} == {""}


def test_at_most_four_ways_are_offered(bot: Bot) -> None:
    words = "without wool, no pinewood, no barges, no locks, no felt"
    dead = bot(f"{words}, tea from Japan by Kyoen under 1 euro")
    assert dead.question is not None
    assert 0 < len(dead.question.replies) <= MOST


def test_where_everything_that_fits_was_shown_there_are_ways_out_too(bot: Bot) -> None:
    session = bot("tea").session
    reply = bot("more", session)
    assert reply.picks == ()
    assert reply.question is not None
    assert reply.question.replies == ("Without “tea” (8)",)  # ten items, both teas were shown


def test_two_bounds_of_one_field_are_one_way_out(bot: Bot) -> None:
    dead = bot("tea between 1 and 2 euros")
    assert dead.question is not None
    assert dead.question.replies == ("Without “price 1–2” (2)",)
    assert len(bot(dead.question.replies[0], dead.session).picks) == 2


def test_a_dead_end_in_chinese_has_its_ways_out_in_chinese(bot: Bot) -> None:
    dead = bot("德国的茶，不超过30欧元")
    assert dead.question is not None
    assert dead.question.replies == ("不要求“来自德国”（2）",)
    reply = bot(dead.question.replies[0], dead.session)
    assert len(reply.picks) == 2
    assert "价格不超过30" in labels(bot, dead.session)


@pytest.mark.parametrize(
    "said",
    [
        "Without “from Japan” (12)",
        'without "from Japan"',
        "without “from Japan”.",
        "WITHOUT “FROM JAPAN” (1,204)",
        "不要求“来自日本”",
        "去掉“from Japan”（3）",
        "不要求「来自日本」",
    ],
)
def test_a_statement_called_by_its_label_is_taken_back_and_nothing_else(shop: Index, said: str) -> None:
    before = Query("for my aunt", must=(TEA, CHEAP, JAPAN, SMOKY))
    intent = parser_of(shop.items).parse(said, Session("talk", before))
    assert intent.acts == ("relax",)
    assert intent.query == Query("for my aunt", must=(TEA, CHEAP, SMOKY))
    assert intent.notes == ()


def test_every_chip_is_taken_back_by_its_label_whatever_it_says(shop: Index) -> None:
    odd = Constraint("brand", "any_of", ("No “Undo” & start over",))
    before = Query(
        "start over. not from France",
        liked=("chess",),
        must=(TEA, odd, Constraint("price", "outside", (5.0, 9.0)), Constraint("", "without", ("forget that",))),
        niche=1.0,
    )
    parser, talk = parser_of(shop.items), Session("talk", before)
    told = chips(before, shop.item_of, spoken(talk))
    assert len(told) == 8
    for chip in told:
        after = parser.parse(f"Without “{chip.label}” (3)", talk).query
        assert [c.key for c in chips(after, shop.item_of, "en")] == [c.key for c in told if c != chip]


@pytest.mark.parametrize("said", ["without “wool”", "without anything from Japan", "without “from Japan” or wool"])
def test_words_that_are_no_label_are_read_like_any_others(shop: Index, said: str) -> None:
    items: tuple[Item, ...] = tuple(shop.items)
    intent = parser_of(items).parse(said, Session("talk", Query(must=(TEA, JAPAN))))
    assert TEA in intent.query.must
    assert "relax" not in intent.acts
