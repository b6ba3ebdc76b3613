"""Word match: BM25 over the items' texts. Knows nothing of vectors or constraints."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import bm25s
    import Stemmer

K1, B = 1.5, 0.75
LENGTH = "mean_length.json"
MAX_WORDS = 200  # of a wish; more only cost time

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


class Words(Protocol):
    """Scores texts by the words they share with another."""

    def scores(self, text: str) -> NDArray[np.float32]:
        """float32 (n,), 0 where no word is shared."""
        ...


class LexicalIndex:
    """BM25 (Robertson and others, TREC-3, 1994; the "lucene" variant of bm25s) over one text an item."""

    def __init__(self, bm25: bm25s.BM25, mean_length: float) -> None:
        self._bm25 = bm25
        self._mean_length = mean_length

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Indexes `texts` by position."""
        import bm25s

        bm25 = bm25s.BM25(k1=K1, b=B)
        corpus = [stems(text) for text in texts]
        bm25.index(corpus, show_progress=False)
        return cls(bm25, sum(map(len, corpus)) / max(len(corpus), 1))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Opens what `save` wrote."""
        import bm25s

        return cls(bm25s.BM25.load(folder), json.loads((folder / LENGTH).read_text(encoding="utf-8")))

    def save(self, folder: Path) -> None:
        """Writes numpy arrays and JSON into `folder`."""
        self._bm25.save(folder, show_progress=False)
        (folder / LENGTH).write_text(json.dumps(self._mean_length), encoding="utf-8")

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 of every indexed text for `text`, float32 (n,), 0 where no word is shared."""
        known = [stem for stem in stems(text)[:MAX_WORDS] if stem and stem in self._bm25.vocab_dict]
        if not known:
            return np.zeros(self._bm25.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def with_more(self, texts: Sequence[str]) -> AddedWords:
        """Scores for a few texts that came later, on the same scale as the indexed ones."""
        counts = [Counter(stems(text)) for text in texts]
        return AddedWords(counts, self._weight, self._mean_length)

    def _weight(self, stem: str) -> float:
        """Inverse document frequency among the indexed texts."""
        n, row = self._bm25.scores["num_docs"], self._bm25.vocab_dict.get(stem)
        pointers = self._bm25.scores["indptr"]
        found = 0 if row is None else int(pointers[row + 1] - pointers[row])
        return math.log(1 + (n - found + 0.5) / (found + 0.5))


@dataclass(frozen=True, slots=True)
class AddedWords:
    """BM25 of texts added after an index was built, with the word weights of that index."""

    counts: Sequence[Counter[str]]
    weight: Callable[[str], float]
    mean_length: float

    def scores(self, text: str) -> NDArray[np.float32]:
        found = np.zeros(len(self.counts), dtype=np.float32)
        for stem in stems(text)[:MAX_WORDS]:
            if not stem:
                continue
            weight = self.weight(stem)
            for row, counts in enumerate(self.counts):
                if often := counts[stem]:
                    long = 1 - B + B * counts.total() / max(self.mean_length, 1e-9)
                    found[row] += weight * often / (often + K1 * long)
        return found


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
