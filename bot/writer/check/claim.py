"""A sentence beside the record it may draw on. Pure; knows nothing of the rules it is checked by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.writer.check.proof import ADJECTIVE_OF, CURRENCIES, DECADES, KIN, NUMBER_WORDS, QUALITIES, UNIT_NOUNS
from bot.writer.check.sentences import WORD, Word, fold, forms, roots, words
from bot.writer.check.words import GLUE, PLAIN, WISHING
from retriever.items import Item

DIGITS_OF = NUMBER_WORDS
WORD_OF = {digits: word for word, digits in NUMBER_WORDS.items()}
_PART = re.compile(r"[^,:;.!?()—–]+(?:\.\d[^,:;.!?()—–]*)*")
_TOPIC = re.compile(r"(?:On|About)\b[^,:]*(?=:)|\w+ is what you ")  # "On grief:", "Quiet is what you asked for"
_WISHING = re.compile(WISHING, re.IGNORECASE)

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
        return frozenset(form for folded in self.record_words for form in roots(folded))

    @cached_property
    def wish_forms(self) -> frozenset[str]:
        return frozenset(form for word in words(self.wish) for form in roots(word.folded))

    @cached_property
    def wish_numbers(self) -> frozenset[str]:
        """Numbers of the wish that stand where the sentence speaks of the wish."""
        spoken = " ".join(self.sentence[begin:end] for begin, end in self._speaking)
        return frozenset(re.findall(r"\d+(?:[.,]\d+)*", spoken)) & frozenset(
            re.findall(r"\d+(?:[.,]\d+)*", self.wish)
        )

    @cached_property
    def foreign(self) -> list[Word]:
        """Words that say something which neither the record says nor, where it is spoken of, the wish."""
        found = []
        last = Word("", "", "")
        for match, word in zip(WORD.finditer(self.sentence), self.words, strict=True):
            before, last = last, word
            if (
                word.folded in PLAIN | GLUE
                or word.folded[0].isdigit()
                or self.has(word)
                or self._is_borne_out(word)
            ):
                continue
            if word.folded in ("long", "old") and before.folded in UNIT_NOUNS:
                continue  # "85 minutes long"
            if self._is_joined(before, word) or self._is_count(word, match.end()):
                continue
            spoken = any(begin <= match.start() < end for begin, end in self._speaking)
            if not (spoken and roots(word.folded) & self.wish_forms):
                found.append(word)
        return found

    def _is_borne_out(self, word: Word) -> bool:
        """True where the record says it in another way: a wife has a husband, 180 minutes are long."""
        bearers = KIN.get(word.folded)
        if bearers and bearers & self.record_words:
            return True
        decade = DECADES.get(word.folded, "none")
        if {f"19{decade}0s", f"{decade}0s"} & self.record_words or decade in self._years:
            return True
        if (currency := CURRENCIES.get(word.folded)) and any(currency in name for name in self.item.numbers):
            return True
        return any(
            low <= number <= high
            for fields, low, high in QUALITIES.get(word.folded, ())
            for name, number in self.item.numbers.items()
            if name in fields
        )

    @cached_property
    def _years(self) -> frozenset[str]:
        year = self.item.numbers.get("year")
        return frozenset((f"{year:.0f}"[2:3],)) if year and 1900 <= year < 2000 else frozenset()

    def _is_joined(self, before: Word, word: Word) -> bool:
        """True for "hand-written" or "handwritten" where the record has the one or the other, or both halves."""
        pairs = ((word.folded[:cut], word.folded[cut:]) for cut in range(4, len(word.folded) - 3))
        if any(roots(one) & self.record_forms and roots(two) & self.record_forms for one, two in pairs):
            return True
        after = next((self.words[at + 1] for at, one in enumerate(self.words[:-1]) if one is word), word)
        return bool({before.folded + word.folded, word.folded + after.folded} & self.record_words)

    def _is_count(self, word: Word, end: int) -> bool:
        """True for "three directors" where the record names three."""
        number, after = DIGITS_OF.get(word.folded), WORD.search(self.sentence, end)
        if not number or not after:
            return False
        counted = forms(fold(after.group()))
        return any(
            number == str(len(values)) and counted & forms(fold(name)) for name, values in self.item.facets.items()
        )

    def has(self, word: Word) -> bool:
        """True where the record has the word in some form, a number in words or in digits."""
        same = {DIGITS_OF.get(word.folded), WORD_OF.get(word.folded)} - {None}
        return bool(same & self.record_words) or not roots(word.folded).isdisjoint(self.record_forms)

    @cached_property
    def _speaking(self) -> tuple[tuple[int, int], ...]:
        """Where the sentence speaks of the wish: from "you" or "your" to the next comma or full stop."""
        parts = list(_PART.finditer(self.sentence))
        found = []
        for at, part in enumerate(parts):
            first = r"\s*for\b" if at == 0 else r"\s*for (?:the|that|those)\b"
            begins = re.match(first, part.group(), re.IGNORECASE)
            spoken = begins or (at == 0 and _TOPIC.match(self.sentence)) or _WISHING.search(part.group())
            if spoken:
                found.append((part.start() + spoken.start(), part.end()))
        return tuple(found)

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
