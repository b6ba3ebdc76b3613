"""What is true of a hidden target, alone and beside what is shown. Knows nothing of wording or of systems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.simulated_names import ADJECTIVES, AKIN, DECADES, FAMILY_NAME_FIRST, place
from retriever.items import Constraint, Item

Role = Literal["kind", "mood", "theme", "country", "maker", "cast"]
Sort = Literal[
    "kind", "mood", "theme", "period", "country", "adjective", "maker", "cast", "decade", "before", "after",
    "under", "over", "cheap", "older", "newer", "shorter", "longer", "cheaper",
]  # fmt: skip

ROLES: dict[str, Role] = {
    "genre": "kind", "genres": "kind", "category": "kind", "kind": "kind", "mood": "mood", "moods": "mood",
    "theme": "theme", "themes": "theme", "tags": "theme", "subjects": "theme", "keywords": "theme",
    "country": "country", "countries": "country", "director": "maker", "author": "maker", "artist": "maker",
    "brand": "maker", "cast": "cast", "actors": "cast",
}  # fmt: skip
TOLD: tuple[Role, ...] = ("kind", "mood", "theme", "country")  # who made it would give it away
YEAR, RUNTIME, PRICE = "year", "runtime", "price"
# field -> what less and more of it are called, and the least difference that a person would notice
THAN: dict[str, tuple[Sort, Sort | None, float]] = {
    YEAR: ("older", "newer", 3.0),
    RUNTIME: ("shorter", "longer", 8.0),
    PRICE: ("cheaper", None, 1.0),
}
PERIOD = re.compile(r"\d{4}s")
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something true of the target that can be said.

    Attributes:
        sort: How it is worded.
        value: As it is said.
        facts: What it claims; all hold for the target.
    """

    sort: Sort
    value: str
    facts: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance and what it claims.

    Attributes:
        text: As said.
        facts: Demands; the target meets all of them.
        words: Words that stand in the record of the target.
        niche: It says that few people know the target.
        like: Id of the shown item it says the target resembles, "" for none.
        answer: It answers a clarifying question.
    """

    text: str
    facts: tuple[Constraint, ...] = ()
    words: tuple[str, ...] = ()
    niche: bool = False
    like: str = ""
    answer: bool = False


def has(target: Item) -> list[Thing]:
    """What its record says, never who made it or who is in it."""
    things = [
        Thing(sort, said, (Constraint(field, "any_of", (value,)),))
        for field, value in _values(target, TOLD)
        for sort, said in _as_said(ROLES[field], value)
    ]
    return things + _time(target) + _length(target) + _price(target)


def lacks(target: Item, shown: Sequence[Item]) -> list[Thing]:
    """What shown items have and the target has not, as often in the list as items have it.

    Where the record of the target is silent, or a word of the refusal stands anywhere in it, nothing is refused.
    """
    things = []
    text = target.text().casefold()
    for item in shown:
        for field, value in _values(item, tuple(ROLES.values())):
            role = ROLES[field]
            fact = Constraint(field, "none_of", (value,))
            if fact.allows(target) and not _akin(role, value, target.facets[field], text):
                said = _family_name(value, item, target) if role in ("maker", "cast") else value
                things += [Thing(sort, text, (fact,)) for sort, text in _as_said(role, said) if sort != "period"]
    return things


def than(target: Item, item: Item) -> list[Thing]:
    """Older, newer, shorter, longer or cheaper than another item."""
    things = []
    for field, (less, more, step) in THAN.items():
        if field not in target.numbers or field not in item.numbers:
            continue
        number, other = target.numbers[field], item.numbers[field]
        if number <= other - step:
            things.append(Thing(less, "", (Constraint(field, "below", (other,)),)))
        elif number >= other + step and more:
            things.append(Thing(more, "", (Constraint(field, "above", (other,)),)))
    return things


def in_common(target: Item, item: Item) -> tuple[Constraint, ...]:
    """The values that both have, a fact each."""
    return tuple(
        fact
        for field, value in _values(target, tuple(ROLES.values()))
        if (fact := Constraint(field, "any_of", (value,))).allows(item)
    )


def holds(thing: Thing, item: Item) -> bool:
    """True where everything it claims is true of `item` too."""
    return all(fact.allows(item) for fact in thing.facts)


def unsaid(things: Iterable[Thing], told: Iterable[Constraint]) -> list[Thing]:
    """Those that claim something not said before."""
    known = set(told)
    return [thing for thing in things if not set(thing.facts) <= known]


def _values(item: Item, roles: Sequence[Role]) -> list[tuple[str, str]]:
    return [(f, value) for f, values in item.facets.items() if ROLES.get(f) in roles for value in values]


def _as_said(role: Role, value: str) -> list[tuple[Sort, str]]:
    if role == "country":
        adjective = ADJECTIVES.get(value.casefold())
        return [("country", place(value)), *([("adjective", adjective)] if adjective else [])]  # type: ignore[list-item]
    if role == "theme" and PERIOD.fullmatch(value):
        return [("period", value)]
    return [(role, value)]


def _akin(role: Role, value: str, own: Sequence[str], text: str) -> bool:
    """True where a person would find that the target has something of it all the same."""
    if role == "country":
        countries = {country.casefold() for country in own}
        return any(value.casefold() in group and countries & group for group in AKIN)
    words = [value] if role in ("maker", "cast") else [word for word in WORD.findall(value) if len(word) > 3]
    # three letters tell a plural from another word, and are found faster than any pattern
    likely = [word for word in words or [value] if word[:3].casefold() in text]
    return not Constraint("", "without", tuple(likely)).allows(Item("", text))


def _family_name(name: str, item: Item, target: Item) -> str:
    """ "Altman" for "Robert Altman", where the name is built so and nobody of the target bears it."""
    first_and_last = re.fullmatch(r"[^\W\d_]{2,} ([^\W\d_]{4,})", name)
    countries = {value.casefold() for field, value in _values(item, ("country",))}
    if first_and_last is None or not countries or countries & FAMILY_NAME_FIRST:
        return name
    family = first_and_last.group(1)
    return family if Constraint("", "without", (family,)).allows(target) else name


def _time(target: Item) -> list[Thing]:
    if YEAR not in target.numbers:
        return []
    year = target.numbers[YEAR]
    decade = int(year // 10 * 10)
    within = (Constraint(YEAR, "at_least", (float(decade),)), Constraint(YEAR, "at_most", (decade + 9.0,)))
    names = [f"{decade}s", *([DECADES[decade]] if decade in DECADES else [])]
    later, earlier = decade + 10.0, decade - (0.0 if year > decade else 10.0)
    return [
        *(Thing("decade", name, within) for name in names),
        Thing("before", f"{later:.0f}", (Constraint(YEAR, "below", (later,)),)),
        Thing("after", f"{earlier:.0f}", (Constraint(YEAR, "above", (earlier,)),)),
    ]


def _length(target: Item) -> list[Thing]:
    if RUNTIME not in target.numbers:
        return []
    minutes = target.numbers[RUNTIME]
    more, less = minutes // 10 * 10 + 10, minutes // 10 * 10 - (0 if minutes % 10 else 10)
    things = [Thing("under", f"{more:.0f}", (Constraint(RUNTIME, "below", (more,)),))]
    return things + [Thing("over", f"{less:.0f}", (Constraint(RUNTIME, "above", (less,)),))] * (less > 0)


def _price(target: Item) -> list[Thing]:
    if PRICE not in target.numbers:
        return []
    more = target.numbers[PRICE] // 10 * 10 + 10
    return [Thing("cheap", f"{more:.0f}", (Constraint(PRICE, "below", (more,)),))]
