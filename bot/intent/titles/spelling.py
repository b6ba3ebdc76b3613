"""Misspelt word -> the known words it may stand for. Knows nothing of titles.

Two words are near where a letter left out of each makes them equal; those are kept sorted as numbers.
Source: W. Garbe, SymSpell (2012), with one deletion on either side.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from rapidfuzz.distance import OSA

MIN_LETTERS = 4
LONG = 8  # letters from which a word may be off by two
MAX_LETTERS = 24
MAX_SHARING = 32  # known words looked at for one way of leaving a letter out
MAX_NEAR = 4


class Speller:
    """Built once from the known words; read-only after that."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted({word for word in known if _spellable(word)})
        hashes, words = array("q"), array("i")
        for place, word in enumerate(self._known):
            for shorter in _shortened(word):
                hashes.append(hash(shorter))
                words.append(place)
        order = np.argsort(np.frombuffer(hashes, dtype=np.int64), kind="stable") if hashes else np.zeros(0, int)
        self._hashes = array("q", np.frombuffer(hashes, dtype=np.int64)[order].tobytes() if hashes else b"")
        self._words = array("i", np.frombuffer(words, dtype=np.int32)[order].tobytes() if hashes else b"")

    def near(self, word: str) -> list[str]:
        """At most MAX_NEAR known words that `word` may stand for, itself left out, the nearest first."""
        if not _spellable(word):
            return []
        found: dict[str, int] = {}
        for shorter in _shortened(word):
            place = bisect_left(self._hashes, key := hash(shorter))
            for at in range(place, min(place + MAX_SHARING, len(self._hashes))):
                if self._hashes[at] != key:
                    break
                other = self._known[self._words[at]]
                if other != word and other not in found and other[0] == word[0]:
                    found[other] = OSA.distance(word, other)
        allowed = 2 if len(word) >= LONG else 1
        close = [other for other, distance in found.items() if distance <= allowed]
        return sorted(close, key=lambda other: (found[other], other))[:MAX_NEAR]


def _spellable(word: str) -> bool:
    return MIN_LETTERS <= len(word) <= MAX_LETTERS and word.isalpha()


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
