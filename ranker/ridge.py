"""Ridge regression between all pairs of items, nothing on the diagonal. Knows nothing of logs, people or plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import lapack

BLOCK = 512  # rows of a large matrix worked on at once
DENSE = 0.05  # a matrix with more entries than this share is multiplied faster dense

Matrix = NDArray[np.float32]
Sparse: TypeAlias = "sp.csr_matrix[Any]"


class RidgeTooSmall(ValueError):
    """The equations can't be solved: the ridge is lost in rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What items say, as far as it counts.

    Attributes:
        rows: csr float32 (n, tokens).
        columns: The same turned, (tokens, n).
        weight: Of the words against what people did.
    """

    rows: Sparse
    columns: Sparse
    weight: float

    def likeness(self, part: slice) -> Matrix:
        """float32 (rows of the part, n), the weighted products of the words of some items and of all."""
        return np.asarray((self.rows[part] @ self.columns).toarray() * np.float32(self.weight))

    def times(self, right: Matrix) -> Matrix:
        """float32 (n, m), likeness of all items times the right side, float32 (n, m), without forming it."""
        return np.asarray(self.rows @ (self.columns @ right) * np.float32(self.weight))


def strongest_weights(
    pasts: Sparse, futures: Sparse, words: Sparse, text: float, ridge: float, keep: int
) -> Sparse:
    """The weights that foretell futures from pasts, and the words of every item from those of others, best.

    With X the pasts, Y the futures and T the words, B is the least of
    |Y - X B|^2 + text |T' - T' B|^2 + ridge |B|^2 among those with nothing on the diagonal:
    B = P (X'Y + text TT' - diag(m)), P = (X'X + text TT' + ridge I)^-1, where m makes the diagonal 0.
    Memory: n x n float32 twice at most, once where few items are met together.

    Args:
        pasts, futures: float32 (samples, n).
        words: float32 (n, tokens).
        text: Weight of the words.
        ridge: Added to the diagonal.
        keep: Weights kept of each row.
    Returns:
        float32 (n, n), of each row the `keep` largest entries, those above 0.
    Raises:
        RidgeTooSmall: The equations can't be solved.
    Source: Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019, for the diagonal;
        Jeunen et al., Closed-Form Models for Collaborative Filtering with Side-Information, RecSys 2020, for T.
    """
    told = Words(words, words.T.tocsr(), text)
    inverse = _inverse(pasts, told, ridge)
    after = futures.T.tocsr()
    wanted = [_cheapest(after[part] @ pasts) for part in _blocks(len(inverse))]  # Y'X by rows
    off_diagonal = _multipliers(inverse, wanted, told)
    found = [sp.csr_matrix(inverse.shape, dtype=np.float32)[:0]]
    for part in _blocks(len(inverse)):
        own = np.ascontiguousarray(inverse[part].T)  # (n, block)
        block = np.concatenate([np.asarray(rows @ own) for rows in wanted])
        block += told.times(own)
        block -= off_diagonal[:, None] * own
        weights = np.ascontiguousarray(block.T)  # (block, n)
        weights[np.arange(len(weights)), np.arange(part.start, part.stop)] = 0
        found.append(_pruned(weights, keep))
    return sp.vstack(found, format="csr")


def _inverse(pasts: Sparse, words: Words, ridge: float) -> Matrix:
    """float32 (n, n), P, in the memory of the matrix that is inverted."""
    n, columns = pasts.shape[1], pasts.T.tocsr()
    gram = np.empty((n, n), dtype=np.float32)
    for part in _blocks(n):
        gram[part] = (columns[part] @ pasts).toarray()
        gram[part] += words.likeness(part)
    gram[np.diag_indices(n)] += ridge
    # turned for LAPACK, which then works in place: its lower half is the upper half here
    factor, failed = lapack.spotrf(gram.T, lower=1, clean=0, overwrite_a=1)
    if failed:
        raise RidgeTooSmall(
            f"the equations of {n:,} items can't be solved with a ridge of {ridge:g}: item row {failed - 1} is "
            "lost in rounding; give a larger ridge"
        )
    inverse = np.asarray(lapack.spotri(factor, lower=1, overwrite_c=1)[0].T)
    for part in _blocks(n):
        inverse[part, : part.start] = inverse[: part.start, part].T
        corner = np.triu(inverse[part, part])
        inverse[part, part] = corner + np.triu(corner, 1).T
    return inverse


def _multipliers(inverse: Matrix, wanted: list[Any], words: Words) -> Matrix:
    """float32 (n,), m: what must be taken off the diagonal of the right side to make that of the weights 0."""
    found = [np.zeros(0, np.float32)]
    for part, rows in zip(_blocks(len(inverse)), wanted, strict=True):
        right = words.likeness(part) + (rows.toarray() if sp.issparse(rows) else rows)
        found.append((right * inverse[part]).sum(1) / np.diag(inverse)[part])
    return np.concatenate(found)


def _pruned(weights: Matrix, keep: int) -> Sparse:
    """The `keep` largest entries of each row, those above 0; the weights are changed."""
    np.maximum(weights, 0, out=weights)
    if keep < weights.shape[1]:
        dropped = np.argpartition(weights, -keep, axis=1)[:, :-keep]
        np.put_along_axis(weights, dropped, 0, axis=1)
    return sp.csr_matrix(weights)


def _cheapest(block: Sparse) -> Any:
    """The same, dense where that is faster to multiply."""
    return block.toarray() if block.nnz > DENSE * block.shape[0] * block.shape[1] else block


def _blocks(n: int) -> list[slice]:
    return [slice(start, min(start + BLOCK, n)) for start in range(0, n, BLOCK)]
