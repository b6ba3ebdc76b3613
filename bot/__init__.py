"""Offtrail: a conversational recommender for the long tail. `from bot import bot; bot("...")`.

Light to import: models are loaded by the first call.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from bot.messages import Done, Message, Picks, Reply, Text

if TYPE_CHECKING:
    from bot.turn import Bot

__all__ = ["Done", "Message", "Picks", "Reply", "Text", "bot", "default_bot"]

_guard = Lock()
_default: list[Bot] = []


def bot(utterance: str, session: str | None = None, n: int | None = None, user: str | None = None) -> Reply:
    """One turn with the default bot, made from the settings on the first call.

    Args:
        utterance: What the person says, 1 to 4,000 characters.
        session: `Reply.session` of an earlier turn to go on with that talk; None begins a new one.
        n: How many items, 1 to 20.
        user: Who asks, by the name in the log of `offtrail train`; their history counts then.
    Returns:
        Text, picks (best first, with scores and reasons) and the session.
    """
    return default_bot()(utterance, session, n, user)


def default_bot() -> Bot:
    """The bot that `bot(...)` uses: from OFFTRAIL_* and OFFTRAIL_CONFIG, made once a process."""
    from bot.build import build
    from bot.settings import read_settings

    with _guard:
        if not _default:
            _default.append(build(read_settings()))
        return _default[0]
