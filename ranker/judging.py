"""Trains a judge on lists of candidates of which some were chosen. Knows nothing of what the features mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ranker.judge import Features, Judge

LEAST_LISTS = 50  # fewer teach chance
LEAST_SLOPE = 1e-3  # of log-odds over standardised scores
HELD_BACK = np.array([1e-2, 0.0])  # so that slopes stay finite where scores part the wanted from the rest

Line = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One list: features (m, f) of its candidates, and which of them was wanted, bool (m,), at least one."""

    features: Features
    wanted: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class JudgingPlan:
    """How to train: hidden units, passes over the lists, lists a step, AdamW's rates, chance.

    Attributes:
        together: Networks that begin elsewhere and are averaged: one network hangs much on its beginning.
    """

    hidden: int = 32
    together: int = 3
    epochs: int = 12
    batch: int = 64
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    dropout: float = 0.1
    seed: int = 0


class TooFewChoices(ValueError):
    """There are not enough lists to learn from."""


class JudgeDiverged(RuntimeError):
    """The loss is not a number; nothing was learnt."""


def train_judge(choices: Sequence[Choice], plan: JudgingPlan) -> Judge:
    """The weights under which what was wanted stands out of its list, by softmax over the list.

    Args:
        choices: At least 50 lists.
        plan: How.
    Raises:
        TooFewChoices: Fewer.
        JudgeDiverged: The loss is not a number.
    Source: Cao et al., Learning to rank: from pairwise approach to listwise approach, ICML 2007.
    """
    if len(choices) < LEAST_LISTS:
        raise TooFewChoices(f"{len(choices):,} lists with a wanted item in them, training needs {LEAST_LISTS}")
    every = np.concatenate([choice.features for choice in choices])
    mean, spread = every.mean(0, dtype=np.float64), every.std(0, dtype=np.float64)  # in float32, 1 / 3 varies
    same = spread < 1e-6
    spread[same] = 1.0
    mean, spread = mean.astype(np.float32), spread.astype(np.float32)
    nets = [_fitted(choices, mean, spread, plan, plan.seed + other) for other in range(plan.together)]
    into, bias, out = (np.concatenate(parts) for parts in zip(*map(_weights, nets), strict=True))
    into[:, same] = 0  # what never varied taught nothing: its weights are chance
    return _calibrated(Judge(mean, spread, into, bias, (out / len(nets)).astype(np.float32)), choices)


def _weights(net: nn.Sequential) -> tuple[Features, Features, Features]:
    """float32 (h, f) into the hidden units, (h,) their bias, (h,) out of them."""
    first, last = net[0], net[3]
    assert isinstance(first, nn.Linear)
    assert isinstance(last, nn.Linear)
    into, bias, out = (
        part.detach().numpy().astype(np.float32) for part in (first.weight, first.bias, last.weight)
    )
    return into, bias, out[0]


def _fitted(
    choices: Sequence[Choice], mean: Features, spread: Features, plan: JudgingPlan, seed: int
) -> nn.Sequential:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = nn.Sequential(
            nn.Linear(len(mean), plan.hidden),
            nn.GELU(approximate="tanh"),
            nn.Dropout(plan.dropout),
            nn.Linear(plan.hidden, 1, bias=False),
        )
        optimizer = torch.optim.AdamW(net.parameters(), lr=plan.learning_rate, weight_decay=plan.weight_decay)
        rng = np.random.default_rng(seed)
        batch = min(plan.batch, len(choices))
        steps, step = plan.epochs * (len(choices) // batch), 0
        for _ in range(plan.epochs):
            order = rng.permutation(len(choices))
            for start in range(0, len(order) - batch + 1, batch):
                optimizer.param_groups[0]["lr"] = plan.learning_rate * 0.5 * (1 + math.cos(math.pi * step / steps))
                lists = [choices[i] for i in order[start : start + batch]]
                loss = _loss(net, lists, mean, spread)
                if not torch.isfinite(loss):
                    raise JudgeDiverged(
                        f"the judge's loss is {loss.item()} at step {step}, nothing changed; try another --seed"
                    )
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                step += 1
    return net.eval()


def _loss(net: nn.Sequential, lists: Sequence[Choice], mean: Features, spread: Features) -> Tensor:
    """Minus the log of softmax's share for what was wanted, averaged over the wanted items and the lists."""
    longest = max(len(choice.wanted) for choice in lists)
    features = np.zeros((len(lists), longest, len(mean)), dtype=np.float32)
    there = np.zeros((len(lists), longest), dtype=np.bool_)
    wanted = np.zeros((len(lists), longest), dtype=np.float32)
    for row, choice in enumerate(lists):
        size = len(choice.wanted)
        features[row, :size] = (choice.features - mean) / spread
        there[row, :size] = True
        wanted[row, :size] = choice.wanted / choice.wanted.sum()
    scores: Tensor = net(torch.from_numpy(features)).squeeze(-1)
    shares = scores.masked_fill(~torch.from_numpy(there), -1e9).log_softmax(1)
    loss: Tensor = -(shares * torch.from_numpy(wanted)).sum(1).mean()
    return loss


def _calibrated(judge: Judge, choices: Sequence[Choice]) -> Judge:
    """With scores that are log-odds of having been wanted, over all candidates."""
    scores = np.concatenate([judge.scores(choice.features) for choice in choices]).astype(np.float64)
    happened = np.concatenate([choice.wanted for choice in choices]).astype(np.float64)
    slope, shift = _log_odds(scores, happened)
    out = (judge.out * slope).astype(np.float32)
    return Judge(judge.mean, judge.spread, judge.into, judge.bias, out, shift)


def _log_odds(scores: Line, happened: Line) -> tuple[float, float]:
    """Slope, above 0, and shift of the line from scores to log-odds under which `happened`, 0 or 1, is likeliest.

    Source: Platt, Probabilistic outputs for support vector machines, 1999, section 2.2; Newton's method with
        steps halved until they gain, since whole ones run away where few of many candidates were wanted.
    """
    middle, spread = scores.mean(), float(scores.std())
    if spread < 1e-6:  # nothing but rounding
        spread = 1.0
    design = np.stack([(scores - middle) / spread, np.ones_like(scores)], 1)  # (m, 2)
    share = np.clip(happened.mean(), 1e-6, 1 - 1e-6)
    start = np.array([LEAST_SLOPE, math.log(share / (1 - share))])
    line = start
    for _ in range(50):
        foretold = 1 / (1 + np.exp(-np.clip(design @ line, -30, 30)))
        rise = design.T @ (happened - foretold) - HELD_BACK * line
        bend = design.T @ (design * (foretold * (1 - foretold))[:, None]) + np.diag(HELD_BACK + 1e-9)
        step, before = np.linalg.solve(bend, rise), _surprise(line, design, happened)
        while np.abs(step).max() > 1e-9 and _surprise(line + step, design, happened) > before:
            step = step / 2
        line = line + step
        if np.abs(step).max() < 1e-9:
            break
    if line[0] < LEAST_SLOPE:  # a better score is never a smaller probability
        line = start
    return float(line[0] / spread), float(line[1] - line[0] * middle / spread)


def _surprise(line: Line, design: Line, happened: Line) -> float:
    """Minus the log of the probability of what happened, and what holds the slope back."""
    odds = design @ line
    return float((np.logaddexp(0, odds) - happened * odds).sum() + 0.5 * (HELD_BACK * line * line).sum())
