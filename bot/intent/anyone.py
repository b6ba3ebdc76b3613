"""Who made it no longer matters: "someone else is fine too", "it doesn't have to be him". Knows no names."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.relax_words import END, FINE, LATER
from bot.intent.words import PERSON_FIELDS
from retriever.items import Query

SOMEONE_ELSE = r"(?:(?:by|from|with) )?(?:some|any)(?:one|body) else(?:'s)?"
HIM = r"(?:(?:by|from|with|starring) )?(?:him|her|them|the same (?:person|people|man|woman|guy|one))"
ALSO = r"(?: (?:also|even|just|perfectly|totally|now|really|necessarily|strictly|always))*"
OTHERS_TOO = re.compile(
    rf"\b{SOMEONE_ELSE}(?: (?:is|'s|are|would be|will be|can be|may be|might be))?{ALSO} {FINE}\b{LATER}*|"
    rf"\b(?:it |they |that )?(?:can|could|may|might){ALSO} be{ALSO} {SOMEONE_ELSE}{LATER}*|"
    r"\b(?:it |they |that )?(?:doesn't|does not|don't|do not|needn't|need not|didn't)"
    rf"{ALSO}(?: (?:have|has|need) to)?{ALSO} be{ALSO} {HIM}{LATER}*{END}",
    re.IGNORECASE,
)
THEM_TOO = re.compile(
    rf"^\W*(?:(?:ok(?:ay)?|and|but|actually|well)\W+)*(?:he|she|they|him|her|them)"
    rf"(?: is|'s| are|'re| would be| may be| can be)?{ALSO} {FINE}\b{LATER}*\W*$",
    re.IGNORECASE,
)


def read_anyone(heard: Heard) -> Heard:
    """Takes back the demands for people, or the refusals of those who are fine; where there are none, nothing."""
    if match := OTHERS_TOO.search(heard.text):
        return heard.took(*match.span(), _without_people(heard.query, "any_of"), "relax")
    match, query = THEM_TOO.search(heard.text), _without_people(heard.query, "none_of")
    if match is None or query == heard.query:
        return heard
    return heard.took(*match.span(), query, "relax")


def _without_people(query: Query, op: str) -> Query:
    def kept(field: str, said: str) -> bool:
        return field not in PERSON_FIELDS or said != op

    return replace(
        query,
        must=tuple(c for c in query.must if kept(c.field, c.op)),
        prefer=tuple(c for c in query.prefer if kept(c.field, c.op)),
    )
