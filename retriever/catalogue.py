"""CSV, JSONL or Parquet -> Items. Knows nothing of vectors or of how items are searched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retriever.items import Item
from retriever.records import CatalogueError, Columns, item_from_row, kinds_of
from retriever.rows import Row, read_rows
from retriever.tail import tail_scores

__all__ = ["Catalogue", "CatalogueError", "Columns", "file_sha256", "read_catalogue", "with_tail"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A file of items, read and checked.

    Attributes:
        items: In the order of the file, tail set from their counts.
        integer_ids: True where the file had whole numbers as ids, so that they can be given back so.
        sha256: Of the file's bytes.
        source: The file.
    """

    items: tuple[Item, ...]
    integer_ids: bool
    sha256: str
    source: Path


def read_catalogue(path: Path, columns: Columns | None = None) -> Catalogue:
    """Reads and checks a whole catalogue.

    Columns that are not named take their part by their values: lists and words become facets (words
    are split at `|` or `;`), numbers become numbers. `year`, `price` and `runtime` must be numbers.

    Raises:
        FileNotFoundError: No such file.
        TableError: The file can't be read, or a row breaks a rule (CatalogueError).
    """
    columns = columns or Columns()
    rows = list(read_rows(path))
    if not rows:
        raise CatalogueError(f"{path}: no rows; a catalogue needs at least one item")
    _check_columns(path, rows, columns)
    kinds = kinds_of(rows, columns)
    items: dict[str, Item] = {}
    first_row: dict[str, int] = {}
    for number, row in rows:
        item = item_from_row(f"{path}:{number}", row, columns, kinds)
        if item.id in items:
            raise CatalogueError(f"{path}:{number}: id {item.id!r} is already used in row {first_row[item.id]}")
        items[item.id], first_row[item.id] = item, number
    integer_ids = all(type(row.get(columns.of("id"))) is int for _, row in rows)
    return Catalogue(with_tail(items.values()), integer_ids, file_sha256(path), path)


def with_tail(items: Iterable[Item], counts: Mapping[str, int] | None = None) -> tuple[Item, ...]:
    """Items with tail set from their own counts or, where none has one, from `counts` by item id (0 where absent).

    A count in the catalogue goes before the log: the owner wrote it, and a log is often a sample.
    """
    listed = list(items)
    if counts is not None and all(item.count is None for item in listed):
        listed = [replace(item, count=counts.get(item.id, 0)) for item in listed]
    tails = tail_scores([item.count for item in listed])
    return tuple(replace(item, tail=float(tail)) for item, tail in zip(listed, tails, strict=True))


def file_sha256(path: Path) -> str:
    """Hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_columns(path: Path, rows: list[tuple[int, Row]], columns: Columns) -> None:
    present = {column for _, row in rows for column in row}
    wanted = {"id": columns.of("id"), "title": columns.of("title")} | dict(columns.names)
    named = columns.facets | columns.numbers | columns.ignore
    for part, column in [*wanted.items(), *((name, name) for name in named)]:
        if column not in present:
            raise CatalogueError(
                f"{path}: no column {column!r} for {part!r}; the columns are {sorted(present)}. "
                f"Name the right one with --column {part}=COLUMN"
            )
