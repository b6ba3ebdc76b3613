"""Joins the rules with what a language model read: it can add, it can break nothing. Knows no model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.intent import Parser
from bot.intent.chinese import to_english
from bot.intent.gazetteer import Gazetteer
from bot.intent.model.quoting import HAN, Said, covers, keys, meet
from bot.intent.model.reading import Claim, ReadAct, Reader, Reading, reading_of
from bot.intent.state import dislike, hide, like, want, wish
from bot.intent.wishing import LOOSE
from bot.intent.words import COUNTRY_FIELDS, PERSON_FIELDS
from bot.messages import Act, Intent, Message, Session
from retriever.items import Constraint, Item, Query

SMALL_TALK: frozenset[Act] = frozenset(
    {"greeting", "thanks", "chitchat", "help", "service", "abuse", "injection", "off_topic"}
)
UNSAFE: frozenset[Act] = frozenset({"abuse", "injection"})  # not even where something is asked for besides
HISTORY_TURNS = 2
UNREAD = {
    "en": "The language model did not read this; I went by the rules alone.",
    "zh": "语言模型没有读这句话，这里只按规则理解。",
}


class MergingParser:
    """A Parser: the rules first, then a Reader beside them. Safe for many threads where the reader is.

    The law of the merge, whatever the reader says:

    * Every constraint the rules demand stays as it is, and so does all they liked, disliked, hid, preferred,
      wished, resolved and noted.
    * An addition counts only if its quote stands in the utterance, in whole words, and names a title or a
      facet value of the catalogue. What the rules read as a title already is theirs to judge.
    * Nothing the person refused becomes wanted: not what a demand keeps out, a dislike or a refusal names,
      nor anything that stands in a clause which may refuse it.
    * What is wanted becomes a preference and never a demand. What is refused becomes a demand where
      its clause may refuse something, and nothing that is demanded or preferred has these words.
    * The wish gains only words of the utterance that are in no demand, preference or other claim, from
      clauses that refuse and count nothing.
    * Acts are united, each where the merged state bears it out: without a new like nobody liked anything.
    * Small talk, mere questions about items, and anything that looks like abuse or an injection are never
      given to the model.

    What the model wrote is data: it is never shown and never run.
    """

    def __init__(
        self, rules: Parser, reader: Reader, names: Gazetteer, item_of: Callable[[str], Item | None]
    ) -> None:
        """`names` are those the rules know."""
        self._rules = rules
        self._reader = reader
        self._names = names
        self._item_of = item_of

    def parse(self, utterance: str, session: Session) -> Intent:
        intent = self._rules.parse(utterance, session)
        if not _worth_reading(intent):
            return intent
        answer = self._reader.read(utterance, _history(session))
        if answer is None:
            return replace(intent, notes=(*intent.notes, UNREAD[intent.language]))
        reading = reading_of(answer)
        query = self._merged(Said.of(utterance, self._names), reading, intent.query)
        return replace(intent, query=query, acts=_united(intent, query, reading.acts, session.query))

    def _merged(self, said: Said, reading: Reading, query: Query) -> Query:
        """Refusals first, so that what is both refused and wanted is not wanted."""
        for claim in reading.refuses:
            query = self._refusing(said, claim, query)
        unliked = self._new(said, reading.dislikes, {*query.liked, *query.disliked})
        query = hide(dislike(query, unliked), unliked)
        query = hide(query, self._new(said, _open(said, reading.seen), query.seen))
        query = like(query, self._new(said, _open(said, reading.likes), {*query.liked, *query.disliked}))
        refused = {key for claim in (*reading.refuses, *reading.dislikes) for key in keys(claim.quote)}
        for claim in _open(said, reading.wants):
            if not refused & set(keys(claim.quote)):
                query = self._wanting(claim, query)
        return wish(query, _wished(said, reading, query))

    def _new(self, said: Said, claims: Iterable[Claim], judged: Iterable[str]) -> tuple[str, ...]:
        """Ids of items that quotes name and nobody judged yet."""
        known = set(judged)
        ids = dict.fromkeys(
            id_ for claim in claims if said.names_more(claim.quote) for id_ in self._title(claim.quote)
        )
        return tuple(id_ for id_ in ids if id_ not in known and self._item_of(id_) is not None)

    def _title(self, quote: str) -> list[str]:
        """The id of the item a quote names with all its telling words; a word of a facet is no title."""
        if any(covers(quote, value.start, value.end) for value in self._names.values(quote)):
            return []
        found = self._names.titles(quote, asked=True)
        return [one.item_id for one in found if len(found) == 1 and covers(quote, one.start, one.end)]

    def _values(self, claim: Claim) -> list[tuple[tuple[str, str], ...]]:
        """(field, value) pairs of each name in a quote; of the field that was told, where it is one of them."""
        named = self._names.values(claim.quote)
        if not named and HAN.search(claim.quote):
            named = self._names.values(to_english(claim.quote))
        return [tuple(pair for pair in one.values if pair[0] == claim.field) or one.values for one in named]

    def _wanting(self, claim: Claim, query: Query) -> Query:
        """A name of which any value is wanted already is read: "Anderson" is the Anderson the rules heard."""
        for pairs in self._values(claim):
            wanted = {value.casefold() for value in _wanted(query)}
            if any(value.casefold() in wanted or _refused(query, value) for _, value in pairs):
                continue
            for field in dict.fromkeys(field for field, _ in pairs):
                values = tuple(value for name, value in pairs if name == field)
                query = want(query, Constraint(field, "any_of", values))
        return query

    def _refusing(self, said: Said, claim: Claim, query: Query) -> Query:
        for pairs in self._values(claim) if said.stands_refused(claim.quote) else ():
            wanted = any(meet(value, other) for _, value in pairs for other in _wanted(query))
            if not wanted and not any(_refused(query, value) for _, value in pairs):
                query = replace(query, must=(*query.must, *_refusals(pairs)))
        return query


def _worth_reading(intent: Intent) -> bool:
    """False for small talk, for what is unsafe, and for a mere question about items, which changes no state."""
    acts = set(intent.acts)
    return not (acts & UNSAFE or (acts and acts <= SMALL_TALK) or (intent.about and not intent.shows))


def _united(intent: Intent, query: Query, acts: Sequence[ReadAct], before: Query) -> tuple[Act, ...]:
    """The acts of the rules, and of the reader's those that the state bears out."""
    gained = set(query.must) - set(before.must)
    borne: dict[ReadAct, bool] = {
        "recommend": query != before and not intent.shows,
        "refine": query != before and not intent.shows,
        "constrain": bool(gained),
        "exclude": any(constraint.op in ("without", "none_of") for constraint in gained),
        "relax": not set(before.must) <= set(query.must),
        "like": not set(query.liked) <= set(before.liked),
        "dislike": not set(query.disliked) <= set(before.disliked),
        "seen": query.seen > before.seen,
        "about": bool(intent.about),
        "compare": len(intent.about) > 1,
        "why": bool(intent.about),
    }
    return tuple(dict.fromkeys((*intent.acts, *(act for act in acts if borne[act]))))


def _history(session: Session) -> list[Message]:
    """The last turns: what was said, and the titles that were shown."""
    messages: list[Message] = []
    for turn in session.turns[-HISTORY_TURNS:]:
        messages.append(Message("user", turn.utterance))
        if turn.picks:
            messages.append(Message("assistant", "; ".join(pick.item.title for pick in turn.picks)))
    return messages


def _open(said: Said, claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if said.stands_open(claim.quote)]


def _wished(said: Said, reading: Reading, query: Query) -> str:
    values = [str(value) for constraint in (*query.must, *query.prefer) for value in constraint.values]
    claims = (*reading.likes, *reading.dislikes, *reading.seen, *reading.refuses)
    words = said.fresh(reading.wish, (query.text, *values, *(claim.quote for claim in claims)))
    return " ".join(word for word in words if word not in LOOSE and not _refused(query, word))


def _wanted(query: Query) -> list[str]:
    """Values that are demanded or preferred."""
    return [str(v) for c in (*query.must, *query.prefer) if c.op == "any_of" for v in c.values]


def _refused(query: Query, value: str) -> bool:
    """True where a demand or a preference keeps it out: by name, or by a word in it."""
    named = {str(v).casefold() for c in (*query.must, *query.prefer) if c.op == "none_of" for v in c.values}
    item = Item("", value)
    without = [c for c in (*query.must, *query.prefer) if c.op == "without"]
    return value.casefold() in named or not all(constraint.allows(item) for constraint in without)


def _refusals(pairs: Sequence[tuple[str, str]]) -> list[Constraint]:
    """As the rules refuse: country and people must prove it, other words must not stand in the record at all."""
    fields: dict[str, dict[str, None]] = {}
    for field, value in pairs:
        proving = field in COUNTRY_FIELDS or field in PERSON_FIELDS
        fields.setdefault(field if proving else "", {})[value if proving else value.casefold()] = None
    return [
        Constraint(field, "none_of" if field else "without", tuple(values)) for field, values in fields.items()
    ]
