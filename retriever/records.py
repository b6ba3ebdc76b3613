"""A row of a table -> an Item, column by column. Knows nothing of files, and of catalogues only the fields."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from retriever.items import Item
from retriever.rows import Row, TableError

COUNT_COLUMNS = ("count", "ratings", "rating_count", "num_ratings", "popularity")
NUMBER_COLUMNS = frozenset({"year", "price", "runtime"})
SEPARATORS = ("|", ";")
MAX_TITLE_CHARS = 500
# What tables write where nobody filled a cell in; as words they would be searched for, and told of an item.
UNFILLED = frozenset({"nan", "n/a", "#n/a", "null", "-", "--", "–", "—", "?"})
MOST_COUNT = 2**53  # above it a float no longer tells whole numbers apart

Kind = Literal["facet", "number"]
Kinds = Mapping[str, tuple[str, Kind]]  # column -> our field, and what it holds


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


def kinds_of(
    rows: Sequence[tuple[int, Row]], columns: Columns, known: Mapping[str, Kind] | None = None
) -> dict[str, tuple[str, Kind]]:
    """Column -> (our field name, kind), for all columns that are neither left out nor parts of their own.

    A field that is `known` keeps its kind; the others take theirs by their values.
    """
    own = {columns.of(part) for part in ("id", "title", "description", "count")}
    own |= {name for name in COUNT_COLUMNS if "count" not in columns.names}
    renamed = {column: name for name, column in columns.names.items()}
    present = dict.fromkeys(column for _, row in rows for column in row)
    kinds: dict[str, tuple[str, Kind]] = {}
    for column in present:
        if column in own or column in columns.ignore:
            continue
        name = renamed.get(column, column)
        values = (row.get(column) for _, row in rows)
        kinds[column] = (name, (known or {}).get(name) or _kind(column, name, values, columns))
    return kinds


def _kind(column: str, name: str, values: Iterable[Any], columns: Columns) -> Kind:
    if column in columns.facets:
        return "facet"
    if column in columns.numbers or name in NUMBER_COLUMNS:
        return "number"
    filled = [value for value in values if not is_missing(value)]
    numeric = all(is_number(value) for value in filled) and any(map(_says_number, filled))
    return "number" if numeric else "facet"


def _says_number(value: object) -> bool:
    """False for text like "nan" and "infinity": alone it is a word."""
    return not isinstance(value, str) or math.isfinite(float(value))


def item_from_row(where: str, row: Row, columns: Columns, kinds: Kinds) -> Item:
    """A whole record; `where` is told in errors, "file:row".

    Raises:
        CatalogueError: The row breaks a rule.
    """
    facets: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, float] = {}
    for column, (name, kind) in kinds.items():
        value = value_of(where, column, row.get(column), kind)
        if isinstance(value, float):
            numbers[name] = value
        elif value is not None:
            facets[name] = value
    identity = id_of(where, row, columns)
    title = text_of(where, columns.of("title"), row.get(columns.of("title")))
    if not title:
        raise CatalogueError(f"{where}: {columns.of('title')!r} is empty; every item needs a title")
    if len(title) > MAX_TITLE_CHARS:
        raise CatalogueError(f"{where}: the title has {len(title):,} characters, at most {MAX_TITLE_CHARS}")
    description = _filled(text_of(where, columns.of("description"), row.get(columns.of("description"))))
    return Item(identity, title, description, facets, numbers, count_of(where, row, columns))


def id_of(where: str, row: Row, columns: Columns) -> str:
    """The id in a row.

    Raises:
        CatalogueError: It is empty or no text or number.
    """
    column = columns.of("id")
    if not (id_ := text_of(where, column, row.get(column))):
        raise CatalogueError(f"{where}: {column!r} is empty; every item needs an id of its own")
    return id_


def value_of(where: str, column: str, value: object, kind: Kind) -> float | tuple[str, ...] | None:
    """What a field of that kind holds, None where the row does not say.

    Raises:
        CatalogueError: Words where a number is wanted, or what can't be words.
    """
    if is_missing(value):
        return None
    return _number(where, column, value) if kind == "number" else _words(where, column, value) or None


def count_of(where: str, row: Row, columns: Columns) -> int | None:
    """The interactions on record, None where the row does not say."""
    names = (columns.of("count"),) if "count" in columns.names else COUNT_COLUMNS
    column = next((name for name in names if not is_missing(row.get(name))), None)
    if column is None:
        return None
    number = _number(where, column, row[column])
    if number < 0 or not number.is_integer():
        raise CatalogueError(f"{where}: {column!r} must be a whole number, 0 or more, got {row[column]!r}")
    if number > MOST_COUNT:
        raise CatalogueError(f"{where}: {column!r} must be at most {MOST_COUNT:,}, got {row[column]!r}")
    return int(number)


def is_missing(value: object) -> bool:
    """True for what says nothing: null, empty text, an empty list."""
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def is_number(value: object) -> bool:
    """True for a number, and for text that reads as one."""
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
    if not is_number(value):
        raise CatalogueError(f"{where}: {column!r} must be a number, got {value!r}")
    number = float(str(value))
    if not math.isfinite(number):
        raise CatalogueError(
            f"{where}: {column!r} must be a finite number, got {value!r}; leave it empty if unknown"
        )
    return number


def text_of(where: str, column: str, value: object) -> str:
    """A value as one line of text, "" for null."""
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
        parts = [text_of(where, column, part) for part in value]
    else:
        text = text_of(where, column, value)
        separator = next((mark for mark in SEPARATORS if mark in text), None)
        parts = [part.strip() for part in text.split(separator)] if separator else [text]
    return tuple(part for part in Counter(parts) if _filled(part))


def _filled(text: str) -> str:
    return "" if text.casefold() in UNFILLED else text
