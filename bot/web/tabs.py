"""What an open page lacks of its talk: another page may have gone on with it, left it or forgotten it. Pure but
for the bot's memory; knows nothing of Gradio."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.turn import Bot
from bot.web.view import View, agreed, seen

Moved = Literal["", "forgotten", "left"]


def moved(bot: Bot, shown: View | None, session: str) -> Moved:
    """What became of the talk that a page shows: "" where it is the browser's own still, or had not begun.

    Args:
        session: The talk of the browser now; forgetting and New talk give it another in all its pages.
    """
    if shown is None or not any(turn.items or turn.text for turn in shown.turns):
        return ""
    if not bot.session(shown.session).kept:
        return "forgotten"
    return "" if shown.session == session else "left"


def up_to_date(bot: Bot, shown: View, session: str, written: bool) -> View:
    """The talk as it is now. What only the page knows stays, as long as nothing came after it.

    Args:
        written: An answer of this talk is being written for another page.
    """
    talk = bot.session(session)
    fresh = seen(talk, bot.item_of, shown)
    if not _lacks(shown, fresh):
        fresh = agreed(replace(shown, session=session), talk, bot.item_of)
    return going_on(fresh) if written else fresh


def going_on(view: View) -> View:
    """The talk, its last answer told as one that still comes."""
    turns = view.turns[:-1] + tuple(replace(turn, end=None) for turn in view.turns[-1:])
    return replace(view, turns=turns)


def _lacks(shown: View, fresh: View) -> bool:
    """True where the talk has turns or words that the page does not show."""
    alike = zip(shown.turns, fresh.turns, strict=False)
    return (
        shown.session != fresh.session
        or len(fresh.turns) > len(shown.turns)
        or any(len(now.text) > len(old.text) or (old.end is None and now.end) for old, now in alike)
    )
