"""What a model learns from: each like but a person's first, with what they had liked before."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranker.log import History, Log
from ranker.samples import NOTHING, likes, samples_of, update_samples, windows_of
from tests.small_log import log_of

# person 0 liked 5, 3, 4 and disliked 2 between; person 1 liked 1 only; person 2 liked 3, 0
LOG = log_of([(0, 5), (0, 3), (0, 2), (0, 4), (1, 1), (2, 3), (2, 0)], n_items=6, values=[1, 0.5, -1, 1, 1, 1, 1])


def test_every_like_after_the_first_is_foretold_from_the_likes_before_it() -> None:
    samples = samples_of(LOG)
    windows = samples.windows(samples.targets, length=2)
    assert samples.items[samples.targets].tolist() == [3, 4, 0]
    assert samples.users[samples.targets].tolist() == [0, 0, 2]
    assert windows.items.tolist() == [[NOTHING, 5], [5, 3], [NOTHING, 3]]
    assert windows.values.tolist() == [[0, 1], [1, 0.5], [0, 1]]
    assert windows.items.dtype == np.int32


def test_only_the_newest_of_a_long_past_are_looked_at() -> None:
    samples = samples_of(LOG)
    assert samples.windows(samples.targets, length=1).items.tolist() == [[5], [3], [3]]


def test_nobody_s_likes_are_taken_for_another_s() -> None:
    taken = likes(LOG).toarray()
    assert [np.flatnonzero(row).tolist() for row in taken] == [[3, 4, 5], [1], [0, 3]]


def test_a_history_gives_its_newest_likes_right_aligned() -> None:
    histories = [
        History(np.array([4, 2, 5], np.int32), np.array([1, -1, 0.5], np.float32)),
        History(np.array([], np.int32), np.array([], np.float32)),
    ]
    windows = windows_of(histories, length=3)
    assert windows.items.tolist() == [[NOTHING, 4, 5], [NOTHING] * 3]
    assert windows.values.tolist() == [[0, 1, 0.5], [0, 0, 0]]


def test_an_update_takes_what_is_new_and_as_much_of_the_old() -> None:
    log = log_of([(0, item) for item in range(9)], n_items=9)
    new = np.arange(9) >= 6  # the likes of 6, 7, 8 are new
    samples = update_samples(log, new, seed=0)
    targets = samples.items[samples.targets].tolist()
    assert targets[3:] == [6, 7, 8]
    assert len(set(targets[:3])) == 3
    assert set(targets[:3]) <= {1, 2, 3, 4, 5}  # 0 is a first like
    again = update_samples(log, new, seed=0)
    assert samples.targets.tolist() == again.targets.tolist()


def test_an_update_with_little_old_takes_all_of_it() -> None:
    log = log_of([(0, item) for item in range(5)], n_items=5)
    samples = update_samples(log, np.arange(5) >= 2, seed=0)
    assert samples.items[samples.targets].tolist() == [1, 2, 3, 4]


@st.composite
def logs(draw: st.DrawFn) -> Log:
    pairs = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=20))
    values = draw(st.lists(st.sampled_from([-1.0, 0.5, 1.0]), min_size=len(pairs), max_size=len(pairs)))
    return log_of(sorted(pairs, key=lambda pair: pair[0]), 6, values)


@given(logs(), st.integers(1, 4))
def test_windows_say_the_same_as_a_plain_walk_through_the_histories(log: Log, length: int) -> None:
    samples = samples_of(log)
    found = samples.windows(samples.targets, length).items.tolist()
    walked = []
    for history in log.histories():
        liked = history.liked.tolist()
        for place in range(1, len(liked)):
            past = liked[max(0, place - length) : place]
            walked.append([NOTHING] * (length - len(past)) + past)
    assert found == walked
