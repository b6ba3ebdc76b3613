"""An interaction file -> a Log: who liked what, in which order. Knows nothing of models."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ranker.liking import Numbers, Rule, liking, rule_of
from ranker.log import Log
from ranker.ordering import by_time, n_tied, shuffled, sorted_by_name
from retriever.interactions import InteractionsError, LogColumns, id_text, ids_by_key, named_rows, none_known
from retriever.items import Item

DAY_SECONDS = 86_400.0
TIED_FROM = 0.1  # share of the rows at the same second as another of the person, from which on it is told


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log and what a person should know of how it was read.

    Attributes:
        log: Its rows about items of the catalogue, each user and item once.
        unknown: Rows about items that are not in the catalogue, left out.
        repeated: Rows of a user about an item that a later row speaks of again, left out.
        rule: What counted as liked.
        notes: Sentences to show.
    """

    log: Log
    unknown: int
    repeated: int
    rule: Rule
    notes: tuple[str, ...]


def read_log(
    path: Path,
    items: Iterable[Item],
    columns: LogColumns | None = None,
    positive: float | Rule | None = None,
    *,
    now: float,
) -> ReadLog:
    """Reads who liked what and when from a .csv, .jsonl or .parquet file; `value` and `time` may be missing.

    Within a user the rows go by time, see `ordering`; without any times by their place in the file, unless that is
    sorted by item and says nothing.

    Args:
        path: One interaction a row.
        items: The whole catalogue; their order gives the item rows of the log.
        columns: What the columns are called, and by which field the items are named.
        positive: The value from which on a row counts as liked, or the rule of an older part of the log; without
            it `rule_of` decides.
        now: Seconds since 1970; times over a day later are told.
    Returns:
        The log. Its values are +1 liked and -1 not liked, weaker in between on a scale of ratings.
    Raises:
        InteractionsError: A user, item or named column is missing, a value is no number, a time neither
            seconds nor ISO text, no row speaks of the catalogue, or no value reaches `positive`.
        TableError: The file can't be read.
    """
    columns, items = columns or LogColumns(), tuple(items)
    touched = _touched(path, items, columns)
    if not len(touched.users):
        raise none_known(path, touched.unknown, columns.key)
    _refuse_unfilled(path, touched, columns, positive)
    rule = positive if isinstance(positive, Rule) else rule_of(touched.values, positive)
    values = liking(touched.values, rule)
    kept, lots = _order(touched)
    log = Log(
        [item.id for item in items],
        touched.names,
        touched.users[kept],
        touched.items[kept],
        values[kept],
        touched.times[kept],
    )
    repeated = len(touched.users) - len(kept)
    notes = _notes(touched, rule.told(touched.values, rule is not positive), repeated, now, lots)
    return ReadLog(log, touched.unknown, repeated, rule, (*notes, *lots))


@dataclass(frozen=True, slots=True, eq=False)
class _Touched:
    """Rows of a file about items of the catalogue, in its order; `columns` are those of its first row."""

    names: list[str]
    items_named: list[str]
    users: NDArray[np.int32]
    items: NDArray[np.int32]
    values: Numbers
    times: Numbers
    unknown: int
    columns: tuple[str, ...]


def _touched(path: Path, items: tuple[Item, ...], columns: LogColumns) -> _Touched:
    places = {item.id: row for row, item in enumerate(items)}
    rows = {name: places[id_] for name, id_ in ids_by_key(path, items, columns.key).items()}
    user, item, value, time = (columns.of(part) for part in ("user", "item", "value", "time"))
    people: dict[str, int] = {}
    touched, numbers = (array("i"), array("i")), (array("d"), array("d"))
    unknown = 0
    header: tuple[str, ...] = ()
    for number, row in named_rows(path, columns):
        header = header or tuple(row)
        amount = _number(path, number, value, row.get(value))
        seconds = _seconds(path, number, time, row.get(time))
        place = rows.get(id_text(row[item]))
        if place is None:
            unknown += 1
            continue
        touched[0].append(people.setdefault(id_text(row[user]), len(people)))
        touched[1].append(place)
        numbers[0].append(amount)
        numbers[1].append(seconds)
    who, what = (np.array(part, dtype=np.int32) for part in touched)
    values, times = (np.array(part, dtype=np.float64) for part in numbers)
    named = {place: name for name, place in rows.items()}
    return _Touched(
        list(people), [named[place] for place in touched[1]], who, what, values, times, unknown, header
    )


def _order(touched: _Touched) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Places in the file, each user and item once, oldest first within people; and what to say of lots drawn."""
    if np.isnan(touched.times).all() and sorted_by_name(touched.users, touched.items_named):
        return shuffled(touched.users, touched.items), (
            "no row has a time and the file is sorted by item, so what came first is drawn by lot; "
            f"name the time with --interactions-column time=COLUMN, its columns: {touched.columns}",
        )
    kept = by_time(touched.users, touched.times, touched.items)
    tied = n_tied(touched.users[kept], touched.times[kept])
    if tied <= TIED_FROM * len(kept):
        return kept, ()
    return kept, (f"{tied:,} rows of a person have the same time as another: their order is drawn by lot",)


def _number(path: Path, row: int, column: str, value: object) -> float:
    """NaN where nothing came."""
    if value is None or value == "":
        return math.nan
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise InteractionsError(
            f"{path}:{row}: {column!r} must be a finite number or empty, got {value!r:.80}; "
            "mend it, or name another column with --interactions-column value=COLUMN"
        )
    return number


def _seconds(path: Path, row: int, column: str, value: object) -> float:
    """Seconds since 1970, NaN where nothing came; times without a zone are taken as UTC."""
    if value is None or value == "":
        return math.nan
    try:
        if isinstance(value, date):
            return _utc(datetime.fromisoformat(value.isoformat()))
        try:
            number = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]
        except ValueError:
            return _utc(datetime.fromisoformat(str(value)))
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise InteractionsError(
            f"{path}:{row}: {column!r} must be seconds since 1970, an ISO time like 2024-05-31T18:00:00Z or "
            f"empty, got {value!r:.80}; mend it, or name another column with --interactions-column time=COLUMN"
        )
    return number


def _utc(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _refuse_unfilled(path: Path, touched: _Touched, columns: LogColumns, positive: float | Rule | None) -> None:
    for part, found in (("value", touched.values), ("time", touched.times)):
        if part in columns.names and np.isnan(found).all():
            raise InteractionsError(
                f"{path}: no row has a {columns.of(part)!r}; the columns are {sorted(touched.columns)}. "
                f"Name the right one with --interactions-column {part}=COLUMN"
            )
    if isinstance(positive, int | float) and not (touched.values >= positive).any():
        known = touched.values[~np.isnan(touched.values)]
        came = f"they go from {known.min():g} to {known.max():g}" if len(known) else "no row has one"
        raise InteractionsError(
            f"{path}: no value reaches {positive:g}, from which on a row counts as liked: {came}. "
            "Choose another --positive, or the column with --interactions-column value=COLUMN"
        )


def _notes(touched: _Touched, said: str, repeated: int, now: float, lots: tuple[str, ...]) -> tuple[str, ...]:
    missing = np.isnan(touched.times)
    future = int((touched.times > now + DAY_SECONDS).sum())
    silent = int(np.isnan(touched.values).sum())
    found = [
        (touched.unknown, f"{touched.unknown:,} rows speak of items that are not in the catalogue: left out"),
        (repeated, f"{repeated:,} rows are of a user and an item that come again later: the last one counts"),
        (True, said),
        (0 < silent < len(missing), f"{silent:,} rows have no value: taken as weak likes"),
        (
            missing.all() and not lots,
            f"no row has a time, so the order of the file counts; its columns: {touched.columns}",
        ),
        (not missing.all() and missing.any(), f"{missing.sum():,} rows have no time: their place counts"),
        (future, f"{future:,} rows lie in the future and are kept; milliseconds must be divided by 1,000"),
    ]  # fmt: skip
    return tuple(sentence for holds, sentence in found if holds)
