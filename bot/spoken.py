"""The language of a talk, told from what was said in it. Pure; knows nothing of how answers are made or shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.messages import Language, Session, Turn
from retriever.items import HAN

BY_BUTTON = ("✕", "✎", "≈")  # the first word of what Bot.edit and Bot.more_like are remembered as


def spoken(talk: Session) -> Language:
    """The language that answers were asked for in, else the one last spoken; English before a word was said."""
    return [*languages(talk.turns)][-1] if talk.turns else "en"


def languages(turns: Sequence[Turn]) -> Iterator[Language]:
    """The language of each turn. One that was pressed is in that of the turn before: "≈ Alien" tells none."""
    language: Language = "en"
    asked = False
    for turn in turns:
        if turn.language:
            language, asked = turn.language, True
        elif not asked and not pressed(turn.utterance):
            language = language_in(turn.utterance)
        yield language


def language_in(words: str) -> Language:
    """The language of words alone.

    >>> language_in("安静的电影"), language_in("a quiet film")
    ('zh', 'en')
    """
    return "zh" if HAN.search(words) else "en"


def pressed(utterance: str) -> bool:
    """True for a turn of a button, which is remembered as what was pressed and not in words.

    >>> pressed("✕ darker"), pressed("darker")
    (True, False)
    """
    return utterance.partition(" ")[0] in BY_BUTTON
