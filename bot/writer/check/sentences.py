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
        "become": "became", "begin": "began begun", "bend": "bent", "bind": "bound", "bite": "bit bitten",
        "bleed": "bled", "blow": "blew blown", "break": "broke broken", "breed": "bred", "bring": "brought",
        "build": "built", "burn": "burnt", "buy": "bought", "catch": "caught", "choose": "chose chosen",
        "cling": "clung", "come": "came", "creep": "crept", "deal": "dealt", "dig": "dug", "draw": "drew drawn",
        "drink": "drank drunk", "drive": "drove driven", "eat": "ate eaten", "fall": "fell fallen", "feed": "fed",
        "feel": "felt", "fight": "fought", "find": "found", "flee": "fled", "fling": "flung", "fly": "flew flown",
        "forbid": "forbade forbidden", "forget": "forgot forgotten", "forgive": "forgave forgiven",
        "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grind": "ground",
        "grow": "grew grown", "hang": "hung", "hear": "heard", "hide": "hid hidden", "hold": "held",
        "keep": "kept",
        "kneel": "knelt", "know": "knew known", "lay": "laid", "lead": "led", "leap": "leapt", "learn": "learnt",
        "leave": "left", "lend": "lent", "lie": "lain", "light": "lit", "lose": "lost", "make": "made",
        "mean": "meant", "meet": "met", "pay": "paid", "ride": "rode ridden", "ring": "rang rung",
        "rise": "rose risen", "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold",
        "send": "sent", "sew": "sewn", "shake": "shook shaken", "shine": "shone", "shoot": "shot", "show": "shown",
        "shrink": "shrank shrunk", "sing": "sang sung", "sink": "sank sunk", "sit": "sat", "sleep": "slept",
        "slide": "slid", "sow": "sown", "speak": "spoke spoken", "spend": "spent", "spin": "spun",
        "spring": "sprang sprung", "stand": "stood", "steal": "stole stolen", "stick": "stuck", "sting": "stung",
        "strike": "struck", "string": "strung", "swear": "swore sworn", "sweep": "swept", "swim": "swam swum",
        "swing": "swung", "take": "took taken", "teach": "taught", "tear": "tore torn", "tell": "told",
        "think": "thought", "throw": "threw thrown", "understand": "understood", "wake": "woke woken",
        "wear": "wore worn", "weave": "wove woven", "weep": "wept", "win": "won", "wind": "wound",
        "write": "wrote written",
        "child": "children", "man": "men", "woman": "women", "wife": "wives",
    }.items()
    for past in forms.split()
}  # fmt: skip
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"),
)  # fmt: skip
# Endings that make another word of the same family, and how long what is left has to be.
MIN_ROOT = 4
_DERIVED = (
    ("y", 4), ("ey", 4), ("ly", 4), ("en", 4), ("er", 5), ("or", 5), ("ion", 5), ("ation", 4), ("ist", 5),
    ("ism", 5),
    ("ness", 3), ("ful", 4), ("ster", 4), ("ment", 4), ("al", 5),
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


def roots(folded: str) -> frozenset[str]:
    """What words of one family share: "translator" and "translated", "smoke" and "smoky"."""
    return _roots(folded) if len(folded) <= KEPT_CHARS else frozenset()


def _families(folded: str) -> frozenset[str]:
    found = set(forms(folded))
    for form in forms(folded):
        for ending, least in _DERIVED:
            if form.endswith(ending) and len(form) - len(ending) >= least:
                found.add(form.removesuffix(ending))
    return frozenset(found | {form.removesuffix("e") for form in found if len(form) > MIN_ROOT})


def is_past(folded: str) -> bool:
    """True for an irregular past: "wrote", "sung"; and for "men", which nothing sets apart."""
    return folded in _IRREGULAR


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
_roots = lru_cache(maxsize=KEPT)(_families)


@cache  # one, as it takes no argument
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english", 0)  # no inner cache: it is not safe across threads
