"""Rows of the file of talks -> Figures, in one pass. Pure; knows nothing of files or pages.

Words and demands are told from FEWEST_TALKS different talks on. Of a question nobody knows which talk asked it, so
it is told once it was asked FEWEST_TIMES on FEWEST_DAYS different days. All else is numbers, and names and titles
of the catalogue.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from bot.insight.figures import EDGES, MOMENTS, Figures, Latency, Moment, Where
from bot.insight.period import DAY_SECONDS, Period
from bot.insight.rows import PressedRow, TurnRow
from bot.insight.wishes import words_of
from bot.knowledge.unanswered import Asked
from ranker.metrics import gini
from retriever.items import Constraint, Item
from retriever.tail import band

FEWEST_TALKS = 3
FEWEST_TIMES = 3
FEWEST_DAYS = 2
MOST_LISTED = 12
LONGEST_SECONDS = 3_600.0  # more is a clock that jumped

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Counted:
    """What the turns add up to, before the catalogue is asked about it."""

    turns: Counter[int]
    talks: dict[int, set[str]]
    acts: Counter[str]
    endings: Counter[str]
    fields: dict[str, set[str]]
    demands: dict[Constraint, set[str]]
    words: dict[str, set[str]]
    shown: Counter[str]
    first_shown: dict[str, int]  # item -> the step in which it was shown first
    seconds: dict[Moment, dict[int, list[float]]]


def figures(
    turns: Iterable[TurnRow],
    pressed: Iterable[PressedRow],
    questions: Iterable[Asked],
    catalogue: Mapping[str, Item],
    over: Period,
    most_turns: int,
) -> Figures:
    """Counts everything.

    Args:
        turns, pressed: In any order; those outside the period don't count.
        questions: That no article answered; of their times those outside the period don't count.
        catalogue: Id -> item, all of it.
        most_turns: With so many turns there were more, and the oldest were left out.
    """
    counted = _count(turns, over)
    where = {id_: band(item.tail) for id_, item in catalogue.items()}
    items: Counter[Where] = Counter(where.values())
    shown: Counter[Where] = Counter()
    for id_, n in counted.shown.items():
        shown[where.get(id_, "gone")] += n
    exposure = np.array([counted.shown[id_] for id_ in catalogue], dtype=np.int64)
    asked = {one.question: [at for at in one.at if over.step_of(at) is not None] for one in questions}
    opinions, liked, disliked = _pressed(pressed, catalogue, where, over)
    return Figures(
        over,
        tuple(counted.turns[step] for step in range(over.n)),
        tuple(len(counted.talks.get(step, ())) for step in range(over.n)),
        len(set().union(*counted.talks.values())),
        dict(counted.acts.most_common()),
        counted.endings,
        dict(sorted(((name, len(talks)) for name, talks in counted.fields.items()), key=_by_count)),
        _frequent(counted.demands),
        _frequent(counted.words),
        items,
        shown,
        tuple(_covered(counted.first_shown, catalogue, over.n)),
        gini(exposure),
        opinions,
        liked,
        disliked,
        sum(len(times) for times in asked.values()),
        _told(asked),
        {moment: _latency(counted.seconds[moment], over.n) for moment in MOMENTS if counted.seconds[moment]},
        counted.turns.total() >= most_turns,
    )


def _count(turns: Iterable[TurnRow], over: Period) -> Counted:
    counted = Counted(
        Counter(), defaultdict(set), Counter(), Counter(), defaultdict(set), defaultdict(set), defaultdict(set),
        Counter(), {}, {moment: defaultdict(list) for moment in MOMENTS},
    )  # fmt: skip
    for turn in turns:
        step = over.step_of(turn.at)
        if step is not None:
            _add(turn, step, counted)
    return counted


def _add(turn: TurnRow, step: int, counted: Counted) -> None:
    counted.turns[step] += 1
    counted.talks[step].add(turn.session)
    counted.acts.update(set(turn.acts))
    counted.endings["stopped" if turn.ending == "stopped" else "items" if turn.shown else "words"] += 1
    for demand in set(turn.must):
        counted.demands[demand].add(turn.session)
        if demand.field:
            counted.fields[demand.field].add(turn.session)
    for word in words_of(turn.wish):
        counted.words[word].add(turn.session)
    counted.shown.update(turn.shown)
    for id_ in turn.shown:
        counted.first_shown[id_] = min(step, counted.first_shown.get(id_, step))
    for moment in MOMENTS:
        if 0 <= (seconds := turn.seconds.get(moment, -1.0)) <= LONGEST_SECONDS:
            counted.seconds[moment][step].append(seconds)


def _by_count(pair: tuple[Key, int]) -> tuple[int, str]:
    return -pair[1], str(pair[0])


def _frequent(talks_of: Mapping[Key, set[str]]) -> tuple[tuple[Key, int], ...]:
    """Those of enough talks, the most frequent first."""
    enough = ((key, len(talks)) for key, talks in talks_of.items() if len(talks) >= FEWEST_TALKS)
    return tuple(sorted(enough, key=_by_count)[:MOST_LISTED])


def _told(asked: Mapping[str, list[float]]) -> tuple[tuple[str, int], ...]:
    """Questions asked often enough and on different days, the most frequent first."""
    enough = (
        (question, len(times))
        for question, times in asked.items()
        if len(times) >= FEWEST_TIMES and len({at // DAY_SECONDS for at in times}) >= FEWEST_DAYS
    )
    return tuple(sorted(enough, key=_by_count)[:MOST_LISTED])


def _covered(first_shown: Mapping[str, int], catalogue: Mapping[str, Item], n: int) -> Iterator[float]:
    new = Counter(step for id_, step in first_shown.items() if id_ in catalogue)
    so_far = 0
    for step in range(n):
        so_far += new[step]
        yield so_far / max(len(catalogue), 1)


def _pressed(
    pressed: Iterable[PressedRow], catalogue: Mapping[str, Item], where: Mapping[str, Where], over: Period
) -> tuple[Counter[tuple[str, Where]], tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    opinions: Counter[tuple[str, Where]] = Counter()
    items: dict[str, Counter[str]] = {"like": Counter(), "dislike": Counter()}
    for press in pressed:
        if over.step_of(press.at) is None:
            continue
        opinions[press.opinion, where.get(press.item, "gone")] += 1
        if press.opinion in items and press.item in catalogue:
            items[press.opinion][press.item] += 1
    liked, disliked = (
        tuple((catalogue[id_].title, n) for id_, n in sorted(counts.items(), key=_by_count)[:MOST_LISTED])
        for counts in items.values()
    )
    return opinions, liked, disliked


def _latency(by_step: Mapping[int, list[float]], n: int) -> Latency:
    both = [_quantiles(by_step.get(step, [])) for step in range(n)]
    everything = [seconds for step in by_step.values() for seconds in step]
    bars = np.bincount(np.searchsorted(EDGES, everything, side="left"), minlength=len(EDGES) + 1)
    median, p95 = _quantiles(everything)
    medians, slowest = zip(*both, strict=True)
    return Latency(medians, slowest, median, p95, tuple(map(int, bars)))


def _quantiles(seconds: list[float]) -> tuple[float | None, float | None]:
    if not seconds:
        return None, None
    median, p95 = np.quantile(seconds, (0.5, 0.95))
    return float(median), float(p95)
