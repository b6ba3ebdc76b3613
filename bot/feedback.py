"""What a person says of an item by pressing a button -> the query after it. Pure; knows nothing of pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from bot.intent.state import dislike, hide, like
from bot.messages import Opinion
from retriever.items import Query

HIDING = frozenset({"dislike", "seen"})  # an item of which this was said is not offered again


def after(query: Query, item_id: str, opinion: Opinion | None, before: Opinion | None = None) -> Query:
    """The query once that opinion counts, in place of what was said of the item before.

    Args:
        opinion: A liked item draws the next answers to its like; one disliked or seen is not offered again, and
            one disliked pushes its like away. None takes back whatever was said of the item.
        before: The opinion that still counts; one that hid the item shows it again, all else that hid it stays.
    """
    free = _without(query, item_id, hidden=before in HIDING)
    if opinion == "like":
        return like(free, [item_id])
    if opinion == "dislike":
        return hide(dislike(free, [item_id]), [item_id])
    return hide(free, [item_id]) if opinion == "seen" else free


def like_this(query: Query, item_id: str) -> Query:
    """The query of "more like this": the item leads, it is not shown itself, and what is demanded still holds."""
    return hide(like(replace(query, text=""), [item_id]), [item_id])


def rebased(now: Query, on: Query, to: Query) -> Query:
    """`to`, with what buttons and the dial changed between `on` and `now`."""
    return replace(
        to,
        liked=_changed(now.liked, on.liked, to.liked),
        disliked=_changed(now.disliked, on.disliked, to.disliked),
        seen=frozenset(_changed(now.seen, on.seen, to.seen)),
        niche=to.niche if now.niche == on.niche else now.niche,
    )


def holding(query: Query, pressed: Mapping[str, Opinion]) -> dict[str, Opinion]:
    """The opinions that still count: a like taken back by its chip, or by starting over, no longer does."""
    counts = {"like": query.liked, "dislike": query.disliked, "seen": query.seen}
    return {id_: opinion for id_, opinion in pressed.items() if id_ in counts[opinion]}


def _changed(now: Iterable[str], on: Collection[str], to: Collection[str]) -> tuple[str, ...]:
    """`to`, with the ids that came between `on` and `now`, and without those that went."""
    has = tuple(now)
    kept = (id_ for id_ in to if id_ in has or id_ not in on)
    return tuple(dict.fromkeys((*kept, *(id_ for id_ in has if id_ not in on))))


def _without(query: Query, item_id: str, hidden: bool) -> Query:
    return replace(
        query,
        liked=tuple(id_ for id_ in query.liked if id_ != item_id),
        disliked=tuple(id_ for id_ in query.disliked if id_ != item_id),
        seen=query.seen - {item_id} if hidden else query.seen,
    )
