"""Where each term stands in the passages: BM25 over title, headings and text. Knows nothing of vectors."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.nouns import Passage
from bot.knowledge.spelt import words_of
from bot.knowledge.terms import MAX_TERMS, is_concept, terms

Numbers = NDArray[np.float32]
K1, B = 1.2, 0.5
TITLE, HEADINGS = 1.5, 2.0  # what a term there is worth, where one in the text is worth 1


@dataclass(frozen=True, slots=True)
class Posting:
    """A term.

    Attributes:
        weight: How rare it is, its inverse document frequency.
        rows: The passages that have it.
        often: How much of it each has, saturated, in [0, 1).
        above: Whether it stands in the title or a heading of each.
    """

    weight: float
    rows: NDArray[np.int32]
    often: Numbers
    above: Numbers


@dataclass(frozen=True, slots=True)
class Shares:
    """What the passages have of a question's terms, by weight; arrays (n,) in [0, 1].

    Attributes:
        often: BM25 over the fields, divided by what it could be.
        has: The share of terms that it has at all.
        above: The share that its title and headings have.
        matter: The share of concepts ("return") that it has; 1 where the question has none.
        strange: The share of terms that no passage has.
        named: The share of the terms it stands right under that the question has; 0 where there are none.
    """

    often: Numbers
    has: Numbers
    above: Numbers
    matter: Numbers
    strange: float
    named: Numbers


@dataclass(frozen=True, slots=True)
class Postings:
    """BM25F (Robertson, Zaragoza, Taylor, CIKM 2004) over passages, with its parts.

    Attributes:
        of: Each term.
        names: The terms that each passage stands right under.
        written: All English words, as they stand.
    """

    n: int
    of: dict[str, Posting]
    names: tuple[frozenset[str], ...]
    written: frozenset[str]

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> Postings:
        """Counts the terms of all passages."""
        headings = [set(terms(" . ".join(passage.headings))) for passage in passages]
        titles = _titles(passages, headings)
        texts = [Counter(terms(passage.text)) for passage in passages]
        mean = max(sum(text.total() for text in texts) / max(len(texts), 1), 1.0)
        rows: dict[str, list[tuple[int, float, bool]]] = defaultdict(list)
        for row, (title, heading, text) in enumerate(zip(titles, headings, texts, strict=True)):
            long = 1 - B + B * text.total() / mean
            for term in title | heading | text.keys():
                often = text[term] / long + TITLE * (term in title) + HEADINGS * (term in heading)
                rows[term].append((row, often / (K1 + often), term in title or term in heading))
        names = (frozenset(terms((passage.article, *passage.headings)[-1])) for passage in passages)
        of = {term: _posting(found, len(passages)) for term, found in rows.items()}
        written = frozenset().union(*(words_of(passage.indexed) for passage in passages))
        return cls(len(passages), of, tuple(names), written)

    def lacks(self, row: int, matters: Collection[str]) -> bool:
        """A passage does not speak of all these."""
        return any(one not in self.of or row not in self.of[one].rows for one in matters)

    def together(self, matter: str, term: str) -> bool:
        """A passage has both."""
        if matter not in self.of or term not in self.of:
            return False
        return bool(np.intersect1d(self.of[matter].rows, self.of[term].rows).size)

    def weight(self, term: str) -> float:
        """How rare a term is; most where no passage has it."""
        return self.of[term].weight if term in self.of else _rarity(0, self.n)

    def shares(self, question: Sequence[str]) -> Shares:
        """Against the terms of a question."""
        asked = tuple(dict.fromkeys(question[:MAX_TERMS]))
        often, has, above, matter = (np.zeros(self.n, dtype=np.float32) for _ in range(4))
        full = strange = wanted = 0.0
        for term in asked:
            full += (weight := self.weight(term))
            wanted += weight * is_concept(term)
            if (posting := self.of.get(term)) is None:
                strange += weight
                continue
            often[posting.rows] += weight * posting.often
            has[posting.rows] += weight
            above[posting.rows] += weight * posting.above
            if is_concept(term):
                matter[posting.rows] += weight
        full = max(full, 1e-9)
        share = matter / wanted if wanted else np.ones(self.n, dtype=np.float32)
        return Shares(often / full, has / full, above / full, share, strange / full, self._named(frozenset(asked)))

    def _named(self, asked: frozenset[str]) -> Numbers:
        shares = (
            sum(map(self.weight, name & asked)) / max(sum(map(self.weight, name)), 1e-9) if name & asked else 0.0
            for name in self.names
        )
        return np.fromiter(shares, dtype=np.float32, count=self.n)


def _titles(passages: Sequence[Passage], headings: Sequence[set[str]]) -> list[set[str]]:
    """The terms of each title; of one that names things, without the matters that a heading below has for itself.

    Under "Keeping and returning tea" only what stands under "Returns" is of returns.
    """
    apart: dict[tuple[str, str], set[str]] = defaultdict(set)
    for passage, heading in zip(passages, headings, strict=True):
        apart[passage.file, passage.article] |= {term for term in heading if is_concept(term)}
    titles = [set(terms(passage.article)) for passage in passages]
    return [
        title if all(map(is_concept, title)) else title - apart[passage.file, passage.article]
        for passage, title in zip(passages, titles, strict=True)
    ]


def _posting(found: list[tuple[int, float, bool]], n: int) -> Posting:
    rows, often, above = zip(*found, strict=True)
    return Posting(
        _rarity(len(rows), n),
        np.array(rows, dtype=np.int32),
        np.array(often, dtype=np.float32),
        np.array(above, dtype=np.float32),
    )


def _rarity(found: int, n: int) -> float:
    return math.log(1 + (n - found + 0.5) / (found + 0.5))
