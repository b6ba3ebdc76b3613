"""What small words change: a negation, a number, "after" for "before", "must". Pure; knows no other rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.writer.check.proof import NUMBER_WORDS
from bot.writer.check.sentences import forms, words
from bot.writer.check.tokens import KEPT, Token, tokens
from bot.writer.check.words import (
    ACTS,
    ADVERBS,
    BE,
    DETERMINERS,
    ENDINGS,
    FIXED_PLACES,
    GLUE,
    JOINERS,
    LOOSE_PLACES,
    NEGATIONS,
    OBJECTS,
    OPPOSITES,
    PLACING,
    PLAIN,
    POSSESSIVES,
)
from retriever.items import Item

SCOPE = 2  # content words after a negation that it speaks of
NEAR = 3  # content words after a number that it may count


def denied(sentence: str, item: Item) -> Iterator[str]:
    """What the description denies, said without the "no"; and a "no" of the description before other words."""
    has, said = _scopes(item.description), _scopes(sentence)
    texts = (item.title, *(value for values in item.facets.values() for value in values))
    known = {form for text in texts for form in _forms_of(text)}
    yes, no = (
        {form for forms_of, negated in has if negated is side for form in forms_of} for side in (False, True)
    )
    for forms_of, negated in said:
        same, other = (no, yes) if negated else (yes, no)
        if forms_of & other and not forms_of & (same | known):
            yield f"{'a negation' if negated else 'no negation'} at {max(forms_of, key=len)!r}"
    for before, token in pairwise(tokens(sentence)):
        if before.folded in ("not", "never") and token.forms & known - no:
            yield f"a negation at {token.written!r}"
    told = tokens(sentence)
    for at, token in enumerate(told[:-1]):
        begins = not at or token.begins or told[at - 1].folded in ("and", "while")
        is_not = [one.folded for one in told[at + 1 : at + 3]]
        if begins and is_not in (["is", "not"], ["are", "not"]) and token.forms & known - no:
            yield f"a negation at {token.written!r}"


def miscounted(sentence: str, item: Item) -> Iterator[str]:
    """ "Three deaths" where the description counts two."""
    has: dict[str, set[str]] = defaultdict(set)
    for number, token in _counted(tokens(item.description)):
        for form in token.forms:
            has[form].add(number)
    for number, token in _counted(tokens(sentence)):
        counts = {count for form in token.forms for count in has[form]}
        if counts and number not in counts and number != "1":
            yield f"number {number!r} of {token.written!r}"


def misplaced(sentence: str, item: Item) -> Iterator[str]:
    """ "After the new year" for "before" it; "beside the sink" where the fridge stands there."""
    heads: dict[str, set[str]] = defaultdict(set)
    names, headed = set(), _headed(tokens(item.description))
    for preposition, token in headed:
        heads[token.folded].add(preposition)
        names |= {token.folded} if preposition in ("in", "at") and token.written[0].isupper() else set()
    known = {token.folded for token in tokens(item.description)}
    fields = {form for values in item.facets.values() for value in values for form in _forms_of(value)}
    said = tokens(sentence)
    spoken = {token.folded for token in said}
    for preposition, token in _headed(said):
        has = heads[token.folded]
        if token.folded not in known or preposition in has:
            continue
        opposite = OPPOSITES.get(preposition, frozenset()) & has
        named = token.written[0].isupper() and preposition in ("in", "at") and names and not has & PLACING
        strict = FIXED_PLACES if not has or has & LOOSE_PLACES else PLACING
        loose = token.forms & fields or (has & LOOSE_PLACES and preposition in LOOSE_PLACES)
        taken = (
            preposition in strict
            and not loose
            and any(
                preposition == other and one.folded in spoken
                for other, one in headed
                if one.folded != token.folded
            )
        )
        if opposite or named or taken:
            yield f"other place or time {preposition} {token.written!r}"


def added(sentence: str, item: Item) -> Iterator[str]:
    """Deeds and duties built of small words: "her parents take her", "it must be set", "in the end"."""
    told, said = tokens(item.description), tokens(sentence)
    known = {form for token in told for form in token.forms}
    folded = f" {' '.join(token.folded for token in told)} "
    for token in said:
        if token.folded in ("must", "should") and f" {token.folded} " not in folded:
            yield f"a duty {token.written!r}"
    for match in ENDINGS.finditer(" ".join(token.folded for token in said)):
        if f" {match.group()} " not in folded:
            yield f"an ending {match.group()!r}"
    for at, token in enumerate(said[:-1]):
        if (
            token.folded in ACTS
            and not token.begins
            and not token.forms & known
            and said[at + 1].folded in OBJECTS
        ):
            doer = next((one for one in reversed(said[:at]) if one.folded not in ADVERBS), token)
            if doer.content and doer.forms & known and doer.folded not in ACTS:
                yield f"an act {token.written!r} of {doer.written!r}"


def owned(sentence: str, item: Item) -> Iterator[str]:
    """ "The distiller" where the description knows only the distiller's neighbours."""
    owners: dict[str, set[bool]] = defaultdict(set)
    for token in tokens(item.description):
        owners[token.folded].add(token.owner)
    before = ""
    for token in tokens(sentence):
        if token.folded == "own" and before in POSSESSIVES and "own" not in owners:
            yield "an owner 'own'"  # "signed her own results", which were signed by another
        plain = token.content and not token.owner and token.written.islower()
        if plain and owners.get(token.folded) == {True} and before != "of":
            yield f"only its own {token.written!r}"
        before = token.folded if token.folded not in DETERMINERS - POSSESSIVES else before


@lru_cache(maxsize=KEPT)
def _scopes(text: str) -> tuple[tuple[frozenset[str], bool], ...]:
    """Each content word in its forms, and whether a negation speaks of it."""
    found: list[tuple[frozenset[str], bool]] = []
    left, negation = 0, ""
    for token in tokens(text):
        verb = token.folded in BE or (negation == "without" and token.folded.endswith("s"))
        if left < SCOPE and verb:
            left = 0  # "without a master mends", "who don't speak are tied"
        if token.folded in NEGATIONS or token.folded.endswith(("n't", "n’t")):
            left, negation = SCOPE, token.folded
        elif token.begins or token.folded in JOINERS - {"as"}:
            left = 0
        if token.content and token.folded not in PLAIN | GLUE:
            found.append((token.forms, left > 0))
            left -= 1
    return tuple(dict.fromkeys(found))


def _forms_of(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text) for form in forms(word.folded))


def _counted(some: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """The numbers of a text with the words they may count."""
    for at, token in enumerate(some):
        number = NUMBER_WORDS.get(token.folded, token.folded)
        if not number.isdigit() or number in ("100", "1000"):
            continue
        left = NEAR
        for other in some[at + 1 : at + 1 + NEAR]:
            if other.begins or other.folded in JOINERS | DETERMINERS or not left:
                break
            if other.content:
                left -= 1
                yield number, other
                if re.search(r"[^s]s$", other.folded):
                    break  # what is counted has been named


def _headed(some: Sequence[Token]) -> list[tuple[str, Token]]:
    """The prepositions of a text with the first content word after each, and with the names that follow it."""
    found: list[tuple[str, Token]] = []
    preposition = ""
    for token in some:
        if token.begins:
            preposition = ""
        if token.folded in OPPOSITES or token.folded in PLACING:
            preposition = token.folded
        elif token.content and preposition and not token.owner:
            found.append((preposition, token))
            preposition = preposition if token.written[0].isupper() else ""
        elif token.folded in JOINERS:
            preposition = ""
    return found
