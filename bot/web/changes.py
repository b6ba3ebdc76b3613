"""What a turn changed in what is agreed: turns -> labels of what is added and what is dropped. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chips import ItemOf, chips
from bot.messages import Language, Turn


@dataclass(frozen=True, slots=True)
class Changes:
    """
    Attributes:
        added: Labels of what is agreed since the turn; none where that is all, for the chips over the box say all.
        dropped: Labels of what was agreed before it and no longer is.
    """

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


NO_CHANGES = Changes()


def changes(turns: Sequence[Turn], item_of: ItemOf, language: Language) -> Changes:
    """What the last of these turns changed; nothing where it is the first, or what was agreed is not kept.

    Args:
        item_of: Record by id.
        language: Of the labels, also of what was agreed in another one.
    """
    if len(turns) < 2 or turns[-2].query is None or turns[-1].query is None:
        return NO_CHANGES
    had, has = (
        {chip.key: chip.label for chip in chips(query, item_of, language)}
        for query in (turns[-2].query, turns[-1].query)
    )
    added = tuple(label for key, label in has.items() if key not in had)
    dropped = tuple(label for key, label in had.items() if key not in has)
    return Changes(added if len(added) < len(has) else (), dropped)
