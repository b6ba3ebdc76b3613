"""What was typed -> plain words: no hidden characters, no slang, no stretched letters. Knows no rules."""

from __future__ import annotations

import re
import unicodedata

from bot.intent.slang import DOUBLED, SHORT

HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f]"
)
# runs that say nothing and that patterns would read again and again
RUNS = (
    (re.compile(r"[^\S\n]+"), " "),
    (re.compile(r"\n\s*"), "\n"),
    (re.compile(r"([^\w\s])\1{3,}"), r"\1\1\1"),
    (re.compile(r"(\d{20})\d+"), r"\1"),
    (re.compile(r"([A-Za-z]{60})[A-Za-z]+"), r"\1"),
)
STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
STRETCHED_WORD = re.compile(r"[^\W\d_]*([^\W\d_])\1{2,}[^\W\d_]*")
ROMAN = re.compile(r"[ivxlc]+|www|x+", re.IGNORECASE)
WORD = re.compile(r"(?<![\w'-])[\w']+(?![\w']|-\w|\.\w)")
OTHERS = (
    (re.compile(r"\bhttps?://\S+", re.IGNORECASE), " "),  # an address wishes nothing
    (re.compile(r"\bw/o\b", re.IGNORECASE), "without "),
    (re.compile(r"(?<!\w)w/ ?(?=\w)", re.IGNORECASE), "with "),
    (re.compile(r"(?<=\w )w(?= \w)", re.IGNORECASE), "with"),
    (re.compile(r"(?<=[\w,] )(?:n|&|'n'|\+)(?= \w)", re.IGNORECASE), "and"),
    (re.compile(r"(?<=[a-z] )4(?= (?:my|me|us|a|an|the|our|her|him|his|kids|two|smth)\b)", re.IGNORECASE), "for"),
    (
        re.compile(
            r"\b(?:lol|lmao|rofl|(?:ha){2,}h?|(?:he){2,}|(?:hi){2,}|btw|tbh|imo|imho|omg|ngl|fyi|afaik|iirc|jk|smh|"
            r"xoxo|xx+)(?!\w)",
            re.IGNORECASE,
        ),
        " , ",
    ),
    (re.compile(r"!+1+(?!\w)"), "!"),
    (re.compile(r"(?<!\w)(?:[:;]['’]?-?[)D(PpO/|*]+|<3+|\^\^|:o\)|xD)(?!\w)"), " , "),
    (re.compile(r"(?<=\w)'em\b", re.IGNORECASE), " them"),
    (re.compile(r"(?<![\w'])'(?=(?:bout|em|cause|til)\b)", re.IGNORECASE), ""),
    (re.compile(r"(?<![\w'])((?!beg|ru)\w{2,})(?<!a)in'(?!\w)", re.IGNORECASE), r"\1ing"),  # "lookin'"
    (
        re.compile(
            r"\b(look|feel|go|do|watch|read|gett|hav|com|try|think|talk|search|hop|mak)in\b", re.IGNORECASE
        ),
        r"\1ing",
    ),
)
MARKS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})
DASHED = re.compile(r"(?<=[a-z\d])–(?=[a-z\d])", re.IGNORECASE)  # "sci–fi", "1980–1990"
PLAIN_LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "ı": "i", "æ": "a", "ß": "s"}


def plain(utterance: str, most: int) -> str:
    """At most `most` characters of it, as a careful writer would have typed them.

    >>> plain("smth w/ dragons pls, soooo goood", 100)
    'something with dragons please, so good'
    """
    text = unicodedata.normalize("NFKC", utterance[:most])
    text = DASHED.sub("-", HIDDEN.sub(" ", text).translate(MARKS))
    for run, shorter in RUNS:
        text = run.sub(shorter, text)
    text = STRETCHED_WORD.sub(_unstretched, text)
    for pattern, written in OTHERS:
        text = pattern.sub(written, text)
    return WORD.sub(_written, text)


def _unstretched(match: re.Match[str]) -> str:
    """ "soooo" as "so", "gooood" as "good", "XIII" as it is."""
    word = match.group()
    if ROMAN.fullmatch(word):
        return word
    twice = STRETCHED.sub(r"\1\1", word)
    return twice if twice.casefold() in DOUBLED else STRETCHED.sub(r"\1", word)


def _written(match: re.Match[str]) -> str:
    word = match.group()
    if word.isupper() and len(word) > 1:  # "SHES", but "ID" and "DOC" may be names
        return word
    return SHORT.get(word.casefold(), word)


def folded(text: str) -> str:
    """`text` without accents, of the same length, so that places in it hold.

    >>> folded("Almodóvar, Tōshirō")
    'Almodovar, Toshiro'
    """
    return "".join(_base(char) for char in text) if not text.isascii() else text


def _base(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return PLAIN_LETTERS.get(char, base) if not char.isascii() else char
