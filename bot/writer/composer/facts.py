"""Reads a record the way a person would tell it: who made it, what kind it is, how many know it.

Knows nothing of any language; `english` and `chinese` put these into words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.writer.check.claim import number_text, spoken_numbers
from bot.writer.check.sentences import split, words
from bot.writer.check.words import PLAIN
from ranker.rank import Ranked
from retriever.items import HAN, Item
from retriever.tail import HEAD

Known = Literal["unknown", "nobody", "few", "some", "many"]

FEW = 20  # people, in the long tail: from there on "only" would sound odd
TAIL = 0.5  # the less known half of a catalogue
MAX_BODY = 240  # characters of a sentence of a description that is told whole
MAX_VALUES = 4  # of one facet

MAKERS = ("director", "directors", "author", "authors", "artist", "artists", "brand", "maker", "manufacturer")
CAST = ("cast", "actors", "starring")
COUNTRIES = ("country", "countries")
GENRES = ("genres", "genre")
MOODS = ("moods", "mood")
THEMES = ("themes", "theme", "keywords", "tags")
RUNTIMES = ("runtime", "runtime_minutes")
PRICES = ("price",)
UNTOLD = ("original_title", "language_code", "url", "image", "poster")  # nothing a person would be told
FILM = frozenset((*CAST, *RUNTIMES, "director", "directors"))


@dataclass(frozen=True, slots=True)
class Facts:
    """A record sorted by what is told how.

    Attributes:
        film: True where the fields are those of a film.
        others: Facets and numbers with no phrasing of their own, as (field, value).
    """

    title: str
    year: str
    film: bool
    makers: tuple[str, ...]
    cast: tuple[str, ...]
    countries: tuple[str, ...]
    genres: tuple[str, ...]
    moods: tuple[str, ...]
    themes: tuple[str, ...]
    runtime: str
    price: str
    others: tuple[tuple[str, str], ...]


def read(item: Item) -> Facts:
    """The facts of a record whose texts were made plain."""
    numbers = {name: number_text(number) for name, number in spoken_numbers(item)}
    groups = (MAKERS, CAST, COUNTRIES, GENRES, MOODS, THEMES)
    told = {name for group in groups for name in group} | {*UNTOLD, *RUNTIMES, *PRICES, "year"}
    others = [(name, ", ".join(values[:MAX_VALUES])) for name, values in item.facets.items() if name not in told]
    others += [(name, number) for name, number in numbers.items() if name not in told]
    return Facts(
        title=item.title,
        year=numbers.get("year", ""),
        film=bool(FILM & (item.facets.keys() | numbers.keys())),
        makers=values(item, MAKERS)[:3],
        cast=values(item, CAST)[:2],
        countries=values(item, COUNTRIES),
        genres=values(item, GENRES),
        moods=values(item, MOODS)[:2],
        themes=values(item, THEMES)[:MAX_VALUES],
        runtime=next((numbers[name] for name in RUNTIMES if name in numbers), ""),
        price=_price(item),
        others=tuple((name.replace("_", " "), value) for name, value in others[:MAX_VALUES]),
    )


def values(item: Item, fields: Sequence[str]) -> tuple[str, ...]:
    """The values of the first of `fields` that the record has."""
    return next((item.facets[field] for field in fields if field in item.facets), ())


def telling_sentence(item: Item, wish: str) -> str:
    """The sentence of the description that has most words of the wish, the first of these, with an end.

    Source: Carbonell and Goldstein, MMR ... for reordering documents and producing summaries, 1998, for
    summaries that depend on the query.
    """
    sentences = [sentence for sentence in split(item.description) if len(sentence) <= MAX_BODY]
    if not sentences:
        return ""
    asked = _stems(wish)
    best = max(sentences, key=lambda sentence: len(asked & _stems(sentence)))
    return ended(best)


def ended(text: str) -> str:
    """`text` with a full stop where it has no end of its own; "" stays empty."""
    if not text or re.search(r"[.!?…。！？][\"”’»)]*$", text):
        return text
    return text.rstrip(" ,;:，；：、") + ("。" if HAN.search(text[-1:]) else ".")


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text) if word.folded not in PLAIN)


def known(item: Item) -> Known:
    """How many people know an item, as far as the record says."""
    if item.count is None:
        return "unknown"
    if item.count == 0:
        return "nobody"
    if item.tail < HEAD:
        return "many"
    return "few" if item.count <= FEW and item.tail >= TAIL else "some"


def evidence(pick: Ranked, *kinds: str) -> list[str]:
    """What the reasons of these kinds rest on, as the ranker wrote it."""
    return [reason.evidence for reason in pick.reasons if reason.kind in kinds and reason.evidence]


def choice(options: Sequence[str], *keys: object) -> str:
    """One of `options`, always the same for the same keys."""
    digest = hashlib.blake2b("\x1f".join(map(str, keys)).encode("utf-8", "replace"), digest_size=8).digest()
    return options[int.from_bytes(digest, "big") % len(options)]


def _price(item: Item) -> str:
    price = next((item.numbers[name] for name in PRICES if name in item.numbers), None)
    if price is None:
        return ""
    return f"{price:.0f}" if float(price).is_integer() else f"{price:.2f}"
