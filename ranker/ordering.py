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


def by_time(users: NDArray[np.int32], times: Numbers, seed: int = 0) -> Places:
    """The order by user and then time; at the same second by lot, a row without a time behind the one before it.

    Args:
        users, times: (m,), in the order of the file; NaN for no time.
        seed: Of the lot.
    Returns:
        int64 (m,), places in the file.
    """
    by_user = np.argsort(users, kind="stable")
    users, times = users[by_user], times[by_user]
    timed = ~np.isnan(times)
    lots = np.where(timed, np.random.default_rng(seed).random(len(times)), -np.inf)
    last_timed = np.maximum.accumulate(np.where(timed, np.arange(len(times)), -1))
    led = last_timed >= np.searchsorted(users, users)  # a timed row of the same user stands before it
    seconds = np.where(led, times[last_timed], -np.inf)
    return by_user[np.lexsort((np.where(led, lots[last_timed], -np.inf), seconds, users))]


def shuffled(users: NDArray[np.int32], seed: int = 0) -> Places:
    """int64 (m,), places by user, each user's in an order drawn by lot."""
    return np.lexsort((np.random.default_rng(seed).random(len(users)), users))


def sorted_by_name(users: NDArray[np.int32], names: Sequence[str]) -> bool:
    """True where the rows of a file stand, within people, in the order of the items' names and hardly by chance.

    Args:
        users: (m,), in the order of the file.
        names: m, what the file calls each item; numbers are compared as numbers.
    """
    same = users[1:] == users[:-1]
    if int(same.sum()) < PAIRS_AT_LEAST:
        return False
    numbers = all(name.isdecimal() for name in names)
    keys: NDArray[np.generic] = np.array([int(name) for name in names], float) if numbers else np.array(names, "U")
    before, after = keys[:-1][same], keys[1:][same]
    rising = before < after
    return bool(max(rising.mean(), (before > after).mean()) > SORTED_FROM)
