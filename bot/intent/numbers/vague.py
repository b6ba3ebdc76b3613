"""Vague words of size ("recent", "cheap") -> bounds by the catalogue's own spread. Knows no numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intent.heard import Heard
from bot.intent.numbers.kinds import CALLED, Field, field_of
from bot.intent.numbers.limit_words import ALLOWED, END, FINE_THING, LIFTING, THING
from bot.intent.numbers.patterns import Kind
from bot.intent.numbers.vague_words import (
    ANY,
    CUE,
    HALF,
    MOST,
    NOT_TOO,
    PHRASES,
    THIRD,
    TOLD,
    TWO_THIRDS,
    WORDINGS,
    Size,
)
from bot.intent.softly import softly, told_as_must, with_softening
from bot.intent.state import demand, relax
from bot.intent.words import GENRE_FIELDS
from retriever.items import Constraint, Op

NOT_TOO_LONG = 110.0  # minutes: an evening
LOOKED_AHEAD = 60  # characters in which the thing may follow its adjective


def read_vague(heard: Heard) -> Heard:
    """ "something recent", "not too long", "cheap": a third or a half of this catalogue, by its own values.

    "recent" lets the newest third through, "old" the oldest, "cheap" and "light" the lowest, "short" and what is
    "not too" much the lower half; of films "not too long" is 110 minutes. A word counts where the thing is named
    after it or nothing else, so "short stories" and "an old friend" stay words of the wish.
    """
    for pattern, kinds, upper, place in PHRASES:
        while match := pattern.search(heard.text):
            changed = _placed(heard, match.span(), kinds, upper, place)
            if changed is heard:
                break
            heard = changed
    for size, refused, asked in WORDINGS:
        heard = _read_size(heard, size, refused, asked)
    return heard


def _read_size(heard: Heard, size: Size, refused: re.Pattern[str], asked: re.Pattern[str]) -> Heard:
    if match := refused.search(heard.text):
        heard = _placed(heard, match.span(), size.kinds, not size.upper, NOT_TOO)
    for match in asked.finditer(heard.text):
        if (span := _asked(heard, match, size)) is not None:
            part = (HALF if size.kinds[0] == "pages" else THIRD) if size.upper else TWO_THIRDS
            return _lifted_or_placed(heard, span, size, part)
    return heard


def _asked(heard: Heard, match: re.Match[str], size: Size) -> tuple[int, int] | None:
    """The words to take out where the adjective is said of the thing wanted, else None."""
    before, after = heard.text[: match.start()], heard.text[match.end() : match.end() + LOOKED_AHEAD]
    if possible := re.search(r"\bas $", before[-4:]):
        ending = re.match(r" as (?:possible|you can|you have|it gets|they come|can be)\b", after)
        return (len(before) - len(possible.group()), match.end() + ending.end()) if ending else None
    if re.match(r"(?:,? and |, )?(?:\w+ ){0,2}?than\b", after.lstrip()) or re.search(
        r"\bhow $|\btoo $|\bmore $|\bless $|\bthe same $", before[-10:]
    ):
        return None
    if size.words == "new" and not heard.opening and not re.match(rf" (?:[\w-]+ )?{THING}\b", after):
        return None
    if size.sure or _thing_follows(heard, after):
        return match.span()
    closed = re.match(END, after)
    return match.span() if closed and re.search(CUE, before[-24:], re.IGNORECASE) else None


def _thing_follows(heard: Heard, after: str) -> bool:
    """ "old Japanese film", "long, tense fantasy": the thing within three words, or a kind the catalogue has."""
    near = re.match(r"(?:[\s,-]+[\w'-]+){1,4}", after)
    if near is None or not re.match(r"[\s,-]", after):
        return False
    words = near.group()
    clause = re.split(
        r"\b(?:about|with|of|in|on|at|from|by|for|to|that|which|but|without|set)\b", words, maxsplit=1
    )[0]
    if re.search(rf"\b{THING}\b", clause, re.IGNORECASE):
        return True
    return any(field in GENRE_FIELDS for mention in heard.names.values(clause) for field, _ in mention.values)


def _lifted_or_placed(heard: Heard, span: tuple[int, int], size: Size, part: int) -> Heard:
    """ "it doesn't have to be short", "long ones are fine": taken back."""
    before, after = heard.text[max(0, span[0] - 40) : span[0]], heard.text[span[1] : span[1] + 40]
    fine, lifting = FINE_THING.match(after), LIFTING.search(before) or ALLOWED.search(before)
    field = field_of(heard.names, *size.kinds)
    if field and (fine or lifting):
        start = span[0] - (len(before) - lifting.start() if lifting else 0)
        end = span[1] + (fine.end() if fine else 0)
        return heard.took(start, end, relax(heard.query, {field.name}), "relax")
    return _placed(heard, span, size.kinds, size.upper, part)


def _placed(heard: Heard, span: tuple[int, int], kinds: Sequence[Kind], upper: bool, place: int) -> Heard:
    """The bound at that place of the spread; a price that isn't recorded is told, other words stay in the wish."""
    field = field_of(heard.names, *kinds)
    if field is None:
        if not TOLD.search(heard.text[slice(*span)]) or "price" not in kinds:
            return heard
        said = " ".join(heard.text[slice(*span)].split())
        return heard.took(*span, act="constrain").note(
            f"This catalogue does not record {CALLED['price']}, so I can't filter by “{said}”."
        )
    if place == ANY:
        return heard.took(*span, relax(heard.query, {field.name}), "relax")
    value = _value(heard, field, upper, place)
    op: Op = "at_most" if upper else "at_least"
    bound = Constraint(field.name, op, (value,))
    if softly(heard.text, *span):
        heard = told_as_must(heard, heard.text[slice(*span)])
        span = with_softening(heard.text, *span)
    if _held_already(heard, field, upper, value):
        return heard.took(*span, act="constrain")
    return heard.took(*span, demand(heard.query, bound), "constrain")


def _held_already(heard: Heard, field: Field, upper: bool, value: float) -> bool:
    """ "under 60 minutes", and then "not too long": what was said in numbers is not loosened by a vague word."""
    ops = ("at_most", "below") if upper else ("at_least", "above")
    bounds = [float(c.values[0]) for c in heard.query.must if c.field == field.name and c.op in ops]
    return any(bound <= value if upper else bound >= value for bound in bounds)


def _value(heard: Heard, field: Field, upper: bool, place: int) -> float:
    spread = heard.names.spread[field.name]
    if place != NOT_TOO:
        return spread[place]
    films = field.kind == "time" and upper and spread[THIRD] <= NOT_TOO_LONG <= spread[MOST]
    return NOT_TOO_LONG if films else spread[HALF]
