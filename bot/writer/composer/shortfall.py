"""Counts the picks that answer to each word of a wish. Knows nothing of sentences; `english` and `chinese` say it.

A pick answers to a word where its record has the word in any ending, or what the word is taken to mean: "quiet" is
answered by a preferred "contemplative", "red" is not by a preferred kind of thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.intent.country_words import COUNTRIES
from bot.intent.words import ALIASES, SIGNS
from bot.writer.check.proof import ADJECTIVE_OF
from bot.writer.check.sentences import forms, roots, words
from bot.writer.check.words import GLUE, PLAIN, listed
from bot.writer.composer.facts import GENRES, MOODS, evidence
from ranker.rank import Ranked
from retriever.items import HAN, Constraint, Query
from retriever.lexical import STOP_WORDS
from retriever.moods import meaning, sides, sides_of

Speaks = Callable[[str], bool]  # True where a record of the catalogue has one of these words
MAX_WORDS = 4  # of a wish that is gone through; longer ones are prose, whose words records need not repeat
MAX_NAMED = 2
MIN_LETTERS = 3
COLOURS = ("colour", "colours", "color", "colors")
# With one of these, a word may be what is not wanted.
_REFUSING = re.compile(r"\b(?:not|no|non|never|without|less|nothing|avoid|except)\b|n['’]t\b|[不没無无别除]", re.I)
# Words of a wish that ask for something no record says of itself.
_UNSAID = listed("""
similar different hidden unknown obscure rare new newer old older short shorter long longer cheap cheaper
better best good nice great favourite favorite tonight today evening weekend surprise random real really
hour hours minutes mins years decade
bit very little lesser gem gems popular famous modern recent classic light lighter easy kind type
""")
# What has several spellings as a whole: its parts are no words by themselves.
_WHOLE = re.compile(
    "|".join((r"\w+(?:-\w+)+", *(rf"\b{re.escape(v)}\b" for pair in ALIASES.items() for v in pair if " " in v))),
    re.I,
)
_COMPARED = re.compile(r"(?<=\w{3})(?:ers?|est)$")  # "darker" is dark, "hikers" are hiking
_PIECES = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What the picks lack of a wish.

    Attributes:
        none: Words that no pick answers to.
        some: Values of a facet that fewer than all answer to, each with how many do.
        held: True where a pick answers to some word of the wish.
        sought: What records would have to say to speak of it; empty where a pick does, or where it can't be told.
    """

    none: tuple[str, ...] = ()
    some: tuple[tuple[str, int], ...] = ()
    held: bool = False
    sought: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.none or self.some)

    def nowhere(self, speaks: Speaks) -> bool:
        """True where no record of the catalogue speaks of any of it."""
        return bool(self.sought) and not any(speaks(text) for text in self.sought)


def unknown(_: str) -> bool:
    """Where nobody knows the catalogue, some record may speak of it."""
    return True


def shortfall(
    query: Query, picks: Sequence[Ranked], wish: str, english: Mapping[str, str] | None = None
) -> Shortfall:
    """What to own up to in the opening; nothing where all picks answer, or where it can't be told.

    Args:
        english: What a Chinese word of a wish is in the words of the records.
    """
    wished = _wished(wish, picks, english or {})
    if not wished:
        return Shortfall(held=any(evidence(pick, "wish") for pick in picks))
    preferred = [c for c in query.prefer if c.op == "any_of"]
    counts = {
        word: sum(_answers(pick, word, meant, preferred) for pick in picks) for word, meant in wished.items()
    }
    held = any(counts.values())
    if _REFUSING.search(wish) or (held and len(wished) > MAX_WORDS):
        return Shortfall(held=held)
    none = tuple(word for word, count in counts.items() if not count)[:MAX_NAMED]
    some = tuple(
        (word, count)
        for word, count in counts.items()
        if 0 < count < len(picks) and _is_value(wished[word], picks, preferred)
    )[: MAX_NAMED - len(none)]
    sought = () if held else (wish, *map(_sought, wished.values()))
    return Shortfall(none, some, held, sought)


def _wished(wish: str, picks: Sequence[Ranked], english: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Each word of the wish that may be spoken of, with the forms it may have in a record."""
    found = {}
    if not HAN.search(wish):
        for word in words(_WHOLE.sub(" ", wish)):
            light = word.folded in STOP_WORDS | PLAIN | GLUE | _UNSAID
            if not light and len(word.folded) >= MIN_LETTERS and not any(map(str.isdigit, word.folded)):
                found[word.written] = _meant(word.folded)
        return found
    chinese = all(HAN.search(pick.item.text()) for pick in picks)
    for piece in filter(None, _PIECES.split(wish)):
        if piece in english:
            found[piece] = _meant(english[piece].casefold()) | {piece}
        elif chinese:
            found[piece] = frozenset((piece,))
    return found


def _meant(said: str) -> frozenset[str]:
    """The forms of a word, and of the words that it is taken for."""
    taken = [said, ALIASES.get(said, ""), *SIGNS.get(said, ()), *SIGNS.get(f"for {said}", ())]
    taken += [*COUNTRIES.get(said, ()), meaning(said)]
    taken.append(_COMPARED.sub("", said))
    taken += [country for country, adjective in ADJECTIVE_OF.items() if adjective.casefold() == said]
    return _forms(" ".join(taken))


def _forms(text: str) -> frozenset[str]:
    return frozenset(
        form for word in words(text) for form in (word.stem, *forms(word.folded), *roots(word.folded))
    )


def _answers(pick: Ranked, word: str, meant: frozenset[str], preferred: Sequence[Constraint]) -> bool:
    text = " ".join((pick.item.text(), *evidence(pick, "wish", "preference")))
    if meant & _forms(text) or any(HAN.search(one) and one in text for one in meant):
        return True
    leaning = {*sides(word), *(side for one in meant for side in sides_of(one))}
    held = (str(value) for c in preferred if leaning and c.allows(pick.item) for value in c.values)
    return any(leaning.intersection(sides_of(value)) for value in held)


def _sought(meant: frozenset[str]) -> str:
    """The forms in one text; with who does it, which is told of in a word of its own: "fisher"."""
    return " ".join(sorted(meant | {f"{form}er" for form in meant}))


def _is_value(meant: frozenset[str], picks: Sequence[Ranked], preferred: Sequence[Constraint]) -> bool:
    """True for a colour, mood or genre of one of the picks, or a value that was asked for as one."""
    of_picks = (
        v for pick in picks for name in (*COLOURS, *MOODS, *GENRES) for v in pick.item.facets.get(name, ())
    )
    asked = (str(value) for c in preferred for value in c.values)
    return any(meant & (_forms(value) | {value}) for value in (*of_picks, *asked))
