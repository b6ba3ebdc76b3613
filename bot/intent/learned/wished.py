"""Which words of a piece of an utterance are to be searched. Knows no grammar."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import groupby

from bot.intent.learned.tagger import HAN, LABELS, Tagged
from retriever.lexical import STOP_WORDS

CERTAIN = 0.8  # the same for what no rule heard
RUN = re.compile(r"[一-鿿]+|[^\W一-鿿]+(?: [^\W一-鿿]+)*")
WORD = re.compile(r"[一-鿿]|[^\W一-鿿]+")

SURE = 0.05  # probability from which a word is wished; chosen on talks not learnt from, see docs/log.md

SURE_OF_LETTER = 0.15  # the same for a letter of Chinese


def wished(piece: str, tagged: Tagged, kinds: Collection[str] = ()) -> list[str]:
    """The runs of wished words of `piece`, small words inside a run kept; of Chinese runs of letters.

    `kinds` are words of `piece`, in lower case, that name kinds of this catalogue: these stay, since the reader
    has learnt that a kind is demanded and no wish.
    """
    return _han(piece, tagged, kinds) if HAN.search(piece) else _words(piece, tagged, kinds)


def _words(piece: str, tagged: Tagged, kinds: Collection[str]) -> list[str]:
    runs: list[list[str]] = []
    small: list[str] | None = None  # small words since the last wished one; None outside a run
    for word in piece.split():
        parts = [part for part in WORD.findall(word) if part.casefold() not in STOP_WORDS]
        if not parts:
            if small is not None:
                small.append(word)
        elif any(part.casefold() in kinds or tagged.of(part, "wish") >= SURE for part in parts):
            if small is None:
                runs.append([])
            runs[-1] += [*(small or []), word]
            small = []
        else:
            small = None
    return [" ".join(run) for run in runs]


def _han(piece: str, tagged: Tagged, kinds: Collection[str]) -> list[str]:
    likely = tagged.letters_of(piece, "wish")
    if likely is None or piece in kinds:  # put into other words by a rule, which knew what it did
        return [piece]
    marks = "".join("w" if probability >= SURE_OF_LETTER else "n" for probability in likely)
    return [piece[match.start() : match.end()] for match in re.finditer("w(?:n?w)*", marks)]


def certain(tagged: Tagged) -> list[str]:
    """The runs of the utterance that are certainly wished."""
    likely = tagged.letters[:, LABELS.index("wish")]
    found = []
    for match in RUN.finditer(tagged.text):
        parts = [likely[m.start() : m.end()].min() >= CERTAIN for m in WORD.finditer(tagged.text, *match.span())]
        words = [m.group() for m in WORD.finditer(tagged.text, *match.span())]
        for sure, run in groupby(zip(parts, words, strict=True), key=lambda one: one[0]):
            if sure:
                found.append(("" if HAN.search(match.group()) else " ").join(word for _, word in run))
    return found
