"""Connections through real sockets: who sends nothing is not waited for, and only a proxy is believed."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Timer
from typing import NoReturn
from urllib.request import Request, urlopen

import pytest
import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.connections import Bounded, Unnamed, config_of
from bot.web.security import Guard
from bot.web.server import hosts_of
from tests.api_parts import NOWHERE, SHOP, api
from tests.listening import listening

HANGING_SECONDS = 20.0  # a test that waits so long has failed
WHOLE = b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"


class Hasty(Bounded):
    head_seconds = 0.3


class Narrow(Bounded):
    most = 3


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that tells what it was told."""
    body = json.dumps({"client": scope["client"][0], "scheme": scope["scheme"]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that takes longer for its answer than anybody has for a head."""
    await asyncio.sleep(Hasty.head_seconds * 3)
    await told(scope, receive, send)


def configured(
    proxies: Sequence[str] = (), protocol: type[Bounded] = Bounded
) -> Callable[[ASGIApp], uvicorn.Config]:
    return lambda app: config_of(app, "127.0.0.1", 0, proxies, protocol)


@contextmanager
def opened(address: str) -> Iterator[socket.socket]:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), HANGING_SECONDS) as connection:
        yield connection


def until_closed(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    came = b""
    try:
        while piece := connection.recv(4096):
            came += piece
    except ConnectionResetError:
        pass
    return came


def answer_in(connection: socket.socket) -> bytes:
    """One answer of `told`, and no further."""
    came = b""
    while not came.endswith(b"}"):
        piece = connection.recv(4096)
        assert piece, came
        came += piece
    return came


def dripping(connection: socket.socket, stop: Event, byte: bytes = b"x") -> None:
    """Sends a byte again and again, from another thread."""
    try:
        connection.sendall(byte)
    except OSError:
        return
    if not stop.is_set():
        timer = Timer(0.05, dripping, (connection, stop, byte))
        timer.daemon = True
        timer.start()


class TestHeads:
    @pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nhost: local"], ids=["nothing", "half a head"])
    def test_who_does_not_send_a_whole_head_is_not_waited_for(self, begun: bytes) -> None:
        with listening(told, configured(protocol=Hasty)) as address, opened(address) as connection:
            connection.sendall(begun)
            assert until_closed(connection) == b""

    def test_a_head_that_drips_is_not_waited_for(self) -> None:
        stop = Event()
        with listening(told, configured(protocol=Hasty)) as address, opened(address) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nx: ")
            dripping(connection, stop)
            assert until_closed(connection) == b""
            stop.set()

    def test_a_second_head_has_no_more_time_than_the_first(self) -> None:
        stop = Event()
        with listening(told, configured(protocol=Hasty)) as address, opened(address) as connection:
            connection.sendall(WHOLE)
            assert b"200 OK" in answer_in(connection)
            connection.sendall(b"GET / HTTP/1.1\r\nx: ")
            dripping(connection, stop)
            assert until_closed(connection) == b""
            stop.set()

    def test_a_body_that_nobody_wants_does_not_hold_the_connection(self) -> None:
        stop = Event()
        with listening(told, configured(protocol=Hasty)) as address, opened(address) as connection:
            connection.sendall(b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n")
            answer_in(connection)
            dripping(connection, stop)
            assert until_closed(connection) == b""
            stop.set()

    def test_an_answer_may_take_longer_and_the_connection_goes_on(self) -> None:
        with listening(slow, configured(protocol=Hasty)) as address, opened(address) as connection:
            for _ in range(2):
                connection.sendall(WHOLE[:10])
                connection.sendall(WHOLE[10:])
                assert b"200 OK" in answer_in(connection)

    def test_a_head_has_its_size(self) -> None:
        with listening(told, configured()) as address, opened(address) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nx: " + b"x" * 17_000)
            assert until_closed(connection).startswith(b"HTTP/1.1 400")


def test_where_there_are_too_many_the_next_is_told_and_those_there_go_on() -> None:
    with listening(told, configured(protocol=Narrow)) as address, ExitStack() as stack:
        first, *others = [stack.enter_context(opened(address)) for _ in range(3)]
        for connection in (first, *others):
            connection.sendall(WHOLE)
            answer_in(connection)
        with opened(address) as fourth:
            refused = until_closed(fourth)
        head, _, body = refused.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503")
        assert b"content-length: %d" % len(body) in head
        first.sendall(WHOLE)
        assert b"200 OK" in answer_in(first)


FORGED = {"x-forwarded-for": "198.51.100.1", "x-forwarded-proto": "https"}


def asked(address: str, headers: dict[str, str]) -> dict[str, str]:
    with urlopen(Request(address, headers=headers), timeout=HANGING_SECONDS) as answer:  # ours
        found: dict[str, str] = json.load(answer)
    return found


class TestProxies:
    @pytest.mark.parametrize("proxies", [(), ("192.0.2.7",), ("10.0.0.0/8", "::1")])
    def test_whoever_is_no_proxy_is_not_believed(
        self, proxies: Sequence[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")  # uvicorn's own; here there is one place to say it
        with listening(told, configured(proxies)) as address:
            assert asked(address, FORGED) == {"client": "127.0.0.1", "scheme": "http"}

    @pytest.mark.parametrize("proxies", [("127.0.0.1",), ("127.0.0.0/8",)])
    def test_a_proxy_is_believed_as_far_as_it_saw_itself(self, proxies: Sequence[str]) -> None:
        with listening(told, configured(proxies)) as address:
            assert asked(address, FORGED) == {"client": "198.51.100.1", "scheme": "https"}
            forged = FORGED | {"x-forwarded-for": "203.0.113.9, 198.51.100.1"}  # the first was sent by the visitor
            assert asked(address, forged)["client"] == "198.51.100.1"

    @pytest.mark.parametrize("header", FORGED)
    def test_a_proxy_that_nobody_named_is_told_of_once_and_what_to_set(
        self, header: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        with listening(told, configured()) as address:
            assert asked(address, {})["scheme"] == "http"
            assert caplog.messages == []
            for _ in range(2):
                assert asked(address, {header: FORGED[header]}) == {"client": "127.0.0.1", "scheme": "http"}
        (message,) = caplog.messages
        assert "--hosts" in message
        assert "--proxies" in message
        assert FORGED["x-forwarded-for"] not in message

    def test_where_a_proxy_is_named_nobody_is_told(self, caplog: pytest.LogCaptureFixture) -> None:
        with listening(told, configured(("127.0.0.1",))) as address:
            asked(address, FORGED)
        assert caplog.messages == []

    @pytest.mark.parametrize(
        ("address", "told_of"),
        [("10.0.0.5", 1), ("fd00::5", 1), ("::ffff:172.18.0.1", 1), ("8.8.8.8", 0), ("2606:4700::1", 0), ("", 0)],
    )
    def test_a_forger_from_the_internet_fills_no_log(
        self, address: str, told_of: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def answer() -> None:
            async def receive() -> NoReturn:
                raise AssertionError

            async def send(_: Message) -> None:
                pass

            headers = [(name.encode(), value.encode()) for name, value in FORGED.items()]
            scope = {"type": "http", "client": (address, 1), "scheme": "http", "headers": headers}
            await Unnamed(told)(scope, receive, send)

        asyncio.run(answer())
        assert len(caplog.messages) == told_of

    def test_behind_a_proxy_the_public_name_is_taken_and_the_cookie_secure(self) -> None:
        async def page(scope: Scope, receive: Receive, send: Send) -> None:
            await send(
                {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
            )
            await send({"type": "http.response.body", "body": b"{}"})

        app = Guard(page, hosts_of("127.0.0.1", ["shop.example"]))
        with listening(app, configured(("127.0.0.1",))) as address:
            asking = Request(address, headers=FORGED | {"host": "shop.example"})
            with urlopen(asking, timeout=HANGING_SECONDS) as answer:  # ours
                assert "; Secure" in answer.headers["set-cookie"]

    def test_visitors_behind_a_proxy_are_told_apart_and_forgers_are_not(self, tmp_path: Path) -> None:
        with api(tmp_path) as made:
            wrong = {"authorization": "Bearer sk_wrong", "origin": SHOP}
            for proxies, last in (((), 429), (("127.0.0.1",), 401)):
                made.clock.now += 60
                with listening(made.app, configured(proxies)) as address, opened(address) as connection:
                    statuses = [
                        status_of(connection, wrong | {"x-forwarded-for": f"198.51.100.{n}"}) for n in range(121)
                    ]
                assert statuses == [401] * 120 + [last]


def status_of(connection: socket.socket, headers: dict[str, str]) -> int:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    connection.sendall(f"GET {NOWHERE} HTTP/1.1\r\nhost: localhost\r\n{lines}\r\n".encode())
    return int(answer_in(connection).split()[1])
