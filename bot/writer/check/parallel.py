"""What stands beside what: quantifiers, deeds done to nobody, pairs in a list. Pure; knows no other rules.

"Every" must be borne out by the description, and of two things said side by side neither
takes what is said of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise, permutations

from bot.writer.check.tokens import Token, tokens
from bot.writer.check.words import BE, JOINERS, NEGATIONS, QUANTIFIERS
from retriever.items import Item

NEAR = 4  # content words that a quantifier may speak of
SMALL = 4  # content words of a part of a list
_PARTS = frozenset(("and", "or", "but", "while", "whereas"))
_IDIOMS = frozenset(("other", "the", "way", "night", "day", "kinds", "but"))  # "each other", "all the same"
_BEFORE_IDIOMS = frozenset(("at", "above", "after", "not"))

Part = frozenset[str]
Rule = Callable[[str, Item], Iterator[str]]


def quantified(sentence: str, item: Item) -> Iterator[str]:
    """ "Every cup holder" where the description says "most", or where it says so of other things."""
    values = ". ".join(value for group in item.facets.values() for value in group)
    told = tokens(f"{item.description}. {values}")
    known = {form for token in told for form in token.forms}
    one = {form for at, token in enumerate(told) if at and told[at - 1].folded == "one" for form in token.forms}
    has = [(token.folded, _spoken_of(at, told)) for at, token in enumerate(told)]
    for at, word in _quantifiers(tokens(sentence)):
        after = tokens(sentence)[at + 1 : at + 6]
        head = next((token.forms for token in after[:3] if token.content), frozenset())
        if word.folded == "both" and "and" in {token.folded for token in after} and not head & one:
            continue  # "both cats and dogs"
        same = [spoken for folded, spoken in has if folded in QUANTIFIERS[word.folded]]
        of_it = word.folded == "only" or not head & known or any(head & spoken for spoken in same)
        if not same or not of_it:
            yield f"a quantity {word.written!r}"


def _quantifiers(said: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The quantifiers that speak of something: not "all in birch", "four lids each", "each other", "at most"."""
    for at, (token, after) in enumerate(pairwise(said)):
        loose = token.folded == "all" and after.folded in JOINERS | {"here", "about"}
        loose |= token.folded == "each" and after.folded == "of"  # of several that are told
        fixed = at and said[at - 1].folded in _BEFORE_IDIOMS
        if token.folded in QUANTIFIERS and not (after.begins or loose or fixed or after.folded in _IDIOMS):
            yield at, token


def _spoken_of(at: int, told: Sequence[Token]) -> frozenset[str]:
    """Forms of the words that follow a quantifier in its sentence."""
    after = [
        token for token in told[at + 1 :][: 3 * NEAR] if token.content and token.sentence == told[at].sentence
    ]
    return frozenset(form for token in after[:NEAR] for form in token.forms)


def misdirected(sentence: str, item: Item) -> Iterator[str]:
    """ "Steals the furniture" where the description steals nothing."""
    told = tokens(item.description)
    said = tokens(sentence)
    for verb, none in pairwise(told):
        same = [token for token in told if token.forms & verb.forms]
        if none.folded not in ("nothing", "nobody") or not verb.content or len(same) > 1:
            continue
        for token, after in pairwise(said):
            if token.forms & verb.forms and after.folded not in NEGATIONS and not after.begins:
                yield f"another object of {token.written!r}"


def reversed_voice(sentence: str, item: Item) -> Iterator[str]:
    """ "A model kidnaps a sculptor" where she is kidnapped by him."""
    told, said = tokens(item.description), tokens(sentence)
    for at, token in enumerate(told[:-1]):
        if told[at + 1].folded != "by" or not at or told[at - 1].folded not in BE:
            continue
        done_to = {form for one in told[max(0, at - 3) : at] if one.content for form in one.forms}
        doers = {form for one in told[at + 2 : at + 6] if one.content for form in one.forms} - done_to
        for place, verb in enumerate(said):
            before = [one for one in said[max(0, place - 2) : place] if one.content]
            active = verb.forms & token.forms and not verb.folded.endswith(("ed", "en", "n", "t"))
            if active and before and before[-1].forms & done_to and not before[-1].forms & doers:
                yield f"turned round {before[-1].written!r} and {verb.written!r}"


def crossed(sentence: str, item: Item) -> Iterator[str]:
    """ "Five hours on pulse, longer on steady" where the description has them the other way round."""
    has = [part for part in _parts(item.description) if len(part) <= SMALL + 2]
    for one, other in combinations(_parts(sentence), 2):
        if max(len(one), len(other)) > SMALL + 2:
            continue
        for first, second in permutations(has, 2):
            left, right = first - second, second - first
            whole = one | other <= first | second
            if whole and one & left and one & right and other & left and other & right:
                yield f"crossed {', '.join(sorted(one))!r}"
                return


def _parts(text: str) -> list[Part]:
    """The content words of each part between commas and "and"."""
    found: list[set[str]] = [set()]
    for token in tokens(text):
        if token.begins or token.folded in _PARTS:
            found.append(set())
        if token.content:
            found[-1].add(min(token.forms, key=lambda form: (len(form), form)))
    return [frozenset(part) for part in found if part]
