"""Sentences with a record each, true ones and lies: tests/data/claims.jsonl. Knows nothing of what judges them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.writer.clean import plain, record
from retriever.items import Item

CLAIMS = Path(__file__).resolve().parent.parent / "tests" / "data" / "claims.jsonl"
PARTS = ("dev", "fresh", "test")


@dataclass(frozen=True, slots=True)
class Claims:
    """One record with a true text and a lie about it.

    Attributes:
        part: "dev", "fresh" or "test", see tests/data/README.md.
        others: Titles of other picks.
        kind: Of the lie, in the writer's words.
    """

    part: str
    wish: str
    item: Item
    others: tuple[str, ...]
    true: str
    lie: str
    kind: str


def claims(*parts: str) -> Iterator[Claims]:
    """Those of the parts, all where none is named; texts of records made plain."""
    for number, line in enumerate(CLAIMS.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        if parts and row["part"] not in parts:
            continue
        told = row["item"]
        facets = {name: tuple(values) for name, values in told["facets"].items() if values}
        item = Item(f"claim-{number}", told["title"], told["description"], facets, told["numbers"], 3, 0.9)
        yield Claims(
            row["part"],
            plain(row["wish"]),
            record(item),
            tuple(row["others"]),
            row["true"],
            row["lie"],
            row["kind"],
        )
