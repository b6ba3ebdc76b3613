"""A new subject, or all over again: what of the talk so far still counts. Knows no grammar of wishes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.intent.exchanging import exchange, of_the_person, said_now
from bot.intent.heard import Heard
from bot.intent.patterns import begins
from bot.intent.relaxing import dropped
from bot.intent.state import REFUSING, refusals_only
from bot.intent.subject_words import (
    CHANGE,
    INSTEAD,
    INSTEAD_OF,
    LEFT,
    LEFT_TOO,
    MARKS,
    POINTING,
    REFINE,
    REQUEST,
    RESET,
)
from bot.intent.words import GENRE_FIELDS, GOODS_FIELDS
from bot.labels import demanded
from retriever.items import Query
from retriever.lexical import STOP_WORDS, WORD

# after "forget that, ..." these only take back or refuse: "length is fine", "no horror"
STILL = re.compile(
    r"^\W*(?:no|not|nothing|without|less|more|but|any|whatever)\b|"
    r"\b(?:is|are|would be) (?:fine|ok(?:ay)?|good|allowed)\b",
    re.IGNORECASE,
)
A_WISH = begins(r"""
    (and |now |then |maybe |rather |actually )*(an?|some|something|let'?s|what|how|who)
    (and |now |then |maybe |rather |actually )*(show|find|give|recommend|suggest)
""")
# a request of its own, in a sentence; without it a thing is only named
FOR_MYSELF = re.compile(r"\b(?:i|we|i'[dm]|we'(?:d|re)|my|looking|search\w*)\b", re.IGNORECASE)
MAX_CHANGES = 5  # of one utterance
# "brown instead", "rather brown"
OTHER_VALUE = re.compile(
    r"\binstead\b|^\W*(?:(?:no|or|then|and|but)\W+)*rather\b|(?:'d|would) rather\b", re.IGNORECASE
)
WENT = "I let go of {}, which you said of {}; say it again if it still holds."

Kinds = set[tuple[str, str]]


def read_reset(heard: Heard) -> Heard:
    """ "start over" clears everything but what was seen."""
    while match := RESET.search(heard.text):  # "wipe everything, clean slate"
        query = heard.query
        heard = heard.took(
            *match.span(), Query(seen=query.seen, niche=heard.session.niche, user=query.user), "change"
        )
    return heard


def read_subject(heard: Heard) -> Heard:
    """A new request takes the place of the old wish; what was refused, disliked and seen stays in force."""
    for match in list(INSTEAD_OF.finditer(heard.text))[:1]:  # "mountains instead of hotels": the hotels go
        left = dropped(heard, match["what"])
        must = tuple(c for c in heard.query.must if c.op in REFUSING or c in left.must)
        heard = heard.took(*match.span(), replace(left, must=must))
    if heard.opening or "change" in heard.acts:
        return heard
    end = _turned(heard)
    if not end and not _new_request(heard):
        return heard
    heard = heard.now(refusals_only(heard.query), "change")
    for _ in range(MAX_CHANGES):  # "scrap that, something completely different: ..."
        if not end:
            break
        heard = heard.took(0, end)
        end = _turned(heard)
    return replace(heard, text=LEFT_TOO.sub(" , ", heard.text))


def read_other_goods(heard: Heard) -> Heard:
    """ "lamps instead", "what about rugs?" after "black boots": the black goes with the boots, the price stays."""
    before, now = (_goods(query) for query in (heard.session.query, heard.query))
    if not before or not now or before & now or "change" in heard.acts:
        return heard
    query = of_the_person(heard.query, heard.session.query)
    said = {c.field for c in query.prefer}
    left = [demanded([c], "en") for c in heard.query.must if c not in query.must and c.field not in said]
    heard = heard.now(query)
    if not left:
        return heard
    told = " and ".join(f"“{label}”" for label in left)
    return heard.note(WENT.format(told, " and ".join(sorted(value for _, value in before))))


def read_another_value(heard: Heard) -> Heard:
    """ "brown instead" after "black boots": of one field the new value takes the place of the old one."""
    before = heard.session.query
    new = [c for c in said_now(heard.query.prefer, before.prefer) if c.field not in GENRE_FIELDS]
    return heard.now(exchange(heard.query, before, new)) if new and OTHER_VALUE.search(heard.text) else heard


def _goods(query: Query) -> Kinds:
    return {pair for pair in _agreed(query) if pair[0] in GOODS_FIELDS}


def _turned(heard: Heard) -> int:
    """Where the words end that leave the old subject; 0 where none do."""
    change = CHANGE.search(heard.text)
    left = next((match for match in LEFT.finditer(heard.text) if _leaves(heard, match)), None)
    return max((match.end() for match in (change, left) if match), default=0)


def _leaves(heard: Heard, match: re.Match[str]) -> bool:
    """True for "forget that, I need boots" and "forget tents. got knives?", not for "forget that, shorter"."""
    rest = heard.text[match.end() :]
    if STILL.search(rest):
        return False
    new, agreed = _kinds(heard, rest), _agreed(heard.query)
    if POINTING.fullmatch(match["what"]):
        return bool(REQUEST.match(rest) or A_WISH.match(rest) or (new and not new & agreed))
    named = _kinds(heard, match["what"])
    if named & agreed and not new:
        return bool(REQUEST.match(rest) or A_WISH.match(rest))
    return bool(new and not new & agreed and (named & agreed or REQUEST.match(rest)))


def _new_request(heard: Heard) -> bool:
    """A request of its own: for another kind of thing than the one agreed, or in so many words."""
    if heard.pointed(heard.text) or REFINE.search(heard.text):
        return False
    formula, instead = REQUEST.search(heard.text), INSTEAD.search(heard.text)
    if not (formula or instead):
        return False
    new, agreed = _kinds(heard, LEFT_TOO.sub(" ", heard.text)), _agreed(heard.query)
    if new and not new & agreed and _goods(heard.query) and not FOR_MYSELF.search(heard.text):
        return False  # "a red lamp instead": see read_other_goods
    content = [word for word in WORD.findall(heard.text.casefold()) if word not in STOP_WORDS | MARKS]
    if new and agreed and not new & agreed:
        return bool(formula) or len(content) > 1
    return bool(instead) and len(content) > 1 and not _values_only(heard, content)


def _values_only(heard: Heard, content: Sequence[str]) -> bool:
    """ "brown leather ones instead" after "black boots": values alone, and one of a field that was spoken of."""
    mentions = heard.names.values(heard.text)
    spoken = {c.field for c in (*heard.query.must, *heard.query.prefer) if c.op == "any_of"} - GENRE_FIELDS
    named = {word for one in mentions for word in WORD.findall(heard.text[one.start : one.end].casefold())}
    fields = {field for one in mentions for field, _ in one.values}
    return bool(fields & spoken) and named | {"one", "ones"} >= set(content)


def _kinds(heard: Heard, text: str) -> Kinds:
    return {pair for mention in heard.names.values(text) for pair in mention.values if pair[0] in GENRE_FIELDS}


def _agreed(query: Query) -> Kinds:
    return {
        (c.field, str(value))
        for c in query.must
        if c.field in GENRE_FIELDS and c.op == "any_of"
        for value in c.values
    }
