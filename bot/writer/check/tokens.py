"""The words of a text with what the rules of order ask of them. Knows nothing of records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.writer.check.sentences import WORD, forms, split, words
from bot.writer.check.words import FUNCTION

KEPT = 512  # descriptions and sentences that are remembered
_PUNCTUATION = re.compile(r"[,:;.()!?—–]")
_OWNER = re.compile(r"['’]s?$")
_ADVERB = re.compile(r"(?!family|assembly|monopoly|butterfly)\w{3,}ly")


@dataclass(frozen=True, slots=True)
class Token:
    """A word where it stands: what it may be, whether it tells something, and whether a new part begins at it."""

    written: str
    folded: str
    forms: frozenset[str]
    content: bool
    begins: bool  # punctuation or nothing stands before it
    owner: bool  # "the baker's"
    sentence: int


@lru_cache(maxsize=KEPT)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text with what the rules of order ask of them."""
    found: list[Token] = []
    for number, sentence in enumerate(split(text)):
        last = 0
        for match in WORD.finditer(sentence):
            word, gap = words(match.group())[0], sentence[last : match.start()]
            content = word.folded not in FUNCTION and not _ADVERB.fullmatch(word.folded)
            begins = not last or bool(_PUNCTUATION.search(gap))
            owner = content and bool(_OWNER.search(word.written))
            found.append(Token(word.written, word.folded, forms(word.folded), content, begins, owner, number))
            last = match.end()
    return tuple(found)
