"""Takes back one statement, as a dead end offers it: without “under 81 min” (4). Knows no other words.

Where no dead end was answered and no number is said, 'without "violence"' refuses; "不要求" always takes back.
"""

from __future__ import annotations

import re
import unicodedata

from bot.chips import ItemOf, Statement, label_of, statements
from bot.messages import Intent, Language, Session
from bot.spoken import spoken

QUOTED = r"\s*[“”\"「『](?P<label>.{1,80})[“”\"」』]\s*+(?P<counted>\([\d,]{1,12}\))?[\s.!。]*+"
SAID: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"\s*without{QUOTED}", re.IGNORECASE),
    "zh": re.compile(rf"\s*(?:不要求|去掉|不限){QUOTED}"),
}


def given_up(utterance: str, session: Session, item_of: ItemOf) -> Intent | None:
    """The talk without just that statement, whatever the label says; None where nothing agreed has it.

    A quick reply of a dead end is such an utterance, with the number of items that it brings.
    """
    text = unicodedata.normalize("NFKC", utterance)
    for said, pattern in SAID.items():
        match = pattern.fullmatch(text)
        if match is None or not (said == "zh" or match["counted"] or _at_dead_end(session)):
            continue
        if statement := _labelled(match["label"], session, item_of):
            return Intent(("relax",), statement.rest, language=session.language or said)
    return None


def _at_dead_end(session: Session) -> bool:
    """True where the last turn asked what may go; it is the one question that is of no field."""
    question = session.turns[-1].question if session.turns else None
    return question is not None and not question.field


def _labelled(label: str, session: Session, item_of: ItemOf) -> Statement | None:
    """The first one with that chip, in the language of the talk or in the other one."""
    language = spoken(session)
    other: Language = "en" if language == "zh" else "zh"
    for shown_in in (language, other):
        for statement in statements(session.query):
            if _plain(label_of(statement, item_of, shown_in)) == _plain(label):
                return statement
    return None


def _plain(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())
