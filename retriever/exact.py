"""Exact stores in files. Knows nothing of items, texts or constraints."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Vectors
from retriever.store import REBUILD, Neighbours, Progress, StoreDamaged, checked, checked_rows, unheard

BLOCK = 16_384  # rows scanned at once: 24 MB of 384-wide vectors
ASKED = 64  # questions answered at once: 4 MB of cosines a block


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an ExactStore keeps: row i of `vectors` (read from the file as needed) belongs to ids[i]."""

    ids: tuple[str, ...]
    vectors: Vectors


class ExactStore:
    """Exact search over a file of rows. Each `add` and `remove` writes the file anew: call them seldom.

    PART.json holds the ids and names the file of vectors, so replacing it is the one step that counts:
    a kill at any moment leaves the rows of before.
    """

    def __init__(self, folder: Path, part: str, kept: _Kept) -> None:
        self._folder = folder
        self._part = part
        self._dim = int(kept.vectors.shape[1])
        self._kept: _Kept | None = kept

    @classmethod
    def create(cls, folder: Path, part: str, dim: int) -> ExactStore:
        """An empty store; what the folder held of this part is removed."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{part}.json").unlink(missing_ok=True)
        store = cls(folder, part, _Kept((), np.zeros((0, dim), dtype=np.float32)))
        store._write((), np.zeros((0, dim), dtype=np.float32))
        return store

    @classmethod
    def open(cls, folder: Path, part: str, dim: int) -> ExactStore:
        """The store as it was written.

        Raises:
            StoreDamaged: Missing, unreadable, or of another width.
        """
        path = folder / f"{part}.json"
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            ids, vectors = tuple(record["ids"]), np.load(folder / record["vectors"], mmap_mode="r")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreDamaged(f"{path}: can't be read ({error!r}); {REBUILD}") from error
        if vectors.dtype != np.float32 or vectors.shape != (len(ids), dim):
            raise StoreDamaged(
                f"{path}: has {vectors.dtype} vectors of shape {vectors.shape}, wanted float32 "
                f"{(len(ids), dim)}; {REBUILD}"
            )
        return cls(folder, part, _Kept(ids, vectors))

    def count(self) -> int:
        return len(self._open().ids)

    def add(self, ids: Sequence[str], vectors: Vectors, progress: Progress = unheard) -> None:
        kept = self._open()
        rows = checked(ids, vectors, self._dim)
        row_of = {id_: row for row, id_ in enumerate(kept.ids)}
        places = [row_of.setdefault(id_, len(row_of)) for id_ in ids]
        merged = np.empty((len(row_of), self._dim), dtype=np.float32)
        merged[: len(kept.ids)] = kept.vectors
        merged[places] = rows
        self._write(tuple(row_of), merged)
        progress(len(ids))

    def remove(self, ids: Sequence[str]) -> None:
        kept = self._open()
        gone = set(ids)
        stays = np.array([id_ not in gone for id_ in kept.ids], dtype=bool)
        if not stays.all():
            self._write(tuple(id_ for id_ in kept.ids if id_ not in gone), kept.vectors[stays])

    def nearest(self, vectors: Vectors, k: int) -> list[Neighbours]:
        kept = self._open()
        asked = checked_rows(vectors, self._dim)
        found: list[Neighbours] = []
        for start in range(0, len(asked), ASKED):
            rows, cosines = best_rows(kept.vectors, asked[start : start + ASKED], k)
            found += [
                [(kept.ids[row], cosine) for row, cosine in zip(*pair, strict=True)]
                for pair in zip(rows.tolist(), cosines.tolist(), strict=True)
            ]
        return found

    def close(self) -> None:
        self._kept = None

    def _open(self) -> _Kept:
        if self._kept is None:
            raise ValueError(f"{self._folder / self._part}: this store is closed; open it again")
        return self._kept

    def _write(self, ids: tuple[str, ...], vectors: Vectors) -> None:
        numbers = [int(path.stem.rpartition("-")[2]) for path in self._folder.glob(f"{self._part}-*.npy")]
        rows = self._folder / f"{self._part}-{max(numbers, default=0) + 1}.npy"
        with rows.open("wb") as file:
            np.save(file, vectors)
            os.fsync(file.fileno())
        draft = self._folder / f"{self._part}.json.new"
        with draft.open("w", encoding="utf-8") as text:
            json.dump({"vectors": rows.name, "ids": ids}, text)
            text.flush()
            os.fsync(text.fileno())
        draft.replace(self._folder / f"{self._part}.json")
        self._kept = _Kept(ids, np.load(rows, mmap_mode="r"))
        for old in self._folder.glob(f"{self._part}-*.npy"):
            if old != rows:
                old.unlink()


class ExactStores:
    """Exact stores in the folder of the generation."""

    name = "exact"

    def create(self, generation: Path, part: str, dim: int) -> ExactStore:
        return ExactStore.create(generation / "exact", part, dim)

    def open(self, generation: Path, part: str, dim: int) -> ExactStore:
        return ExactStore.open(generation / "exact", part, dim)

    def drop(self, generation: Path) -> None:
        """Nothing lies outside the folder."""


def best_rows(stored: Vectors, asked: Vectors, k: int) -> tuple[NDArray[np.int64], Vectors]:
    """The rows of `stored` with the largest dot products, and these, clipped to [-1, 1].

    Returns:
        Two arrays (len(asked), min(k, len(stored))), best first; of equal ones the earlier row first.
    """
    rows = np.empty((len(asked), 0), dtype=np.int64)
    cosines = np.empty((len(asked), 0), dtype=np.float32)
    for start in range(0, len(stored) if k > 0 else 0, BLOCK):
        block = asked @ stored[start : start + BLOCK].T  # (asked, block)
        places = np.broadcast_to(np.arange(start, start + block.shape[1]), block.shape)
        cosines, rows = np.concatenate([cosines, block], axis=1), np.concatenate([rows, places], axis=1)
        if cosines.shape[1] > k:
            best = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
            cosines, rows = np.take_along_axis(cosines, best, 1), np.take_along_axis(rows, best, 1)
    order = np.lexsort((rows, -cosines))
    return np.take_along_axis(rows, order, 1), np.clip(np.take_along_axis(cosines, order, 1), -1, 1)
