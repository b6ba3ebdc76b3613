"""offtrail index: a catalogue is indexed, or the index of one changed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.shared import AddCommand, log_options, pair, progress_bar
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from retriever.catalogue import Columns


def add(command: AddCommand) -> None:
    """Adds the command."""
    parser = command("index", index, "index a catalogue of your own, or change it")
    parser.add_argument("file", type=Path, nargs="?", help="CSV, JSONL (also .gz) or Parquet")
    parser.add_argument(
        "--update",
        action="store_true",
        help="change the index in use: rows with a title are put, rows without one change the columns they have, "
        "rows that are deleted are removed",
    )
    parser.add_argument(
        "--compact", action="store_true", help="build the changed index again (done by itself after many changes)"
    )
    parser.add_argument("--columns", type=Path, metavar="TOML", help="the options below in a file")
    parser.add_argument(
        "--column", type=pair, action="append", metavar="FIELD=COLUMN", help="e.g. id=asin, year=released"
    )
    parser.add_argument("--facets", type=_names, metavar="A,B", help="columns to read as words")
    parser.add_argument("--numbers", type=_names, metavar="A,B", help="columns to read as numbers")
    parser.add_argument("--ignore", type=_names, metavar="A,B", help="columns to leave out")
    parser.add_argument("--interactions", type=Path, metavar="FILE", help="log of user, item, value, time")
    log_options(parser)


def index(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail index FILE, index --update FILE, index --compact"""
    from bot.indexing import index_file, read_columns

    _check(options)
    columns, log_columns = read_columns(
        options.columns,
        names=options.column,
        facets=options.facets,
        numbers=options.numbers,
        ignore=options.ignore,
        log_names=options.interactions_column,
        log_key=options.interactions_key,
    )
    if options.update or options.compact:
        lines = _update(options, settings, columns)
    else:
        lines = index_file(settings, options.file, columns, options.interactions, log_columns, progress_bar())
    for line in lines:
        print(line, flush=True)
    return 0


def _update(options: argparse.Namespace, settings: Settings, columns: Columns) -> Iterator[str]:
    from bot.updating import compact_index, open_encoders, update_file

    encoders = open_encoders(settings)
    if options.file is None:
        return compact_index(settings, encoders, progress_bar())
    return update_file(settings, options.file, columns, encoders, options.compact, progress_bar())


def _check(options: argparse.Namespace) -> None:
    if options.file is None and (options.update or not options.compact):
        raise SettingsError("offtrail index needs a FILE of items; only --compact goes without")
    if options.file is not None and options.compact and not options.update:
        raise SettingsError("--compact makes no index from a FILE; leave FILE out, or say --update too")
    if options.interactions is not None and (options.update or options.compact):
        raise SettingsError("--interactions are counted when an index is made; leave them out of an update")
    if options.file is not None and not options.file.is_file():
        raise FileNotFoundError(f"{options.file}: no such file")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
