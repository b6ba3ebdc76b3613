"""The loss of a step, worked by hand, and who may be a negative for whom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from ranker.samples import likes, samples_of
from ranker.softmax import Sampler, Step, sampled_softmax
from tests.small_log import PLAN, kinds_log, log_of


def step(corrections: list[float], never: list[list[bool]]) -> Step:
    nothing = torch.zeros(0)
    return Step(nothing, nothing, nothing, torch.tensor(corrections), torch.tensor(never))


PEOPLE = torch.tensor([[1.0, 0.0]])
ITEMS = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])


def test_the_loss_is_the_cross_entropy_of_the_target_among_the_candidates() -> None:
    # cosines 1, 0, .6 at temperature .5 are scores 2, 0, 1.2
    loss = sampled_softmax(PEOPLE, ITEMS, step([0, 0, 0], [[False] * 3]), 0.5)
    assert loss.item() == pytest.approx(-np.log(np.exp(2) / (np.exp(2) + 1 + np.exp(1.2))))


def test_what_a_person_likes_already_is_no_negative() -> None:
    loss = sampled_softmax(PEOPLE, ITEMS, step([0, 0, 0], [[False, False, True]]), 0.5)
    assert loss.item() == pytest.approx(-np.log(np.exp(2) / (np.exp(2) + 1)))


def test_a_candidate_that_is_drawn_often_counts_less() -> None:
    # drawn e times as often: its share is divided by e
    loss = sampled_softmax(PEOPLE, ITEMS, step([0, 0, 1], [[False] * 3]), 0.5)
    assert loss.item() == pytest.approx(-np.log(np.exp(2) / (np.exp(2) + 1 + np.exp(0.2))))


def test_targets_stand_first_and_a_person_s_other_likes_are_never_negatives() -> None:
    log = kinds_log()
    samples, taken = samples_of(log), likes(log)
    sampler = Sampler.of(samples, taken, PLAN)
    drawn = sampler.step(samples.targets[:20], np.random.default_rng(0))
    own, liked = samples.items[samples.targets[:20]], taken.toarray()
    assert drawn.candidates[:20].tolist() == own.tolist()
    assert len(drawn.candidates) == 20 + PLAN.negatives
    for row, user in enumerate(samples.users[samples.targets[:20]]):
        for column, item in enumerate(drawn.candidates.tolist()):
            assert drawn.never[row, column].item() == (liked[user, item] and column != row)


def test_corrections_are_how_often_a_candidate_is_expected() -> None:
    # likes: item 0 three times, item 1 once; items 2 and 3 never and so never drawn
    log = log_of([(0, 0), (0, 1), (1, 0), (2, 0)], n_items=4)
    samples = samples_of(log)
    sampler = Sampler.of(samples, likes(log), replace(PLAN, negatives=6, popularity=0.5))
    drawn = sampler.step(samples.targets, np.random.default_rng(0))
    assert drawn.candidates[0] == 1  # the only sample: 1 after 0
    assert set(drawn.candidates[1:].tolist()) <= {0, 1}
    # the target: 1 of 4 likes x 1 sample; a drawn one: 6 draws of 2 items; half as strong as planned
    assert drawn.corrections.tolist() == pytest.approx([0.5 * np.log(1 / 4), *[0.5 * np.log(6 / 2)] * 6])
