""" "Only what is in stock", "at least 2 in stock": a demand where records count it. Knows no questions."""

from __future__ import annotations

import re

from bot.intent.heard import Heard
from bot.intent.state import demand
from bot.intent.words import STOCK_FIELDS
from retriever.items import Constraint

IN_STOCK = re.compile(
    r"\b(?:(?:only|just|must be|has to be|have to be|that's|that is|that are|which is|which are|what's|"
    r"what is|what you have|those|currently|actually|still) )*"
    r"(?:(?P<least>at least|over|more than) (?P<n>\d{1,6}) )?(?:still )?"
    r"(?:in[- ]stock|available (?:right now|now|today))\b(?: only\b)?|"
    r"\b(?:nothing|not|no|none|never)(?: (?:that's|that is|which is|items?|things?))? "
    r"(?:out[- ]of[- ]stock|sold[- ]out)\b(?: items?| things?)?",
    re.IGNORECASE,
)


def read_stock(heard: Heard) -> Heard:
    """Demands that there is at least one, or as many as were said."""
    field = next((name for name in STOCK_FIELDS if name in heard.names.numbers), "")
    match = IN_STOCK.search(heard.text) if field else None
    if match is None:
        return heard
    n = int(match["n"] or 1) + ((match["least"] or "at least").casefold() != "at least")
    return heard.took(*match.span(), demand(heard.query, Constraint(field, "at_least", (float(n),))), "constrain")
