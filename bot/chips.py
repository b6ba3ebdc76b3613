"""What is agreed, statement by statement, and the query without one of them. Pure; knows nothing of pages.

A soft preference whose word stands in the wish, or that is demanded too, is part of that piece or demand: it has
no chip of its own and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Literal

from bot import labels
from bot.intent.chinese.glossing import in_english
from bot.intent.country_words import COUNTRIES
from bot.intent.state import SEPARATOR, wishes
from bot.intent.words import SIGNS
from bot.messages import Language
from retriever.items import COMPARISONS, Constraint, Item, Query
from retriever.moods import meaning

Kind = Literal["must", "refused", "wish", "liked", "disliked", "preferred", "niche"]
ItemOf = Callable[[str], Item | None]
Teller = str | Constraint  # a piece of the wish or a demand: what may say a preference besides itself
Told = Mapping[Constraint, frozenset[Teller]]  # preference -> all that say it

REFUSALS_APART = 3  # words of one refusal that get a chip each; more share one
MIDDLE = Query().niche


class NotAgreed(LookupError):
    """No statement of the query has this key."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One statement in force.

    Attributes:
        key: The same for the same statement, whatever else is agreed; for `without`.
        label: In words for people, 1 to 60 characters.
        kind: What sort of statement it is.
    """

    key: str
    label: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement and what is left without it.

    Attributes:
        subject: What it is about: constraints, an item id, a piece of the wish, a word of SIGNS.
        rest: The query without it.
    """

    kind: Kind
    subject: str | tuple[Constraint, ...]
    rest: Query

    @property
    def key(self) -> str:
        """A short name, made of what it says."""
        said = self.subject if isinstance(self.subject, str) else tuple(map(_identity, self.subject))
        return f"{self.kind}-{blake2b(repr(said).encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def chips(query: Query, item_of: ItemOf, language: Language) -> tuple[Chip, ...]:
    """All that is agreed: demands, refusals, the wish, likes, dislikes, preferences, the pull to the tail.

    Args:
        item_of: Record by id; an item that left the catalogue gets no chip.
        language: Of the labels.
    """
    found: dict[str, Chip] = {}
    for statement in statements(query):
        if label := label_of(statement, item_of, language):
            found.setdefault(statement.key, Chip(statement.key, label, statement.kind))
    return tuple(found.values())


def without(query: Query, key: str) -> Query:
    """The query without the statement that has this key, all else as it was.

    Raises:
        NotAgreed: There is none.
    """
    for statement in statements(query):
        if statement.key == key:
            return statement.rest
    raise NotAgreed(f"nothing that is agreed has the key {key!r}; take one of chips(query, ...)")


def statements(query: Query) -> Iterator[Statement]:
    """The statements of a query, in the order of their chips."""
    refusing = ("none_of", "without", "outside")
    told = _told(query)
    yield from _demands(query, [c for c in query.must if c.op not in refusing], told)
    for field, op in dict.fromkeys((c.field, c.op) for c in query.must if c.op in refusing):
        yield from _refusals(query, [c for c in query.must if (c.field, c.op) == (field, op)])
    yield from _wishes(query, told)
    for id_ in query.liked:
        yield Statement("liked", id_, replace(query, liked=_less(query.liked, id_)))
    for id_ in query.disliked:
        yield Statement("disliked", id_, replace(query, disliked=_less(query.disliked, id_)))
    for constraint in dict.fromkeys(query.prefer):
        if not told[constraint]:
            yield Statement("preferred", (constraint,), replace(query, prefer=_less(query.prefer, constraint)))
    if query.niche in (0, 1):
        yield Statement("niche", "tail" if query.niche else "head", replace(query, niche=MIDDLE))


def _demands(query: Query, demands: Sequence[Constraint], told: Told) -> Iterator[Statement]:
    """Bounds of one field are one statement."""
    for constraint in dict.fromkeys(demands):
        alike = [c for c in demands if c.op in COMPARISONS and c.field == constraint.field]
        same = tuple(alike) if constraint.op in COMPARISONS else (constraint,)
        rest = replace(query, must=tuple(c for c in query.must if c not in same))
        if same[0] == constraint:
            yield Statement("must", tuple(dict.fromkeys(same)), replace(rest, prefer=_left(query, told, same)))


def _refusals(query: Query, alike: Sequence[Constraint]) -> Iterator[Statement]:
    """One for each word, for words refused at different times are kept together; "not scary" stays as it was said.

    Args:
        alike: All refusals of one field and one op.
    """
    if alike[0].op == "outside":
        for span in dict.fromkeys(alike):
            yield Statement("refused", (span,), replace(query, must=_less(query.must, span)))
        return
    values = tuple(dict.fromkeys(value for constraint in alike for value in constraint.values))
    signs = _signs(values) if alike[0].op == "without" else []
    for sign in signs:
        others = {word for other in signs if other != sign for word in SIGNS[other]}
        yield Statement("refused", sign, _unrefused(query, alike, set(SIGNS[sign]) - others))
    rest = [value for value in values if not any(value in SIGNS[sign] for sign in signs)]
    groups = [(value,) for value in rest] if len(rest) <= REFUSALS_APART else [tuple(rest)]
    for group in groups:
        yield Statement("refused", (replace(alike[0], values=group),), _unrefused(query, alike, set(group)))


def _signs(values: Sequence[str | float]) -> list[str]:
    """The words of SIGNS whose signs are all refused; of those that mean the same only the first."""
    found = [sign for sign in SIGNS if set(SIGNS[sign]) <= set(values)]
    found = [sign for place, sign in enumerate(found) if SIGNS[sign] not in [SIGNS[one] for one in found[:place]]]
    others = {sign: {word for one in found if one != sign for word in SIGNS[one]} for sign in found}
    return [sign for sign in found if set(SIGNS[sign]) - others[sign]]


def _unrefused(query: Query, alike: Sequence[Constraint], values: Collection[str | float]) -> Query:
    """The query in which these refusals refuse `values` no longer."""
    must = []
    for constraint in query.must:
        rest = tuple(value for value in constraint.values if constraint not in alike or value not in values)
        must += [replace(constraint, values=rest)] if rest else []
    return replace(query, must=tuple(must))


def _wishes(query: Query, told: Told) -> Iterator[Statement]:
    pieces = _pieces(query)
    for piece in pieces:
        rest = replace(query, text=SEPARATOR.join(other for other in pieces if other != piece))
        yield Statement("wish", piece, replace(rest, prefer=_left(query, told, (piece,))))


def _pieces(query: Query) -> list[str]:
    return list(dict.fromkeys(piece for piece in wishes(query) if piece.strip()))


def tellers(query: Query) -> list[Teller]:
    """What may say a preference besides itself."""
    return [*_pieces(query), *dict.fromkeys(constraint for constraint in query.must if constraint.op == "any_of")]


def _told(query: Query) -> Told:
    """Who says each preference; found once for all statements, for every word is looked for in every piece."""
    all_ = tellers(query) if query.prefer else []
    return {one: frozenset(teller for teller in all_ if tells(teller, one)) for one in dict.fromkeys(query.prefer)}


def _left(query: Query, told: Told, gone: Sequence[Teller]) -> tuple[Constraint, ...]:
    """The preferences but those that only what is gone told."""
    return tuple(one for one in query.prefer if not told[one] or not told[one] <= set(gone))


def tells(teller: Teller, preference: Constraint) -> bool:
    """True where a value of the preference stands in a piece of the wish or is what it means, or is demanded."""
    if preference.op != "any_of":
        return False
    if isinstance(teller, Constraint):
        return teller.field == preference.field and set(preference.values) <= set(teller.values)
    return _says(teller, tuple(str(value) for value in preference.values if str(value).strip()))


@lru_cache(maxsize=20_000)
def _says(piece: str, values: tuple[str, ...]) -> bool:
    found = Constraint("", "without", values)
    return bool(values) and not all(found.allows(said) for said in _sayings(piece))


@lru_cache(maxsize=500)
def _sayings(piece: str) -> tuple[Item, ...]:
    """What a piece of the wish says and means, as records in which words are looked for."""
    text = f"{piece} {meaning(piece)} {in_english(piece)}".casefold()
    countries = (", ".join(names).casefold() for word, names in COUNTRIES.items() if word in text)
    return tuple(Item("", said) for said in (text, *countries))


def _less(all_: tuple[str, ...] | tuple[Constraint, ...], one: object) -> tuple[Any, ...]:
    return tuple(other for other in all_ if other != one)


def _identity(constraint: Constraint) -> tuple[object, ...]:
    return constraint.field, constraint.op, constraint.values


def label_of(statement: Statement, item_of: ItemOf, language: Language) -> str:
    """What it says, in words for people; "" for an item that left the catalogue."""
    kind, subject = statement.kind, statement.subject
    if not isinstance(subject, str):
        return labels.demanded(subject, language, soft=kind == "preferred")
    if kind in ("liked", "disliked"):
        item = item_of(subject)
        return labels.named(kind, item.title, language) if item else ""
    return labels.named(kind, subject, language)
