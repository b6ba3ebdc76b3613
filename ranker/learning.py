"""A log -> the interest model: towers and transitions first, then the judge that weighs them. Knows no files.

The judge must see the others as they will be: on likes they have not learnt from. So the last like of some people
and every like of a few items are put aside; towers and transitions learn from the rest, the judge from what was put
aside, and then the transitions, the counts and the towers take it in as well.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ranker.features import Signals, features, standing, steps
from ranker.interest import Interest, candidates_of, signals_of
from ranker.judging import Choice, JudgingPlan, train_judge
from ranker.log import Log
from ranker.model import InterestModel, ItemTexts
from ranker.plan import TrainingPlan
from ranker.split import Split, leave_last
from ranker.tokens import token_matrix
from ranker.training import Run, Trained, continue_training, train_tower
from ranker.transitions import TooManyItems, Transitions, TransitionsPlan, learn_transitions
from ranker.validation import Validation


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """How to train all of it.

    Attributes:
        tower, transitions, judging: Of each part.
        asked: People whose last like the judge learns from, at most.
        asked_share: Of the people with enough likes, at most.
        most: Likes of a person put aside, at most; see `leave_last`.
        candidates: Weighed for each of them.
        validated: Of the people asked, by how many the towers' epochs are compared.
        seed: Of all chance.
    """

    tower: TrainingPlan = field(default_factory=TrainingPlan)
    transitions: TransitionsPlan = field(default_factory=TransitionsPlan)
    judging: JudgingPlan = field(default_factory=JudgingPlan)
    asked: int = 6_000
    asked_share: float = 1.0
    most: int = 5
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
    split = put_aside(log, plan)
    validation = Validation(split.histories[: plan.validated], split.targets[: plan.validated])
    towers = train_tower(split.fit, texts, replace(plan.tower, seed=plan.seed), validation, run)
    notes = list(towers.notes)
    words = token_matrix(texts.texts, towers.model.vocabulary)
    transitions = _transitions(split.fit, words, plan, notes)
    before = signals_of(towers.model, texts, transitions, steps(split.fit))
    judge = train_judge(choices(before, split, plan, run), replace(plan.judging, seed=plan.seed))
    del before, transitions
    grown = continue_training(towers.model, log, texts, taken_in(log, split), replace(plan.tower, seed=plan.seed))
    after = _transitions(log, words, plan, notes)
    whole = Interest.of(grown.model, texts, after, steps(log), log.counts(), judge)
    return Learned(whole, towers, tuple(notes), time.monotonic() - started)


def put_aside(log: Log, plan: LearningPlan) -> Split:
    """The last likes the judge learns from, of so many people as the plan says."""
    able = int((np.bincount(log.users[log.values > 0], minlength=log.n_users) >= 3).sum())
    share = min(plan.asked_share, plan.asked / max(1, able))
    return leave_last(log, share, plan.seed, at_least=3, most=plan.most)


def choices(signals: Signals, split: Split, plan: LearningPlan, run: Run) -> list[Choice]:
    """What each person asked chose, among the candidates of a quick look; where the choice is not among them, nothing."""
    untouched = split.fit.counts() == 0
    found = []
    people = signals.people(split.histories)
    for done, (history, person, wanted) in enumerate(zip(split.histories, people, split.targets, strict=True), 1):
        run.progress("weighing", done, len(split.users))
        stood = standing(signals, history, person)
        quick = stood.first()
        quick[history.items] = -np.inf
        candidates = candidates_of(stood, quick, untouched, plan.candidates)
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


def taken_in(log: Log, split: Split) -> NDArray[np.bool_]:
    """bool (len(log),), what was put aside: rows of the log that are not in the split's."""
    kept = split.fit.users.astype(np.int64) * log.n_items + split.fit.items
    return ~np.isin(log.users.astype(np.int64) * log.n_items + log.items, kept)


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
