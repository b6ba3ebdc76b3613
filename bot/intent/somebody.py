"""Whose wish it is, by a name that no record has: "my friend Zork loves a film about trains". Knows no wishes.

The name says nothing of what is wished; where it is only reported ("told me about a film") the thing is the wish.
A name that stands alone ("for Anna", "my friend Anna") is somebody's by its first name only: Christmas, Patagonia
and Totoro have capitals too and say what is wished.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.given_names import GIVEN_NAMES
from bot.intent.heard import Heard
from bot.intent.plain import folded

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
NO_TOPIC = r"(?<!about )(?<!of )(?<!on )\b"  # "my friend" is no theme, "a film about my friend" has one
CALLED = re.compile(
    rf"{NO_TOPIC}(?<!like )(?P<lead>(?:my|our) {RELATION},?) (?P<called>{NAME}(?: {NAME})?)", re.IGNORECASE
)
DOES = re.compile(rf",? who\b| {SAYS}\b", re.IGNORECASE)
OURS = re.compile(rf"{NO_TOPIC}(?:my|our|his|her|their) {RELATION}s?$", re.IGNORECASE)
FOR_WHOM = re.compile(rf"\bfor (?P<called>{NAME}(?: {NAME})?)(?=\W*$|[,.;!?]| who\b)", re.IGNORECASE)


def read_somebody(heard: Heard) -> Heard:
    """Takes out who wishes, as far as no record is about them; what they wish stays."""
    if match := REPORTED.search(heard.text):
        named = match["called"] or match["alone"]
        if named is None or _stranger(heard, named):
            return replace(heard, text=heard.text[: match.start()] + heard.text[match.end() :])
    if (match := CALLED.search(heard.text)) and (name := _called(heard, match)):
        end = match.start("called") + len(name)
        heard = replace(heard, text=f"{heard.text[: match.end('lead')]}{heard.text[end:]}")
    if (match := FOR_WHOM.search(heard.text)) and _somebody(heard, match["called"]):
        heard = replace(heard, text=f"{heard.text[: match.start()]}{heard.text[match.end() :]}")
    return heard


def _called(heard: Heard, match: re.Match[str]) -> str:
    """As many words after "my friend" as are a name: a first name, or any whose bearer does something."""
    words, start = match["called"], match.start("called")
    for name in (words, words.split(" ", 1)[0]):
        does = DOES.match(heard.text, start + len(name)) and _stranger(heard, name)
        if does or _somebody(heard, name):
            return name
    return ""


def _somebody(heard: Heard, name: str) -> bool:
    """True for a stranger with a first name, with or without another."""
    return folded(name.split(" ", 1)[0]).casefold() in GIVEN_NAMES and _stranger(heard, name)


def _stranger(heard: Heard, name: str) -> bool:
    """True for capitals that are no person, no title and no word of the catalogue."""
    known = heard.names.people(name) or heard.names.titles(name) or heard.names.tells_of(name)
    return not known and all(_proper(heard, word) for word in name.split())


def _proper(heard: Heard, word: str) -> bool:
    return word[0].isupper() and (word.casefold() in GIVEN_NAMES or not heard.names.knows(word.casefold()))
