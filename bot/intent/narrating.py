"""What only tells and wishes nothing: "I work in a bookshop", "her party's on sunday". Knows no names."""

from __future__ import annotations

from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.telling_words import CLAUSE, FAN, TASTE, TELLING, THING_TOLD
from bot.intent.wish_words import COMPANY, WANTING


def read_narration(heard: Heard) -> Heard:
    """Takes out what only tells: "half the good ones are american anyway" demands nothing."""
    parts = CLAUSE.split(heard.text)  # clauses, each followed by what parts it from the next
    telling = [tells(part) for part in parts]
    asks = max((place for place, part in enumerate(parts) if WANTING.search(part)), default=0)
    for place in range(2, asks):  # "the boiler broke, the car, so what I'd like is": a list goes on telling
        listed = "," in parts[place - 1] or parts[place - 1] == " . "
        telling[place] = telling[place] or (telling[place - 2] and listed and bool(THING_TOLD.match(parts[place])))
    kept = (_company(part) if told else part for part, told in zip(parts, telling, strict=True))
    return replace(heard, text="".join(kept))


def tells(clause: str) -> bool:
    """True where a clause only tells something.

    >>> tells("I work nights as a nurse"), tells("she loves trains"), tells("it should be about trains")
    (True, False, False)
    """
    if TELLING.match(clause) is None or FAN.search(clause) or TASTE.match(clause):
        return False
    return not WANTING.search(clause)


def _company(clause: str) -> str:
    """Of what is told only with whom the evening is spent."""
    return f" , {' , '.join(match.group() for match in COMPANY.finditer(clause))} , "
