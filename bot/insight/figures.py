"""The nouns of insight: what was counted over a period. Knows nothing of where it came from or how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.insight.period import Period
from retriever.items import Constraint
from retriever.tail import Band

BANDS: tuple[Band, ...] = ("well known", "less known", "niche", "hidden")
Where = Band | Literal["gone"]  # "gone": the catalogue no longer has the item
Moment = Literal["first_card", "first_word", "last_word"]
MOMENTS: tuple[Moment, ...] = ("first_card", "first_word", "last_word")
EDGES = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds between the bars of the histogram


@dataclass(frozen=True, slots=True)
class Latency:
    """How long people waited for one moment of a turn.

    Attributes:
        medians, slowest: Of each step of the period, in seconds: half and 95 % of the turns were faster; None
            where there was no turn.
        median, p95: Of all turns; None where there is none.
        histogram: Turns up to each of EDGES, and beyond the last.
    """

    medians: tuple[float | None, ...]
    slowest: tuple[float | None, ...]
    median: float | None
    p95: float | None
    histogram: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is counted.

    Attributes:
        period: Which days; what follows "of each step" has `period.n` numbers.
        turns, talks: Of each step: turns, and talks that had at least one.
        n_talks: Talks in all; one that goes on for days is one.
        acts: Act -> turns.
        endings: "items", "words" (an answer without items), "stopped" -> turns.
        fields: Demanded field -> talks.
        demands: Demand -> talks; only of enough different talks.
        words: Word of the wishes -> talks; only of enough different talks.
        items: Band -> items the catalogue has in it.
        shown: Band or "gone" -> how often an item of it was shown.
        covered: At the end of each step, the share of the catalogue shown at least once since the period began.
        gini: How unequally the items of the catalogue were shown, 0 to 1.
        opinions: (opinion, band or "gone") -> buttons that are pressed.
        liked, disliked: Titles with how often, the most frequent first.
        unanswered: Questions of service no article answered.
        questions: Those asked often enough and on different days, with how often.
        latency: Of each moment that was measured at least once.
        is_cut: True where there were more turns than are counted, the oldest left out.
    """

    period: Period
    turns: tuple[int, ...]
    talks: tuple[int, ...]
    n_talks: int = 0
    acts: Mapping[str, int] = field(default_factory=dict)
    endings: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    demands: tuple[tuple[Constraint, int], ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    items: Mapping[Where, int] = field(default_factory=dict)
    shown: Mapping[Where, int] = field(default_factory=dict)
    covered: tuple[float, ...] = ()
    gini: float = 0.0
    opinions: Mapping[tuple[str, Where], int] = field(default_factory=dict)
    liked: tuple[tuple[str, int], ...] = ()
    disliked: tuple[tuple[str, int], ...] = ()
    unanswered: int = 0
    questions: tuple[tuple[str, int], ...] = ()
    latency: Mapping[Moment, Latency] = field(default_factory=dict)
    is_cut: bool = False
