"""Which words of a piece of an utterance are to be searched. Knows no grammar."""

from __future__ import annotations

import re
from itertools import groupby

from bot.intent.learned.tagger import HAN, LABELS, Tagged
from retriever.lexical import STOP_WORDS

CERTAIN = 0.8  # the same for what no rule heard
RUN = re.compile(r"[一-鿿]+|[^\W一-鿿]+(?: [^\W一-鿿]+)*")
WORD = re.compile(r"[一-鿿]|[^\W一-鿿]+")

SURE = 0.05  # probability from which a word is wished; chosen on talks not learnt from, see docs/log.md

SURE_OF_LETTER = 0.15  # the same for a letter of Chinese


def wished(piece: str, tagged: Tagged) -> list[str]:
    """The runs of wished words of `piece`, small words inside a run kept; of Chinese runs of letters."""
    return _han(piece, tagged) if HAN.search(piece) else _words(piece, tagged)


def _words(piece: str, tagged: Tagged) -> list[str]:
    runs: list[list[str]] = []
    small: list[str] | None = None  # small words since the last wished one; None outside a run
    for word in piece.split():
        parts = [part for part in WORD.findall(word) if part.casefold() not in STOP_WORDS]
        if not parts:
            if small is not None:
                small.append(word)
        elif max(tagged.of(part, "wish") for part in parts) >= SURE:
            if small is None:
                runs.append([])
            runs[-1] += [*(small or []), word]
            small = []
        else:
            small = None
    return [" ".join(run) for run in runs]


def _han(piece: str, tagged: Tagged) -> list[str]:
    likely = tagged.letters_of(piece, "wish")
    if likely is None:  # put into other words by a rule, which knew what it did
        return [piece]
    runs = [
        (m.start(), m.end())
        for m in re.finditer("w(?:n?w)*", "".join("w" if p >= SURE_OF_LETTER else "n" for p in likely))
    ]
    return [piece[start:end] for start, end in runs]


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
