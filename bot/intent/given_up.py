"""Takes back one statement called by the label of its chip: without “under 81 min”. Knows no other words."""

from __future__ import annotations

import re
import unicodedata

from bot.chips import ItemOf, Statement, label_of, statements
from bot.messages import Intent, Language, Session
from bot.spoken import spoken

QUOTED = r"\s*[“”\"「『](?P<label>.{1,80})[“”\"」』]\s*(?:\([\d,]{1,12}\))?[\s.!。]*"
SAID: dict[Language, re.Pattern[str]] = {
    "en": re.compile(rf"\s*without{QUOTED}", re.IGNORECASE),
    "zh": re.compile(rf"\s*(?:不要求|去掉|不限){QUOTED}"),
}


def given_up(utterance: str, session: Session, item_of: ItemOf) -> Intent | None:
    """The talk without just that statement, whatever the label says; None where nothing else agreed has it.

    A quick reply of a dead end is such an utterance, with the number of items that it brings.
    """
    text = unicodedata.normalize("NFKC", utterance)
    for said, pattern in SAID.items():
        if (match := pattern.fullmatch(text)) and (statement := _labelled(match["label"], session, item_of)):
            return Intent(("relax",), statement.rest, language=session.language or said)
    return None


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
