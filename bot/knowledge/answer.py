"""A question -> the sentences of an article that answer it, or none. Knows nothing of talks or items."""

from __future__ import annotations

import numpy as np

from bot.knowledge.index import ArticleIndex
from bot.knowledge.nouns import Cited, Passage, Quote, joined
from bot.knowledge.passages import words_in
from bot.knowledge.support import ACROSS, SAME, Asked, Measured, Numbers, asked, closeness, measure, odds

WHOLE_WORDS = 45  # a passage as short as this is quoted whole
QUOTED_WORDS = 70
QUOTED_SENTENCES = 3
NEAR = 1.5  # spreads below the best sentence at which its neighbour still belongs to the answer


def quote(index: ArticleIndex, question: str, after: str = "") -> Quote:
    """The sentences nearest to an answer, with how well they are supported; the caller draws the line."""
    ready = asked(index.words, question, after)
    measured = measure(index, ready)
    supports = measured.support(SAME, ACROSS)
    best = int(np.argmax(supports))
    return cut(index, ready, measured, best, odds(index, ready, supports, best))


def cut(index: ArticleIndex, ready: Asked, measured: Measured, best: int, supported: float) -> Quote:
    """The sentences of passage `best` that come nearest to the question."""
    passage = index.passages[best]
    sentences = passage.sentences
    if words_in(passage.text) > WHOLE_WORDS:
        sentences = _window(passage, closeness(index, ready, measured, best))
    cited = Cited(passage.article, passage.headings, passage.file, passage.line)
    return Quote(joined(sentences), cited, supported)


def _window(passage: Passage, near: Numbers) -> tuple[str, ...]:
    """The best sentence, with its neighbours as long as they are about as near; always one run of the text."""
    first = last = int(np.argmax(near))
    line = near[first] - NEAR
    while last - first + 1 < QUOTED_SENTENCES:
        sides = [side for side in (last + 1, first - 1) if 0 <= side < len(near) and near[side] >= line]
        if not sides:
            break
        side = max(sides, key=lambda place: near[place])
        grown = passage.sentences[min(first, side) : max(last, side) + 1]
        if words_in(joined(grown)) > QUOTED_WORDS:
            break
        first, last = min(first, side), max(last, side)
    return passage.sentences[first : last + 1]
