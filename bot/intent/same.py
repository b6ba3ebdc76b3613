"""Demands for what another item has: "by the director of Fargo", "anything else by her". Knows no lists."""

from __future__ import annotations

import re

from bot.intent.heard import Heard
from bot.intent.referent_words import THAT_PERSON
from bot.intent.state import demand, hide
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, MAKER_FIELDS
from retriever.items import Constraint

SAME_MAKER = re.compile(
    r"\b(?:by|from|with) the (?:same )?(?:director|maker|author|artist|brand|writer)s? "
    r"(?:of|as|who (?:made|wrote|directed)) ([^,;.!?]+)",
    re.IGNORECASE,
)
ACTING = re.compile(r"\bwith\b|\bstarring\b|\bactor|\bactress", re.IGNORECASE)
OTHER_MAKER = re.compile(
    r"(?:\b(?:by|from|with) )?\b(?:an?|some)?(?: |\b)(?:different|other|another) "
    r"(?:director|author|brand|maker|writer|artist)s?\b|"
    r"\b(?:by|from) (?:some(?:one|body)|anyone|anybody) else\b",
    re.IGNORECASE,
)
# "another director too" takes others in besides: taking back, see bot/intent/relaxing.py
BESIDES = re.compile(
    r"[^,.;!?]*\b(?:too|as well|also|welcome|allowed|fine|ok(?:ay)?|alright|all right|no problem)\b", re.IGNORECASE
)
SAME_PLACE = re.compile(
    r"\b(?:from )?(?:the )?same (country|decade|language|genre|category|kind)(?: (?:as|like) [^,.;!?]+)?",
    re.IGNORECASE,
)


def read_same(heard: Heard) -> Heard:
    """Who made it, who is in it, or where it is from, as of an item named or pointed at."""
    return read_same_place(read_that_person(read_same_maker(heard)))


def read_same_maker(heard: Heard) -> Heard:
    """ "films by the director of Fargo": a demand for the same maker."""
    match = SAME_MAKER.search(heard.text)
    named = heard.names.titles(match.group(1), asked=True) if match else []
    item = heard.item_of(named[0].item_id) if named else None
    field = next((field for field in MAKER_FIELDS if item and field in item.facets), None)
    if match is None or item is None or field is None:
        return heard
    query = hide(demand(heard.query, Constraint(field, "any_of", item.facets[field])), [item.id])
    return heard.took(match.start(), match.end(), query, "constrain")


def read_that_person(heard: Heard) -> Heard:
    """ "anything else by her": a demand for who made, or with "with" leads, what was spoken of."""
    match = THAT_PERSON.search(heard.text)
    if match is None:
        return heard
    pointed = heard.pointed(heard.text)
    ids = pointed or heard.spoken[-1:] or heard.pointed("it")
    item = heard.item_of(ids[-1]) if ids else None
    fields = ("cast", "actors", *MAKER_FIELDS) if ACTING.search(match.group()) else MAKER_FIELDS
    field = next((field for field in fields if item and field in item.facets), None)
    if item is None or field is None:
        return heard.took(*match.span()).note(
            f"I don't know whom you mean by {match.group()!r}; please say the name."
        )
    values = item.facets[field][:1] if field in ("cast", "actors") else item.facets[field]
    query = demand(heard.query, Constraint(field, "any_of", values))
    query = query if pointed else hide(query, ids[-1:])  # "same director" asks for others by them
    return heard.took(*match.span(), query, "constrain").pointing(ids[-1:])


def read_other_maker(heard: Heard) -> Heard:
    """ "a different director": whoever is demanded now, or made all that is shown, is refused."""
    match = OTHER_MAKER.search(heard.text)
    if match is None or not heard.session.shown or _besides(heard.text, match):
        return heard
    demanded = [c for c in heard.query.must if c.op == "any_of" and c.field in MAKER_FIELDS]
    shown = [pick.item for pick in heard.session.shown]
    field = next((field for field in MAKER_FIELDS if field in shown[0].facets), "")
    shared = [
        value for value in shown[0].facets.get(field, ()) if all(value in i.facets.get(field, ()) for i in shown)
    ]
    refused = demanded or ([Constraint(field, "any_of", tuple(shared))] if shared else [])
    query = hide(heard.query, (pick.item.id for turn in heard.session.turns for pick in turn.picks))
    for one in refused:
        query = demand(query, Constraint(one.field, "none_of", one.values))
    return heard.took(*match.span(), query, "exclude" if refused else "more")


def _besides(text: str, match: re.Match[str]) -> bool:
    """True for "can be another director too", False for "a different director"."""
    return bool(BESIDES.match(text, match.end()) or re.search(r"\balso(?: be)?(?: by)? ?$", text[: match.start()]))


def read_same_place(heard: Heard) -> Heard:
    """ "from the same country as that one"."""
    match = SAME_PLACE.search(heard.text)
    ids = (heard.pointed(match.group()) or heard.pointed("it")) if match else ()
    item = heard.item_of(ids[-1]) if ids else None
    if match is None or item is None:
        return heard
    name = match.group(1).casefold()
    fields = {"country": COUNTRY_FIELDS, "language": LANGUAGE_FIELDS}.get(name, GENRE_FIELDS)
    field = next((field for field in sorted(item.facets) if field in fields), None)
    if field is None or name == "decade":
        return heard
    query = demand(heard.query, Constraint(field, "any_of", item.facets[field]))
    return heard.took(*match.span(), query, "constrain").pointing(ids[-1:])
