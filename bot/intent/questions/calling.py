"""Items on screen called by one telling word of their title: "how heavy is the lotus". Knows no questions."""

from __future__ import annotations

import re

from bot.intent.gazetteer import TitleMention
from bot.intent.heard import Heard
from retriever.lexical import WORD

THE_ONE = re.compile(r"\b(?:the|this|that) (?P<name>[^\W\d_]{4,})\b", re.IGNORECASE)


def called(heard: Heard, text: str) -> list[TitleMention]:
    """Where a word of one title shown, with no other meaning, is said after "the"."""
    titles = [(pick.item.id, set(WORD.findall(pick.item.title.casefold()))) for pick in heard.session.shown]
    found = []
    for match in THE_ONE.finditer(text):
        name = match["name"]
        ids = [id_ for id_, title in titles if name.casefold() in title]
        other = heard.names.values(name) or (name.islower() and heard.names.ordinary(name))
        if len(ids) == 1 and not other:
            found.append(TitleMention(match.start("name"), match.end("name"), ids[0]))
    return found
