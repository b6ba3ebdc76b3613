"""The search and the interest model together: what somebody would like comes first, and no demand is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory import SqliteMemory
from bot.messages import Reply
from bot.turn import Bot, UtteranceError
from ranker.interest import Interest
from ranker.interest_ranker import InterestRanker
from ranker.interested import Interested, InterestIn, Nobody
from ranker.rank import Ranker
from retriever.index import Index
from retriever.items import Item, Query
from retriever.live import LiveIndex
from retriever.search import LongTailRetriever, Retriever
from tests.contracts import RankerContract, RetrieverContract, queries
from tests.shop import ENCODERS, built, live, parser_of, ranker_of
from tests.small_interest import DRINKS, GOODS, OUTDOORS, PEOPLE, judge_of, knowing, shop_interest

MATE = Item("mate", "Green Mate", "Dried leaves.", {"category": ("tea",)}, {"price": 9.0}, 3)

users = st.sampled_from(["", "dora", *PEOPLE])
asked = st.builds(lambda query, user: replace(query, user=user), queries, users)


@pytest.fixture(scope="module")
def interest(shop_index: Index) -> Interest:
    return shop_interest(shop_index)


@pytest.fixture(scope="module")
def model(interest: Interest) -> InterestIn:
    return knowing(interest)


def searching(index: Index, interested: Interested) -> LongTailRetriever:
    return LongTailRetriever(lambda: index, ENCODERS, interested.leg)


def ranking(retriever: LongTailRetriever, interested: Interested) -> InterestRanker:
    def item_of(id_: str) -> Item | None:
        return retriever.index.item_of(id_)

    return InterestRanker(item_of, retriever.vectors_of, retriever.connections, lambda: interested)


@pytest.fixture(scope="module")
def retriever(shop_index: Index, model: InterestIn) -> LongTailRetriever:
    return searching(shop_index, model)


@pytest.fixture(scope="module")
def ranker(retriever: LongTailRetriever, model: InterestIn) -> InterestRanker:
    return ranking(retriever, model)


class TestInterestRanker(RankerContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index, model: InterestIn) -> Retriever:
        return searching(shop_index, model)

    @pytest.fixture(scope="class")
    @classmethod
    def ranker(cls, shop_index: Index, model: InterestIn) -> Ranker:
        return ranking(searching(shop_index, model), model)


class TestInterestRankerWithAJudge(RankerContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index, model: InterestIn) -> Retriever:
        return searching(shop_index, model)

    @pytest.fixture(scope="class")
    @classmethod
    def ranker(cls, shop_index: Index, interest: Interest) -> Ranker:
        judged = knowing(interest, judge_of("fused", "interest"))
        return ranking(searching(shop_index, judged), judged)


class TestSearchWithTheInterestLeg(RetrieverContract):
    @pytest.fixture(scope="class")
    @classmethod
    def retriever(cls, shop_index: Index, model: InterestIn) -> Retriever:
        return searching(shop_index, model)


@given(query=asked, order=st.randoms(use_true_random=False))
def test_who_asks_does_not_make_the_order_of_the_candidates_matter(
    retriever: LongTailRetriever, ranker: InterestRanker, query: Query, order: object
) -> None:
    found = retriever.find(query, 10)
    mixed = list(found)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert ranker.rank(query, mixed, 5) == ranker.rank(query, found, 5)


@given(query=asked)
def test_every_item_shown_is_allowed_by_what_was_asked(
    retriever: LongTailRetriever, ranker: InterestRanker, query: Query
) -> None:
    assert all(query.allows(pick.item) for pick in ranker.rank(query, retriever.find(query, 10), 5))


@given(query=queries, user=st.sampled_from(["", "dora"]))
def test_where_nobody_is_known_the_order_is_that_of_the_search_alone(
    retriever: LongTailRetriever, ranker: InterestRanker, query: Query, user: str
) -> None:
    query = replace(query, liked=(), user=user)
    found = retriever.find(query, 10)
    assert ranker.rank(query, found, 5) == ranker_of(retriever).rank(query, found, 5)
    assert found == searching(retriever.index, Nobody()).find(query, 10)


@given(query=asked)
def test_without_a_model_the_order_is_that_of_the_search_alone(shop_index: Index, query: Query) -> None:
    retriever = searching(shop_index, Nobody())
    found = retriever.find(query, 10)
    assert ranking(retriever, Nobody()).rank(query, found, 5) == ranker_of(retriever).rank(query, found, 5)


def shown(retriever: LongTailRetriever, ranker: InterestRanker, query: Query, n: int = 3) -> list[str]:
    return [pick.item.id for pick in ranker.rank(query, retriever.find(query, 10), n)]


@pytest.mark.parametrize(("user", "wanted"), [("ann", {"lapsang", "grinder"}), ("bob", {"boots-tundra"})])
def test_a_person_of_the_log_gets_what_they_would_like_first(
    retriever: LongTailRetriever, ranker: InterestRanker, user: str, wanted: set[str]
) -> None:
    # what is left of the circle; sencha and river are the head, which niche=1 leaves out
    query = Query(seen=frozenset(PEOPLE[user][0]), user=user, niche=1.0)
    assert set(shown(retriever, ranker, query, len(wanted))) == wanted
    stranger = replace(query, user="")
    assert set(shown(retriever, ranker, stranger, len(wanted))) != wanted


def test_the_leg_is_told_among_those_that_found_an_item(retriever: LongTailRetriever) -> None:
    found = {candidate.item.id: candidate for candidate in retriever.find(Query("something", user="ann"), 10)}
    assert all(found[id_].legs.get("interest", 0) > 0 for id_ in DRINKS)
    assert all("interest" not in found[id_].legs for id_ in OUTDOORS)


def test_what_is_asked_for_comes_before_what_the_past_says(
    retriever: LongTailRetriever, ranker: InterestRanker
) -> None:
    assert shown(retriever, ranker, Query("waterproof winter boots", user="ann"), 1) == ["boots-tundra"]
    assert shown(retriever, ranker, Query("River Trade", user="ann", niche=0.0), 1) == ["river"]


def test_a_judge_of_talks_weighs_everything_anew_where_something_was_said(
    shop_index: Index, interest: Interest
) -> None:
    most_obscure = knowing(interest, judge_of("tail"))
    retriever = searching(shop_index, most_obscure)
    ranker = ranking(retriever, most_obscure)
    query = Query("smoky tea", user="bob", niche=1.0)
    by_tail = ["blanket", "grinder", "lantern"]  # counts 0, 2 and 4
    assert shown(retriever, ranker, query) == by_tail
    assert shown(retriever, ranker, replace(query, text="")) != by_tail
    assert shown(retriever, ranker, replace(query, user="")) != by_tail


def liked_reasons(ranker: InterestRanker, retriever: LongTailRetriever, query: Query) -> set[str]:
    picks = ranker.rank(query, retriever.find(query, 10), 10)
    kinds = ("liked", "shared", "together")
    return {reason.of or reason.evidence for pick in picks for reason in pick.reasons if reason.kind in kinds}


def test_reasons_name_what_somebody_of_the_log_liked_and_never_what_they_did_not(
    retriever: LongTailRetriever, ranker: InterestRanker
) -> None:
    # cy had a tea, which other teas resemble, and did not like it
    assert liked_reasons(ranker, retriever, Query(user="ann")) & {"Uji Sencha", "Three Cup Moka Pot"}
    cy = liked_reasons(ranker, retriever, Query(user="cy"))
    assert cy
    assert cy <= {"River Trade", "Walnut Chess Set"}
    now = liked_reasons(ranker, retriever, Query(user="cy", disliked=("river",)))
    assert now <= {"Walnut Chess Set"}


def bot_of(index: LiveIndex, home: Path, used: Callable[[], Interested]) -> Bot:
    retriever = LongTailRetriever(lambda: index.index, ENCODERS, lambda now, query: used().leg(now, query))

    def item_of(id_: str) -> Item | None:
        return index.index.item_of(id_)

    return Bot(
        parser=parser_of(index.index.items),
        retriever=retriever,
        ranker=InterestRanker(item_of, retriever.vectors_of, retriever.connections, used),
        memory=SqliteMemory.open(home / "talks.sqlite3", item_of, lambda: 0.0),
        item_of=item_of,
        n=2,
        past_of=lambda user: used().past(user),
    )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[LiveIndex]:
    with live(built(tmp_path)) as index:
        yield index


@pytest.fixture
def bot(shop: LiveIndex, tmp_path: Path, model: InterestIn) -> Bot:
    return bot_of(shop, tmp_path, lambda: model)


def picked(reply: Reply) -> set[str]:
    return {pick.item.id for pick in reply.picks}


ANYTHING = "more"  # no wish, so what somebody did is all there is to go by


def test_nobody_is_shown_what_they_had(bot: Bot) -> None:
    for user, (had, _) in PEOPLE.items():
        everything = {pick.item.id for pick in bot(ANYTHING, n=10, user=user).picks}
        assert everything == set(GOODS) - set(had)


def test_the_past_of_somebody_is_not_written_into_the_talk(bot: Bot) -> None:
    bot(ANYTHING, "talk", user="ann")
    query = bot.session("talk").query
    assert query.user == "ann"
    assert not {*query.seen, *query.liked} & set(PEOPLE["ann"][0])


def test_who_asks_is_known_for_the_rest_of_the_talk_and_after_starting_over(bot: Bot) -> None:
    bot("tea under 100 euros", "talk", user="ann")
    assert bot.session("talk").query.must
    bot("start over", "talk")
    query = bot.session("talk").query
    assert (query.user, query.must) == ("ann", ())
    again = bot(ANYTHING, "talk", n=10)
    assert picked(again)
    assert not picked(again) & set(PEOPLE["ann"][0])


def test_two_people_in_two_talks_never_mix(bot: Bot) -> None:
    replies = {user: bot(ANYTHING, f"talk of {user}", n=1, user=user) for user in ("ann", "bob")}
    assert picked(replies["ann"]) <= {"lapsang", "grinder"}
    assert picked(replies["bob"]) == {"boots-tundra"}
    for user in ("bob", "ann"):
        assert bot.session(f"talk of {user}").query.user == user
        assert not picked(bot("more", f"talk of {user}", n=10)) & set(PEOPLE[user][0])


def test_somebody_the_log_does_not_know_is_like_nobody(bot: Bot) -> None:
    one, other = bot("smoky tea", n=10, user="dora"), bot("smoky tea", n=10)
    assert [(pick.item.id, pick.score) for pick in one.picks] == [
        (pick.item.id, pick.score) for pick in other.picks
    ]


@pytest.mark.parametrize("user", ["", "x" * 129])
def test_a_name_that_can_not_be_is_refused(bot: Bot, user: str) -> None:
    with pytest.raises(UtteranceError, match=f"a user has 1 to 128 characters, got {len(user)}"):
        bot("tea", user=user)


def test_an_item_that_came_later_can_be_shown_and_a_removed_one_is_not(bot: Bot, shop: LiveIndex) -> None:
    assert "lapsang" in picked(bot("tea", user="ann"))
    shop.put(MATE)
    shop.remove("lapsang")
    after = picked(bot("green mate tea", user="ann", n=10))
    assert "mate" in after
    assert "lapsang" not in after
    assert "mate" in picked(bot(ANYTHING, user="ann", n=10))


def test_demands_hold_for_somebody_of_the_log(bot: Bot) -> None:
    reply = bot("nothing from Japan, under 100 euros", user="ann", n=10)
    assert reply.picks
    for pick in reply.picks:
        assert "Japan" not in pick.item.facets.get("country", ("Japan",))
        assert pick.item.numbers["price"] < 100


def test_a_wish_that_wishes_nothing_leaves_the_word_to_the_history(bot: Bot) -> None:
    idle = bot("what should I watch tonight?", n=10, user="ann")
    assert [pick.item.id for pick in idle.picks] == [
        pick.item.id for pick in bot("recommend me something", n=10, user="ann").picks
    ]
    assert idle.picks
    assert not picked(idle) & set(PEOPLE["ann"][0])


def test_somebody_unknown_who_wishes_nothing_is_told_what_can_be_asked(bot: Bot) -> None:
    assert not bot("?", user="dora").picks
