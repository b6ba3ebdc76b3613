"""Catalogue -> a new generation of an index, put in use in one step. Knows nothing of queries.

An index folder holds generations, each complete and never changed after it is made but for its journal,
and a file CURRENT that names the one in use. A new generation is built beside the old one (blue/green), so a
kill at any moment leaves the old index serving, and readers never see a builder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

from retriever.catalogue import Catalogue
from retriever.crowding import crowding
from retriever.encode import Encoder, Encoders, Vectors
from retriever.generations import clear, in_use, new_generation, put_in_use, sync_all, writing
from retriever.items import Item
from retriever.language import catalogue_language
from retriever.lexical import LexicalIndex
from retriever.manifest import FORMAT, Manifest
from retriever.segment import facet_text
from retriever.snapshot import NOTHING_CHANGED, Base, index_of
from retriever.store import Stores
from retriever.tail import HEAD
from retriever.together import Together

ENCODE_BATCH = 512

Progress = Callable[[str, int, int], None]  # (what is being done, done, of how many)
Known = Mapping[str, Vectors]  # text -> its vector, so that it need not be encoded again


@dataclass(frozen=True, slots=True)
class Made:
    """What a generation is made from besides its catalogue.

    Attributes:
        together: Neighbours by interaction, row i for item i; None where no log was given.
        interactions: How many pairs of user and item they come from.
        vectors, foreign: By text, what need not be encoded again.
        changes: Items that were put or removed after the catalogue was read.
    """

    together: Together | None = None
    interactions: int = 0
    vectors: Known = field(default_factory=dict)
    foreign: Known = field(default_factory=dict)
    changes: int = 0


def build_index(
    catalogue: Catalogue,
    encoders: Encoders,
    stores: Stores,
    folder: Path,
    now: datetime,
    made: Made | None = None,
    progress: Progress = lambda *_: None,
) -> Manifest:
    """Builds a new generation from `catalogue` and puts it in use.

    Raises:
        IndexBusy: Another process is building in the same folder.
        StoreUnreachable: The server of the store does not answer.
        OSError: The folder can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        return build_held(catalogue, encoders, stores, folder, now, made, progress)


def build_held(
    catalogue: Catalogue,
    encoders: Encoders,
    stores: Stores,
    folder: Path,
    now: datetime,
    made: Made | None = None,
    progress: Progress = lambda *_: None,
) -> Manifest:
    """`build_index` for a caller who holds the folder for writing already."""
    made = made or Made()
    clear(folder, in_use(folder), stores.drop)
    generation = new_generation(folder, now)
    manifest = _manifest(catalogue, encoders, stores, made, now)
    _fill(generation, catalogue.items, encoders, stores, made, progress)
    manifest.write(generation)
    _measure_crowding(generation, encoders, stores)
    sync_all(generation)  # else a power cut could leave a name in use for files that are not there
    put_in_use(folder, generation)
    clear(folder, generation.name, stores.drop)
    return manifest


def _manifest(catalogue: Catalogue, encoders: Encoders, stores: Stores, made: Made, now: datetime) -> Manifest:
    return Manifest(
        format=FORMAT,
        encoder=encoders.main.name,
        dim=encoders.main.dim,
        multilingual=encoders.multilingual.name if encoders.multilingual else None,
        store=stores.name,
        language=catalogue_language([f"{item.title}. {item.description}" for item in catalogue.items]),
        items=len(catalogue.items),
        counted=sum(item.count is not None for item in catalogue.items),
        interactions=made.interactions,
        integer_ids=catalogue.integer_ids,
        catalogue=str(catalogue.source),
        catalogue_sha256=catalogue.sha256,
        built_at=now.isoformat(timespec="seconds"),
        changes=made.changes,
    )


def _fill(
    generation: Path,
    items: Sequence[Item],
    encoders: Encoders,
    stores: Stores,
    made: Made,
    progress: Progress,
) -> None:
    texts = [item.text() for item in items]
    vectors = encoded(texts, encoders.main, made.vectors, lambda done: progress("embedding", done, len(items)))
    np.save(generation / "vectors.npy", vectors)
    if encoders.multilingual is not None:
        np.save(generation / "foreign.npy", encoded(texts, encoders.multilingual, made.foreign))
    for part, rows in parts_of(items).items():
        store = stores.create(generation, part, encoders.main.dim)
        store.add([items[row].id for row in rows], vectors[rows])
        store.close()
    progress("storing", len(items), len(items))
    LexicalIndex.build(texts).save(generation / "words")
    LexicalIndex.build([facet_text(item) for item in items]).save(generation / "facet_words")
    (made.together or Together.none(len(items))).save(generation / "together")
    with (generation / "items.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(item), ensure_ascii=False) + "\n" for item in items)


def _measure_crowding(generation: Path, encoders: Encoders, stores: Stores) -> None:
    np.save(generation / "crowding.npy", np.zeros(0, dtype=np.float32))
    base = Base.open(generation, stores)
    try:
        np.save(generation / "crowding.npy", crowding(index_of(base, NOTHING_CHANGED), encoders))
    finally:
        base.close()


def parts_of(items: Sequence[Item]) -> dict[str, list[int]]:
    """Rows of the best-known fifth and of all others; they are kept and searched apart."""
    return {
        "head": [row for row, item in enumerate(items) if item.tail < HEAD],
        "tail": [row for row, item in enumerate(items) if item.tail >= HEAD],
    }


def encoded(
    texts: Sequence[str], encoder: Encoder, known: Known, progress: Callable[[int], None] = lambda _: None
) -> Vectors:
    """float32 (len(texts), dim), rows of known texts taken as they are."""
    vectors = np.empty((len(texts), encoder.dim), dtype=np.float32)
    unknown = [row for row, text in enumerate(texts) if text not in known]
    for row, text in enumerate(texts):
        if text in known:
            vectors[row] = known[text]
    for start in range(0, len(unknown), ENCODE_BATCH):
        rows = unknown[start : start + ENCODE_BATCH]
        vectors[rows] = encoder.encode([texts[row] for row in rows])
        progress(len(texts) - len(unknown) + start + len(rows))
    return vectors
