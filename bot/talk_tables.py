"""The tables of talks, and turns as their rows. Knows no file and no connection's life."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from bot.messages import Asked, Part, Turn
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
    (
        "ALTER TABLE turns ADD COLUMN acts TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE turns ADD COLUMN seconds TEXT NOT NULL DEFAULT '{}'",
        "CREATE INDEX sessions_by_age ON sessions (updated)",
        "CREATE INDEX turns_by_time ON turns (at)",
    ),
    ("ALTER TABLE turns ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'",),
    ("ALTER TABLE turns ADD COLUMN unanswered TEXT NOT NULL DEFAULT '[]'",),
    ("ALTER TABLE turns ADD COLUMN question TEXT NOT NULL DEFAULT ''",),  # text and replies; `asked` is its field
)  # statements, numbered by place; a migration is never changed once released

COLUMNS = (
    "utterance", "text", "picks", "must", "notes", "origins", "ending", "query", "spoken", "asked", "language",
    "acts", "seconds", "parts", "unanswered", "question",
)  # fmt: skip


class TablesTooNew(ValueError):
    """The tables were made by a newer program."""


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the tables up to date.

    Raises:
        TablesTooNew: Says by which version they were made.
    """
    connection.execute("BEGIN IMMEDIATE")  # of many that open a new file at once, one makes the tables
    done: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if done > len(MIGRATIONS):
        raise TablesTooNew(f"made by a newer Offtrail (version {done}); update the program")
    for statements in MIGRATIONS[done:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.commit()


def begun_row(turn: Turn) -> dict[str, Any]:
    """What is kept of a turn before a word of the answer.

    Raises:
        ValueError: The turn has no query.
    """
    if turn.query is None:
        raise ValueError(f"the turn {turn.utterance!r:.60} has no query; give what is agreed after it")
    return {
        "utterance": turn.utterance,
        "picks": json.dumps([_shown(pick) for pick in turn.picks]),
        "must": json.dumps([asdict(constraint) for constraint in turn.must]),
        "notes": json.dumps(turn.notes),
        "query": query_text(turn.query),
        "spoken": json.dumps(turn.spoken),
        "language": turn.language,
        "acts": json.dumps(turn.acts),
        "unanswered": json.dumps(turn.unanswered),
    }


def finished_row(turn: Turn) -> dict[str, Any]:
    """What is kept of it once it is told."""
    return {
        "text": turn.text,
        "ending": turn.end,
        "origins": json.dumps(dict(turn.origins)),
        "asked": turn.asked,
        "question": json.dumps([turn.question.text, turn.question.replies]) if turn.question else "",
        "seconds": json.dumps(dict(turn.seconds)),
        "parts": json.dumps([asdict(part) for part in turn.parts]),
    }


def turn_of(row: Mapping[str, Any], item_of: Callable[[str], Item | None]) -> Turn:
    """The turn of a row of COLUMNS; picks that the catalogue no longer has are left out."""
    known = tuple(
        Ranked(item, pick["score"], tuple(Reason(**reason) for reason in pick["reasons"]))
        for pick in json.loads(row["picks"])
        if (item := item_of(pick["id"])) is not None
    )
    return Turn(
        row["utterance"],
        row["text"],
        known,
        row["ending"],
        _constraints(json.loads(row["must"])),
        tuple(json.loads(row["notes"])),
        json.loads(row["origins"]),
        None if row["query"] is None else query_of(row["query"]),
        tuple(json.loads(row["spoken"])),
        _question(row),
        row["language"],
        tuple(json.loads(row["acts"])),
        json.loads(row["seconds"]),
        tuple(Part(**part) for part in json.loads(row["parts"])),
        tuple(json.loads(row["unanswered"])),
    )


def _question(row: Mapping[str, Any]) -> Asked | None:
    if row["question"]:
        text, replies = json.loads(row["question"])
        return Asked(row["asked"], text, tuple(replies))
    return Asked(row["asked"], "", ()) if row["asked"] else None


def query_text(query: Query) -> str:
    """What is agreed, as it is kept."""
    return json.dumps(asdict(query) | {"seen": sorted(query.seen)})


def query_of(text: str) -> Query:
    """What was agreed."""
    record = json.loads(text)
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


def _shown(pick: Ranked) -> dict[str, Any]:
    return {"id": pick.item.id, "score": pick.score, "reasons": [asdict(reason) for reason in pick.reasons]}


def _constraints(rows: list[dict[str, Any]]) -> tuple[Constraint, ...]:
    return tuple(Constraint(row["field"], row["op"], tuple(row["values"])) for row in rows)
