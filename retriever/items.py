"""The nouns of retrieval: Item, Constraint, Query, Candidate. Knows nothing of files, vectors or people."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from retriever.plurals import any_number
from retriever.tail import HEAD

COMPARISONS: dict[str, tuple[str, Callable[[float, float], bool]]] = {
    "at_least": ("≥", operator.ge),
    "at_most": ("≤", operator.le),
    "above": (">", operator.gt),
    "below": ("<", operator.lt),
}
HAN = re.compile(r"[一-鿿]")
WORDLESS = frozenset({"image", "poster", "url"})  # facets that hold an address, nothing a wish could name

Op = Literal["any_of", "none_of", "at_least", "at_most", "above", "below", "outside", "without"]
Leg = Literal[
    "dense",
    "multilingual",
    "title",
    "words",
    "facet words",
    "facets",
    "liked",
    "together",
    "graph",
    "obscure",
    "interest",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the catalogue, as its record says and nothing more.

    Attributes:
        id: Unique, not empty.
        title: As shown to people.
        description: Running text; may be empty.
        facets: Field name -> values, e.g. {"country": ("France", "Italy")}. Never an empty tuple.
        numbers: Field name -> finite number, e.g. {"year": 1972, "runtime": 91}.
        count: Interactions on record; None where nothing is known of it.
        tail: Place on the popularity scale of this catalogue: 0 the best known, 1 the most obscure.
    """

    id: str
    title: str
    description: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    count: int | None = None
    tail: float = 0.5

    def text(self) -> str:
        """Everything the record says in words, the title first; this is what is embedded and searched."""
        facets = ". ".join(", ".join(values) for field, values in self.facets.items() if field not in WORDLESS)
        year = f" ({self.numbers['year']:.0f})" if "year" in self.numbers else ""
        return ". ".join(part.rstrip(".") for part in (self.title + year, self.description, facets) if part)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A demand that no shown item may break. An item whose record does not say never passes.

    Attributes:
        field: A facet or number of the catalogue; "" for `without`.
        op: any_of and none_of compare texts without case; at_least, at_most, above and below compare numbers;
            outside demands less than the first or more than the second number; without demands that
            none of the words stands anywhere in the record.
        values: One number for a comparison, two for outside, one or more texts otherwise.
    """

    field: str
    op: Op
    values: tuple[str | float, ...]

    def allows(self, item: Item) -> bool:
        """True where the record of `item` proves that the demand is met."""
        if self.op == "without":
            text = item.text().casefold()
            return not any(_phrase(str(value).casefold()).search(text) for value in self.values)
        if self.op in COMPARISONS or self.op == "outside":
            number = item.numbers.get(self.field)
            return number is not None and self._bounds(number)
        has = {value.casefold() for value in item.facets.get(self.field, ())}
        met = bool(has & {str(value).casefold() for value in self.values})
        return bool(has) and met == (self.op == "any_of")

    def _bounds(self, number: float) -> bool:
        low, high = float(self.values[0]), float(self.values[-1])
        if self.op == "outside":
            return number < low or number > high
        return COMPARISONS[self.op][1](number, low)

    def __str__(self) -> str:
        if self.op == "outside":
            return f"{self.field} not {float(self.values[0]):g} to {float(self.values[1]):g}"
        if self.op == "without":
            return f"without {', '.join(str(value) for value in self.values)}"
        if self.op in COMPARISONS:
            return f"{self.field} {COMPARISONS[self.op][0]} {float(self.values[0]):g}"
        listed = ", ".join(str(value) for value in self.values)
        return f"{self.field}: {'' if self.op == 'any_of' else 'not '}{listed}"


@dataclass(frozen=True, slots=True)
class Lately:
    """What of a query was said last, which counts more than what was agreed before; empty where nobody tells.

    Attributes:
        text: Of the wish.
        prefer: Of the preferences.
        liked: Of the liked items.
        shown: Items of the answer before that was said; "darker" means darker than those.
    """

    text: str = ""
    prefer: tuple[Constraint, ...] = ()
    liked: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        text: The wish in words, standing alone; may be empty when `liked` is not.
        liked: Item ids to resemble, the most recent last.
        disliked: Item ids to stay away from.
        seen: Item ids never to return (watched, refused, or shown before).
        must: All of them hold for every item returned.
        prefer: Wanted but not demanded; the ranker rewards each one that holds.
        niche: Pull towards the long tail, 0 (none) to 1: asked for, so the best-known fifth is left out.
        user: Name in the interaction log of who asks, "" where nobody is named.
        lately: What of it was said last; set for a search, not kept with a talk.
    """

    text: str = ""
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    must: tuple[Constraint, ...] = ()
    prefer: tuple[Constraint, ...] = ()
    niche: float = 0.5
    user: str = ""
    lately: Lately = Lately()

    @property
    def wished_since(self) -> bool:
        """True where something was wished after the last like."""
        return bool(self.liked and (self.lately.text or self.lately.prefer) and not self.lately.liked)

    def allows(self, item: Item) -> bool:
        """True where `item` breaks no demand, was not seen, liked or disliked, and is as unknown as asked for."""
        if self.niche >= 1 and item.tail < HEAD:
            return False
        known = item.id in self.seen or item.id in self.liked or item.id in self.disliked
        return not known and all(constraint.allows(item) for constraint in self.must)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be shown, and how it was found.

    Attributes:
        item: From the catalogue.
        similarity: Cosine of the item's text to the wish, in [-1, 1]; 0 where nothing was wished.
        likeness: Highest cosine to a liked item, in [-1, 1]; 0 where nothing is liked.
        fused: All legs joined (fuse.py); larger is better, comparable among items of one half (head or tail)
            of one search only.
        legs: The legs that found it, each with what it adds to `fused`, the strongest first.
    """

    item: Item
    similarity: float
    likeness: float
    fused: float
    legs: Mapping[Leg, float]

    @property
    def head(self) -> bool:
        """True for the best-known fifth of the catalogue."""
        return self.item.tail < HEAD


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    """Finds `phrase` as whole words, in the singular or the plural."""
    if HAN.search(phrase):
        return re.compile(re.escape(phrase))
    before, gap, last = phrase.rpartition(" ")
    return re.compile(rf"(?<!\w){re.escape(before + gap)}(?:{any_number(last)})(?!\w)")
