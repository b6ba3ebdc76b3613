"""Whose a session is, and answers kept for those who ask twice: SQLite. Knows nothing of requests."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sqlite import write_ahead

TABLES = (
    "CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, key TEXT NOT NULL, user TEXT NOT NULL, "
    "begun REAL NOT NULL)",
    "CREATE TABLE IF NOT EXISTS answers (key TEXT NOT NULL, user TEXT NOT NULL, name TEXT NOT NULL, "
    "digest TEXT NOT NULL, at REAL NOT NULL, session TEXT, answer TEXT, PRIMARY KEY (key, user, name))",
    "CREATE INDEX IF NOT EXISTS answers_at ON answers (at)",
    "CREATE INDEX IF NOT EXISTS answers_session ON answers (session)",
    "CREATE TABLE IF NOT EXISTS looks (at REAL NOT NULL)",
    "CREATE TABLE IF NOT EXISTS trusted (at REAL NOT NULL)",
)
VERSION = 1
BUSY_SECONDS = 10.0
KEPT_SECONDS = 24 * 3600
ANSWERING_SECONDS = 300  # an answer begun and not given after that was lost with its process
MOST_ANSWERS = 1_000  # kept for each key and user


class LedgerUnusable(OSError):
    """The file can't be opened or written; says why and what to do."""


class StillAnswering(RuntimeError):
    """The first request of that name has no answer yet."""


class AskedOtherwise(ValueError):
    """A request of that name asked for something else."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who began a session.

    Attributes:
        key: Name of the key.
        user: "" for a visitor without a name.
    """

    key: str
    user: str = ""


class Ledger:
    """One file, a connection for each call: safe for many threads and processes."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        self._path = path
        self._clock = clock

    @classmethod
    def open(cls, path: Path, clock: Callable[[], float]) -> Ledger:
        """Opens or makes the file, readable by its owner only.

        Raises:
            LedgerUnusable: It can't be opened, is no database, or was made by a newer program.
        """
        ledger = cls(path, clock)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise LedgerUnusable(f"{path}: can't be made ({error.strerror}); set OFFTRAIL_HOME") from error
        with ledger._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")  # of many that open a new file at once, one makes the tables
            made = connection.execute("PRAGMA user_version").fetchone()[0]
            if made > VERSION:
                raise LedgerUnusable(f"{path}: made by a newer Offtrail (version {made}); update the program")
            for statement in TABLES:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.commit()
            write_ahead(connection)
        return ledger

    def begin(self, session: str, owner: Owner) -> None:
        """Writes down whose a new session is."""
        with self._connect() as connection:
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (session, *_pair(owner), self._clock()))

    def owner(self, session: str) -> tuple[Owner, float] | None:
        """Whose it is and since when; None for one that was not begun here."""
        with self._connect() as connection:
            row = connection.execute("SELECT key, user, begun FROM sessions WHERE id = ?", (session,)).fetchone()
        return (Owner(row[0], row[1]), row[2]) if row else None

    def begun_before(self, at: float) -> tuple[str, ...]:
        """Sessions that were begun before then, whether or not somebody went on with them."""
        with self._connect() as connection:
            rows = connection.execute("SELECT id FROM sessions WHERE begun < ?", (at,)).fetchall()
        return tuple(id_ for (id_,) in rows)

    def forget(self, *sessions: str) -> None:
        """Deletes all that is kept of sessions, their answers among it."""
        with self._connect() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            for session in sessions:
                connection.execute("DELETE FROM answers WHERE session = ?", (session,))
                connection.execute("DELETE FROM sessions WHERE id = ?", (session,))
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log of writes holds them too

    def asked(self, owner: Owner, name: str, digest: str) -> str | None:
        """The answer given to this request before; None for a new one, which is then written down as begun.

        Args:
            name: The idempotency key.
            digest: Of all that was asked.
        Raises:
            AskedOtherwise: The name was used for something else.
            StillAnswering: It was begun a moment ago, elsewhere.
        """
        now = self._clock()
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            _expire(connection, now)
            row = connection.execute(
                "SELECT digest, answer FROM answers WHERE key = ? AND user = ? AND name = ?", (*_pair(owner), name)
            ).fetchone()
            if row is None:
                connection.execute(
                    "INSERT INTO answers VALUES (?, ?, ?, ?, ?, NULL, NULL)", (*_pair(owner), name, digest, now)
                )
                self._make_room(connection, owner)
            connection.commit()
        if row is None:
            return None
        if row[0] != digest:
            raise AskedOtherwise(f"the idempotency key {name!r} was used for another request; take a new one")
        if row[1] is None:
            raise StillAnswering(f"the request {name!r} is being answered; ask again in a moment")
        return str(row[1])

    def answered(self, owner: Owner, name: str, session: str, answer: str) -> None:
        """Keeps the answer of a request that was begun, for a day; not where its session is forgotten by now."""
        with self._connect() as connection:
            kept = connection.execute(
                "UPDATE answers SET session = ?, answer = ? WHERE key = ? AND user = ? AND name = ? "
                "AND EXISTS (SELECT 1 FROM sessions WHERE id = ?)",
                (session, answer, *_pair(owner), name, session),
            ).rowcount
        if not kept:
            self.failed(owner, name)

    def expire(self) -> None:
        """Deletes answers that are over; for days in which nobody asks anything."""
        with self._connect() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            _expire(connection, self._clock())
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def failed(self, owner: Owner, name: str) -> None:
        """Forgets a request that got no answer, so that it can be made again."""
        with self._connect() as connection:
            connection.execute(
                "DELETE FROM answers WHERE key = ? AND user = ? AND name = ? AND answer IS NULL",
                (*_pair(owner), name),
            )

    def give_up(self) -> None:
        """Forgets requests without an answer, at a server's start, where no other server has this file in use.

        Those that began them are gone then. Else each is over after ANSWERING_SECONDS. From now on this one has it
        in use, as long as there is this ledger.
        """
        path = self._path.with_suffix(".lock")
        try:
            lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError as error:
            raise LedgerUnusable(f"{path}: can't be made ({error.strerror}); set OFFTRAIL_HOME") from error
        weakref.finalize(self, os.close, lock)  # which also lets go of it, as a kill does
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            with self._connect() as connection:
                connection.execute("DELETE FROM answers WHERE answer IS NULL")
        fcntl.flock(lock, fcntl.LOCK_SH)

    def looked(self, now: float, apart_seconds: float, step_seconds: float) -> float | None:
        """What time it was for certain when old talks were last looked for; notes that they are now.

        That time follows the clock by `step_seconds` from look to look at the most, for the clock may be wrong,
        and never goes back.

        Returns:
            None, and then they should not be looked for: nobody ever did, or less than `apart_seconds` ago, or,
            by a clock that was wrong, after `now`.
        """
        with self._connect() as connection:
            connection.execute("BEGIN IMMEDIATE")
            last: float | None = connection.execute("SELECT max(at) FROM looks").fetchone()[0]
            if last is not None and now - apart_seconds < last <= now:
                return None
            known: float | None = connection.execute("SELECT max(at) FROM trusted").fetchone()[0]
            before = known if known is not None else now if last is None else last
            for table, at in (("looks", now), ("trusted", max(before, min(now, before + step_seconds)))):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our names
                connection.execute(f"INSERT INTO {table} VALUES (?)", (at,))  # noqa: S608
            connection.commit()
        return None if last is None or last > now else before

    def _make_room(self, connection: sqlite3.Connection, owner: Owner) -> None:
        connection.execute(
            "DELETE FROM answers WHERE rowid IN (SELECT rowid FROM answers WHERE key = ? AND user = ? "
            "ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)",
            (*_pair(owner), MOST_ANSWERS),
        )

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise LedgerUnusable(
                f"{self._path}: can't be used ({error}); free the disk, mend the rights or move the file away"
            ) from error


def _expire(connection: sqlite3.Connection, now: float) -> None:
    connection.execute(
        "DELETE FROM answers WHERE at < ? OR (answer IS NULL AND at < ?)",
        (now - KEPT_SECONDS, now - ANSWERING_SECONDS),
    )


def _pair(owner: Owner) -> tuple[str, str]:
    return owner.key, owner.user
