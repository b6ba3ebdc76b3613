"""Comparisons of mood -> words that records use ("darker" -> bleak, grim). Knows nothing of queries."""

from __future__ import annotations

import re

MOODS = {
    "darker": "bleak grim disturbing",
    "bleaker": "bleak grim",
    "lighter": "light warm playful",
    "more cheerful": "uplifting playful",
    "funnier": "funny comedy",
    "sillier": "playful absurd",
    "sadder": "sad melancholic heartbreaking",
    "happier": "uplifting feel-good",
    "scarier": "scary eerie chilling",
    "creepier": "eerie chilling",
    "weirder": "weird surreal eccentric",
    "stranger": "strange surreal eccentric",
    "slower": "slow-burning contemplative",
    "calmer": "quiet gentle contemplative",
    "quieter": "quiet gentle contemplative",
    "faster": "fast energetic",
    "warmer": "warm tender",
    "cosier": "warm gentle",
    "cozier": "warm gentle",
    "gentler": "gentle tender",
    "more romantic": "romantic",
    "more serious": "serious drama",
    "更黑暗": "bleak grim disturbing",
    "黑暗": "bleak grim disturbing",
    "轻松": "light warm playful",
    "搞笑": "funny comedy",
    "悲伤": "sad melancholic heartbreaking",
    "忧伤": "sad melancholic",
    "恐怖": "scary eerie chilling",
    "温暖": "warm tender",
    "安静": "quiet gentle contemplative",
    "浪漫": "romantic",
}
_ENGLISH = "|".join(word for word in MOODS if word.isascii())
_CHINESE = "|".join(word for word in MOODS if not word.isascii())
SAID = re.compile(rf"\b(?:{_ENGLISH})\b|{_CHINESE}", re.IGNORECASE)


def meaning(text: str) -> str:
    """What the comparisons in `text` stand for, "" where there is none.

    >>> meaning("something darker, on an island")
    'bleak grim disturbing'
    """
    return " ".join(dict.fromkeys(MOODS[match.group().casefold()] for match in SAID.finditer(text)))
