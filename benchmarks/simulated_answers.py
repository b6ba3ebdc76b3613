"""A clarifying question -> a truthful reply out of those offered. Knows nothing of who asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Protocol

from benchmarks.simulated_facts import Said
from retriever.items import Constraint, Item, Op

NO_MATTER = "No matter"
DECADE = re.compile(r"\b(\d{4})s\b")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
BOUNDS: tuple[tuple[str, tuple[Op, ...]], ...] = (
    ("between", ("at_least", "at_most")),
    ("under", ("below",)),
    ("over", ("above",)),
)


class Question(Protocol):
    """Which field is asked about, and what may be replied."""

    @property
    def field(self) -> str:
        """Of the record."""
        ...

    @property
    def replies(self) -> Sequence[str]:
        """To choose from."""
        ...


def answer(question: Question, target: Item, random: Random) -> Said:
    """A reply that holds for the target, any of them alike; "No matter" where none does."""
    claims = {reply: claim(question.field, reply, target) for reply in question.replies}
    true = [reply for reply, facts in claims.items() if facts and all(fact.allows(target) for fact in facts)]
    if not true:
        return Said(NO_MATTER, answer=True)
    reply = random.choice(true)
    return Said(reply, claims[reply], answer=True)


def claim(field: str, reply: str, target: Item) -> tuple[Constraint, ...]:
    """What a reply says of the field, empty where it says nothing that the record of the target could prove."""
    if field in target.facets:
        return (Constraint(field, "any_of", (reply,)),)
    if field not in target.numbers:
        return ()
    if decade := DECADE.search(reply):
        start = float(decade.group(1))
        return Constraint(field, "at_least", (start,)), Constraint(field, "at_most", (start + 9,))
    numbers = [float(number) for number in NUMBER.findall(reply)]
    ops = next((ops for word, ops in BOUNDS if word in reply), ())
    if not ops or len(numbers) != len(ops):
        return ()
    return tuple(Constraint(field, op, (number,)) for op, number in zip(ops, numbers, strict=True))
