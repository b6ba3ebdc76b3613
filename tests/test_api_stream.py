"""Streams on a real server: what comes when, and what happens when somebody leaves or all places are taken."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event as Stop
from typing import TYPE_CHECKING

import httpx2 as httpx
import pytest

from bot.client import Client, NotThere
from bot.web.api.problems import Problem
from bot.web.api.turns import Turns
from tests.api_parts import EVENTS, Api, api, events_of
from tests.web_parts import served

if TYPE_CHECKING:
    from starlette.types import Message

BODY = {"utterance": "a drama"}
PAUSE_SECONDS = 0.1  # before each of 30 words
ENOUGH_SECONDS = 20.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with api(tmp_path_factory.mktemp("api"), PAUSE_SECONDS, lambda it: replace(it, most_at_once=2)) as made:
        yield made


@pytest.fixture(scope="module")
def address(made: Api) -> Iterator[str]:
    with served(made.bot, made.access) as address:
        yield address


def soon(holds: Callable[[], bool]) -> bool:
    """True as soon as it holds."""
    until = time.monotonic() + ENOUGH_SECONDS
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.02)
    return held


def no_turn_runs() -> bool:
    return not [thread for thread in threading.enumerate() if thread.name == "offtrail-api-turn"]


class TestLeaving:
    def test_a_cut_stream_stops_the_writer_and_what_was_told_is_kept(self, made: Api, address: str) -> None:
        with (
            httpx.Client(base_url=address) as client,
            client.stream("POST", "/v1/chat", json=BODY, headers=made.server | EVENTS) as answer,
        ):
            lines = answer.iter_lines()
            assert next(lines) == "event: picks"
            session = json.loads(next(lines).removeprefix("data: "))["session"]
            assert next(line for line in lines if line.startswith("event: text"))
        assert soon(no_turn_runs)
        (turn,) = made.bot.session(session).turns
        assert turn.end == "stopped"
        assert 0 < len(turn.text.split()) < 30

    def test_a_cut_turn_asked_again_is_told_as_far_as_it_came_and_stands_in_the_talk_once(
        self, made: Api, address: str
    ) -> None:
        headers = made.server | EVENTS | {"idempotency-key": "cut-1"}
        with httpx.Client(base_url=address, timeout=ENOUGH_SECONDS) as client:
            with client.stream("POST", "/v1/chat", json=BODY, headers=headers) as answer:
                assert next(line for line in answer.iter_lines() if line.startswith("event: text"))
            assert soon(no_turn_runs)
            again = client.post("/v1/chat", json=BODY, headers=headers)
        assert again.headers["idempotency-replayed"] == "true"
        (_, picks), *texts, (_, done) = events_of(again.text)
        (turn,) = made.bot.session(picks["session"]).turns
        assert (turn.end, done["end"]) == ("stopped", "stopped")
        assert turn.text == "".join(text["piece"] for _, text in texts).strip()
        assert turn.text

    def test_a_turn_whose_caller_never_saw_its_end_is_told_whole(self, made: Api, address: str) -> None:
        headers = made.server | EVENTS | {"idempotency-key": "cut-2"}
        with httpx.Client(base_url=address, timeout=ENOUGH_SECONDS) as client:
            with client.stream("POST", "/v1/chat", json=BODY, headers=headers) as answer:
                lines = answer.iter_lines()
                assert next(line for line in lines if line.startswith("event: text"))
                assert soon(no_turn_runs)  # the caller takes nothing in, and the server does not know
            again = events_of(client.post("/v1/chat", json=BODY, headers=headers).text)
        assert again[-1][1]["end"] == "end"
        (turn,) = made.bot.session(again[0][1]["session"]).turns
        assert turn.text == "".join(said["piece"] for name, said in again if name == "text").strip()

    def test_a_stream_that_is_closed_is_no_error_in_the_log(
        self, made: Api, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def call() -> None:
            told = asyncio.Event()
            asked: list[Message] = [{"type": "http.request", "body": json.dumps(BODY).encode()}]

            async def receive() -> Message:
                if asked:
                    return asked.pop()
                await told.wait()
                return {"type": "http.disconnect"}

            async def send(message: Message) -> None:
                if b"event: text" in message.get("body", b""):
                    told.set()

            headers = made.server | EVENTS | {"content-type": "application/json"}
            scope = {
                "type": "http", "method": "POST", "path": "/v1/chat", "scheme": "http", "query_string": b"",
                "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            }  # fmt: skip
            await made.app(scope, receive, send)
            assert told.is_set()

        asyncio.run(call())
        assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
        assert soon(no_turn_runs)

    def test_leaving_while_the_json_is_made_stops_the_writer_too(self, made: Api, address: str) -> None:
        before = len(list(sessions_of(made)))
        body = json.dumps(BODY).encode()
        with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as line:
            line.sendall(
                b"POST /v1/chat HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                + f"authorization: {made.server['authorization']}\r\ncontent-length: {len(body)}\r\n\r\n".encode()
                + body
            )
            assert soon(lambda: len(list(sessions_of(made))) > before)
        assert soon(no_turn_runs)
        (turn,) = made.bot.session(list(sessions_of(made))[-1]).turns
        assert turn.end == "stopped"

    def test_json_with_a_key_is_made_to_its_end_and_told_to_who_asks_again(self, made: Api, address: str) -> None:
        headers = made.server | {"idempotency-key": "cut-3"}
        with httpx.Client(base_url=address, timeout=ENOUGH_SECONDS) as client:
            with pytest.raises(httpx.ReadTimeout):
                client.post("/v1/chat", json=BODY, headers=headers, timeout=10 * PAUSE_SECONDS)
            assert soon(no_turn_runs)
            again = client.post("/v1/chat", json=BODY, headers=headers)
        assert again.headers["idempotency-replayed"] == "true"
        assert again.json()["metadata"]["end"] == "end"
        assert len(made.bot.session(again.json()["session"]).turns) == 1

    def test_a_reader_who_takes_all_gets_all_as_it_comes(self, made: Api, address: str) -> None:
        with (
            httpx.Client(base_url=address, timeout=ENOUGH_SECONDS) as client,
            client.stream("POST", "/v1/chat", json=BODY, headers=made.server | EVENTS) as answer,
        ):
            names = [line for line in answer.iter_lines() if line.startswith("event: ")]
        assert names[0] == "event: picks"
        assert names[-1] == "event: done"
        assert len(names) > 30

    def test_a_place_is_free_again_when_its_turn_is_over(self, made: Api, address: str) -> None:
        with httpx.Client(base_url=address, timeout=ENOUGH_SECONDS) as client:
            with (
                client.stream("POST", "/v1/chat", json=BODY, headers=made.server | EVENTS) as one,
                client.stream("POST", "/v1/chat", json=BODY, headers=made.server | EVENTS) as two,
            ):
                assert (one.status_code, two.status_code) == (200, 200)
                third = client.post("/v1/chat", json=BODY, headers=made.server)
                assert (third.status_code, third.headers["retry-after"]) == (503, "2")
                assert client.get("/healthz").status_code == 200  # all else is answered meanwhile
            assert soon(no_turn_runs)
            assert client.post("/v1/chat", json=BODY, headers=made.server).status_code == 200


def test_the_python_client_gets_what_it_was_promised(made: Api, address: str) -> None:
    with Client(address, made.secret) as client:
        answer = client.chat("a drama from France", idempotency_key="once")
        assert client.chat("a drama from France", idempotency_key="once") == answer
        assert {item.id for item in answer.items} == {"cleo", "vagabond"}
        assert client.feedback("cleo", "like", answer.session) == {"cleo": "like"}
        client.upsert([{"id": "fresh", "title": "Fresh Paint", "genres": ["opera"]}])
        assert client.recommend("an opera").items[0].id == "fresh"
        client.delete("fresh")
        assert len(client.similar("cleo", 2)) == 2
        assert client.session(answer.session).turns[0].utterance == "a drama from France"
        assert client.export(answer.session)["kept"]["key"] == "shop"
        client.forget(answer.session)
        with pytest.raises(NotThere):
            client.session(answer.session)


def sessions_of(made: Api) -> Iterator[str]:
    """Ids of all that were begun, oldest first."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(made.access.home / "talks.sqlite3")) as connection:
        yield from (row[0] for row in connection.execute("SELECT id FROM sessions ORDER BY rowid"))


async def _all(pieces: AsyncIterator[object]) -> list[object]:
    return [piece async for piece in pieces]


class TestTurns:
    def test_pieces_come_in_order_and_pauses_are_told(self) -> None:
        go_on = Stop()

        def slow(_: Stop) -> Iterator[int]:
            yield 1
            go_on.wait(ENOUGH_SECONDS)
            yield 2

        async def read() -> list[object]:
            found: list[object] = []
            async for piece in Turns().begin(slow).pieces(ping_seconds=0.01):
                found.append(piece)
                if piece is None:
                    go_on.set()
            return found

        found = asyncio.run(read())
        assert [piece for piece in found if piece is not None] == [1, 2]
        assert found[1] is None

    def test_a_turn_that_takes_too_long_is_stopped(self) -> None:
        stopped = Stop()

        def endless(stop: Stop) -> Iterator[int]:
            try:
                while not stop.wait(0.01):
                    yield 1
            finally:
                stopped.set()

        async def read() -> list[object]:
            return await _all(Turns().begin(endless).pieces(most_seconds=0.05))

        assert asyncio.run(read())
        assert stopped.wait(ENOUGH_SECONDS)

    def test_an_error_is_raised_to_the_reader_and_the_place_is_free(self) -> None:
        turns = Turns(1)

        def broken(_: Stop) -> Iterator[int]:
            yield 1
            raise ValueError("broken")

        async def read() -> None:
            with pytest.raises(ValueError, match="broken"):
                await _all(turns.begin(broken).pieces())

        asyncio.run(read())
        assert soon(lambda: turns.running == 0)

    def test_a_thread_that_can_not_be_started_gives_its_place_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        turns = Turns(1)

        def none_left(_: threading.Thread) -> None:
            raise RuntimeError("can't start new thread")

        async def begin() -> None:
            turns.begin(lambda _: iter(()))

        monkeypatch.setattr("bot.web.api.turns.Thread.start", none_left)
        with pytest.raises(RuntimeError, match="can't start"):
            asyncio.run(begin())
        assert turns.running == 0

    def test_a_result_that_takes_too_long_is_a_problem_and_holds_its_place(self) -> None:
        turns, go_on = Turns(1), Stop()

        async def ask() -> None:
            with pytest.raises(Problem, match="took too long"):
                await turns.result(lambda: go_on.wait(ENOUGH_SECONDS), most_seconds=0.01)
            with pytest.raises(Problem, match="turns are running"):
                await turns.result(lambda: True)

        asyncio.run(ask())
        go_on.set()
        assert soon(lambda: turns.running == 0)


def test_a_ledger_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    from bot.web.api.ledger import Ledger, LedgerUnusable

    Ledger.open(tmp_path / "api.sqlite3", time.time)
    with closing(sqlite3.connect(tmp_path / "api.sqlite3")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerUnusable, match="made by a newer Offtrail"):
        Ledger.open(tmp_path / "api.sqlite3", time.time)
    (tmp_path / "none.sqlite3").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(LedgerUnusable, match="can't be used"):
        Ledger.open(tmp_path / "none.sqlite3", time.time)
