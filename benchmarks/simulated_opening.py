"""How a talk about a hidden target begins: a wish true of it and of others. Knows nothing of what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random

from benchmarks.simulated_facts import Said, Thing, has
from benchmarks.simulated_names import COUNTED, with_article
from benchmarks.simulated_wording import ABOUT_IT, NOUNS, REMEMBERED
from retriever.items import Constraint, Item

VAGUE = 20  # items that an opening, or a fact told later, fits at least: four lists of five
ORDER = ("kind", "mood", "theme", "country")  # what an opening may speak of
LOWER = re.compile(r"\b[a-z]{5,}\b")  # no names


@dataclass(frozen=True)
class Shelf:
    """How common words and values are in a catalogue: what a person has a feeling for.

    Attributes:
        noun: What an item is called, e.g. "film".
        words: Word -> ids of the items whose description has it.
        fits: Value of a facet -> ids of the items that have it.
    """

    noun: str
    words: Mapping[str, frozenset[str]]
    fits: Mapping[Constraint, frozenset[str]]

    @classmethod
    def of(cls, items: Sequence[Item]) -> Shelf:
        """Counts `items` once."""
        words: dict[str, set[str]] = {}
        fits: dict[Constraint, set[str]] = {}
        for item in items:
            for word in set(LOWER.findall(item.description)):
                words.setdefault(word, set()).add(item.id)
            for fact in chain.from_iterable(thing.facts for thing in has(item)):
                if fact.op == "any_of":
                    fits.setdefault(fact, set()).add(item.id)
        fields = {field for item in items for field in item.facets}
        return cls(
            next((noun for field, noun in NOUNS if field in fields), "thing"),
            {word: frozenset(ids) for word, ids in words.items()},
            {fact: frozenset(ids) for fact, ids in fits.items()},
        )

    def vague(self, thing: Thing) -> bool:
        """True for what many items have; of years and minutes, told in round numbers, it always is."""
        return all(len(self.fits[fact]) >= VAGUE for fact in thing.facts if fact in self.fits)

    def count(self, things: Sequence[Thing], word: str = "") -> int:
        """How many items all of it is true of."""
        ids = [self.fits[fact] for thing in things for fact in thing.facts]
        return len(frozenset.intersection(*ids, *([self.words[word]] if word else [])))


@dataclass(frozen=True, slots=True)
class Wish:
    """One or two things, or one and a word of the description, and how many items it fits."""

    things: tuple[Thing, ...]
    word: str
    count: int

    @property
    def sorts(self) -> tuple[str, ...]:
        """What it speaks of."""
        return (*(thing.sort for thing in self.things), *(["word"] if self.word else []))


def openings(target: Item, shelf: Shelf, random: Random) -> list[Said]:
    """Vague wishes, the one to say first; where none fits VAGUE items, those that fit the most.

    What they speak of is drawn first: there are far more pairs of a mood and a theme than of two other things.
    """
    wishes = _wishes(target, shelf)
    vague = [wish for wish in wishes if wish.count >= VAGUE]
    if not vague:
        return [_said(wish, shelf.noun, random) for wish in sorted(wishes, key=lambda wish: -wish.count)]
    telling = [wish for wish in vague if len(wish.sorts) > 1] or vague
    random.shuffle(telling)
    sorts = sorted({wish.sorts for wish in telling})
    random.shuffle(sorts)
    return [_said(wish, shelf.noun, random) for wish in sorted(telling, key=lambda wish: sorts.index(wish.sorts))]


def _sayable(item: Item) -> list[Thing]:
    return [thing for thing in has(item) if thing.sort in ORDER]


def _wishes(target: Item, shelf: Shelf) -> list[Wish]:
    things = _sayable(target)
    pairs = [(one, other) for one in things for other in things if ORDER.index(one.sort) < ORDER.index(other.sort)]
    found = [Wish(said, "", shelf.count(said)) for said in (*pairs, *((thing,) for thing in things))]
    named = " ".join(value for values in target.facets.values() for value in values).casefold()
    words = sorted(word for word in set(LOWER.findall(target.description)) if word not in named)
    kinds = [thing for thing in things if thing.sort == "kind"]
    return found + [Wish((kind,), word, shelf.count((kind,), word)) for kind in kinds for word in words]


def _said(wish: Wish, noun: str, random: Random) -> Said:
    value = {thing.sort: thing.value for thing in wish.things}
    mood, kind = value.get("mood", ""), value.get("kind", "")
    called = "" if kind in COUNTED and random.random() < 0.5 else noun
    head = with_article(" ".join(part for part in (mood, kind, called) if part))
    if mood and not kind and random.random() < 0.5:
        head = f"something {mood}"
    theme = random.choice(ABOUT_IT).format(value=value["theme"]) if "theme" in value else ""
    place = f"from {value['country']}" if "country" in value else ""
    word = random.choice(REMEMBERED).format(value=wish.word) if wish.word else ""
    text = " ".join(part for part in (head, theme, place, word) if part)
    return Said(text, tuple(fact for thing in wish.things for fact in thing.facts), (wish.word,) * bool(wish.word))
