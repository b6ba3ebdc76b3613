"""CSV, JSONL or Parquet -> Items. Knows nothing of vectors or of how items are searched."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from retriever.items import Item
from retriever.rows import Row, TableError, read_rows
from retriever.tail import tail_scores

COUNT_COLUMNS = ("count", "ratings", "rating_count", "num_ratings", "popularity")
NUMBER_COLUMNS = frozenset({"year", "price", "runtime"})
SEPARATORS = ("|", ";")
MAX_TITLE_CHARS = 500

Kind = Literal["facet", "number"]


class CatalogueError(TableError):
    """A catalogue can't be taken as it stands; says file, row, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column plays which part.

    Attributes:
        names: Our field -> the file's column, e.g. {"id": "asin", "year": "released"}. "id" and
            "title" must exist; "description" and "count" may; others rename a facet or number.
        facets: Columns to be read as words, where the automatic choice is wrong.
        numbers: Columns to be read as numbers, likewise.
        ignore: Columns to leave out.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    facets: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def of(self, name: str) -> str:
        """The file's column for one of our fields."""
        return self.names.get(name, name)


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
    kinds = _kinds(rows, columns)
    items: dict[str, Item] = {}
    first_row: dict[str, int] = {}
    for number, row in rows:
        item = _item(f"{path}:{number}", row, columns, kinds)
        if item.id in items:
            raise CatalogueError(f"{path}:{number}: id {item.id!r} is already used in row {first_row[item.id]}")
        items[item.id], first_row[item.id] = item, number
    integer_ids = all(type(row.get(columns.of("id"))) is int for _, row in rows)
    return Catalogue(with_tail(items.values()), integer_ids, file_sha256(path), path)


def with_tail(items: Iterable[Item], counts: Mapping[str, int] | None = None) -> tuple[Item, ...]:
    """Items with tail set from `counts` by item id (0 where absent), or from their own counts."""
    listed = list(items)
    if counts is not None:
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


def _kinds(rows: list[tuple[int, Row]], columns: Columns) -> dict[str, tuple[str, Kind]]:
    """Column -> (our field name, kind), for all columns that are neither left out nor parts of their own."""
    own = {columns.of(part) for part in ("id", "title", "description", "count")}
    own |= {name for name in COUNT_COLUMNS if "count" not in columns.names}
    renamed = {column: name for name, column in columns.names.items()}
    present = dict.fromkeys(column for _, row in rows for column in row)
    kinds: dict[str, tuple[str, Kind]] = {}
    for column in present:
        if column in own or column in columns.ignore:
            continue
        name = renamed.get(column, column)
        kinds[column] = (name, _kind(column, name, (row.get(column) for _, row in rows), columns))
    return kinds


def _kind(column: str, name: str, values: Iterable[Any], columns: Columns) -> Kind:
    if column in columns.facets:
        return "facet"
    if column in columns.numbers or name in NUMBER_COLUMNS:
        return "number"
    filled = [value for value in values if not _missing(value)]
    return "number" if filled and all(_is_number(value) for value in filled) else "facet"


def _item(where: str, row: Row, columns: Columns, kinds: Mapping[str, tuple[str, Kind]]) -> Item:
    facets: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, float] = {}
    for column, (name, kind) in kinds.items():
        value = row.get(column)
        if _missing(value):
            continue
        if kind == "number":
            numbers[name] = _number(where, column, value)
        elif words := _words(where, column, value):
            facets[name] = words
    identity = _text(where, columns.of("id"), row.get(columns.of("id")))
    title = _text(where, columns.of("title"), row.get(columns.of("title")))
    if not identity:
        raise CatalogueError(f"{where}: {columns.of('id')!r} is empty; every item needs an id of its own")
    if not title:
        raise CatalogueError(f"{where}: {columns.of('title')!r} is empty; every item needs a title")
    if len(title) > MAX_TITLE_CHARS:
        raise CatalogueError(f"{where}: the title has {len(title):,} characters, at most {MAX_TITLE_CHARS}")
    description = _text(where, columns.of("description"), row.get(columns.of("description")))
    return Item(identity, title, description, facets, numbers, _count(where, row, columns))


def _count(where: str, row: Row, columns: Columns) -> int | None:
    names = (columns.of("count"),) if "count" in columns.names else COUNT_COLUMNS
    column = next((name for name in names if not _missing(row.get(name))), None)
    if column is None:
        return None
    number = _number(where, column, row[column])
    if number < 0 or not number.is_integer():
        raise CatalogueError(f"{where}: {column!r} must be a whole number, 0 or more, got {row[column]!r}")
    return int(number)


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _is_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float | Decimal):
        return True
    try:
        float(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _number(where: str, column: str, value: object) -> float:
    if not _is_number(value):
        raise CatalogueError(f"{where}: {column!r} must be a number, got {value!r}")
    number = float(str(value))
    if not math.isfinite(number):
        raise CatalogueError(
            f"{where}: {column!r} must be a finite number, got {value!r}; leave it empty if unknown"
        )
    return number


def _text(where: str, column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        raise CatalogueError(f"{where}: {column!r} must be text, got {value!r}; leave it empty if unknown")
    if isinstance(value, list | dict | bool):
        raise CatalogueError(f"{where}: {column!r} must be text, got {type(value).__name__} {value!r:.80}")
    if isinstance(value, float) and value.is_integer():  # Parquet keeps whole numbers with gaps as floats
        value = int(value)
    return " ".join(str(value).split())


def _words(where: str, column: str, value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, list):
        parts = [_text(where, column, part) for part in value]
    else:
        text = _text(where, column, value)
        separator = next((mark for mark in SEPARATORS if mark in text), None)
        parts = [part.strip() for part in text.split(separator)] if separator else [text]
    return tuple(part for part in Counter(parts) if part)
