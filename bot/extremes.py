"""Words for the most and the least of a number, and the order they ask for. Knows nothing of answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retriever.items import Item

COUNT = "count"  # how many people know an item; no number of the record itself
_LENGTH = ("runtime", "duration", "minutes", "length", "pages")
_YEAR = ("year", "published", "release_year", "publication_year")
_PRICE, _WEIGHT = ("price", "cost"), ("weight_grams", "weight")
# what is called so -> the numbers it is told by, and 1 where the least is meant, -1 where the most is
EXTREMES: dict[str, tuple[tuple[str, ...], int]] = {
    "shortest": (_LENGTH, 1), "longest": (_LENGTH, -1), "thinnest": (("pages",), 1), "thickest": (("pages",), -1),
    "oldest": (_YEAR, 1), "earliest": (_YEAR, 1), "newest": (_YEAR, -1), "latest": (_YEAR, -1),
    "most recent": (_YEAR, -1), "cheapest": (_PRICE, 1), "least expensive": (_PRICE, 1), "priciest": (_PRICE, -1),
    "dearest": (_PRICE, -1), "most expensive": (_PRICE, -1), "lightest": (_WEIGHT, 1), "heaviest": (_WEIGHT, -1),
    "least known": ((COUNT,), 1), "most obscure": ((COUNT,), 1), "best known": ((COUNT,), -1),
    "most popular": ((COUNT,), -1), "most famous": ((COUNT,), -1),
}  # fmt: skip
# "which is shorter, the first or the second?" asks for the shortest of them
COMPARED = {
    "shorter": "shortest", "longer": "longest", "older": "oldest", "earlier": "earliest", "newer": "newest",
    "more recent": "most recent", "cheaper": "cheapest", "less expensive": "least expensive",
    "pricier": "priciest",
    "more expensive": "most expensive", "lighter": "lightest", "heavier": "heaviest", "less known": "least known",
    "lesser known": "least known", "better known": "best known", "more popular": "most popular",
}  # fmt: skip
NAMED = re.compile(
    rf"\b(?:{'|'.join(sorted((*EXTREMES, *COMPARED), key=len, reverse=True))})\b(?! than)".replace(" ", "[ -]"),
    re.IGNORECASE,
)
# told by no number: "the saddest", "the best"
OTHER = re.compile(
    r"\b(?:which|who|what)\b.{0,40}?\b(?:the )?(?P<word>(?!(?:rest|rated|interest|request|test)\b)"
    r"[^\W\d_]{2,}est|best|worst|(?:most|least) [^\W\d_]{3,})\b",
    re.IGNORECASE,
)


def extreme(text: str) -> str:
    """What `text` asks for the most or the least of, "" where it does not.

    >>> extreme("which is the cheapest?"), extreme("which is longer?"), extreme("which is the saddest of them?")
    ('cheapest', 'longest', 'saddest')
    """
    if match := NAMED.search(text):
        word = re.sub(r"[ -]", " ", match.group().casefold())
        return COMPARED.get(word, word)
    return match["word"].casefold() if (match := OTHER.search(text)) else ""


def number(item: Item, field: str) -> float | None:
    """A number of a record, None where it says nothing there."""
    return (None if item.count is None else float(item.count)) if field == COUNT else item.numbers.get(field)


def told_by(items: Sequence[Item], word: str) -> str:
    """The number that tells which is the `word`, "" where no record has one."""
    fields, _ = EXTREMES.get(word, ((), 1))
    return next((field for field in fields if any(number(item, field) is not None for item in items)), "")


def ordered(items: Sequence[Item], word: str, field: str) -> list[tuple[Item, float]]:
    """Those whose record tells it, what is asked for first."""
    _, sign = EXTREMES[word]
    known = [(item, value) for item in items if (value := number(item, field)) is not None]
    return sorted(known, key=lambda pair: sign * pair[1])
