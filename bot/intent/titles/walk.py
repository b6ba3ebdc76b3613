"""Words of a text -> runs of them that may be titles. Knows nothing of how likely each is meant.

From every word the walk goes on as long as some title starts so, with words as written, corrected or, for
titles without their small words, left out. Work is counted in steps (one search in the index each): where
a text needs more than MAX_STEPS, its rest is read as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.intent.titles.index import Entry, TitleIndex
from bot.intent.titles.rarity import Rarity
from bot.intent.titles.spelling import Speller
from bot.intent.titles.words import ARTICLES, GLUE, MAX_WORDS, Form, Word, extended

MAX_STEPS = 10_000
MAX_CORRECTED = 2
MIN_ALONE = 6  # letters of a one-word title that may be misspelt
JOINED_BITS, OWNED_BITS, UNKNOWN_BITS, ORDINARY_BITS = 2.0, 2.0, 8.0, 14.0  # what a changed word costs


@dataclass(frozen=True, slots=True)
class Run:
    """words[first:last] spell, in `keys`, what `entries` are called.

    Attributes:
        keys: The words as the titles have them.
        changed_bits: What corrections, joined words and a cut-off 's cost; 0 where spelt as in the title.
        corrected: How many words were misspelt.
    """

    first: int
    last: int
    keys: tuple[str, ...]
    entries: tuple[Entry, ...]
    changed_bits: float = 0.0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """Where a walk stands: the next word, what was walked so far."""

    place: int
    walked: str = ""
    keys: tuple[str, ...] = ()
    bits: float = 0.0
    corrected: int = 0


class Walk:
    """One reading of one text; `steps` grows."""

    def __init__(self, index: TitleIndex, speller: Speller, rarity: Rarity, words: Sequence[Word]) -> None:
        self._index, self._speller, self._rarity, self._words = index, speller, rarity, words
        self._near: dict[str, list[tuple[str, float]]] = {}
        self.steps = 0

    def runs(self) -> Iterator[Run]:
        """All runs, by their first word."""
        for first, word in enumerate(self._words):
            yield from self._from(first, without_glue=False)
            if word.key not in GLUE:
                yield from self._from(first, without_glue=True)

    def _from(self, first: int, without_glue: bool) -> Iterator[Run]:
        states = [_State(first)]
        while states:
            state = states.pop()
            if state.place >= min(len(self._words), first + MAX_WORDS + 4):
                continue
            if without_glue and state.keys and self._words[state.place].key in GLUE:
                states.append(_State(state.place + 1, state.walked, state.keys, state.bits, state.corrected))
                continue
            for after in self._steps(state):
                node = self._node(after.walked)
                if node is None:
                    continue
                states.append(after)
                if not self._guessed(after) and (entries := self._entries(node, after, without_glue)):
                    yield Run(first, after.place, after.keys, entries, after.bits, after.corrected)

    def _entries(self, node: int, state: _State, without_glue: bool) -> tuple[Entry, ...]:
        entries = self._index.entries(node)
        found = tuple(entry for entry in entries if (entry.form == Form.NO_GLUE) == without_glue)
        if len(state.keys) > 1 and state.keys[0] in ARTICLES and not without_glue:
            found += self._bare(state.walked.removeprefix(state.keys[0]))
        if found or without_glue or len(state.keys) < 2 or state.keys[-1] in GLUE:
            return found
        row = self._index.only(node)
        return () if row is None or entries else (Entry(row, Form.START),)

    def _guessed(self, state: _State) -> bool:
        """A single word that is right as it stands, or too short to tell, is not taken for a misspelt title."""
        content = [key for key in state.keys if key not in GLUE]
        few = state.corrected > 0 and len(content) == 1
        return few and (state.bits >= ORDINARY_BITS or len(content[0]) < MIN_ALONE)

    def _bare(self, walked: str) -> tuple[Entry, ...]:
        """Titles that a person put an article before."""
        node = self._node(walked)
        entries = [] if node is None else self._index.entries(node)
        return tuple(Entry(entry.row, Form.NO_ARTICLE) for entry in entries if entry.form == Form.FULL)

    def _steps(self, state: _State) -> Iterator[_State]:
        word, place = self._words[state.place], state.place + 1

        def step(key: str, bits: float, corrected: int = 0, place: int = place) -> _State:
            return _State(
                place,
                extended(state.walked, key),
                (*state.keys, key),
                state.bits + bits,
                state.corrected + corrected,
            )

        yield step(word.key, 0.0)
        if word.base != word.key:
            yield step(word.base, OWNED_BITS)
        if self.steps > MAX_STEPS:
            return
        if place < len(self._words) and word.key not in GLUE and len(word.key) > 2:
            joined = word.key + self._words[place].key
            if joined in self._index.words:
                yield step(joined, JOINED_BITS, place=place + 1)
        if state.corrected < MAX_CORRECTED:
            for key, bits in self._corrections(word.key):
                yield step(key, bits, 1)

    def _corrections(self, key: str) -> list[tuple[str, float]]:
        if key not in self._near:
            bits = ORDINARY_BITS if self._rarity.ordinary(key) else UNKNOWN_BITS
            self._near[key] = [(other, bits) for other in self._speller.near(key)]
            self.steps += len(key)
        return self._near[key]

    def _node(self, walked: str) -> int | None:
        self.steps += 1
        return self._index.node(walked)
