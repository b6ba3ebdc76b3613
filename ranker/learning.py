"""A log -> the interest model: towers and transitions first, then the judge that weighs them. Knows no files.

The judge must see the others as they will be: on likes they have not learnt from. So the last likes of some people
and every like of a few items are put aside; towers and transitions learn from the rest, the judge from what was
put aside, and then towers and transitions are trained once more, on everything.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ranker.features import NAMES, STANDARDISED, Signals, features, standing, steps
from ranker.interest import Interest, candidates_of, signals_of
from ranker.judge import Judge
from ranker.judging import Choice, JudgingPlan, TooFewChoices, train_judge
from ranker.log import Log
from ranker.model import ItemTexts
from ranker.plan import TrainingPlan
from ranker.split import NothingToHoldOut, Split, cold_split, leave_last
from ranker.tokens import token_matrix
from ranker.training import Run, Trained, continue_training, train_tower
from ranker.transitions import TooManyItems, Transitions, TransitionsPlan, learn_transitions
from ranker.validation import Validation


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """How to train all of it.

    Attributes:
        tower, transitions, judging: Of each part.
        asked: People whose last likes the judge learns from, at most.
        most: Likes of a person put aside, at most; see `leave_last`.
        cold: Share of the items touched that lose every like, so that the judge learns what new items are like.
        candidates: Of a quick look, for each of them; with the best by each signal some two hundred.
        validated: Of the people asked, by how many the towers' epochs are compared.
        seed: Of all chance.
    """

    tower: TrainingPlan = field(default_factory=TrainingPlan)
    transitions: TransitionsPlan = field(default_factory=TransitionsPlan)
    judging: JudgingPlan = field(default_factory=JudgingPlan)
    asked: int = 6_000
    most: int = 5
    cold: float = 0.05
    candidates: int = 150
    validated: int = 1_000
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What came of it; `notes` are for the person, `towers` tells how the towers' training went."""

    interest: Interest
    towers: Trained
    notes: tuple[str, ...]
    seconds: float


def learn(log: Log, texts: ItemTexts, plan: LearningPlan, run: Run | None = None) -> Learned:
    """Trains the interest model on a log.

    Args:
        log: Likes and dislikes with today's catalogue.
        texts: Of every item, row by row.
        plan: How.
        run: Where, and who is told.
    Raises:
        LogTooSmall: Nothing to learn from.
        ValueError: Texts or vectors do not fit the log, or are not finite.
    """
    started, run = time.monotonic(), run or Run()
    warm, cold = put_aside(log, plan)
    fit = cold.fit if cold else warm.fit
    validation = Validation(warm.histories[: plan.validated], warm.targets[: plan.validated])
    tower_plan = replace(plan.tower, seed=plan.seed)
    towers = train_tower(fit, texts, tower_plan, validation, run)
    notes = list(towers.notes)
    words = token_matrix(texts.texts, towers.model.vocabulary)
    signals = signals_of(towers.model, texts, _transitions(fit, words, plan, notes), steps(fit))
    judge = _judge(choices(signals, fit, warm, cold, plan, run), plan, notes)
    del signals  # two matrices of all pairs of items would not fit
    if towers.best:
        # the checkpoint and the epochs told are of the first training
        onward = Run(
            progress=lambda step, *done: run.progress(f"once more, {step}", *done), accelerator=run.accelerator
        )
        whole = train_tower(log, texts, replace(tower_plan, epochs=towers.best), None, onward)
        towers = replace(towers, model=whole.model) if whole.best else towers
        if not whole.best:
            notes.append("the last training diverged: the towers know nothing of what was put aside")
    after = _transitions(log, words, plan, notes)
    interest = Interest.of(towers.model, texts, after, steps(log), log.counts(), judge)
    return Learned(interest, towers, tuple(notes), time.monotonic() - started)


def put_aside(log: Log, plan: LearningPlan) -> tuple[Split, Split | None]:
    """What the judge learns from: last likes of so many people as the plan says, and all likes of a few items.

    The second is taken from what the first leaves. Where everybody has few likes, nothing is put aside.
    """
    able = int((np.bincount(log.users[log.values > 0], minlength=log.n_users) >= 3).sum())
    share = min(1.0, plan.asked / max(1, able))
    try:
        warm = leave_last(log, share, plan.seed, at_least=3, most=plan.most)
    except NothingToHoldOut:
        return Split(log, np.zeros(0, dtype=np.int32), [], []), None
    try:
        return warm, cold_split(warm.fit, plan.cold, plan.seed) if plan.cold else None
    except NothingToHoldOut:
        return warm, None


def choices(
    signals: Signals, fit: Log, warm: Split, cold: Split | None, plan: LearningPlan, run: Run
) -> list[Choice]:
    """What each person asked chose among the candidates of a quick look; nothing where it is not among them.

    Touched items are compared with touched ones, new with new: how many new items to show is not for the past to
    say.
    """
    untouched = fit.counts() == 0
    asked = [(warm, untouched)] + ([(cold, ~untouched)] if cold else [])
    total, done = sum(len(split.users) for split, _ in asked), 0
    found = []
    for split, left_out in asked:
        people = signals.people(split.histories)
        for history, person, wanted in zip(split.histories, people, split.targets, strict=True):
            done += 1
            run.progress("weighing", done, total)
            stood = standing(signals, history, person)
            quick = stood.first()
            quick[history.items] = -np.inf
            quick[left_out] = -np.inf
            candidates = candidates_of(stood, quick, left_out, plan.candidates)
            is_wanted = np.isin(candidates, wanted)
            if is_wanted.any():
                found.append(Choice(features(signals, history, stood, candidates), is_wanted))
    return found


def _transitions(log: Log, words: sp.csr_matrix[Any], plan: LearningPlan, notes: list[str]) -> Transitions | None:
    try:
        return learn_transitions(log, words, plan.transitions)
    except TooManyItems as error:
        if (note := f"{error}; what follows what is left out") not in notes:
            notes.append(note)
        return None


def _judge(lists: list[Choice], plan: LearningPlan, notes: list[str]) -> Judge:
    try:
        return train_judge(lists, replace(plan.judging, seed=plan.seed))
    except TooFewChoices as error:
        summed = ", ".join(STANDARDISED)
        notes.append(f"{error}: {summed} are added up with equal weights instead, and scores are no probabilities")
        return Judge.plain(NAMES, STANDARDISED)


def update(
    interest: Interest,
    log: Log,
    texts: ItemTexts,
    new: NDArray[np.bool_],
    plan: LearningPlan,
    run: Run | None = None,
) -> Learned:
    """Takes new interactions, items and words into a trained model: the towers go on from where they are, what
    follows what is solved anew, the judge stays.

    Args:
        interest: Trained; stays as it is.
        log: Old and new interactions with today's catalogue.
        texts: Of every item of today's catalogue, row by row.
        new: bool (len(log),), interactions the model was not trained on.
        plan: As for `learn`.
        run: Where, and who is told.
    Raises:
        ValueError: Texts or vectors do not fit the log or the model.
    """
    started = time.monotonic()
    towers = continue_training(interest.towers, log, texts, new, replace(plan.tower, seed=plan.seed), run=run)
    notes = list(towers.notes)
    transitions = _transitions(log, token_matrix(texts.texts, towers.model.vocabulary), plan, notes)
    whole = Interest.of(towers.model, texts, transitions, steps(log), log.counts(), interest.judge)
    return Learned(whole, towers, tuple(notes), time.monotonic() - started)
