"""The whole model learnt from a log beats popularity, is the same each time, and says what it went without."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ranker.baselines import Popularity, Scorer
from ranker.checkpoint import Epoch
from ranker.features import NAMES, STANDARDISED, features, standing
from ranker.judging import JudgingPlan
from ranker.learning import Learned, LearningPlan, choices, learn, put_aside, update
from ranker.log import History, Log
from ranker.model import ItemTexts
from ranker.split import Split, leave_last
from ranker.training import LogTooSmall, Run
from ranker.transitions import TransitionsPlan
from ranker.validation import gains
from tests.small_log import KINDS, N_ITEMS, N_USERS, PLAN, item_texts, kinds_log, log_of

LEARNING = LearningPlan(PLAN, judging=JudgingPlan(hidden=8, epochs=30, batch=10, learning_rate=0.01), seed=7)
TEXTS = item_texts()
SPLIT = leave_last(kinds_log())
EVERY = np.arange(N_ITEMS, dtype=np.int32)


@pytest.fixture(scope="module")
def learned() -> Learned:
    """From all but the last like of everybody; read it only."""
    return learn(SPLIT.fit, TEXTS, LEARNING)


def past(*items: int) -> History:
    return History(np.array(items, np.int32), np.ones(len(items), np.float32))


def ndcg(scorer: Scorer, split: Split = SPLIT) -> float:
    """NDCG@10 of what people liked last, among all items but those they knew."""
    return float(gains(scorer.scores(split.histories), split.histories, split.targets).mean())


def test_a_planted_rule_is_learnt_better_than_popularity_and_chance(learned: Learned) -> None:
    # five of ten items of a kind are known, so the target is one of five: by luck alone 0.59 of 1 is had
    drawn = np.random.default_rng(0).random((len(SPLIT.histories), N_ITEMS)).astype(np.float32)
    chance = float(gains(drawn, SPLIT.histories, SPLIT.targets).mean())
    assert ndcg(learned.interest) > 0.5
    assert ndcg(learned.interest) > 2 * ndcg(Popularity(SPLIT.fit))
    assert ndcg(learned.interest) > 2 * chance


def test_the_same_seed_gives_the_same_scores(learned: Learned) -> None:
    again = learn(SPLIT.fit, TEXTS, LEARNING)
    other = learn(SPLIT.fit, TEXTS, replace(LEARNING, seed=8))
    scores = learned.interest.scores(SPLIT.histories)
    assert again.interest.scores(SPLIT.histories).tobytes() == scores.tobytes()
    assert other.interest.scores(SPLIT.histories).tobytes() != scores.tobytes()


def test_what_was_put_aside_is_known_in_the_end(learned: Learned) -> None:
    assert learned.interest.counts.tolist() == SPLIT.fit.counts().tolist()
    assert learned.notes == ()
    assert learned.seconds > 0


def pairs(log: Log) -> set[tuple[int, int]]:
    return set(zip(log.users.tolist(), log.items.tolist(), strict=True))


def asked_about(split: Split) -> set[tuple[int, int]]:
    """The user and item of each target."""
    asked = zip(split.users.tolist(), split.targets, strict=True)
    return {(user, item) for user, targets in asked for item in targets.tolist()}


@pytest.mark.parametrize("asked", [1, 20, 6_000])
def test_targets_put_aside_are_not_in_the_fit(asked: int) -> None:
    log = kinds_log()
    warm, cold = put_aside(log, replace(LEARNING, asked=asked, cold=0.1))
    assert cold is not None
    assert len(warm.users) == min(asked, N_USERS)
    assert pairs(warm.fit) == pairs(log) - asked_about(warm)
    assert not pairs(cold.fit) & (asked_about(warm) | asked_about(cold))
    # four of forty items have lost every like
    assert (cold.fit.counts() == 0).sum() == 4
    assert not cold.fit.counts()[[item for _, item in asked_about(cold)]].any()


def test_without_a_share_of_cold_items_only_last_likes_are_put_aside() -> None:
    warm, cold = put_aside(kinds_log(), replace(LEARNING, cold=0))
    assert cold is None
    assert len(warm.fit) == len(kinds_log()) - N_USERS


def test_a_choice_marks_what_a_person_liked_next_among_what_they_did_not_know(learned: Learned) -> None:
    signals = learned.interest.signals
    found = choices(signals, SPLIT.fit, SPLIT, None, LEARNING, Run())
    assert len(found) == N_USERS
    history, target = SPLIT.histories[0], SPLIT.targets[0]
    unknown = np.setdiff1d(EVERY, history.items).astype(np.int32)  # few enough for all to be candidates
    assert unknown[found[0].wanted].tolist() == target.tolist()
    expected = features(signals, history, standing(signals, history), unknown)
    assert found[0].features == pytest.approx(expected, abs=1e-4)


def test_touched_items_are_compared_with_touched_ones_and_new_with_new(learned: Learned) -> None:
    warm, cold = put_aside(kinds_log(), replace(LEARNING, cold=0.2))
    assert cold is not None
    n_cold = int((cold.fit.counts() == 0).sum())
    found = choices(learned.interest.signals, cold.fit, warm, cold, LEARNING, Run())
    warm_asked, cold_asked = found[: -len(cold.users)], found[-len(cold.users) :]
    assert 0 < len(warm_asked) < N_USERS  # whose last like became cold teaches nothing there
    assert {len(choice.wanted) for choice in cold_asked} == {n_cold}  # nobody has one in a history
    assert max(len(choice.wanted) for choice in warm_asked) <= N_ITEMS - n_cold


def test_somebody_whose_choice_is_no_candidate_teaches_nothing(learned: Learned) -> None:
    one = replace(LEARNING, candidates=1)
    found = choices(learned.interest.signals, kinds_log(), SPLIT, None, one, Run())
    assert 0 < len(found) < N_USERS
    assert {len(choice.wanted) for choice in found} == {1}


def test_a_catalogue_too_large_for_transitions_goes_without_and_says_so(tmp_path: Path) -> None:
    small = replace(LEARNING, transitions=TransitionsPlan(most_items=N_ITEMS - 1))
    found = learn(SPLIT.fit, TEXTS, small)
    assert found.interest.signals.transitions is None
    assert [note for note in found.notes if "40 items" in note and "left out" in note] == list(found.notes)
    assert ndcg(found.interest) > 2 * ndcg(Popularity(SPLIT.fit))


def test_too_few_choices_leave_equal_weights_and_that_is_said() -> None:
    found = learn(SPLIT.fit, TEXTS, replace(LEARNING, asked=10))
    assert len(found.notes) == 1
    assert re.match(r"\d\d lists with a wanted item .* training needs 50", found.notes[0])
    assert "follows, goes with, taste are added up with equal weights" in found.notes[0]
    weighed = found.interest.weighed(past(0, 4), EVERY)
    summed = weighed[:, [NAMES.index(name) for name in STANDARDISED]].sum(1)
    assert found.interest.score(past(0, 4), EVERY) == pytest.approx(summed, abs=1e-4)
    assert ndcg(found.interest) > 2 * ndcg(Popularity(SPLIT.fit))


def test_people_with_two_likes_each_are_enough_for_all_but_the_judge() -> None:
    log = log_of([(user, item) for user in range(12) for item in (user % 4, user % 4 + 4)], 12)
    found = learn(log, item_texts(12), LEARNING)
    assert any("0 lists" in note for note in found.notes)
    assert np.isfinite(found.interest.score(past(0), np.arange(12, dtype=np.int32))).all()


@pytest.mark.parametrize("likes", [1, 2, 3, 6])
def test_one_person_is_too_few(likes: int) -> None:
    with pytest.raises(LogTooSmall, match="training needs two people"):
        learn(log_of([(0, item) for item in range(likes)], 12), item_texts(12), LEARNING)


def test_dislikes_alone_are_too_little() -> None:
    pairs = [(user, item) for user in range(3) for item in range(4)]
    with pytest.raises(LogTooSmall, match="0 likes"):
        learn(log_of(pairs, 12, values=[-1.0] * len(pairs)), item_texts(12), LEARNING)


def test_values_that_are_all_equal_teach_what_likes_teach(learned: Learned) -> None:
    weak = replace(SPLIT.fit, values=np.full(len(SPLIT.fit), 0.25, np.float32))
    assert ndcg(learn(weak, TEXTS, LEARNING).interest) == pytest.approx(ndcg(learned.interest), abs=0.05)


def test_every_epoch_of_the_towers_is_told_once_and_all_steps_show_progress() -> None:
    told: list[Epoch] = []
    done: list[tuple[str, int, int]] = []
    run = Run(told=told.append, progress=lambda *step: done.append(step))
    found = learn(SPLIT.fit, TEXTS, LEARNING, run)
    assert told == list(found.towers.epochs)
    *_, last = [step for step in done if step[0] == "weighing"]
    assert last[1] == last[2] >= N_USERS
    assert done[-1][0].startswith("once more, epoch")  # all of the log is trained on in the end
    assert done[-1][1] == done[-1][2]


def test_a_run_that_was_cut_short_after_the_towers_goes_on_from_there(learned: Learned, tmp_path: Path) -> None:
    learn(SPLIT.fit, TEXTS, LEARNING, Run(tmp_path))
    again = learn(SPLIT.fit, TEXTS, LEARNING, Run(tmp_path))
    assert any("went on after epoch" in note for note in again.notes)
    scores = learned.interest.scores(SPLIT.histories)
    assert again.interest.scores(SPLIT.histories).tobytes() == scores.tobytes()


def grown_log() -> tuple[Log, np.ndarray]:
    """The old log, then a new item of kind 0 that everybody of that kind likes, and which rows are new."""
    log = SPLIT.fit
    fans = np.array([user for user in range(N_USERS) if SPLIT.histories[user].items[0] % KINDS == 0], np.int32)
    users = np.concatenate([log.users, fans])
    order = np.argsort(users, kind="stable")
    items = np.concatenate([log.items, np.full(len(fans), N_ITEMS, np.int32)])[order]
    ones = np.ones(len(items), np.float32)
    times = np.arange(len(items), dtype=np.float64)
    return Log([*log.item_ids, "new"], log.user_ids, users[order], items, ones, times), items == N_ITEMS


def test_an_update_takes_in_the_likes_of_a_new_item_and_is_close_to_a_full_training(learned: Learned) -> None:
    log, new = grown_log()
    vectors = np.concatenate([TEXTS.vectors, TEXTS.vectors[:1]])
    texts = ItemTexts(vectors, [*TEXTS.texts, "novelty"])  # its words say nothing: likes must
    updated = update(learned.interest, log, texts, new, LEARNING).interest
    full = learn(log, texts, LEARNING).interest
    assert updated.item_ids == tuple(log.item_ids)
    assert updated.counts[-1] == new.sum() > 0
    assert updated.towers.counted[-1]
    fan, other = updated.scores([past(0, 4, 8), past(1, 5, 9)])[:, -1]
    assert fan > other
    assert ndcg(updated) == pytest.approx(ndcg(full), abs=0.1)
    assert len(learned.interest.item_ids) == N_ITEMS  # what was updated stays as it is


def test_an_update_with_nothing_new_says_so_and_changes_no_score(learned: Learned) -> None:
    nothing = np.zeros(len(SPLIT.fit), dtype=np.bool_)
    found = update(learned.interest, SPLIT.fit, TEXTS, nothing, LEARNING)
    assert any("nothing new to learn from" in note for note in found.notes)
    assert found.interest.scores(SPLIT.histories) == pytest.approx(
        learned.interest.scores(SPLIT.histories), abs=1e-4
    )


def test_texts_that_do_not_fit_the_log_are_refused_before_training() -> None:
    with pytest.raises(ValueError, match="40 items, there are 39 texts"):
        learn(SPLIT.fit, item_texts(39), LEARNING)
