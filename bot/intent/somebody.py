"""Whose wish it is, by a name that no record has: "my friend Zork loves a film about trains". Knows no wishes.

The name says nothing of what is wished; where it is only reported ("told me about a film") the thing is the wish.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.given_names import GIVEN_NAMES
from bot.intent.heard import Heard

RELATION = (
    r"(?:best |good |old |little |big |older |younger )?(?:friend|mate|pal|buddy|neighbou?r|colleague|co-?worker|"
    r"boss|teacher|flatmate|roommate|brother|sister|mum|mom|mother|dad|father|wife|husband|partner|boyfriend|"
    r"girlfriend|son|daughter|kid|child|cousin|uncle|aunt|nephew|niece|grand(?:ma|pa|mother|father|son|daughter))"
)
NAME = r"[^\W\d_][\w'-]*"
WHO = rf"(?:\b(?:my|our) {RELATION}\b(?: (?P<called>{NAME}(?: {NAME})?))??|(?P<alone>{NAME}(?: {NAME})?))"
LIKES = r"(?:(?:really |just |also |always )*(?:loves|likes|adores|enjoys|wants|fancies|would (?:love|like)))"
SAYS = (
    rf"(?:{LIKES}|(?:recommended|recommends|suggested|suggests|mentioned|praised)(?: (?:me|us))?|"
    r"told (?:me|us) (?:about|of|there (?:is|was))|told (?:me|us) to (?:watch|read|get|buy)|"
    rf"(?:says|said|thinks|told (?:me|us))(?: that)? (?:s?he|they) {LIKES})"
)
REPORTED = re.compile(
    rf"(?:^|(?<=[,.;!?] )){WHO}(?:,? who)? {SAYS} "
    r"(?=(?:an?|some|something|anything|films?|movies?|books?|novels?|stories)\b)",
    re.IGNORECASE,
)
CALLED = re.compile(rf"(?<=\b)(?P<lead>(?:my|our) {RELATION},?) (?P<called>{NAME}(?: {NAME})?)", re.IGNORECASE)
# "my friend" is no theme, "a film about my friend" has one
OURS = re.compile(rf"(?<!about )(?<!of )(?<!on )\b(?:my|our|his|her|their) {RELATION}s?$", re.IGNORECASE)
FOR_WHOM = re.compile(rf"\bfor (?P<called>{NAME}(?: {NAME})?)(?=\W*$|[,.;!?]| who\b)", re.IGNORECASE)


def read_somebody(heard: Heard) -> Heard:
    """Takes out who wishes, as far as no record is about them; what they wish stays."""
    if match := REPORTED.search(heard.text):
        named = match["called"] or match["alone"]
        if named is None or _stranger(heard, named):
            return replace(heard, text=heard.text[: match.start()] + heard.text[match.end() :])
    for pattern, kept in ((CALLED, "lead"), (FOR_WHOM, "")):
        if match := pattern.search(heard.text):
            name = _name(heard, match["called"])
            end = match.start("called") + len(name)
            lead = match[kept] if kept else ""
            if name:
                heard = replace(heard, text=f"{heard.text[: match.start()]}{lead}{heard.text[end:]}")
    return heard


def _name(heard: Heard, words: str) -> str:
    """As many of `words` as are a stranger's name; "" for none."""
    first = words.split(" ", 1)[0]
    return next((name for name in (words, first) if _stranger(heard, name)), "")


def _stranger(heard: Heard, name: str) -> bool:
    """True for capitals that are no person, no title and no word of the catalogue."""
    known = heard.names.people(name) or heard.names.titles(name) or heard.names.tells_of(name)
    return not known and all(_proper(heard, word) for word in name.split())


def _proper(heard: Heard, word: str) -> bool:
    return word[0].isupper() and (word.casefold() in GIVEN_NAMES or not heard.names.knows(word.casefold()))
