"""A small file of talks whose figures can be worked out by hand. Knows nothing of what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.memory import SqliteMemory
from bot.messages import Act, End, Opinion, Turn
from ranker.rank import Ranked
from retriever.items import Constraint, Item, Query

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC).timestamp()
DAY = 86_400.0
NOTHING: Mapping[str, float] = {}


class Talks:
    """Writes talks into HOME as they would have been at any moment."""

    def __init__(self, home: Path) -> None:
        self.now = NOON
        self.memory = SqliteMemory.open(home / "talks.sqlite3", lambda _: None, lambda: self.now)

    def turn(
        self,
        talk: str,
        days_ago: float,
        *shown: str,
        acts: tuple[Act, ...] = ("recommend",),
        wish: str = "",
        must: Sequence[Constraint] = (),
        end: End = "end",
        seconds: Mapping[str, float] = NOTHING,
        utterance: str = "unsaid",
    ) -> None:
        """One turn, so long ago; one that was stopped is only begun."""
        self.now = NOON - days_ago * DAY
        picks = tuple(Ranked(Item(id_, "a title of then"), 0.5) for id_ in shown)
        query = Query(wish, must=tuple(must))
        turn = Turn(utterance, "written", picks, end, tuple(must), query=query, acts=acts, seconds=seconds)
        number = self.memory.begin(talk, turn)
        if end == "end":
            self.memory.finish(talk, number, turn)

    def press(self, talk: str, days_ago: float, item: str, opinion: Opinion) -> None:
        """A button."""
        self.now = NOON - days_ago * DAY
        self.memory.note(talk, item, opinion, Query())
