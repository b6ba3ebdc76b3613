"""Comparatives -> bounds beyond one item or beyond the middle of what is shown. Knows no limits in numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from bot.intent.heard import Heard
from bot.intent.numbers.comparative_words import (
    ADVERB,
    COMPARATIVES,
    DESCRIBED,
    LIKENESS,
    OTHERS,
    SENTENCE,
    THAN,
    Comparative,
    Wording,
)  # fmt: skip
from bot.intent.numbers.kinds import CALLED, Field, field_of, newest_year
from bot.intent.numbers.limit_words import ALLOWED, FILL, FINE_THING, LIFTING
from bot.intent.numbers.patterns import quantities
from bot.intent.questions.calling import called
from bot.intent.referent_words import ALL, ONE, ORDINAL
from bot.intent.state import demand, relax
from retriever.items import Constraint, Op

UNKNOWN = re.compile(r"(?:(?!but\b|and\b|or\b|with\b|please\b)[\w'-]+ ?){1,6}", re.IGNORECASE)
LOOKED_AT = 80  # characters after "than", and before a comparative


@dataclass(frozen=True, slots=True)
class Against:
    """What a comparative is measured against: its words are text[start:end] of the utterance.

    Attributes:
        ids: Items, all that are shown where none is meant.
        pointed: Those of them that pointing words stand for.
        meant: Some item is meant, by pointing or by its title.
        unknown: What was named and is no item.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    pointed: tuple[str, ...] = ()
    meant: bool = True
    unknown: str = ""


def read_comparatives(heard: Heard) -> Heard:
    """ "shorter", "not as old", "costs less": than the item meant, else than the middle of what was last shown.

    An item is meant after "than", by pointing or by its title, or in the same sentence ("more like the second one
    but shorter"). Where there is nothing to compare with, the word is left to what reads vague words.
    """
    for comparative in COMPARATIVES:
        for wording in comparative.wordings if comparative.cue.search(heard.text) else ():
            heard = _read(heard, comparative, wording)
    return heard


def _read(heard: Heard, one: Comparative, wording: Wording) -> Heard:
    found = [match for match in wording.pattern.finditer(heard.text) if not _other_use(heard, match)]
    field = field_of(heard.names, *one.kinds)
    if not found or (field is None and not one.told):
        return heard
    match = next((match for match in found if THAN.match(heard.text, match.end())), found[0])
    against = _against(heard, match)
    if field is None:
        note = f"This catalogue does not record {CALLED[one.kinds[0]]}, so I can't filter by it."
        return heard.took(against.start, against.end, act="refine").note(note)
    if lifted := _lifted(heard, field, match):
        return lifted
    values = [
        item.numbers[field.name]
        for id_ in against.ids
        if (item := heard.item_of(id_)) and field.name in item.numbers
    ]
    if not values or (wording.needs_item and not against.meant):
        return heard
    if wording.complains and any(quantity.kind == field.kind for quantity in quantities(heard.text)):
        return heard.took(
            against.start, against.end
        )  # "too long, it must stay under two hours": the number says it
    op, value = _beyond(wording, median(values))
    repeated = [other.span() for other in found if other.start() >= against.end or other.end() <= against.start]
    if against.unknown:
        heard = heard.note(
            f"I don't know what “{against.unknown}” is, so I compared with the middle of what is shown."
        )
    for span in sorted(((against.start, against.end), *repeated), reverse=True):
        heard = heard.took(*span)
    return heard.now(demand(heard.query, Constraint(field.name, op, (value,))), "refine").pointing(against.pointed)


def _other_use(heard: Heard, match: re.Match[str]) -> bool:
    """An adverb ("no longer", "see you later"), or a limit: "cheaper than 50 euros", "older than 1970"."""
    than = THAN.match(heard.text, match.end())
    if than is None:
        return ADVERB.search(heard.text, max(0, match.start() - 16), match.end()) is not None
    after = heard.text[than.end() : than.end() + LOOKED_AT]
    first = next(iter(quantities(after, newest_year(heard.names))), None)
    return first is not None and not re.sub(FILL, "", after[: first.start]).strip()


def _against(heard: Heard, match: re.Match[str]) -> Against:
    shown = tuple(pick.item.id for pick in heard.session.shown)
    than = THAN.match(heard.text, match.end())
    if than is None:
        return _in_sentence(heard, match, shown)
    said = re.split(r"[,;!?]|\.(?!\d)", heard.text[than.end() : than.end() + LOOKED_AT], maxsplit=1)[0]
    for pointing in (ORDINAL, ALL, ONE):
        if (word := pointing.match(said)) and (ids := heard.pointed(word.group())):
            return Against(match.start(), than.end() + word.end(), ids, ids)
    if (titles := heard.titled(said, asked=True) or called(heard, said)) and len(
        said[: titles[0].start].split()
    ) < 2:
        return Against(match.start(), than.end() + titles[0].end, (titles[0].item_id,))
    described = DESCRIBED.match(said) or OTHERS.match(said)
    unknown = UNKNOWN.match(said) if described is None else None
    named = described or unknown
    ids = heard.pointed(described.group()) if described else ()
    span = (match.start(), than.end() + (named.end() if named else 0))
    return Against(*span, ids or shown, ids, bool(ids), unknown.group().strip() if unknown else "")


def _in_sentence(heard: Heard, match: re.Match[str], shown: tuple[str, ...]) -> Against:
    """Without "than": the item the rest of the sentence speaks of."""
    start = max((end.end() for end in SENTENCE.finditer(heard.text, 0, match.start())), default=0)
    after = SENTENCE.search(heard.text, match.end())
    before, rest = (
        heard.text[start : match.start()],
        heard.text[match.end() : after.start() if after else len(heard.text)],
    )
    if ids := heard.pointed(f"{before} , {rest}"):
        subject = next((word for word in ORDINAL.finditer(before) if not before[word.end() :].strip()), None)
        return Against(start + subject.start() if subject else match.start(), match.end(), ids, ids)
    if LIKENESS.search(before) and (titles := heard.titled(before, asked=True) or called(heard, before)):
        return Against(*match.span(), tuple(title.item_id for title in titles))
    return Against(*match.span(), shown, (), meant=False)


def _lifted(heard: Heard, field: Field, match: re.Match[str]) -> Heard | None:
    """ "longer is fine", "I don't mind older ones": the bound is taken back; None where that isn't said."""
    before = heard.text[max(0, match.start() - LOOKED_AT) : match.start()]
    lifting, fine = LIFTING.search(before) or ALLOWED.search(before), FINE_THING.match(heard.text, match.end())
    if not (lifting or fine):
        return None
    start = match.start() - (len(before) - lifting.start() if lifting else 0)
    return heard.took(start, fine.end() if fine else match.end(), relax(heard.query, {field.name}), "relax")


def _beyond(wording: Wording, value: float) -> tuple[Op, float]:
    """Strictly beyond, but "not older than" takes in the same."""
    if wording.same_too:
        return ("at_most" if wording.less else "at_least"), value
    return ("below" if wording.less else "above"), value
