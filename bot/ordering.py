"""The cheapest first: what fits, by a number, where that was asked for. Knows no words and no memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.extremes import EXTREMES, number, ordered, told_by
from bot.messages import Intent
from ranker.rank import Ranked
from retriever.items import Candidate, Constraint, Op, Query

MAX_SEARCHES = 4  # for what is cheaper than all found before

Find = Callable[[Query], Sequence[Candidate]]


def asked_first(intent: Intent) -> str:
    """What is to come first ("cheapest"), "" where no order is asked for."""
    return next((word for word in intent.fields if word in EXTREMES), "") if intent.shows else ""


def outermost(find: Find, query: Query, candidates: Sequence[Candidate], word: str, n: int) -> list[Candidate]:
    """The `n` of all that fit which are the `word`; where something is wished in words, all that is near it.

    Args:
        find: Searches; it is asked again for what is cheaper than the `n` cheapest found.
        candidates: What it found for `query`.
    """
    found = {one.item.id: one for one in candidates}
    items = [one.item for one in candidates]
    field = told_by(items, word)
    if query.text or query.liked or not field:
        return list(candidates)
    op: Op = "below" if EXTREMES[word][1] > 0 else "above"
    for _ in range(MAX_SEARCHES):
        _, edge = ordered(items, word, field)[:n][-1]
        beyond = replace(query, must=(*query.must, Constraint(field, op, (edge,))))
        new = [one for one in find(beyond) if one.item.id not in found]
        if not new:
            break
        found |= {one.item.id: one for one in new}
        items += [one.item for one in new]
    first = [item.id for item, _ in ordered(items, word, field)]
    untold = [id_ for id_ in found if id_ not in first]
    return [found[id_] for id_ in (*first, *untold)[:n]]


def in_order(picks: Sequence[Ranked], word: str) -> tuple[Ranked, ...]:
    """What is asked for first; those whose record does not tell it go last, in the order they came."""
    field = told_by([pick.item for pick in picks], word)
    sign = EXTREMES[word][1]

    def place(pick: Ranked) -> tuple[bool, float]:
        value = number(pick.item, field)
        return value is None, sign * (value or 0.0)

    return tuple(sorted(picks, key=place))
