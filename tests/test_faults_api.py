"""The API where a caller is slow or leaves, a file is gone or a clock jumps: it says so and serves the others."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from threading import Event
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from bot.client import Client, Done, Picks, Refused, TalkTurn, Text
from bot.finding import Found
from bot.messages import Session
from bot.messages import Text as Piece
from bot.web.api.app import make_api
from bot.writer.grounded import NEVER
from tests.api_parts import Api, api, check_problem
from tests.listening import listening
from tests.web_parts import SlowBot

LONG, PIECES = "x" * 100_000, 200  # 20 MB: more than any buffer between two sockets takes in
Kind = TypeVar("Kind", bound=SlowBot)
FILES = ("talks.sqlite3", "api.sqlite3")


@dataclass(frozen=True)
class LongBot(SlowBot):
    """Writes very much where it is asked for rabbits."""

    def _write(self, found: Found, session: Session, stop: Event = NEVER) -> Iterator[Piece]:
        if "rabbits" not in found.intent.query.text:
            yield from super()._write(found, session, stop)
            return
        for _ in range(PIECES):
            yield Piece(LONG)


@dataclass(frozen=True)
class EndlessBot(SlowBot):
    """Writes until it is stopped where it is first asked for rabbits."""

    writing: Event = field(default_factory=Event)  # set once a word was taken

    def _write(self, found: Found, session: Session, stop: Event = NEVER) -> Iterator[Piece]:
        if self.writing.is_set() or "rabbits" not in found.intent.query.text:
            yield from super()._write(found, session, stop)
            return
        for number in range(10_000):
            yield Piece(f"word{number}. ")
            self.writing.set()
            if stop.wait(0.02):
                return


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Api]:
    with api(tmp_path, pause_seconds=0.05) as it:
        yield it


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Api]:
    with api(tmp_path) as it:
        yield it


def as_a(kind: type[Kind], it: Api) -> Kind:
    """Its bot as one of that kind."""
    return kind(**{one.name: getattr(it.bot, one.name) for one in fields(it.bot)})


def ended(turn: Callable[[], TalkTurn]) -> TalkTurn:
    """The turn once its text was kept, which is its end."""
    until = time.monotonic() + 30
    while not (found := turn()).text:
        assert time.monotonic() < until, "the turn never ended"
        time.sleep(0.02)
    return found


def looked_at(client: Client, it: Api, session: str) -> tuple[TalkTurn, ...]:
    """The turns of a talk; the clock goes on, so that nobody looks too often."""
    it.clock.now += 60
    return client.session(session).turns


def asked(address: str, secret: str, body: dict[str, str], accept: str) -> socket.socket:
    """A connection on which a turn was asked for, and nothing was read yet."""
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.port
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect((parts.hostname, parts.port))
    content = json.dumps(body)
    head = {
        "Host": parts.netloc, "Authorization": f"Bearer {secret}", "Accept": accept,
        "Content-Type": "application/json", "Content-Length": len(content),
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    connection.sendall(f"POST /v1/chat HTTP/1.1\r\n{lines}\r\n{content}".encode())
    return connection


@contextmanager
def unusable(*files: Path) -> Iterator[None]:
    """Folders stand where the files were, which stops every user of the machine; the files come back."""
    there = [path for file in files for path in file.parent.glob(f"{file.name}*")]
    away = [path.rename(path.with_name(f"away-{path.name}")) for path in there]
    for file in files:
        file.mkdir()
    try:
        yield
    finally:
        for file in files:
            file.rmdir()
        for old, path in zip(away, there, strict=True):
            old.rename(path)


class TestCallers:
    def test_closing_a_stream_stops_the_writer_and_the_talk_goes_on(self, quick: Api) -> None:
        bot = as_a(EndlessBot, quick)
        with listening(make_api(bot, quick.access)) as address, Client(address, quick.secret) as client:
            with closing(client.stream("a film about rabbits")) as events:
                picks = next(events)
                assert isinstance(picks, Picks)
                assert isinstance(next(events), Text)
            turn = ended(lambda: looked_at(client, quick, picks.session)[0])
            assert turn.end == "stopped"
            assert turn.text.startswith("word0.")
            *_, done = client.stream("more", picks.session)
            assert isinstance(done, Done)
            assert done.end == "end"

    def test_a_connection_that_is_cut_stops_the_writer_of_a_whole_answer_too(self, quick: Api) -> None:
        bot = as_a(EndlessBot, quick)
        with listening(make_api(bot, quick.access)) as address, Client(address, quick.secret) as client:
            session = client.chat("a bleak drama").session
            body = {"utterance": "a film about rabbits", "session": session}
            with closing(asked(address, quick.secret, body, "application/json")):
                assert bot.writing.wait(30)
            turn = ended(lambda: looked_at(client, quick, session)[1])
            assert turn.end == "stopped"

    def test_callers_who_read_nothing_keep_nobody_waiting(self, quick: Api) -> None:
        bot = as_a(LongBot, quick)
        body = {"utterance": "a film about rabbits"}
        with ExitStack() as stack:
            address = stack.enter_context(listening(make_api(bot, quick.access)))
            client = stack.enter_context(Client(address, quick.secret))
            for _ in range(3):
                stalled = stack.enter_context(closing(asked(address, quick.secret, body, "text/event-stream")))
                assert stalled.recv(12) == b"HTTP/1.1 200"
            *_, done = client.stream("a bleak drama")
            assert isinstance(done, Done)
            assert done.end == "end"


class TestFiles:
    @pytest.mark.parametrize("names", [FILES[:1], FILES[1:], FILES])
    def test_what_can_not_be_kept_is_refused_and_what_needs_no_keeping_goes_on(
        self, quick: Api, names: tuple[str, ...]
    ) -> None:
        before = quick.chat("a bleak drama")
        with unusable(*(quick.access.home / name for name in names)):
            quick.clock.now += 60
            body = {"utterance": "more", "session": before["session"]}
            refused = quick.client.post("/v1/chat", json=body, headers=quick.server)
            problem = check_problem(refused, 503, "storage-unusable")
            assert refused.headers["retry-after"] == "10"
            assert str(quick.access.home) not in json.dumps(problem)
            said = {"session": before["session"], "item": "alien", "opinion": "like"}
            kept = quick.client.post("/v1/feedback", json=said, headers=quick.server)
            check_problem(kept, 503, "storage-unusable")
            found = quick.client.post("/v1/recommend", json={"utterance": "a bleak drama"}, headers=quick.server)
            assert found.json()["items"]
            check_problem(quick.client.get("/readyz"), 503, "not-ready")
            assert quick.client.get("/healthz").status_code == 200
        quick.clock.now += 60
        assert quick.client.get("/readyz").status_code == 200
        after = quick.chat("more", session=before["session"])
        assert after["items"]
        shown = quick.client.get(f"/v1/sessions/{before['session']}", headers=quick.server).json()
        assert [turn["utterance"] for turn in shown["turns"]] == ["a bleak drama", "more"]
        assert shown["pressed"] == {}

    def test_a_file_that_goes_in_the_middle_of_a_turn_ends_the_stream_with_the_problem(self, slow: Api) -> None:
        words: list[object] = []
        with listening(slow.app) as address, Client(address, slow.secret, retries=0) as client:
            events = client.stream("a bleak drama")
            picks = next(events)
            assert isinstance(picks, Picks)
            with unusable(slow.access.home / "talks.sqlite3"), pytest.raises(Refused) as caught:
                words.extend(events)
            assert caught.value.status == 503
            assert caught.value.request
            turn = client.session(picks.session).turns[0]
            assert (turn.utterance, turn.end) == ("a bleak drama", "stopped")
            assert client.chat("more", picks.session).items


class TestClock:
    @pytest.mark.parametrize("seconds", [-86_400, -1e9, 86_400 * 400])
    def test_after_a_jump_talks_go_on_and_tokens_are_fetched_anew(self, quick: Api, seconds: float) -> None:
        page = quick.page()
        session = quick.chat("a bleak drama", headers=page)["session"]
        quick.clock.now += seconds
        body = {"utterance": "more", "session": session}
        check_problem(quick.client.post("/v1/chat", json=body, headers=page), 401, "token-expired")
        assert quick.chat("more", headers=quick.page(), session=session)["session"] == session

    def test_a_clock_set_back_leaves_the_kept_answer_and_one_set_forward_lets_go_of_it(self, quick: Api) -> None:
        headers = quick.server | {"idempotency-key": "order-7"}
        first = quick.chat(headers=headers)
        quick.clock.now -= 7 * 86_400
        assert quick.chat(headers=headers) == first
        quick.clock.now += 9 * 86_400
        assert quick.chat(headers=headers)["session"] != first["session"]
