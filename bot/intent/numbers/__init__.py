"""Years, running times, prices, pages, weights and other numbers -> hard constraints. Knows nothing of names."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.numbers.comparatives import read_comparatives
from bot.intent.numbers.kinds import (
    CALLED,
    POUND_GRAMS,
    Field,
    called,
    field_of,
    meant_kind,
    named_at,
    newest_year,
    possible,
)
from bot.intent.numbers.limit_words import NEXT
from bot.intent.numbers.limits import Bounds, Limit, limits
from bot.intent.numbers.patterns import Quantity, quantities
from bot.intent.numbers.unbound import scaled, unbound, without
from bot.intent.numbers.vague import read_vague
from bot.intent.softly import softly, told_as_must, with_softening
from bot.intent.state import demand, relax
from bot.messages import Act
from retriever.fields import conflict
from retriever.items import COMPARISONS, Constraint, Query

__all__ = ["read_comparatives", "read_numbers"]

LOWER = ("at_least", "above")
EXAMPLES = "“under 90 minutes”, “before 1980” or “at most 20 euros”"
OR = re.compile(r"[ ,]*\bor\b[ ,]*", re.IGNORECASE)
# "24 bucks??", "the second weighs 12 kilos!": of an item, no wish
EXCLAIMED = re.compile(r"[ \w]{0,12}[?!]")
STATED = re.compile(
    r"\b(?:weighs|costs|is|was|lasts|runs|takes|at|it's|that's|are|were|for)(?: (?:about|almost|over|only|"
    r"like|a|whole))* *$", re.IGNORECASE)  # fmt: skip


def read_numbers(heard: Heard) -> Heard:
    """Limits in numbers, then vague ones; a number said in the same breath is the one that holds."""
    heard = read_vague(heard)
    found = quantities(heard.text, newest_year(heard.names))
    said = limits(heard.text, found)
    resolved = [(limit, _field(heard, limit)) for limit in said if not _counts_else(heard, limit)]
    resolved = [(unbound(heard, limit, field), field) for limit, field in resolved]
    amounts = {(one.start, one.end) for one in found}
    outdone = [
        (limit, field)
        for place, (limit, field) in enumerate(resolved)
        if _outdone((limit, field), resolved[place + 1 :])
        or ((limit.at, limit.end) in amounts and field and _compared(heard, field))
    ]
    for limit, field in resolved:
        if field and limit.stand in ("lifted", "dropped"):
            lifted = without(heard.query, limit, field) or relax(heard.query, {field.name})
            heard = heard.now(lifted, "relax" if limit.stand == "lifted" else None)
    done: list[tuple[int, int]] = []
    for place, (limit, field) in enumerate(resolved):
        done.append(with_softening(heard.text, *_span(limit, field)))
        if limit.stand in ("lifted", "dropped") or (limit, field) in outdone:
            continue
        both = _either_side(heard.text, resolved[place : place + 2])
        if (told := _told(heard, limit, field)) is not None:
            heard = told
        elif field is not None:
            heard = _demanded(heard, limit, field, both)
        if both:
            resolved[place + 1] = (replace(resolved[place + 1][0], stand="dropped"), field)
    spare = [(one.start, one.end) for one in found if _said_of_an_item(heard, one) and not _within(one, done)]
    for start, end in sorted((*done, *spare), reverse=True):
        heard = heard.took(start, end)
    return heard


def _field(heard: Heard, limit: Limit) -> Field | None:
    """The field a limit is about, None where there is none or it can't be told."""
    if limit.kind == "number":
        near = f"{limit.before} {heard.text[limit.start : limit.end]} {limit.after}"
        kind = meant_kind(heard.names, near, limit.low)
        return called(heard.names, limit.before, limit.after) or (field_of(heard.names, kind) if kind else None)
    if limit.kind == "price" and _pounds_of_weight(heard, limit):
        weight = field_of(heard.names, "weight")
        return weight and replace(weight, scale=weight.scale * POUND_GRAMS)
    return field_of(heard.names, limit.kind)


def _counts_else(heard: Heard, limit: Limit) -> bool:
    """ "at least 2 murders", "under 30 million": a number that counts what no field does."""
    return (
        limit.kind == "number"
        and not NEXT.match(limit.after)
        and called(heard.names, limit.before, limit.after) is None
    )


def _outdone(pair: tuple[Limit, Field | None], later: Sequence[tuple[Limit, Field | None]]) -> bool:
    """ "about six hours? who can stand that, make it under two": what was only about so much gives way."""
    about = pair[0].relation == "around" and pair[0].stand == "demanded"
    return about and any(field == pair[1] and limit.relation != "around" for limit, field in later)


def _compared(heard: Heard, field: Field) -> bool:
    """ "24 bucks? cheaper than the first": the comparison is the limit, the amount what it complains of."""
    made = (old for old in heard.query.must if old not in heard.session.query.must)
    return "refine" in heard.acts and any(old.field == field.name for old in made)


def _span(limit: Limit, field: Field | None) -> tuple[int, int]:
    """What to take out: the limit, and the name of its field beside it."""
    ahead, behind = named_at(field.name, limit.before, limit.after) if field and limit.kind == "number" else (0, 0)
    return min(limit.start, limit.at - ahead), limit.end + behind


def _pounds_of_weight(heard: Heard, limit: Limit) -> bool:
    words = limit.before + heard.text[limit.start : limit.end] + limit.after
    weighty = re.search(r"weigh|heav|light", words, re.IGNORECASE) or not field_of(heard.names, "price")
    return "pound" in words.casefold() and bool(weighty) and field_of(heard.names, "weight") is not None


def _told(heard: Heard, limit: Limit, field: Field | None) -> Heard | None:
    """The heard with a note where a limit can't be served, None where it can."""
    said = " ".join(heard.text[limit.start : limit.end].split()).strip(" ,")
    if not possible(field.kind if field else limit.kind, limit.low, limit.high):
        return heard.did("constrain").note(f"No item can have what “{said}” asks for, so I left it out.")
    if field is not None:
        return None
    if limit.kind == "number":
        return heard.did("constrain").note(f"I can't tell what “{said}” is a limit of; say it like {EXAMPLES}.")
    note = f"This catalogue does not record {CALLED[limit.kind]}, so I can't filter by “{said}”."
    return heard.did("constrain").note(note)


def _demanded(heard: Heard, limit: Limit, field: Field, both: Bounds) -> Heard:
    if limit.stand == "welcome" and (wider := _widened(heard.query, field.name, limit)) is not None:
        return heard.now(wider, "relax")
    bounds = both or scaled(limit, field).bounds
    if softly(heard.text, limit.at, limit.end):
        heard = told_as_must(heard, heard.text[limit.at : limit.end])
    query = heard.query
    for op, values in bounds:
        query = _with(query, Constraint(field.name, op, values), heard)
    refused = all(op == "outside" for op, _ in bounds) and not both
    act: Act = "exclude" if refused else "constrain"
    return heard.now(query, act)


def _with(query: Query, new: Constraint, heard: Heard) -> Query:
    """A later bound wins over an earlier turn, not over the same breath: "after 2000, before 1990" stays both."""
    earlier = heard.session.query.must
    cleared = replace(
        query, must=tuple(old for old in query.must if not (old in earlier and _gives_way(old, new)))
    )
    held = demand(cleared, new)
    beside = [
        old
        for old in cleared.must
        if old not in held.must
        and (
            (old not in earlier and conflict((old, new)))
            or (old.field == new.field and old.op == new.op == "outside")
        )
    ]
    return replace(held, must=(*held.must, *beside))


def _gives_way(old: Constraint, new: Constraint) -> bool:
    """A stretch refused before gives way to a bound inside of it, and a bound to a refusal of where it lies.

    Of bounds that nothing can meet together ("under 100", now "at least 100") the earlier one gives way.
    """
    if old.field != new.field or {old.op, new.op} & {"any_of", "none_of", "without"}:
        return False
    if conflict((old, new)):
        return True
    stretch, bound = (old, new) if old.op == "outside" else (new, old)
    if stretch.op != "outside" or bound.op not in COMPARISONS:
        return False
    return float(stretch.values[0]) <= float(bound.values[0]) <= float(stretch.values[1])


def _either_side(text: str, pair: Sequence[tuple[Limit, Field | None]]) -> Bounds:
    """ "before 1950 or after 2010": what lies between is not meant; empty where nothing like that was said."""
    if len(pair) < 2 or (field := pair[0][1]) is None or field != pair[1][1]:
        return ()
    first, second = pair[0][0], pair[1][0]
    if {first.stand, second.stand} != {"demanded"} or not OR.fullmatch(text, first.end, second.start):
        return ()
    below, above = sorted((first, second), key=lambda limit: limit.low)
    if below.relation not in ("below", "at_most") or above.relation not in ("above", "at_least"):
        return ()
    step = 1.0 if field.kind == "year" else 0.0
    low = below.low + (step if below.relation == "at_most" else 0.0)
    high = above.high - (step if above.relation == "at_least" else 0.0)
    return (("outside", (low * field.scale, high * field.scale)),) if low < high else ()


def _widened(query: Query, field: str, limit: Limit) -> Query | None:
    """ "the 80s are fine too": bounds that were agreed reach so far; None where there are none."""
    must, changed = [], False
    for old in query.must:
        if old.field == field and old.op in COMPARISONS and math.isfinite(limit.high):
            reach = (
                min(float(old.values[0]), limit.low) if old.op in LOWER else max(float(old.values[0]), limit.high)
            )
            must.append(replace(old, values=(reach,)))
            changed = True
        else:
            must.append(old)
    return replace(query, must=tuple(must)) if changed else None


def _said_of_an_item(heard: Heard, one: Quantity) -> bool:
    """An amount that complains of what was shown and demands nothing."""
    if not heard.session.shown or one.kind in ("year", "number"):
        return False
    return bool(
        EXCLAIMED.match(heard.text, one.end) or STATED.search(heard.text, max(0, one.start - 30), one.start)
    )


def _within(one: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in spans)
