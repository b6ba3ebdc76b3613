"""What of a query was said last, by the talk before it. Knows no words and no search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.intent.state import SEPARATOR, wishes
from bot.messages import Session
from ranker.rank import Ranked
from retriever.items import Constraint, Lately, Query


def lately(query: Query, talk: Session) -> Lately:
    """The youngest of what is wished, preferred and liked; all of it at the start of a talk.

    Args:
        query: What is agreed now.
        talk: Before this turn.
    """
    before = [turn.query for turn in talk.turns if turn.query is not None]
    states = [_said(one) for one in (*before, talk.query)]
    ages = {one: _age(one, states) for one in _said(query)}
    youngest = min(ages.values(), default=0)
    new = {one for one, age in ages.items() if age == youngest}
    return Lately(
        text=SEPARATOR.join(piece for piece in wishes(query) if ("wish", piece) in new),
        prefer=tuple(constraint for constraint in query.prefer if ("prefer", constraint) in new),
        liked=tuple(id_ for id_ in query.liked if ("like", id_) in new),
        shown=tuple(pick.item.id for pick in _seen_before(query, talk, youngest)),
    )


def _seen_before(query: Query, talk: Session, age: int) -> tuple[Ranked, ...]:
    """What a person saw when they said the youngest: "darker" stays darker than that, until it is said again."""
    again = replace(query, lately=Lately()) == replace(talk.query, lately=Lately())
    since = 0 if again else max(0, age - 1)  # turns that agreed on it; the talk as it stands is one state more
    return replace(talk, turns=talk.turns[: len(talk.turns) - since]).shown


def _said(query: Query) -> frozenset[tuple[str, str | Constraint]]:
    return frozenset(
        (
            *(("wish", piece) for piece in wishes(query)),
            *(("prefer", constraint) for constraint in query.prefer),
            *(("like", id_) for id_ in query.liked),
        )
    )


def _age(one: tuple[str, str | Constraint], states: Sequence[Collection[object]]) -> int:
    """For how many of the newest `states` it has been agreed without a break."""
    return sum(1 for _ in takewhile(lambda state: one in state, reversed(states)))
