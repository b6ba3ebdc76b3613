"""Many talks at once -> ids and scores, without writing text. Knows nothing of sessions on disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from bot.intent import Parser
from bot.messages import Message, Session
from retriever.items import Candidate, Item, Query
from retriever.rows import TableError, read_rows

AT_ONCE = 64  # talks encoded together
CANDIDATES = 200
MAX_MESSAGE_CHARS = 4_000
MAX_WISH_CHARS = 4_000


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
        yield talk_of(row, path, number)


def talk_of(row: Mapping[str, Any], path: Path, number: int) -> Talk:
    """One line as a talk; path and number say where it stands.

    Raises:
        BatchError: The line lacks a part or has it in another shape.
    """
    try:
        return Talk(
            _turn_id(row["turn_id"]),
            tuple(_message(message) for message in _list(row["messages"])),
            ids_of(row.get("seen")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BatchError(
            f"{path}:{number}: wanted "
            '{"turn_id": ..., "messages": [{"role": "user" or "assistant", "content": ...}], "seen": [ids]}, '
            f"got {json.dumps(row, default=str)[:120]} ({type(error).__name__}: {error})"
        ) from error


def ids_of(value: object) -> tuple[str, ...]:
    """Item ids of a list that may be left out."""
    return tuple(str(id_) for id_ in _list(value or []))


def recommend_all(
    talks: Iterator[Talk], reader: TalkReader, retriever: BatchRetriever, ranker: BatchRanker, n: int
) -> Iterator[tuple[str | int, list[tuple[str, float]]]]:
    """(turn_id, [(item id, score)] best first, at most n) for each talk, in order."""
    while talks_now := list(islice(talks, AT_ONCE)):
        queries = [reader.understand(talk) for talk in talks_now]
        found = retriever.find_all(queries, max(CANDIDATES, 4 * n))
        for talk, query, candidates in zip(talks_now, queries, found, strict=True):
            yield talk.turn_id, ranker.order(query, candidates, n)


@dataclass(frozen=True, slots=True)
class TalkReader:
    """What is understood of a talk between two people."""

    parser: Parser
    item_of: Callable[[str], Item | None]
    niche: float

    def understand(self, talk: Talk) -> Query:
        """The state after the whole talk: the person's messages read one after the other.

        Likes, dislikes and refusals are those understood; a change of subject takes back what was demanded and
        preferred before it, but no like, for it is still taste. A kind of item that is named ("comedies") is
        taken for a preference and not for a demand: nobody here was told that it filters. The wish is the whole
        talk, the newest first, without titles, which count as liked with everything the person has had unless
        the talk says otherwise: people name what they enjoyed.
        """
        session = Session("batch", Query(niche=self.niche), niche=self.niche)
        said: tuple[str, ...] = ()
        for message in talk.messages:
            if message.role == "user" and message.content.strip():
                intent = self.parser.parse(message.content, session)
                session = replace(session, query=intent.query)
                said = (*(id_ for id_ in said if id_ not in intent.query.liked), *intent.query.liked)
        query = session.query
        liked = (*talk.seen, *(id_ for id_ in said if id_ not in talk.seen))
        liked = tuple(id_ for id_ in liked if id_ not in query.disliked)
        wish = " ".join(message.content for message in reversed(talk.messages) if message.role != "system")
        wish = wish[:MAX_WISH_CHARS]
        titles = [item.title for id_ in liked if (item := self.item_of(id_))]
        kinds = tuple(demand for demand in query.must if demand.op == "any_of")
        return replace(
            query,
            text=without_titles(wish, titles),
            liked=liked,
            seen=query.seen | frozenset(talk.seen),
            must=tuple(demand for demand in query.must if demand not in kinds),
            prefer=tuple(dict.fromkeys((*query.prefer, *kinds))),
        )


def without_titles(text: str, titles: Iterable[str]) -> str:
    """`text` without titles and years in brackets: what they say is said better by the items they name."""
    text = re.sub(r"\(\d{4}\)", " ", text)
    for title in sorted(titles, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())


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
                ids: list[Any] = [int(id_) if integer_ids and id_.isdecimal() else id_ for id_, _ in ranked]
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
