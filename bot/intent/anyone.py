"""Who made it no longer matters: "someone else is fine too", "it doesn't have to be him". Knows no names."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.relax_words import END, FINE, LATER
from bot.intent.words import PERSON_FIELDS
from bot.messages import Session
from retriever.items import Constraint, Query

SO = r"(?:(?:ok(?:ay)?|and|but|actually|well|so|maybe|yes|no|then)\W+){0,3}"
# where a statement begins; "a thriller where the killer can be someone else" tells a plot
BEGINS = rf"(?:^\W*+|(?<=[,.;!?]) ?|(?<=\bbut )){SO}"
SOMEONE_ELSE = r"(?:(?:by|from|with) )?(?:some|any)(?:one|body) else"
HIM = r"(?:(?:by|from|with|starring) )?(?:him|her|them|the same (?:person|people|man|woman|guy|one))"
ALSO = r"(?: (?:also|even|just|perfectly|totally|now|really|necessarily|strictly|always))*"
OTHERS_TOO = re.compile(
    rf"{BEGINS}(?:{SOMEONE_ELSE}(?: (?:is|are|would be|will be|can be|may be|might be)|'s)?{ALSO} {FINE}|"
    rf"(?:it |they |that )?(?:can|could|may|might){ALSO} be{ALSO} {SOMEONE_ELSE}(?: this time| for once)?|"
    r"(?:it |they |that )?(?:doesn't|does not|don't|do not|needn't|need not|didn't)"
    rf"{ALSO}(?: (?:have|has|need) to)?{ALSO} be{ALSO} {HIM})\b{LATER}*{END}",
    re.IGNORECASE,
)
# "he is fine" alone may be praise, and "they" are mostly items
AFTER_ALL = (
    r"(?=.*\b(?:too|as well|also|again|now|after all|second thoughts?|on reflection|come to think of it|allowed|"
    r"acceptable|welcome|back in)\b)"
)
HIM_TOO = re.compile(
    rf"^\W*+{SO}(?:he|she|him|her)\b{AFTER_ALL}"
    rf"(?: is| would be| may be| can be|'s)?{ALSO} {FINE}\b{LATER}*\W*$",
    re.IGNORECASE,
)


def read_anyone(heard: Heard) -> Heard:
    """Takes back the demands for people, or the last refusal of one; where there is none, nothing."""
    if match := OTHERS_TOO.search(heard.text):
        query = heard.query
        must, prefer = (
            tuple(c for c in demands if c.field not in PERSON_FIELDS or c.op != "any_of")
            for demands in (query.must, query.prefer)
        )
        return heard.took(*match.span(), replace(query, must=must, prefer=prefer), "relax")
    match, refused = HIM_TOO.search(heard.text), _last_refused(heard.session)
    if match is None or not refused:
        return heard
    return heard.took(*match.span(), _welcome(heard.query, refused), "relax")


def _last_refused(talk: Session) -> str:
    """The person who was refused last, "" for none; refusals of one field are kept together, so turns tell."""
    agreed = _refused(talk.query)
    for turn in reversed(talk.turns):
        before = _refused(turn.query) if turn.query else agreed
        if new := [person for person in agreed if person not in before]:
            return new[-1]
    return agreed[-1] if agreed else ""


def _refused(query: Query) -> list[str]:
    return [str(value) for c in query.must if _of_people(c) for value in c.values]


def _welcome(query: Query, person: str) -> Query:
    """Without the refusals of this one, in whichever work."""
    must = []
    for constraint in query.must:
        kept = tuple(value for value in constraint.values if not _of_people(constraint) or value != person)
        must += [replace(constraint, values=kept)] if kept else []
    return replace(query, must=tuple(must))


def _of_people(constraint: Constraint) -> bool:
    return constraint.field in PERSON_FIELDS and constraint.op == "none_of"
