"""Trains the interest model on a log: checks first, then fits, then says what came of it. Knows no cards."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ranker.checkpoint import CHECKPOINT, Epoch, State
from ranker.fitting import Run, Stopped, accelerator_for, fitted, prepared
from ranker.log import Log
from ranker.model import InterestModel, ItemTexts
from ranker.plan import TrainingPlan
from ranker.samples import Samples, likes, samples_of, update_samples
from ranker.softmax import Sampler
from ranker.tower import FEATURES, seeded_tower
from ranker.validation import Validation

__all__ = ["CHECKPOINT", "LogTooSmall", "Run", "Trained", "accelerator_for", "continue_training", "train_tower"]

UPDATE_RATE = 0.25  # share of the learning rate for weights that are good already


class LogTooSmall(ValueError):
    """There is nothing to learn from; says what is there and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What came of a training.

    Attributes:
        model: With the best weights.
        plan: As trained.
        epochs: Those done; number 0 is what an updated model could do before.
        best: Number of the epoch the weights are of; 0 where none was good, and the weights are as at the start.
        stopped: Why; "diverged" where loss or weights went out of bounds.
        seconds: All of it took, of a run that went on only since it did.
        notes: What the person should be told.
    """

    model: InterestModel
    plan: TrainingPlan
    epochs: tuple[Epoch, ...]
    best: int
    stopped: Stopped
    seconds: float
    notes: tuple[str, ...] = ()


def train_tower(
    log: Log, texts: ItemTexts, plan: TrainingPlan, validation: Validation | None = None, run: Run | None = None
) -> Trained:
    """Trains both towers from the beginning.

    In several processes each takes its part of every batch, with negatives of its own; gradients are
    averaged. The result is the same in each; only the main one writes.

    Args:
        log: People and what they liked; the validation people's targets taken out.
        texts: Of every item of the log's catalogue, row by row.
        plan: How.
        validation: People to stop by; without them all epochs are done and the last is kept.
        run: Where, and who is told.
    Returns:
        The best weights, never those of a step at which the loss was no number.
    Raises:
        LogTooSmall: Fewer than two people, or nobody liked two items.
        ValueError: Vectors or texts do not fit the log, or a vector is not finite.
    """
    run = run or Run()
    _check(log, texts)
    samples = samples_of(log)
    _check_enough(samples, run)
    model = InterestModel.untrained(log.item_ids, texts, log.counts() > 0, plan.shape, plan.seed)
    return _trained(model, log, texts, Sampler.of(samples, likes(log), plan), validation, run)


def continue_training(
    model: InterestModel,
    log: Log,
    texts: ItemTexts,
    new: NDArray[np.bool_],
    plan: TrainingPlan,
    validation: Validation | None = None,
    run: Run | None = None,
) -> Trained:
    """One short pass over what is new in a log, and as many old samples, from weights that are good already.

    Items and words that are new to the model get rows. Where validation finds the weights worse than
    before, those from before are kept (`best` is 0).

    Args:
        model: Trained; stays as it is.
        log: Old and new interactions with today's catalogue.
        texts: Of every item of today's catalogue, row by row.
        new: bool (len(log),), interactions the model was not trained on.
        plan: Of the training; shape is that of the model, one epoch at a quarter of the learning rate is done.
        validation: People to compare by.
        run: Where, and who is told.
    Raises:
        ValueError: Vectors or texts do not fit the log or the model, or a vector is not finite.
    """
    run = run or Run()
    _check(log, texts)
    if texts.vectors.shape[1] != (wide := model.tower.text.in_features):
        raise ValueError(
            f"the model was trained on vectors {wide} wide, these are {texts.vectors.shape[1]} wide; "
            "train anew with: offtrail train LOG"
        )
    plan = replace(plan, shape=model.tower.shape, epochs=1, learning_rate=plan.learning_rate * UPDATE_RATE)
    grown = model.grown(log.item_ids, texts.texts, plan.seed)
    grown = replace(grown, counted=grown.counted | (log.counts() > 0))
    samples = update_samples(log, new, plan.seed)
    if len(samples) < _processes(run):
        note = "nothing new to learn from: no new like of somebody who liked something before"
        return Trained(grown, plan, (), 0, "all epochs", 0.0, (note,))
    return _trained(grown, log, texts, Sampler.of(samples, likes(log), plan), validation, run, from_good=True)


def _trained(
    model: InterestModel,
    log: Log,
    texts: ItemTexts,
    sampler: Sampler,
    validation: Validation | None,
    run: Run,
    from_good: bool = False,
) -> Trained:
    started = time.monotonic()
    made_of = _fingerprint(model, log, texts, sampler, validation, _processes(run))
    fit = prepared(model.tower, model.content(texts), sampler, validation, run)
    state, stopped, note = fitted(fit, made_of, from_good)
    notes = (note, _diverged(state, from_good) if stopped == "diverged" else "")
    return Trained(
        model=_with_best(model, state),
        plan=sampler.plan,
        epochs=state.epochs,
        best=state.best,
        stopped=stopped,
        seconds=time.monotonic() - started,
        notes=tuple(filter(None, notes)),
    )


def _with_best(model: InterestModel, state: State) -> InterestModel:
    used = model.tower
    sizes = (used.text.in_features, used.words.num_embeddings, used.ids.num_embeddings)
    tower = seeded_tower(used.shape, sizes, seed=0)
    tower.load_state_dict(state.weights)
    return replace(model, tower=tower.eval())


def _diverged(state: State, from_good: bool) -> str:
    kept = f"the weights of epoch {state.best} are kept" if state.best or from_good else "no weights are of use"
    return f"training stopped: loss or weights went out of bounds; {kept}. Try a smaller learning rate"


def _processes(run: Run) -> int:
    return int((run.accelerator or accelerator_for()).num_processes)


def _check(log: Log, texts: ItemTexts) -> None:
    shape = texts.vectors.shape
    if len(shape) != 2 or not shape[0] == len(texts.texts) == log.n_items:
        raise ValueError(
            f"the log has {log.n_items:,} items, there are {len(texts.texts):,} texts and vectors {shape}; "
            "give one of each an item, in the order of the log"
        )
    broken = np.flatnonzero(~np.isfinite(texts.vectors).all(axis=1))
    if len(broken):
        raise ValueError(
            f"the vector of item {log.item_ids[broken[0]]!r} (row {broken[0]}) and of {len(broken) - 1:,} more is "
            "not finite; index the catalogue again with: offtrail index CATALOGUE"
        )


def _check_enough(samples: Samples, run: Run) -> None:
    people, processes = len(np.unique(samples.users)), _processes(run)
    if people < 2 or not len(samples):
        raise LogTooSmall(
            f"the log has {len(samples.items):,} likes of {people:,} people, {len(samples):,} of them after "
            "another; training needs two people, and one of them with two likes. Gather more, or go on without a "
            "trained model: items are ranked by likeness then"
        )
    if len(samples) < processes:
        raise LogTooSmall(f"{len(samples):,} samples can't be split over {processes} processes; launch fewer")


def _fingerprint(
    model: InterestModel,
    log: Log,
    texts: ItemTexts,
    sampler: Sampler,
    validation: Validation | None,
    processes: int,
) -> str:
    """Of everything the weights depend on; a checkpoint of another run must not be gone on with."""
    found = hashlib.sha256(json.dumps([FEATURES, processes, asdict(sampler.plan), list(log.item_ids)]).encode())
    samples = sampler.samples
    arrays = [samples.users, samples.items, samples.values, samples.targets, texts.vectors, model.counted]
    weights = (tensor.numpy() for tensor in model.tower.state_dict().values())
    held: Iterable[NDArray[np.generic]] = ()
    if validation is not None:
        pasts = (history.items for history in validation.histories)
        held = chain(pasts, validation.targets)
    for array in chain(arrays, weights, held):
        found.update(str(array.shape).encode() + np.ascontiguousarray(array).tobytes())
    for text in texts.texts:
        found.update(hashlib.sha256(text.encode()).digest())
    return found.hexdigest()
