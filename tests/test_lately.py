"""What was said last is the youngest of what is agreed, whatever came between."""

from __future__ import annotations

from dataclasses import replace

from bot.lately import lately
from bot.messages import Session, Turn
from ranker.rank import Ranked
from retriever.items import Constraint, Item, Lately, Query

FOG = Constraint("themes", "any_of", ("fog",))
LIKED = Query(liked=("stalker",))
FOGGY = replace(LIKED, text="fog", prefer=(FOG,))


def talked(*queries: Query, shown: tuple[str, ...] = ()) -> Session:
    picks = tuple(Ranked(Item(id_, id_), 1.0) for id_ in shown)
    turns = tuple(Turn("said", "", picks, query=query) for query in queries)
    return Session("talk", queries[-1] if queries else Query(), turns)


def test_at_the_start_everything_was_said_last() -> None:
    both = replace(FOGGY, text="fog. at night")
    assert lately(both, talked()) == Lately("fog. at night", (FOG,), ("stalker",))
    assert not replace(both, lately=lately(both, talked())).wished_since
    assert lately(Query(), talked()) == Lately()


def test_a_wish_after_a_like_was_said_last() -> None:
    last = lately(FOGGY, talked(LIKED, shown=("solaris", "mirror")))
    assert last == Lately("fog", (FOG,), (), ("solaris", "mirror"))
    assert replace(FOGGY, lately=last).wished_since


def test_it_stays_so_while_more_is_asked_for_or_a_demand_is_added() -> None:
    cheap = replace(FOGGY, must=(Constraint("runtime", "at_most", (90,)),), seen=frozenset({"mirror"}))
    assert lately(cheap, talked(LIKED, FOGGY, FOGGY)).text == "fog"


def test_a_like_by_a_button_after_the_wish_is_younger() -> None:
    """It is agreed in no turn, only in the talk as it stands."""
    pressed = replace(FOGGY, liked=("stalker", "mirror"))
    last = lately(pressed, replace(talked(LIKED, FOGGY), query=pressed))
    assert (last.text, last.prefer, last.liked) == ("", (), ("mirror",))
    assert not replace(pressed, lately=last).wished_since


def test_what_is_taken_back_leaves_what_was_said_before_it() -> None:
    winter = replace(FOGGY, text="winter. fog")
    assert lately(winter, talked(LIKED, FOGGY)).text == "winter"
    assert lately(FOGGY, talked(LIKED, FOGGY, winter)).text == "fog"


def test_what_was_seen_when_it_was_said_is_compared_with_until_it_is_said_again() -> None:
    dark, cheap = Query("darker"), Query("darker", must=(Constraint("runtime", "at_most", (90,)),))
    turns = (*talked(Query("sea"), shown=("ponyo",)).turns, *talked(dark, shown=("alien",)).turns)
    talk = Session("talk", dark, turns)
    assert lately(cheap, talk).shown == ("ponyo",)
    assert lately(dark, talk).shown == ("alien",)
    assert lately(Query("lighter"), talk).shown == ("alien",)


def test_what_was_said_at_the_start_was_said_before_anything_was_seen() -> None:
    sea = Query("a calm sea")
    cheap = replace(sea, must=(Constraint("runtime", "at_most", (90,)),))
    assert lately(cheap, talked(sea, shown=("ponyo",))).shown == ()
