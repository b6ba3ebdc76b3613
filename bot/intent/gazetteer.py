"""Names of a catalogue -> where they stand in an utterance. Knows nothing of rules or of the talk."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass

from bot.intent.titles import TitleLinker, TitleMention
from bot.intent.words import ALIASES, COUNTRIES, COUNTRY_FIELDS, PERSON_FIELDS
from retriever.items import Item
from retriever.lexical import STOP_WORDS, WORD

__all__ = ["Gazetteer", "Mention", "TitleMention", "aliased"]

ALTERNATIVES = {"USA", "US", "UK"}  # of names that are spelt out
MAX_WORDS = 8  # longer names are sentences, not names
MAX_VALUE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A facet value named in a text, text[start:end]; `values` are (field, value as the records have it)."""

    start: int
    end: int
    values: tuple[tuple[str, str], ...]


class Gazetteer:
    """Built once from the items; read-only after that."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._values: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}
        self._last_names: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}
        self.facets: set[str] = set()
        self.numbers: set[str] = set()
        items = list(items)
        for item in items:
            self._learn(item)
        self._add_countries()
        self._names = self._values.keys() | self._last_names.keys()
        self._linker = TitleLinker(items)

    def _learn(self, item: Item) -> None:
        self.facets |= item.facets.keys()
        self.numbers |= item.numbers.keys()
        for field, values in item.facets.items():
            for value in values:
                if field != "original_title" and len(value) <= MAX_VALUE_CHARS and _says_something(value):
                    self._values.setdefault(_key(value), {})[field, value] = None
                    if field in PERSON_FIELDS and (name := _last_name(value)):
                        self._last_names.setdefault(_key(name), {})[field, value] = None

    def _add_countries(self) -> None:
        """Countries are known by every name, also those that no item is from: refusing them must still hold."""
        known = {value for pairs in self._values.values() for field, value in pairs if field in COUNTRY_FIELDS}
        full = {country for found in COUNTRIES.values() for country in found} - ALTERNATIVES
        names = {country.casefold(): (country,) for country in full} | COUNTRIES
        for field in sorted(self.facets & COUNTRY_FIELDS):
            for name, countries in names.items():
                spelt = [country for country in countries if country not in ALTERNATIVES]
                present = [country for country in countries if country in known] or spelt
                self._values.setdefault(_key(name), {}).update({(field, country): None for country in present})

    def values(self, text: str) -> list[Mention]:
        """Facet values in `text`, in any ending, longest first where they overlap, in the order of the text."""
        text = aliased(text)
        words = list(WORD.finditer(text))
        keys = [_stem(match.group().casefold()) for match in words]
        found = []
        for start, end in _runs(keys, self._names):
            pairs = self._values.get(key := tuple(keys[start:end]))
            if pairs is None and _reads_as_name(text, words[start]):
                pairs = self._last_names[key]
            if pairs:
                found.append(Mention(words[start].start(), words[end - 1].end(), tuple(pairs)))
        return found

    def titles(self, text: str, asked: bool = False, hints: Collection[str] = ()) -> list[TitleMention]:
        """Items named in `text`, see TitleLinker.titles."""
        return self._linker.titles(text, asked, hints)


def aliased(text: str) -> str:
    """`text` with abbreviations written out, as values are compared ("sci-fi" -> "science fiction")."""
    us = r"\bU\.S\.(?:A\.?)?|\bUSA?\b|\bthe us\b" if not text.isupper() else r"\bU\.S\.|\bUSA\b|\bTHE US\b"
    text = re.sub(us, "United States", text)
    text = re.sub(r"\bpolish\b(?!\s+(?:film|movie|book|one|cinema|item)|\W*$)", "polishing", text)  # the verb
    for short, long in ALIASES.items():
        text = re.sub(rf"\b{short.replace(' ', '[ -]')}\b", long, text, flags=re.IGNORECASE)
    return text


def _last_name(person: str) -> str:
    words = WORD.findall(person)
    return words[-1] if len(words) > 1 and len(words[-1]) > 2 and words[-1].casefold() not in STOP_WORDS else ""


def _reads_as_name(text: str, word: re.Match[str]) -> bool:
    """A last name alone counts with a capital inside a sentence, or after "by": "young" is also a word."""
    before = text[: word.start()]
    if word.group()[0].isupper():
        return bool(before.strip())
    return len(word.group()) > 3 and bool(re.search(r"\b(?:by|starring)\W+$", before, re.IGNORECASE))


def _says_something(value: str) -> bool:
    return any(word not in STOP_WORDS for word in WORD.findall(value.casefold()))


def _key(value: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in WORD.findall(aliased(value).casefold()))


def _stem(word: str) -> str:
    """Folds the plural only: a full stemmer takes training for trains."""
    return re.sub(r"(?:ies|y|s)$", "", word) if len(word) > 3 else word


def _runs(keys: Sequence[str], names: Container[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Longest runs of `keys` that are names, from the left, not overlapping."""
    runs, start = [], 0
    while start < len(keys):
        end = next(
            (
                end
                for end in range(min(len(keys), start + MAX_WORDS), start, -1)
                if tuple(keys[start:end]) in names
            ),
            None,
        )
        if end is not None:
            runs.append((start, end))
        start = end or start + 1
    return runs
