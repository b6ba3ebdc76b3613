"""Wordings joined to one pattern, and the pieces they share. Knows no act."""

from __future__ import annotations

import re

REST = r"[^.!?;,\n]*"  # to the next stop or comma
ALL = r"[^.!?\n]*"
# to the next stop, but not into what is asked for then: "you stupid bot I said no horror"
TAIL = (
    r"(?:(?! (?:i|we|show|give|find|recommend|suggest|now|no|not|nothing|only|less|more|something|can)\b)"
    r"[^.!?;,\n])*"
)
YOU = r"(?:you|u|ya)"
YOU_ARE = r"(?:you(?:'?re| are)|u(?:'?re?| r| are)|your?|ur)"  # "your useless" comes of "ur useless"


def any_of(*wordings: str) -> re.Pattern[str]:
    """Finds the leftmost of them, in any case."""
    return re.compile("|".join(f"(?:{wording})" for wording in wordings), re.IGNORECASE)
