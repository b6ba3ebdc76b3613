"""Questions that go on from the last one: "and the third?" asks of it what was asked before. Knows no answers."""

from __future__ import annotations

from bot.intent.chinese import to_english
from bot.intent.heard import Heard
from bot.intent.questions.fields import asked_for
from retriever.items import HAN


def asked_before(heard: Heard) -> tuple[str, ...]:
    """What of the record was asked for last, as far as nothing else was done since; empty where nothing was."""
    for turn in reversed(heard.session.turns):
        if "about" not in turn.acts:
            break
        said = to_english(turn.utterance) if HAN.search(turn.utterance) else turn.utterance
        if fields := asked_for(heard, said):
            return fields
    return ()
