"""In which order things happened, as far as a log knows. Knows nothing of files or models.

A log sorted by item looks like people who go from A to B to C. A model learns that at once, and figures measured
on it are splendid and worth nothing. So an order that nobody vouches for is shuffled.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

PAIRS_AT_LEAST = 100  # neighbours in a file, of one person, that say how it is sorted
SORTED_FROM = 0.9  # share of them in the order of the items' names; by chance it is a half


def by_time(
    users: NDArray[np.int32], times: Numbers, items: NDArray[np.int32] | None = None, seed: int = 0
) -> Places:
    """The order by user and then time; at the same second by lot, a row without a time behind the one before it.

    Args:
        users, times: (m,), in the order of the file; NaN for no time.
        items: (m,); where given, each user and item comes once. The last in time counts, at the same second the
            last in the file, and lots are drawn among what is left.
        seed: Of the lot.
    Returns:
        int64, places in the file: all of them without items, else at most m.
    """
    by_user = np.argsort(users, kind="stable")
    users, times = users[by_user], times[by_user]
    last_timed = np.maximum.accumulate(np.where(np.isnan(times), -1, np.arange(len(times))))
    led = last_timed >= np.searchsorted(users, users)  # a timed row of the same user stands before it
    seconds = np.where(led, times[last_timed], -np.inf)
    left = np.arange(len(times))
    if items is not None:
        certain = np.lexsort((seconds, users))  # stable: at the same second by place
        left = np.sort(certain[_last_of_each(users[certain], items[by_user][certain])])
    leaders, group = np.unique(np.where(led, last_timed, -1)[left], return_inverse=True)
    lots = np.where(led[left], np.random.default_rng(seed).random(len(leaders))[group], -np.inf)
    return by_user[left[np.lexsort((lots, seconds[left], users[left]))]]


def shuffled(users: NDArray[np.int32], items: NDArray[np.int32], seed: int = 0) -> Places:
    """Places by user, each user's in an order drawn by lot; each user and item once, the last in the file."""
    left = _last_of_each(users, items)
    return left[np.lexsort((np.random.default_rng(seed).random(len(left)), users[left]))]


def n_tied(users: NDArray[np.int32], times: Numbers) -> int:
    """Rows that have the same time as another row of the same user; those without a time do not count."""
    timed = ~np.isnan(times)
    users, times = users[timed], times[timed]
    order = np.lexsort((times, users))
    tied = np.zeros(len(order) + 1, dtype=np.bool_)  # each row with the one before it
    tied[1:-1] = (np.diff(users[order]) == 0) & (np.diff(times[order]) == 0)
    return int((tied[:-1] | tied[1:]).sum())


def sorted_by_name(users: NDArray[np.int32], names: Sequence[str]) -> bool:
    """True where the rows of a file stand, within people, in the order of the items' names and hardly by chance.

    Args:
        users: (m,), in the order of the file; the rows of a person may lie apart, as where all that was done with
            one item stands together.
        names: m, what the file calls each item; numbers are compared as numbers.
    """
    by_user = np.argsort(users, kind="stable")
    users = users[by_user]
    same = users[1:] == users[:-1]
    if int(same.sum()) < PAIRS_AT_LEAST:
        return False
    numbers = all(name.isdecimal() for name in names)
    keys: NDArray[np.generic] = np.array([int(name) for name in names], float) if numbers else np.array(names, "U")
    keys = keys[by_user]
    before, after = keys[:-1][same], keys[1:][same]
    rising = before < after
    return bool(max(rising.mean(), (before > after).mean()) > SORTED_FROM)


def _last_of_each(users: NDArray[np.int32], items: NDArray[np.int32]) -> Places:
    """Places of the last row of every user and item, ascending."""
    pairs = users.astype(np.int64) * (int(items.max(initial=0)) + 1) + items
    _, from_the_end = np.unique(pairs[::-1], return_index=True)
    return np.sort(len(pairs) - 1 - from_the_end)
