"""A misspelt word of a question -> the one word that the articles or a service desk have. Knows no passages."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.intent.misspelt import put_right
from bot.knowledge.terms import CONCEPT, STOPPED
from retriever.english import is_english

LONG = re.compile(r"\b[A-Za-z][a-z]{5,23}\b")  # shorter words are near too many others
WORD = re.compile(r"[a-z]+")


def words_of(text: str) -> set[str]:
    """The words of a text as they are written."""
    return set(WORD.findall(text.casefold()))


def spelt(question: str, known: Collection[str]) -> str:
    """The question, its misspelt words put right; a proper word stays, however near it is to one that is known.

    >>> spelt("do I need the reciept?", {"slip"}), spelt("a Lobster, please", {"slip"})
    ('do I need the receipt?', 'a Lobster, please')
    >>> spelt("planed wood", {"planned"}), spelt("a planed delivrey", {"planned", "delivery"})
    ('planed wood', 'a planed delivery')
    """

    def knows(word: str) -> bool:
        return word in known or word in CONCEPT or word in STOPPED

    def right(found: re.Match[str]) -> str:
        word = found[0].casefold()
        return found[0] if knows(word) or is_english(word) else put_right(word, knows) or found[0]

    return LONG.sub(right, question)
