"""Training: it learns, twice the same, goes on after a kill, stops in time, refuses what can't be learnt from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

import ranker.fitting
from ranker.checkpoint import CHECKPOINT, Epoch
from ranker.log import Log
from ranker.model import InterestModel, ItemTexts
from ranker.plan import LEAST_RATE, TrainingPlan, learning_rate
from ranker.tower import item_vectors, user_vectors
from ranker.training import LogTooSmall, Run, Trained, continue_training, train_tower
from ranker.validation import Validation
from tests.small_log import HELD_OUT, KINDS, LIKES, N_ITEMS, N_USERS, PLAN, item_texts, kinds_log, log_of

LOG, TEXTS = kinds_log(), item_texts()


def same(one: InterestModel, other: InterestModel) -> bool:
    """Every weight to the last bit."""
    mine, theirs = one.tower.state_dict(), other.tower.state_dict()
    return mine.keys() == theirs.keys() and all(torch.equal(mine[name], theirs[name]) for name in mine)


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train_tower(LOG, TEXTS, PLAN)


def test_it_learns_that_people_stay_with_one_kind() -> None:
    found = train_tower(LOG, TEXTS, replace(PLAN, epochs=10, patience=10), HELD_OUT)
    losses = [epoch.loss or 0 for epoch in found.epochs]
    assert losses[-1] < losses[0] / 2
    # of ten places eight are of the kind of the past; a target placed evenly there has a gain of .45, one
    # placed evenly among all 38 items one of .12: ten gains of 1/log2(2..11) sum to 4.54, over 10 or over 38
    assert max(epoch.ndcg or 0 for epoch in found.epochs) > 0.25


def test_the_same_seed_gives_the_same_weights_and_another_others(trained: Trained) -> None:
    assert same(train_tower(LOG, TEXTS, PLAN).model, trained.model)
    assert not same(train_tower(LOG, TEXTS, replace(PLAN, seed=8)).model, trained.model)


def test_other_chance_of_the_program_changes_nothing(trained: Trained) -> None:
    torch.manual_seed(99)
    np.random.default_rng().random()
    assert same(train_tower(LOG, TEXTS, PLAN).model, trained.model)


@pytest.mark.parametrize("held_out", [None, HELD_OUT])
def test_a_killed_run_goes_on_and_ends_as_if_it_had_not_been_killed(
    tmp_path: Path, held_out: Validation | None
) -> None:
    def killed(doing: str, done: int, of: int) -> None:
        if doing.startswith("epoch 3") and done > of / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_tower(LOG, TEXTS, PLAN, held_out, Run(tmp_path, killed))
    told: list[Epoch] = []
    found = train_tower(LOG, TEXTS, PLAN, held_out, Run(tmp_path, told=told.append))
    whole = train_tower(LOG, TEXTS, PLAN, held_out)
    assert [epoch.number for epoch in told] == [3, 4]
    assert [epoch.loss for epoch in found.epochs] == [epoch.loss for epoch in whole.epochs]
    assert found.best == whole.best
    assert same(found.model, whole.model)
    assert "went on after epoch 2" in found.notes[0]


def test_a_finished_run_asked_for_again_is_not_trained_again(tmp_path: Path, trained: Trained) -> None:
    train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path))
    steps: list[int] = []
    again = train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path, lambda _, done, __: steps.append(done)))
    assert steps == []
    assert same(again.model, trained.model)


def test_a_kill_while_the_checkpoint_is_written_leaves_the_one_before(
    tmp_path: Path, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.replace

    def full(path: Path, target: Path) -> Path:
        if len(written) == 2:
            raise OSError("no space left")
        written.append(target)
        return write(path, target)

    written: list[Path] = []
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path))
    monkeypatch.undo()
    found = train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path))
    assert "went on after epoch 2" in found.notes[0]
    assert same(found.model, trained.model)


@pytest.mark.parametrize("change", ["plan", "log", "texts"])
def test_the_checkpoint_of_another_run_is_not_gone_on_with(tmp_path: Path, change: str) -> None:
    train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path))
    log = kinds_log(seed=1) if change == "log" else LOG
    texts = replace(TEXTS, texts=["kind"] * N_ITEMS) if change == "texts" else TEXTS
    plan = replace(PLAN, temperature=0.1) if change == "plan" else PLAN
    found = train_tower(log, texts, plan, run=Run(tmp_path))
    assert "training began anew" in found.notes[0]
    assert same(found.model, train_tower(log, texts, plan).model)


def test_a_damaged_checkpoint_is_told_and_training_begins_anew(tmp_path: Path, trained: Trained) -> None:
    (tmp_path / CHECKPOINT).write_bytes(b"half a file")
    found = train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path))
    assert "can't be read" in found.notes[0]
    assert same(found.model, trained.model)


def test_it_stops_when_nothing_is_gained_and_keeps_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = iter([0.1, 0.3, 0.2, 0.3, 0.9])
    monkeypatch.setattr(ranker.fitting, "validated", lambda *_: next(measured))
    plan = replace(PLAN, epochs=8, patience=2)
    found = train_tower(LOG, TEXTS, plan, HELD_OUT)
    assert [epoch.ndcg for epoch in found.epochs] == [0.1, 0.3, 0.2, 0.3]  # an equal one is no gain
    assert (found.best, found.stopped) == (2, "no gain")


def test_a_loss_that_is_no_number_stops_it_and_the_last_good_weights_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loss = ranker.fitting.sampled_softmax
    per_epoch = -(-N_USERS * 5 // PLAN.batch)  # five samples a person
    calls: list[int] = []

    def broken(*args: object) -> torch.Tensor:
        calls.append(1)
        return loss(*args) * (float("nan") if len(calls) > 2 * per_epoch else 1)  # type: ignore[arg-type]

    monkeypatch.setattr(ranker.fitting, "sampled_softmax", broken)
    found = train_tower(LOG, TEXTS, PLAN)
    monkeypatch.undo()

    def killed(doing: str, _: int, __: int) -> None:
        if doing.startswith("epoch 3"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_tower(LOG, TEXTS, PLAN, run=Run(tmp_path, killed))
    after_two = best_weights(tmp_path / CHECKPOINT)
    assert (found.stopped, found.best, len(found.epochs)) == ("diverged", 2, 2)
    assert "the weights of epoch 2 are kept. Try a smaller learning rate" in found.notes[0]
    assert all(torch.equal(tensor, after_two[name]) for name, tensor in found.model.tower.state_dict().items())


def best_weights(checkpoint: Path) -> dict[str, torch.Tensor]:
    return {name[5:]: tensor for name, tensor in load_file(checkpoint).items() if name.startswith("best/")}


@pytest.mark.parametrize("absurd", [{"learning_rate": 1e30}, {"temperature": 1e-45}])
def test_absurd_plans_diverge_and_say_that_nothing_is_of_use(absurd: dict[str, float]) -> None:
    found = train_tower(LOG, TEXTS, replace(PLAN, **absurd))
    assert (found.stopped, found.best) == ("diverged", 0)
    assert "no weights are of use" in found.notes[0]
    assert all(tensor.isfinite().all() for tensor in found.model.tower.state_dict().values())


def test_a_log_of_one_person_or_of_single_likes_is_refused() -> None:
    one = log_of([(0, 0), (0, 1), (0, 2)], n_items=N_ITEMS)
    with pytest.raises(
        LogTooSmall, match="3 likes of 1 people, 2 of them after another; training needs two people"
    ):
        train_tower(one, TEXTS, PLAN)
    single = log_of([(0, 0), (1, 1), (2, 2)], n_items=N_ITEMS)
    with pytest.raises(LogTooSmall, match="3 likes of 3 people, 0 of them"):
        train_tower(single, TEXTS, PLAN)


def test_the_smallest_log_that_can_be_learnt_from_is_learnt_from() -> None:
    found = train_tower(log_of([(0, 0), (0, 1), (1, 1)], n_items=N_ITEMS), TEXTS, PLAN)
    assert (found.stopped, found.best) == ("all epochs", PLAN.epochs)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_vectors_that_are_no_numbers_are_refused_before_training(value: float) -> None:
    vectors = TEXTS.vectors.copy()
    vectors[[3, 9], 2] = value
    with pytest.raises(ValueError, match=r"item 'i3' \(row 3\) and of 1 more is not finite; index the catalogue"):
        train_tower(LOG, replace(TEXTS, vectors=vectors), PLAN)


def test_vectors_or_texts_of_another_catalogue_are_refused() -> None:
    with pytest.raises(ValueError, match=r"the log has 40 items, there are 39 texts and vectors \(40, 8\)"):
        train_tower(LOG, ItemTexts(TEXTS.vectors, TEXTS.texts[1:]), PLAN)


def test_plans_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="epochs must be at least 1, got 0"):
        TrainingPlan(epochs=0)
    with pytest.raises(ValueError, match="temperature must be above 0 and finite, got nan"):
        TrainingPlan(temperature=float("nan"))


def test_the_learning_rate_rises_in_a_line_and_falls_along_a_cosine() -> None:
    plan = TrainingPlan(learning_rate=1.0, warm_up_steps=10)
    assert learning_rate(0, 1_000, plan) == pytest.approx(0.1, abs=1e-5)
    assert learning_rate(500, 1_000, plan) == pytest.approx(LEAST_RATE + (1 - LEAST_RATE) / 2)
    assert learning_rate(1_000, 1_000, plan) == pytest.approx(LEAST_RATE)
    # of twenty steps two are warm-up
    assert learning_rate(0, 20, plan) == pytest.approx(0.5)


def later_log() -> tuple[Log, NDArray[np.bool_]]:
    """Two items more, 40 of kind 0 and 41 of kind 1, that everybody of that kind likes last; and which likes."""
    pairs = list(zip(LOG.users.tolist(), LOG.items.tolist(), strict=True))
    last = [(user, N_ITEMS + pairs[user * LIKES][1] % KINDS) for user in range(N_USERS)]
    both = sorted([*pairs, *(pair for pair in last if pair[1] < N_ITEMS + 2)], key=lambda pair: pair[0])
    return log_of(both, N_ITEMS + 2), np.array([item >= N_ITEMS for _, item in both])


def test_an_update_learns_what_is_new_and_keeps_the_rest() -> None:
    base = train_tower(LOG, TEXTS, replace(PLAN, epochs=10)).model
    before = {name: tensor.clone() for name, tensor in base.tower.state_dict().items()}
    log, new = later_log()
    texts = item_texts(N_ITEMS + 2)
    texts = replace(texts, texts=[*texts.texts[:N_ITEMS], "nothing", "said"])  # known by their likes alone
    found = continue_training(base, log, texts, new, replace(PLAN, batch=4))
    grown = base.grown(log.item_ids, texts.texts, PLAN.seed)
    assert found.model.item_ids == tuple(log.item_ids)
    assert found.model.counted.all()
    # what somebody of kind 0 thinks of item 40, after and before
    assert liking(found.model, texts)[0, N_ITEMS] > liking(grown, texts)[0, N_ITEMS] + 0.2
    # of ten items of the kind seven at least are still among the ten best
    best = np.argsort(-liking(found.model, texts)[0, :N_ITEMS])[:10]
    assert (best % KINDS == 0).sum() >= 7
    assert all(torch.equal(before[name], tensor) for name, tensor in base.tower.state_dict().items())


def liking(model: InterestModel, texts: ItemTexts) -> NDArray[np.float32]:
    """float32 (4, n_items), of the people held out, one a kind."""
    vectors = item_vectors(model.tower, model.content(texts))
    return user_vectors(model.tower, vectors, HELD_OUT.histories) @ vectors.T


def test_an_update_that_makes_it_worse_is_not_taken(monkeypatch: pytest.MonkeyPatch, trained: Trained) -> None:
    measured = iter([0.5, 0.4])
    monkeypatch.setattr(ranker.fitting, "validated", lambda *_: next(measured))
    found = continue_training(trained.model, LOG, TEXTS, np.arange(len(LOG)) % 6 == 5, PLAN, HELD_OUT)
    assert [(epoch.number, epoch.ndcg) for epoch in found.epochs] == [(0, 0.5), (1, 0.4)]
    assert found.best == 0
    assert same(found.model, trained.model)


def test_an_update_with_nothing_new_says_so_and_changes_nothing(trained: Trained) -> None:
    found = continue_training(trained.model, LOG, TEXTS, np.zeros(len(LOG), dtype=np.bool_), PLAN)
    assert "nothing new to learn from" in found.notes[0]
    assert same(found.model, trained.model)


def test_an_update_with_vectors_of_another_width_is_refused(trained: Trained) -> None:
    with pytest.raises(ValueError, match="trained on vectors 8 wide, these are 5 wide; train anew"):
        continue_training(trained.model, LOG, item_texts(dim=5), np.ones(len(LOG), dtype=np.bool_), PLAN)
