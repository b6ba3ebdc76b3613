"""Logs cut into what a model may learn from and what it must foretell. Pure; knows nothing of models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranker.log import History, Log, Rows


class NothingToHoldOut(ValueError):
    """No person of a log is left to test with; says why and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """One question a person: what came next?

    Attributes:
        fit: What a model may learn from; all people and items of the log, fewer interactions.
        users: int32 (p,), the user row asked about, ascending.
        histories: What each of them had done before; may be empty.
        targets: What each of them liked after it, at least one item row, none of the history.
    """

    fit: Log
    users: Rows
    histories: Sequence[History]
    targets: Sequence[Rows]


def leave_last(log: Log, share: float = 1.0, seed: int = 0, at_least: int = 2, most: int = 1) -> Split:
    """The last liked items of a seeded share of the people are to be foretold from all before them.

    Prevents that a person's own future is learned from: of these people everything at and after the first target
    leaves the fit log, dislikes too. Not prevented: other people's later doings stay in it, so what became
    popular later is known; `global_cut` prevents that.

    Args:
        log: At least one person with `at_least` liked items.
        share: Of the people who have enough, in (0, 1]; at least one is taken.
        seed: Chooses them.
        at_least: Liked items a person must have, the targets counted; at least 1.
        most: Targets of a person: a tenth of the likes, at least one and at most so many.
    Raises:
        NothingToHoldOut: Nobody liked enough items.
        ValueError: `share` or `at_least` is out of bounds.
    """
    _check_share(share)
    for name, value in (("at_least", at_least), ("most", most)):
        if value < 1:
            raise ValueError(f"{name} must be 1 or more, got {value!r}")
    liked = log.values > 0
    likes = np.bincount(log.users[liked], minlength=log.n_users)
    able = np.flatnonzero(likes >= at_least)
    if not len(able):
        raise NothingToHoldOut(
            f"none of the {log.n_users:,} people liked {at_least} items or more; "
            "use a longer log or a lower --positive"
        )
    chosen = _drawn(able, share, seed)
    places = np.flatnonzero(liked)
    ends = np.searchsorted(log.users[places], chosen, side="right")
    starts = ends - np.clip(likes[chosen] // 10, 1, most)
    # everything of a person whose first target stands at or before it
    cut = np.full(log.n_users, len(log))
    cut[chosen] = places[starts]
    fit = log.kept(np.arange(len(log)) < cut[log.users])
    wanted = [log.items[places[start:end]] for start, end in zip(starts, ends, strict=True)]
    return _asked(fit, fit, chosen, wanted)


def global_cut(log: Log, share: float) -> Split:
    """Everything after one moment is to be foretold from everything before it.

    Prevents all learning from the future, one's own and other people's: nothing later than the moment is in
    the fit log. People first seen after it have an empty history (new users); items first touched after it
    have no interaction in the fit log (cold items).

    Args:
        log: Every row with a time.
        share: Of the interactions to lie after the moment, in (0, 1); ties with it lie before.
    Raises:
        NothingToHoldOut: A row has no time, all have the same, or nothing is liked after the moment.
        ValueError: `share` is out of bounds.
    """
    _check_share(share)
    if without := int(np.isnan(log.times).sum()):
        raise NothingToHoldOut(
            f"{without:,} of {len(log):,} interactions have no time, so none can be called later than another; "
            "fill in the times or hold out each person's last item"
        )
    before = int(np.ceil((1 - share) * len(log)))
    moment = np.sort(log.times)[max(before, 1) - 1] if len(log) else 0.0
    later = log.times > moment
    asked = later & (log.values > 0)
    if not asked.any():
        raise NothingToHoldOut(f"nothing is liked after {moment:.0f} seconds since 1970; hold out a larger share")
    fit = log.kept(~later)
    users = np.unique(log.users[asked])
    targets = np.split(log.items[asked], np.searchsorted(log.users[asked], users)[1:])
    return _asked(fit, fit, users, targets)


def cold_split(log: Log, share: float = 0.1, seed: int = 0) -> Split:
    """A seeded share of the items loses all interactions; each person's last like of one is to be foretold.

    Prevents that a model has met a target in any way but its text: no interaction of anybody with a cold item is
    in the fit log or in a history. A history holds only what came before the target. What people did with
    other items after it stays in the fit log; it says nothing of cold items.

    Args:
        log: The whole log.
        share: Of the items touched, in (0, 1]; at least one is taken.
        seed: Chooses them.
    Raises:
        NothingToHoldOut: Nobody liked one of the items drawn.
        ValueError: `share` is out of bounds.
    """
    _check_share(share)
    touched = np.unique(log.items)
    cold = np.zeros(log.n_items, dtype=np.bool_)
    if len(touched):
        cold[_drawn(touched, share, seed)] = True
    asked = cold[log.items] & (log.values > 0)
    users = np.unique(log.users[asked])
    if not len(users):
        raise NothingToHoldOut(
            f"nobody liked one of the {cold.sum():,} items drawn; use a longer log or a larger share"
        )
    last = _last(log, asked, users)
    cut = np.zeros(log.n_users, dtype=np.int64)
    cut[users] = last
    warm = ~cold[log.items]
    seen = log.kept(warm & (np.arange(len(log)) < cut[log.users]))
    return _asked(log.kept(warm), seen, users, [log.items[place : place + 1] for place in last])


def _check_share(share: float) -> None:
    if not 0 < share <= 1:
        raise ValueError(f"share must be above 0 and at most 1, got {share!r}")


def _drawn(rows: NDArray[np.int64] | Rows, share: float, seed: int) -> NDArray[np.int64]:
    """A share of `rows`, at least one, ascending."""
    n = max(1, round(share * len(rows)))
    return np.sort(np.random.default_rng(seed).choice(rows, n, replace=False)).astype(np.int64)


def _last(log: Log, which: NDArray[np.bool_], users: NDArray[np.int64] | Rows) -> NDArray[np.int64]:
    """The last place of each user where `which` holds; every one of them has one."""
    places = np.flatnonzero(which)
    return places[np.searchsorted(log.users[places], users, side="right") - 1]


def _asked(fit: Log, seen: Log, users: NDArray[np.int64] | Rows, targets: Sequence[Rows]) -> Split:
    """A split whose histories are taken from `seen`."""
    wanted = set(users.tolist())
    histories = [history for user, history in enumerate(seen.histories()) if user in wanted]
    return Split(fit, users.astype(np.int32), histories, targets)
