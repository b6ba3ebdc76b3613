"""How a file of SQLite is set up by many processes at once. Knows no table."""

from __future__ import annotations

import sqlite3


def write_ahead(connection: sqlite3.Connection) -> None:
    """Readers then don't wait for a writer. The switch is kept in the file; it does not wait for locks itself."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
