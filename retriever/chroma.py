"""Stores in Chroma, here in files of our own. Knows nothing of items, texts or constraints."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retriever.encode import Vectors
from retriever.store import (
    REBUILD,
    Neighbours,
    Progress,
    StoreDamaged,
    checked,
    checked_rows,
    unheard,
)

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.fastapi import FastAPI
    from chromadb.api.models.Collection import Collection

# Recall@10 of .97 at 100,000 real text vectors with these, queries about 1 ms.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
BATCH = 2_000  # Chroma takes 5,461 at most; smaller ones tell of progress

Guard = Callable[[], AbstractContextManager[None]]  # turns the errors of Chroma into ours


class ChromaStore:
    """One collection of Chroma.

    Its graph is approximate: of many equal or nearly equal vectors some are never reached (of 3,000
    equal ones 967 came), so `nearest` may give fewer than k though more are kept.
    """

    def __init__(
        self, collection: Collection, dim: int, batch: int, guard: Guard, close: Callable[[], None]
    ) -> None:
        self.collection = collection
        self._dim = dim
        self._batch = batch
        self._guard = guard
        self._close = close

    def count(self) -> int:
        with self._guard():
            return self.collection.count()

    def add(self, ids: Sequence[str], vectors: Vectors, progress: Progress = unheard) -> None:
        rows = checked(ids, vectors, self._dim)
        for start in range(0, len(ids), self._batch):
            part = slice(start, start + self._batch)
            with self._guard():
                # upsert: `add` silently ignores an id that is known
                self.collection.upsert(ids=list(ids[part]), embeddings=rows[part])
            progress(len(ids[part]))

    def remove(self, ids: Sequence[str]) -> None:
        once = [id_ for id_ in dict.fromkeys(ids) if id_]  # Chroma refuses an id given twice
        for start in range(0, len(once), self._batch):
            with self._guard():
                self.collection.delete(ids=once[start : start + self._batch])

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        asked = checked_rows(vectors, self._dim)
        if not len(asked) or k < 1:
            return [[] for _ in asked]
        with self._guard():
            found = self.collection.query(query_embeddings=asked, n_results=k, include=["distances"])
        return [
            [(id_, min(max(1.0 - float(distance), -1.0), 1.0)) for id_, distance in zip(ids, row, strict=True)]
            for ids, row in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def close(self) -> None:
        self._close()


class ChromaStores:
    """Chroma in the folder of the generation. Many processes may read it, one may write it."""

    name = "chroma"

    def create(self, generation: Path, part: str, dim: int) -> ChromaStore:
        folder = generation / "chroma"
        try:
            _embedded(folder).close()
        except StoreDamaged:  # half-made: both parts are lost with it
            shutil.rmtree(folder)
        with _opened(folder) as client:
            forget(client, part)
            collection = client.create_collection(part, embedding_function=None, **shape(dim))
            return _embedded_store(client, collection, dim, folder)

    def open(self, generation: Path, part: str, dim: int) -> ChromaStore:
        folder = generation / "chroma"
        if not (folder / "chroma.sqlite3").is_file():  # Chroma would make an empty one
            raise StoreDamaged(f"{folder}: there is no Chroma store; {REBUILD}")
        with _alone(folder), _opened(folder) as client:
            collection = client.get_collection(part, embedding_function=None)
            _check_graph(folder, str(collection.id))
            probe(collection, dim, f"{folder}: collection {part!r}")
            return _embedded_store(client, collection, dim, folder)

    def drop(self, generation: Path) -> None:
        """Nothing lies outside the folder."""


def _embedded_store(client: Client, collection: Collection, dim: int, folder: Path) -> ChromaStore:
    batch = min(BATCH, client.get_max_batch_size())
    return ChromaStore(collection, dim, batch, lambda: _reading(folder), client.close)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process opens at a time: Chroma writes the files of a small graph anew as it opens it, even to read."""
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


@contextmanager
def _opened(folder: Path) -> Iterator[Client]:
    """A client, closed where the block fails."""
    client = _embedded(folder)
    try:
        with _reading(folder):
            yield client
    except BaseException:
        client.close()
        raise


def _embedded(folder: Path) -> Client:
    import chromadb
    from chromadb.api.client import Client
    from chromadb.config import Settings

    logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
    with _reading(folder):
        try:
            client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
        except Exception:
            # Chroma remembers a client that failed to start and would hand it out half-made.
            Client._identifier_to_system.pop(str(folder), None)
            raise
    assert isinstance(client, Client)
    return client


def _check_graph(folder: Path, collection: str) -> None:
    """Chroma 1.5 dies of a segmentation fault, and we with it, or finds less, where a graph is cut short."""
    database_path = folder / "chroma.sqlite3"
    try:
        with closing(sqlite3.connect(f"{database_path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            segments = database.execute(
                "SELECT id FROM segments WHERE collection = ? AND scope = 'VECTOR'", (collection,)
            ).fetchall()
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"{database_path}: can't be read ({error}); {REBUILD}") from error
    for (segment,) in segments:
        graph = folder / segment
        if graph.is_dir() and not _is_whole(graph):
            raise StoreDamaged(f"{graph}: files of the graph are cut short; {REBUILD}")


def _is_whole(graph: Path) -> bool:
    try:
        header = (graph / "header.bin").read_bytes()
        # hnswlib's: version, offset, room for how many, how many there are, bytes of each
        _, _, _, n, size = struct.unpack_from("<iQQQQ", header)
        least = {"header.bin": 100, "data_level0.bin": n * size, "length.bin": 4 * n, "link_lists.bin": 4 * n}
        return all((graph / name).stat().st_size >= size for name, size in least.items())
    except (FileNotFoundError, struct.error):
        return False


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise StoreDamaged(f"{folder}: Chroma can't use it ({error}); {REBUILD}") from error


def shape(dim: int) -> dict[str, Any]:
    """How a new collection is made; the width is kept, since Chroma takes it from the first vector."""
    return {"configuration": {"hnsw": HNSW}, "metadata": {"dim": dim}}


def forget(server: Client | FastAPI, name: str) -> None:
    """Deletes a collection; an unknown one is no error."""
    from chromadb.errors import NotFoundError

    try:
        server.delete_collection(name)
    except NotFoundError:
        return


def probe(collection: Collection, dim: int, where: str) -> None:
    """Reads the oldest, the middle and the newest vector back.

    The count comes from SQLite and new vectors from its log, so a graph that is gone or cut short shows
    only when an old vector is asked for; a query would silently find less.
    """
    width = (collection.metadata or {}).get("dim")
    if width != dim:
        raise StoreDamaged(f"{where}: has vectors {width!r} wide, wanted {dim}; {REBUILD}")
    n = collection.count()
    if not n:
        return
    places = sorted({0, n // 2, n - 1})
    ids = [id_ for place in places for id_ in collection.get(limit=1, offset=place, include=[])["ids"]]
    vectors = np.asarray(collection.get(ids=ids, include=["embeddings"])["embeddings"])
    if vectors.shape != (len(places), dim) or not np.isfinite(vectors).all():
        raise StoreDamaged(f"{where}: its vectors can't be read back; {REBUILD}")
