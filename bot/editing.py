"""An edit of a chip in words: what is offered, and what the turn is remembered as. Knows nothing of pages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chips import ItemOf, chips, label_of, statements
from bot.edits import Edit, edited, outcomes
from bot.knowledge.consult import Consulted
from bot.messages import Act, Intent, Language
from retriever.items import Query


@dataclass(frozen=True, slots=True)
class Offer:
    """One edit, and what the chip would say after it; "" where it would be gone."""

    edit: Edit
    label: str


def offers(query: Query, item_of: ItemOf, language: Language) -> dict[str, tuple[Offer, ...]]:
    """Of each chip, by its key, what may be done with it, in words; taking it back comes last."""
    return {
        key: tuple(Offer(edit, label_of(new, item_of, language) if new else "") for edit, new in made)
        for key, made in outcomes(query).items()
    }


def remembered(query: Query, key: str, edit: Edit, item_of: ItemOf, language: Language) -> str:
    """The turn of an edit, as it stands among what was said: "✎ not from Japan", "✕ from Japan".

    Raises:
        NotAgreed: There is no such chip.
        NotEditable: That can't be done with it.
    """
    if (new := edited(query, key, edit)[1]) is not None:
        return f"✎ {label_of(new, item_of, language)}"
    return next((f"✕ {chip.label}" for chip in chips(query, item_of, language) if chip.key == key), "✕")


def heard(query: Query, key: str, edit: Edit, language: Language) -> Consulted:
    """What the turn of an edit means: items for what is agreed now, or help where nothing is left.

    Raises:
        NotAgreed, NotEditable: As `remembered`.
    """
    after, new = edited(query, key, edit)
    act: Act = "refine" if new else "relax" if any(statements(after)) else "help"
    return Consulted(Intent((act,), after, language=language))
