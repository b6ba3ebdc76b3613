"""Why this one, and why not that one. Knows no answers."""

from __future__ import annotations

import re

from bot.intent.heard import Heard
from bot.intent.questions import why_words
from bot.intent.questions.asked import Asked
from bot.intent.questions.cutting import Piece
from bot.intent.questions.subjects import items

A_NAME = re.compile(r"[\"“'‘]?(?!I\b|I')[A-Z][^?\"”]{1,60}")


def why(heard: Heard, piece: Piece) -> Asked | None:
    if why_words.WHY_NOT.search(piece.words):
        named = tuple(dict.fromkeys(mention.item_id for mention in heard.titled(piece.words, asked=True)))
        return Asked("why", named, ()) if named else None
    shown = tuple(pick.item.id for pick in heard.session.shown)
    asking = why_words.WHY.search(piece.words)
    if not (asking or why_words.WHY_ITEM.search(piece.words)) or why_words.NO_WHY.search(piece.words):
        return None
    ids, pointed = items(heard, piece)
    if not ids and (kind := why_words.WHY_A.search(piece.words)):
        ids = heard.pointed(f"the {kind['what'].strip()} one")
    if not ids and (not asking or why_words.WORLDLY_WHY.search(piece.words)):
        return None
    return Asked("why", ids or shown, pointed) if ids or shown else None


def unknown(piece: Piece) -> str:
    """ "why not The Godfather?" where no such title is known: that title; "" where it names none."""
    match = why_words.WHY_NOT.search(piece.words)
    what = why_words.ON_THE_LIST.sub("", match["what"]).strip(" .!\"“”'‘’") if match else ""
    return what if A_NAME.fullmatch(what) else ""
