"""An interaction log -> counts by item. Knows nothing of models; training reads the same file elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retriever.items import Item
from retriever.rows import Row, TableError, read_rows


class InteractionsError(TableError):
    """An interaction log can't be taken as it stands; says file, row and what to do."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a log says of a catalogue.

    Attributes:
        counts: Item id -> distinct users who touched it.
        used: Rows about items of the catalogue.
        unknown: Rows about items that are not in it.
        pairs: (user, item id), each once.
    """

    counts: Mapping[str, int]
    used: int
    unknown: int
    pairs: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class LogColumns:
    """Which column plays which part, and which field of the items the log speaks of ("id" or a number)."""

    names: Mapping[str, str] = field(default_factory=dict)
    key: str = "id"

    def of(self, name: str) -> str:
        """The file's column for "user", "item", "value" or "time"."""
        return self.names.get(name, name)


def count_interactions(path: Path, items: Iterable[Item], columns: LogColumns | None = None) -> Counted:
    """Counts how many different people touched each item; `value` and `time` are left for training.

    Raises:
        InteractionsError: A column or a value is missing, no row speaks of the catalogue, or no item has
            the key field.
        TableError: The file can't be read.
    """
    columns = columns or LogColumns()
    ids = ids_by_key(path, items, columns.key)
    user_column, item_column = columns.of("user"), columns.of("item")
    pairs: set[tuple[str, str]] = set()
    used = unknown = 0
    for _, row in named_rows(path, columns):
        item = ids.get(id_text(row[item_column]))
        used, unknown = used + (item is not None), unknown + (item is None)
        if item is not None:
            pairs.add((str(row[user_column]), item))
    if not used:
        raise none_known(path, unknown, columns.key)
    return Counted(Counter(item for _, item in pairs), used, unknown, frozenset(pairs))


def named_rows(path: Path, columns: LogColumns) -> Iterator[tuple[int, Row]]:
    """Yields (row number, row) of a log, every row with a user and an item.

    Raises:
        InteractionsError: A row names no user or no item.
        TableError: The file can't be read.
    """
    parts = [(part, columns.of(part)) for part in ("user", "item")]
    for number, row in read_rows(path):
        for part, column in parts:
            if row.get(column) in (None, ""):
                raise InteractionsError(
                    f"{path}:{number}: no {column!r}; the columns are {sorted(row)}. "
                    f"Name the right one with --interactions-column {part}=COLUMN"
                )
        yield number, row


def none_known(path: Path, unknown: int, key: str) -> InteractionsError:
    """The error to raise where no row of a log speaks of the catalogue."""
    if not unknown:
        return InteractionsError(f"{path}: the log is empty; it needs a row an interaction, with user and item")
    return InteractionsError(
        f"{path}: none of its {unknown:,} rows speaks of an item of this catalogue; "
        f"the items are looked up by {key!r}, choose another field with --interactions-key"
    )


def id_text(value: object) -> str:
    """An id as text; Parquet keeps whole numbers with gaps as floats."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def ids_by_key(path: Path, items: Iterable[Item], key: str) -> dict[str, str]:
    """What a log calls each item -> its item id.

    Raises:
        InteractionsError: No item has the field `key`.
    """
    if key == "id":
        return {item.id: item.id for item in items}
    found = {f"{item.numbers[key]:.0f}": item.id for item in items if key in item.numbers}
    found |= {item.facets[key][0]: item.id for item in items if key in item.facets}
    if not found:
        raise InteractionsError(f"{path}: no item of the catalogue has a field {key!r} (--interactions-key)")
    return found
