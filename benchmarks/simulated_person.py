"""A person with one item in mind: opens vaguely, then reacts to what is shown. Knows nothing of who recommends.

All it says is true of the target and stands in its record. Its title is never said, nor who made it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from random import Random

from benchmarks import simulated_wording as wording
from benchmarks.simulated_answers import Question, answer
from benchmarks.simulated_facts import Said
from benchmarks.simulated_moves import Look, Move, say_has, say_lacks, say_like, say_than
from benchmarks.simulated_opening import Shelf, openings
from retriever.items import Item

TELLS_NICHE = 0.33  # how often somebody after an item that few know says so
LITTLE_KNOWN = 0.5  # place on the popularity scale from which few people can be said to know an item
ANSWERS = 0.5  # how often a clarifying question is answered
SAYS_TWO = 0.5  # how often two things are said at once
WAVES_AWAY = 0.15  # how often the list is waved away besides
MOVES: dict[Move, float] = {say_like: 3, say_has: 3, say_lacks: 2, say_than: 1}
TRIES = 30  # until an utterance without the title is found
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Person:
    """Somebody who will be glad of one item. The same seed, talk and lists give the same words.

    Attributes:
        target: The item.
        shelf: What is common in the catalogue.
        seed: Of what is said and how.
        exact: Later in the talk it may also tell what few items have, such as a theme of the target alone.
    """

    target: Item
    shelf: Shelf
    seed: int = 0
    exact: bool = False

    def open(self) -> Said:
        """The first utterance: vague, and sometimes telling that few know the target."""
        random = self._random(0)
        wishes = [wish for wish in openings(self.target, self.shelf, random) if not self._names_it(wish.text)]
        wish = wishes[0] if wishes else Said(f"a {self.shelf.noun}")
        niche = self.target.tail >= LITTLE_KNOWN and random.random() < TELLS_NICHE
        known = f" {random.choice(wording.NICHE)}" if niche else ""
        text = random.choice(wording.FRAMES).format(wish=wish.text + known)
        return Said(text, wish.facts, wish.words, niche)

    def react(self, shown: Sequence[Item], told: Sequence[Said], question: Question | None = None) -> Said:
        """What it says to a list that misses the target.

        Args:
            shown: As listed, maybe empty.
            told: All it has said in this talk, oldest first, at least the opening.
            question: What it was asked with the list.
        """
        random = self._random(len(told))
        answers = random.random() < ANSWERS
        if question is not None and answers:
            return answer(question, self.target, random)
        facts = frozenset(fact for said in told for fact in said.facts)
        pointed = frozenset(said.like for said in told)
        look = Look(self.target, shown, facts, pointed, self.shelf, self.exact, random)
        tries = (_reaction(look) for _ in range(TRIES))
        waved = (Said(text) for text in wording.ELSE)
        return next(said for said in chain(tries, waved) if not self._names_it(said.text))

    def _random(self, turn: int) -> Random:
        return Random(f"{self.seed} {self.target.id} {turn}")

    def _names_it(self, text: str) -> bool:
        titles = (self.target.title, *self.target.facets.get("original_title", ()))
        return any(_words(title) in _words(text) for title in titles)


def _reaction(look: Look) -> Said:
    """One true thing or two, the list sometimes waved away first."""
    parts = [said] if (said := _drawn(look, MOVES)) else []
    if parts and look.random.random() < SAYS_TWO:
        after = replace(look, facts=look.facts | set(parts[0].facts))
        parts += [said] if (said := _drawn(after, {say_has: 1, say_lacks: 1})) else []
    if not parts or look.random.random() < WAVES_AWAY:
        parts = [Said(look.random.choice(wording.ELSE)), *parts]
    text = parts[0].text
    for part in parts[1:]:
        text = look.random.choice(wording.JOINTS).format(one=text.rstrip("?"), other=part.text)
    like = "".join(part.like for part in parts)
    return Said(text, tuple(fact for part in parts for fact in part.facts), like=like)


def _drawn(look: Look, moves: dict[Move, float]) -> Said | None:
    """A move drawn by weight; where it has nothing to say, a new fact or a refusal."""
    first = look.random.choices(list(moves), list(moves.values()))[0]
    said = (move(look) for move in (first, say_has, say_lacks))
    return next((found for found in said if found), None)


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(text.casefold()))} "
