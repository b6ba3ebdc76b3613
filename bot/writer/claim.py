"""A sentence beside the record it may draw on. Pure; knows nothing of the rules it is checked by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.writer.sentences import Word, fold, forms, words
from bot.writer.words import ADJECTIVE_OF
from retriever.items import Item

ADJECTIVES = {fold(adjective): fold(country) for country, adjective in ADJECTIVE_OF.items()}


@dataclass(frozen=True)  # no slots: cached_property needs a __dict__
class Claim:
    """A sentence, and what it may draw on."""

    sentence: str
    item: Item
    wish: str
    others: tuple[str, ...]

    @cached_property
    def words(self) -> list[Word]:
        return words(self.sentence)

    @cached_property
    def record(self) -> str:
        """All that the record says, with the names of its fields."""
        facets = [f"{name} {'. '.join(values)}" for name, values in self.item.facets.items()]
        numbers = [f"{name} {number_text(number)}" for name, number in spoken_numbers(self.item)]
        return ". ".join((self.item.title, self.item.description, *facets, *numbers)).replace("_", " ")

    @cached_property
    def record_folded(self) -> str:
        return fold(self.record)

    @cached_property
    def record_words(self) -> frozenset[str]:
        return frozenset(word.folded for word in words(self.record)) | self._adjectives

    @cached_property
    def record_stems(self) -> frozenset[str]:
        return frozenset(word.stem for word in words(self.record))

    @cached_property
    def record_forms(self) -> frozenset[str]:
        return frozenset(form for folded in self.record_words for form in forms(folded))

    @cached_property
    def wish_forms(self) -> frozenset[str]:
        """Words of the wish, which only a sentence that speaks to the person may use."""
        speaks = any(word.folded in ("you", "your") for word in self.words)
        return (
            frozenset(form for word in words(self.wish) for form in forms(word.folded)) if speaks else frozenset()
        )

    def supports(self, word: Word) -> bool:
        """True where the record has the word in some form, or the wish where it may be used."""
        return not forms(word.folded).isdisjoint(self.record_forms | self.wish_forms)

    @cached_property
    def verbatim(self) -> bool:
        """True where the sentence is a piece of the description, word for word."""
        said, has = flat(self.sentence), flat(self.item.description)
        return bool(said) and f" {said} " in f" {has} "

    @cached_property
    def _adjectives(self) -> frozenset[str]:
        values = {fold(value) for group in self.item.facets.values() for value in group}
        found = (adjective for adjective, country in ADJECTIVES.items() if country in values)
        return frozenset(word.folded for adjective in found for word in words(adjective))


def number_text(number: float) -> str:
    """A number as people write it: no digits after the point that say nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def spoken_numbers(item: Item) -> list[tuple[str, float]]:
    """The numbers of a record that mean something to people; numbers of other catalogues don't."""
    return [(name, number) for name, number in item.numbers.items() if not re.search(r"(?:^|_)id$", name)]


def flat(text: str) -> str:
    """Its folded words with single spaces: what stands in a row in it can be found with `in`."""
    return " ".join(word.folded for word in words(text))
