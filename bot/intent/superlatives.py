""" "The cheapest tent": what comes first among what fits, and no bound. Knows no order and no records."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extremes import EXTREMES
from bot.intent.heard import Heard
from bot.intent.naming_words import THING
from bot.intent.words import GENRE_FIELDS

FIRST = {
    "cheapest": "The cheapest come first.",
    "least expensive": "The least expensive come first.",
    "priciest": "The priciest come first.",
    "most expensive": "The most expensive come first.",
    "lightest": "The lightest come first.",
    "heaviest": "The heaviest come first.",
}
SAID = re.compile(
    rf"\b(?:(?:the|your|an?)(?: very| absolute(?:ly)?)? )?(?P<word>{'|'.join(FIRST)})\b(?! than)"
    rf"(?P<thing> (?:ones?|{THING}))?"
    rf"(?: (?:(?:that )?(?:you|u)(?:'ve| have)?(?: got)?|possible|available|there is))?",
    re.IGNORECASE,
)
AHEAD = 30  # characters in which the kind may follow


def read_superlatives(heard: Heard) -> Heard:
    """The answer to it is in that order; a number no record has stays a word of the wish.

    "The cheapest one" of what is shown points at it and asks for no others.
    """
    match = SAID.search(heard.text)
    if match is None or "compare" in heard.acts:
        return heard
    word = match["word"].casefold()
    fields, _ = EXTREMES[word]
    if heard.names.numbers.isdisjoint(fields):
        return heard
    kind = not match["thing"] and _kind_follows(heard, heard.text[match.end() :])
    if heard.session.shown and not kind:
        return heard
    heard = heard.took(*match.span(), act="recommend" if heard.opening else "refine")
    return replace(heard, fields=(*heard.fields, word)).note(FIRST[word])


def _kind_follows(heard: Heard, after: str) -> bool:
    return any(
        field in GENRE_FIELDS and mention.start < AHEAD
        for mention in heard.names.values(after[: 2 * AHEAD])
        for field, _ in mention.values
    )
