"""What may be done with a statement that is agreed, and the query after it. Pure; knows nothing of pages.

An edit touches one statement: it is taken back and what stands in its place is one statement again. Where that
would say what is said already, or grow together with another statement, the edit is not offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

from bot.chips import NotAgreed, Statement, statements, tellers, tells
from bot.intent.state import LOWER, REFUSING
from bot.intent.words import YEAR_FIELDS
from retriever.items import COMPARISONS, Constraint, Op, Query

Change = Literal["take_back", "prefer", "demand", "turn", "number"]

Said = tuple[Constraint, ...]

MAX_NUMBER = 1e12
TURNED: dict[Op, Op] = {
    "any_of": "none_of", "none_of": "any_of",
    "at_least": "below", "below": "at_least", "at_most": "above", "above": "at_most",
}  # fmt: skip


class NotEditable(ValueError):
    """This can't be done with that statement."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that may be done with a statement.

    Attributes:
        change: take_back leaves it out; prefer makes of a demand a preference, and demand the other way; turn says
            the opposite; number says the same with other numbers.
        numbers: For number, as people say them ("before 1980"): offered, those in force; asked for, the new ones.
    """

    change: Change
    numbers: tuple[float, ...] = ()


TAKE_BACK = Edit("take_back")
Outcome = tuple[Edit, Statement | None]  # no statement where it is only taken back


def edits(query: Query, key: str) -> tuple[Edit, ...]:
    """What may be done with the statement that has this key; taking it back comes last.

    Raises:
        NotAgreed: There is none.
    """
    all_ = _by_key(query)
    return tuple(edit for edit, _ in _outcomes(query, _named(all_, key), all_))


def outcomes(query: Query) -> dict[str, tuple[Outcome, ...]]:
    """Of each statement, by its key, what may be done with it; taking it back comes last."""
    all_ = _by_key(query)
    return {key: tuple(_outcomes(query, old, all_)) for key, old in all_.items()}


def edited(query: Query, key: str, edit: Edit) -> tuple[Query, Statement | None]:
    """The query after the edit, all other statements as they were, and the statement made of this one.

    Returns:
        No statement where it is only taken back.
    Raises:
        NotAgreed: No statement has this key.
        NotEditable: That can't be done with it.
    """
    all_ = _by_key(query)
    old = _named(all_, key)
    if edit.change == "take_back":
        return old.rest, None
    if (after := _after(query, old, edit, all_)) is None:
        raise NotEditable(f"{edit!r} can't be done with the statement {key!r}; take one of edits(query, key)")
    return after


def _by_key(query: Query) -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for statement in statements(query):
        found.setdefault(statement.key, statement)
    return found


def _named(all_: Mapping[str, Statement], key: str) -> Statement:
    if key not in all_:
        raise NotAgreed(f"nothing that is agreed has the key {key!r}; take one of chips(query, ...)")
    return all_[key]


def _outcomes(query: Query, old: Statement, all_: Mapping[str, Statement]) -> Iterator[Outcome]:
    numbers = () if isinstance(old.subject, str) else _numbers(old.subject)
    for edit in (*((Edit("number", numbers),) if numbers else ()), Edit("prefer"), Edit("demand"), Edit("turn")):
        if after := _after(query, old, edit, all_):
            yield edit, after[1]
    yield TAKE_BACK, None


def _after(
    query: Query, old: Statement, edit: Edit, all_: Mapping[str, Statement]
) -> tuple[Query, Statement] | None:
    """None where it can't be, or where the new statement would not stand apart from the others, by their keys."""
    new = _changed(old, edit)
    if new is None or (new.key in all_ and new.key != old.key):
        return None
    after = _saying(query, old, new)
    others = (one for one in all_.values() if one.kind == "preferred" and one is not old)
    untold = [said for one in others if not isinstance(one.subject, str) for said in one.subject]
    return (after, new) if _apart(new, old.rest, after, untold) else None


def _apart(new: Statement, rest: Query, after: Query, untold: Iterable[Constraint]) -> bool:
    """True where `after` says all that `rest` says, and the new statement besides.

    Only what the new one can touch is looked at: what it could grow together with, and preferences.

    Args:
        untold: The preferences among the other statements.
    """
    said = new.subject
    if isinstance(said, str):
        return True
    if new.kind == "preferred":
        return len(said) == 1 and not any(tells(teller, said[0]) for teller in tellers(rest))
    if said[0].op == "any_of":
        return not any(tells(said[0], other) for other in untold)
    together = COMPARISONS if said[0].op in COMPARISONS else (said[0].op,)
    before, now = (
        _by_key(Query(must=tuple(one for one in query.must if one.field == said[0].field and one.op in together)))
        for query in (rest, after)
    )
    return now.keys() == {*before, new.key}


def _changed(old: Statement, edit: Edit) -> Statement | None:
    """The statement in place of the old one."""
    kind, subject = old.kind, old.subject
    if isinstance(subject, str):
        return _turned_round(old) if edit.change == "turn" else None
    if edit.change == "prefer" and kind != "preferred":
        return replace(old, kind="preferred")
    said: Said = ()
    if edit.change == "demand" and kind == "preferred":
        kind, said = "must", subject
    elif edit.change == "turn" and kind != "preferred":
        said = _opposite(subject)
    elif edit.change == "number":
        said = _renumbered(subject, edit.numbers)
    if kind != "preferred" and said:
        kind = "refused" if said[0].op in REFUSING else "must"
    return replace(old, kind=kind, subject=said) if said else None


def _turned_round(old: Statement) -> Statement | None:
    """A like for a dislike, one end of the dial for the other; a wish has no opposite, nor has a refused sign."""
    if old.kind == "niche":
        return replace(old, subject="head" if old.subject == "tail" else "tail")
    if old.kind in ("liked", "disliked"):
        return replace(old, kind="liked" if old.kind == "disliked" else "disliked")
    return None


def _saying(query: Query, old: Statement, new: Statement) -> Query:
    """The query with the new statement, where the old one stood if it is of its kind."""
    rest, said = old.rest, new.subject
    if isinstance(said, str):
        liked = (*rest.liked, said) if new.kind == "liked" else rest.liked
        disliked = (*rest.disliked, said) if new.kind == "disliked" else rest.disliked
        niche = float(said == "tail") if new.kind == "niche" else rest.niche
        return replace(rest, liked=liked, disliked=disliked, niche=niche)
    if new.kind == "preferred":
        return replace(rest, prefer=_in_place(query.prefer, old, rest.prefer, said))
    return replace(rest, must=_in_place(query.must, old, rest.must, said))


def _in_place(before: Said, old: Statement, rest: Said, said: Said) -> Said:
    """At the end where the old statement was another sort, or a part of a constraint."""
    place = next((place for place, one in enumerate(before) if one in old.subject), len(rest))
    return (*rest[:place], *said, *rest[place:])


def _opposite(said: Said) -> Said:
    """Nothing where it has none: of a word that must not stand in a record, and of bounds that are not a span."""
    first = said[0]
    if first.op == "outside":
        low, high = first.values
        return Constraint(first.field, "at_least", (low,)), Constraint(first.field, "at_most", (high,))
    if len(said) == 1:
        return (replace(first, op=TURNED[first.op]),) if first.op in TURNED else ()
    bounds = {bound.op: bound.values[0] for bound in said}
    if len(said) > 2 or set(bounds) != {"at_least", "at_most"}:
        return ()
    return (Constraint(first.field, "outside", (bounds["at_least"], bounds["at_most"])),)


def _numbers(said: Said) -> tuple[float, ...]:
    """Those that may be changed, the lower first, as people say them; none where there is more than one span."""
    lower = [one for one in said if one.op in LOWER]
    if said[0].op not in (*COMPARISONS, "outside") or len(lower) > 1 or len(said) > len(lower) + 1:
        return ()
    numbers = tuple(float(value) + _shift(said) for one in _lower_first(said) for value in one.values)
    return numbers if _sound(said, numbers) else ()


def _renumbered(said: Said, numbers: Sequence[float]) -> Said:
    """Nothing where these numbers can't be; a person may well give the higher one first."""
    numbers = sorted(numbers)
    if not _sound(said, numbers) or len(numbers) != len(_numbers(said)):
        return ()
    if tuple(numbers) == _numbers(said):
        return said
    left = tuple(number - _shift(said) for number in numbers)
    if said[0].op == "outside":
        return (replace(said[0], values=left),)
    return tuple(replace(one, values=(number,)) for one, number in zip(_lower_first(said), left, strict=True))


def _sound(said: Said, numbers: Sequence[float]) -> bool:
    """True for bounded numbers in order; years are whole."""
    bounded = all(isfinite(number) and abs(number) <= MAX_NUMBER for number in numbers)
    whole = said[0].field not in YEAR_FIELDS or all(number % 1 == 0 for number in numbers)
    return bounded and whole and list(numbers) == sorted(numbers)


def _lower_first(said: Said) -> list[Constraint]:
    return sorted(said, key=lambda one: one.op not in LOWER)


def _shift(said: Said) -> int:
    """Years are told as "before" and "since": at most 1979 is before 1980, above 1979 is since 1980."""
    return int(len(said) == 1 and said[0].field in YEAR_FIELDS and said[0].op in ("at_most", "above"))
