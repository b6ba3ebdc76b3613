"""People whom no record names: "films with Tom Cruise". It is said, and nothing is searched for half a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.intent.given_names import GIVEN_NAMES
from bot.intent.heard import Heard
from bot.intent.kind_words import IN_THEIR_STYLE
from bot.intent.naming_words import THING
from bot.intent.people import words_of
from bot.intent.words import MAKER_FIELDS, PERSON_FIELDS
from retriever.lexical import STOP_WORDS

NAME = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
# "by", but not of what was done: "told by candlelight", "inspired by Verne"
BY = re.compile(
    r"(?:^|\W)(?:(?:directed|written|made|filmed|shot|produced) by|(?<![^\W\d_]ed )(?<![^\W\d_]en )"
    r"(?<!told )(?<!lit )(?<!built )(?<!set )(?<!sung )(?<!run )(?<!led )by)(?: the| a certain)? (?=[^\W\d_])",
    re.IGNORECASE,
)
WITH = re.compile(r"(?:^|\W)(?:with|starring|featuring|stars)(?: the)? (?=[^\W\d_])", re.IGNORECASE)
THEIRS = re.compile(
    r"(?:^|(?<=[\s,.;:!?]))(?:i (?:really |just )?(?:love|like|enjoy|adore) )?"
    rf"(?={NAME} {NAME}(?:'s|s')? {THING}\b)|"
    rf"^(?={NAME} {NAME}\W*$)|(?:,|\band|\bor|&) (?={NAME} {NAME})",
    re.IGNORECASE,
)
LISTED = re.compile(r"(?:,? (?:and|or)|,| &) (?=[A-ZÀ-Þ])")
PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "la", "le", "van", "von"})
MOST_WORDS = 4
TIMES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter halloween thanksgiving ramadan
    """.split()  # noqa: SIM905 - reads as text
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A name at text[start:end] that no record has; what leads to it begins at `leading`."""

    leading: int
    start: int
    end: int


def read_strangers(heard: Heard) -> Heard:
    """The names are left out of the wish and told; who is in the records under the same last name, too."""
    if not heard.names.facets & PERSON_FIELDS:
        return heard
    found = list(strangers(heard))
    names = tuple(heard.text[one.start : one.end] for one in found)
    for stranger in reversed(found):
        heard = _without(heard, stranger)
    for name in names:
        heard = heard.note(_told(heard, name))
    return replace(heard, strangers=names)


def _without(heard: Heard, stranger: Stranger) -> Heard:
    """What leads to the name goes too, unless another one follows: "with Ingrid Thulin or Cary Grant"."""
    if listed := LISTED.match(heard.text, stranger.end):
        return replace(heard, text=heard.text[: stranger.start] + heard.text[listed.end() :])
    return heard.took(stranger.leading, stranger.end)


def strangers(heard: Heard) -> Iterator[Stranger]:
    """The names in what is left of an utterance, in its order, none overlapping."""
    done = 0
    leads = [(match, lead) for lead in (BY, WITH, THEIRS) for match in lead.finditer(heard.text)]
    for match, lead in sorted(leads, key=lambda pair: pair[0].end()):
        if match.end() < done:
            continue
        end = _name_end(heard, match.end(), lead)
        if end and not IN_THEIR_STYLE.match(heard.text[end:]):
            done = end
            yield Stranger(match.start(), match.end(), end)


def _told(heard: Heard, name: str) -> str:
    known = heard.names.recorded.namesakes(words_of(name))
    told = f"No record here names “{name}”, so I left that name out."
    return f"{told} The records have {' and '.join(known)}." if known else told


def _name_end(heard: Heard, start: int, lead: re.Pattern[str]) -> int:
    """Where a stranger's name ends that begins at `start`; 0 where there is none."""
    said = _words(heard.text, start)
    if not said or said[0][0].casefold() in TIMES | STOP_WORDS:
        return 0
    run = _run(heard, said)
    given = _given(heard, said[0][0])
    proper = not any(heard.names.ordinary(word) for word, _ in run)
    capital = all(word[0].isupper() or word in PARTICLES for word, _ in run)
    if lead is BY:
        named = (given or proper) and bool(heard.names.facets & set(MAKER_FIELDS))
    elif lead is WITH:
        named = (given or (proper and capital)) and len(run) > 1
    else:
        named = given and len(run) > 1
    return run[-1][1] if named and not _recorded(heard, start, run[-1][1]) else 0


def _run(heard: Heard, said: Sequence[tuple[str, int]]) -> Sequence[tuple[str, int]]:
    """The words from the first on that may be one name: with capitals like it, or a last name after a first."""
    given, capital, end = _given(heard, said[0][0]), said[0][0][0].isupper(), 1
    while end < len(said):
        word = said[end][0]
        small = word.casefold() in STOP_WORDS or bool(re.fullmatch(THING, word, re.IGNORECASE))
        going_on = (word[0].isupper() or word in PARTICLES) if capital else _unheard(heard, word)
        if small or not (going_on or (given and end == 1)):
            break
        end += 1
    while end > 1 and said[end - 1][0] in PARTICLES:
        end -= 1
    return said[:end]


def _words(text: str, start: int) -> list[tuple[str, int]]:
    """The words from `start` on that a single space parts, with where they end."""
    found: list[tuple[str, int]] = []
    while (match := re.compile(NAME).match(text, start)) and len(found) < MOST_WORDS:
        word = re.sub(r"'s?$", "", match.group())
        found.append((word, match.start() + len(word)))
        start = match.end() + 1
        if text[match.end() : start] != " " or word != match.group():
            break
    return found


def _given(heard: Heard, word: str) -> bool:
    key = word.casefold()
    known = key in GIVEN_NAMES or key in heard.names.recorded.first
    return known and (word[0].isupper() or not heard.names.ordinary(word))


def _unheard(heard: Heard, word: str) -> bool:
    return not heard.names.ordinary(word) and not heard.names.values(word)


def _recorded(heard: Heard, start: int, end: int) -> bool:
    """True where a record has the name: as a value, in a title, or in its text."""
    text, names = heard.text, heard.names
    around = [one for one in names.values(text) if one.start < end and one.end > start]
    if any(one.start <= start or one.end >= end for one in around) or names.titles(text[start:end]):
        return True
    return names.tells_of(text[start:end])
