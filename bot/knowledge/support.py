"""How well a passage supports an answer to a question. Knows nothing of files, languages of answers or talks.

A weighted sum of ten measures for each passage, then the odds of its article against all others, fitted by
`python -m benchmarks.knowledge --fit` on dev questions only; docs/articles.md tells what put-aside ones say of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.expects import Kind, wanted
from bot.knowledge.goods import general
from bot.knowledge.index import ArticleIndex
from bot.knowledge.postings import Postings
from bot.knowledge.service_words import LOOSE
from bot.knowledge.spelt import spelt
from bot.knowledge.terms import is_concept, terms
from retriever.items import HAN

Numbers = NDArray[np.float32]
MAX_QUESTION_CHARS = 600  # of a question; more only blurs it
MEASURES = ("whole", "heads", "sentence", "often", "has", "above", "matter", "named", "strange", "fits")


@dataclass(frozen=True, slots=True)
class Weights:
    """One linear rule over the measures of MEASURES."""

    of: tuple[float, ...]
    bias: float


SILENT = 3.0  # log odds; of .7, 1.5, 3 the first let more near misses pass, none cost an answer in 206
SAME = Weights((0.25, 0.0, 0.74, 2.01, 2.45, 0.0, 1.63, 1.79, -1.63, 0.61), -6.98)
ACROSS = Weights((0.0, 0.61, 0.33, 0.68, 0.45, 1.36, 1.81, 1.69, -0.46, 0.75), -8.99)  # languages differ


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, made ready once."""

    text: str
    terms: tuple[str, ...]
    wants: Kind | None
    han: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured of a question.

    Attributes:
        of: A column for each of MEASURES, float32 (passages, 10).
        sentences: How far each sentence lies above chance, float32 (sentences,).
        same: Which passages are in the question's language, bool (passages,).
    """

    of: Numbers
    sentences: Numbers
    same: NDArray[np.bool_]

    def support(self, same: Weights, across: Weights) -> Numbers:
        """Of every passage, float32 (n,); above 0 where an answer is more likely in it than not."""
        rules = [self.of @ np.array(rule.of, dtype=np.float32) + rule.bias for rule in (same, across)]
        return np.where(self.same, *rules).astype(np.float32)


def asked(words: Postings, question: str, after: str = "") -> Asked:
    """Takes the terms of a question and the kind of answer it wants.

    Args:
        words: Of the articles: how words are spelt, which goods they speak of.
        question: In the person's words.
        after: The question that it follows up ("and for opened tea?"), "" for none; where the new one names
            things, they stand in for those of the old one.
    """
    question = general(spelt(question[:MAX_QUESTION_CHARS], words.written), words.together)
    own = terms(question)
    things = not all(map(is_concept, own))
    speaks = question if things or not after else after  # "多久？" tells little of a language
    before = after[-MAX_QUESTION_CHARS:]
    if things:
        before = " ".join(word for word in before.split() if all(map(is_concept, terms(word))))
    matter = [term for term in terms(after[-MAX_QUESTION_CHARS:]) if is_concept(term) or not things]
    text = f"{before} {question}".strip()[-MAX_QUESTION_CHARS:]
    return Asked(text, (*own, *matter), wanted(question) or wanted(after), bool(HAN.search(speaks)))


def measure(index: ArticleIndex, question: Asked) -> Measured:
    """A question against all passages and sentences."""
    same = index.han == question.han
    whole, heads, sentences = _cosines(index, question, same)
    shares = index.words.shares(question.terms)
    columns = (
        whole,
        heads,
        np.maximum.reduceat(sentences, index.starts),
        shares.often,
        shares.has,
        shares.above,
        shares.matter,
        shares.named,
        np.full(len(same), shares.strange),
        _fits(index, question),
    )
    return Measured(np.stack(columns, axis=1).astype(np.float32), sentences, same)


def odds(index: ArticleIndex, question: Asked, supports: Numbers, best: int) -> float:
    """Log odds that the article of passage `best` answers, against all others and against none of them.

    A passage that is silent of a matter that was asked about ("do you repair teapots?") answers something else.
    """
    own = index.articles == index.articles[best]
    found = np.logaddexp.reduce(supports[own]) - np.logaddexp.reduce(np.append(supports[~own], 0.0))
    matters = {term for term in question.terms if is_concept(term) and term not in LOOSE}
    return float(found) - (SILENT if index.words.lacks(best, matters) else 0.0)


def closeness(index: ArticleIndex, question: Asked, measured: Measured, best: int) -> Numbers:
    """How near each sentence of passage `best` is to an answer; float32 (its sentences,)."""
    passage, start = index.passages[best], index.starts[best]
    place = slice(start, start + len(passage.sentences))
    near = measured.sentences[place] + 2 * np.array([_share(index, question, one) for one in passage.sentences])
    if question.wants is not None:
        near = near + index.fits[question.wants][place]
    return np.asarray(near, dtype=np.float32)


def _cosines(index: ArticleIndex, question: Asked, same: NDArray[np.bool_]) -> tuple[Numbers, Numbers, Numbers]:
    """Above chance: passages, headings, sentences; each language by the encoder that knows it."""
    lengths = np.diff(np.append(index.starts, len(index.main.sentences.vectors)))
    whole, heads, sentences = (np.zeros(n, dtype=np.float32) for n in (len(same), len(same), int(lengths.sum())))
    for alike in {bool(one) for one in same}:
        # English to English is the catalogue's encoder's, all else the multilingual one's if there is one
        space = index.main if index.foreign is None or (alike and not question.han) else index.foreign
        vector = space.encoder.encode([question.text])[0]
        rows = same == alike
        whole = np.where(rows, space.whole.above_chance(vector), whole)
        heads = np.where(rows, space.heads.above_chance(vector), heads)
        sentences = np.where(np.repeat(rows, lengths), space.sentences.above_chance(vector), sentences)
    return whole, heads, sentences


def _fits(index: ArticleIndex, question: Asked) -> Numbers:
    """1 where a sentence has the kind of answer that is asked for, -1 where none has, 0 where any would do."""
    if question.wants is None:
        return np.zeros(len(index.passages), dtype=np.float32)
    has = np.logical_or.reduceat(index.fits[question.wants], index.starts)
    return np.where(has, 1.0, -1.0).astype(np.float32)


def _share(index: ArticleIndex, question: Asked, sentence: str) -> float:
    has, own = set(terms(sentence)), set(question.terms)
    return sum(index.words.weight(word) for word in own & has) / max(sum(map(index.words.weight, own)), 1e-9)
