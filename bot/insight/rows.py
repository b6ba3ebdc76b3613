"""Reads the file of talks for counting, and never writes to it. Knows its tables, nothing of figures.

Texts that were said or written are not read at all: of a turn come its acts, demands, wish, items and times.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.memory import MemoryUnusable
from retriever.items import Constraint

BUSY_SECONDS = 10.0
MOST_TURNS = 50_000  # counted in seconds; a page that waits longer looks broken
PAGE_TURNS = 1_000  # read at once, in some hundredths of a second
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
    """The file of talks, open for reading.

    Nothing is held between two calls or two pages, since no talk can be deleted for good while somebody reads. So
    one that is forgotten meanwhile may be counted in part.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def oldest(self) -> float | None:
        """When the first turn was, None where there is none."""
        found: float | None = self._connection.execute("SELECT min(at) FROM turns").fetchone()[0]
        return found

    def turns(self, since: float, most: int = MOST_TURNS, page: int = PAGE_TURNS) -> Iterator[TurnRow]:
        """The turns from then on, the newest first, at most so many; SQLite takes the items out of the JSON.

        Args:
            page: How many are read at once and then held in memory.
        """
        there = {row[1] for row in self._connection.execute("PRAGMA table_info(turns)")}
        acts, seconds = (name if name in there else instead for name, instead in LATER.items())
        query = (
            "SELECT at, rowid, session, ending, must, coalesce(json_extract(query, '$.text'), ''), "  # noqa: S608  # our names
            "(SELECT json_group_array(json_extract(value, '$.id')) FROM json_each(picks)), "
            f"{acts}, {seconds} FROM turns WHERE at >= ? AND (at, rowid) < (?, ?) "
            "ORDER BY at DESC, rowid DESC LIMIT ?"
        )
        last = math.inf, 0
        while rows := self._connection.execute(query, (since, *last, min(page, most))).fetchall():
            yield from map(_turn, rows)
            last, most = rows[-1][:2], most - len(rows)

    def pressed(self, since: float, most: int = MOST_TURNS) -> Iterator[PressedRow]:
        """The opinions from then on, the newest first."""
        rows = self._connection.execute(
            "SELECT item, opinion, at FROM feedback WHERE at >= ? ORDER BY at DESC LIMIT ?", (since, most)
        ).fetchall()  # a few words each
        return (PressedRow(*row) for row in rows)


@contextmanager
def reading(path: Path) -> Iterator[TalksFile]:
    """Opens the file of talks; nobody who writes or deletes there waits for this.

    Raises:
        FileNotFoundError: Nobody has talked yet.
        MemoryUnusable: It can't be read.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no talks are kept here yet; start the page with: offtrail serve")
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
            yield TalksFile(connection)
    except sqlite3.Error as error:
        raise MemoryUnusable(
            f"{path}: the talks can't be read ({error}); mend the rights or set OFFTRAIL_HOME"
        ) from error


def _turn(row: tuple[float, int, str, str, str, str, str, str, str]) -> TurnRow:
    at, _, session, ending, must, wish, shown, acts, seconds = row
    demands = (Constraint(one["field"], one["op"], tuple(one["values"])) for one in json.loads(must))
    shown_ids, done = tuple(json.loads(shown)), tuple(json.loads(acts))
    return TurnRow(session, at, ending, shown_ids, tuple(demands), wish, done, json.loads(seconds))
