"""Talks with what was recommended next -> a judge of what the search and the interest model say in a talk.

The films, books or shoes of a talk are a history like any other, so they join the log. The judge must not learn
from a talk what the model already knows of it: talks are cut in two halves, and each is judged with a model that
has learnt from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from bot.batch import AT_ONCE, CANDIDATES, BatchError, Talk, TalkReader, ids_of, talk_of
from bot.build import Parts, build_parts
from bot.kept_log import A_TALK
from bot.settings import Settings
from bot.training_task import Task
from ranker import learning
from ranker.interested import InterestIn
from ranker.judge import Judge
from ranker.judging import LEAST_LISTS, Choice, JudgingPlan, TooFewChoices, train_judge
from ranker.learning import LearningPlan
from ranker.log import Log
from ranker.talk import talk_features
from ranker.training import Run
from retriever.rows import read_rows
from retriever.search import LongTailRetriever

HALVES = 2
PLAN = JudgingPlan(epochs=6, weight_decay=0.01)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A turn of a talk: what was said and had before, and what was recommended next.

    Attributes:
        dialog: Turns of one talk have the same.
        targets: Item ids; those the person had before do not count.
    """

    talk: Talk
    dialog: str
    targets: tuple[str, ...]


def read_lessons(path: Path) -> list[Lesson]:
    """Lines as of a batch with "targets": [ids], and "dialog_id" where a talk has several lines.

    Raises:
        BatchError: A line lacks a part or has it in another shape.
    """
    lessons = []
    for number, row in read_rows(path):
        talk = talk_of(row, path, number)
        try:
            targets = ids_of(row["targets"])
        except (KeyError, TypeError) as error:
            raise BatchError(f'{path}:{number}: wanted "targets": [ids recommended next] ({error})') from error
        dialog = talk.turn_id if row.get("dialog_id") is None else row["dialog_id"]
        lessons.append(Lesson(talk, str(dialog), tuple(id_ for id_ in targets if id_ not in talk.seen)))
    return lessons


def joined(log: Log, lessons: Iterable[Lesson]) -> Log:
    """A log with a person more for every talk, who liked what came up in it, in that order."""
    row = {id_: place for place, id_ in enumerate(log.item_ids)}
    talks: dict[str, dict[int, None]] = {}
    for lesson in lessons:
        came_up = talks.setdefault(f"{A_TALK}{lesson.dialog}", {})
        came_up.update({row[id_]: None for id_ in (*lesson.talk.seen, *lesson.targets) if id_ in row})
    lengths = [len(items) for items in talks.values()]
    items = np.array([item for items in talks.values() for item in items], dtype=np.int32)
    return Log(
        log.item_ids,
        [*log.user_ids, *talks],
        np.concatenate([log.users, np.repeat(np.arange(len(talks)) + log.n_users, lengths).astype(np.int32)]),
        np.concatenate([log.items, items]),
        np.concatenate([log.values, np.ones(len(items), dtype=np.float32)]),
        np.concatenate([log.times, np.full(len(items), np.nan)]),
    )


def talk_judge(
    settings: Settings, lessons: Sequence[Lesson], task: Task, plan: LearningPlan, run: Run
) -> tuple[Judge | None, str]:
    """The judge, None where the search found too few targets to learn from; and a line on it."""
    dialogs = sorted({lesson.dialog for lesson in lessons})
    half = dict(zip(dialogs, np.random.default_rng(plan.seed).permutation(len(dialogs)) % HALVES, strict=True))
    choices: list[Choice] = []
    parts = build_parts(replace(settings, interest="off"))
    with closing(parts.live):
        for asked in range(HALVES):
            others = [lesson for lesson in lessons if half[lesson.dialog] != asked]
            model = learning.learn(joined(task.log, others), task.goods.texts, plan, replace(run, folder=None))
            mine = [lesson for lesson in lessons if half[lesson.dialog] == asked]
            choices += _choices(parts, InterestIn(model.interest, {}), mine)
    told = f"{len(choices):,} lists of head or tail hold something that was recommended next"
    try:
        return train_judge(choices, replace(PLAN, seed=plan.seed)), told
    except TooFewChoices:
        few = f"too few (at least {LEAST_LISTS}), so the fixed weights stay; their items were learnt from"
        return None, f"{told}: {few}"


def with_talks(task: Task, log: Log, notes: tuple[str, ...]) -> Task:
    """The task with the log that talks have joined, and what is to be told of them."""
    read = replace(task.read, log=log, notes=(*task.read.notes, *notes))
    return replace(task, read=read, kept=replace(task.kept, log=log))


def _choices(parts: Parts, model: InterestIn, lessons: Sequence[Lesson]) -> Iterator[Choice]:
    """Of every lesson a list of the head and one of the tail, where they hold a target."""
    encoders = parts.retriever.encoders
    retriever = LongTailRetriever(lambda: parts.live.index, encoders, model.leg)
    reader = TalkReader(parts.parser, parts.item_of, niche=0.5)
    left = iter(lessons)
    while some := list(islice(left, AT_ONCE)):
        queries = [reader.understand(lesson.talk) for lesson in some]
        for lesson, query, found in zip(some, queries, retriever.find_all(queries, CANDIDATES), strict=True):
            ids = [candidate.item.id for candidate in found]
            said = model.weighed(query, ids)
            wanted = np.array([id_ in lesson.targets for id_ in ids], dtype=np.bool_)
            if said is None or not query.text or not wanted.any():
                continue
            features, head = talk_features(query, found, *said), np.array([candidate.head for candidate in found])
            for part in (head, ~head):
                if wanted[part].any():
                    yield Choice(features[part], wanted[part])
