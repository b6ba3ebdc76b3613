"""Evidence that ties a found item to a liked one: what they share on record, and who touched both. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from retriever.index import Index
from retriever.legs import OWN_NAMES

RARE = 1 / 50  # a value that at most this share of all items has is worth naming
PEOPLE = 3  # in common, from which "people who" is no exaggeration


@dataclass(frozen=True, slots=True)
class Connection:
    """One tie between a found item and a liked one.

    Attributes:
        kind: "shared" for a value both records have, "together" for people who touched both.
        liked: Id of the liked item.
        field, value: What is shared; empty for "together".
        people: How many touched both; 0 for "shared".
    """

    kind: Literal["shared", "together"]
    liked: str
    field: str = ""
    value: str = ""
    people: int = 0


def connections(index: Index, row: int, liked: Sequence[int]) -> list[Connection]:
    """The strongest tie of each kind, of equal ones that to the latest; none where nothing is worth naming."""
    latest = list(reversed(liked))
    shared = [tie for other in latest for tie in _shared(index, row, other)]
    ties = [tie for _, tie in sorted(shared, key=lambda pair: pair[0])[:1]]
    origin = int(index.origin[row])
    counts = [
        (index.together.in_common(int(index.origin[other]), origin), other)
        for other in latest
        if origin >= 0 and index.origin[other] >= 0
    ]
    people, other = max(counts, key=lambda pair: pair[0], default=(0, -1))
    if people >= PEOPLE:
        ties.append(Connection("together", index.record(other).id, people=people))
    return ties


def _shared(index: Index, row: int, other: int) -> list[tuple[int, Connection]]:
    """(items that have the value, tie) for each value both have and few others."""
    item, liked = index.record(row), index.record(other)
    ties = []
    for field, values in item.facets.items():
        if field in OWN_NAMES:
            continue
        theirs = {value.casefold() for value in liked.facets.get(field, ())}
        for value in values:
            if value.casefold() in theirs:
                having = len(index.sharing(field, value))
                if having <= max(RARE * index.n, 3):
                    ties.append((having, Connection("shared", liked.id, field, value)))
    return ties
