"""Whether a word of the catalogue is demanded or only gives colour, and which field it means. Knows no queries."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.intent.kind_words import (
    A_KIND_OF,
    ABOUT,
    ALL_BUT_ASKED,
    ASKED,
    ASKED_BEFORE,
    ASKING,
    BY,
    ENDS,
    FAMILY_MATTER,
    FLAVOUR,
    FLAVOURED,
    IN_IT,
    IN_THEIR_STYLE,
    KIND_NAMED,
    MADE_BY,
    MADE_IN,
    MORE,
    NAMED_AS_THING,
    NEXT_WORD,
    NOT_THE_THING,
    OF_SOMETHING,
    ORDINARY,
    PARTICLE,
    SPOKEN_AFTER,
    SPOKEN_IN,
    STARRING,
    THEIR_TASTE,
    THEIRS,
)
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, MAKER_FIELDS, PERSON_FIELDS
from retriever.lexical import STOP_WORDS

JUST_BEFORE = re.compile(
    r"\b(?<!not )(?:only|must be|(?:has|have|needs?) to be|strictly|exclusively|nothing but)\W+$", re.IGNORECASE
)
JUST_AFTER = re.compile(r"\W+(?:\w+\W+)?only\W*$", re.IGNORECASE)
Values = tuple[tuple[str, str], ...]
Around = tuple[str, str, str]

# the fields in the order in which they tell most: "war" is a genre before it is a theme
TELLING = (
    *sorted(GENRE_FIELDS), *sorted(COUNTRY_FIELDS), *sorted(LANGUAGE_FIELDS), *MAKER_FIELDS, *sorted(PERSON_FIELDS)
)  # fmt: skip


def demanded(field: str, values: Collection[str], around: Around, only: bool, opening: bool) -> bool:
    """True where what was named demands these values of `field`; elsewhere they are only preferred.

    Args:
        field, values: What the records have.
        around: The words before it, itself, and the words after it.
        only: The utterance says "only" or "must be".
        opening: Nothing was asked for before.
    """
    before, named, after = around
    if field in LANGUAGE_FIELDS or JUST_BEFORE.search(before) or JUST_AFTER.match(after):
        return True
    if field in COUNTRY_FIELDS:
        return (
            bool(MADE_IN.search(before))
            or not ABOUT.search(before)
            or (named not in values and spoken(before, named, after))
        )
    if field in PERSON_FIELDS:
        if IN_THEIR_STYLE.match(after):
            return False
        return (
            only
            or bool(MADE_BY.search(before))
            or bool(THEIRS.match(after) or IN_IT.match(after))
            or (opening and not before.strip())
        )
    return field in GENRE_FIELDS and (only or named_as_kind(before, named, after))


def named_as_kind(before: str, named: str, after: str) -> bool:
    """ "a slow comedy about ...", "some sci-fi" name the kind; "with some romance in it" does not."""
    if _of_something(before, named, after):
        return True
    if FLAVOURED.match(after) or (named.casefold() == "family" and FAMILY_MATTER.match(after)):
        return False
    if THEIR_TASTE.search(before) or (NAMED_AS_THING.match(after) and not NOT_THE_THING.search(before)):
        return True
    if named.casefold() in ORDINARY and (before + after).strip(" ,.!?"):
        return False
    if _modifies(after) or (FLAVOUR.search(before) and not ASKING.search(before)):
        return False
    wished_more = ALL_BUT_ASKED.search(before) and not ASKED_BEFORE.search(before)
    return bool(ASKED.search(before)) and not wished_more and not MORE.search(before)


def _of_something(before: str, named: str, after: str) -> bool:
    """ "a fat history of trade", "a comedy of manners"."""
    kind = named.casefold() in OF_SOMETHING and after[:4].casefold() == " of "
    return kind and bool(A_KIND_OF.search(before)) and not FLAVOUR.search(before)


def _modifies(after: str) -> bool:
    """True where it goes on like "crime writer": the word only says more of the next one."""
    follows = NEXT_WORD.match(after)
    if follows is None or ENDS.match(after) or KIND_NAMED.match(after):
        return False
    return follows.group(1).casefold() not in STOP_WORDS


def one_field(
    values: Values, before: str, after: str, listed: str, agreed: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """One field only, the most telling one, with all its values.

    Args:
        values: (field, value) pairs of what was named.
        before, after: The words around it.
        listed: The field of what it is listed with, "" where it is not.
        agreed: Fields demanded before: who asked for a language means one by "English instead".
    """
    fields = dict.fromkeys(field for field, _ in values)
    field = next((name for name in TELLING if name in fields), next(iter(fields)))
    language = next((name for name in fields if name in LANGUAGE_FIELDS), "")
    spoken = SPOKEN_IN.search(before) or SPOKEN_AFTER.match(after)
    if listed in fields:
        field = listed
    elif language and not MADE_IN.search(before) and (spoken or (language in agreed and field not in agreed)):
        field = language
    elif STARRING.search(before) and "cast" in fields:
        field = "cast"
    elif BY.search(before):
        field = next((name for name in MAKER_FIELDS if name in fields), field)
    return field, tuple(value for name, value in values if name == field)


def called(values: Values, before: str) -> Values:
    """Whom a last name means: of "von Trier" only those who are called so."""
    particle = PARTICLE.search(before)
    if particle is None:
        return values
    return tuple(pair for pair in values if f" {particle.group(1)} ".casefold() in pair[1].casefold()) or values


def spoken(before: str, named: str, after: str) -> bool:
    """ "in French" where the catalogue knows countries and no languages; "in France" is a place."""
    follows = NEXT_WORD.match(after)
    last = ENDS.match(after) or follows is None or follows.group(1).casefold() in STOP_WORDS
    return bool(
        re.search(r"\bin $", before, re.IGNORECASE) and last and re.search(r"(?:ish|ch|an|ese|ic|ai|i)$", named)
    )
