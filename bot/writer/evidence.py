"""What a model is given to write from: the wish, and the part of one record that speaks to it. Pure.

Short on purpose: on a processor every word of a prompt costs a millisecond or two, and a small model loses the
thread of a long one. What stands here is data of users and catalogues, made plain.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass

from bot.writer.check.claim import number_text, spoken_numbers
from bot.writer.check.sentences import WORD, split, words
from bot.writer.check.words import GLUE, JOINERS, PLAIN
from bot.writer.composer.facts import COUNTRIES, GENRES, MAKERS, MOODS, RUNTIMES, UNTOLD
from retriever.items import Item

MAX_WISH_WORDS = 20
MAX_FIELDS = 5
MAX_VALUES = 3
MAX_VALUE_WORDS = 8
MAX_TEXT_WORDS = 50
MAX_CHARS = 600  # of the text and of the wish; scripts without spaces have long "words"
MAX_VALUE_CHARS = 80
FIRST = (*MOODS, *GENRES, *MAKERS, *COUNTRIES)  # told before other fields, where the wish names none
SMALL = frozenset(w for w in PLAIN | GLUE | JOINERS if w.isalpha() and (len(w) > 1 or w == "a"))
# Words of a wish that ask for a number of the record: the fields that answer.
_ASKS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(fields))
    for pattern, fields in (
        (
            r"[$€£¥]|\b(?:cheap\w*|price\w*|cost\w*|budget|afford\w*|euros?|dollars?|pounds?|bucks|usd|eur)\b"
            r"|\b(?:under|below|over|than|most|max|around|up to) \d",
            ("price", "price_eur", "price_usd", "cost"),
        ),
        (
            r"\b(?:short\w*|long\w*|quick|minutes?|mins?|hours?|evening)\b",
            (*RUNTIMES, "minutes", "duration", "pages", "playing_time", "length_minutes"),
        ),
        (r"\bpages?\b", ("pages",)),
        (
            r"\b(?:1[5-9]|20)\d\d(?:s|\b)|\b[2-9]0s\b|\b(?:old\w*|new\w*|recent|modern|vintage|year|century)\b",
            ("year", "published", "release_year", "vintage"),
        ),
        (r"\b(?:players?|people|persons?|two|three|four|five|six)\b", ("players", "players_min", "players_max")),
        (r"\b(?:light\w*|weigh\w*|heavy|heavier|grams?|kg|kilos?)\b", ("weight_grams", "weight", "weight_kg")),
    )
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one text may be written from.

    Attributes:
        wish: The person's, at most MAX_WISH_WORDS words.
        facts: Fields and their values, the most telling first.
        text: Whole sentences of the description, or the beginning of one that is too long.
    """

    wish: str
    facts: tuple[tuple[str, str], ...]
    text: str

    def told(self) -> str:
        """A line a fact, the wish first and the text last."""
        lines = [("wish", self.wish), *self.facts, ("text", self.text)]
        return "\n".join(f"{name}: {value}" for name, value in lines if value)


def select(item: Item, wish: str, demanded: Collection[str] = ()) -> Evidence:
    """The evidence of a record for a wish.

    Args:
        item: Its texts made plain (`clean.record`).
        wish: In words, made plain.
        demanded: Fields on which the person set a demand; they are told first.
    """
    asked = frozenset(word.stem for word in words(wish) if word.folded not in PLAIN)
    facts = sorted(_facts(item), key=lambda fact: _place(fact, wish, asked, demanded))
    kept = [(name, value) for name, value in facts if _is_told(name, item, wish, demanded)]
    short = " ".join(wish.split()[:MAX_WISH_WORDS])[:MAX_CHARS]
    return Evidence(
        short,
        tuple((name.replace("_", " "), value) for name, value in kept[:MAX_FIELDS]),
        _text(item, asked)[:MAX_CHARS],
    )


def vocabulary(evidence: Evidence) -> frozenset[str]:
    """The words a text may be made of: those of the evidence as they are written, and small words of telling."""
    told = " ".join((evidence.wish, *(value for _, value in evidence.facts), evidence.text))
    written = {*WORD.findall(told), *re.findall(r"\d+(?:[.,:]\d+)+|[$€£¥]", told)}
    small = {word[0].lower() + word[1:] for word in written if not word[1:2].isupper()}
    return frozenset(written | small | SMALL)


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    for name, values in item.facets.items():
        kept = [
            value for value in values if len(value.split()) <= MAX_VALUE_WORDS and len(value) <= MAX_VALUE_CHARS
        ]
        if kept and name not in UNTOLD:
            yield name, ", ".join(kept[:MAX_VALUES])
    for name, number in spoken_numbers(item):
        if name not in UNTOLD:
            yield name, number_text(number)


def _place(fact: tuple[str, str], wish: str, asked: Set[str], demanded: Collection[str]) -> tuple[bool, int, int]:
    name, value = fact
    answers = len(asked & {word.stem for word in words(value)})
    usual = FIRST.index(name) if name in FIRST else len(FIRST)
    return name not in demanded and not _asks_for(wish, name), -min(answers, 2), usual


def _is_told(name: str, item: Item, wish: str, demanded: Collection[str]) -> bool:
    """Numbers only where somebody asked for them; else a model scatters them."""
    return name not in item.numbers or name in demanded or _asks_for(wish, name)


def _asks_for(wish: str, name: str) -> bool:
    return any(name in fields and pattern.search(wish) for pattern, fields in _ASKS)


def _text(item: Item, asked: Set[str]) -> str:
    """The sentences that speak to the wish, as many as there is room for, in their order; else the first ones."""
    sentences = split(item.description)
    lengths = [len(sentence.split()) for sentence in sentences]
    order = sorted(
        range(len(sentences)),
        key=lambda at: (-len(asked & {word.stem for word in words(sentences[at])}), at),
    )
    room, kept = MAX_TEXT_WORDS, []
    for at in order:
        if lengths[at] <= room:
            kept.append(at)
            room -= lengths[at]
    if kept:
        return " ".join(sentences[at] for at in sorted(kept))
    return _beginning(sentences[order[0]]) if order else ""


def _beginning(sentence: str) -> str:
    """Up to the last comma, colon or semicolon before the room ends; else up to the last word."""
    cut = " ".join(sentence.split()[:MAX_TEXT_WORDS])
    clause = re.match(r"(.*\S)[,;:]\s", cut, re.DOTALL)
    return clause[1] if clause and len(clause[1].split()) > MAX_TEXT_WORDS // 2 else cut
