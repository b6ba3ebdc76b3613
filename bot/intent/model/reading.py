"""What a language model may say about an utterance: the Reader protocol, its JSON schema, its answer made safe.

Knows no model and nothing of what the catalogue holds but the names of its fields.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from bot.messages import Message

ReadAct = Literal[
    "recommend", "refine", "constrain", "exclude", "relax", "like", "dislike", "seen",
    "about", "compare", "why",
]  # fmt: skip
# Small talk, "more" and a change of subject are the rules' to tell.
READ_ACTS: tuple[ReadAct, ...] = get_args(ReadAct)
LISTS = ("likes", "dislikes", "seen", "wants", "refuses")
FACETED = ("wants", "refuses")

MAX_ACTS, MAX_CLAIMS = 3, 4
MAX_READ_CHARS = 1_000  # of an utterance; the rules read all of it
MAX_QUOTE_CHARS, MAX_QUOTE_WORDS = 80, 12
MAX_WISH_CHARS, MAX_WISH_WORDS = 160, 16

HAN = re.compile(r"[㐀-鿿]")
UNIT = re.compile(r"[㐀-鿿]|[^\s㐀-鿿]+")  # a Han character, or what stands between spaces
EDGES = " \t.,;:!?…\"'`´“”‘’«»()[]{}<>*_~|/\\-–—，。！？、；：（）《》「」『』【】"


class Reader(Protocol):
    """Reads an utterance with a language model."""

    def read(self, utterance: str, history: Sequence[Message]) -> Mapping[str, object] | None:
        """What it makes of it, by `schema`; whoever uses it goes through `reading_of`. Never raises for any text.

        Args:
            utterance: What was said.
            history: What was said before, the oldest first.
        Returns:
            None where the model could not: it failed, or no whole answer came in time.
        """
        ...


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of the utterance that are said to name something; `field` is "" where the model told none."""

    quote: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer of a reader in its bounds. Still only claims: nothing in it is known to be true."""

    acts: tuple[ReadAct, ...] = ()
    likes: tuple[Claim, ...] = ()
    dislikes: tuple[Claim, ...] = ()
    seen: tuple[Claim, ...] = ()
    wants: tuple[Claim, ...] = ()
    refuses: tuple[Claim, ...] = ()
    wish: str = ""


def reading_of(said: Mapping[str, object]) -> Reading:
    """What of `said` is as the schema has it; the rest is left out. Never raises."""
    told = _listed(said.get("acts"))
    acts = tuple(act for act in READ_ACTS if act in told)
    wish = said.get("wish")
    likes, dislikes, seen, wants, refuses = (_claims(said.get(name)) for name in LISTS)
    wish = wish if isinstance(wish, str) and len(wish) <= MAX_WISH_CHARS else ""
    return Reading(acts, likes, dislikes, seen, wants, refuses, wish)


def schema(utterance: str, fields: Collection[str]) -> dict[str, object]:
    """JSON schema of what may be said about this utterance: it can quote nothing that does not stand in it.

    What is not said is left out, since each token costs time: only "acts" always stands.

    Args:
        utterance: At least one word, see `quotes`.
        fields: Of the catalogue.
    """
    quote = {"$ref": "#/$defs/quote"}
    properties: dict[str, object] = {
        "acts": {"type": "array", "items": {"enum": list(READ_ACTS)}, "minItems": 1, "maxItems": MAX_ACTS}
    }
    for name in LISTS:
        claim = {"quote": quote, "field": {"enum": [*sorted(fields), ""]}} if name in FACETED else {"quote": quote}
        items = {"type": "object", "properties": claim, "required": ["quote"], "additionalProperties": False}
        properties[name] = {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_CLAIMS}
    if words := _words(utterance):
        word = f"({'|'.join(re.escape(one) for one in words)})"
        pattern = f"^{word}( {word}){{0,{MAX_WISH_WORDS - 1}}}$"
        properties["wish"] = {"type": "string", "pattern": pattern, "maxLength": MAX_WISH_CHARS}
    return {
        "type": "object",
        "properties": properties,
        "required": ["acts"],
        "additionalProperties": False,
        "$defs": {"quote": {"enum": quotes(utterance)}},
    }


def quotes(utterance: str) -> list[str]:
    """Every run of words of the part that is read, short enough, none twice; empty where no word stands in it."""
    text = readable(utterance)
    units = list(UNIT.finditer(text))
    runs = (
        text[first.start() : last.end()].strip(EDGES)
        for at, first in enumerate(units)
        for last in units[at : at + MAX_QUOTE_WORDS]
    )
    return [run for run in dict.fromkeys(runs) if 0 < len(run) <= MAX_QUOTE_CHARS and _says(run)]


def readable(utterance: str) -> str:
    """The part of an utterance that is read, each gap one space, half characters left out."""
    return " ".join(utterance[:MAX_READ_CHARS].encode("utf-8", "ignore").decode("utf-8").split())


def _words(utterance: str) -> list[str]:
    """What stands between spaces; a wish of Han characters is the rules' to read."""
    words = dict.fromkeys(unit.strip(EDGES) for unit in UNIT.findall(readable(utterance)))
    return [word for word in words if 0 < len(word) <= MAX_QUOTE_CHARS and _says(word) and not HAN.match(word)]


def _says(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _claims(value: object) -> tuple[Claim, ...]:
    claims: dict[Claim, None] = {}
    for one in _listed(value)[:MAX_CLAIMS]:
        quote, field = (one.get("quote"), one.get("field", "")) if isinstance(one, Mapping) else (None, None)
        if isinstance(quote, str) and isinstance(field, str) and 0 < len(quote) <= MAX_QUOTE_CHARS:
            claims[Claim(quote, field)] = None
    return tuple(claims)
