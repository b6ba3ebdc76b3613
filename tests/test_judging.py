"""A judge learns what is wanted of lists, the same every time, and its scores are log-odds that hold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ranker.judge import Judge, probability
from ranker.judging import LEAST_LISTS, Choice, JudgeDiverged, JudgingPlan, TooFewChoices, train_judge

PLAN = JudgingPlan(hidden=8, epochs=20, batch=20, learning_rate=0.02, dropout=0.0, seed=3)
ITEMS, COLUMNS = 8, 3

Rule = Callable[[np.ndarray], np.ndarray]


def linear(features: np.ndarray) -> np.ndarray:
    return np.asarray(features[:, 0] - 2 * features[:, 1])


def middling(features: np.ndarray) -> np.ndarray:
    """Neither much nor little of the first column: no weighted sum can say so."""
    return np.asarray(-np.abs(features[:, 0]))


def chance(features: np.ndarray) -> np.ndarray:
    """Which is wanted has nothing to do with the features, but is the same for the same ones."""
    return np.asarray(np.sin(1e5 * features.sum(1)))


def lists(rule: Rule, n: int = 200, seed: int = 0, size: float = 1.0) -> list[Choice]:
    """n lists of eight candidates; the one first by the rule was wanted."""
    rng = np.random.default_rng(seed)
    every = rng.normal(size=(n, ITEMS, COLUMNS)).astype(np.float32) * np.float32(size)
    return [Choice(features, np.arange(ITEMS) == rule(features).argmax()) for features in every]


def hits(judge: Judge, choices: list[Choice]) -> float:
    """Share of the lists whose first by the judge was wanted; by chance 1 / 8."""
    return float(np.mean([choice.wanted[judge.scores(choice.features).argmax()] for choice in choices]))


@pytest.mark.parametrize("rule", [linear, middling])
def test_a_planted_rule_is_learnt(rule: Rule) -> None:
    assert hits(train_judge(lists(rule), PLAN), lists(rule, seed=1)) > 0.85


def test_the_same_seed_gives_the_same_weights() -> None:
    one, same, other = (
        train_judge(lists(linear, 60), JudgingPlan(epochs=2, seed=seed)).into.tobytes() for seed in (3, 3, 4)
    )
    assert one == same
    assert one != other


def test_training_leaves_the_chance_of_others_alone() -> None:
    import torch

    torch.manual_seed(5)
    expected = torch.rand(1).item()
    torch.manual_seed(5)
    train_judge(lists(linear, 60), JudgingPlan(epochs=1))
    assert torch.rand(1).item() == expected


def test_lists_of_any_length_with_several_wanted_items_are_learnt_from() -> None:
    rng = np.random.default_rng(0)
    choices = []
    for n in rng.integers(3, 12, size=150):
        features = rng.normal(size=(n, COLUMNS)).astype(np.float32)
        choices.append(Choice(features, np.argsort(np.argsort(-linear(features))) < 2))
    assert hits(train_judge(choices, PLAN), lists(linear, seed=1)) > 0.85


def test_a_column_that_never_changes_is_no_trouble() -> None:
    choices = lists(linear)
    for choice in choices:
        choice.features[:, 2] = 7
    judge = train_judge(choices, PLAN)
    assert judge.spread[2] == 1
    assert hits(judge, choices) > 0.85


@pytest.mark.parametrize("always", [0.0, 0.1, 1.3862944])
def test_a_feature_that_never_varied_says_nothing_where_it_does(always: float) -> None:
    choices = lists(linear)
    for choice in choices:
        choice.features[:, 2] = always
    judge = train_judge(choices, PLAN)
    seen = choices[0].features
    unseen = np.concatenate([seen[:, :2], np.full((ITEMS, 1), 20.0, np.float32)], 1)
    assert judge.scores(unseen) == pytest.approx(judge.scores(seen), abs=1e-4)


def test_too_few_lists_teach_nothing() -> None:
    with pytest.raises(TooFewChoices, match=f"49 lists .* training needs {LEAST_LISTS}"):
        train_judge(lists(linear, LEAST_LISTS - 1), PLAN)
    train_judge(lists(linear, LEAST_LISTS), JudgingPlan(epochs=1))


def test_a_feature_that_is_no_number_stops_the_training() -> None:
    choices = lists(linear, 60)
    choices[7].features[2, 1] = np.nan
    with pytest.raises(JudgeDiverged, match="loss is nan at step 0"):
        train_judge(choices, PLAN)


@pytest.mark.parametrize("rule", [linear, middling, chance])
@pytest.mark.parametrize("size", [0.01, 1.0, 1_000.0])
def test_the_mean_probability_is_the_share_that_was_wanted(rule: Rule, size: float) -> None:
    choices = lists(rule, size=size)
    judge = train_judge(choices, PLAN)
    found = np.concatenate([probability(judge.scores(choice.features)) for choice in choices])
    assert np.isfinite(judge.out).all()
    assert found.mean() == pytest.approx(1 / ITEMS, abs=2e-3)


def test_probabilities_hold_where_the_wanted_are_told_apart_without_a_doubt() -> None:
    # one candidate of eight is far from the others: slopes could grow for ever
    choices = lists(linear)
    for choice in choices:
        choice.features[:] = 0
        choice.features[choice.wanted, 0] = 1
    judge = train_judge(choices, PLAN)
    found = probability(judge.scores(np.array([[1, 0, 0], [0, 0, 0]], np.float32)))
    assert found == pytest.approx([1, 0], abs=0.01)


def test_where_nothing_can_be_told_every_candidate_has_the_share() -> None:
    choices = lists(chance)
    for choice in choices:
        choice.features[:] = 0
    judge = train_judge(choices, PLAN)
    assert probability(judge.scores(np.zeros((3, COLUMNS), np.float32))) == pytest.approx(
        [1 / ITEMS] * 3, abs=1e-3
    )
