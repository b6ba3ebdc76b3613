"""`offtrail index --update` and `--compact`: the index in use is changed, not made anew; told step by step."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from bot.build import load_encoders
from bot.settings import Settings
from retriever.building import Progress
from retriever.catalogue import Columns
from retriever.changes import Remove
from retriever.compaction import compact, encoders_of, is_due
from retriever.edits import read_edits
from retriever.encode import Encoders
from retriever.generations import IndexBusy, clear, in_use, writing
from retriever.live import Edit, LiveIndex, Patch
from retriever.manifest import read_manifest
from retriever.store import stores


def update_file(
    settings: Settings, path: Path, columns: Columns, encoders: Encoders, compacting: bool, progress: Progress
) -> Iterator[str]:
    """Makes the edits in a file, all or none; compacts where that is due or asked for; yields what was done."""
    started = time.perf_counter()
    with closing(_opened(settings, encoders)) as live:
        index = live.latest()
        encoders_of(index, encoders)  # what can't be found in other languages is not added silently
        edits = read_edits(path, index, columns)
        live.apply(edits)
        done = _told(edits) if edits else f"{path}: no rows, nothing was changed"
        since = live.latest().manifest.changes + len(live.changed)
        yield (
            f"{done} in {time.perf_counter() - started:.1f} s -> {live.folder} "
            f"({_changes(since)} since it was built)"
        )
        compacting = compacting or is_due(live)
    if compacting:
        yield from compact_index(settings, encoders, progress)


def compact_index(settings: Settings, encoders: Encoders, progress: Progress) -> Iterator[str]:
    """Builds the index again from the items it has now, and yields what was done."""
    started = time.perf_counter()
    with closing(_opened(settings, encoders)) as live:
        manifest = compact(live, datetime.now(), progress)
    with suppress(IndexBusy), writing(live.folder):  # the one before, that was held here until now
        clear(live.folder, in_use(live.folder), live.stores.drop)
    seconds = time.perf_counter() - started
    done = f"compacted {_changes(manifest.changes)} into {manifest.items:,} items"
    yield f"{done} in {seconds:.1f} s -> {live.folder}"


def compact_if_due(live: LiveIndex, clock: Callable[[], datetime] = datetime.now) -> str:
    """Builds the index of a running server again after many changes, beside the one in use; says what was done.

    Searches go on meanwhile. Changes are refused as busy, so none is lost; where another process is writing, it is
    left for the next time.
    """
    if not is_due(live):
        return ""
    started = time.perf_counter()
    try:
        manifest = compact(live, clock())
    except IndexBusy:
        return ""
    live.latest()  # opens it here, not in somebody's turn
    seconds = time.perf_counter() - started
    return f"compacted {_changes(manifest.changes)} into {manifest.items:,} items in {seconds:.1f} s"


def open_encoders(settings: Settings) -> Encoders:
    """The encoders, after a look whether there is an index at all: they take seconds to load."""
    read_manifest(settings.index_folder)
    return load_encoders(settings)


def _opened(settings: Settings, encoders: Encoders) -> LiveIndex:
    return LiveIndex(settings.index_folder, encoders, stores(settings.store, settings.store_token))


def _changes(n: int) -> str:
    return f"{n:,} {'change' if n == 1 else 'changes'}"


def _told(edits: list[Edit]) -> str:
    removed = sum(isinstance(edit, Remove) for edit in edits)
    changed = sum(isinstance(edit, Patch) for edit in edits)
    put = len(edits) - removed - changed
    return f"{put:,} {'item' if put == 1 else 'items'} put, {changed:,} changed, {removed:,} removed"
