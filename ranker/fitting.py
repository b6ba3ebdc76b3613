"""Fits towers to samples: epochs, when to stop, what is kept. Knows nothing of how the samples were chosen."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import broadcast
from torch import Tensor, nn

from ranker.checkpoint import Epoch, State, cpu_weights, load_checkpoint, save_checkpoint
from ranker.plan import TrainingPlan, learning_rate
from ranker.softmax import Rows64, Sampler, sampled_softmax
from ranker.tower import Content, Tower
from ranker.validation import Validation, validated

CHECK_STEPS = 50  # how often the loss is looked at; on a GPU each look waits for it
LARGEST = 1e6  # of a weight: towers are of unit length, larger ones give vectors of zeros

Stopped = Literal["all epochs", "no gain", "diverged"]
Progress = Callable[[str, int, int], None]  # (what is being done, done, of how many)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """How a training is carried out; none of it changes what comes out of one process.

    Attributes:
        folder: For the checkpoint of a run that may be killed; None to keep none.
        progress: Told of every step, in the main process.
        told: Told of every epoch, in the main process.
        accelerator: Where it runs; None for `accelerator_for()`.
    """

    folder: Path | None = None
    progress: Progress = lambda *_: None
    told: Callable[[Epoch], None] = lambda _: None
    accelerator: Accelerator | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """All that is held while towers are fitted.

    Attributes:
        tower: The weights, on the device of the accelerator.
        towers: The same, wrapped to share gradients between processes.
        content: Of all items, on the same device.
    """

    tower: Tower
    towers: nn.Module
    optimizer: torch.optim.Optimizer
    accelerator: Accelerator
    content: Content
    sampler: Sampler
    validation: Validation | None
    run: Run

    @property
    def plan(self) -> TrainingPlan:
        """Of the sampler."""
        return self.sampler.plan


def accelerator_for(device: Literal["cpu", "cuda"] | None = None) -> Accelerator:
    """One process, or all that were launched together; on the GPU where there is one, with bfloat16 if it can."""
    cpu = device == "cpu" or not torch.cuda.is_available()
    return Accelerator(cpu=cpu, mixed_precision="no" if cpu or not torch.cuda.is_bf16_supported() else "bf16")


def prepared(tower: Tower, content: Content, sampler: Sampler, validation: Validation | None, run: Run) -> Fit:
    """Brings everything to the device; the tower is moved, not copied.

    AdamW is dense: every step touches the rows of all items and words, well enough up to 100,000 of them.
    """
    accelerator, plan = run.accelerator or accelerator_for(), sampler.plan
    tower = tower.to(accelerator.device)
    return Fit(
        tower=tower,
        towers=accelerator.prepare_model(tower),
        # needs no preparing: bfloat16 gradients are not scaled
        optimizer=torch.optim.AdamW(
            tower.parameters(),
            lr=plan.learning_rate,
            weight_decay=plan.weight_decay,
            fused=accelerator.device.type == "cpu" or None,  # one pass over the rows instead of ten
        ),
        accelerator=accelerator,
        content=content.to(accelerator.device),
        sampler=sampler,
        validation=validation if validation is not None and len(validation.targets) else None,
        run=run,
    )


def fitted(fit: Fit, made_of: str, from_good: bool = False) -> tuple[State, Stopped, str]:
    """Trains until the epochs are done or validation gains nothing more.

    Args:
        fit: Of `prepared`.
        made_of: Fingerprint of everything the run depends on, for its checkpoint.
        from_good: The weights are good already: kept where no epoch is better.
    Returns:
        The state with the best weights, why it stopped, and what to tell the person of the checkpoint.
    """
    state, note, folder = State((), 0, cpu_weights(fit.tower)), "", fit.run.folder
    if folder is not None:
        found, note = load_checkpoint(folder, fit.tower, fit.optimizer, made_of)
        state = found or state
        fit.accelerator.wait_for_everyone()  # nobody writes while others read
    if from_good and not state.epochs and (ndcg := _ndcg(fit)) is not None:
        state = replace(state, epochs=(Epoch(0, None, ndcg, 0.0),))
    while not (stopped := _finished(state, fit.plan)):
        after = _after_epoch(fit, state)
        if after is None:
            return state, "diverged", note
        state = after
        if fit.accelerator.is_main_process:
            if folder is not None:
                save_checkpoint(folder, fit.tower, fit.optimizer, state, made_of)
            fit.run.told(state.epochs[-1])
    fit.accelerator.wait_for_everyone()
    return state, stopped, note


def _finished(state: State, plan: TrainingPlan) -> Stopped | None:
    done = state.epochs[-1].number if state.epochs else 0
    if done >= plan.epochs:
        return "all epochs"
    return "no gain" if done - state.best >= plan.patience else None


def _after_epoch(fit: Fit, state: State) -> State | None:
    """The state one epoch on; None where loss or weights went out of bounds."""
    started = time.monotonic()
    number = state.epochs[-1].number + 1 if state.epochs else 1
    loss = _epoch(fit, number)
    weights = cpu_weights(fit.tower)
    if not math.isfinite(loss) or not all(bool((tensor.abs() < LARGEST).all()) for tensor in weights.values()):
        return None
    ndcg = _ndcg(fit)
    epochs = (*state.epochs, Epoch(number, loss, ndcg, time.monotonic() - started))
    before = max((epoch.ndcg for epoch in state.epochs if epoch.ndcg is not None), default=-1.0)
    if ndcg is None or ndcg > before:
        return State(epochs, number, weights)
    return replace(state, epochs=epochs)


def _epoch(fit: Fit, number: int) -> float:
    """One pass over the samples in an order of its own: the mean loss, NaN as soon as that is found.

    Order and chance come from seed and epoch alone, so that a run that goes on needs no state of theirs.
    """
    here, plan, targets = fit.accelerator, fit.plan, fit.sampler.samples.targets
    order = np.random.default_rng([plan.seed, number]).permutation(targets)
    pieces = np.array_split(order, math.ceil(len(order) / plan.batch))
    chance = np.random.default_rng([plan.seed, number, 1 + here.process_index])
    left_out = torch.Generator(here.device).manual_seed(int(chance.integers(2**62)))
    losses, done = torch.zeros(2, device=here.device), 0  # their sum, how many
    for i, piece in enumerate(pieces):
        share = len(piece) // here.num_processes
        if share:
            mine = piece[here.process_index * share :][:share]
            rate = learning_rate((number - 1) * len(pieces) + i, plan.epochs * len(pieces), plan)
            losses += _stepped(fit, mine, rate, chance, left_out)
        done += len(piece)
        if here.is_main_process:
            fit.run.progress(f"epoch {number} of {plan.epochs}", done, len(order))
        if (i + 1) % CHECK_STEPS == 0 and not math.isfinite(_mean(here, losses)):
            return math.nan
    return _mean(here, losses)


def _stepped(
    fit: Fit, targets: Rows64, rate: float, chance: np.random.Generator, left_out: torch.Generator
) -> Tensor:
    """Changes the weights once: float32 (2,), the loss and 1."""
    step = fit.sampler.step(targets, chance).to(fit.accelerator.device)
    for group in fit.optimizer.param_groups:
        group["lr"] = rate
    fit.optimizer.zero_grad()
    people, items = fit.towers(fit.content, step.history, step.values, step.candidates, left_out)
    loss = sampled_softmax(people.float(), items.float(), step, fit.plan.temperature)
    fit.accelerator.backward(loss)
    fit.optimizer.step()
    return torch.stack([loss.detach(), torch.ones_like(loss)])


def _mean(accelerator: Accelerator, losses: Tensor) -> float:
    """Over all processes."""
    total, n = accelerator.reduce(losses.clone(), "sum").tolist()
    return float(total / n)


def _ndcg(fit: Fit) -> float | None:
    """Measured once and told to all, so that all stop together; None without people to measure on."""
    if fit.validation is None:
        return None
    here, found = fit.accelerator, 0.0
    if here.is_main_process:
        found = validated(fit.tower, fit.content, fit.validation)
    return float(broadcast(torch.tensor([found], dtype=torch.float64, device=here.device))[0])
