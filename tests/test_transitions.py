"""What follows what: the closed form worked by hand and against a plain one, what is kept of it, and on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import ranker.ridge
import ranker.transitions
from ranker.log import History, Log
from ranker.transitions import (
    LOOKED_BACK,
    TRANSITIONS,
    RidgeTooSmall,
    TooManyItems,
    Transitions,
    TransitionsPlan,
    faded,
    learn_transitions,
)
from ranker.versions import ModelDamaged
from tests.small_log import log_of

N = 6
PLAIN = TransitionsPlan(ridge=1.0, text=0.0, keep=N)


def words_of(*rows: list[float]) -> sp.csr_matrix[Any]:
    """Rows of unit length, or empty ones."""
    found = np.array(rows, dtype=np.float32)
    return sp.csr_matrix(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


def no_words(n: int) -> sp.csr_matrix[Any]:
    return sp.csr_matrix((n, 1), dtype=np.float32)


def past(*items: int, values: tuple[float, ...] = ()) -> History:
    return History(np.array(items, np.int32), np.array(values or [1.0] * len(items), np.float32))


def of_rows(*rows: list[float]) -> Transitions:
    return Transitions(sp.csr_matrix(np.array(rows, dtype=np.float32)))


def test_two_people_who_went_from_one_item_to_another() -> None:
    # X'X is 2 at (0, 0), so P = diag(1/3, 1, 1); X'Y is 2 at (0, 1): the weight is 2/3
    log = log_of([(0, 0), (0, 1), (1, 0), (1, 1)], n_items=3)
    found = learn_transitions(log, no_words(3), PLAIN).weights.toarray()
    assert found == pytest.approx(np.array([[0, 2 / 3, 0], [0, 0, 0], [0, 0, 0]]))


def test_nearer_likes_of_the_past_and_of_the_future_weigh_more() -> None:
    # one person liked 0, 1, 2. Pasts: {0: 1} and {0: .6, 1: .8} (decay 3/4, length 1);
    # futures: {1: 1, 2: .5} and {2: 1}
    log = log_of([(0, 0), (0, 1), (0, 2)], n_items=3)
    plan = replace(PLAIN, decay=0.75, future_decay=0.5)
    x, y = np.array([[1, 0, 0], [0.6, 0.8, 0]]), np.array([[0, 1, 0.5], [0, 0, 1]])
    # X'X + I = [[2.36, .48, 0], [.48, 1.64, 0], [0, 0, 1]] with determinant 3.64
    p = np.array([[1.64, -0.48, 0], [-0.48, 2.36, 0], [0, 0, 3.64]]) / 3.64
    free = p @ x.T @ y  # its diagonal: 0, -.48 / 3.64, 0
    expected = free - p * np.array([0, -0.48 / 2.36, 0])
    assert expected[0, 2] == pytest.approx((1.64 * 1.1 - 0.48 * 0.8) / 3.64)
    assert learn_transitions(log, no_words(3), plan).weights.toarray() == pytest.approx(
        np.maximum(expected, 0), abs=1e-6
    )


def test_an_item_nobody_touched_is_led_to_by_an_item_with_its_words() -> None:
    log = log_of([(0, 0), (0, 1), (1, 0), (1, 1)], n_items=4)
    words = words_of([1, 0], [0, 1], [1, 0], [0, 0])  # 2 has the words of 0, 3 has none
    found = learn_transitions(log, words, replace(PLAIN, text=2.0)).weights.toarray()
    assert min(found[0, 2], found[2, 0]) > 0.1
    assert found[1, 2] == pytest.approx(0, abs=1e-6)
    assert not found[:, 3].any()


def test_only_the_strongest_weights_of_an_item_are_kept() -> None:
    # from 0 three went to 1, two to 2, one to 3
    pairs = [(user, item) for user, to in enumerate([1, 1, 1, 2, 2, 3]) for item in (0, to)]
    log = log_of(pairs, n_items=4)
    whole = learn_transitions(log, no_words(4), replace(PLAIN, keep=4)).weights.toarray()
    found = learn_transitions(log, no_words(4), replace(PLAIN, keep=2)).weights
    assert whole[0] == pytest.approx(np.array([0, 3, 2, 1]) / 7)  # six pasts and the ridge
    assert found.toarray()[0] == pytest.approx(np.array([0, 3, 2, 0]) / 7)
    assert found.nnz == 2


def test_what_was_disliked_is_neither_learnt_from_nor_followed() -> None:
    log = log_of([(0, 0), (0, 2), (0, 1)], n_items=3, values=[1, -1, 1])
    found = learn_transitions(log, no_words(3), PLAIN)
    assert found.weights.toarray() == pytest.approx(np.array([[0, 1 / 2, 0], [0, 0, 0], [0, 0, 0]]))
    assert not found.of(past(0, values=(-1.0,)), 0.8).any()


@st.composite
def logs(draw: st.DrawFn) -> Log:
    pairs = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, N - 1)), max_size=24))
    values = draw(st.lists(st.sampled_from([-1.0, 0.5, 1.0]), min_size=len(pairs), max_size=len(pairs)))
    return log_of(sorted(pairs, key=lambda pair: pair[0]), N, values)


some_words = st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0]), min_size=3, max_size=3), min_size=N, max_size=N)
plans = st.builds(
    TransitionsPlan,
    ridge=st.sampled_from([0.5, 5.0]),
    text=st.sampled_from([0.0, 2.0]),
    decay=st.sampled_from([0.5, 1.0]),
    length=st.integers(1, 3),
    future_decay=st.sampled_from([0.5, 1.0]),
    future=st.integers(1, 3),
    keep=st.just(N),
)


def plain(log: Log, words: NDArray[np.float64], plan: TransitionsPlan) -> NDArray[np.float64]:
    """The same by a walk through the histories and numpy's inverse; float64 (n, n), those above 0."""
    x, y = [np.zeros(N)], [np.zeros(N)]
    for history in log.histories():
        liked = history.liked.tolist()
        for place in range(1, len(liked)):
            before, after = np.zeros(N), np.zeros(N)
            fades = [plan.decay**age for age in range(min(place, plan.length))]
            for fade, item in zip(fades, reversed(liked[:place]), strict=False):
                before[item] += fade / np.linalg.norm(fades)
            for age, item in enumerate(liked[place : place + plan.future]):
                after[item] += plan.future_decay**age
            x.append(before)
            y.append(after)
    left = np.array(x).T @ x + plan.text * words @ words.T + plan.ridge * np.eye(N)
    right = np.array(x).T @ y + plan.text * words @ words.T
    inverse = np.linalg.inv(left)
    free = inverse @ right
    return np.maximum(free - inverse * (np.diag(free) / np.diag(inverse)), 0)


@given(logs(), some_words, plans)
def test_weights_are_those_of_a_plain_solution(log: Log, rows: list[list[float]], plan: TransitionsPlan) -> None:
    words = words_of(*rows)
    found = learn_transitions(log, words, plan).weights
    assert found.toarray() == pytest.approx(plain(log, words.toarray().astype(np.float64), plan), abs=1e-4)
    assert not found.diagonal().any()
    assert found.dtype == np.float32


def test_worked_on_in_blocks_of_any_size_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    log = log_of([(user, (user + step * step) % N) for user in range(5) for step in range(4)], N)
    words = words_of(*([[1, 0, 1], [0, 1, 1]] * 3))
    whole = learn_transitions(log, words).weights.toarray()
    monkeypatch.setattr(ranker.ridge, "BLOCK", 4)  # six items: a block of four and one of two
    monkeypatch.setattr(ranker.transitions, "SAMPLES_AT_ONCE", 7)
    monkeypatch.setattr(ranker.ridge, "DENSE", 1.0)
    assert learn_transitions(log, words).weights.toarray() == pytest.approx(whole, abs=1e-6)
    assert whole.any()


WEIGHTS = of_rows([0, 1, 0, 0.5], [0.25, 0, 2, 0], [0, 0, 0, 1], [0, 0, 0, 0])


def test_a_history_s_likes_add_up_the_newest_most() -> None:
    # 0 then 1: weights .75 and 1 over 1.25
    assert WEIGHTS.of(past(0, 1), 0.75) == pytest.approx([0.2, 0.6, 1.6, 0.3])
    assert WEIGHTS.of(past(1, 0), 0.75) == pytest.approx([0.15, 0.8, 1.2, 0.4])
    assert WEIGHTS.of(past(), 0.75).tolist() == [0, 0, 0, 0]


def test_only_the_newest_thirty_likes_are_followed() -> None:
    assert LOOKED_BACK == 30
    old, new = [0] * 5, [1] * LOOKED_BACK
    assert WEIGHTS.of(past(*old, *new), 1.0) == pytest.approx(WEIGHTS.of(past(*new), 1.0))


def test_weights_of_a_history_have_length_one_and_fade_with_age() -> None:
    assert faded(2, 0.75) == pytest.approx([0.6, 0.8])
    assert faded(1, 0.5).tolist() == [1]
    assert faded(0, 0.5).shape == (0,)


histories = st.lists(st.lists(st.integers(0, 3), max_size=40), max_size=5)


@given(histories, st.sampled_from([0.5, 0.9, 1.0]))
def test_scores_are_the_product_with_the_weights_one_by_one_or_together(
    items: list[list[int]], decay: float
) -> None:
    pasts = [past(*each) for each in items]
    together = WEIGHTS.scores(pasts, decay)
    assert together.shape == (len(items), 4)
    assert together.dtype == np.float32
    dense = WEIGHTS.weights.toarray()
    for each, history, row in zip(items, pasts, together, strict=True):
        newest = each[-LOOKED_BACK:]
        shares = np.array([decay**age for age in range(len(newest))][::-1])
        expected = np.zeros(4)
        for share, item in zip(shares, newest, strict=True):
            expected += share / np.linalg.norm(shares) * dense[item]
        assert row == pytest.approx(expected, abs=1e-5)
        assert WEIGHTS.of(history, decay) == pytest.approx(row, abs=1e-5)


def test_another_order_of_the_catalogue_keeps_every_weight_and_new_items_have_none() -> None:
    # the new catalogue: item 2, a new one, item 1
    moved = WEIGHTS.fitted(np.array([2, -1, 1]))
    assert moved.weights.toarray().tolist() == [[0, 0, 0], [0, 0, 0], [2, 0, 0]]
    assert WEIGHTS.fitted(np.zeros(0, np.int64)).weights.shape == (0, 0)


def test_what_was_saved_is_loaded_to_the_last_bit(tmp_path: Path) -> None:
    WEIGHTS.save(tmp_path)
    loaded = Transitions.load(tmp_path)
    assert (loaded.weights != WEIGHTS.weights).nnz == 0
    assert loaded.weights.shape == WEIGHTS.weights.shape
    assert loaded.of(past(0, 1), 0.8).tobytes() == WEIGHTS.of(past(0, 1), 0.8).tobytes()


@pytest.mark.parametrize("damage", ["gone", "half", "empty"])
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, damage: str) -> None:
    WEIGHTS.save(tmp_path)
    file = tmp_path / TRANSITIONS
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage == "half" else b"")
    if damage == "gone":
        file.unlink()
    with pytest.raises(ModelDamaged, match=r"transitions.safetensors: can't be read .*offtrail train --rollback"):
        Transitions.load(tmp_path)


def test_a_file_that_points_outside_the_catalogue_is_damage(tmp_path: Path) -> None:
    bad = sp.csr_matrix((np.ones(1, np.float32), np.array([7]), np.array([0, 1, 1])), (2, 8))
    Transitions(bad).save(tmp_path)
    with pytest.raises(ModelDamaged, match="can't be read"):
        Transitions.load(tmp_path)


def test_a_catalogue_too_large_for_a_matrix_of_pairs_is_refused() -> None:
    log = log_of([(0, 0), (0, 1)], n_items=6)
    with pytest.raises(TooManyItems, match="has 6 items, transitions are learnt for 5 at most; go on without"):
        learn_transitions(log, no_words(6), replace(PLAIN, most_items=5))


def test_a_ridge_lost_in_rounding_is_told() -> None:
    # two items of the same words that nobody touched: their rows are equal but for the ridge
    log = log_of([(0, 0)], n_items=3)
    with pytest.raises(RidgeTooSmall, match="3 items can't be solved with a ridge of 1e-30: item row 2 is lost"):
        learn_transitions(log, words_of([0, 1], [1, 0], [1, 0]), TransitionsPlan(ridge=1e-30))


def test_a_log_without_a_like_after_another_leaves_the_words_to_tell() -> None:
    log = log_of([(0, 0), (1, 1)], n_items=3)
    found = learn_transitions(log, words_of([1, 0], [1, 0], [0, 1]), PLAIN).weights
    assert found.nnz == 0
    told = learn_transitions(log, words_of([1, 0], [1, 0], [0, 1]), replace(PLAIN, text=1.0)).weights.toarray()
    # left and right [[2, 1], [1, 2]] and [[1, 1], [1, 1]]: free 1/3 everywhere, P has 2/3 and -1/3: 1/3 + 1/6
    assert told == pytest.approx(np.array([[0, 1 / 2, 0], [1 / 2, 0, 0], [0, 0, 0]]))


def test_where_nothing_is_known_to_follow_nothing_is_said_and_it_can_be_kept(tmp_path: Path) -> None:
    Transitions.none(3).save(tmp_path)
    loaded = Transitions.load(tmp_path)
    assert loaded.scores([past(0, 2), past()], 0.8).tolist() == [[0, 0, 0], [0, 0, 0]]
    assert loaded.of(past(0, 2), 0.8).tolist() == [0, 0, 0]


def test_an_empty_catalogue_is_no_error() -> None:
    found = learn_transitions(log_of([], n_items=0), no_words(0))
    assert found.scores([past()], 0.8).shape == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ridge": 0.0}, "ridge must be above 0 and finite, got 0.0"),
        ({"decay": float("nan")}, "decay must be above 0 and finite, got nan"),
        ({"keep": 0}, "keep must be at least 1, got 0"),
        ({"text": -1.0}, "text must be at least 0 and finite, got -1.0"),
    ],
)
def test_plans_that_make_no_sense_are_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        TransitionsPlan(**wrong)


def test_words_of_another_catalogue_are_refused() -> None:
    with pytest.raises(ValueError, match="the log has 3 items, the words are of 2; give a row for each"):
        learn_transitions(log_of([(0, 0), (0, 1)], n_items=3), no_words(2), PLAIN)
