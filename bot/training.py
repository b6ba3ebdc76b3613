"""`offtrail train` and `evaluate`: a log -> a measured model of interest that is put in use, told step by step.

models/interest/CURRENT, v-.../    the versions (ranker/versions.py), each with its card
models/interest/people/            the log of each version (bot/kept_log.py)
models/interest/run/               how far a training has come that may be killed
models/interest/train.lock         held by the one who trains
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

import numpy as np
import torch
from accelerate import Accelerator

from bot.interest_card import described, write_card
from bot.kept_log import clear_logs, keep_log
from bot.launching import processor
from bot.measuring import TO_BEAT, Cut, compared, cut, cut_new, is_worse, pairs
from bot.settings import Settings
from bot.talk_training import joined, read_lessons, talk_judge, with_talks
from bot.training_task import Order, Task, goods_of, read_for, task_of
from ranker import learning
from ranker.evaluate import Report
from ranker.fitting import Run, accelerator_for
from ranker.judge import Judge
from ranker.learning import Learned, LearningPlan
from ranker.log import Log
from ranker.tables import table
from ranker.talk import NAMES, TALK
from ranker.versions import current, keep, new_version, publish
from retriever.building import Progress

RUN, LOCK = "run", "train.lock"


class TrainingBusy(RuntimeError):
    """Another process trains here."""


class NotPublished(RuntimeError):
    """A model was trained, but it is not good enough to take the place of what is in use."""


def train(settings: Settings, order: Order, now: datetime, progress: Progress) -> Iterator[str]:
    """Measures on likes held out, trains on the whole log, puts the model in use; yields what was done.

    In several processes all of them go through this; only the main one measures, writes and yields.

    Raises:
        TrainingBusy: Another process trains.
        NotPublished: Item neighbours are proved to be better, or training diverged; nothing was changed.
        ModelMissing, ModelDamaged, ModelMismatch: There is nothing to update, or it does not fit the index.
        InteractionsError, LogTooSmall, NothingToHoldOut: The log can't be learnt from.
    """
    here, folder = accelerator_for(processor(settings.device)), settings.interest_folder
    with training(folder) if here.is_main_process else nullcontext():
        lines = _trained(settings, order, now, progress, here)
        yield from (line for line in lines if here.is_main_process)
    here.end_training()


def evaluated(
    settings: Settings, order: Order, how: Cut, training_too: bool, now: datetime, progress: Progress
) -> Iterator[str]:
    """What a model that knows only what came before a cut foretells of what came after; changes nothing."""
    goods = goods_of(settings)
    read = read_for(goods, order, order.positive, now)
    yield from read.notes
    split = cut(read.log, how, order.plan.seed)
    model = None
    if training_too:
        yield f"a model is trained on {len(split.fit):,} interactions before the cut; the one in use knows more"
        run = Run(progress=progress, accelerator=accelerator_for(processor(settings.device)))
        learned = learning.learn(split.fit, goods.texts, order.plan, run)
        yield from learned.notes
        model = learned.interest
    yield from table(compared(model, split, goods.texts, order.plan.seed))


@contextmanager
def training(folder: Path) -> Iterator[None]:
    """Holds the folder for one who trains or changes what is kept.

    Raises:
        TrainingBusy: Somebody does already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            pid = lock.read().strip() or "unknown"
            raise TrainingBusy(
                f"{folder}: another process (pid {pid}) is training here; wait for it or stop it"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _trained(
    settings: Settings, order: Order, now: datetime, progress: Progress, here: Accelerator
) -> Iterator[str]:
    task = task_of(settings, order, now)
    lessons = read_lessons(order.talks) if order.talks else []
    log, seed, folder = task.log, order.plan.seed, settings.interest_folder
    yield from task.read.notes
    if task.before is not None and not task.before.new.any():
        yield f"{order.log}: nothing in it is new to the model in use, which stays as it is"
        return
    split = cut(log, "last", seed) if task.before is None else cut_new(log, task.before.absent, seed)
    doing = "a model is trained" if task.before is None else "the model in use goes on"
    yield f"measuring: {doing} without the last likes of {len(split.users):,} people"
    measured = _learned(task, split.fit, order.plan, _run(folder, "held out", progress, here))
    yield from measured.notes
    report = compared(measured.interest, split, task.goods.texts, seed) if here.is_main_process else None
    yield from table(report) if report else ()
    if _agreed(here, report is not None and is_worse(report)) and not order.force:
        raise NotPublished(_WORSE)
    judge = _judge_before(task, folder)
    if order.talks is not None and lessons:
        yield f"learning from {len(lessons):,} turns of talks, with the model of the log trained twice more"
        judge, told = talk_judge(settings, lessons, task, order.plan, _run(folder, "talks", progress, here))
        yield told
        log = joined(log, lessons)
        task = with_talks(task, log, (f"talks learnt from: {len(lessons):,} turns of {order.talks.name}", told))
    yield f"training on the whole log: {len(log):,} interactions of {log.n_users:,} people"
    learned = _learned(task, log, order.plan, _run(folder, "whole log", progress, here))
    yield from (note for note in learned.notes if note not in measured.notes)
    if learned.towers.stopped == "diverged" and not order.force:
        raise NotPublished(f"training on the whole log diverged, nothing was changed; {_ANYWAY}")
    if report is not None:
        yield from _published(task, learned, judge, report, order, now, folder)


def _judge_before(task: Task, folder: Path) -> Judge | None:
    """What the model to go on from learnt of talks; an update leaves it as it is."""
    version = current(folder) if task.before is not None else None
    return Judge.load(version, NAMES, TALK) if version and (version / TALK).is_file() else None


def _learned(task: Task, log: Log, plan: LearningPlan, run: Run) -> Learned:
    """From a log that is that of the task or a part of it."""
    if task.before is None:
        return learning.learn(log, task.goods.texts, plan, run)
    new = np.isin(pairs(log), pairs(task.log)[task.before.new])
    return learning.update(task.before.model, log, task.goods.texts, new, plan, run)


def _run(folder: Path, doing: str, progress: Progress, here: Accelerator) -> Run:
    return Run(
        folder / RUN / doing.replace(" ", "-"),
        lambda step, done, of: progress(f"{doing}, {step}", done, of),
        accelerator=here,
    )


def _agreed(here: Accelerator, found: bool) -> bool:
    """What the main process found, in all of them; it is False in the others."""
    return bool(here.reduce(torch.tensor([float(found)], device=here.device), "sum")[0])


_ANYWAY = "use --force to put it in use all the same"
_WORSE = (
    f"NOT PUT IN USE: {TO_BEAT}, which needs no training, ranks better than the model (the 95 % interval of its "
    f"lead in NDCG lies below 0), so what was in use stays. A longer log helps most; or {_ANYWAY}"
)


def _published(
    task: Task, learned: Learned, judge: Judge | None, report: Report, order: Order, now: datetime, folder: Path
) -> Iterator[str]:
    version = new_version(folder, now)
    learned.interest.save(version)
    if judge is not None:
        judge.save(version, TALK)
    card = write_card(version, task, order, learned, report, now)
    keep_log(version, task.kept)
    publish(folder, version)
    keep(folder, now, order.versions)
    clear_logs(folder)
    shutil.rmtree(folder / RUN, ignore_errors=True)
    yield f"in use: {version}, {described(card)}"
