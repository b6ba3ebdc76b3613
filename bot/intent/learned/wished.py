"""Which words of a piece of an utterance are to be searched. Knows no grammar."""

from __future__ import annotations

import re

from bot.intent.learned.tagger import HAN, Tagged
from retriever.lexical import STOP_WORDS

WORD = re.compile(r"[一-鿿]|[^\W一-鿿]+")

SURE = 0.05  # probability from which a word is wished; chosen on talks not learnt from, see docs/log.md


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
    return [piece] if tagged.of(piece, "wish") >= SURE else []
