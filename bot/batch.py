"""Many talks at once -> ids and scores, without writing text. Knows nothing of sessions on disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from bot.intent import Parser
from bot.intent.state import MAX_TEXT_CHARS
from bot.messages import Message, Session
from retriever.items import Candidate, Query
from retriever.rows import TableError, read_rows

AT_ONCE = 64  # talks encoded together
CANDIDATES = 200
MAX_MESSAGE_CHARS = 4_000


class BatchError(TableError):
    """A batch file can't be taken as it stands; says file, row and what to do."""


class BatchRetriever(Protocol):
    """Finds for many queries together."""

    def find_all(self, queries: Sequence[Query], k: int) -> list[list[Candidate]]:
        """At most k candidates for each query."""
        ...


class BatchRanker(Protocol):
    """Orders without giving reasons."""

    def order(self, query: Query, candidates: Sequence[Candidate], n: int) -> list[tuple[str, float]]:
        """(item id, score), best first, at most n."""
        ...


@dataclass(frozen=True, slots=True)
class Talk:
    """One line of a batch: what was said so far and what the person has had."""

    turn_id: str | int
    messages: tuple[Message, ...]
    seen: tuple[str, ...]


def read_talks(path: Path) -> Iterator[Talk]:
    """Lines {"turn_id", "messages": [{"role", "content"}], "seen": [ids]}; `seen` may be left out.

    Raises:
        BatchError: A line lacks a part or has it in another shape.
    """
    for number, row in read_rows(path):
        try:
            yield Talk(
                _turn_id(row["turn_id"]),
                tuple(_message(message) for message in _list(row["messages"])),
                tuple(str(id_) for id_ in _list(row.get("seen") or [])),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BatchError(
                f"{path}:{number}: wanted "
                '{"turn_id": ..., "messages": [{"role": "user" or "assistant", "content": ...}], "seen": [ids]}, '
                f"got {json.dumps(row, default=str)[:120]} ({type(error).__name__}: {error})"
            ) from error


def recommend_all(
    talks: Iterator[Talk],
    parser: Parser,
    retriever: BatchRetriever,
    ranker: BatchRanker,
    n: int,
    niche: float,
) -> Iterator[tuple[str | int, list[tuple[str, float]]]]:
    """(turn_id, [(item id, score)] best first, at most n) for each talk, in order."""
    while talks_now := list(islice(talks, AT_ONCE)):
        queries = [understand(talk, parser, niche) for talk in talks_now]
        found = retriever.find_all(queries, max(CANDIDATES, 2 * n))
        for talk, query, candidates in zip(talks_now, queries, found, strict=True):
            yield talk.turn_id, ranker.order(query, candidates, n)


def understand(talk: Talk, parser: Parser, niche: float) -> Query:
    """The state after the whole talk: the person's messages read one after the other.

    Constraints, likes and dislikes are those understood; the wish is the whole talk, the newest first, as
    named titles carry much of what is wanted. What the person has had counts as liked unless the talk says
    otherwise: people name what they enjoyed.
    """
    session = Session("batch", Query(niche=niche))
    for message in talk.messages:
        if message.role == "user" and message.content.strip():
            intent = parser.parse(message.content, session)
            session = replace(session, query=intent.query)
    query = session.query
    liked = (*(id_ for id_ in talk.seen if id_ not in query.liked), *query.liked)
    liked = tuple(id_ for id_ in liked if id_ not in query.disliked)
    wish = " ".join(message.content for message in reversed(talk.messages))[:MAX_TEXT_CHARS]
    return replace(query, text=wish, liked=liked, seen=query.seen | frozenset(talk.seen))


def write_results(
    path: Path,
    results: Iterator[tuple[str | int, list[tuple[str, float]]]],
    integer_ids: bool,
) -> int:
    """Writes {"turn_id", "ids", "scores"} lines, the whole file or nothing; returns how many."""
    draft = path.with_name(path.name + ".part")
    count = 0
    try:
        with draft.open("w", encoding="utf-8") as file:
            for turn_id, ranked in results:
                ids: list[Any] = [int(id_) if integer_ids else id_ for id_, _ in ranked]
                line = {"turn_id": turn_id, "ids": ids, "scores": [round(score, 6) for _, score in ranked]}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _turn_id(value: object) -> str | int:
    if not isinstance(value, str | int):
        raise TypeError(f"turn_id {value!r:.40}")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"a list was wanted, not {value!r:.40}")
    return value


def _message(record: dict[str, Any]) -> Message:
    role, content = record["role"], record["content"]
    if role not in ("system", "user", "assistant") or not isinstance(content, str):
        raise ValueError(f"role {role!r} with content {content!r:.40}")
    if len(content) > MAX_MESSAGE_CHARS:
        raise ValueError(f"a message has {len(content):,} characters, at most {MAX_MESSAGE_CHARS:,}")
    return Message(role, content)
