"""Talks in SQLite: what was agreed, asked, shown and said. Knows nothing of models or of the web."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from bot.messages import End, Origin, Session, Turn
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
)  # statements, numbered by place; a migration is never changed once released

BUSY_SECONDS = 10.0


class MemoryUnusable(OSError):
    """The file of talks can't be opened or written; says why and what to do."""


class Memory(Protocol):
    """Keeps talks."""

    def load(self, session_id: str) -> Session:
        """The talk so far, an empty one where there is none."""
        ...

    def begin(
        self, session_id: str, query: Query, utterance: str, picks: Sequence[Ranked], notes: Sequence[str] = ()
    ) -> int:
        """Keeps what was said, what is agreed after it and what will be shown; gives the turn's number."""
        ...

    def finish(
        self, session_id: str, number: int, text: str, end: End, origins: Mapping[str, Origin] | None = None
    ) -> None:
        """Keeps what was written in that turn, by whom, and how it ended."""
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
            _write_ahead(connection)
        return memory

    def load(self, session_id: str) -> Session:
        with self._connect() as connection:
            row = connection.execute("SELECT query FROM sessions WHERE id = ?", (session_id,)).fetchone()
            if row is None:
                return Session(session_id)
            rows = connection.execute(
                "SELECT utterance, text, picks, ending, must, notes, origins FROM turns "
                "WHERE session = ? ORDER BY number",
                (session_id,),
            ).fetchall()
        return Session(session_id, _query(json.loads(row[0])), tuple(self._turn(*found) for found in rows))

    def begin(
        self, session_id: str, query: Query, utterance: str, picks: Sequence[Ranked], notes: Sequence[str] = ()
    ) -> int:
        now = self._clock()
        shown = [
            {"id": pick.item.id, "score": pick.score, "reasons": [asdict(reason) for reason in pick.reasons]}
            for pick in picks
        ]
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET query = excluded.query, updated = excluded.updated",
                (session_id, json.dumps(_record(query)), now),
            )
            number: int = connection.execute(
                "INSERT INTO turns SELECT ?, coalesce(max(number), 0) + 1, ?, '', ?, ?, ?, '{}', 'stopped', ? "
                "FROM turns WHERE session = ? RETURNING number",
                (
                    session_id,
                    utterance,
                    json.dumps(shown),
                    json.dumps([asdict(constraint) for constraint in query.must]),
                    json.dumps(list(notes)),
                    now,
                    session_id,
                ),
            ).fetchone()[0]
            connection.commit()
        return number

    def finish(
        self, session_id: str, number: int, text: str, end: End, origins: Mapping[str, Origin] | None = None
    ) -> None:
        with self._connect() as connection:
            connection.execute(
                "UPDATE turns SET text = ?, ending = ?, origins = ? WHERE session = ? AND number = ?",
                (text, end, json.dumps(dict(origins or {})), session_id, number),
            )

    def _turn(self, utterance: str, text: str, picks: str, ending: Any, *more: str) -> Turn:
        must, notes, origins = (json.loads(part) for part in more)
        known = tuple(
            Ranked(item, pick["score"], tuple(Reason(**reason) for reason in pick["reasons"]))
            for pick in json.loads(picks)
            if (item := self._item_of(pick["id"])) is not None
        )
        return Turn(utterance, text, known, ending, _constraints(must), tuple(notes), origins)

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


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers then don't wait for a writer. The switch is kept in the file; it does not wait for locks itself."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


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
