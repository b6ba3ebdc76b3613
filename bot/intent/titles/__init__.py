"""Titles that people name in free text -> items. Knows nothing of rules, opinions or what is asked for.

A run of words that spells a title is linked where meeting it by chance would be a surprise: rare words
count, so do capitals, quotes, a year and words like "have you seen"; a changed spelling counts against it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import log2

from bot.intent.titles.evidence import SaidYear, Talk
from bot.intent.titles.index import TitleIndex
from bot.intent.titles.rarity import Rarity, facet_values
from bot.intent.titles.spelling import Speller
from bot.intent.titles.walk import Run, Walk
from bot.intent.titles.words import Form, read_words, run_together
from retriever.items import Item

LINK_BITS = 18.0  # surprise from which a run is a title
BARE_BITS = 3.0  # more is asked of words that nothing in the text speaks for
LISTED_BITS, HINT_BITS = 6.0, 6.0
YEAR_BITS, NEAR_YEAR_BITS = 22.0, 12.0
VALUE_BITS, NAME_BITS = 3.0, 14.0  # against words that are also a genre or the like, or a person
PART_VALUE_BITS = 40.0  # "Tom Cruise" is not "Tom Cruise: The Early Years"
FORM_BITS = {Form.FULL: 0, Form.NO_ARTICLE: 3, Form.HEAD: 3, Form.NO_GLUE: 4, Form.TAIL: 8, Form.START: 10}
LISTED_OWN, LISTED_FROM = 8.0, 12.0  # bits, its own or all, from which a title is helped by a list
MAX_TAILS = 2  # "Part Two" is what many are called
OTHER_ARTICLE = 4.3  # doublings of the count that make "The Gladiator" the better known "Gladiator"
YEARS_OFF = 2  # people remember a year like that
LIST_WORDS, LIST_CHARS = 5, 12
LISTED = re.compile(
    r"\W*(?:[,;/\n]|\b(?:and|or|und|oder)\b|&)\W*(?:(?:and|or|und|oder)\b)?(?:the )?\W*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TitleMention:
    """An item named by its title, text[start:end].

    Attributes:
        sureness: 1 for a title as it is in the catalogue; less for changed spellings, parts and guesses
            between items of one title.
    """

    start: int
    end: int
    item_id: str
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A run with the item it may name; row None where the text speaks of another one of that name."""

    run: Run
    end: int
    bits: float
    own_bits: float
    row: int | None = None
    sureness: float = 0.0


class TitleLinker:
    """Built once from the items; read-only after that, so many threads may ask."""

    def __init__(self, items: Iterable[Item]) -> None:
        rows = list(items)
        self._index = TitleIndex(rows)
        self._speller = Speller(self._index.words)
        self._rarity = Rarity(rows, self._index.words, self._index.pairs)
        values = {value for item in rows for value in facet_values(item)}
        self._values = self._index.shared_with(values)
        self._names = self._index.shared_with(value for value in values if value[:1].isupper())
        self._ids = [item.id for item in rows]
        self._years = [item.numbers.get("year") for item in rows]
        self._known = [log2((item.count or 0) + 4) for item in rows]  # a few more or less tell nothing

    def titles(self, text: str, asked: bool = False, hints: Collection[str] = ()) -> list[TitleMention]:
        """Items named in `text`, in its order, none overlapping.

        Args:
            text: What was said, of any length.
            asked: The text asks about an item, so less proof is needed.
            hints: Ids the talk has named; of items that share a title these are meant.
        """
        talk = Talk(text, read_words(text), asked)
        found = [self._weigh(run, talk, hints) for run in self.walk(text).runs()]
        mentions = []
        for one in _chosen(found, talk):
            if one.row is not None:
                start, _ = talk.span(one.run)
                mentions.append(TitleMention(start, one.end, self._ids[one.row], one.sureness))
        return mentions

    def knows(self, word: str) -> bool:
        """True for a word of a title."""
        return word in self._index.words

    def walk(self, text: str) -> Walk:
        """The reading of `text`, not yet begun."""
        return Walk(self._index, self._speller, self._rarity, read_words(text))

    def _weigh(self, run: Run, talk: Talk, hints: Collection[str]) -> _Found:
        """The item a run names and the bits that speak for it."""
        said, end = talk.year(run), talk.span(run)[1]
        rows = _rows(run)
        dated = {row: form for row, form in rows.items() if said and self._years_off(row, said) <= YEARS_OFF}
        own = self._rarity.bits(run.keys) - run.changed_bits
        if talk.goes_on(run) or (talk.numbered(run) and not dated):
            return _Found(run, end, 0.0, own)
        if said and said.sure and not dated:
            rows = {row: form for row, form in rows.items() if self._years[row] is None}
        if not rows:
            return _Found(run, end, 0.0, own)
        row = self._meant(dated or rows, said if dated else None, hints)
        if rows[row] == Form.START and talk.joined(run.last - 1):  # "Eternal Sunshine Boys" is none of ours
            return _Found(run, end, 0.0, own)
        own -= FORM_BITS[rows[row]] + self._value_bits(run, rows[row], talk)
        around = talk.bits(run) + (HINT_BITS if self._ids[row] in hints else 0.0)
        if said and (dated or said.sure):
            around += YEAR_BITS if not dated or self._years_off(row, said) == 0 else NEAR_YEAR_BITS
            end = said.end
        sharing = sum(form == rows[row] for form in (dated or rows).values())
        sureness = 1.0 - 0.05 * rows[row] - 0.1 * run.corrected - (0.1 if sharing > 1 else 0.0)
        bits = own + around - (BARE_BITS if around <= 0 else 0.0)
        return _Found(run, end, bits, own, row, round(max(sureness, 0.1), 2))

    def _meant(self, rows: Mapping[int, Form], said: SaidYear | None, hints: Collection[str]) -> int:
        """Of items that share a title: by year, else by form, the talk's hints, the count, the newest."""

        def order(row: int) -> tuple[float, ...]:
            known = self._known[row] - (0.0 if rows[row] == Form.FULL else OTHER_ARTICLE)
            return (
                self._years_off(row, said) if said else 0.0,
                max(rows[row], Form.NO_ARTICLE),
                self._ids[row] not in hints,
                -round(known),
                -(self._years[row] or 0.0),
                row,
            )

        return min(rows, key=order)

    def _years_off(self, row: int, said: SaidYear) -> float:
        year = self._years[row]
        return float("inf") if year is None else abs(year - said.year)

    def _value_bits(self, run: Run, form: Form, talk: Talk) -> float:
        """Words that a facet also has: a genre or, with a capital, a person's name."""
        words = run_together(run.keys)
        if form >= Form.HEAD and words in self._values:
            return PART_VALUE_BITS
        if talk.text[talk.span(run)[0]].isupper():
            return NAME_BITS if words in self._names else 0.0
        return VALUE_BITS if words in self._values else 0.0


def _rows(run: Run) -> dict[int, Form]:
    """The items a run may name, each in its most faithful form."""
    tails = sum(entry.form == Form.TAIL for entry in run.entries)
    entries = [entry for entry in run.entries if entry.form != Form.TAIL or tails <= MAX_TAILS]
    return {entry.row: entry.form for entry in reversed(entries)}


def _chosen(found: list[_Found], talk: Talk) -> list[_Found]:
    """The most surprising first, none overlapping, those in a list with a title helped by it; in order."""
    barred = _barred(found, len(talk.words))
    meant = [one for one in found if one.row is not None and one.run.last > barred[one.run.first]]
    meant.sort(key=lambda one: (-one.bits, one.run.first, -one.run.last))
    taken = [False] * len(talk.words)
    starts: dict[int, _Found] = {}
    ends: dict[int, _Found] = {}
    for with_lists in (False, True):
        for one in meant:
            first, last = one.run.first, one.run.last
            helped = with_lists and (one.own_bits >= LISTED_OWN or one.bits >= LISTED_FROM)
            listed = helped and _listed(one, talk, starts, ends)
            if one.bits + (LISTED_BITS if listed else 0.0) >= LINK_BITS and not any(taken[first:last]):
                taken[first:last] = [True] * (last - first)
                starts[first] = ends[last] = one
    return [starts[first] for first in sorted(starts)]


def _barred(found: list[_Found], n_words: int) -> list[int]:
    """By first word: up to where it belongs to a name that the catalogue lacks, "Blade" in "Blade Runner 3"."""
    reach = [0] * (n_words + 1)
    for one in found:
        if one.row is None and one.own_bits >= LINK_BITS and not one.run.changed_bits:
            reach[one.run.first] = max(reach[one.run.first], one.run.last)
    return list(accumulate(reach, max))


def _listed(one: _Found, talk: Talk, starts: Mapping[int, _Found], ends: Mapping[int, _Found]) -> bool:
    """Next to a linked title in a list, with no more than a year and an "and" between."""
    first, last = one.run.first, one.run.last
    before = next((ends[place] for place in range(first, first - LIST_WORDS, -1) if place in ends), None)
    after = next((starts[place] for place in range(last, last + LIST_WORDS) if place in starts), None)
    gaps = [talk.text[before.end : talk.span(one.run)[0]]] if before else []
    gaps += [talk.text[one.end : talk.span(after.run)[0]]] if after else []
    return any(LISTED.fullmatch(gap) for gap in gaps if len(gap) < LIST_CHARS)
