"""Ways out of a dead end: what may be taken back, and how many items that brings. Knows no answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.chips import Statement, label_of, statements
from bot.messages import Asked, Language
from retriever.items import Query
from retriever.search import Retriever

MOST = 4
TRIED = 12  # statements; each is counted by itself
KINDS = frozenset({"must", "refused", "niche"})  # statements that keep items out
REPLY: dict[Language, str] = {"en": "Without “{}” ({:,})", "zh": "不要求“{}”（{}）"}
QUESTION: dict[Language, str] = {"en": "What may go?", "zh": "可以放宽哪一项？"}


@dataclass(frozen=True, slots=True)
class WayOut:
    """A statement that may be taken back, by the label of its chip, and how many items there are without it."""

    label: str
    n: int


def keeping_out(query: Query, language: Language) -> Iterator[tuple[str, Statement]]:
    """The statements that keep items out, each by a label of its own."""
    told: set[str] = set()
    for statement in statements(query):
        if statement.kind not in KINDS or statement.subject == "head":
            continue
        label = label_of(statement, lambda _: None, language)  # none of these names an item
        if label not in told:
            told.add(label)
            yield label, statement


def ways_out(query: Query, retriever: Retriever, language: Language) -> tuple[WayOut, ...]:
    """At most four, the most freeing first; none that leads to nothing.

    Args:
        query: As it was searched for: what the person is known to have had is no way out.
    """
    tried = list(keeping_out(query, language))[:TRIED]
    found = [WayOut(label, retriever.count(statement.rest)) for label, statement in tried]
    return tuple(sorted((way for way in found if way.n), key=lambda way: -way.n)[:MOST])


def offered(ways: tuple[WayOut, ...], language: Language) -> Asked | None:
    """The ways as quick replies, read by `bot.intent.given_up`; of no field, so they may come again and again."""
    replies = tuple(REPLY[language].format(way.label, way.n) for way in ways)
    return Asked("", QUESTION[language], replies) if replies else None
