"""What is known of a person and of four items, as numbers: each column worked by hand, and what they never are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from ranker.features import LOOKED_BACK, NAMES, Signals, features, standing, steps
from ranker.log import History, Rows
from ranker.transitions import Transitions
from tests.small_log import log_of

ALL = np.arange(4, dtype=np.int32)


def matrix(rows: Sequence[Sequence[float]]) -> sp.csr_matrix:
    return sp.csr_matrix(np.array(rows, np.float32))


def people(histories: Sequence[History]) -> np.ndarray:
    """Whoever liked anything looks the way of item 0."""
    return np.array([[1.0, 0.0] if len(history.liked) else [0.0, 0.0] for history in histories], np.float32)


# three people liked 2 directly after 1, ten liked it after 0; two liked 1 after 3, five liked 0 after 3
AFTER = matrix([[0, 0, 10, 0], [0, 0, 3, 0], [0, 0, 0, 0], [5, 2, 0, 0]])
SIGNALS = Signals(
    items=np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], np.float32),
    people=people,
    transitions=Transitions(matrix([[0, 2, 1, 0], [0, 0, 4, 0], [0, 0, 0, 0], [0, 0, 0, 0]])),
    texts=np.array([[1, 0], [0, 1], [0.6, 0.8], [0, -1]], np.float32),
    words=matrix([[1, 0], [0, 1], [0.6, 0.8], [0, 0]]),
    after=AFTER,
    before=AFTER.T.tocsr(),
)


def past(*items: int, values: Sequence[float] = ()) -> History:
    return History(np.array(items, np.int32), np.array(values or [1.0] * len(items), np.float32))


def found(history: History, candidates: Rows = ALL, signals: Signals = SIGNALS) -> np.ndarray:
    return features(signals, history, standing(signals, history), candidates)


def column(name: str, history: History) -> list[float]:
    return list(found(history)[:, NAMES.index(name)])


# 0 was liked, then 1. Followed with 0.7: 0.7 (0, 2, 1, 0) + (0, 0, 4, 0) = (0, 1.4, 4.7, 0), up to a factor;
# mean 1.525, spread 1.920124. With 0.9: (0, 1.8, 4.9, 0); mean 1.675, spread 2.001718.
# Products with (1, 0): (1, 0, 0.6, -1); mean 0.15, spread 0.753326.
# Candidate 2: texts and words to 1 and 0 are 0.8 and 0.6. Candidate 3: texts -1 and 0, no words.
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("follows", [-0.794220, -0.065100, 1.653539, -0.794220]),
        ("goes with", [-0.836781, 0.062446, 1.611116, -0.836781]),
        ("taste", [1.128329, -0.199117, 0.597351, -1.526563]),
        ("place by follows", [log(3), log(2), log(1), log(3)]),  # equal ones stand at the same place
        ("place by goes with", [log(3), log(2), log(1), log(3)]),
        ("place by taste", [log(1), log(3), log(2), log(4)]),
        ("like one", [1, 1, 0.8, 0]),
        ("like latest", [0, 1, 0.8, -1]),
        ("like all", [0.5, 0.5, 0.7, -0.5]),
        ("words of one", [1, 1, 0.8, 0]),
        ("words of latest", [0, 1, 0.8, 0]),
        ("next after latest", [0, 0, log(1 + 3), 0]),
        ("next after any", [0, 0, log(1 + 3 + 0.7 * 10), 0]),
        ("came before", [0, 0, 0, log(1 + 2 + 0.7 * 5)]),
        ("history", [log(3)] * 4),
    ],
)
def test_each_column_is_what_it_says(name: str, expected: list[float]) -> None:
    assert column(name, past(0, 1)) == pytest.approx(expected, abs=1e-5)


def test_there_is_a_row_for_each_candidate_and_a_column_for_each_name() -> None:
    assert found(past(0), np.array([2, 2, 1], np.int32)).shape == (3, len(NAMES))
    assert found(past(0), np.zeros(0, np.int32)).shape == (0, len(NAMES))
    assert found(past(0)).dtype == np.float32


@pytest.mark.parametrize("history", [past(), past(2, values=[-1.0])])
def test_of_somebody_who_liked_nothing_all_is_nought(history: History) -> None:
    # every item stands at the first place with every signal, ln(1 + 0) = 0
    assert not found(history).any()


def test_without_transitions_nothing_follows_and_the_rest_stays() -> None:
    bare = found(past(0, 1), signals=replace(SIGNALS, transitions=None))
    silent = [NAMES.index(name) for name in ("follows", "goes with", "place by follows", "place by goes with")]
    others = [i for i in range(len(NAMES)) if i not in silent]
    assert not bare[:, silent].any()
    assert bare[:, others].tolist() == found(past(0, 1))[:, others].tolist()


def test_only_the_newest_likes_are_compared() -> None:
    old, new = past(0, *[1] * LOOKED_BACK), past(*[1] * LOOKED_BACK)
    assert column("like one", old) == column("like one", new)
    assert column("next after any", old) == column("next after any", new)
    assert column("history", old) == pytest.approx([log(2 + LOOKED_BACK)] * 4)


def test_a_step_goes_from_a_like_to_the_next_like_of_the_same_person() -> None:
    # the third disliked 1 between 0 and 2; no step leads from one person to the next
    pairs = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    log_ = log_of(pairs, 4, values=[1, 1, 1, 1, 1, 1, -1, 1])
    assert steps(log_).toarray().tolist() == [[0, 1, 1, 0], [0, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


def test_a_log_without_likes_has_no_steps() -> None:
    assert steps(log_of([(0, 1)], 4, values=[-1])).nnz == 0


histories = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([-1.0, 0.5, 1.0])), max_size=12).map(
    lambda pairs: past(*[item for item, _ in pairs], values=[value for _, value in pairs])
)


@given(histories, st.lists(st.integers(0, 3), max_size=6))
def test_a_row_depends_on_its_candidate_alone(history: History, candidates: list[int]) -> None:
    some = found(history, np.array(candidates, np.int32))
    assert some == pytest.approx(found(history)[candidates], abs=1e-6)


@given(histories, st.booleans())
def test_every_number_is_finite(history: History, with_transitions: bool) -> None:
    signals = SIGNALS if with_transitions else replace(SIGNALS, transitions=None)
    assert np.isfinite(found(history, signals=signals)).all()


def test_a_signal_that_is_the_same_for_all_says_nothing() -> None:
    same = replace(SIGNALS, items=np.ones((4, 2), np.float32))
    stood = standing(same, past(0))
    assert not stood.taste.any()
    assert np.isfinite(found(past(0), signals=same)).all()


def test_a_person_given_is_not_made_anew() -> None:
    stood = standing(SIGNALS, past(0), np.array([0, 1], np.float32))
    assert stood.taste.argmax() == 1
    assert stood.taste.mean() == pytest.approx(0, abs=1e-6)
    assert stood.taste.std() == pytest.approx(1, abs=1e-6)
