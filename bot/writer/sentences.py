"""Cuts running text into sentences and sentences into words. Knows nothing of records or models."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

KEPT = 50_000  # words of visitors, models and records that are remembered; then the oldest go
KEPT_CHARS = 40  # longer ones are never remembered, so that what is kept has a bound in bytes too

WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
# After ., ! or ? and closing quotes, before a space and what may begin a sentence; not after an initial or
# an abbreviation.
_END = re.compile(r"(?<=[.!?…])[\"”’»)]*(?=\s+[\"“‘«(]*[A-Z0-9À-Þ])|(?<=[。！？])")
_NO_END = re.compile(
    r"(?:(?<![\w'’])[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Mt|Prof|Vol|No|Nr|vs|ca|approx|e\.g|i\.e|a\.m|p\.m))\.$"
)
_IRREGULAR = {
    past: verb
    for verb, forms in {
        "become": "became", "begin": "began begun", "bring": "brought", "build": "built", "buy": "bought",
        "catch": "caught", "choose": "chose chosen", "come": "came", "draw": "drew drawn", "drive": "drove driven",
        "fall": "fell fallen", "fight": "fought", "find": "found", "flee": "fled", "fly": "flew flown",
        "forget": "forgot forgotten", "give": "gave given", "grow": "grew grown", "hear": "heard",
        "hide": "hid hidden",
        "hold": "held", "keep": "kept", "know": "knew known", "leave": "left", "lose": "lost", "make": "made",
        "meet": "met", "ride": "rode ridden", "rise": "rose risen", "run": "ran", "see": "saw seen",
        "seek": "sought", "sell": "sold",
        "send": "sent", "shake": "shook shaken", "sing": "sang sung", "speak": "spoke spoken", "spend": "spent",
        "steal": "stole stolen", "swim": "swam swum", "take": "took taken", "teach": "taught", "tell": "told",
        "think": "thought", "wear": "wore worn", "weave": "wove woven", "win": "won", "write": "wrote written",
        "child": "children", "man": "men", "woman": "women", "wife": "wives",
    }.items()
    for past in forms.split()
}  # fmt: skip
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as written, folded (no case, no accents, no possessive 's), and its stem."""

    written: str
    folded: str
    stem: str


def split(text: str) -> list[str]:
    """The sentences of `text`, in order, without the space between them."""
    found, begin = [], 0
    for match in _END.finditer(text):
        if not _NO_END.search(text[begin : match.start()]):
            found.append(text[begin : match.end()].strip())
            begin = match.end()
    return [sentence for sentence in (*found, text[begin:].strip()) if sentence]


def words(text: str) -> list[Word]:
    """The words of `text`, in order; "well-made" is two."""
    return [_word(written) if len(written) <= KEPT_CHARS else _read(written) for written in WORD.findall(text)]


def fold(text: str) -> str:
    """Without case and accents: "Agnès" and "agnes" are one name."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def forms(folded: str) -> frozenset[str]:
    """What a word may be without its ending: two words with one in common are the same word.

    Stricter than a stem, which "submarins" shares with "submariners", and "killer" with "kills".
    """
    return _forms(folded) if len(folded) <= KEPT_CHARS else _without_endings(folded)


def stem(folded: str) -> str:
    """What the endings of a word hang on: "sails", "sailed" and "sailing" share one."""
    return str(_stemmer().stemWord(_IRREGULAR.get(folded, folded)))


def _read(written: str) -> Word:
    folded = re.sub(r"['’]s$", "", fold(written))
    return Word(written, folded, stem(folded))


def _without_endings(folded: str) -> frozenset[str]:
    base = _IRREGULAR.get(folded, folded)
    found = {base}
    for ending, instead in _ENDINGS:
        if base.endswith(ending) and len(base) > len(ending) + 1:
            found.add(base.removesuffix(ending) + instead)
    return frozenset(found | {form[:-1] for form in found if form[-1:] == form[-2:-1] and form[-1:] not in "els"})


_word = lru_cache(maxsize=KEPT)(_read)
_forms = lru_cache(maxsize=KEPT)(_without_endings)


@cache  # one, as it takes no argument
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english", 0)  # no inner cache: it is not safe across threads
