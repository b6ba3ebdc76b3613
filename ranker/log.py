"""An interaction log as arrays: who touched what, when, and how much they liked it. Knows no files, no models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What one person did, oldest first.

    Attributes:
        items: int32 (m,), item rows of a catalogue.
        values: float32 (m,), above 0 where the person liked it, below 0 where not.
    """

    items: Rows
    values: Values

    @property
    def liked(self) -> Rows:
        """Rows of the items liked, oldest first."""
        return self.items[self.values > 0]

    @property
    def disliked(self) -> Rows:
        """Rows of the items disliked, oldest first."""
        return self.items[self.values < 0]


@dataclass(frozen=True, slots=True, eq=False)
class Log:
    """Interactions of many people with one catalogue, sorted by user, each user's oldest first.

    Attributes:
        item_ids: Item id of every item row, the whole catalogue, touched or not.
        user_ids: User id of every user row.
        users, items: int32 (m,), rows.
        values: float32 (m,), above 0 liked, below 0 disliked; never 0.
        times: float64 (m,), seconds since 1970; NaN where the log has none.
    """

    item_ids: Sequence[str]
    user_ids: Sequence[str]
    users: Rows
    items: Rows
    values: Values
    times: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.users)

    @property
    def n_items(self) -> int:
        """Items of the catalogue."""
        return len(self.item_ids)

    @property
    def n_users(self) -> int:
        """People of the log."""
        return len(self.user_ids)

    def histories(self) -> Iterator[History]:
        """One for every user row, in order; empty where nothing is left of a user."""
        cuts = np.searchsorted(self.users, np.arange(self.n_users + 1))
        for start, end in pairwise(cuts.tolist()):
            yield History(self.items[start:end], self.values[start:end])

    def counts(self) -> NDArray[np.int64]:
        """int64 (n_items,), distinct people who liked each item."""
        liked = self.values > 0
        pairs = np.unique(self.users[liked].astype(np.int64) * self.n_items + self.items[liked])
        return np.bincount(pairs % self.n_items, minlength=self.n_items)

    def kept(self, which: NDArray[np.bool_]) -> Log:
        """The same people and catalogue with some of the interactions, which: bool (m,)."""
        return Log(
            self.item_ids,
            self.user_ids,
            self.users[which],
            self.items[which],
            self.values[which],
            self.times[which],
        )
