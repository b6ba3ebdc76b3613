"""Reads tables (CSV, JSONL, Parquet) row by row. Knows nothing of items or interactions."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

Row = dict[str, Any]

MAX_FIELD_CHARS = 20_000
MAX_CSV_FIELD_CHARS = 100_000_000  # read that far, so that the error above can say how long it is


class TableError(ValueError):
    """A table can't be read as it stands; says file, row, what is wrong and what came."""


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yields (row number, row) of a .csv, .jsonl (both also .gz) or .parquet file.

    Row numbers are those an editor shows: lines for CSV and JSONL, rows from 1 for Parquet.

    Raises:
        FileNotFoundError: No such file.
        TableError: Unknown ending, not UTF-8, broken JSON or CSV, or a field over 20,000 characters.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file")
    name = path.name.removesuffix(".gz").lower()
    if name.endswith(".csv"):
        rows = _csv_rows(path)
    elif name.endswith((".jsonl", ".ndjson")):
        rows = _jsonl_rows(path)
    elif name.endswith(".parquet"):
        rows = _parquet_rows(path)
    else:
        raise TableError(f"{path}: unknown kind of file; use .csv, .jsonl (or either with .gz) or .parquet")
    return bounded(path, rows)


def bounded(path: Path | str, rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Passes rows on as long as they can be taken.

    Args:
        path: Where they come from, told in errors.
    Raises:
        TableError: A field is too long or holds half a character, or the file under them is broken.
    """
    number = 0
    try:
        for number, row in rows:
            for column, value in row.items():
                if (length := _chars(value)) > MAX_FIELD_CHARS:
                    raise TableError(
                        f"{path}:{number}: {column!r} has {length:,} characters, "
                        f"at most {MAX_FIELD_CHARS:,} are taken; shorten it"
                    )
                if not _is_unicode((column, value)):
                    raise TableError(f"{path}:{number}: {column!r} holds half a character: {value!r:.80}")
            yield number, row
    except UnicodeDecodeError as error:
        raise TableError(
            f"{path}: not UTF-8 near row {number + 1} (byte {error.object[error.start]:#04x}); save it as UTF-8"
        ) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise TableError(f"{path}: not a whole gzip file ({error})") from error


def _is_unicode(value: object) -> bool:
    """False where a text in `value` holds a lone surrogate: JSON can write it, UTF-8 can't."""
    if isinstance(value, list | tuple):
        return all(_is_unicode(part) for part in value)
    if isinstance(value, dict):
        return all(_is_unicode(part) for pair in value.items() for part in pair)
    return not (isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value))


def _chars(value: object) -> int:
    if isinstance(value, list):
        return sum(_chars(part) for part in value)
    if isinstance(value, dict):
        return sum(_chars(part) for pair in value.items() for part in pair)
    return len(value) if isinstance(value, str) else 0


def _open(path: Path) -> IO[str]:
    if path.name.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _csv_rows(path: Path) -> Iterator[tuple[int, Row]]:
    with _open(path) as file:
        csv.field_size_limit(MAX_CSV_FIELD_CHARS)
        reader = csv.DictReader(file, strict=True)
        try:
            names = list(reader.fieldnames or ())
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise TableError(f"{path}:1: two columns are called {twice[0]!r}; rename one")
            for row in reader:
                if None in row:
                    raise TableError(
                        f"{path}:{reader.line_num}: more fields than the {len(reader.fieldnames or ())} columns "
                        "of the first line; quote fields that contain a comma"
                    )
                yield reader.line_num, row
        except csv.Error as error:
            raise TableError(f"{path}:{reader.reader.line_num}: broken CSV: {error}") from error


def _jsonl_rows(path: Path) -> Iterator[tuple[int, Row]]:
    with _open(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise TableError(f"{path}:{number}: broken JSON: {error}") from error
            if not isinstance(row, dict):
                raise TableError(f"{path}:{number}: wanted a JSON object, got {type(row).__name__}")
            yield number, row


def _parquet_rows(path: Path) -> Iterator[tuple[int, Row]]:
    import pyarrow
    from pyarrow import parquet

    try:
        number = 0
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches():
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except pyarrow.ArrowException as error:
        raise TableError(f"{path}: not a readable Parquet file: {error}") from error
