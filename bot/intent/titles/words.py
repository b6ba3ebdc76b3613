"""Text -> words as titles are compared, and the ways people write a title. Knows nothing of a catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce

# A run of letters or digits with the apostrophes inside it; each Han character; "&".
TOKEN = re.compile(r"[一-鿿]|&|[^\W_一-鿿]+(?:['’`´][^\W_一-鿿]+)*")
HAN = re.compile(r"[一-鿿]")
MAX_WORDS = 16  # of a title that are compared; nobody says more

ARTICLES = frozenset(" ".join(("the a an der die das ein eine le la les un une el los las il lo gli os",)).split())
GLUE = ARTICLES | frozenset(
    " ".join(
        (
            "and of in on at to for with from und von im de du des da di del della et",
            "part vol volume chapter episode",
        )
    ).split()
)
ROMAN = " ".join(("ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx",)).split()
NAMED = " ".join(("one two three four five six seven eight nine ten eleven twelve thirteen",)).split()
NUMERALS = {
    **{roman: str(number) for number, roman in enumerate(ROMAN, start=2)},
    **{name: str(number) for number, name in enumerate(NAMED, start=1)},
    "&": "and",
    "vs": "5",  # "v" is versus in one title and five in the next: both are read alike
    "versus": "5",
}
PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ð": "d", "þ": "th"})
APOSTROPHES = re.compile(r"['’`´]")

# Where a title falls into parts; "Part 2" alone names nothing, so such parts hang on what is before them.
BREAK = re.compile(r":\s+|\s+[-–—]\s+|\s*[(\[\])]\s*|;\s+|,?\s+or:\s+|,\s+or,?\s+", re.IGNORECASE)
MOVED_ARTICLE = re.compile(rf"(.+), ({'|'.join(sorted(ARTICLES))})", re.IGNORECASE)


class Form(IntEnum):
    """How a title was written, the most faithful first."""

    FULL = 0
    NO_ARTICLE = 1  # "Babadook"
    HEAD = 2  # the part before the colon
    NO_GLUE = 3  # "Harry Potter Goblet Fire"
    TAIL = 4  # the part after the colon
    START = 5  # the first words of one title only


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, text[start:end]; `key` is what is compared."""

    start: int
    end: int
    key: str
    base: str  # the key without 's


def read_words(text: str) -> list[Word]:
    """The words of `text` in order; accents, case, apostrophes and the way numbers are written are gone."""
    words: list[Word] = []
    for match in TOKEN.finditer(text):
        alone = not words or text[match.end() : match.end() + 1] == "-"
        words.append(_word(match.start(), match.end(), match.group(), alone))
    return words


def _word(start: int, end: int, written: str, alone: bool) -> Word:
    folded = fold(written)
    if folded in ("x", "v") and alone:  # "X-Men" is no ten
        return Word(start, end, folded, folded)
    if folded.isalnum():
        key = NUMERALS.get(folded, folded)
        return Word(start, end, key, key)
    key = APOSTROPHES.sub("", folded)
    base = APOSTROPHES.sub("", re.sub(r"['’`´]s$", "", folded))
    return Word(start, end, NUMERALS.get(key, key), NUMERALS.get(base, base))


def fold(written: str) -> str:
    """Without case and accents."""
    written = written.casefold()
    if written.isascii():
        return written
    letters = unicodedata.normalize("NFKD", written.translate(PLAIN_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)) or written


def forms(title: str) -> dict[tuple[str, ...], Form]:
    """The ways to write `title` that name it, as keys of its words."""
    found = {as_written: Form.FULL} if (as_written := _keys(title)) else {}
    if moved := MOVED_ARTICLE.fullmatch(title):
        title = f"{moved.group(2)} {moved.group(1)}"
    parts = [keys for part in BREAK.split(title) if (keys := _keys(part))]
    full = _keys(title)
    found.setdefault(full, Form.FULL)
    for written in (full, *_heads(parts)):
        form = Form.NO_ARTICLE if written == full else Form.HEAD
        found.setdefault(written, form)
        if len(written) > 1 and written[0] in ARTICLES:
            found.setdefault(written[1:], form)
        content = _content(written)
        if len(content) > 1:
            found.setdefault(content, Form.NO_GLUE)
    for tail in _tails(parts):
        found.setdefault(tail, Form.TAIL)
    found.pop((), None)
    return found


def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in read_words(text)[:MAX_WORDS])


def _content(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if key not in GLUE)


def _heads(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    heads = [sum(parts[:n], ()) for n in range(1, len(parts))]
    return [head for head in heads if len("".join(_content(head))) > 2 and not "".join(head).isdigit()]


def _tails(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    tails = [sum(parts[n:], ()) for n in range(1, len(parts))]
    tails += [parts[1]] if len(parts) > 2 else []
    return [tail for tail in tails if any(len(key) > 3 for key in _content(tail))]


def extended(walked: str, key: str) -> str:
    """Words run together, so that "Spider-Man" and "Spiderman" are one; numbers stay apart."""
    return f"{walked} {key}" if walked[-1:].isdigit() and key[0].isdigit() else walked + key


def run_together(keys: Iterable[str]) -> str:
    """All `keys` as one."""
    return reduce(extended, keys, "")
