"""A judge weighs features, says what each adds, and comes back from disk as it was."""

from __future__ import annotations

from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.judge import JUDGE, Judge, probability
from ranker.versions import ModelDamaged

NAMES = ("warmth", "depth")


def numbers(*rows: list[float]) -> np.ndarray:
    return np.array(rows, np.float32)


JUDGE_OF_TWO = Judge(
    mean=np.array([1, 2], np.float32),
    spread=np.array([2, 1], np.float32),
    into=numbers([1, 0], [0, -1]),
    bias=np.array([0, 0], np.float32),
    out=np.array([2, 1], np.float32),
    shift=0.5,
)


def test_scores_are_worked_by_hand() -> None:
    # (3, 3) -> standardised (1, 1) -> hidden (1, -1); the unit passes 0.841192 of 1 and -0.158808 of -1
    # 2 x 0.841192 - 0.158808 + 0.5 = 2.023576; the mean item has nothing but the shift
    assert JUDGE_OF_TWO.scores(numbers([3, 3], [1, 2])) == pytest.approx([2.023576, 0.5], abs=1e-5)


def test_no_candidates_have_no_scores() -> None:
    assert JUDGE_OF_TWO.scores(np.zeros((0, 2), np.float32)).shape == (0,)
    assert JUDGE_OF_TWO.contributions(np.zeros((0, 2), np.float32)).shape == (0, 2)


def test_a_feature_that_counts_for_nothing_contributes_nothing() -> None:
    deaf = replace(JUDGE_OF_TWO, out=np.array([2, 0], np.float32))
    parts = deaf.contributions(numbers([3, 3]))
    # all of 2 x 0.841192 is the first one's
    assert parts[0] == pytest.approx([1.682384, 0], abs=1e-3)


vectors = st.lists(st.floats(-4, 4, width=32), min_size=3, max_size=3)


@given(st.integers(0, 1_000), st.lists(vectors, min_size=1, max_size=4))
def test_contributions_sum_to_what_sets_a_score_apart_from_the_mean_item(
    seed: int, rows: list[list[float]]
) -> None:
    rng = np.random.default_rng(seed)
    mean, into, out = (rng.normal(size=size).astype(np.float32) for size in (3, (5, 3), 5))
    judge = Judge(mean, np.full(3, 2, np.float32), into, np.zeros(5, np.float32), out, 0.7)
    features = numbers(*rows)
    apart = judge.scores(features) - judge.scores(mean[None])
    assert judge.contributions(features).sum(1) == pytest.approx(apart, abs=1e-4)


def test_a_plain_judge_adds_up_what_it_is_told_to() -> None:
    plain = Judge.plain(("warmth", "depth", "age"), ("depth", "warmth"))
    features = numbers([1.5, -2, 9], [0, 0, 9], [-30, 40, 9])
    assert plain.scores(features) == pytest.approx([-0.5, 0, 10], abs=1e-4)
    assert plain.contributions(features) == pytest.approx(features * [1, 1, 0], abs=1e-4)


def test_what_was_saved_is_loaded_to_the_last_bit(tmp_path: Path) -> None:
    JUDGE_OF_TWO.save(tmp_path)
    features = numbers([3, 3], [0.1, -7])
    loaded = Judge.load(tmp_path, NAMES)
    assert loaded.scores(features).tobytes() == JUDGE_OF_TWO.scores(features).tobytes()
    assert loaded.shift == 0.5


@pytest.mark.parametrize("damage", ["gone", "half", "empty"])
def test_a_damaged_file_is_told_with_what_to_do(tmp_path: Path, damage: str) -> None:
    JUDGE_OF_TWO.save(tmp_path)
    file = tmp_path / JUDGE
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage == "half" else b"")
    if damage == "gone":
        file.unlink()
    with pytest.raises(ModelDamaged, match=r"judge\.safetensors can't be used .*offtrail train LOG"):
        Judge.load(tmp_path, NAMES)


def test_weights_for_another_number_of_features_are_refused(tmp_path: Path) -> None:
    JUDGE_OF_TWO.save(tmp_path)
    with pytest.raises(ModelDamaged, match="3 features need"):
        Judge.load(tmp_path, ("warmth", "depth", "age"))


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("out", np.ones(3, np.float32), "'out' is of shape"),
        ("bias", np.array([0, np.nan], np.float32), "'bias' has numbers that are not finite"),
        ("mean", np.ones((2, 1), np.float32), "'mean' is of shape"),
    ],
)
def test_parts_that_can_not_be_used_together_are_refused(
    tmp_path: Path, part: str, value: np.ndarray, said: str
) -> None:
    replace(JUDGE_OF_TWO, **{part: value}).save(tmp_path)  # type: ignore[arg-type]
    with pytest.raises(ModelDamaged, match=said):
        Judge.load(tmp_path, NAMES)


def test_log_odds_are_probabilities() -> None:
    assert probability(np.array([0, log(3), -log(3)], np.float32)) == pytest.approx([0.5, 0.75, 0.25])


@given(st.lists(st.floats(width=32, allow_nan=False), min_size=2, max_size=6))
def test_a_larger_score_is_never_a_smaller_probability(scores: list[float]) -> None:
    found = probability(np.array(sorted(scores), np.float32))
    assert (np.diff(found) >= 0).all()
    assert ((found >= 0) & (found <= 1)).all()
