"""Talks in SQLite: what was agreed, asked, shown and said. Knows nothing of models or of the web."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from bot.feedback import holding
from bot.messages import Opinion, Session, Turn
from bot.sqlite import write_ahead
from bot.talk_tables import COLUMNS, TablesTooNew, begun_row, finished_row, migrate, query_of, query_text, turn_of
from retriever.items import Item, Query

FILE = "talks.sqlite3"  # in the home of Offtrail
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

    def withdraw(self, session_id: str, number: int, query: Query) -> bool:
        """Lets go of the last turn; `query` is agreed then. False where another was begun after it: it stays."""
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
            try:
                migrate(connection)
            except TablesTooNew as error:
                raise MemoryUnusable(f"{path}: {error}") from error
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
        turns = (turn_of(dict(zip(COLUMNS, found, strict=True)), self._item_of) for found in rows)
        query = query_of(row[0])
        return Session(session_id, query, tuple(turns), pressed=holding(query, dict(pressed)), kept=True)

    def begin(self, session_id: str, turn: Turn) -> int:
        row = begun_row(turn)
        now = self._clock()
        kept = row | {"session": session_id, "at": now}
        values = ", ".join(f":{name}" for name in kept)
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            _agree(connection, session_id, row["query"], now)
            number: int = connection.execute(
                f"INSERT INTO turns (number, text, origins, ending, {', '.join(kept)}) "  # noqa: S608  # our names
                f"SELECT coalesce(max(number), 0) + 1, '', '{{}}', 'stopped', {values} "
                "FROM turns WHERE session = :session RETURNING number",
                kept,
            ).fetchone()[0]
            connection.commit()
        return number

    def finish(self, session_id: str, number: int, turn: Turn) -> None:
        row = finished_row(turn)
        columns = ", ".join(f"{name} = :{name}" for name in row)
        with self._connect() as connection:
            connection.execute(
                f"UPDATE turns SET {columns} WHERE session = :session AND number = :number",  # noqa: S608  # our names
                row | {"session": session_id, "number": number},
            )

    def withdraw(self, session_id: str, number: int, query: Query) -> bool:
        with self._connect() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            last = connection.execute("SELECT max(number) FROM turns WHERE session = ?", (session_id,)).fetchone()
            if last != (number,):
                return False
            connection.execute("UPDATE sessions SET query = ? WHERE id = ?", (query_text(query), session_id))
            connection.execute("DELETE FROM turns WHERE session = ? AND number = ?", (session_id, number))
            connection.commit()
        return True

    def note(self, session_id: str, item_id: str, opinion: Opinion | None, query: Query) -> None:
        now = self._clock()
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            _agree(connection, session_id, query_text(query), now)
            connection.execute("DELETE FROM feedback WHERE session = ? AND item = ?", (session_id, item_id))
            if opinion is not None:
                connection.execute("INSERT INTO feedback VALUES (?, ?, ?, ?)", (session_id, item_id, opinion, now))
            connection.commit()

    def agree(self, session_id: str, query: Query) -> None:
        with self._connect() as connection:
            _agree(connection, session_id, query_text(query), self._clock())

    def forget(self, session_id: str) -> bool:
        return bool(self._deleted("id = ?", session_id))

    def forget_before(self, at: float) -> tuple[str, ...]:
        """Deletes the talks in which nothing happened since then.

        Args:
            at: Seconds since 1970.
        Returns:
            Their ids.
        """
        return self._deleted("updated < ?", at)

    def touch_before(self, at: float) -> None:
        """Gives talks last touched before then the present time: the clock was wrong when they were."""
        with self._connect() as connection:
            connection.execute("UPDATE sessions SET updated = ? WHERE updated < ?", (self._clock(), at))

    def _deleted(self, which: str, value: object) -> tuple[str, ...]:
        with self._connect() as connection:
            connection.execute("PRAGMA secure_delete = ON")  # what was said is overwritten, not only unlinked
            query = f"DELETE FROM sessions WHERE {which} RETURNING id"  # noqa: S608  # our words
            gone = connection.execute(query, (value,)).fetchall()
            connection.execute("PRAGMA busy_timeout = 0")  # who reads is not waited for: the log of writes,
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # which holds it too, is then emptied later
        return tuple(id_ for (id_,) in gone)

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
