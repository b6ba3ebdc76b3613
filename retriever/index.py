"""Fills an index on disk and opens it. Knows nothing of queries.

An index folder holds generations, each complete and never changed after it is made, and a file CURRENT
that names the one in use. A new generation is built beside the old one and CURRENT is replaced in one
step, so a kill at any moment leaves the old index serving, and readers never see a writer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import numpy as np

from retriever.catalogue import Catalogue
from retriever.encode import Encoder, Vectors
from retriever.generations import (
    IndexBusy,
    IndexMismatch,
    IndexMissing,
    clear,
    current,
    hold,
    in_use,
    new_generation,
    put_in_use,
    writing,
)
from retriever.items import Item
from retriever.lexical import LexicalIndex
from retriever.store import ChromaStore

__all__ = [
    "Index",
    "IndexBusy",
    "IndexMismatch",
    "IndexMissing",
    "Manifest",
    "build_index",
    "open_index",
    "read_manifest",
]

FORMAT = 1
ENCODE_BATCH = 512

Progress = Callable[[str, int, int], None]  # (what is being done, done, of how many)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built with."""

    format: int
    encoder: str
    dim: int
    items: int
    counted: int
    integer_ids: bool
    catalogue: str
    catalogue_sha256: str
    built_at: str


@dataclass(frozen=True, slots=True)
class Index:
    """An open generation. Row i of `vectors` and of `lexical` is items[i].

    Attributes:
        manifest: What it was built with.
        items: In the order of the catalogue.
        vectors: float32 (items, dim), unit rows.
        store: The same vectors in Chroma.
        lexical: BM25 over the same texts.
        row: Item id -> row.
    """

    manifest: Manifest
    items: tuple[Item, ...]
    vectors: Vectors
    store: ChromaStore
    lexical: LexicalIndex
    row: dict[str, int]
    folder: Path
    lock: IO[str]  # held shared while the index is open, so that no writer clears it away

    def close(self) -> None:
        """Lets go of the store and of the generation."""
        self.store.close()
        self.lock.close()


def build_index(
    catalogue: Catalogue, encoder: Encoder, folder: Path, now: datetime, progress: Progress = lambda *_: None
) -> Manifest:
    """Builds a new generation from `catalogue` and puts it in use.

    Raises:
        IndexBusy: Another process is building in the same folder.
        OSError: The folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        clear(folder, keep=in_use(folder))
        generation = new_generation(folder, now)
        manifest = _manifest(catalogue, encoder, now)
        _fill(generation, catalogue.items, encoder, progress)
        (generation / "manifest.json").write_text(json.dumps(asdict(manifest), indent=2), encoding="utf-8")
        put_in_use(folder, generation)
        clear(folder, keep=generation.name)
    return manifest


def open_index(folder: Path, encoder: Encoder) -> Index:
    """Opens the generation in use.

    Raises:
        IndexMissing: Nothing was ever indexed here.
        IndexMismatch: It was made with another encoder or format, or its parts do not agree.
    """
    generation, lock = hold(folder)
    try:
        return _opened(generation, lock, encoder)
    except BaseException:
        lock.close()
        raise


def read_manifest(folder: Path) -> Manifest:
    """What the index in use was built with, without opening it.

    Raises:
        IndexMissing: Nothing was ever indexed here.
        IndexMismatch: It was made by another version of the program.
    """
    name = current(folder)
    if name is None:
        raise IndexMissing(f"no index at {folder}; make one with: offtrail index CATALOGUE")
    return _read_manifest(folder / name)


def _opened(generation: Path, lock: IO[str], encoder: Encoder) -> Index:
    manifest = _read_manifest(generation)
    folder = generation.parent
    if (manifest.encoder, manifest.dim) != (encoder.name, encoder.dim):
        raise IndexMismatch(
            f"the index at {folder} was made with encoder {manifest.encoder!r} ({manifest.dim} wide), now it is "
            f"{encoder.name!r} ({encoder.dim} wide); make it anew with: offtrail index CATALOGUE"
        )
    try:
        items = tuple(_read_items(generation))
        vectors = np.load(generation / "vectors.npy")
        lexical = LexicalIndex.load(generation / "lexical")
        store = ChromaStore.open(generation / "chroma")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexMismatch(
            f"the index at {folder} is damaged ({error}); make it anew with: offtrail index CATALOGUE"
        ) from error
    if not len(items) == len(vectors) == store.count == manifest.items:
        store.close()
        raise IndexMismatch(
            f"the index at {folder} is damaged: {manifest.items} items expected, found {len(items)} records, "
            f"{len(vectors)} vectors and {store.count} in Chroma; make it anew with: offtrail index CATALOGUE"
        )
    rows = {item.id: row for row, item in enumerate(items)}
    return Index(manifest, items, vectors, store, lexical, rows, generation, lock)


def _read_manifest(generation: Path) -> Manifest:
    folder = generation.parent
    try:
        record: dict[str, Any] = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
        manifest = Manifest(**(record | {"format": record.get("format", 0)}))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexMismatch(
            f"the index at {folder} can't be read ({error}); make it anew with: offtrail index CATALOGUE"
        ) from error
    if manifest.format != FORMAT:
        raise IndexMismatch(
            f"the index at {folder} has format {manifest.format!r}, this program reads {FORMAT}; "
            "make it anew with: offtrail index CATALOGUE"
        )
    return manifest


def _manifest(catalogue: Catalogue, encoder: Encoder, now: datetime) -> Manifest:
    return Manifest(
        format=FORMAT,
        encoder=encoder.name,
        dim=encoder.dim,
        items=len(catalogue.items),
        counted=sum(item.count is not None for item in catalogue.items),
        integer_ids=catalogue.integer_ids,
        catalogue=str(catalogue.source),
        catalogue_sha256=catalogue.sha256,
        built_at=now.isoformat(timespec="seconds"),
    )


def _fill(generation: Path, items: tuple[Item, ...], encoder: Encoder, progress: Progress) -> None:
    texts = [item.text() for item in items]
    vectors = np.empty((len(items), encoder.dim), dtype=np.float32)
    for start in range(0, len(items), ENCODE_BATCH):
        part = texts[start : start + ENCODE_BATCH]
        vectors[start : start + len(part)] = encoder.encode(part)
        progress("embedding", start + len(part), len(items))
    np.save(generation / "vectors.npy", vectors)
    store = ChromaStore.open(generation / "chroma")
    store.add([item.id for item in items], vectors)
    store.close()
    progress("storing", len(items), len(items))
    LexicalIndex.build(texts).save(generation / "lexical")
    with (generation / "items.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(item), ensure_ascii=False) + "\n" for item in items)


def _read_items(generation: Path) -> Iterator[Item]:
    with (generation / "items.jsonl").open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            record["facets"] = {name: tuple(values) for name, values in record["facets"].items()}
            yield Item(**record)
