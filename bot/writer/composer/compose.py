"""Composes texts from records and reasons, without a model; never says what the record doesn't.

What it takes from users and catalogues is made plain first, so its texts can be shown as markdown.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from types import ModuleType

from bot.messages import Language
from bot.settings import Tone
from bot.writer.clean import plain, record
from bot.writer.composer import chinese, english
from bot.writer.composer.shortfall import Speaks, unknown
from ranker.rank import Ranked, Reason
from retriever.items import Item, Query

MAX_WISH = 80  # characters of the wish that the opening line repeats


def opening(query: Query, picks: Sequence[Ranked], language: Language, speaks: Speaks = unknown) -> str:
    """One line before the items.

    Args:
        speaks: Whether any record of the catalogue has one of some words; only then is said that none has.
    """
    wish = plain(
        query.text.replace(". ", "、" if language == "zh" else ", ")
    )  # the pieces of it, the newest first
    if len(wish) > MAX_WISH:
        wish = wish[:MAX_WISH].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
    wish = wish.rstrip(".!。！").replace("“", "‘").replace("”", "’").replace('"', "'")
    return str(_of(language).opening(query, picks, wish, speaks))


def head(item: Item, language: Language, place: int = 0) -> str:
    """The beginning of an item's paragraph: title and plain facts."""
    return str(_of(language).head(record(item), place))


def title(item: Item, language: Language) -> str:
    """The beginning of `head`, which can be shown before it is known who writes the rest."""
    return str(_of(language).title(record(item)))


def maker(item: Item, text: str) -> str:
    """ ", by somebody", where `text` does not name them; in English."""
    return english.maker(record(item), text)


def rest(pick: Ranked, language: Language, place: int, tone: Tone, wish: str) -> list[str]:
    """What follows the head: what it is about and why it is here; in brief only how many know it."""
    if tone == "brief":
        return [text] if (text := niche(pick, language)) else []
    return [text for text in (body(pick.item, language, wish), closing(pick, language, place)) if text]


def niche(pick: Ranked, language: Language) -> str:
    """How many know it, as a sentence; "" where nothing is known of that."""
    return str(_of(language).niche(_plain(pick)))


def body(item: Item, language: Language, wish: str) -> str:
    """What the record says to the wish, else what it is about; "" where it doesn't say it in this language."""
    return str(_of(language).body(record(item), wish))


def closing(pick: Ranked, language: Language, place: int = 0) -> str:
    """Why the item is here and how niche it is; never empty."""
    return str(_of(language).closing(_plain(pick), place))


def paragraph(pick: Ranked, language: Language, place: int = 0, wish: str = "") -> str:
    """All three of them."""
    parts = (head(pick.item, language, place), body(pick.item, language, wish), closing(pick, language, place))
    return (" " if language == "en" else "").join(part for part in parts if part)


def why(pick: Ranked, language: Language) -> str:
    """Why the item was picked, from the ranker's reasons."""
    return str(_of(language).why(_plain(pick)))


def about(pick: Ranked, language: Language) -> str:
    """What the record says of the item."""
    return str(_of(language).about(_plain(pick)))


def _plain(pick: Ranked) -> Ranked:
    reasons = tuple(Reason(reason.kind, plain(reason.evidence), plain(reason.of)) for reason in pick.reasons)
    return dataclasses.replace(pick, item=record(pick.item), reasons=reasons)


def _of(language: Language) -> ModuleType:
    return chinese if language == "zh" else english
