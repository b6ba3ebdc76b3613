"""Gold slots and parsed states in one form, so that they can be compared. Knows nothing of talks or scores.

Demands are compared by the items they let through, so "< 90" and "<= 89" are one; "~" is any bound
of that direction. Words of a wish are compared by stem, Chinese by single characters. What a word that was refused
stands for ("not scary" -> horror, eerie) counts as that word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.intent import Parser
from bot.intent.words import PERSON_FIELDS, SIGNS
from retriever.items import Constraint, Item, Op, Query
from retriever.lexical import STOP_WORDS, WORD, stems

OPS: dict[str, Op] = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below"}
UPPER = ("at_most", "below")
GENERIC = STOP_WORDS | {"book", "books", "novel", "novels", "item", "items", "product", "products", "stuff"}
NUMBER = re.compile(r"must (\w+) (>=|<=|>|<) (\S+)$")
OUTSIDE = re.compile(r"must (\w+) outside (\d+)-(\d+)$")
FACET = re.compile(r"(must|prefer) (\w+): (not )?(.+)$")


@dataclass
class Domain:
    """A catalogue with the parser of its names."""

    items: tuple[Item, ...]
    parser: Parser
    allowed: dict[Constraint, frozenset[str]] = field(default_factory=dict)

    def passing(self, constraint: Constraint) -> frozenset[str]:
        """Ids of the items a demand lets through."""
        if constraint not in self.allowed:
            self.allowed[constraint] = frozenset(item.id for item in self.items if constraint.allows(item))
        return self.allowed[constraint]


Key = tuple[object, ...]


def gold_keys(slot: str, domain: Domain) -> set[Key]:
    """A gold slot in the form in which slots are compared."""
    if match := NUMBER.match(slot):
        name, sign, value = match.groups()
        op = OPS[sign]
        if value == "~":
            return {("bound", name, op in UPPER, "~")}
        return {("bound", name, op in UPPER, domain.passing(Constraint(name, op, (float(value),))))}
    if match := OUTSIDE.match(slot):
        low, high = float(match.group(2)), float(match.group(3))
        return {("outside", match.group(1), domain.passing(Constraint(match.group(1), "outside", (low, high))))}
    if match := FACET.match(slot):
        return _facet_keys(*match.groups(), domain)
    return _plain_keys(*slot.partition(" ")[::2])


def _facet_keys(kind: str, name: str, refused: str | None, value: str, domain: Domain) -> set[Key]:
    known = {v for item in domain.items for v in item.facets.get(name, ())}
    values = [value] if value in known else value.split(", ")
    if kind == "prefer":
        return {("prefer", v.casefold()) for v in values}
    if refused:
        return {("not", name, v.casefold()) for v in values}
    return {("must", name, frozenset(v.casefold() for v in values))}


def _plain_keys(kind: str, value: str) -> set[Key]:
    if kind == "wish":
        return {("wish", word) for word in words(value)}
    if kind == "without":
        return {("without", tuple(sorted(words(value))))}
    if kind == "niche":
        return {("niche", float(value))}
    return {(kind, value)}


def words(text: str) -> set[str]:
    """Stems of the words that say something; Chinese in single characters."""
    said = [word for word in WORD.findall(text.casefold()) if word not in GENERIC]
    return {stem for word in said for stem in (stems(word) or [word])}


def state_keys(query: Query, domain: Domain) -> set[Key]:
    """What a parser has agreed, in the form in which slots are compared."""
    keys: set[Key] = set()
    for demand in query.must:
        keys |= _must_keys(demand, domain)
    keys |= {("prefer", str(v).casefold()) for c in query.prefer if c.field in PERSON_FIELDS for v in c.values}
    keys |= {("wish", word) for word in words(query.text)}
    keys |= {("liked", id_) for id_ in query.liked}
    keys |= {("disliked", id_) for id_ in query.disliked}
    hidden = {*query.disliked, *query.liked}
    keys |= {("seen", id_) for id_ in query.seen if id_ not in hidden}
    if query.niche != 0.5:
        keys.add(("niche", query.niche))
    return keys


def _must_keys(demand: Constraint, domain: Domain) -> set[Key]:
    if demand.op == "without":
        return {("without", tuple(sorted(words(word)))) for word in _folded(demand.values)}
    if demand.op == "outside":
        return {("outside", demand.field, domain.passing(demand))}
    if demand.op == "none_of":
        return {("not", demand.field, str(value).casefold()) for value in demand.values}
    if demand.op == "any_of":
        return {("must", demand.field, frozenset(str(value).casefold() for value in demand.values))}
    return {("bound", demand.field, demand.op in UPPER, domain.passing(demand))}


def _folded(values: Sequence[object]) -> list[str]:
    """Words that stand for one that was said ("not scary" -> horror, scary, eerie), as that one."""
    left = [str(value) for value in values]
    said = []
    for sign, meant in SIGNS.items():
        if all(word in left for word in meant):
            said.append(sign)
            left = [word for word in left if word not in meant]
    return said + left


def matched(gold: set[Key], found: set[Key]) -> tuple[set[Key], set[Key], set[Key]]:
    """(right, missed, too much); "~" takes any bound of its direction."""
    right, missed, free = gold & found, gold - found, found - gold
    for key in sorted(missed, key=str):
        if key[0] == "bound" and key[3] == "~":
            other = next((one for one in sorted(free, key=str) if one[:3] == key[:3]), None)
            if other is not None:
                right, missed, free = right | {key}, missed - {key}, free - {other}
    return right, missed, free
