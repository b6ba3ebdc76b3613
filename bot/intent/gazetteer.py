"""Names of a catalogue -> where they stand in an utterance. Knows nothing of rules or of the talk."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.intent.country_words import COUNTRIES
from bot.intent.given_names import GIVEN_NAMES
from bot.intent.people import People
from bot.intent.plain import folded
from bot.intent.respelling import Respelling
from bot.intent.titles import TitleLinker, TitleMention
from bot.intent.titles.rarity import TALK_WORDS
from bot.intent.words import (
    ALIASES,
    COUNTRY_FIELDS,
    GENRE_FIELDS,
    LANGUAGE_FIELDS,
    MAKER_FIELDS,
    PERSON_FIELDS,
    SURNAMES_THAT_ARE_WORDS,
)
from retriever.items import HAN, Item
from retriever.lexical import STOP_WORDS, WORD
from retriever.plurals import folded_plural

__all__ = ["Gazetteer", "Mention", "TitleMention", "aliased"]

ALTERNATIVES = {"USA", "US", "UK"}  # of names that are spelt out
ALIASED = re.compile(
    r"\b(?:" + "|".join(short.replace(" ", "[ -]+") for short in sorted(ALIASES, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
FIRST_NAME = re.compile(r"([^\W\d_]+) $")  # as it stands before a last name
NEXT_WORD = re.compile(r" ([^\W\d_]+)")
CAPITALS = re.compile(r"(?=\b([A-ZÀ-Þ][^\W\d_]+ [A-ZÀ-Þ][^\W\d_]+))")
MADE_BY = re.compile(r"\b(?:by|starring)\W+$", re.IGNORECASE)
MAX_WORDS = 8  # longer names are sentences, not names
MAX_VALUE_CHARS = 60
TWELFTHS = 12  # steps of a spread: halves, thirds and quarters are among them


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
        self._first_names: dict[tuple[str, ...], dict[tuple[str, str], None]] = {}
        self.facets, self.numbers = set[str](), set[str]()
        self._spelt, self._surnames = set[str](), set[str]()
        items = list(items)
        self.spread = _spread(items)
        for item in items:
            self._learn(item)
        self._add_countries()
        self._names = self._values.keys() | self._last_names.keys() | self._first_names.keys()
        self._linker = TitleLinker(items)
        self._spelt |= {word for name in COUNTRIES for word in name.split()}
        self.recorded = People(
            value for item in items for field in PERSON_FIELDS for value in item.facets.get(field, ())
        )
        self.chinese = any(HAN.search(f"{item.title} {item.description}") for item in items)
        told = {word for item in items for word in WORD.findall(item.description) if word.islower()}
        self._capitals = {
            pair for item in items for text in (item.title, item.description) for pair in _capitals(text)
        }
        self._known = {word for key in self._names for word in key}
        self._ordinary = told | SURNAMES_THAT_ARE_WORDS | TALK_WORDS | STOP_WORDS
        self._respelling = Respelling(self._spelt, self._surnames, self.recorded, self.ordinary, self._heard_of)

    def _heard_of(self, word: str) -> bool:
        """True for a word of a name or a title."""
        return word in self._spelt or folded_plural(word) in self._known or self._linker.knows(word)

    def _learn(self, item: Item) -> None:
        self.facets |= item.facets.keys()
        self.numbers |= item.numbers.keys()
        for field, values in item.facets.items():
            for value in values:
                if field != "original_title" and len(value) <= MAX_VALUE_CHARS and _says_something(value):
                    self._values.setdefault(_key(value), {})[field, value] = None
                    if field in PERSON_FIELDS:
                        self._learn_person(field, value)
            if field in GENRE_FIELDS | COUNTRY_FIELDS | LANGUAGE_FIELDS:
                self._spelt |= {word for value in values for word in WORD.findall(folded(value).casefold())}

    def _learn_person(self, field: str, value: str) -> None:
        words = value.split()
        self._surnames |= {word.casefold() for word in WORD.findall(folded(words[-1]))}
        for place, known in ((0, self._first_names), (-1, self._last_names)):
            name = words[place] if len(words) > 1 else ""
            if len(name) > 2 and name.casefold() not in STOP_WORDS:
                known.setdefault(_key(name), {})[field, value] = None

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
        text = folded(aliased(text))
        words = list(WORD.finditer(text))
        keys = [folded_plural(match.group().casefold()) for match in words]
        found = []
        for start, end in _runs(keys, self._names):
            pairs = self._values.get(key := tuple(keys[start:end]))
            if pairs is None and self._reads_as_name(text, words[start:end]):
                pairs = self._called(key, made_by=bool(MADE_BY.search(text[: words[start].start()])))
            if pairs:
                found.append(Mention(words[start].start(), words[end - 1].end(), tuple(pairs)))
        return found

    def ordinary(self, word: str) -> bool:
        """True for a word that the catalogue's texts or any talk may use."""
        return folded(word).casefold() in self._ordinary

    def knows(self, word: str) -> bool:
        """True for a word that the catalogue or any talk uses, in the singular or the plural."""
        return any(form in self._ordinary or self._heard_of(form) for form in {word, folded_plural(word)})

    def tells_of(self, name: str) -> bool:
        """True where a title or a description has this name, or two words of it one after the other."""
        return bool(self._capitals & set(_capitals(name.title())))

    def people(self, text: str) -> list[Mention]:
        """People named in `text`."""
        return [
            mention for mention in self.values(text) if any(field in PERSON_FIELDS for field, _ in mention.values)
        ]

    def _reads_as_name(self, text: str, words: Sequence[re.Match[str]]) -> bool:
        """A name alone counts with a capital inside a sentence, after "by", or where it is no other word.

        It does not where a word beside it makes it somebody else's: "Christopher Nolan", "Tom Hardy".
        """
        before, name = text[: words[0].start()], text[words[0].start() : words[-1].end()]
        after = NEXT_WORD.match(text, words[-1].end())
        if after and not self.ordinary(after[1]) and (after[1][0].isupper() or self._goes_on(name, after[1])):
            return False
        if (first := FIRST_NAME.search(before)) and self._is_first_name(first[1], before[: first.start()].strip()):
            return False
        if name[0].isupper() and before.strip():
            return True
        if name.casefold() in self._ordinary or name.casefold().rstrip("s") in self._ordinary:
            return len(name) > 3 and bool(MADE_BY.search(before))
        return len(name) > 3

    def _is_first_name(self, word: str, before: str) -> bool:
        """True for a first name, and inside a sentence for a word with a capital that nothing else explains."""
        key = folded(word).casefold()
        if key in GIVEN_NAMES or key in self.recorded.first:
            return word[0].isupper() or not self.ordinary(word)
        return (
            word[0].isupper()
            and bool(before)
            and not self.ordinary(word)
            and folded_plural(key) not in self._known
        )

    def _goes_on(self, name: str, word: str) -> bool:
        """True where `name` is a first name and the word after it no other that is known here."""
        return folded(name).casefold() in self.recorded.first and folded_plural(word.casefold()) not in self._known

    def _called(self, key: tuple[str, ...], made_by: bool) -> dict[tuple[str, str], None]:
        """Who has this last name; after "by" also whose first name it is, where nobody made anything under it."""
        last = self._last_names.get(key, {})
        first = self._first_names.get(key, {}) if made_by else {}
        return last if any(field in MAKER_FIELDS for field, _ in last) else last | first

    def spelt(self, text: str) -> str:
        """`text` with misspelt kinds, countries and names put right; a word that is also another stays."""
        return self._respelling.corrected(text)

    def titles(self, text: str, asked: bool = False, hints: Collection[str] = ()) -> list[TitleMention]:
        """Items named in `text`, see TitleLinker.titles."""
        return self._linker.titles(text, asked, hints)


def _capitals(text: str) -> list[str]:
    """Words with a capital, two and two where two stand together."""
    return [folded(match[1]).casefold() for match in CAPITALS.finditer(text)]


def _spread(items: Iterable[Item]) -> Mapping[str, tuple[float, ...]]:
    """Number field -> what its values reach at each twelfth of the items that have it, smallest first: 13."""
    columns: dict[str, list[float]] = {}
    for item in items:
        for field, value in item.numbers.items():
            columns.setdefault(field, []).append(value)
    places = {field: (sorted(values), len(values) - 1) for field, values in columns.items()}
    return {
        field: tuple(values[round(last * twelfth / TWELFTHS)] for twelfth in range(TWELFTHS + 1))
        for field, (values, last) in places.items()
    }


def aliased(text: str) -> str:
    """`text` with abbreviations written out, as values are compared ("sci-fi" -> "science fiction")."""
    us = r"\bU\.S\.(?:A\.?)?|\bUSA?\b|\bthe us\b" if not text.isupper() else r"\bU\.S\.|\bUSA\b|\bTHE US\b"
    text = re.sub(us, "United States", text)
    text = re.sub(r"\bpolish\b(?!\s+(?:film|movie|book|one|cinema|item)|\W*$)", "polishing", text)  # the verb
    return ALIASED.sub(lambda match: ALIASES[re.sub(r"[ -]+", " ", match.group().casefold())], text)


def _says_something(value: str) -> bool:
    return any(word not in STOP_WORDS for word in WORD.findall(value.casefold()))


def _key(value: str) -> tuple[str, ...]:
    return tuple(folded_plural(word) for word in WORD.findall(folded(aliased(value)).casefold()))


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
