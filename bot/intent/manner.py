"""How items are wanted: how known, how many, others of the same, in which language. Knows no facets."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.manner_words import (
    AFTER_NAME,
    ASKED_LANGUAGE,
    AT_MOST,
    CHINESE_NAMES,
    HEAD_ADJECTIVE,
    HEAD_ALWAYS,
    MILD,
    MORE,
    N_OF_KIND,
    NICHE_ADJECTIVE,
    NICHE_ALWAYS,
    NO_MATTER,
    NUMBERS,
    ONLY_SO_MANY,
    TURNED,
    UNSEEN,
    N,
)
from bot.intent.naming_words import THING
from bot.intent.state import hide
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS
from bot.messages import Act, Language
from retriever.lexical import STOP_WORDS

MOST = 20  # items in an answer
MOST_SAID = 3  # times that one utterance says how known they are to be
KNOWN = tuple(
    (
        re.compile(
            rf"(?P<turned>\b{TURNED} )?{MILD}\b(?:(?P<always>{always})|(?P<adjective>{adjective}))(?!\w)"
            rf"{AFTER_NAME}",
            re.IGNORECASE,
        ),
        niche,
    )
    for always, adjective, niche in ((NICHE_ALWAYS, NICHE_ADJECTIVE, 1.0), (HEAD_ALWAYS, HEAD_ADJECTIVE, 0.0))
)
# "it needn't be obscure", "popular ones are fine too" take back and ask for nothing
TAKEN_BACK = re.compile(
    r"(?:doesn'?t|does not|don'?t|do not|needn'?t|needs? not|not) (?:really |necessarily )?"
    r"(?:(?:have|need) to be|be|necessarily)(?: that| so| too| all)* $|\bno need (?:to be|for) $",
    re.IGNORECASE,
)
WELCOME = re.compile(
    r"^(?: \w+)? (?:are|is|would be) (?:also )?(?:fine|ok(?:ay)?|good|allowed|welcome)\b", re.IGNORECASE
)
ONLY = re.compile(r" only\b", re.IGNORECASE)
THINGS = re.compile(rf"\W*{THING}\b", re.IGNORECASE)
OF_A_KIND = COUNTRY_FIELDS | GENRE_FIELDS | LANGUAGE_FIELDS


def read_language(text: str) -> tuple[Language | None, str]:
    """The language answers are asked for in, and the text without that."""
    match = ASKED_LANGUAGE.search(text)
    if match is None:
        return None, text
    name = next(filter(None, match.groups())).casefold()
    return ("zh" if name in CHINESE_NAMES else "en"), f"{text[: match.start()]} , {text[match.end() :]}"


def read_niche(heard: Heard) -> Heard:
    """ "hidden gem", "few people know" turn the dial to 1; "popular" to 0; "too obscure" the other way."""
    for pattern, niche in KNOWN:
        for _ in range(MOST_SAID):
            match = next((match for match in pattern.finditer(heard.text) if _of_things(heard, match)), None)
            if match is None:
                break
            wanted = 1.0 - niche if match["turned"] else niche
            act: Act = "recommend" if heard.opening else "refine"
            only = ONLY.match(heard.text, match.end())  # it is said of this, of nothing before it
            heard = heard.understanding(match.group())
            end = only.end() if only else match.end()
            heard = heard.took(match.start(), end, replace(heard.query, niche=wanted), act)
    return heard


def _of_things(heard: Heard, match: re.Match[str]) -> bool:
    """True where items are called known or unknown, not somebody in their story, and nothing is taken back."""
    before, after = heard.text[: match.start()], heard.text[match.end() :]
    if heard.session.turns and (TAKEN_BACK.search(before) or WELCOME.match(after)):
        return False
    if match["always"] or match["turned"]:
        return True
    follows = re.match(r"[ -]+(\w+)", after)
    if follows is None or follows.group(1).casefold() in STOP_WORDS or THINGS.match(after):
        return True
    kinds = (
        one
        for one in heard.names.values(after)
        if one.start <= follows.end() and not after[: one.start].strip(" -")
    )
    return any(field in OF_A_KIND for one in kinds for field, _ in one.values)


def read_n(heard: Heard) -> Heard:
    """ "only three please", "two more", "five thrillers": how many are wanted now."""
    match = N.search(heard.text) or next(
        (one for one in N_OF_KIND.finditer(heard.text) if _counts_kinds(heard, one)), None
    )
    if match is None:
        return heard
    group = next(name for name, said in match.groupdict().items() if said and name != "rest")
    word = match[group].casefold()
    n = 1 if group == "b" else NUMBERS.get(word, 0) or int(word)
    if n == len(heard.session.shown) and ONLY_SO_MANY.search(heard.text):  # "only one?" is a complaint
        return heard.took(*match.span())
    if n > MOST and AT_MOST.match(match.group()):  # "a lamp, at most 90": an amount
        return heard
    if not 1 <= n <= MOST:
        told = heard.took(*match.span()).note(f"I show 1 to {MOST} items at a time, so I can't show {n}.")
        return told if n else heard
    heard = replace(heard, n=n)
    if MORE.search(heard.text) or group == "g" or "rest" in match.groupdict():
        return replace(heard, text=heard.text[: match.start(group)] + heard.text[match.end(group) :].lstrip(" "))
    heard = heard.took(*match.span())
    return heard if heard.opening else heard.did("refine")


def _counts_kinds(heard: Heard, match: re.Match[str]) -> bool:
    """True for "three French thrillers", not for "two sisters"."""
    last = [one for one in heard.names.values(match["rest"]) if one.end == len(match["rest"])]
    return any(field in GENRE_FIELDS for one in last for field, _ in one.values)


def read_more(heard: Heard) -> Heard:
    """ "more", "something else": what was shown is not shown again."""
    resembling = "refine" in heard.acts and heard.query.liked != heard.session.query.liked  # "others like it"
    asks: tuple[tuple[re.Pattern[str], Act], ...] = ((UNSEEN, "exclude"), (MORE, "more"))
    for pattern, act in asks:
        if not resembling and (match := pattern.search(heard.text)) and heard.session.shown:
            shown = (pick.item.id for turn in heard.session.turns for pick in turn.picks)
            heard = heard.took(*match.span(), hide(heard.query, shown), act)
    return heard


def read_no_matter(heard: Heard) -> Heard:
    """ "no matter" as the answer to a clarifying question leaves it open."""
    asked = heard.session.turns[-1].asked if heard.session.turns else ""
    if asked and NO_MATTER.fullmatch(heard.text):
        return replace(heard, text="").did("relax")
    return heard
