""" "How much is the stove?" where no stove is on show: the stoves of the catalogue are meant. Knows no answers."""

from __future__ import annotations

import re

from bot.intent.heard import Heard
from bot.intent.questions.cutting import Piece
from bot.intent.words import GENRE_FIELDS, PRICE_FIELDS

NO_PRICE = "This catalogue does not record a price, so I can't tell it."
ASKED = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|well|then|hi|hey|hello|please)\W+)*"
    r"(?:(?:how much (?:is|are|for|would)|what(?:'s| is| are) the (?:price|cost|prices|costs) (?:of|for))|"
    r"(?P<verb>(?:how much|what) (?:do|does|would|will|did))) "
    r"(?:(?:the|an?|your|those|these|one of your) )?(?P<what>[\w' -]{2,40}?)"
    r"(?P<cost> (?:cost|be|go for|set me back))?\W*$",
    re.IGNORECASE,
)


def priced(heard: Heard, piece: Piece) -> str:
    """The kind of thing whose price is asked, "a stove"; "" where that is not what is asked."""
    match = ASKED.match(piece.words)
    if match is None or (match["verb"] and not match["cost"]):
        return ""
    what = match["what"].strip()
    kinds = [
        one
        for one in heard.names.values(what)
        if one.end == len(what) and any(field in GENRE_FIELDS for field, _ in one.values)
    ]
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}" if kinds else ""


def has_price(heard: Heard) -> bool:
    """True where records have prices."""
    return not heard.names.numbers.isdisjoint(PRICE_FIELDS)
