"""Generation and journal -> an Index. Knows nothing of queries, nor of how generations are made."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from retriever.changes import Change, JournalDamaged, Put, Widths, changed_ids, item_from
from retriever.encode import Vectors
from retriever.fields import Fields, Mask
from retriever.generations import IndexMismatch, current
from retriever.index import Index
from retriever.items import Item
from retriever.lexical import LexicalIndex, Words
from retriever.manifest import Manifest, read_manifest
from retriever.segment import Segment, facet_text
from retriever.store import Store, Stores, StoreUnreachable
from retriever.tail import tail_of
from retriever.together import Together

DAMAGE = (
    OSError,
    EOFError,
    BadZipFile,
    zlib.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
)


class GrowingWords(Words, Protocol):
    """Words that texts can be added to."""

    def with_more(self, texts: Sequence[str]) -> Words:
        """Scores for texts that came later."""
        ...


@dataclass(frozen=True)
class Base:
    """The parts of a generation that never change.

    Attributes:
        words, facet_words: Those of `segment`, to which texts can be added.
        row: Id -> row.
        crowding: float32 (n,), see crowding.py; empty while that is being measured.
    """

    manifest: Manifest
    segment: Segment
    words: GrowingWords
    facet_words: GrowingWords
    row: dict[str, int]
    together: Together
    crowding: NDArray[np.float32]
    head: Store
    tail: Store

    @property
    def widths(self) -> Widths:
        """Of the vectors of both encoders."""
        return self.manifest.dim, None if self.segment.foreign is None else self.segment.foreign.shape[1]

    def close(self) -> None:
        """Lets go of the stores."""
        self.head.close()
        self.tail.close()

    @classmethod
    def open(cls, generation: Path, stores: Stores) -> Base:
        """Reads a generation.

        Raises:
            IndexMismatch: Another format, another store, or its parts do not agree.
            StoreUnreachable: The server of the store does not answer.
        """
        manifest = Manifest.read(generation)
        folder = generation.parent
        if manifest.store != stores.name:
            raise IndexMismatch(
                f"the index at {folder} keeps its vectors in {manifest.store!r}, now {stores.name!r} is set; "
                "set it back, or make the index anew with: offtrail index CATALOGUE"
            )
        try:
            return cls._read(generation, stores, manifest)
        except (IndexMismatch, StoreUnreachable):
            raise
        except DAMAGE as error:  # what numpy, scipy and json raise for a file that is not what was written
            raise IndexMismatch(
                f"the index at {folder} is damaged ({error}); make it anew with: offtrail index CATALOGUE"
            ) from error

    @classmethod
    def _read(cls, generation: Path, stores: Stores, manifest: Manifest) -> Base:
        items = tuple(_read_items(generation))
        vectors = np.load(generation / "vectors.npy")
        foreign = np.load(generation / "foreign.npy") if manifest.multilingual else None
        words, facet_words = (LexicalIndex.load(generation / name) for name in ("words", "facet_words"))
        together = Together.load(generation / "together")
        crowding = np.load(generation / "crowding.npy")
        _check_shapes(manifest, vectors, foreign, together, crowding)
        head = stores.open(generation, "head", manifest.dim)
        tail = stores.open(generation, "tail", manifest.dim)
        kept = head.count() + tail.count()
        if not len(items) == len(vectors) == kept == manifest.items:
            head.close()
            tail.close()
            raise IndexMismatch(
                f"the index at {generation.parent} is damaged: {manifest.items} items expected, found "
                f"{len(items)} records, {len(vectors)} vectors and {kept} in the store; "
                "make it anew with: offtrail index CATALOGUE"
            )
        segment = Segment(items, vectors, foreign, Fields.of(items), words, facet_words)
        rows = {item.id: row for row, item in enumerate(items)}
        return cls(manifest, segment, words, facet_words, rows, together, crowding, head, tail)


@dataclass(frozen=True)
class Changed:
    """What the journal says so far: the last word on each id.

    Attributes:
        put: Id -> what it is now, if it was put.
        removed: Ids that are gone.
    """

    put: dict[str, Put]
    removed: frozenset[str]

    def __len__(self) -> int:
        return len(self.put) + len(self.removed)

    def then(self, changes: Sequence[Change]) -> Changed:
        """After more changes, in their order."""
        put, removed = dict(self.put), set(self.removed)
        for change in changes:
            if isinstance(change, Put):
                removed.discard(change.item.id)
                put.pop(change.item.id, None)
                put[change.item.id] = change
            else:
                put.pop(change.id, None)
                removed.add(change.id)
        return Changed(put, frozenset(removed))


NOTHING_CHANGED = Changed({}, frozenset())


def count_changes(folder: Path) -> int:
    """Items put or removed since the index in use was made from its catalogue.

    Raises:
        IndexMissing, IndexMismatch: See `read_manifest`, or the journal is damaged.
    """
    changes = read_manifest(folder).changes
    try:
        return changes + len(changed_ids(folder / str(current(folder))))
    except JournalDamaged as error:
        raise IndexMismatch(str(error)) from error


def index_of(base: Base, changed: Changed) -> Index:
    """The catalogue at this moment: the base without what was replaced or removed, and what was put."""
    puts = [_placed(put, base) for put in changed.put.values()]
    added = [_added(puts, base)] if puts else []
    n = len(base.segment.items)
    gone = [base.row[id_] for id_ in (*changed.put, *changed.removed) if id_ in base.row]
    alive: Mask = np.ones(n + len(puts), dtype=bool)
    alive[gone] = False
    rows = {id_: row for id_, row in base.row.items() if alive[row]} if gone else base.row
    rows = rows | {put.item.id: n + i for i, put in enumerate(puts)} if puts else rows
    origin = np.concatenate(
        [np.arange(n), np.array([base.row.get(put.item.id, -1) for put in puts], dtype=np.int64)]
    )
    segments = (base.segment, *added)
    crowding = np.zeros(n + len(puts), dtype=np.float32)  # nobody knows yet whether a new item crowds
    crowding[: len(base.crowding)] = base.crowding
    return Index(
        base.manifest, segments, rows, base.row, alive, origin, base.together, crowding, base.head, base.tail
    )


def _placed(put: Put, base: Base) -> Put:
    """An item that brings no count keeps that of the one it replaces; its tail follows."""
    row = base.row.get(put.item.id)
    old = None if row is None else base.segment.items[row]
    count = old.count if put.item.count is None and old else put.item.count
    if old and count == old.count:
        tail = old.tail
    else:
        tail = tail_of(count, base.segment.counts) if base.manifest.counted else 0.5
    return replace(put, item=replace(put.item, count=count, tail=tail))


def _added(puts: Sequence[Put], base: Base) -> Segment:
    items = tuple(put.item for put in puts)
    return Segment(
        items,
        np.stack([put.vector for put in puts]),
        _foreign(puts, base),
        Fields.of(items),
        base.words.with_more([item.text() for item in items]),
        base.facet_words.with_more([facet_text(item) for item in items]),
    )


def _foreign(puts: Sequence[Put], base: Base) -> Vectors | None:
    if base.segment.foreign is None:
        return None
    zeros = np.zeros(base.segment.foreign.shape[1], dtype=np.float32)
    return np.stack([zeros if put.foreign is None else put.foreign for put in puts])


def _check_shapes(
    manifest: Manifest,
    vectors: Vectors,
    foreign: Vectors | None,
    together: Together,
    crowding: NDArray[np.float32],
) -> None:
    n = manifest.items
    square = together.likeness.shape == together.people.shape == (n, n)
    right = {
        "vectors.npy": vectors.ndim == 2 and vectors.shape[1] == manifest.dim,
        "foreign.npy": foreign is None or (foreign.ndim == 2 and len(foreign) == n),
        "together": square,
        "crowding.npy": crowding.shape in ((0,), (n,)),
    }
    for name, is_right in right.items():
        if not is_right:
            raise ValueError(f"{name} does not have the shape that the manifest tells")


def _read_items(generation: Path) -> Iterator[Item]:
    with (generation / "items.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield item_from(json.loads(line))
