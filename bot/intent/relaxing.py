"""Taking back: "any country is fine", "forget the price", "dragons are ok after all". Knows no new wishes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.relax_words import (
    ABOUT_ITEM,
    ALLOWED,
    ALSO,
    ANY,
    ANY_BUT,
    ANY_GOES,
    BEYOND,
    BLACK_AND_WHITE,
    DROPPED,
    FIELD_WORDS,
    INSISTING,
    NICHE,
    NO_LIMITS,
    OTHERS,
    PLEASING,
    POSSESSIVE,
    SAID_NO,
    SPEND_MORE,
    STRETCHED,
    TAIL,
    UNDO,
    UNLIMITED,
)
from bot.intent.state import SEPARATOR, allow, also, before_last, relax, unliked, wishes
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, PERSON_FIELDS, PRICE_FIELDS
from retriever.items import COMPARISONS, Query
from retriever.lexical import STOP_WORDS, WORD, stems

SURE, SURE_OF_WORD = 0.6, 0.3  # probabilities from which the learnt reader is followed
MAX_TAKEN = 5  # statements of one utterance
UPPER = ("at_most", "below")
LOWER = ("at_least", "above")
# between the parts of a wish: of "trains with robots" the robots can go alone
JOINT = re.compile(r" (?:with|and|or|in|on|about|of|for|plus) |, ", re.IGNORECASE)
PROVING = COUNTRY_FIELDS | LANGUAGE_FIELDS | PERSON_FIELDS | GENRE_FIELDS


def read_relaxations(heard: Heard) -> Heard:
    """Takes back what the words name; phrases that name nothing agreed are left to other rules."""
    text = BLACK_AND_WHITE.sub("black and white", heard.text)
    heard = replace(heard, text=ANY_BUT.sub(r"\1 except ", text))
    if (match := UNDO.search(heard.text)) and not heard.opening and not SAID_NO.search(heard.text):
        heard = heard.took(*match.span(), before_last(heard.session), "relax")
    heard = _unjudged(heard)
    bounded = any(c.op in COMPARISONS for c in heard.query.must)
    if bounded and STRETCHED.search(heard.text):  # how far, the numbers say
        heard = heard.did("relax")
    if bounded and (match := NO_LIMITS.search(heard.text)):
        heard = heard.took(*match.span(), _lifted(heard.query, heard.names.numbers, COMPARISONS), "relax")
    for _ in range(MAX_TAKEN):
        heard = next(_taken(heard), heard)
    return heard


def read_taken_back(heard: Heard) -> Heard:
    """Where no rule heard that a wish is taken back but the learnt reader does: the words it names.

    Demands and refusals stay, whatever it reads: "we said no horror, right?" looks like taking back to it.
    """
    if heard.tagged is None or "relax" in heard.acts or heard.tagged.acts["relax"] < SURE:
        return heard
    if INSISTING.match(heard.text):
        return heard
    content = dict.fromkeys(_content(heard.text))
    back = [word for word in content if heard.tagged.of(word, "back", unsaid=0.0) >= SURE_OF_WORD]
    query = replace(dropped(heard, " ".join(back)), must=heard.query.must)
    if query == heard.query:
        return heard
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, back))})\b", re.IGNORECASE)
    return replace(heard.now(query, "relax"), text=said.sub(" ", heard.text))


def _unjudged(heard: Heard) -> Heard:
    """ "I take back what I said about the second one": it is neither liked, disliked nor known."""
    match = ABOUT_ITEM.search(heard.text)
    scope = re.split(r"[,.;!?]", heard.text[match.end() :])[0] if match else ""
    if match is None:
        return heard
    ids = {*(mention.item_id for mention in heard.titled(scope, asked=True)), *heard.pointed(scope)}
    ids &= {*heard.query.liked, *heard.query.disliked, *heard.query.seen}
    if not ids:
        return heard
    query = unliked(heard.query, ids)
    query = replace(query, seen=query.seen - ids)
    return heard.took(match.start(), match.end() + len(scope), query, "relax").pointing(sorted(ids))


def _taken(heard: Heard) -> Iterator[Heard]:
    """One more statement taken back, in each reading that changes anything, the best first."""
    if match := SPEND_MORE.search(heard.text):
        query = _lifted(heard.query, PRICE_FIELDS, UPPER)
        yield from [heard.took(*match.span(), query, "relax")] if query != heard.query else []
    for pattern in (SAID_NO, *ALLOWED, *DROPPED, *OTHERS, ANY):
        if pattern in ALSO and heard.opening:  # "do you ship? also a western": nothing to join yet
            continue
        for match in pattern.finditer(heard.text):
            scope = POSSESSIVE.sub(" ", TAIL.sub(" ", next(filter(None, match.groups()), "")))
            if scope.strip() and (done := _relaxed(heard, pattern, match, scope)):
                yield done


def _relaxed(heard: Heard, pattern: re.Pattern[str], match: re.Match[str], scope: str) -> Heard | None:
    """The heard without what `scope` names, None where that takes nothing back."""
    open_ = _only_fields(scope)
    if not open_ and (pattern in OTHERS or (pattern is ANY and not ANY_GOES.search(match.group()))):
        return None
    query, wider = (
        _allowed(heard, scope, match.group()) if pattern in (SAID_NO, *ALLOWED) else (dropped(heard, scope), False)
    )
    if wider and PLEASING.search(match.group()):
        return None
    if heard.opening and open_ and (pattern is ANY or (pattern in UNLIMITED and _recorded(heard, scope))):
        return heard.took(*match.span())
    if query == heard.query and pattern in ALLOWED and _granted(heard, scope, match.group()):
        return heard.took(*match.span(), act="relax")
    if query == heard.query and (not open_ or heard.opening or pattern in ALSO):
        return None
    done = heard.took(*match.span(), query, "relax")
    return done.did("constrain") if wider else done


def _recorded(heard: Heard, scope: str) -> bool:
    """True where the catalogue has a field of that name: a shelf "with no weight limit" may be a wish."""
    return not _fields(scope).isdisjoint(heard.names.facets | heard.names.numbers)


def _granted(heard: Heard, scope: str, phrase: str) -> bool:
    """True where it is allowed already: it was taken back right before, or nothing was agreed about it."""
    before = heard.session.query
    undone = "relax" in heard.acts and _allowed(replace(heard, query=before), scope, phrase)[0] != before
    return undone or (_welcome(heard, scope) and not PLEASING.search(phrase))


def _welcome(heard: Heard, scope: str) -> bool:
    """ "American ones are fine too" demands nothing where nothing was agreed about countries."""
    mentions = heard.names.values(scope)
    return bool(mentions) and all(any(field in PROVING for field, _ in mention.values) for mention in mentions)


def _allowed(heard: Heard, scope: str, phrase: str) -> tuple[Query, bool]:
    """What was refused is welcome again; where others are demanded these are demanded as well."""
    if beyond := _beyond(heard.query, scope):
        return beyond, False
    pairs = [pair for mention in heard.names.values(scope) for pair in mention.values]
    named = {value.casefold() for _, value in pairs} | {*_content(scope), " ".join(WORD.findall(scope.casefold()))}
    query = allow(heard.query, named | _refused_in(heard.query, phrase))
    demanded = {c.field for c in heard.query.must if c.op == "any_of"}
    if wider := [pair for pair in pairs if pair[0] in demanded]:
        return also(query, wider), also(query, wider) != query
    if query == heard.query and NICHE.search(scope):
        return replace(query, niche=heard.session.niche), False
    if query == heard.query and _only_fields(scope):
        return dropped(heard, scope), False
    return query, False


def _refused_in(query: Query, phrase: str) -> set[str]:
    """What was refused in several words and is said again: "no dog dies" and now "dogs may die"."""
    said = set(stems(phrase))
    return {value for value in _refused(query) if len(stems(value)) > 1 and set(stems(value)) <= said}


def _refused_by(query: Query, words: set[str]) -> set[str]:
    """What was refused in several words, called by one of them: "the bags thing" of "tea bags"."""
    said = set(stems(" ".join(words)))
    return {value for value in _refused(query) if " " in value and said & set(stems(value))}


def _refused(query: Query) -> set[str]:
    return {str(value) for c in query.must if c.op == "without" for value in c.values}


def _beyond(query: Query, scope: str) -> Query | None:
    """ "newer ones are fine too" lifts one bound only; None where no such word is said."""
    said = [(fields, UPPER if upper else LOWER) for pattern, fields, upper in BEYOND if pattern.search(scope)]
    for fields, ops in said:
        query = _lifted(query, fields, ops)
    return query if said else None


def _lifted(query: Query, fields: Collection[str], ops: Collection[str]) -> Query:
    return replace(query, must=tuple(c for c in query.must if c.field not in fields or c.op not in ops))


def dropped(heard: Heard, scope: str) -> Query:
    """The query without what `scope` names: by field, by value, by title or by a word of the wish."""
    if beyond := _beyond(heard.query, scope):
        return beyond
    query = relax(heard.query, _fields(scope))
    query = _without_part(query, {word for word in WORD.findall(scope.casefold()) if len(word) > 3} - STOP_WORDS)
    pairs = [pair for mention in heard.names.values(scope) for pair in mention.values]
    named_fields = {field for field, value in pairs if _demands(query, field, value)}
    query = replace(query, must=relax(query, named_fields).must)
    query = allow(query, {value.casefold() for _, value in pairs})
    query = unliked(query, {mention.item_id for mention in heard.titled(scope, asked=True)})
    if NICHE.search(scope):
        query = replace(query, niche=heard.session.niche)
    words = set(_content(scope))
    return _unsaid(allow(query, words | _refused_by(query, words)), words)


def _unsaid(query: Query, words: set[str]) -> Query:
    """Takes back the parts of the wish and the preferences that these words name."""
    pieces, meant = [], set(stems(" ".join(words)))
    for piece in wishes(query):
        parts = JOINT.split(piece) if meant & set(stems(piece)) else [piece]
        pieces += [part for part in parts if not meant & set(stems(part))]
    prefer = tuple(
        c for c in query.prefer if not words & {word for v in c.values for word in WORD.findall(str(v).casefold())}
    )
    return replace(query, text=SEPARATOR.join(pieces), prefer=prefer)


def _without_part(query: Query, words: set[str]) -> Query:
    """Without demands of which a value is called by one of its words: "Mads needn't be in it"."""
    kept = tuple(
        c
        for c in query.must
        if c.op != "any_of" or not any(words & set(str(v).casefold().split()) for v in c.values)
    )
    return replace(query, must=kept)


def _demands(query: Query, field: str, value: str) -> bool:
    """True where the value is demanded, or another of a field that says where or who it is from."""
    named = (c for c in query.must if c.field == field and c.op == "any_of")
    return any(value in c.values or field in PROVING for c in named)


def _fields(scope: str) -> set[str]:
    return {name for pattern, names in FIELD_WORDS if pattern.search(scope) for name in names}


def _only_fields(scope: str) -> bool:
    """True for "length" and "the year", not for "a long life"."""
    return bool(words := _content(scope)) and all(map(_fields, words))


def _content(scope: str) -> list[str]:
    return [word for word in WORD.findall(scope.casefold()) if word not in STOP_WORDS]
