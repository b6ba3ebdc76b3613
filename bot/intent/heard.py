"""What a rule gets and gives: the words not yet understood and the query so far. Knows no rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.intent.gazetteer import Gazetteer
from bot.messages import Session
from retriever.items import Item, Query


@dataclass(frozen=True, slots=True)
class Heard:
    """Passed from rule to rule; each takes out of `text` what it understood.

    Attributes:
        text: What is left to understand.
        query: The state with everything understood so far.
        session: The talk before this utterance.
        names: Of the catalogue.
        item_of: Record by id, None where the catalogue no longer has it.
        notes: What can't be served, in words for the person.
        asked: True as soon as a rule understood anything.
    """

    text: str
    query: Query
    session: Session
    names: Gazetteer
    item_of: Callable[[str], Item | None]
    notes: tuple[str, ...] = ()
    asked: bool = False

    def took(self, start: int, end: int, query: Query) -> Heard:
        """text[start:end] is understood and changed the query; a comma stays, so no new phrase grows."""
        return replace(self, text=f"{self.text[:start]} , {self.text[end:]}", query=query, asked=True)

    def note(self, note: str) -> Heard:
        """Adds a note, once."""
        return self if note in self.notes else replace(self, notes=(*self.notes, note), asked=True)


Rule = Callable[[Heard], Heard]
