"""Shown items called by a part of their title or by what they are: "the ferry one". Knows no rules.

Only what is on screen can be meant, so far less proof is needed than for a title out of a whole catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.intent.country_words import COUNTRIES
from bot.intent.naming_words import DESCRIBED, MANY_BY, NO_NAME, NO_TITLE, PHRASE, SAID_THING
from bot.intent.plain import folded, plain
from bot.intent.words import COUNTRY_FIELDS, PERSON_FIELDS
from retriever.items import Item
from retriever.lexical import STOP_WORDS, WORD, stems

NAMED_LETTERS, FUZZY_LETTERS, VERY_FUZZY_LETTERS = 4, 5, 8
TITLE_WORTH, FACET_WORTH, TEXT_WORTH = 4.0, 2.0, 1.0
MAX_TITLE_CHARS = 200
MAX_GAP = 1  # words of another kind inside a title: "bread n tulips"


@dataclass(frozen=True, slots=True)
class Nearby:
    """A shown item, called text[start:end]: by its whole title, and by many words of it."""

    start: int
    end: int
    item_id: str
    whole: bool
    many: bool = False


def described(text: str, shown: Sequence[Item]) -> list[Nearby]:
    """Items called by what they are ("the korean one", "the one with the penguins"), in the order of the text."""
    found: list[Nearby] = []
    for match in DESCRIBED.finditer(text):
        parts = [match.group(name) or "" for name in ("before", "more", "after")]
        said = [word for word in WORD.findall(folded(" ".join(parts)).casefold()) if word not in NO_NAME]
        many = 2 if re.search(r"\b(?:two|2)\b", parts[0]) else 1
        thing = (match.group("head") or "").casefold() == "thing"
        if not said or (thing and SAID_THING.search(text[: match.start()])):
            continue
        for item in _closest(said, shown, many):
            found.append(Nearby(match.start(), match.end(), item.id, False))
    found += [one for one in _phrased(text, shown) if all(one.end <= o.start or one.start >= o.end for o in found)]
    found += [
        one for one in _by_maker(text, shown) if all(one.end <= o.start or one.start >= o.end for o in found)
    ]
    return sorted(found, key=lambda one: one.start)


def _phrased(text: str, shown: Sequence[Item]) -> list[Nearby]:
    """ "the walnut box sends me to sleep": every word of a phrase at the beginning is in one shown record."""
    found = []
    for match in PHRASE.finditer(text):
        words = match.group("words").split()
        while len(words) > 1:
            said = [word for word in WORD.findall(folded(" ".join(words)).casefold()) if word not in NO_NAME]
            whole = [item for item in shown if len(said) > 1 and all(_worth(word, item) for word in said)]
            if len(whole) == 1:
                end = match.start("words") + len(" ".join(words))
                found.append(Nearby(match.start(), end, whole[0].id, False))
                break
            words.pop()
    return found


def _by_maker(text: str, shown: Sequence[Item]) -> list[Nearby]:
    """ "the bergman": the only shown item with a person of that last name."""
    found = []
    for match in MANY_BY.finditer(folded(text)):
        name = match.group("name").casefold()
        of = [
            item
            for item in shown
            if any(_named_so(value, name) for f in PERSON_FIELDS for value in item.facets.get(f, ()))
        ]
        found += [Nearby(match.start(), match.end(), item.id, False) for item in of if len(of) > 1]
    for match in re.finditer(r"\bthe ([\w-]{4,})(?!\w| one| film| movie| book)", folded(text), re.IGNORECASE):
        name = match.group(1).casefold()
        of = [
            item
            for item in shown
            if any(_ends_with(value, name) for f in PERSON_FIELDS for value in item.facets.get(f, ()))
        ]
        if len(of) == 1:
            found.append(Nearby(match.start(), match.end(), of[0].id, False))
    return found


def _named_so(person: str, name: str) -> bool:
    words = folded(person).casefold().split()
    return len(words) > 1 and name in (words[0], words[-1])  # of some the last name comes first


def _ends_with(person: str, name: str) -> bool:
    words = folded(person).casefold().split()
    return len(words) > 1 and words[-1] == name


def _closest(said: Sequence[str], shown: Sequence[Item], many: int) -> list[Item]:
    """The items whose records speak of most of what was said; none where two are as good and one was meant."""
    worth = [(sum(_worth(word, item) for word in said), item) for item in shown]
    best = sorted((pair for pair in worth if pair[0] > 0), key=lambda pair: -pair[0])
    if not best:
        return []
    if many > 1:
        return [item for _, item in best[:many]] if len(best) >= many else []
    return [best[0][1]] if len(best) == 1 or best[0][0] > best[1][0] else []


def _worth(word: str, item: Item) -> float:
    countries = {*COUNTRIES.get(word, ()), word}
    for field, values in item.facets.items():
        if field in COUNTRY_FIELDS and any(
            value in countries or value.casefold() in countries for value in values
        ):
            return TITLE_WORTH
    stem = next(iter(stems(word)), word)
    if _near_in(word, stem, item.title):
        return TITLE_WORTH
    if any(_near_in(word, stem, value) for values in item.facets.values() for value in values):
        return FACET_WORTH
    return TEXT_WORTH if stem in stems(folded(item.description)) else 0.0


def _near_in(word: str, stem: str, text: str) -> bool:
    words = WORD.findall(folded(text).casefold())
    return stem in stems(" ".join(words)) or any(_alike(word, other) for other in words)


def named(text: str, shown: Iterable[Item]) -> list[Nearby]:
    """Items called by their title or by a telling part of it, spelt nearly right, in the order of the text."""
    words = list(WORD.finditer(folded(text)))
    said = [match.group().casefold() for match in words]
    items = list(shown)
    shared = [word for item in items for word in set(_title_words(item))]
    found: list[Nearby] = []
    for item in items:
        title = _title_words(item)
        telling = [word for word in title if word not in NO_NAME and not word.isdigit()] or title
        runs = _run(said, title)
        if runs is None:
            continue
        first, last = runs
        hit = [word for word in telling if any(_alike(word, one) for one in said[first:last])]
        whole = len(hit) == len(telling)
        if not whole and " ".join(said[first:last]) in NO_TITLE:
            continue
        own = [word for word in hit if shared.count(word) == 1 and len(word) >= NAMED_LETTERS]
        if whole or (own and (len(hit) >= 2 or 2 * len(hit) >= len(telling) or max(map(len, own)) >= 6)):
            found.append(Nearby(words[first].start(), words[last - 1].end(), item.id, whole, len(hit) > 1))
    return _longest(found)


def _title_words(item: Item) -> list[str]:
    title = re.split(r": | \(| - ", item.title)
    return WORD.findall(folded(plain(" ".join(title), MAX_TITLE_CHARS)).casefold())


def _run(said: Sequence[str], title: Sequence[str]) -> tuple[int, int] | None:
    """The words of `said` that follow the title best: first and one past the last; None where none does."""
    best: tuple[int, int, int] | None = None
    for start, word in enumerate(said):
        if word in STOP_WORDS and word != title[0]:
            continue
        place = next((i for i, other in enumerate(title) if _alike(other, word)), None)
        if place is None:
            continue
        end, hits, at, gap = start + 1, 1, place + 1, 0
        while end < len(said) and gap <= MAX_GAP and at < len(title):
            step = next((i for i in range(at, min(at + 3, len(title))) if _alike(title[i], said[end])), None)
            if step is None:
                gap += 1
            else:
                hits, at, gap = hits + 1, step + 1, 0
            end += 1
        end -= gap
        if best is None or hits > best[0]:
            best = (hits, start, end)
    return best[1:] if best else None


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < FUZZY_LETTERS or word[0] != other[0]:
        return False
    allowed = 2 if len(word) >= VERY_FUZZY_LETTERS else 1
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed


def _longest(found: list[Nearby]) -> list[Nearby]:
    """None overlapping: whole titles first, then the longest."""
    kept: list[Nearby] = []
    for one in sorted(found, key=lambda one: (not one.whole, one.start - one.end)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
