"""Parts of an utterance that are understood already, each kept as one private character. Knows no Chinese.

A rule of Chinese then reads "like <item>" without caring whether the item was a title, a name or "the second one".
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["name", "person", "star", "item", "items", "limit", "good"]

# first and last character of each kind, all in the private use area of Unicode
RANGES: dict[Kind, tuple[int, int]] = {
    "name": (0xE000, 0xE7FF),  # a title, or words in Latin letters
    "person": (0xE800, 0xEBFF),
    "star": (0xEC00, 0xEFFF),  # a person known for acting
    "item": (0xF000, 0xF3FF),  # "the second one"
    "items": (0xF400, 0xF7FF),  # "these"
    "limit": (0xF800, 0xF87F),  # "at most 90 minutes"
    "good": (0xF880, 0xF8FF),  # "candle", a kind of thing that this catalogue has
}
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
NAME, MAKER, STAR, ITEM, ITEMS, LIMIT, KNOWN_GOOD = (rf"[{chr(low)}-{chr(high)}]" for low, high in RANGES.values())
PERSON = r"[\ue800-\uefff]"  # of either kind
THIS = r"[\ue000-\ue7ff\uf000-\uf7ff]"  # something an opinion or a question can be about


class Tokens:
    """What was put aside of one utterance; made anew for each."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._next = {kind: low for kind, (low, _) in RANGES.items()}

    def put(self, kind: Kind, text: str) -> str:
        """The character that now stands for `text`; `text` itself where the kind has no character left."""
        place = self._next[kind]
        if place > RANGES[kind][1]:
            return text
        self._next[kind] = place + 1
        self._texts[chr(place)] = text
        return chr(place)

    def back(self, text: str) -> str:
        """`text` with everything that was put aside in its place again."""
        while PRIVATE.search(text):
            text = PRIVATE.sub(lambda match: f" {self._texts.get(match.group(), '')} ", text)
        return text
