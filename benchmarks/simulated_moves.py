"""What a person may say to a list: point at an item, refuse, add a fact, compare. Pure; knows nothing of talks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks import simulated_comparing as comparing
from benchmarks import simulated_names as names
from benchmarks import simulated_wording as wording
from benchmarks.simulated_facts import Said, Thing, has, holds, in_common, lacks, than, unsaid
from benchmarks.simulated_opening import Shelf
from retriever.items import Constraint, Item

ALIKE = 2  # values in common from which a shown item is pointed at as alike


@dataclass(frozen=True)
class Look:
    """The moment a list is looked at.

    Attributes:
        target: What the person is after.
        shown: As listed.
        facts: What was claimed before.
        pointed: Ids of items pointed at before.
        shelf: What is common here, and what an item is called.
        exact: Facts that single the target out are told too.
        random: Draws what is said and how.
    """

    target: Item
    shown: Sequence[Item]
    facts: frozenset[Constraint]
    pointed: frozenset[str]
    shelf: Shelf
    exact: bool
    random: Random

    def fresh(self, things: Sequence[Thing]) -> list[Thing]:
        """Those that claim something new."""
        return unsaid(things, self.facts)

    def tellable(self) -> list[Thing]:
        """New facts of the target, those that many items share where there are any and `exact` is not set."""
        fresh = self.fresh(has(self.target))
        shared = [thing for thing in fresh if self.exact or self.shelf.vague(thing)]
        return shared or fresh


Move = Callable[[Look], Said | None]  # None where there is nothing of the sort to say


def say_has(look: Look) -> Said | None:
    """A new fact of the target, rather one that most of the list has not."""
    fresh = look.tellable()
    rare = [thing for thing in fresh if 2 * sum(holds(thing, item) for item in look.shown) <= len(look.shown)]
    return _plain(look, wording.HAS, rare or fresh)


def say_lacks(look: Look) -> Said | None:
    """A refusal of what the list has and the target has not."""
    return _plain(look, wording.LACKS, look.fresh(lacks(look.target, look.shown)))


def say_than(look: Look) -> Said | None:
    """Compares the target with one item of the list, by a number."""
    pairs = [
        (place, thing) for place, item in enumerate(look.shown) for thing in look.fresh(than(look.target, item))
    ]
    if not pairs:
        return None
    place, thing = look.random.choice(pairs)
    phrasing = look.random.choice(comparing.THAN[thing.sort])
    return Said(phrasing.format(one=_pointing(look, place)), thing.facts)


def say_like(look: Look) -> Said | None:
    """Points at the item that has the most in common with the target, and says how the target differs."""
    common = {
        place: in_common(look.target, item) for place, item in enumerate(look.shown) if item.id not in look.pointed
    }
    place = max(common, key=lambda place: (len(common[place]), -place), default=-1)
    if place < 0 or len(common[place]) < ALIKE:
        return None
    item = look.shown[place]
    more = [thing for thing in look.tellable() if thing.sort in comparing.BUT_HAS and not holds(thing, item)]
    differences = [(comparing.BUT_HAS, thing) for thing in more]
    differences += [(comparing.BUT_LACKS, thing) for thing in look.fresh(lacks(look.target, [item]))]
    differences += [(comparing.BUT_THAN, thing) for thing in look.fresh(than(look.target, item))]
    if not differences:
        return None
    sort = look.random.choice(sorted({thing.sort for _, thing in differences}))
    phrasings, thing = look.random.choice([found for found in differences if found[1].sort == sort])
    difference = _filled(phrasings[sort], thing, look.shelf.noun)
    text = look.random.choice(comparing.LIKE).format(one=_pointing(look, place), difference=difference)
    return Said(text, (*common[place], *thing.facts), like=item.id)


def _plain(look: Look, phrasings: dict[str, tuple[str, ...]], things: Sequence[Thing]) -> Said | None:
    """The sort is drawn first: a record has more themes than kinds, and a list many more names."""
    if not things:
        return None
    sort = look.random.choice(sorted({thing.sort for thing in things}))
    thing = look.random.choice([thing for thing in things if thing.sort == sort])
    return Said(_filled(look.random.choice(phrasings[sort]), thing, look.shelf.noun), thing.facts)


def _pointing(look: Look, place: int) -> str:
    last = wording.POINTING_LAST if place == len(look.shown) - 1 else ()
    return look.random.choice((*wording.POINTING, *last)).format(
        ordinal=wording.ORDINALS[place],
        number=wording.NUMBERS[place],
        noun=look.shelf.noun,
        title=look.shown[place].title,
    )


def _filled(phrasing: str, thing: Thing, noun: str) -> str:
    kind = thing.value if thing.value in names.COUNTED else f"{thing.value} {noun}"
    return phrasing.format(
        value=thing.value,
        a_value=names.with_article(thing.value),
        kind=thing.value,
        a_kind=names.with_article(kind),
        noun=noun,
    )
