"""`offtrail index`: columns from flags and TOML, catalogue and log -> an index, told step by step."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.build import load_encoders
from bot.settings import Settings, SettingsError
from retriever.building import Made, Progress, build_index
from retriever.catalogue import Catalogue, Columns, read_catalogue, with_tail
from retriever.interactions import Counted, LogColumns, count_interactions
from retriever.store import stores
from retriever.together import Together

Pairs = Sequence[tuple[str, str]] | None

LISTS = {"facets", "numbers", "ignore"}
TABLES = {"column", "interactions"}
LOG_PARTS = {"user", "item", "value", "time"}


def read_columns(
    path: Path | None,
    *,
    names: Pairs = None,
    facets: Sequence[str] | None = None,
    numbers: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    log_names: Pairs = None,
    log_key: str | None = None,
) -> tuple[Columns, LogColumns]:
    """The TOML file first, flags over it.

    The file: facets = [..], numbers = [..], ignore = [..], [column] field = "column", and
    [interactions] key = "id", user = "column", item = "column".

    Raises:
        SettingsError: The file is no TOML or has something else in it.
    """
    record = _toml(path) if path else {}
    log = dict(record.get("interactions", {})) | dict(log_names or ())
    key = log_key or str(log.pop("key", "id"))
    if unknown := sorted(set(log) - LOG_PARTS):
        raise SettingsError(f"interactions: unknown part {unknown[0]!r}; there are {', '.join(sorted(LOG_PARTS))}")
    columns = Columns(
        names={**record.get("column", {}), **dict(names or ())},
        facets=frozenset(facets if facets is not None else record.get("facets", ())),
        numbers=frozenset(numbers if numbers is not None else record.get("numbers", ())),
        ignore=frozenset(ignore if ignore is not None else record.get("ignore", ())),
    )
    return columns, LogColumns(names=log, key=key)


def index_file(
    settings: Settings,
    path: Path,
    columns: Columns,
    interactions: Path | None,
    log_columns: LogColumns,
    progress: Progress,
) -> Iterator[str]:
    """Builds the index and yields what was done, a line a step; files are checked before slow work."""
    started = time.perf_counter()
    catalogue = read_catalogue(path.resolve(), columns)
    kept = stores(settings.store, settings.store_token)
    made = Made()
    yield _read_line(catalogue)
    if interactions is not None:
        counted = count_interactions(interactions, catalogue.items, log_columns)
        catalogue = replace(catalogue, items=with_tail(catalogue.items, counted.counts))
        made = learn_together(catalogue, counted)
        left_out = (
            f"; {counted.unknown:,} rows about items not in the catalogue were left out" if counted.unknown else ""
        )
        yield f"{counted.used:,} interactions with {len(counted.counts):,} items{left_out}"
    encoders = load_encoders(settings)
    manifest = build_index(catalogue, encoders, kept, settings.index_folder, datetime.now(), made, progress)
    if not manifest.counted:
        yield "no item has a count and no interactions were given: nothing is known of how niche an item is"
    yield f"indexed {manifest.items:,} items in {time.perf_counter() - started:.1f} s -> {settings.index_folder}"


def learn_together(catalogue: Catalogue, counted: Counted) -> Made:
    """Neighbours by the people of a log."""
    rows = {item.id: row for row, item in enumerate(catalogue.items)}
    users = {user: number for number, user in enumerate(sorted({user for user, _ in counted.pairs}))}
    pairs = sorted((users[user], rows[item]) for user, item in counted.pairs)
    together = Together.build([user for user, _ in pairs], [row for _, row in pairs], len(catalogue.items))
    return Made(together, len(pairs))


def _read_line(catalogue: Catalogue) -> str:
    facets = sorted({name for item in catalogue.items for name in item.facets})
    numbers = sorted({name for item in catalogue.items for name in item.numbers})
    return (
        f"{len(catalogue.items):,} items read; words: {', '.join(facets) or 'none'}; "
        f"numbers: {', '.join(numbers) or 'none'}"
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    for name, value in record.items():
        if name not in LISTS | TABLES:
            raise SettingsError(f"{path}: unknown {name!r}; there are {', '.join(sorted(LISTS | TABLES))}")
        if name in LISTS and not (isinstance(value, list) and all(isinstance(part, str) for part in value)):
            raise SettingsError(f'{path}: {name} must be a list of columns like ["a", "b"], got {value!r}')
        if name in TABLES and not (
            isinstance(value, dict) and all(isinstance(part, str) for part in value.values())
        ):
            raise SettingsError(f'{path}: [{name}] must be a table of field = "column", got {value!r}')
    return record
