"""Changes a Query by one statement: the later one wins. Pure; knows no grammar."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.intent.words import SIGNS
from bot.messages import Session
from retriever.items import COMPARISONS, Constraint, Query
from retriever.lexical import stems
from retriever.plurals import folded_plural

LOWER = ("at_least", "above")

MAX_TEXT_CHARS = 600
SEPARATOR = ". "  # between the pieces of a wish; inside one there is none
REFUSING = ("none_of", "without", "outside")


def demand(query: Query, constraint: Constraint) -> Query:
    """Adds a hard constraint; what contradicts it gives way, on the same field or in the wish."""
    if constraint.op == "without":
        query = _unwished(query, {str(value) for value in constraint.values})
    kept = tuple(other for old in query.must if (other := _yield_to(old, constraint)))
    given_up = [
        old
        for old in query.must
        if _yield_to(old, constraint) is None
        and old.op == "any_of"
        and not set(old.values) <= set(constraint.values)
    ]
    query = replace(
        query, prefer=tuple(one for one in query.prefer if not any(_within(one, old) for old in given_up))
    )
    same = next((old for old in kept if (old.field, old.op) == (constraint.field, constraint.op)), None)
    if same is not None and constraint.op in ("none_of", "without"):
        merged = replace(constraint, values=tuple(dict.fromkeys(same.values + constraint.values)))
        return replace(query, must=tuple(merged if old is same else old for old in kept))
    return replace(query, must=(*(old for old in kept if old != constraint), constraint))


def _within(preferred: Constraint, demanded: Constraint) -> bool:
    """True where a preference is no more than what was demanded: it goes with the demand."""
    return preferred.field == demanded.field and set(preferred.values) <= set(demanded.values)


def _unwished(query: Query, refused: Collection[str]) -> Query:
    """Without the pieces of the wish, and the preferences, that say nothing but what is refused now."""
    stopped = {stem for word in refused for stem in stems(word)}
    kept = [piece for piece in wishes(query) if not stems(piece) or not set(stems(piece)) <= stopped]
    prefer = tuple(c for c in query.prefer if not {stem for v in c.values for stem in stems(str(v))} <= stopped)
    return replace(query, text=SEPARATOR.join(kept), prefer=prefer)


def allow(query: Query, words: Collection[str]) -> Query:
    """These words are welcome after all: what refused them no longer does; nothing is demanded."""
    must: list[Constraint] = []
    known = {_bare(word) for word in words}
    signs = {word for sign, meant in SIGNS.items() if _bare(sign) in known for word in meant}
    signs |= {word for sign in signs for word in SIGNS.get(sign, ())}  # gore is fine, so what is gory is
    for constraint in query.must:
        rest = tuple(v for v in constraint.values if _bare(str(v)) not in known and str(v) not in signs)
        if constraint.op not in ("without", "none_of"):
            must.append(constraint)
        elif rest:
            must.append(replace(constraint, values=rest))
    return replace(query, must=tuple(must))


def _bare(words: str) -> str:
    """Without plurals, as words are compared here."""
    return " ".join(map(folded_plural, words.casefold().split()))


def also(query: Query, values: Collection[tuple[str, str]]) -> Query:
    """(field, value) pairs that are welcome too: refusals of them go, demands on the field are widened."""
    query = allow(query, {value.casefold() for _, value in values})
    must = []
    for constraint in query.must:
        more = tuple(value for field, value in values if field == constraint.field)
        wider = tuple(dict.fromkeys((*constraint.values, *more)))
        must.append(replace(constraint, values=wider) if constraint.op == "any_of" else constraint)
    return replace(query, must=tuple(must))


def relax(query: Query, fields: Collection[str]) -> Query:
    """Takes back every demand and preference on these fields."""
    return replace(
        query,
        must=tuple(c for c in query.must if c.field not in fields),
        prefer=tuple(c for c in query.prefer if c.field not in fields),
    )


def unliked(query: Query, ids: Collection[str]) -> Query:
    """Takes back likes and dislikes of these items."""
    return replace(
        query,
        liked=tuple(id_ for id_ in query.liked if id_ not in ids),
        disliked=tuple(id_ for id_ in query.disliked if id_ not in ids),
    )


def refusals_only(query: Query) -> Query:
    """A new subject: what was refused, disliked and seen stays, what was wanted goes."""
    return replace(query, text="", prefer=(), liked=(), must=tuple(c for c in query.must if c.op in REFUSING))


def before_last(session: Session) -> Query:
    """What was agreed before the last statement that changed it; what was seen stays seen.

    Said twice it goes back twice: a turn that went back counts as if what it took back had never been.
    """
    now = session.query
    kept = [turn.query for turn in session.turns]
    agreed = [] if not kept or kept[0] is None else [Query(niche=session.niche, user=now.user)]
    for query in kept:
        if query is None:  # of an older version, which kept none
            agreed = []
        elif len(agreed) > 1 and _said(query) == _said(agreed[-2]):
            agreed.pop()
        elif not agreed or _said(query) != _said(agreed[-1]):
            agreed.append(query)
    if not agreed or _said(agreed[-1]) != _said(now):
        agreed.append(now)
    before = agreed[-2] if len(agreed) > 1 else replace(now, must=now.must[:-1])
    return replace(before, seen=now.seen, user=now.user)


def _said(query: Query) -> Query:
    return replace(query, seen=frozenset())


def wishes(query: Query) -> list[str]:
    """The pieces of the wish, the newest first."""
    return [piece for piece in query.text.split(SEPARATOR) if piece]


def wish(query: Query, text: str) -> Query:
    """Adds words to the wish, the newest first, since encoders read the beginning best."""
    text = " ".join(text.split())
    if not text or text.casefold() in query.text.casefold():
        return query
    joined = f"{text}{SEPARATOR}{query.text}" if query.text else text
    return replace(query, text=joined[:MAX_TEXT_CHARS])


def want(query: Query, constraint: Constraint) -> Query:
    """Adds a preference; what was preferred already stays at its place."""
    if constraint not in query.prefer:
        return replace(query, prefer=(*query.prefer, constraint))
    return replace(query, prefer=tuple(constraint if old == constraint else old for old in query.prefer))


def like(query: Query, ids: Iterable[str]) -> Query:
    """The person likes these; a dislike of them is taken back."""
    new = tuple(ids)
    liked = tuple(id_ for id_ in query.liked if id_ not in new) + new
    return replace(query, liked=liked, disliked=tuple(id_ for id_ in query.disliked if id_ not in new))


def dislike(query: Query, ids: Iterable[str]) -> Query:
    """The person dislikes these; a like of them is taken back."""
    new = tuple(ids)
    disliked = tuple(id_ for id_ in query.disliked if id_ not in new) + new
    return replace(query, disliked=disliked, liked=tuple(id_ for id_ in query.liked if id_ not in new))


def hide(query: Query, ids: Iterable[str]) -> Query:
    """These are not to be offered again."""
    return replace(query, seen=query.seen | frozenset(ids))


def _yield_to(old: Constraint, new: Constraint) -> Constraint | None:
    """What remains of `old` once `new` holds."""
    if old.field != new.field:
        return _unless_wanted(old, new)
    if old.op == new.op:
        return old if old.op in REFUSING else None
    if old.op in COMPARISONS and new.op in COMPARISONS:
        if (old.op in LOWER) == (new.op in LOWER):
            return None
        low, high = (old, new) if old.op in LOWER else (new, old)
        return old if float(low.values[0]) <= float(high.values[0]) else None
    if {old.op, new.op} == {"any_of", "none_of"}:
        rest = tuple(value for value in old.values if value not in new.values)
        return replace(old, values=rest) if rest else None
    return old


def _unless_wanted(old: Constraint, new: Constraint) -> Constraint | None:
    """`without horror` gives way to a later `only horror`, and the other way round."""
    if {old.op, new.op} != {"without", "any_of"}:
        return old
    wanted = {str(value).casefold() for value in new.values}
    rest = tuple(value for value in old.values if str(value).casefold() not in wanted)
    return replace(old, values=rest) if rest else None
