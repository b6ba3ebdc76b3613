"""What a question asks for that has no field of its own: "budget", "in colour". Knows no catalogue."""

from __future__ import annotations

import re

from bot.intent.questions.topic_words import AFTER, ASKED, BEFORE, POLAR, WHERE, WHOLE

MAX_WORDS = 4


def topic(question: str) -> str:
    """The words that a question asks for, "" where it asks for no one thing.

    Args:
        question: Without the words that name or point at items.

    >>> topic("what's the budget of ?"), topic("does have subtitles?"), topic("is suitable for children?")
    ('budget', 'subtitles', 'children')
    >>> topic("what is about?"), topic("is funny or sad?")
    ('', '')
    """
    question = " ".join(question.split())
    if match := WHERE.search(question):
        return f"{match['how']} to {match['what']} it".casefold()
    found = next((match for pattern in ASKED if (match := pattern.search(question))), None)
    match = found or POLAR.match(question)
    if match is None or re.search(r"\bor\b(?! not\b)", question):
        return ""
    words = re.findall(r"[\w'&-]+", match["topic"].casefold())
    while words and words[0] in BEFORE:
        words.pop(0)
    while words and words[-1] in AFTER:
        words.pop()
    if not words or len(words) > MAX_WORDS or set(words) <= WHOLE:
        return ""
    return " ".join(words)
