"""Opinions given by buttons: what they make of the query, and of the next turn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import after, holding, like_this, rebased
from bot.messages import Picks
from bot.turn import Bot, UtteranceError, new_session
from retriever.index import Index
from retriever.items import Constraint, Query
from tests.web_parts import slow_bot

ids = st.sampled_from("abcd")
opinions = st.sampled_from(["like", "dislike", "seen", None])
pressed = st.lists(st.tuples(ids, opinions), max_size=8)


@pytest.fixture(scope="module")
def bot(shop_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    return slow_bot(shop_index, tmp_path_factory.mktemp("feedback"))


def test_each_opinion_has_its_meaning() -> None:
    query = Query("tea", liked=("a",), seen=frozenset({"z"}))
    assert after(query, "b", "like") == Query("tea", liked=("a", "b"), seen=frozenset({"z"}))
    assert after(query, "a", "dislike") == Query("tea", disliked=("a",), seen=frozenset({"a", "z"}))
    assert after(query, "b", "seen") == Query("tea", liked=("a",), seen=frozenset({"b", "z"}))
    assert after(query, "a", None, "like") == Query("tea", seen=frozenset({"z"}))


def test_what_was_hidden_before_stays_hidden_when_a_like_is_taken_back() -> None:
    query = Query("tea", seen=frozenset({"a", "b"}))
    assert after(after(query, "a", "like"), "a", None, "like") == query
    assert after(query, "b", None, "seen") == Query("tea", seen=frozenset({"a"}))


@given(pressed, ids, opinions)
def test_the_last_opinion_of_an_item_is_the_only_one_that_counts(
    before: list[tuple[str, str]], id_: str, opinion: str
) -> None:
    query, last = Query("tea", must=(Constraint("price", "at_most", (9.0,)),)), {}
    for other, said in before:
        query, last[other] = after(query, other, said, last.get(other)), said
    once = after(query, id_, opinion, last.get(id_))
    assert once == after(after(query, id_, None, last.get(id_)), id_, opinion)
    assert once == after(once, id_, opinion, opinion)
    assert (id_ in once.liked, id_ in once.disliked) == (opinion == "like", opinion == "dislike")
    assert (id_ in once.seen) == (opinion in ("dislike", "seen"))
    assert not set(once.liked) & set(once.disliked)
    assert once.must == query.must


def test_an_opinion_holds_as_long_as_the_query_does() -> None:
    query = Query(liked=("a",), disliked=("c",))
    assert holding(query, {"a": "like", "b": "like", "c": "dislike", "d": "seen"}) == {"a": "like", "c": "dislike"}


def test_buttons_pressed_while_a_turn_was_told_outlive_the_turn() -> None:
    cheap = Constraint("price", "at_most", (15,))
    before = Query("tea", liked=("a", "b"), seen=frozenset({"x"}), niche=0.5)
    failed = replace(before, text="cheap tea", must=(cheap,), liked=("a", "b", "c"), seen=frozenset({"x", "y"}))
    now = replace(failed, liked=("b", "c", "d"), disliked=("e",), seen=frozenset({"y", "z"}), niche=0.9)
    assert rebased(now, failed, before) == Query("tea", ("b", "d"), ("e",), frozenset({"z"}), niche=0.9)
    assert rebased(failed, failed, before) == before


def test_more_like_this_keeps_what_is_demanded_and_lets_go_of_the_words() -> None:
    demand = Constraint("price", "at_most", (9.0,))
    query = like_this(Query("tea", liked=("b", "a"), must=(demand,), disliked=("c",)), "b")
    assert query == Query("", liked=("a", "b"), must=(demand,), disliked=("c",), seen=frozenset({"b"}))


def test_what_was_disliked_or_seen_is_not_offered_again_until_that_is_taken_back(bot: Bot) -> None:
    talk = new_session()
    first, second = bot("something gentle", talk, n=3).picks[:2]
    bot.note(first.item.id, "dislike", talk)
    assert bot.note(second.item.id, "seen", talk).pressed == {first.item.id: "dislike", second.item.id: "seen"}
    again = [pick.item.id for pick in bot("start over, something gentle", new_session(), n=9).picks]
    assert first.item.id in again  # another talk is another person's
    later = bot("show me others", talk, n=9).picks
    assert not {first.item.id, second.item.id} & {pick.item.id for pick in later}
    assert bot.note(second.item.id, None, talk).pressed == {first.item.id: "dislike"}


def test_a_like_is_a_reason_in_the_next_turn(bot: Bot) -> None:
    talk = new_session()
    bot.note(bot("something gentle", talk).picks[0].item.id, "like", talk)
    assert [chip.kind for chip in bot.chips(talk) if chip.kind == "liked"] == ["liked"]


def test_more_like_this_is_a_turn_with_other_items(bot: Bot) -> None:
    talk = new_session()
    first = bot("something gentle", talk).picks[0].item
    chunk = next(iter(bot.more_like(first.id, talk)))
    assert isinstance(chunk, Picks)
    assert chunk.items
    assert first.id not in [pick.item.id for pick in chunk.items]
    assert first.id in chunk.query.liked
    assert bot.session(talk).turns[-1].utterance == f"≈ {first.title}"


@pytest.mark.parametrize("id_", ["", "no such item", "x" * 999])
def test_of_an_item_that_is_not_there_nothing_can_be_said(bot: Bot, id_: str) -> None:
    with pytest.raises(UtteranceError, match="there is no item"):
        bot.note(id_, "like", new_session())
    with pytest.raises(UtteranceError, match="there is no item"):
        bot.more_like(id_, new_session())


def test_a_forgotten_talk_leaves_no_word_in_the_file(shop_index: Index, tmp_path: Path) -> None:
    bot = slow_bot(shop_index, tmp_path)
    talk = new_session()
    bot("something for my xylophobia", talk)
    assert bot.forget(talk)
    assert not bot.session(talk).turns
    with closing(sqlite3.connect(tmp_path / "talks.sqlite3")) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for kept in tmp_path.glob("talks.sqlite3*"):
        assert b"xylophobia" not in kept.read_bytes()
