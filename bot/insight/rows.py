"""Reads the file of talks for counting, and never writes to it. Knows its tables, nothing of figures.

Texts that were said or written are not read at all: of a turn come its acts, demands, wish, items and times.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.memory import MemoryUnusable
from retriever.items import Constraint

BUSY_SECONDS = 10.0
MOST_TURNS = 50_000  # counted in seconds; a page that waits longer looks broken
MOST_LINES = 200_000
MOST_LINE_CHARS = 10_000
LATER = {
    "acts": "'[]'",
    "seconds": "'{}'",
}  # columns that a file of an older version lacks, and what stands for them


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn, without what was said in it.

    Attributes:
        session: Of which talk.
        at: Seconds since 1970.
        ending: "end" or "stopped".
        shown: Ids of the items, best first.
        must: What was demanded.
        wish: The wish in words, as it stands after this turn.
        acts: What was done in it; empty for turns of older versions.
        seconds: "first_card", "first_word", "last_word" -> after how many seconds.
    """

    session: str
    at: float
    ending: str = "end"
    shown: tuple[str, ...] = ()
    must: tuple[Constraint, ...] = ()
    wish: str = ""
    acts: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PressedRow:
    """An opinion given by a button, that still stands."""

    item: str
    opinion: str
    at: float


class TalksFile:
    """The file of talks, open for reading at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def oldest(self) -> float | None:
        """When the first turn was, None where there is none."""
        found: float | None = self._connection.execute("SELECT min(at) FROM turns").fetchone()[0]
        return found

    def turns(self, since: float, most: int = MOST_TURNS) -> Iterator[TurnRow]:
        """The turns from then on, the newest first, at most so many; SQLite takes the items out of the JSON."""
        there = {row[1] for row in self._connection.execute("PRAGMA table_info(turns)")}
        acts, seconds = (name if name in there else instead for name, instead in LATER.items())
        query = (
            "SELECT session, at, ending, must, coalesce(json_extract(query, '$.text'), ''), "  # noqa: S608  # our names
            "(SELECT json_group_array(json_extract(value, '$.id')) FROM json_each(picks)), "
            f"{acts}, {seconds} FROM turns WHERE at >= ? ORDER BY at DESC LIMIT ?"
        )
        return map(_turn, self._connection.execute(query, (since, most)))

    def pressed(self, since: float, most: int = MOST_TURNS) -> Iterator[PressedRow]:
        """The opinions from then on, the newest first."""
        rows = self._connection.execute(
            "SELECT item, opinion, at FROM feedback WHERE at >= ? ORDER BY at DESC LIMIT ?", (since, most)
        )
        return (PressedRow(*row) for row in rows)


@contextmanager
def reading(path: Path) -> Iterator[TalksFile]:
    """Opens the file of talks; nobody who writes there waits for this.

    Raises:
        FileNotFoundError: Nobody has talked yet.
        MemoryUnusable: It can't be read.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no talks are kept here yet; start the page with: offtrail serve")
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN")  # all figures are of one moment
            yield TalksFile(connection)
    except sqlite3.Error as error:
        raise MemoryUnusable(
            f"{path}: the talks can't be read ({error}); mend the rights or set OFFTRAIL_HOME"
        ) from error


def unanswered(path: Path, since: float, most: int = MOST_LINES) -> Counter[str]:
    """Questions no article answered, without case and spaces around; lines that can't be read are left out.

    Args:
        path: As bot/knowledge/unanswered.py writes it; it need not be there.
        since: Seconds since 1970.
    """
    questions: Counter[str] = Counter()
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(iter(lambda: file.readline(MOST_LINE_CHARS), "")):
                if number >= most:
                    break
                if question := _question(line, since):
                    questions[question] += 1
    except FileNotFoundError:
        pass
    return questions


def _question(line: str, since: float) -> str:
    try:
        record: dict[str, Any] = json.loads(line)
        return " ".join(str(record["question"]).casefold().split()) if float(record["time"]) >= since else ""
    except (ValueError, LookupError, TypeError):  # half a line, of a process that was killed
        return ""


def _turn(row: tuple[str, float, str, str, str, str, str, str]) -> TurnRow:
    session, at, ending, must, wish, shown, acts, seconds = row
    demands = (Constraint(one["field"], one["op"], tuple(one["values"])) for one in json.loads(must))
    shown_ids, done = tuple(json.loads(shown)), tuple(json.loads(acts))
    return TurnRow(session, at, ending, shown_ids, tuple(demands), wish, done, json.loads(seconds))
