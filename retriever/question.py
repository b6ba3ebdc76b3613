"""A query made ready for one index, and what every leg says to it. Knows nothing of how legs are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retriever import fuse, legs
from retriever.encode import Encoders, Vectors
from retriever.fields import Mask, Rows
from retriever.fuse import Feature
from retriever.glossary import glossary
from retriever.index import Index
from retriever.items import Query
from retriever.language import language
from retriever.legs import Liked, Scores
from retriever.lexical import stems
from retriever.masks import Masks
from retriever.moods import MOOD_FIELDS, meaning
from retriever.multilingual import LANGUAGES
from retriever.plan import Way, cosines

ENCODED_CHARS = (
    300  # of the wish, which begins with the newest words; longer ones slow encoding and gained no recall
)
MANY = 3  # of the values of one demand; "Scandinavian" would drown the wish
SENSES = 2  # of a Chinese word that records are searched for
TOLD_WORDS = 3  # a wish of more tells a story, whose words records need not repeat
LIKED_AT_MOST = 10  # the latest ones say most


@dataclass(frozen=True, slots=True)
class Asked:
    """A query against one index.

    Attributes:
        text: The wish, "" where there is none.
        senses: What is looked for in records word by word, the ways to say one thing together.
        vector: Of the text, by the multilingual encoder if `foreign`.
        second: Of a text that is not foreign, by the multilingual encoder; None without one.
        taste: One vector for what is liked and disliked; None where nothing is liked.
        disliked: Rows.
        allowed: bool (n,), rows that may be shown.
    """

    query: Query
    text: str
    senses: tuple[str, ...]
    vector: Vectors
    foreign: bool
    second: Vectors | None
    liked: Liked
    disliked: tuple[int, ...]
    taste: Vectors | None
    allowed: Mask


def ask(index: Index, encoders: Encoders, queries: Sequence[Query], masks: Masks | None = None) -> list[Asked]:
    """Looks items up and encodes the wishes, all together."""
    masks = masks or Masks()
    texts = [_searched(index, query)[:ENCODED_CHARS] for query in queries]
    main = encoders.main.encode(texts)
    other = encoders.multilingual.encode(texts) if _knows(index, encoders) and encoders.multilingual else None
    return [
        _asked(index, query, main[place], None if other is None else other[place], masks.allowed(index, query))
        for place, query in enumerate(queries)
    ]


def _knows(index: Index, encoders: Encoders) -> bool:
    """The index holds the vectors of the multilingual encoder there is."""
    return encoders.multilingual is not None and index.manifest.multilingual == encoders.multilingual.name


def _searched(index: Index, query: Query) -> str:
    """The wish with what its comparisons of mood mean and with what is demanded, which texts speak of too."""
    text = query.text.strip()
    if not text:
        return ""
    demanded = [str(value) for demand in query.must if demand.op == "any_of" for value in demand.values[:MANY]]
    moods = meaning(text) if index.fields & MOOD_FIELDS else ""
    said = [word for word in (moods, *demanded) if word and word.casefold() not in text.casefold()]
    return ". ".join(part for part in (text, " ".join(said)) if part)


def _asked(index: Index, query: Query, main: Vectors, other: Vectors | None, allowed: Mask) -> Asked:
    liked = Liked.of([index.row[id_] for id_ in query.liked if id_ in index.row][-LIKED_AT_MOST:])
    disliked = tuple([index.row[id_] for id_ in query.disliked if id_ in index.row][-LIKED_AT_MOST:])
    taste = legs.taste(index, liked, disliked) if liked.rows else None
    text = _searched(index, query)
    spoken = language(text[:ENCODED_CHARS])
    senses = _in_english(query, text) if spoken == "zh" != index.manifest.language else ()
    if other is not None and spoken in LANGUAGES and spoken != index.manifest.language:
        return Asked(query, text, senses, other, True, None, liked, disliked, taste, allowed)
    return Asked(query, text, senses, main, False, other, liked, disliked, taste, allowed)


def _in_english(query: Query, text: str) -> tuple[str, ...]:
    """A short Chinese wish as English records may say it: each of its words, and the values it was taken for."""
    words = [" ".join(word.english[:SENSES]) for word in glossary().words(text)]
    preferred = (" ".join(map(str, one.values)) for one in query.prefer if one.op == "any_of")
    return tuple(dict.fromkeys((*preferred, *words))) if len(words) <= TOLD_WORDS else ()


def everywhere(index: Index, asked: Asked, way: Way) -> dict[Feature, Scores]:
    """Legs that speak for every row, float32 (n,) each; the dense ones too where no store answers them."""
    found: dict[Feature, Scores] = {}
    if asked.text:
        found["title"] = legs.title(index, asked.text)
        words = " ".join((asked.text, *asked.senses))
        found["words"] = legs.words(index, words, asked.allowed)
        found["facet words"] = legs.facet_words(index, words, asked.allowed)
    if wanted := (*asked.query.prefer, *asked.query.must):
        found["facets"] = legs.facets(index, wanted, asked.allowed)
    if asked.liked.rows:
        found["together"] = legs.together(index, asked.liked, asked.allowed)
        found["graph"] = legs.graph(index, asked.liked)
    for name, vector, foreign in _dense(asked):
        if way != "store" or (foreign and name == "meaning"):
            near = cosines(index, vector, asked.allowed, "scan" if way == "store" else way, foreign)
            found[name] = legs.standardised(index, vector, foreign, near)
    return found


def for_stores(asked: Asked) -> list[Vectors]:
    """What the stores can be asked, float32 (dim,) each; they keep no vectors of the multilingual encoder."""
    return [vector for _, vector, foreign in _dense(asked) if not foreign]


def here(index: Index, asked: Asked, rows: Rows, known: dict[Feature, Scores]) -> dict[Feature, Scores]:
    """What is worked out for some rows only, float32 (len(rows),) each; nothing that is `known` already."""
    found: dict[Feature, Scores] = {
        "fame": index.fame[rows],
        "obscure": index.tails[rows],
        "crowding": index.crowding[rows],
    }
    for name, vector, foreign in _dense(asked):
        if name not in known:
            near = index.vectors_at(rows, foreign) @ vector
            found[name] = legs.standardised(index, vector, foreign, near)
    if asked.liked.rows:
        found["era"] = legs.era(index, asked.liked, rows)
    return found


def described(index: Index, asked: Asked, said: dict[Feature, Scores]) -> float:
    """How far the wish describes what it wants in words of its own, in [0, 1]; 0 where something is liked.

    Told by the share of its words that the record has which has most to say to them.
    """
    said_words = asked.senses or stems(asked.text)
    wished = [ways for word in dict.fromkeys(said_words) if (ways := {stem for stem in stems(word) if stem})]
    if asked.liked.rows or not wished:
        return 0.0
    scores = np.where(asked.allowed, said["words"], 0)
    best = int(np.argmax(scores))
    record = set(stems(index.record(best).text())) if scores[best] > 0 else set()
    return fuse.described(sum(bool(ways & record) for ways in wished) / len(wished))


def _dense(asked: Asked) -> list[tuple[Feature, Vectors, bool]]:
    """(feature, vector, whether it is of the multilingual encoder)."""
    found: list[tuple[Feature, Vectors, bool]] = []
    if asked.text:
        found.append(("meaning", asked.vector, asked.foreign))
        if asked.second is not None:
            found.append(("second meaning", asked.second, True))
    if asked.taste is not None:
        found.append(("taste", asked.taste, False))
    return found
