"""Keeps vectors by id and finds the nearest: what every store does. Knows nothing of items, texts or constraints.

Constraints are not served here: a Chroma `where` costs 10 to 290 times a plain query (measured), so
`search.py` scans the allowed rows exactly instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from retriever.encode import Vectors

REBUILD = "build the index anew with: offtrail index CATALOGUE"

Neighbours = list[tuple[str, float]]
Progress = Callable[[int], None]  # how many more are in


class StoreDamaged(OSError):
    """A store is not there, can't be read, or keeps vectors of another width."""


class StoreUnreachable(ConnectionError):
    """The server that keeps a store does not answer."""


class StoreUnknown(ValueError):
    """No store goes by this name, or the address of its server is not one."""


class VectorsRefused(ValueError):
    """Vectors that no store takes: of another width, not finite, or an id that comes twice."""


def unheard(_: int) -> None:
    """Tells nobody of the progress."""


class Store(Protocol):
    """One collection of vectors by id."""

    def count(self) -> int:
        """How many vectors are kept."""
        ...

    def add(self, ids: Sequence[str], vectors: Vectors, progress: Progress = unheard) -> None:
        """Adds or replaces; vectors float32 (len(ids), dim), unit rows.

        Raises:
            VectorsRefused: See `checked`; nothing was added.
            StoreUnreachable: The server went away; a part may have been added.
        """
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Removes what is there; an unknown id is no error."""
        ...

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        """For each row at most k (id, cosine), best first; fewer where fewer are kept or can be reached."""
        ...

    def close(self) -> None:
        """Lets go of files and connections; closing twice is no error."""
        ...


class Stores(Protocol):
    """Where the stores of index generations are kept. A part is "head" or "tail"."""

    @property
    def name(self) -> str:
        """What a manifest records; no host, secret or path in it."""
        ...

    def create(self, generation: Path, part: str, dim: int) -> Store:
        """An empty store; takes the place of a half-made one."""
        ...

    def open(self, generation: Path, part: str, dim: int) -> Store:
        """The store that was filled before.

        Raises:
            StoreDamaged: It is not there, can't be read, or has another width.
            StoreUnreachable: Its server does not answer.
        """
        ...

    def drop(self, generation: Path) -> None:
        """Removes what lies outside the folder of the generation; an unknown one is no error."""
        ...


def stores(name: str, token: str | None = None) -> Stores:
    """The stores of that name.

    Args:
        name: "chroma" (files of the index), "exact" (the same, without an approximate graph), or the
            address of a Chroma server, "http://host:port".
        token: Sent to a server as a bearer token.
    Raises:
        StoreUnknown: Another name.
    """
    from retriever.chroma import ChromaStores
    from retriever.chroma_server import ChromaServerStores
    from retriever.exact import ExactStores

    if name == "exact":
        return ExactStores()
    if name == "chroma":
        return ChromaStores()
    if "://" in name or "@" in name:  # a password may stand before the @: not for the message below
        return ChromaServerStores(name, token)
    raise StoreUnknown(f"no store goes by {name!r}; say chroma, exact or http://HOST:PORT of a Chroma server")


def checked(ids: Sequence[str], vectors: Vectors, dim: int | None) -> Vectors:
    """The rows that belong to the ids, after the checks that are the same for all stores.

    Raises:
        VectorsRefused: As many ids as rows are wanted, each id once and not empty, rows as in `checked_rows`.
    """
    rows = checked_rows(vectors, dim)
    if len(ids) != len(rows):
        raise VectorsRefused(f"{len(ids)} ids came with {len(rows)} vectors; give one vector for each id")
    if len(set(ids)) != len(ids):
        [(twice, _)] = Counter(ids).most_common(1)
        raise VectorsRefused(f"id {twice!r} came twice in one call; give each id one vector")
    if "" in ids:
        raise VectorsRefused(f"the id at {ids.index('')} is empty; give each vector an id")
    return rows


def checked_rows(vectors: Vectors, dim: int | None) -> Vectors:
    """float32 (n, dim); `dim` None takes any width.

    Raises:
        VectorsRefused: Another shape or width, or a number that is not finite.
    """
    rows = np.asarray(vectors, dtype=np.float32)
    if rows.ndim != 2:
        raise VectorsRefused(f"vectors must be rows, (n, {dim or 'dim'}), got shape {rows.shape}")
    if dim is not None and rows.shape[1] != dim:
        raise VectorsRefused(f"got vectors {rows.shape[1]} wide, wanted {dim}; encode with the index's encoder")
    finite = np.isfinite(rows).all(axis=1)
    if not finite.all():
        raise VectorsRefused(f"the vector at {int(np.argmin(finite))} has numbers that are not finite")
    return rows


class ArrayStore:
    """Exact search in memory, as plainly as can be: the measure of all other stores."""

    def __init__(self) -> None:
        self._vectors: dict[str, Vectors] = {}
        self._dim: int | None = None  # set by the first vectors

    def count(self) -> int:
        return len(self._vectors)

    def add(self, ids: Sequence[str], vectors: Vectors, progress: Progress = unheard) -> None:
        rows = checked(ids, vectors, self._dim)
        self._dim = rows.shape[1]
        self._vectors |= dict(zip(ids, rows, strict=True))
        progress(len(ids))

    def remove(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            self._vectors.pop(id_, None)

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        asked = checked_rows(vectors, self._dim)
        if not self._vectors or not len(asked) or k < 1:
            return [[] for _ in asked]
        ids = list(self._vectors)
        cosines = np.clip(asked @ np.stack(list(self._vectors.values())).T, -1, 1)
        return [[(ids[i], float(row[i])) for i in np.argsort(-row, kind="stable")[:k]] for row in cosines]

    def close(self) -> None:
        """Nothing is held open."""
