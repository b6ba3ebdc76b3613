"""How a training goes: sizes, rates and chance as plain numbers. Knows nothing of models or logs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from ranker.shape import TowerShape

LEAST_RATE = 0.05  # share of the learning rate that is left at the end


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How to train; the same plan, log and machine give the same weights in one process.

    Attributes:
        shape: Of the towers.
        epochs: At most; fewer where validation gains nothing for `patience` epochs.
        batch: Samples of a step, over all processes.
        negatives: Items drawn evenly for a step, in each process, beside the other targets of the batch.
        temperature: Divides the cosines.
        popularity: How much of the in-batch negatives' bias towards popular items is taken back, 0 to 1
            (the strength of the logQ correction).
        learning_rate: At its highest, after `warm_up_steps`; it falls along a cosine to a twentieth.
        weight_decay: Of AdamW.
        seed: Of all chance.
    """

    shape: TowerShape = field(default_factory=TowerShape)
    epochs: int = 3
    batch: int = 512
    negatives: int = 1_024
    temperature: float = 0.07
    popularity: float = 1.0
    learning_rate: float = 2e-3
    warm_up_steps: int = 50
    weight_decay: float = 0.0
    patience: int = 2
    seed: int = 0

    def __post_init__(self) -> None:
        least = {"epochs": 1, "batch": 1, "negatives": 0, "warm_up_steps": 0, "patience": 1, "seed": 0}
        for name, bound in least.items():
            if getattr(self, name) < bound:
                raise ValueError(f"plan: {name} must be at least {bound}, got {getattr(self, name)!r}")
        for name in ("temperature", "learning_rate"):
            if not (getattr(self, name) > 0 and math.isfinite(getattr(self, name))):
                raise ValueError(f"plan: {name} must be above 0 and finite, got {getattr(self, name)!r}")


def learning_rate(step: int, steps: int, plan: TrainingPlan) -> float:
    """The rate at a step, counted from 0: it rises in a straight line, then falls along half a cosine.

    Warm-up takes a tenth of all steps at most, so that a short run trains too.
    Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017, section 3.
    """
    warm_up = max(1, min(plan.warm_up_steps, steps // 10))
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return plan.learning_rate * min(1.0, (step + 1) / warm_up) * (LEAST_RATE + (1 - LEAST_RATE) * cosine)
