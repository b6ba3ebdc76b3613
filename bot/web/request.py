"""One turn that a page waits for, and why one was not taken. Knows nothing of the layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event

from bot.messages import Chunk, Language, Session
from bot.spoken import pressed
from bot.utterance import MAX_UTTERANCE_CHARS, UtteranceError
from bot.web.phrases import phrase


@dataclass(eq=False, slots=True)
class Request:
    """One turn that a page waits for.

    Attributes:
        utterance: What it is shown as.
        chunks: Session id, stop -> the turn.
        editing: Key of the chip that it changes, "" for none.
        typed: It was written in the box, which is then emptied; else what stands there stays.
        stop: Set when nobody waits any more.
        talk: What is agreed in it by now: buttons and the dial change it while words still come.
    """

    utterance: str
    chunks: Callable[..., Iterator[Chunk]]
    editing: str = ""
    typed: bool = False
    stop: Event = field(default_factory=Event)
    talk: Session = field(default_factory=lambda: Session(""))


def refused(asked: Request, error: UtteranceError, language: Language) -> str:
    """Why a request was not taken, in the language of who asked."""
    if pressed(asked.utterance):
        return phrase("gone", language)
    if len(asked.utterance) > MAX_UTTERANCE_CHARS:
        return phrase("too_long", language, len(asked.utterance), MAX_UTTERANCE_CHARS)
    said = str(error)
    return said[:1].upper() + said[1:] + "."
