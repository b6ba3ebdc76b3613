""" "Boots, size 43", "a sweater in size L": a demand where records tell sizes, else told. Knows no other field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.heard import Heard
from bot.intent.softly import softly, told_as_must
from bot.intent.state import demand, want
from bot.intent.words import SIZE_FIELDS
from bot.messages import Act
from retriever.items import Constraint

WORDS = {"small": "S", "medium": "M", "large": "L"}
ONE = rf"(?:\d{{1,3}}(?:[.,]5)?|(?:\d|x{{1,3}})?[sl]|m|{'|'.join(WORDS)})\b(?![-'’]|[.,]?\d)"
SIZE = re.compile(
    r"(?P<no>\b(?:no|not|nothing|without|except)(?: (?:in|of))? )?(?:\b(?:in|of|my|their|his|her|a|an|is) )*"
    rf"\bsizes?(?: is| of|:)? ?(?P<sizes>{ONE}(?:(?:,? or |,? and |/|, )(?:sizes? )?{ONE})*)",
    re.IGNORECASE,
)
SAID = re.compile(rf"\b{ONE}", re.IGNORECASE)
NO_SIZE = "This catalogue does not record a size, so I can't filter by “{}”."
NO_SUCH = "No item can have what “{}” asks for, so I left it out."


def read_size(heard: Heard) -> Heard:
    """Demands the sizes that were said last; the thing named beside them stays the thing that is wanted."""
    said = list(SIZE.finditer(heard.text))
    for match in said[-1:]:
        heard = _sized(heard, match, SAID.findall(match["sizes"]))
    for match in reversed(said):
        heard = heard.understanding(match.group()).took(*match.span())
    return heard


def _sized(heard: Heard, match: re.Match[str], sizes: Sequence[str]) -> Heard:
    words = " ".join(match.group().split())
    field = next((name for name in SIZE_FIELDS if name in heard.names.facets | heard.names.numbers), "")
    if not field:
        return heard.did("constrain").note(NO_SIZE.format(words))
    bounds = _bounds(heard, field, sizes, bool(match["no"]))
    if not bounds:
        return heard.did("constrain").note(NO_SUCH.format(words))
    if softly(heard.text, *match.span()):
        if bounds[0].op == "any_of":
            return heard.now(want(heard.query, bounds[0]))
        heard = told_as_must(heard, words)
    act: Act = "exclude" if match["no"] else "constrain"
    for bound in bounds:
        heard = heard.now(demand(heard.query, bound), act)
    return heard


def _bounds(heard: Heard, field: str, sizes: Sequence[str], refused: bool) -> list[Constraint]:
    """Sizes as the records write them; one that none has is demanded all the same, and nothing fits."""
    if field in heard.names.numbers:
        numbers = [float(size.replace(",", ".")) for size in sizes if size[0].isdigit() and size[-1].isdigit()]
        if not numbers or refused:
            return [Constraint(field, "outside", (number, number)) for number in numbers]
        return [Constraint(field, "at_least", (min(numbers),)), Constraint(field, "at_most", (max(numbers),))]
    values = [value for size in sizes for value in _recorded(heard, field, size)]
    return [Constraint(field, "none_of" if refused else "any_of", tuple(dict.fromkeys(values)))]


def _recorded(heard: Heard, field: str, size: str) -> list[str]:
    named = [value for one in heard.names.values(size) for name, value in one.values if name == field]
    return named or [WORDS.get(size.casefold(), size.upper())]
