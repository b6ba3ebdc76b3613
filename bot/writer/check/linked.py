"""Which words of a sentence belong together: those with only small words between them. Pure; knows no records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.writer.check.sentences import is_past
from bot.writer.check.tokens import Token, tokens
from bot.writer.check.words import AUXILIARIES, CLAUSES, DETERMINERS, GLUE, JOINERS, PLAIN, STARTERS

OF = frozenset(("of",))
RELATIVE = frozenset(["who", "which", "that", "whose"])
INFLECTED = re.compile(r"(?:[^s]s|ed|ing)$")


@dataclass(frozen=True, slots=True)
class Link:
    """Two content words of a sentence that belong together.

    Attributes:
        firsts: Words that may be what `second` is said of, the nearest last: in "the nib of a pen draws", both.
        between: The small words between the nearest and `second`.
    """

    firsts: tuple[Token, ...]
    second: Token
    between: tuple[str, ...]
    phrase: bool  # an adjective or a noun right before a noun
    takes: bool  # a verb before its object


def links(sentence: str, told: Sequence[Token] = ()) -> Iterator[Link]:
    """The content words that belong together, from left to right.

    A verb of telling that the description lacks ("it leads to", "who takes") parts what stands beside it.
    """
    known = {form for token in told for form in token.forms}
    clause: list[Token] = []
    between: list[str] = []
    parted, in_phrase, at_start, several = True, False, True, False
    for token in tokens(sentence):
        if token.begins:
            parted, in_phrase, at_start, several, clause = True, False, True, False, []
        if token.folded in RELATIVE and clause and not between and not token.begins:
            clause, between = clause[-1:], [token.folded]  # "the robot who writes"
            continue
        if not token.content or (token.folded in PLAIN | GLUE and not token.forms & known):
            parted |= token.folded in JOINERS or token.content
            in_phrase |= token.folded in JOINERS | OF or (at_start and token.folded in STARTERS)
            several |= token.folded == "and"
            clause = [] if token.folded in CLAUSES else clause
            between.append(token.folded)
            at_start = False
            continue
        if in_phrase and not parted and DETERMINERS & set(between) and not OF & set(between):
            parted, in_phrase = True, False  # "by the door a postman reads": the phrase has ended
        if clause and not parted:
            verb = _is_verb(token, between) or in_phrase or several
            if not _is_new(clause[-1], between):
                phrase = not verb and not between and not _may_act(clause[-1])
                takes = bool(DETERMINERS & set(between)) and not {"of", "to", "by"} & set(between)
                yield Link(tuple(clause if verb else clause[-1:]), token, tuple(between), phrase, takes)
        if token.owner and clause and not parted:
            continue  # "loads her husband's rifle": the rifle is loaded
        clause.append(token)
        between, parted, at_start = [], False, False


def _is_verb(token: Token, before: Sequence[str]) -> bool:
    """True where the shape of a word, or what stands before it, lets it be a verb."""
    if DETERMINERS & set(before):
        return False
    return bool(INFLECTED.search(token.folded)) or bool(AUXILIARIES & set(before)) or is_past(token.folded)


def _may_act(token: Token) -> bool:
    """True for what may be a verb before its object, or several who do something."""
    return bool(INFLECTED.search(token.folded)) or is_past(token.folded)


def _is_new(first: Token, between: Sequence[str]) -> bool:
    """True where a clause begins with nothing to say so: "the diary a nurse kept", "each week"."""
    noun = bool(DETERMINERS & set(between)) and not _may_act(first) and not {"of", "to", "by"} & set(between)
    return noun or bool({"each", "every"} & set(between))
