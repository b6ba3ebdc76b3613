"""Talks in SQLite: what was agreed, asked, shown and said. Knows nothing of models or of the web."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from bot.feedback import holding
from bot.messages import Opinion, Session, Turn
from bot.sqlite import write_ahead
from ranker.rank import Ranked, Reason
from retriever.items import Constraint, Item, Query

MIGRATIONS = (
    (
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, query TEXT NOT NULL, updated REAL NOT NULL)",
        """
        CREATE TABLE turns (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            utterance TEXT NOT NULL,
            text TEXT NOT NULL,
            picks TEXT NOT NULL,
            must TEXT NOT NULL,
            notes TEXT NOT NULL,
            origins TEXT NOT NULL,
            ending TEXT NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (session, number)
        )
        """,
    ),
    (
        "ALTER TABLE turns ADD COLUMN query TEXT",
        "ALTER TABLE turns ADD COLUMN spoken TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE turns ADD COLUMN asked TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE turns ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    ),
    (
        """
        CREATE TABLE feedback (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            item TEXT NOT NULL,
            opinion TEXT NOT NULL,
            at REAL NOT NULL,
            PRIMARY KEY (session, item)
        )
        """,
    ),
)  # statements, numbered by place; a migration is never changed once released

COLUMNS = (
    "utterance", "text", "picks", "must", "notes", "origins", "ending", "query", "spoken", "asked", "language",
)  # fmt: skip
BUSY_SECONDS = 10.0


class MemoryUnusable(OSError):
    """The file of talks can't be opened or written; says why and what to do."""


class Memory(Protocol):
    """Keeps talks."""

    def load(self, session_id: str) -> Session:
        """The talk so far, an empty one where there is none."""
        ...

    def begin(self, session_id: str, turn: Turn) -> int:
        """Keeps what was said, what is agreed after it and what will be shown; gives the turn's number.

        Raises:
            ValueError: The turn has no query.
        """
        ...

    def finish(self, session_id: str, number: int, turn: Turn) -> None:
        """Keeps what was written in that turn, by whom, what was asked back, and how it ended."""
        ...

    def note(self, session_id: str, item_id: str, opinion: Opinion | None, query: Query) -> None:
        """Keeps what was said of an item by a button, None takes it back; and what is agreed after it."""
        ...

    def agree(self, session_id: str, query: Query) -> None:
        """Keeps what is agreed from now on, where it was not said in a turn."""
        ...

    def forget(self, session_id: str) -> bool:
        """Deletes a talk with all that was said, shown and pressed in it; False where there was none."""
        ...


class SqliteMemory:
    """One file, a connection for each call: safe for many threads and processes."""

    def __init__(self, path: Path, item_of: Callable[[str], Item | None], clock: Callable[[], float]) -> None:
        self._path = path
        self._item_of = item_of
        self._clock = clock

    @classmethod
    def open(cls, path: Path, item_of: Callable[[str], Item | None], clock: Callable[[], float]) -> SqliteMemory:
        """Opens or makes the file, readable by its owner only.

        Args:
            path: The file; its folder is made.
            item_of: Record by id, None where the catalogue no longer has it.
            clock: Seconds since 1970.
        Raises:
            MemoryUnusable: It can't be opened, is no database, or was made by a newer program.
        """
        memory = cls(path, item_of, clock)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():  # closing a descriptor of a database in use would drop its locks
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise MemoryUnusable(
                f"{path}: talks can't be kept here ({error.strerror}); set OFFTRAIL_HOME"
            ) from error
        with memory._connect() as connection:
            _migrate(connection, path)
            write_ahead(connection)
        return memory

    def load(self, session_id: str) -> Session:
        with self._connect() as connection:
            row = connection.execute("SELECT query FROM sessions WHERE id = ?", (session_id,)).fetchone()
            if row is None:
                return Session(session_id)
            rows = connection.execute(
                f"SELECT {', '.join(COLUMNS)} FROM turns WHERE session = ? ORDER BY number",  # noqa: S608  # our names
                (session_id,),
            ).fetchall()
            pressed = connection.execute(
                "SELECT item, opinion FROM feedback WHERE session = ? ORDER BY at, item", (session_id,)
            ).fetchall()
        turns = (self._turn(dict(zip(COLUMNS, found, strict=True))) for found in rows)
        query = _query(json.loads(row[0]))
        return Session(session_id, query, tuple(turns), pressed=holding(query, dict(pressed)), kept=True)

    def begin(self, session_id: str, turn: Turn) -> int:
        if turn.query is None:
            raise ValueError(f"the turn {turn.utterance!r:.60} has no query; give what is agreed after it")
        now, agreed = self._clock(), json.dumps(_record(turn.query))
        kept = {
            "utterance": turn.utterance,
            "picks": json.dumps([_shown(pick) for pick in turn.picks]),
            "must": json.dumps([asdict(constraint) for constraint in turn.must]),
            "notes": json.dumps(turn.notes),
            "query": agreed,
            "spoken": json.dumps(turn.spoken),
            "language": turn.language,
            "session": session_id,
            "at": now,
        }
        values = ", ".join(f":{name}" for name in kept)
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            _agree(connection, session_id, agreed, now)
            number: int = connection.execute(
                f"INSERT INTO turns (number, text, origins, ending, {', '.join(kept)}) "  # noqa: S608  # our names
                f"SELECT coalesce(max(number), 0) + 1, '', '{{}}', 'stopped', {values} "
                "FROM turns WHERE session = :session RETURNING number",
                kept,
            ).fetchone()[0]
            connection.commit()
        return number

    def finish(self, session_id: str, number: int, turn: Turn) -> None:
        with self._connect() as connection:
            connection.execute(
                "UPDATE turns SET text = ?, ending = ?, origins = ?, asked = ? WHERE session = ? AND number = ?",
                (turn.text, turn.end, json.dumps(dict(turn.origins)), turn.asked, session_id, number),
            )

    def note(self, session_id: str, item_id: str, opinion: Opinion | None, query: Query) -> None:
        now = self._clock()
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            _agree(connection, session_id, json.dumps(_record(query)), now)
            connection.execute("DELETE FROM feedback WHERE session = ? AND item = ?", (session_id, item_id))
            if opinion is not None:
                connection.execute("INSERT INTO feedback VALUES (?, ?, ?, ?)", (session_id, item_id, opinion, now))
            connection.commit()

    def agree(self, session_id: str, query: Query) -> None:
        with self._connect() as connection:
            _agree(connection, session_id, json.dumps(_record(query)), self._clock())

    def forget(self, session_id: str) -> bool:
        with self._connect() as connection:
            connection.execute("PRAGMA secure_delete = ON")  # what was said is overwritten, not only unlinked
            there_was = connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,)).rowcount > 0
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log of writes holds it too; busy: later
        return there_was

    def _turn(self, row: dict[str, Any]) -> Turn:
        known = tuple(
            Ranked(item, pick["score"], tuple(Reason(**reason) for reason in pick["reasons"]))
            for pick in json.loads(row["picks"])
            if (item := self._item_of(pick["id"])) is not None
        )
        return Turn(
            row["utterance"],
            row["text"],
            known,
            row["ending"],
            _constraints(json.loads(row["must"])),
            tuple(json.loads(row["notes"])),
            json.loads(row["origins"]),
            None if row["query"] is None else _query(json.loads(row["query"])),
            tuple(json.loads(row["spoken"])),
            row["asked"],
            row["language"],
        )

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
        except (sqlite3.DatabaseError, sqlite3.OperationalError) as error:
            raise MemoryUnusable(
                f"{self._path}: talks can't be kept ({error}); free the disk, mend the rights, move the file "
                "or set OFFTRAIL_HOME"
            ) from error


def _agree(connection: sqlite3.Connection, session_id: str, agreed: str, now: float) -> None:
    connection.execute(
        "INSERT INTO sessions VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET query = excluded.query, updated = excluded.updated",
        (session_id, agreed, now),
    )


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")  # of many that open a new file at once, one makes the tables
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if done > len(MIGRATIONS):
        raise MemoryUnusable(f"{path}: made by a newer Offtrail (version {done}); update the program")
    for statements in MIGRATIONS[done:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.commit()


def _shown(pick: Ranked) -> dict[str, Any]:
    return {"id": pick.item.id, "score": pick.score, "reasons": [asdict(reason) for reason in pick.reasons]}


def _record(query: Query) -> dict[str, Any]:
    return asdict(query) | {"seen": sorted(query.seen)}


def _query(record: dict[str, Any]) -> Query:
    return Query(
        text=record["text"],
        liked=tuple(record["liked"]),
        disliked=tuple(record["disliked"]),
        seen=frozenset(record["seen"]),
        must=_constraints(record["must"]),
        prefer=_constraints(record["prefer"]),
        niche=record["niche"],
        user=record.get("user", ""),
    )


def _constraints(rows: list[dict[str, Any]]) -> tuple[Constraint, ...]:
    return tuple(Constraint(row["field"], row["op"], tuple(row["values"])) for row in rows)
