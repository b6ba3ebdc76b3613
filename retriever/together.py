"""Who touched what -> which items go together. Knows nothing of texts, queries or files of interactions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NEIGHBOURS = 100  # kept of each item
SHRINKAGE = 5.0  # average people added to every item: two people in common are no proof
MAX_A_USER = 1_000  # items of one user, the first ones; who touched everything says nothing of anything
BLOCK = 500  # items at a time, so that memory does not grow with the square of the catalogue; more is no faster


@dataclass(frozen=True, slots=True)
class Together:
    """Item-item neighbours by the people who touched both.

    Attributes:
        likeness: sparse float32 (n, n), cosine of the two columns of users, shrunk; the strongest kept.
        people: sparse int32 (n, n), how many touched both, in the same places.
    """

    likeness: csr_array
    people: csr_array

    @classmethod
    def build(cls, users: Sequence[int], items: Sequence[int], n: int) -> Together:
        """Counts pairs of items touched by one user, users with many items counting less each.

        Args:
            users: One number an interaction.
            items: The row of the item touched, as long as `users`.
            n: Items of the catalogue.
        Source: Deshpande and Karypis, Item-based top-N recommendation algorithms, TOIS 2004; the weight of a
            user as in Breese, Heckerman and Kadie, 1998 (inverse user frequency).
        """
        from scipy.sparse import csr_array, diags_array, vstack

        touched = _touched(users, items, n)
        weights = 1.0 / np.log(np.e + np.diff(touched.indptr))
        weighted = (diags_array(weights) @ touched).tocsc()
        sizes = np.asarray(weighted.sum(axis=0)).ravel()  # (n,), weighted people of each item
        lengths = np.sqrt(sizes + SHRINKAGE * (weights.mean() if len(weights) else 0.0))
        likeness, people = [], []
        columns = touched.tocsc()
        for start in range(0, n, BLOCK):
            block = columns[:, start : start + BLOCK].T.tocsr()
            shared = (block @ weighted).tocsr()
            kept = _strongest(shared, lengths[start : start + BLOCK], lengths, start)
            likeness.append(kept)
            common = (block @ columns).tocsr()
            people.append(common.multiply(kept > 0).astype(np.int32).tocsr())
        empty = csr_array((0, n), dtype=np.float32)
        return cls(csr_array(vstack([empty, *likeness])), csr_array(vstack([empty.astype(np.int32), *people])))

    @classmethod
    def none(cls, n: int) -> Together:
        """Nothing is known of anybody."""
        return cls.build([], [], n)

    @classmethod
    def load(cls, folder: Path) -> Together:
        """Opens what `save` wrote; numpy arrays, no pickle."""
        from scipy.sparse import csr_array, load_npz

        matrices = []
        for name in ("likeness", "people"):
            with (folder / f"{name}.npz").open("rb") as file:  # numpy leaves a damaged file open
                matrices.append(csr_array(load_npz(file)))
        return cls(*matrices)

    def save(self, folder: Path) -> None:
        """Writes two files into `folder`."""
        from scipy.sparse import save_npz

        folder.mkdir(exist_ok=True)
        save_npz(folder / "likeness.npz", self.likeness)
        save_npz(folder / "people.npz", self.people)

    def scores(self, rows: Sequence[int], weights: Sequence[float]) -> NDArray[np.float32]:
        """Weighted sum of the likeness of every item to `rows`, float32 (n,)."""
        sums = np.zeros(self.likeness.shape[1], dtype=np.float32)
        for row, weight in zip(rows, weights, strict=True):
            part = slice(self.likeness.indptr[row], self.likeness.indptr[row + 1])
            sums[self.likeness.indices[part]] += np.float32(weight) * self.likeness.data[part]
        return sums

    def in_common(self, row: int, other: int) -> int:
        """How many people touched both; 0 where the two are not neighbours."""
        return int(self.people[row, other])

    def moved(self, rows: Sequence[int]) -> Together:
        """The same neighbours in another catalogue whose item i was in row rows[i], -1 for a new one."""
        from scipy.sparse import csr_array

        old = np.asarray(rows, dtype=np.int64)
        new = np.flatnonzero(old >= 0)
        places = csr_array(
            (np.ones(len(new), dtype=np.float32), (new, old[new])), shape=(len(old), self.likeness.shape[0])
        )
        moved = [(places @ matrix @ places.T).tocsr() for matrix in (self.likeness, self.people)]
        return Together(csr_array(moved[0].astype(np.float32)), csr_array(moved[1].astype(np.int32)))


def _touched(users: Sequence[int], items: Sequence[int], n: int) -> csr_array:
    """float32 (users, n), 1 where a user touched an item, each pair once and at most MAX_A_USER a user."""
    from scipy.sparse import csr_array

    pairs = np.unique(np.stack([np.asarray(users, dtype=np.int64), np.asarray(items, dtype=np.int64)]), axis=1)
    first = np.searchsorted(pairs[0], pairs[0], side="left")
    pairs = pairs[:, np.arange(pairs.shape[1]) - first < MAX_A_USER]
    _, compact = np.unique(pairs[0], return_inverse=True)
    shape = (int(compact.max()) + 1 if len(compact) else 0, n)
    return csr_array((np.ones(len(compact), dtype=np.float32), (compact, pairs[1])), shape=shape)


def _strongest(
    shared: csr_array, of_rows: NDArray[np.float64], of_columns: NDArray[np.float64], start: int
) -> csr_array:
    """Cosines of a block of rows with its NEIGHBOURS best columns, itself left out."""
    from scipy.sparse import csr_array

    indptr, indices, values = [0], [], []
    for row in range(shared.shape[0]):
        part = slice(shared.indptr[row], shared.indptr[row + 1])
        columns, cosines = (
            shared.indices[part],
            shared.data[part] / (of_rows[row] * of_columns[shared.indices[part]]),
        )
        others = columns != start + row
        columns, cosines = columns[others], cosines[others]
        if len(columns) > NEIGHBOURS:
            best = np.argpartition(-cosines, NEIGHBOURS - 1)[:NEIGHBOURS]
            columns, cosines = columns[best], cosines[best]
        order = np.argsort(columns)
        indices.append(columns[order])
        values.append(cosines[order].astype(np.float32))
        indptr.append(indptr[-1] + len(columns))
    joined = (
        np.concatenate([*values, np.zeros(0, np.float32)]),
        np.concatenate([*indices, np.zeros(0, np.int32)]),
    )
    return csr_array((*joined, np.array(indptr)), shape=(shared.shape[0], len(of_columns)))
