"""What words do, by their likeness to examples, where no rule understood them. Knows no grammar and no talk.

One kernel reading of sentence vectors (kernel ridge regression) over all examples, fitted in closed form: to each
kind of saying a score near 1 where the words are of that kind, near 0 where they are of another.
Source: Saunders, Gammerman and Vovk, Ridge Regression Learning Algorithm in Dual Variables, ICML 1998.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bot.intent.by_example.chatter_examples import CHATTER
from bot.intent.by_example.opinion_examples import NEUTRAL, OPINIONS
from bot.intent.by_example.small_talk_examples import SMALL_TALK
from bot.intent.by_example.wish_examples import WISHES
from bot.messages import Act

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
Opinion = Literal["like", "dislike", "seen"]

# margins, width and ridge were chosen on invented talks, see docs/log.md
ACT_MARGIN = 0.05  # by which an act must beat a wish and what is no opinion
OPINION_MARGIN = 0.05  # by which an opinion must beat every other and what is none
CHATTER_MARGIN = 0.35  # by which all talk must beat wishes and what is no opinion
WIDTH = 2.0  # of the kernel exp(-WIDTH * (1 - cosine))
RIDGE = 0.1
ACTS: tuple[Act, ...] = tuple(SMALL_TALK)
JUDGED: tuple[Opinion, ...] = ("like", "dislike", "seen")
ROWS: tuple[tuple[str, ...], ...] = (
    *SMALL_TALK.values(),
    *(OPINIONS[opinion] for opinion in JUDGED),
    CHATTER,
    NEUTRAL,
    WISHES,
)  # one a kind, in the order of the scores


class Prototypes:
    """Built once: encodes its examples. Read-only after that, so many threads may ask."""

    def __init__(self, encode: Encode) -> None:
        """`encode` gives float32 (n, dim) of unit length, as an Encoder does."""
        self._encode = encode
        kinds = np.repeat(np.arange(len(ROWS)), [len(row) for row in ROWS])
        self._vectors = encode([text for row in ROWS for text in row]).astype(np.float64)  # (n, dim)
        wanted = np.eye(len(ROWS))[kinds]  # (n, kinds)
        self._mean = wanted.mean(axis=0)
        gram = self._likeness(self._vectors) + RIDGE * np.eye(len(kinds))
        self._weights = np.linalg.solve(gram, wanted - self._mean)  # (n, kinds)

    def _likeness(self, vectors: NDArray[np.float64]) -> NDArray[np.float64]:
        """Kernel of `vectors` with the examples, (len(vectors), n)."""
        return np.asarray(np.exp(WIDTH * (vectors @ self._vectors.T - 1.0)))

    def _scores(self, text: str) -> NDArray[np.float64]:
        vectors = self._encode([text]).astype(np.float64)
        return np.asarray((self._likeness(vectors) @ self._weights + self._mean)[0])  # (kinds,)

    def act_of(self, text: str, sure: float = CHATTER_MARGIN) -> Act | None:
        """The act that the examples most like `text` do, "chitchat" for other talk that wishes nothing.

        Args:
            text: A whole utterance.
            sure: By how much talk must beat wishes.
        Returns:
            None where it may be a wish, or speaks of an item.
        """
        scores = self._scores(text)
        best = int(np.argmax(scores[: len(ACTS)]))
        if scores[best] - scores[-2:].max() > ACT_MARGIN:
            return ACTS[best]
        return "chitchat" if _talk(scores) > sure else None

    def opinion_of(self, clause: str) -> Opinion | None:
        """What a clause says of the item that is "it" in it; None where unsure or where it is no opinion.

        Args:
            clause: Names no item: "it" stands where one was named or pointed at.
        """
        scores = self._scores(clause)
        of_items = scores[len(ACTS) : len(ACTS) + len(JUDGED)]
        best = int(np.argmax(of_items))
        others = (*np.delete(of_items, best), scores[-2], scores[-1])
        return JUDGED[best] if of_items[best] - max(others) > OPINION_MARGIN else None

    def chatter(self, piece: str) -> bool:
        """True where a piece of an utterance clearly wishes nothing."""
        return _talk(self._scores(piece)) > CHATTER_MARGIN


def _talk(scores: NDArray[np.float64]) -> float:
    """By how much all kinds of talk beat wishes and what is no opinion."""
    return float(scores[:-2].sum() - scores[-2:].sum())
