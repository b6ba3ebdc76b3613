"""Misspelt kinds, countries and names of a catalogue, put right. Knows no queries."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.intent.people import People
from bot.intent.plain import folded
from bot.intent.titles.spelling import Speller
from retriever.lexical import STOP_WORDS

LONG = re.compile(r"[^\W\d_]{6,}")  # shorter words are near too many
WORD_BEFORE, WORD_AFTER = re.compile(r"([^\W\d_]+) $"), re.compile(r" ([^\W\d_]+)")


class Respelling:
    """Read-only; full names are put right as a whole, everything else word by word."""

    def __init__(
        self,
        kinds: Collection[str],
        surnames: Collection[str],
        people: People,
        ordinary: Callable[[str], bool],
        heard_of: Callable[[str], bool],
    ) -> None:
        """Takes words, folded and in lower case.

        Args:
            kinds: Words of kinds, countries and languages.
            surnames: Last names of people.
            ordinary: True for words that any text may use.
            heard_of: True for words of any name or title.
        """
        self._kinds = frozenset(kinds)
        self._speller = Speller({*kinds, *surnames})
        self._people = people
        self._ordinary = ordinary
        self._heard_of = heard_of

    def corrected(self, text: str) -> str:
        """`text` with what is misspelt put right; a word that is also another stays."""
        return LONG.sub(self._right, self._people.corrected(text, self._ordinary))

    def _right(self, match: re.Match[str]) -> str:
        word = folded(match.group()).casefold()
        if not word.isascii() or any(map(self._is_a_word, (word, *_compared(word)))):
            return match.group()
        near = [one for one in self._speller.near(word) if one in self._kinds or not self._beside_a_name(match)]
        return near[0].title() if near and match.group()[0].isupper() else near[0] if near else match.group()

    def _is_a_word(self, word: str) -> bool:
        return self._ordinary(word) or self._heard_of(word)

    def _beside_a_name(self, match: re.Match[str]) -> bool:
        """True where a word beside it may be the other half of a name: "Steven Spielberg"."""
        beside = WORD_BEFORE.search(match.string[: match.start()]), WORD_AFTER.match(match.string[match.end() :])
        words = (folded(found[1]).casefold() for found in beside if found)
        return any(
            not self._ordinary(word)
            and word not in STOP_WORDS
            and (word in self._people.first or not self._heard_of(word))
            for word in words
        )


def _compared(word: str) -> tuple[str, ...]:
    """What "sadder", "funniest" and "braver" may be forms of."""
    base = re.sub(r"(?:er|est)$", "", word)
    if base == word:
        return ()
    return (base, f"{base}e", re.sub(r"(.)\1$", r"\1", base), re.sub(r"i$", "y", base))
