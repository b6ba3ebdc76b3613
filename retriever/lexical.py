"""Word match: BM25 over the items' texts. Knows nothing of vectors or constraints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import bm25s
    import Stemmer

# Han characters carry meaning alone, so each is a word; elsewhere a word is a run of letters.
WORD = re.compile(r"[一-鿿]|[^\W_]+")

STOP_WORDS = frozenset(
    " ".join(
        (
            "a about after all also am an and any anything are as at be because been but by can could did do does",
            "don few film films find for from get give good had has have he hello her hi him his how i if in into",
            "is it its just know like ll looking lot m make many me more movie movies much my no not of ok okay",
            "on one or other our out people please re recommend s search see seen she should show so some",
            "something suggest t than thank thanks that the their them then there these they thing things this",
            "those to too up us ve very want was watch watched we were what when which who will with would yes",
            "you your",
        )
    ).split()
)


class LexicalIndex:
    """BM25 (Robertson and others, TREC-3, 1994; the "lucene" variant of bm25s) over one text an item."""

    def __init__(self, bm25: bm25s.BM25) -> None:
        self._bm25 = bm25

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Indexes `texts` by position."""
        import bm25s

        bm25 = bm25s.BM25()
        bm25.index([stems(text) for text in texts], show_progress=False)
        return cls(bm25)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Opens what `save` wrote."""
        import bm25s

        return cls(bm25s.BM25.load(folder))

    def save(self, folder: Path) -> None:
        """Writes numpy arrays and JSON into `folder`."""
        self._bm25.save(folder, show_progress=False)

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every indexed text for `text`, float32 (n,), 0 where no word is shared."""
        known = [stem for stem in stems(text) if stem and stem in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)


def stems(text: str) -> list[str]:
    """The words of `text` as they are matched: without case, stop words and English endings."""
    words = [word for word in WORD.findall(text.casefold()) if word not in STOP_WORDS]
    stemmed: list[str] = _stemmer().stemWords(words)
    return stemmed or [""]


def shared_words(wish: str, text: str) -> tuple[str, ...]:
    """The words of `wish`, as written there, that `text` contains in any ending; each once."""
    known = set(stems(text))
    words = dict.fromkeys(word for word in WORD.findall(wish.casefold()) if word not in STOP_WORDS)
    return tuple(word for word in words if _stemmer().stemWord(word) in known)


@cache
def _stemmer() -> Stemmer.Stemmer:
    import Stemmer

    return Stemmer.Stemmer("english", 0)  # no inner cache: it is not safe across threads
