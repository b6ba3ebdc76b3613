"""Rows of a table -> edits of a catalogue that is there. Knows nothing of how they are made or kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retriever.changes import Remove
from retriever.index import Index
from retriever.live import Edit, ItemUnknown, Patch
from retriever.patch import is_whole_number
from retriever.records import (
    COUNT_COLUMNS,
    CatalogueError,
    Columns,
    Kind,
    Kinds,
    count_of,
    id_of,
    is_missing,
    is_number,
    item_from_row,
    kinds_of,
    text_of,
    value_of,
)
from retriever.rows import Row, read_rows

DELETED = "deleted"
YES, NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0", ""})


def read_edits(path: Path, index: Index, columns: Columns | None = None) -> list[Edit]:
    """Reads and checks all rows of a file against the catalogue as it is now.

    A row with a title is a whole record, added or put in the place of the one with its id. A row without one
    changes the fields of an item that is there: only the columns it has, and an empty one takes the field
    away. (All rows of a CSV or Parquet file have all of its columns.) A row that is `deleted` removes its item.

    Returns:
        One edit a row, in their order; a later row of an id goes on from the earlier ones.
    Raises:
        FileNotFoundError: No such file.
        TableError: The file can't be read, or a row breaks a rule or gives a field another kind of value
            than the catalogue has there (CatalogueError).
        ItemUnknown: A row without a title speaks of an item that is not there.
    """
    return edits_of(path, list(read_rows(path)), index, columns)


def edits_of(
    path: Path | str, rows: Sequence[tuple[int, Row]], index: Index, columns: Columns | None = None
) -> list[Edit]:
    """The same for rows that were read already; `path` is told in errors, "path:row"."""
    columns = columns or Columns()
    columns = replace(columns, ignore=columns.ignore | {columns.of(DELETED)})
    known = kinds_in(index)
    _check_columns(path, rows, columns, known)
    reading = _Reading(index, columns, kinds_of(rows, columns, known))
    return list(reading.edits(path, rows))


def kinds_in(index: Index) -> dict[str, Kind]:
    """What each field of the catalogue holds."""
    kinds: dict[str, Kind] = {name: "facet" for segment in index.segments for name in segment.fields.values}
    return kinds | {name: "number" for segment in index.segments for name in segment.fields.numbers}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What rows are read against."""

    index: Index
    columns: Columns
    kinds: Kinds

    def edits(self, path: Path | str, rows: Sequence[tuple[int, Row]]) -> Iterator[Edit]:
        """One edit a row."""
        there_now: dict[str, bool] = {}  # after the rows before
        for number, row in rows:
            where = f"{path}:{number}"
            edit = self._edit(where, row)
            there = there_now.get(edit.id, edit.id in self.index.row)
            if not there and isinstance(edit, Patch | Remove):
                to_add = "" if isinstance(edit, Remove) else "; a new item needs a title"
                raise ItemUnknown(f"{where}: {edit.id!r} is not in the catalogue{to_add}; nothing was changed")
            there_now[edit.id] = not isinstance(edit, Remove)
            yield edit

    def _edit(self, where: str, row: Row) -> Edit:
        id_ = id_of(where, row, self.columns)
        if _is_deleted(where, self.columns.of(DELETED), row):
            return Remove(id_)
        self._check_words(where, row)
        if text_of(where, self.columns.of("title"), row.get(self.columns.of("title"))):
            if self.index.manifest.integer_ids and id_ not in self.index.row and not is_whole_number(id_):
                column = self.columns.of("id")
                raise CatalogueError(
                    f"{where}: {column!r} must be a whole number as in the catalogue, got {id_!r}"
                )
            return item_from_row(where, row, self.columns, self.kinds)
        return Patch(id_, dict(self._fields(where, row)))

    def _fields(self, where: str, row: Row) -> Iterator[tuple[str, object]]:
        for column, (name, kind) in self.kinds.items():
            if column in row:
                yield name, value_of(where, column, row[column], kind)
        if (description := self.columns.of("description")) in row:
            yield "description", text_of(where, description, row[description]) or None
        if any(name in row for name in (self.columns.names.get("count"), *COUNT_COLUMNS)):
            yield "count", count_of(where, row, self.columns)

    def _check_words(self, where: str, row: Row) -> None:
        """A number among words is a slip, or a column that moved, where the field never held one."""
        for column, (name, kind) in self.kinds.items():
            if kind == "number" or column in self.columns.facets:
                continue
            value = row.get(column)
            parts = value if isinstance(value, list) else [value]
            if any(is_number(part) for part in parts) and not self._holds_numbers(name):
                raise CatalogueError(
                    f"{where}: {column!r} holds words in the catalogue, got the number {value!r}; "
                    f"send words, or say that it is meant with --facets {column}"
                )

    def _holds_numbers(self, field: str) -> bool:
        said = [segment.fields.values.get(field, {}) for segment in self.index.segments]
        return not any(said) or any(is_number(value) for values in said for value in values)


def _is_deleted(where: str, column: str, row: Row) -> bool:
    value = row.get(column)
    said = "" if is_missing(value) else f"{value:g}" if isinstance(value, float) else str(value).strip().casefold()
    if said not in YES | NO:
        raise CatalogueError(f"{where}: {column!r} must be yes or no (true, false, 1, 0), got {value!r}")
    return said in YES


def _check_columns(
    path: Path | str, rows: Sequence[tuple[int, Row]], columns: Columns, known: dict[str, Kind]
) -> None:
    """Columns that are named must be in the file or, as the settings of the whole catalogue are, in the index."""
    present = {column for _, row in rows for column in row}
    renamed = {column: name for name, column in columns.names.items()}
    for wanted, kind in ((columns.facets, "facet"), (columns.numbers, "number")):
        for column in sorted(wanted):
            name = renamed.get(column, column)
            if column not in present and name not in known:
                raise CatalogueError(f"{path}: no column {column!r}; the columns are {sorted(present)}")
            if known.get(name, kind) != kind:
                held = "numbers" if known[name] == "number" else "words"
                raise CatalogueError(
                    f"{path}: {column!r} holds {held} in the index; to change that, make the index anew with: "
                    "offtrail index CATALOGUE"
                )
