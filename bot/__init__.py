"""Offtrail: a conversational recommender for the long tail. `from bot import bot; bot("...")`.

Light to import: models are loaded by the first call, and `Bot` by whoever asks for it.

>>> from bot import bot
>>> reply = bot("a quiet, melancholic science-fiction film", n=3)
>>> len(reply.picks), bool(reply.text)
(3, True)
>>> again = bot("nothing before 1990", session=reply.session)
>>> all(pick.item.numbers["year"] >= 1990 for pick in again.picks)
True

With settings of your own, and word by word:

>>> from bot import Bot, Picks, Text
>>> from bot.build import build
>>> from bot.settings import read_settings
>>> mine: Bot = build(read_settings({"writer": "composer"}))
>>> kinds = [type(chunk).__name__ for chunk in mine.stream("a film about trains")]
>>> kinds[0], kinds[-1]
('Picks', 'Done')
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from bot.messages import Asked, Done, Message, Picks, Reply, Text

if TYPE_CHECKING:
    from bot.turn import Bot

__all__ = ["Asked", "Bot", "Done", "Message", "Picks", "Reply", "Text", "bot", "default_bot"]

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


def __getattr__(name: str) -> object:
    """`Bot`, imported when it is asked for: the parts of a turn take longer to import than their nouns."""
    if name == "Bot":
        from bot.turn import Bot

        return Bot
    raise AttributeError(f"module 'bot' has no attribute {name!r}; it has {', '.join(__all__)}")
