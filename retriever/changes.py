"""The journal of a live catalogue: items put and removed after an index was built. Knows nothing of search.

The journal lies beside the parts of a generation, which never change. A line is one batch, written and
synced in one step: a kill leaves the batch in or out, and a torn last line is taken for out.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np

from retriever.encode import Vectors
from retriever.generations import IndexMismatch, sync
from retriever.items import Item

JOURNAL = "changes.jsonl"


@dataclass(frozen=True, slots=True)
class Put:
    """An item that is new or takes the place of the one with its id.

    Attributes:
        item: As it is to be shown.
        vector: float32 (dim,), unit length, of its text.
        foreign: The same of the multilingual encoder, None where the index has none.
    """

    item: Item
    vector: Vectors
    foreign: Vectors | None


@dataclass(frozen=True, slots=True)
class Remove:
    """An item that is no longer in the catalogue; an unknown id changes nothing."""

    id: str


Change = Put | Remove
Widths = tuple[int, int | None]  # of the main and the multilingual vectors, None where there are none


class JournalDamaged(IndexMismatch):
    """A line of the journal that is not the last can't be read."""


class JournalUnwritable(OSError):
    """Changes can't be written down; says where, why and what to do."""


def append(generation: Path, changes: Sequence[Change]) -> None:
    """Adds one batch; returns when it is on the disk. The caller holds the write lock of the folder.

    Raises:
        JournalUnwritable: The disk is full or can't be written; the journal is as it was.
    """
    line = json.dumps([_record(change) for change in changes], ensure_ascii=False) + "\n"
    path = generation / JOURNAL
    is_new = not path.exists()
    try:
        with path.open("w+b" if is_new else "r+b", buffering=0) as file:  # a failure is known at once
            _append_whole(file, line.encode("utf-8"))
        if is_new:
            sync(generation)
    except OSError as error:
        raise JournalUnwritable(
            f"{path}: the change could not be written ({error.strerror}), nothing was changed; "
            "free the disk or mend the rights, and try again"
        ) from error


def _append_whole(file: FileIO, line: bytes) -> None:
    end = _end_of_whole_lines(file.readall())
    try:
        file.truncate(end)  # a batch that a kill cut off
        file.seek(end)
        written = 0
        while written < len(line):
            written += file.write(line[written:])
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):  # else the next writer does; readers take whole lines only
            file.truncate(end)
        raise


def read(generation: Path, start: int = 0, widths: Widths | None = None) -> tuple[list[Change], int]:
    """The changes written after byte `start`, and the byte where the next ones will begin.

    Args:
        generation: Its folder.
        start: A byte where a batch begins.
        widths: Of the vectors of the index; None where nobody will look at them.
    Raises:
        JournalDamaged: Names the file and the byte.
    """
    path = generation / JOURNAL
    try:
        with path.open("rb") as file:
            file.seek(start)
            content = file.read()
    except FileNotFoundError:
        return [], start
    end = _end_of_whole_lines(content)
    changes: list[Change] = []
    position = start
    for line in content[:end].splitlines(keepends=True):
        try:
            changes += [_change(record, widths) for record in json.loads(line)]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise JournalDamaged(
                f"{path}: the batch at byte {position} can't be read ({error}); "
                "make the index anew with: offtrail index CATALOGUE"
            ) from error
        position += len(line)
    return changes, start + end


def size(generation: Path) -> int:
    """Bytes of the journal, 0 where nothing was changed."""
    try:
        return (generation / JOURNAL).stat().st_size
    except FileNotFoundError:
        return 0


def changed_ids(generation: Path) -> frozenset[str]:
    """The items put or removed since the generation was built.

    Raises:
        JournalDamaged: Names the file and the byte.
    """
    return frozenset(change.id if isinstance(change, Remove) else change.item.id for change in read(generation)[0])


def item_from(record: dict[str, Any]) -> Item:
    """An item from its JSON."""
    facets = {name: tuple(values) for name, values in record["facets"].items()}
    return Item(**(record | {"facets": facets}))


def _end_of_whole_lines(content: bytes) -> int:
    return content.rfind(b"\n") + 1


def _record(change: Change) -> dict[str, Any]:
    if isinstance(change, Remove):
        return {"remove": change.id}
    foreign = None if change.foreign is None else _packed(change.foreign)
    return {"put": asdict(change.item), "vector": _packed(change.vector), "foreign": foreign}


def _change(record: dict[str, Any], widths: Widths | None) -> Change:
    if "remove" in record:
        return Remove(str(record["remove"]))
    dim, foreign_dim = widths or (None, None)
    foreign = None if record["foreign"] is None else _unpacked(record["foreign"], foreign_dim)
    return Put(item_from(record["put"]), _unpacked(record["vector"], dim), foreign)


def _packed(vector: Vectors) -> str:
    return base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode("ascii")


def _unpacked(text: str, dim: int | None) -> Vectors:
    vector = np.frombuffer(base64.b64decode(text, validate=True), dtype="<f4").astype(np.float32)
    if dim is not None and len(vector) != dim:
        raise ValueError(f"a vector is {len(vector)} wide, the index {dim}")
    if not np.isfinite(vector).all():
        raise ValueError("a vector holds a number that is not finite")
    return vector
