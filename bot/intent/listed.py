"""Sentences between strokes -> a row of them. Knows no sentences."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """What stands between strokes, each on one line.

    >>> listed('''
    ...     how are you | who
    ...     made you
    ... ''')
    ('how are you', 'who made you')
    """
    return tuple(" ".join(sentence.split()) for sentence in text.split("|"))
