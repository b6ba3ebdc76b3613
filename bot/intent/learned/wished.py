"""Which words of a piece of an utterance are to be searched. Knows no grammar."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import groupby

from bot.intent.learned.tagged import LABELS, Tagged
from retriever.items import HAN
from retriever.lexical import STOP_WORDS

WISHED_WORD = 0.05  # probability from which a word that the rules left is wished; chosen in docs/log.md
WISHED_LETTER = 0.15  # the same for a letter of Chinese
UNHEARD = 0.8  # probability from which what no rule left is wished all the same
ASKED = 0.5  # probability from which an utterance asks for items
ASKING = frozenset({"recommend", "refine", "constrain", "change"})
WORD = re.compile(r"[一-鿿]|[^\W一-鿿]+")
# "a dress for a wedding", "a fancy hat,": what is asked for
HEAD = r"\b(?:an?|some|any) (?:[\w-]+ )?{}(?=(?: (?:for|with|under|below|from|that|which|who) |\s*[,.!?]|\s*$))"
RUN = re.compile(r"[一-鿿]+|[^\W一-鿿]+(?: [^\W一-鿿]+)*")


def wished(piece: str, tagged: Tagged, kinds: Collection[str] = ()) -> list[str]:
    """The runs of wished words of `piece`, small words inside a run kept; of Chinese runs of letters.

    The reader has learnt that kinds, names and places are demanded, which is no wish. Where a catalogue does not
    know one, no rule took it, so what looks like one stays: `kinds` (words of `piece`, in lower case, that name
    kinds of this catalogue), words with a capital, the word right after a wished one ("waterproof jacket"), and
    what is asked for by an article at the beginning of a piece ("a dress for a wedding").
    """
    return _han(piece, tagged, kinds) if HAN.search(piece) else _words(piece, tagged, kinds)


def _words(piece: str, tagged: Tagged, kinds: Collection[str]) -> list[str]:
    runs: list[list[str]] = []
    small: list[str] | None = None  # small words since the last wished one; None outside a run
    begins = tagged.text.startswith(piece.casefold())
    for place, word in enumerate(piece.split()):
        parts = [part for part in WORD.findall(word) if part.casefold() not in STOP_WORDS]
        if not parts:
            if small is not None:
                small.append(word)
            continue
        named = word[0].isupper() and (place > 0 or not begins)
        sure = named or any(p.casefold() in kinds or tagged.of(p, "wish") >= WISHED_WORD for p in parts)
        sure = sure or (place == 0 and _asked_for(parts[-1], tagged))
        if sure or (small == [] and runs[-1][-1][-1].isalnum()):
            if small is None:
                runs.append([])
            runs[-1] += [*(small or []), word]
            small = [] if sure else None  # one word after a wished one, not all that follow
        else:
            small = None
    return [" ".join(run) for run in runs]


def _asked_for(word: str, tagged: Tagged) -> bool:
    return re.search(HEAD.format(re.escape(word.casefold())), tagged.text) is not None


def _han(piece: str, tagged: Tagged, kinds: Collection[str]) -> list[str]:
    likely = tagged.letters_of(piece, "wish")
    if likely is None or piece in kinds:  # put into other words by a rule, which knew what it did
        return [piece]
    marks = ["n"] * len(piece)
    for match in WORD.finditer(piece):
        if likely[match.start() : match.end()].max() >= WISHED_LETTER:
            marks[match.start() : match.end()] = "w" * (match.end() - match.start())
    return [piece[match.start() : match.end()] for match in re.finditer("w(?:n?w)*", "".join(marks))]


def certain(tagged: Tagged) -> list[str]:
    """The runs of the utterance that are certainly wished."""
    likely = tagged.letters[:, LABELS.index("wish")]
    found = []
    for match in RUN.finditer(tagged.text):
        words = list(WORD.finditer(tagged.text, *match.span()))
        between = "" if HAN.search(match.group()) else " "
        for sure, run in groupby(words, key=lambda one: bool(likely[one.start() : one.end()].min() >= UNHEARD)):
            if sure:
                found.append(between.join(one.group() for one in run))
    return found


def size(text: str) -> int:
    """How many words `text` has; two letters of Chinese are one."""
    words = WORD.findall(text)
    chinese = sum(1 for word in words if HAN.match(word))
    return len(words) - chinese + (chinese + 1) // 2


def asks(tagged: Tagged) -> bool:
    """True where items are asked for, or others than before."""
    return max(tagged.acts["recommend"], tagged.acts["refine"]) >= ASKED


def talks(tagged: Tagged) -> bool:
    """True where something else is done than asking for items."""
    return max(chance for act, chance in tagged.acts.items() if act not in ASKING) >= ASKED
