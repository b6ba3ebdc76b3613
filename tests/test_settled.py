"""What changes nothing is told and repeats no list; a fresh start shows nothing until something is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.turn import Bot
from retriever.index import Index
from tests.shop import FILMS, built, opened
from tests.test_turn import make

NOTHING_AGAINST = "Nothing that is agreed speaks against that, so the list stays as it is."


@pytest.fixture(scope="module")
def films_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with opened(built(tmp_path_factory.mktemp("films"), FILMS)) as index:
        yield index


@pytest.fixture
def films_bot(films_index: Index, tmp_path: Path) -> Bot:
    return make(films_index, tmp_path)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("cheaper", "This catalogue does not record a price, so I can't filter by it."),
        ("something cheaper please", "This catalogue does not record a price, so I can't filter by it."),
        ("under 20 euros", "This catalogue does not record a price, so I can't filter by “under 20 euros”."),
        ("便宜点", "这个目录没有记录价格，所以没法按它筛选。"),
    ],
)
def test_a_critique_of_what_no_record_has_is_told_and_repeats_no_list(
    films_bot: Bot, said: str, told: str
) -> None:
    session = films_bot("a drama").session
    reply = films_bot(said, session)
    assert reply.text == told
    assert reply.picks == ()
    assert [c.label for c in films_bot.chips(session)] == [("剧情" if "便" in said else "drama")]


def test_beside_a_wish_that_can_be_served_it_is_a_note(films_bot: Bot) -> None:
    session = films_bot("a drama").session
    reply = films_bot("cheaper and from Iran", session)
    assert [pick.item.id for pick in reply.picks] == ["close-up"]
    assert reply.metadata["notes"] == ["This catalogue does not record a price, so I can't filter by it."]


@pytest.mark.parametrize(
    "said",
    [
        "someone else is fine too",
        "somebody else would be ok as well",
        "other directors are fine too",
        "it doesn't have to be him",
        "any country is fine",
    ],
)
def test_where_nothing_of_the_kind_is_agreed_nothing_is_taken_back_and_that_is_told(
    films_bot: Bot, said: str
) -> None:
    session = films_bot("a drama").session
    before = films_bot.session(session).query
    reply = films_bot(said, session)
    assert reply.text == NOTHING_AGAINST
    assert reply.picks == ()
    assert films_bot.session(session).query == before


@pytest.mark.parametrize(
    ("said", "begins"), [("start over", "All right, from the start."), ("重新开始", "好的，我们重新开始。")]
)
def test_a_fresh_start_shows_no_items_and_says_what_can_be_asked(films_bot: Bot, said: str, begins: str) -> None:
    session = films_bot("a drama from Iran").session
    reply = films_bot(said, session)
    assert reply.text.startswith(begins)
    assert "- something smoky" in reply.text  # the examples of the bot
    assert reply.picks == ()
    assert reply.question is None
    assert films_bot.chips(session) == ()


def test_a_fresh_start_with_a_wish_shows_items(films_bot: Bot) -> None:
    session = films_bot("a drama").session
    assert [pick.item.id for pick in films_bot("start over, something Japanese", session).picks] == ["totoro"]


def test_something_else_entirely_shows_what_was_not_shown(films_bot: Bot) -> None:
    first = films_bot("a drama")
    reply = films_bot("something completely different", first.session)
    assert reply.picks
    assert {p.item.id for p in reply.picks}.isdisjoint(p.item.id for p in first.picks)


def test_what_can_not_be_vouched_for_is_said_with_every_list_while_it_is_refused(films_bot: Bot) -> None:
    first = films_bot("a drama, no violence")
    assert first.metadata["notes"] == [
        "The records here don't reliably tell of “violence”: I leave out those whose words speak of it, "
        "but can't vouch for the rest."
    ]
    second = films_bot("from France", first.session)
    assert second.metadata["notes"] == ["About “violence” I still can't vouch for what is shown."]
    why = films_bot("why the first one?", first.session)
    assert "vouch" not in why.text
    third = films_bot("法国的", first.session)
    assert third.metadata["notes"] == ["“暴力”这一点，显示的这些我仍不敢保证。"]
    assert films_bot("cheaper", first.session).text.startswith("This catalogue does not record a price")
    after = films_bot("violence is fine after all", first.session)
    assert after.metadata["notes"] == []


@pytest.mark.parametrize(
    ("first", "said", "left"),
    [
        ("a film by Agnès Varda", "someone else is fine too", []),
        ("a film by Agnès Varda", "it doesn't have to be her", []),
        ("a drama by Agnès Varda", "it could also be somebody else", ["drama"]),
        ("a film with Tom Cruise", "anybody else is ok as well", []),
        ("a film by Agnès Varda", "other directors are fine too", []),
        ("nothing by Ridley Scott", "he is fine too", []),
        ("nothing by Ridley Scott", "he's ok after all", []),
        ("nothing by Ridley Scott", "someone else is fine too", ["not by Ridley Scott"]),
    ],
)
def test_who_made_it_no_longer_matters(films_bot: Bot, first: str, said: str, left: list[str]) -> None:
    session = films_bot(first).session
    assert films_bot.chips(session)
    films_bot(said, session)
    assert [chip.label for chip in films_bot.chips(session)] == left


@pytest.mark.parametrize("said", ["they are fine", "he is fine", "by someone else", "someone else"])
def test_words_that_only_look_like_it_take_no_demand_for_a_person_back(films_bot: Bot, said: str) -> None:
    session = films_bot("a drama by Agnès Varda").session
    films_bot(said, session)
    assert "relax" not in films_bot.session(session).turns[-1].acts
