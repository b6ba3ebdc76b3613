"""Keeps vectors and finds the nearest. Knows nothing of items, texts or constraints.

Constraints are not served here: a Chroma `where` costs 10 to 290 times a plain query (measured), so
`search.py` scans the allowed rows exactly instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from retriever.encode import Vectors

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "items"
# Recall@10 of .97 at 100,000 real text vectors with these, queries about 1 ms.
HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}

Neighbours = list[tuple[str, float]]


class StoreDamaged(OSError):
    """The files of a store can't be read."""


class Store(Protocol):
    """Vectors by id."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces; vectors float32 (len(ids), dim), unit rows."""
        ...

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        """For each row at most k (id, cosine), best first; fewer where fewer are kept."""
        ...


class ArrayStore:
    """Exact search in memory: the measure of all other stores."""

    def __init__(self) -> None:
        self._vectors: dict[str, Vectors] = {}

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._vectors |= dict(zip(ids, vectors, strict=True))

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        if not self._vectors or not len(vectors):
            return [[] for _ in vectors]
        ids = list(self._vectors)
        cosines = np.clip(vectors @ np.stack(list(self._vectors.values())).T, -1, 1)
        return [[(ids[i], float(row[i])) for i in np.argsort(-row, kind="stable")[:k]] for row in cosines]


class ChromaStore:
    """A collection of a Chroma PersistentClient. Many processes may read a folder, one may write it."""

    def __init__(self, client: Client, collection: Collection) -> None:
        self._client = client
        self._collection = collection
        self.count = collection.count()

    @classmethod
    def open(cls, folder: Path) -> ChromaStore:
        """Opens the store in `folder`, an empty one where there is none."""
        import chromadb
        from chromadb.api.client import Client
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        logging.getLogger("chromadb.telemetry").setLevel(logging.CRITICAL)
        try:
            client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            assert isinstance(client, Client)
            collection = client.get_or_create_collection(
                COLLECTION,
                configuration={"hnsw": HNSW},  # type: ignore[arg-type]
                embedding_function=None,
            )
            return cls(client, collection)
        except ChromaError as error:
            raise StoreDamaged(f"{folder}: Chroma can't read it: {error}") from error

    def add(self, ids: Sequence[str], vectors: Vectors, progress: Callable[[int], None] = lambda _: None) -> None:
        batch = min(self._client.get_max_batch_size(), 2_000)
        for start in range(0, len(ids), batch):
            part = slice(start, start + batch)
            # upsert: `add` silently ignores an id that is known
            self._collection.upsert(ids=list(ids[part]), embeddings=vectors[part])
            progress(len(ids[part]))
        self.count = self._collection.count()

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        if not self.count or not len(vectors):
            return [[] for _ in vectors]
        found = self._collection.query(
            query_embeddings=vectors, n_results=min(k, self.count), include=["distances"]
        )
        distances = found["distances"] or []
        return [
            [(id_, 1.0 - float(distance)) for id_, distance in zip(ids, row, strict=True)]
            for ids, row in zip(found["ids"], distances, strict=True)
        ]

    def close(self) -> None:
        """Lets go of the files."""
        self._client.close()
