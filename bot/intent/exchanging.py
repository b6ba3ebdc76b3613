"""Another thing, or another value of a field, in the place of the old one: what stays. Pure; knows no grammar."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.intent.state import REFUSING, SEPARATOR, demand, wishes
from bot.intent.words import (
    COUNTRY_FIELDS,
    GENRE_FIELDS,
    LANGUAGE_FIELDS,
    PERSON_FIELDS,
    PRICE_FIELDS,
    STOCK_FIELDS,
)
from retriever.items import Constraint, Query
from retriever.lexical import STOP_WORDS, stems

OF_THE_PERSON = frozenset({*PRICE_FIELDS, *COUNTRY_FIELDS, *LANGUAGE_FIELDS, *STOCK_FIELDS})  # whatever it is
OF_THE_KIND = GENRE_FIELDS | PERSON_FIELDS  # demanded in so many words, and gone with the kind all the same


def of_the_person(query: Query, before: Query) -> Query:
    """Another kind of goods: of what was agreed before, what described the old thing goes (colour, material, size,
    limits, the wish, likes). What the person sets for whatever it is stays (price, country, language, stock,
    refusals), and so does what must be ("vegan only"), until something else is said of that field.
    """
    new_must, new_prefer = said_now(query.must, before.must), said_now(query.prefer, before.prefer)
    said, wished = {c.field for c in new_prefer}, wishes(before)
    lasting = [c for c in query.must if c.op == "any_of" and c.field not in OF_THE_KIND | said]
    return replace(
        query,
        text=SEPARATOR.join(piece for piece in wishes(query) if piece not in wished),
        liked=tuple(id_ for id_ in query.liked if id_ not in before.liked),
        prefer=tuple(c for c in query.prefer if c in new_prefer or c.field in OF_THE_PERSON),
        must=tuple(
            c for c in query.must if c in new_must or c in lasting or c.op in REFUSING or c.field in OF_THE_PERSON
        ),
    )


def said_now(constraints: Iterable[Constraint], before: Iterable[Constraint]) -> list[Constraint]:
    """Those said in this utterance, for the first time or again: `demand` and `want` put in a new object then."""
    old = {id(constraint) for constraint in before}
    return [constraint for constraint in constraints if id(constraint) not in old]


def exchange(query: Query, before: Query, new: Collection[Constraint]) -> Query:
    """Of the fields of `new` preferences nothing else that was agreed before is wanted; what was demanded there
    is demanded of the new values.
    """
    fields = {c.field for c in new}
    old = [c for c in (*before.must, *before.prefer) if c.field in fields and c.op == "any_of" and c not in new]
    gone = {stem for c in (*old, *new) for value in c.values for stem in stems(str(value))}  # new words join later
    text = SEPARATOR.join(left for piece in wishes(query) if (left := _unnamed(piece, gone)))
    query = replace(query, text=text, prefer=tuple(c for c in query.prefer if c not in old))
    for field in dict.fromkeys(c.field for c in old if c in query.must):
        values = tuple(value for c in new if c.field == field for value in c.values)
        query = demand(query, Constraint(field, "any_of", values))
    return query


def _unnamed(piece: str, gone: Collection[str]) -> str:
    """A piece of the wish without these words; "" where only small words are left."""
    kept = [word for word in piece.split() if not set(stems(word)) & set(gone)]
    return "" if STOP_WORDS.issuperset(word.casefold() for word in kept) else " ".join(kept)
