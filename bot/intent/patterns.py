"""Alternatives, one a line -> one pattern. Knows no words."""

from __future__ import annotations

import re

GROUP = re.compile(r"(?<!\\)\((?!\?)")  # a plain bracket groups and keeps nothing


def either(lines: str) -> str:
    """One of the lines, as a piece of a pattern.

    >>> either('''
    ...     (do not|don't) want
    ...     nothing
    ... ''')
    "(?:(?:do not|don't) want|nothing)"
    """
    rows = (row.strip() for row in lines.splitlines())
    return "(?:" + "|".join(GROUP.sub("(?:", row) for row in rows if row) + ")"


def spoken(lines: str) -> re.Pattern[str]:
    """One of the lines as whole words, in any case."""
    return re.compile(rf"\b{either(lines)}(?!\w)", re.IGNORECASE)


def begins(lines: str) -> re.Pattern[str]:
    """One of the lines where a text begins."""
    return re.compile(rf"^\W*{either(lines)}(?!\w)", re.IGNORECASE)
