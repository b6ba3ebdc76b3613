"""Likes, dislikes and "seen it" of named and of shown items. Knows nothing of facets or numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.intent.gazetteer import TitleMention
from bot.intent.heard import Heard
from bot.intent.learned.hearing import Opinion, opinion_of
from bot.intent.narrating import tells
from bot.intent.opinion_words import (
    BAD,
    BARE_VERB,
    BOTH,
    CLAUSE,
    COMPARED,
    COMPLAINT,
    DISLIKE,
    LIKE,
    MORE_LIKE,
    OF_THAT,
    OF_THE_NAMED,
    OPINION,
    OTHERS,
    REASON,
    REFUSED_BY_NAME,
    REFUSES,
    SEEN,
    SIGH,
    THEIRS,
    TIMES,
    TOO,
    VERB_LIKE,
    VERDICT,
    WHAT_LIKE,
)
from bot.intent.opinions_of_people import liked_people, refused_people, shown_by
from bot.intent.referent_words import AGAINST, HIM, ORDINAL, THAT_PERSON
from bot.intent.referents import explicit, without_referents
from bot.intent.state import dislike, hide, like, wish
from bot.intent.wish_words import PRAISE
from bot.intent.wishing import said
from bot.messages import Act
from retriever.items import Query
from retriever.lexical import STOP_WORDS, WORD


@dataclass(frozen=True, slots=True)
class _Before:
    """What the clause before judged, and how; empty where it judged nothing.

    Attributes:
        bare: It named the items and said nothing of them.
        refused: It refused something that is no item.
    """

    ids: tuple[str, ...] = ()
    act: Act | None = None
    bare: bool = False
    refused: bool = False


def read_opinions(heard: Heard) -> Heard:
    """Likes, dislikes and "seen it" of named and of shown items, clause by clause."""
    rest: list[str] = []
    before = _Before()
    for clause in clauses(heard.text):
        heard, left, before = _read(heard, clause, before)
        rest.append(left)
    return replace(heard, text=" . ".join(rest))


def clauses(text: str) -> list[str]:
    """`text` in its clauses, empty ones left out."""
    return [clause for clause in CLAUSE.split(text) if clause and clause.strip()]


def _read(heard: Heard, clause: str, before: _Before) -> tuple[Heard, str, _Before]:
    """One clause: what it changes, what of it is left to understand, and what the next may follow on."""
    mentions = heard.titled(clause, asked=bool(VERDICT.match(clause)))
    pointed = _beside(heard, _without(clause, mentions)) if mentions else _pointed(heard, clause, before)
    pointed, opinion = _by_reader(heard, clause, mentions, pointed)
    ids = tuple(dict.fromkeys((*(mention.item_id for mention in mentions), *pointed)))
    if (THAT_PERSON.search(clause) and not DISLIKE.search(clause)) or WHAT_LIKE.search(clause):
        return heard, clause, before
    if mentions and REFUSED_BY_NAME.search(clause[: mentions[0].start]):
        ids = tuple(mention.item_id for mention in mentions)
        return heard.now(_as("dislike", heard.query, ids), "dislike"), _after(clause), _Before(ids, "dislike")
    if _asks_for_it(clause, mentions, heard):
        return heard.now(wish(heard.query, clause.strip(" .,!?")), "recommend"), "", before
    if not ids and _of_the_named(heard, clause, before):
        ids = before.ids
    if not ids:
        return *refused_people(heard, clause), replace(before, bare=False, refused=bool(REFUSES.search(clause)))
    if set(ids) <= set(heard.about) and not OPINION.search(clause):  # what is left of a question
        return heard, "", before
    query, act = _judged(heard, clause, ids, before, opinion)
    if set(before.ids) <= set(ids):
        heard, query = _outdone(heard, query, before, act)
    heard = heard.now(query, act).pointing(pointed).speaking(mention.item_id for mention in mentions)
    left = without_referents(_without(clause, mentions), [pick.item for pick in heard.session.shown])
    if act not in ("refine", "recommend"):
        heard, left = liked_people(heard, left, act), COMPARED.sub("", _unsaid(left)) if act == "like" else ""
    bare = act == "like" and bool(mentions) and not OPINION.search(clause)
    left = OPINION.sub(" , ", left)
    return heard, OTHERS.sub("", left) if act == "refine" else left, _Before(ids, act, bare)


def _outdone(heard: Heard, query: Query, before: _Before, act: Act) -> tuple[Heard, Query]:
    """The act of the clause before is gone where this one says more of the same: "seen it and loved it"."""
    ids = set(before.ids)
    liked_more = set(heard.query.liked) - set(heard.session.query.liked) - ids
    if before.act == "seen" != act and not _seen_besides(heard, before.ids):
        return replace(heard, acts=tuple(one for one in heard.acts if one != "seen")), query
    if before.bare and act in ("seen", "dislike"):
        query = replace(query, liked=tuple(id_ for id_ in query.liked if id_ not in ids))
        acts = heard.acts if liked_more else tuple(one for one in heard.acts if one != "like")
        heard = replace(heard, acts=acts)
    return heard, query


def _beside(heard: Heard, rest: str) -> tuple[str, ...]:
    """What a clause that names a title points at as well: "seen both, and Vertigo too"."""
    return explicit(rest, heard.session) or (heard.pointed(rest) if BOTH.search(rest) else ())


def _of_the_named(heard: Heard, clause: str, before: _Before) -> bool:
    """True for what is said right after a title, or one that stood alone, about nothing else that has a name."""
    if heard.spoken and BARE_VERB.match(clause):  # "watched Stalker and hated it": the same one
        return True
    judges = DISLIKE.search(clause) or SEEN.search(clause)
    return bool(before.bare and judges and OF_THE_NAMED.match(clause) and not heard.names.values(clause))


def _seen_besides(heard: Heard, ids: tuple[str, ...]) -> bool:
    """True where this utterance said of other items that they are known."""
    return bool(heard.query.seen - heard.session.query.seen - {*ids, *heard.query.disliked})


def _by_reader(
    heard: Heard, clause: str, mentions: Sequence[TitleMention], pointed: tuple[str, ...]
) -> tuple[tuple[str, ...], Opinion | None]:
    """Where no rule reads an opinion, what the reader makes of it, also of items only pointed at."""
    ids = pointed if pointed or mentions or AGAINST.search(clause) else explicit(clause, heard.session)
    ids = tuple(id_ for id_ in ids if id_ not in heard.about)
    if OPINION.search(clause) or not (ids or mentions):
        return pointed, None
    opinion = opinion_of(heard, clause)
    return (ids if opinion else pointed), opinion


def _judged(
    heard: Heard, clause: str, ids: tuple[str, ...], before: _Before, opinion: Opinion | None
) -> tuple[Query, Act]:
    if before.act and TOO.search(clause) and not OPINION.search(clause):  # "the full monty too"
        return _as(before.act, heard.query, ids), before.act
    act = opinion or _act(TIMES.sub(" ", clause))
    query = _as(act, heard.query, ids)
    if act != "refine":
        return query, act
    query = hide(query, (pick.item.id for pick in heard.session.shown))
    return query, "recommend" if heard.opening else "refine"


def _act(clause: str) -> Act:
    if SEEN.search(clause):  # "ugh, seen it" is no verdict
        clause = SIGH.sub(" ", clause)
    if DISLIKE.search(clause) or BAD.search(clause):
        return "dislike"
    if MORE_LIKE.search(VERB_LIKE.sub(" ", clause)):
        return "refine"
    return "seen" if SEEN.search(clause) and not LIKE.search(clause) else "like"


def _as(act: Act, query: Query, ids: tuple[str, ...]) -> Query:
    if act == "dislike":
        return hide(dislike(query, ids), ids)
    return hide(query, ids) if act == "seen" else like(query, ids)


def _after(clause: str) -> str:
    """What comes after the first comma, "anything but Groundhog Day, a comedy"."""
    return clause.partition(",")[2]


def _unsaid(text: str) -> str:
    """What an opinion leaves: of "loved Alien for its silence" the silence, and what comes after a comma."""
    opinion, comma, after = text.rpartition(",") if not REASON.search(text) else (text, "", "")
    match = REASON.search(opinion)
    return (opinion[match.end() :] if match else "") + comma + after


def _asks_for_it(clause: str, mentions: Sequence[TitleMention], heard: Heard) -> bool:
    """A first request that is one title and nothing else asks for that item: it is not taken as known."""
    if (
        len(mentions) != 1
        or heard.session.turns
        or BAD.search(clause)
        or OPINION.search(heard.text)
        or MORE_LIKE.search(heard.text)
    ):
        return False
    mention = mentions[0]
    around = heard.text.replace(clause[mention.start : mention.end], " ", 1)
    return not any(word not in STOP_WORDS for word in WORD.findall(around.casefold()))


def _pointed(heard: Heard, clause: str, before: _Before) -> tuple[str, ...]:
    """Items pointed at next to an opinion, or with nothing but praise around: "lovely, the last one!"."""
    refusal = REFUSES.search(clause)
    if (before.refused or refusal) and OF_THAT.search(refusal["what"] if refusal else clause):
        return explicit(OF_THAT.sub(" ", clause), heard.session)  # "no cats, she hates those": the cats
    if THEIRS.search(clause):
        return shown_by(heard, heard.text.partition(clause)[0])
    if OPINION.search(clause):
        return () if HIM.search(clause) and not ORDINAL.search(clause) else heard.pointed(clause)
    left = without_referents(clause, [pick.item for pick in heard.session.shown], also_one=True)
    if left.strip() == clause.strip() or COMPLAINT.search(clause) or tells(left):
        return ()
    praised = not said(left) or PRAISE.fullmatch(said(left))
    return tuple(id_ for id_ in heard.pointed(clause) if praised and id_ not in heard.about)


def _without(clause: str, mentions: Sequence[TitleMention]) -> str:
    for mention in reversed(mentions):
        clause = f"{clause[: mention.start]} , {clause[mention.end :]}"
    return clause
