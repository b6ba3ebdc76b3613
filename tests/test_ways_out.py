"""A dead end offers what may be taken back; said as it is offered, just that statement goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.chips import chips
from bot.messages import Asked, Session, Turn
from bot.spoken import spoken
from bot.turn import Bot
from bot.ways_out import WayOut, ways_out
from retriever.index import Index
from retriever.items import Candidate, Constraint, Item, Query
from retriever.search import LongTailRetriever
from tests.shop import built, opened, parser_of, retriever_of
from tests.small_index import item, small_index
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


@dataclass(frozen=True)
class Counted:
    """A retriever, part by part."""

    find: Callable[[Query, int], list[Candidate]]
    count: Callable[[Query], int]


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


def freeing(fields: Sequence[str]) -> tuple[Query, LongTailRetriever]:
    """A dead end in which each demand, taken back alone, brings as many items as its place in the list."""
    goods = []
    for place, wrong in enumerate(fields):
        right = {field: 0.0 for field in fields if field != wrong}
        goods += [item(f"{wrong}-{copy}", **right, **{wrong: 9}) for copy in range(place + 1)]
    must = tuple(Constraint(field, "below", (1.0,)) for field in fields)
    return Query(must=must), retriever_of(small_index(goods))


def test_the_four_most_freeing_ways_of_six_are_offered() -> None:
    query, retriever = freeing("abcdef")
    assert ways_out(query, retriever, "en") == (
        WayOut("f: under 1", 6),
        WayOut("e: under 1", 5),
        WayOut("d: under 1", 4),
        WayOut("c: under 1", 3),
    )


def test_of_many_statements_the_first_twelve_are_tried() -> None:
    query, retriever = freeing("abcdefghijklmn")
    assert retriever.count(replace(query, must=query.must[:-1])) == 14  # without n, the last and most freeing
    assert ways_out(query, retriever, "en") == (
        WayOut("l: under 1", 12),
        WayOut("k: under 1", 11),
        WayOut("j: under 1", 10),
        WayOut("i: under 1", 9),
    )


def test_what_a_person_is_known_to_have_is_not_counted(bot: Bot) -> None:
    ann = replace(bot, past_of=lambda _: ("sencha",))
    dead = ann("tea under 1 euro", user="ann")
    assert dead.question is not None
    assert dead.question.replies == ("Without “price under 1” (1)",)
    assert "Without “price under 1” there would be 1." in dead.text
    assert [pick.item.id for pick in ann(dead.question.replies[0], dead.session).picks] == ["lapsang"]


def test_who_had_all_that_a_way_out_would_bring_is_not_offered_it(bot: Bot) -> None:
    ann = replace(bot, past_of=lambda _: ("sencha", "lapsang"))
    dead = ann("tea under 1 euro", user="ann")
    assert dead.picks == ()
    assert dead.question is None
    assert "More than one of these would have to go" in dead.text
    assert ann.session(dead.session).query.seen == frozenset()  # what the log knows is not kept with the talk


def test_who_had_everything_that_fits_is_told_so(bot: Bot) -> None:
    ann = replace(bot, past_of=lambda _: ("sencha",))
    dead = ann("Japanese tea", user="ann")
    assert dead.picks == ()
    assert dead.text.startswith("You have seen everything here that fits.")


def test_the_ways_out_of_a_dead_end_are_counted_once(bot: Bot) -> None:
    counted: list[Query] = []

    def count(query: Query) -> int:
        counted.append(query)
        return bot.retriever.count(query)

    dead = replace(bot, retriever=Counted(bot.retriever.find, count))("tea from Germany under 30 euros")
    assert dead.question is not None
    assert (
        len(counted) == len(set(counted)) == 4
    )  # each without one of three demands, and all as if nothing was seen


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


ASKED = Turn("tea under 1 euro", "Nothing here meets all of this.", question=Asked("", "What may go?", ("...",)))
OF_FIELD = Turn("tea", "Two.", question=Asked("country", "From where?", ("Japan", "no matter")))


@pytest.mark.parametrize("said", ['without "from Japan"', "without “from Japan”."])
def test_right_after_a_dead_end_the_label_alone_is_enough(shop: Index, said: str) -> None:
    before = Query("for my aunt", must=(TEA, CHEAP, JAPAN))
    parser = parser_of(shop.items)
    assert parser.parse(said, Session("talk", before, (ASKED,))).query.must == (TEA, CHEAP)
    for turns in ((), (OF_FIELD,), (ASKED, OF_FIELD)):
        intent = parser.parse(said, Session("talk", before, turns))
        assert JAPAN not in intent.query.must
        assert Constraint("country", "none_of", ("Japan",)) in intent.query.must


def test_words_in_quotes_that_a_person_refuses_are_refused_though_a_chip_says_them(shop: Index) -> None:
    parser = parser_of(shop.items)
    wished = parser.parse("something with pinewood", Session("talk")).query
    assert "pinewood" in wished.text
    refused = parser.parse('without "pinewood"', Session("talk", wished)).query
    assert refused.text == ""
    assert [str(demand) for demand in refused.must] == ["without pinewood"]


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
