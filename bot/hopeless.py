"""When a wish can't be served: its words stand in no record and nothing comes near it. Knows nothing of answers.

Measured with the packaged encoders on the embedded films (docs/log.md): the best cosine alone does not tell
letters hit at random (.12 to .43) from short real wishes whose words no record has (.16 to .44). So NEAR is set
where only the plainly far ones fall, and heaps of letters are known by their looks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.items import Candidate, Leg, Query

NEAR, NEAR_IN_OTHER_SCRIPTS = 0.25, 0.15
LEXICAL: frozenset[Leg] = frozenset({"title", "words", "facet words", "facets"})
WORD = re.compile(r"[^\W_]+")
LATIN = re.compile(r"[a-z]", re.IGNORECASE)
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
RUNS = "|".join(row[i : i + 4] for row in ROWS for row in (row, row[::-1]) for i in range(len(row) - 3))
# a character four times over, four keys side by side, five letters without a vowel, six consonants in a row
HEAP = re.compile(rf"(.)\1{{3}}|{RUNS}|^[^aeiouyäöü\W\d]{{5,}}$|[bcdfghjklmnpqrstvwxz]{{6}}")


def hopeless(query: Query, candidates: Sequence[Candidate]) -> bool:
    """True where nothing but words that mean nothing here was said.

    Args:
        query: Whoever demands, likes or prefers something known is always served.
        candidates: What the search found for it.
    """
    if query.must or query.liked or query.prefer or not query.text.strip():
        return False
    if any(LEXICAL & candidate.legs.keys() for candidate in candidates):
        return False
    near = NEAR if LATIN.search(query.text) else NEAR_IN_OTHER_SCRIPTS
    best = max((candidate.similarity for candidate in candidates), default=0.0)
    return best < near or heap(query.text)


def heap(text: str) -> bool:
    """True for letters hit at random.

    >>> heap("asdf zxcvb"), heap("brrrrr"), heap("rhythms"), heap("dinosaurs"), heap("ein trauriger Film")
    (True, True, False, False, False)
    """
    words = [word for word in WORD.findall(text.casefold()) if len(word) > 2]
    return bool(words) and all(HEAP.search(word) for word in words)
