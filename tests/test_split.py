"""Logs cut into what is learned from and what is foretold, without a look into the future."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.log import Log
from ranker.split import NothingToHoldOut, Split, cold_split, global_cut, leave_last

Touch = tuple[int, int, float, float]  # user, item, value, time


def log_of(touches: list[Touch], n_users: int = 3, n_items: int = 6) -> Log:
    """Sorted as a log is: by user, then by time."""
    rows = sorted(touches, key=lambda touch: (touch[0], touch[3]))
    parts = [np.array([row[i] for row in rows]) for i in range(4)]
    return Log(
        [f"i{i}" for i in range(n_items)],
        [f"u{u}" for u in range(n_users)],
        parts[0].astype(np.int32),
        parts[1].astype(np.int32),
        parts[2].astype(np.float32),
        parts[3].astype(np.float64),
    )


def pairs(log: Log) -> list[tuple[int, int]]:
    return list(zip(log.users.tolist(), log.items.tolist(), strict=True))


def asked(split: Split) -> dict[int, tuple[list[int], list[int]]]:
    """User -> (history, targets)."""
    return {
        int(user): (history.items.tolist(), targets.tolist())
        for user, history, targets in zip(split.users, split.histories, split.targets, strict=True)
    }


ANN, BEN, CAT = 0, 1, 2
LOG = log_of(
    [
        (ANN, 0, 1, 10), (ANN, 1, -1, 20), (ANN, 2, 1, 30), (ANN, 3, -1, 40),
        (BEN, 2, 1, 15), (BEN, 0, 1, 50),
        (CAT, 4, 1, 45),
    ]
)  # fmt: skip


def test_the_last_like_is_foretold_and_all_from_it_on_is_forgotten() -> None:
    split = leave_last(LOG)
    # ann's last like is item 2; her later dislike of 3 goes too; cat liked one item, too few to be asked
    assert asked(split) == {ANN: ([0, 1], [2]), BEN: ([2], [0])}
    assert pairs(split.fit) == [(ANN, 0), (ANN, 1), (BEN, 2), (CAT, 4)]
    assert split.histories[0].disliked.tolist() == [1]
    assert (split.fit.n_users, split.fit.n_items) == (3, 6)


def test_one_like_can_be_enough_and_leaves_an_empty_history() -> None:
    assert asked(leave_last(LOG, at_least=1))[CAT] == ([], [4])


def test_a_share_of_the_people_is_drawn_by_the_seed() -> None:
    log = log_of([(user, item, 1, item) for user in range(40) for item in (0, 1, 2)], n_users=40)
    drawn = [leave_last(log, share=0.25, seed=seed) for seed in (1, 1, 2)]
    assert [len(split.users) for split in drawn] == [10, 10, 10]
    assert drawn[0].users.tolist() == drawn[1].users.tolist() != drawn[2].users.tolist()
    assert len(drawn[0].fit) == 40 * 3 - 10  # nobody else loses anything
    assert len(leave_last(log, share=0.001).users) == 1


def test_after_the_moment_nothing_is_learned_from_anybody() -> None:
    # 7 interactions, 3/7 of them later: the moment is the 4th time, 30; cat is new, item 4 is cold
    split = global_cut(LOG, 3 / 7)
    assert pairs(split.fit) == [(ANN, 0), (ANN, 1), (ANN, 2), (BEN, 2)]
    assert asked(split) == {BEN: ([2], [0]), CAT: ([], [4])}  # ann's later row is a dislike


def test_all_likes_after_the_moment_are_targets_and_ties_with_it_are_not() -> None:
    log = log_of([(ANN, 0, 1, 1), (ANN, 1, 1, 5), (BEN, 1, 1, 5), (ANN, 2, 1, 6), (ANN, 3, 1, 7)])
    # half of 5 later: the moment is the 3rd time, 5
    assert asked(global_cut(log, 0.5)) == {ANN: ([0, 1], [2, 3])}
    # 3/5 later: the moment is the 2nd time, 5, and both rows at 5 stay before it
    assert asked(global_cut(log, 0.6)) == {ANN: ([0, 1], [2, 3])}


def test_a_moment_needs_times() -> None:
    log = log_of([(ANN, 0, 1, 1), (BEN, 1, 1, float("nan"))])
    with pytest.raises(NothingToHoldOut, match=r"1 of 2 interactions have no time.*fill in the times"):
        global_cut(log, 0.5)
    with pytest.raises(NothingToHoldOut, match="nothing is liked after 1 seconds"):
        global_cut(log_of([(ANN, 0, 1, 1), (BEN, 1, 1, 1)]), 0.5)


def test_cold_items_lose_everything_and_the_last_like_of_one_is_foretold() -> None:
    split = cold_split(LOG, share=1.0)  # all touched items are cold
    assert len(split.fit) == 0
    assert asked(split) == {ANN: ([], [2]), BEN: ([], [0]), CAT: ([], [4])}


def test_the_history_of_a_cold_target_ends_before_it_and_holds_warm_items_only() -> None:
    log = log_of([(ANN, 0, 1, 1), (ANN, 1, 1, 2), (ANN, 2, 1, 3), (BEN, 1, 1, 4), (BEN, 0, 1, 5), (BEN, 2, -1, 6)])
    splits = [cold_split(log, share=0.34, seed=seed) for seed in range(20)]  # one of the three items
    answers = {int(split.targets[0][0]): (asked(split), pairs(split.fit)) for split in splits}
    assert answers == {
        0: ({ANN: ([], [0]), BEN: ([1], [0])}, [(ANN, 1), (ANN, 2), (BEN, 1), (BEN, 2)]),
        1: ({ANN: ([0], [1]), BEN: ([], [1])}, [(ANN, 0), (ANN, 2), (BEN, 0), (BEN, 2)]),
        2: ({ANN: ([0, 1], [2])}, [(ANN, 0), (ANN, 1), (BEN, 1), (BEN, 0)]),
    }


@pytest.mark.parametrize("share", [0, -0.1, 1.5, float("nan")])
@pytest.mark.parametrize("split", [leave_last, global_cut, cold_split])
def test_a_share_out_of_bounds_is_refused(split: Callable[[Log, float], Split], share: float) -> None:
    with pytest.raises(ValueError, match=r"share must be above 0 and at most 1, got"):
        split(LOG, share)


def test_a_log_nobody_can_be_asked_about_is_refused_with_what_to_do() -> None:
    dislikes = log_of([(ANN, 0, -1, 1), (ANN, 1, -1, 2)])
    with pytest.raises(NothingToHoldOut, match=r"none of the 3 people liked 2 items.*longer log"):
        leave_last(dislikes)
    with pytest.raises(NothingToHoldOut, match=r"nobody liked one of the 2 items drawn"):
        cold_split(dislikes, share=1.0)
    with pytest.raises(NothingToHoldOut, match=r"nobody liked one of the 0 items drawn"):
        cold_split(log_of([]))
    with pytest.raises(NothingToHoldOut, match=r"nothing is liked after"):
        global_cut(log_of([]), 0.5)
    with pytest.raises(ValueError, match="at_least must be 1 or more, got 0"):
        leave_last(LOG, at_least=0)


touches = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 7), st.sampled_from([-1.0, 1.0]), st.integers(0, 9)),
    unique_by=lambda touch: touch[:2],
    max_size=25,
)


@given(touches, st.sampled_from([leave_last, global_cut, cold_split]), st.floats(0.05, 0.95))
def test_no_target_is_learned_from_and_histories_are_what_came_before(
    rows: list[Touch], cut: Callable[[Log, float], Split], share: float
) -> None:
    log = log_of(rows, n_users=4, n_items=8)
    try:
        split = cut(log, share)
    except NothingToHoldOut:
        return
    time = {(user, item): when for user, item, _, when in rows}
    liked = {(user, item) for user, item, value, _ in rows if value > 0}
    known = set(pairs(split.fit))
    assert known < set(pairs(log))
    assert sorted(asked(split)) == split.users.tolist()
    for user, (history, targets) in asked(split).items():
        assert targets
        assert {(user, item) for item in targets} <= liked - known
        assert {(user, item) for item in history} <= known
        assert all(time[user, seen] <= time[user, item] for seen in history for item in targets)
        if cut is not cold_split:  # all that is known of a person asked about is the history
            assert {(user, item) for item in history} == {pair for pair in known if pair[0] == user}
        else:
            assert not set(targets) & {item for _, item in known}
    if cut is global_cut:
        later = [time[int(user), item] for user, (_, targets) in asked(split).items() for item in targets]
        assert max(time[pair] for pair in known) < min(later)
