"""Picks -> lines for a terminal. Knows nothing of the web."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Asked
from ranker.rank import Ranked, Reason
from retriever.items import Item
from retriever.tail import band

SHOWN_FACETS = ("genres", "genre", "category", "country", "director", "author", "brand")


def pick_lines(picks: Sequence[Ranked], understood: Sequence[str], notes: Sequence[str]) -> list[str]:
    """What was understood, then two lines an item: what it is, and why it was picked."""
    lines = [f"! {note}" for note in notes]
    if understood:
        lines.append("understood: " + "; ".join(understood))
    for place, pick in enumerate(picks, 1):
        lines.append(f"{place}. {headline(pick.item)}")
        why = "; ".join(map(_reason, pick.reasons))
        lines.append(f"   [{pick.score:.2f}] {why}".rstrip())
    return lines


def question_lines(question: Asked) -> list[str]:
    """The question, and in a line below it what could be answered."""
    replies = "  ".join(f"{place}) {reply}" for place, reply in enumerate(question.replies, 1))
    return [question.text, f"   {replies}"]


def _reason(reason: Reason) -> str:
    tied = f" (with {reason.of})" if reason.of else ""
    return f"{reason.kind}: {reason.evidence}{tied}"


def headline(item: Item) -> str:
    """Title, year, what it is and how niche it is, on one line."""
    year = f" ({item.numbers['year']:.0f})" if "year" in item.numbers else ""
    facts = [", ".join(item.facets[name][:3]) for name in SHOWN_FACETS if name in item.facets]
    known = "popularity unknown" if item.count is None else f"{band(item.tail)}, count {item.count}"
    return " · ".join([item.title + year, *facts, known])
