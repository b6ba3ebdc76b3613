"""What was said so plainly that no score outweighs it: candidates in tiers. Knows nothing of scores or seats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from retriever.items import HAN, Candidate, Constraint, Item, Query
from retriever.lexical import STOP_WORDS, WORD, stems
from retriever.moods import MOOD_FIELDS, OPPOSITE, level, meaning, sides, sides_of, uncompared

ItemOf = Callable[[str], Item | None]

SINGLE = 1.5  # values of an item in a plain field, on average at most
FEW = 12  # different values there at most, or
SHARED = 3  # as many as leave this many items to each


def tiers(query: Query, candidates: Sequence[Candidate], item_of: ItemOf) -> NDArray[np.int64]:
    """The tier of each candidate, int64 (m,), 0 the first: all of one are shown before any of the next.

    Demands are kept before this. Spread, the seats of head and tail and the pull to the tail work within a tier,
    so none of them undoes it. What decides, the first before the next:

    1. Its title was asked for.
    2. After "darker", what leans to the other side ("charming, whimsical") comes last.
    3. Black boots were asked for, so black ones come before others: an item is black or not, and a person sees it.
       Moods and themes are no such fields; records leave many out, so by themselves they only count in the score.
    4. "Darker" is what is dark, and darker than most of what was shown last.
    5. What was said last: after "more like this" or "quiet, about the sea", "something about fog" wants fog first.
    6. "Quiet, about the sea": what speaks of both comes before what speaks of one.
    """
    items = [candidate.item for candidate in candidates]
    keys = [
        ["title" not in candidate.legs for candidate in candidates],
        _opposite(query, items),
        _unlike(query, items),
        _behind(query, items, item_of),
        _silent(query, items),
        _partly(query, items),
    ]
    _, found = np.unique(np.array(keys, dtype=np.int64), axis=1, return_inverse=True)
    return np.asarray(found, dtype=np.int64).reshape(-1)


def plain_fields(query: Query, items: Sequence[Item]) -> list[str]:
    """The preferred fields that hold about one value an item, out of few: a colour, not a mood or a maker."""
    found = []
    for field in dict.fromkeys(constraint.field for constraint in query.prefer if constraint.op == "any_of"):
        told = [item.facets[field] for item in items if field in item.facets]
        different = {value.casefold() for values in told for value in values}
        if sum(map(len, told)) <= SINGLE * len(told) and len(different) <= max(FEW, len(told) / SHARED):
            found.append(field)
    return found


def _opposite(query: Query, items: Sequence[Item]) -> list[int]:
    """1 for what leans away from the sides of moods that are wished."""
    last = _last_sides(query)
    wished = (*last, *(side for side in sides(query.text) if side not in last and OPPOSITE[side] not in last))
    return [int(leaning < 0) for leaning in _leanings(query, items, wished)]


def _behind(query: Query, items: Sequence[Item], item_of: ItemOf) -> list[int]:
    """1 for what does not lean to the sides wished just now, or no further than the last answer did."""
    last = _last_sides(query)
    shown = [item for id_ in query.lately.shown if (item := item_of(id_))]
    if not last or not shown:
        return [0] * len(items)
    usual = max(0.0, float(np.median(_leanings(query, shown, last))))
    return [int(leaning <= usual) for leaning in _leanings(query, items, last)]


def _last_sides(query: Query) -> tuple[str, ...]:
    """The sides of moods wished just now; of an answer, "more serious" asks for them too and leaves "serious"."""
    lately = query.lately
    return sides(lately.text) or (sides_of(lately.text) if lately.shown else ())


def _leanings(query: Query, items: Sequence[Item], towards: Sequence[str]) -> list[int]:
    """How far each leans to all these sides together; what is demanded ("a comedy") is no lean, all have it.

    What records no moods leans nowhere: "lighter" boots are not the ones whose tags say "cosy".
    """
    demanded = {str(value).casefold() for c in query.must if c.op == "any_of" for value in c.values}
    told = [
        [value for values in item.facets.values() for value in values if value.casefold() not in demanded]
        if MOOD_FIELDS & item.facets.keys()
        else []
        for item in items
    ]
    return [sum(level(values, side) for side in towards) for values in told]


def _unlike(query: Query, items: Sequence[Item]) -> list[int]:
    """How many of the plain fields hold nothing that is preferred.

    Where the kind of thing is only in the words of the wish ("black boots"), a lamp that speaks of none of them is
    no better for being black.
    """
    fields = plain_fields(query, items)
    kind_known = any(constraint.op == "any_of" for constraint in query.must)
    words = _words(query.text, query.prefer) if fields and not kind_known else []

    def held(item: Item) -> int:
        if words and not any(_speaks(item, word) for word in words):
            return 0
        return len({c.field for c in query.prefer if c.field in fields and _holds(item, c)})

    return [len(fields) - held(item) for item in items]


def _silent(query: Query, items: Sequence[Item]) -> list[int]:
    """1 for what says nothing of what was wished last, where something older is wished or liked too.

    What a comparison of moods stands for ("darker": bleak, grim) is left to `_behind`.
    """
    lately = query.lately
    older = (lately.text, lately.prefer, lately.liked) != (query.text, query.prefer, query.liked)
    compared = meaning(lately.text).split()
    prefer = [c for c in lately.prefer if not set(c.values) <= set(compared)]
    words = _words(uncompared(lately.text), prefer)
    if not older or not (prefer or words):
        return [0] * len(items)
    named = [] if _describes(lately.text, prefer) else prefer
    return [
        int(not _fields(item, named) and not (words and all(_speaks(item, word) for word in words)))
        for item in items
    ]


def _partly(query: Query, items: Sequence[Item]) -> list[int]:
    """1 for what does not speak of something preferred in each of several fields."""
    wanted = {constraint.field for constraint in query.prefer if constraint.op == "any_of"}
    if len(wanted) < 2 or _describes(query.text, query.prefer):
        return [0] * len(items)
    return [int(_fields(item, query.prefer) < wanted) for item in items]


def _describes(text: str, prefer: Sequence[Constraint]) -> bool:
    """True for "a boy who lost the shoes of his sister": it names preferences by chance, and its meaning counts.

    Told by the words that no preference stands for. Chinese is not counted: its words are told in English.
    """
    words = [word for word in _words(text, ()) if not HAN.match(word)]
    untold = [word for word in _words(text, prefer) if not HAN.match(word)]
    return len(untold) > len(words) / 2


def _fields(item: Item, prefer: Sequence[Constraint]) -> set[str]:
    """The fields of preferences that it holds or speaks of; many a description tells what no field lists."""
    spoken = (c for c in prefer if c.op == "any_of" and (_holds(item, c) or _names(item, c)))
    return {constraint.field for constraint in spoken}


def _holds(item: Item, constraint: Constraint) -> bool:
    return constraint.op == "any_of" and constraint.allows(item)


def _names(item: Item, constraint: Constraint) -> bool:
    return any(_speaks(item, str(value)) for value in constraint.values if str(value).strip())


def _speaks(item: Item, words: str) -> bool:
    """True where these words stand in the record, in the singular or the plural."""
    return not Constraint("", "without", (words,)).allows(item)


def _words(text: str, prefer: Sequence[Constraint]) -> list[str]:
    """The words of a wish that no preference stands for."""
    told = {stem for c in prefer for value in c.values for stem in stems(str(value))}
    words = WORD.findall(text.casefold())
    return [word for word in words if word not in STOP_WORDS and not told.issuperset(stems(word))]
