"""How well a passage supports an answer to a question. Knows nothing of files, languages of answers or talks.

A weighted sum of four measures, fitted by `python -m benchmarks.knowledge --fit` on the dev half of
tests/data/service_questions.jsonl; docs/articles.md tells what the other half says of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.index import ArticleIndex, Space
from bot.knowledge.nouns import Passage
from retriever.items import HAN
from retriever.lexical import MAX_WORDS, stems

Numbers = NDArray[np.float32]
MAX_QUESTION_CHARS = 600  # of a question; more only blurs it


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear rule: support = above * spreads + shared * share + strange * share + bias.

    Attributes:
        above: For each spread that the cosine lies above chance.
        shared: For the share of the question's words (by weight) that the passage has.
        strange: For the share of words that no article has: "Brazil", where shipping to islands is told.
    """

    above: float
    shared: float
    strange: float
    bias: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of a question against texts; arrays (n,)."""

    above: Numbers
    shared: Numbers
    strange: float

    def support(self, weights: Weights) -> Numbers:
        """Above 0 where an answer is more likely in it than not."""
        told = weights.above * self.above + weights.shared * self.shared + weights.strange * self.strange
        return np.asarray(told + weights.bias, dtype=np.float32)


SAME = Weights(above=0.38, shared=5.35, strange=-0.70, bias=-3.46)
ACROSS = Weights(above=0.59, shared=0.0, strange=0.0, bias=-6.14)  # languages differ: no word is shared


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, made ready once and compared with all passages, then with the sentences of one."""

    text: str
    words: tuple[str, ...]
    strange: float
    han: bool


def asked(index: ArticleIndex, question: str) -> Asked:
    """Takes the words of a question and how many of them are strange to the articles."""
    text = question[:MAX_QUESTION_CHARS]
    words = tuple(stem for stem in stems(text)[:MAX_WORDS] if stem)
    weights = [index.weigh.weight(word) for word in words]
    unknown = index.weigh.weight("\0")  # the weight of a word that no passage has
    strange = sum(weight for weight in weights if weight >= unknown) / max(sum(weights), 1e-9)
    return Asked(text, words, strange, bool(HAN.search(text)))


def measure(index: ArticleIndex, question: Asked) -> tuple[Measured, NDArray[np.bool_]]:
    """Against all passages, and which of them are in the question's language."""
    same = index.han == question.han
    full = sum(index.weigh.weight(word) for word in question.words)
    shared = index.words.scores(question.text) / max(full, 1e-9)
    above = np.zeros(len(same), dtype=np.float32)
    for alike in {bool(one) for one in same}:
        space = _space(index, question, alike)
        found = space.above_chance(space.encoder.encode([question.text])[0], space.vectors)
        above = np.where(same == alike, found, above)
    return Measured(above, shared, question.strange), same


def support(index: ArticleIndex, question: Asked) -> Numbers:
    """Of every passage, float32 (n,); above 0 where it is likely to hold the answer."""
    measured, same = measure(index, question)
    return np.where(same, measured.support(SAME), measured.support(ACROSS))


def closeness(index: ArticleIndex, question: Asked, passage: Passage) -> Numbers:
    """How near each sentence of a passage is to the question; float32 (sentences,)."""
    same = passage.han == question.han
    space = _space(index, question, same)
    vectors = space.encoder.encode([question.text, *passage.sentences])
    above = space.above_chance(vectors[0], vectors[1:])
    if not same:
        return above
    full = sum(index.weigh.weight(word) for word in set(question.words))
    shared = [_share(index, question, sentence) / max(full, 1e-9) for sentence in passage.sentences]
    return np.asarray(above + 2 * np.array(shared), dtype=np.float32)


def _share(index: ArticleIndex, question: Asked, sentence: str) -> float:
    has = set(stems(sentence))
    return sum(index.weigh.weight(word) for word in set(question.words) if word in has)


def _space(index: ArticleIndex, question: Asked, same: bool) -> Space:
    """English to English is the catalogue's encoder's, all else the multilingual one's if there is one."""
    return index.main if index.foreign is None or (same and not question.han) else index.foreign
