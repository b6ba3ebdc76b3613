"""The writer for servers, against small ones on loopback that do one thing each, well or badly."""

from __future__ import annotations

import ast
import contextlib
import json
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Message
from bot.writer import WriterFailed
from bot.writer.models.connection import THREAD
from bot.writer.models.server import CHARACTERS_PER_TOKEN, ServerWriter
from tests.contract_writer import CHAT, WriterContract

KEY = "sk-never-to-be-seen"
ROOT = Path(__file__).resolve().parents[1]
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
CHUNKED = STREAM.replace(b"Connection: close", b"Transfer-Encoding: chunked")


@dataclass
class Call:
    """One request, and the connection to answer it on."""

    path: str
    headers: dict[str, str]
    body: Any
    connection: socket.socket

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.connection.sendall(part)

    def status(self, status: int, body: bytes, headers: str = "Content-Type: application/json\r\n") -> None:
        self.send(f"HTTP/1.1 {status} X\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode(), body)

    def is_left(self, within_seconds: float = 10.0) -> bool:
        """True once the other side has closed the connection."""
        self.connection.settimeout(within_seconds)
        try:
            return self.connection.recv(1) == b""
        except ConnectionError:
            return True
        except TimeoutError:
            return False


Answer = Callable[[Call], None]


@dataclass
class Server:
    """Answers every request in a thread of its own, one a connection unless `answer` keeps it open."""

    answer: Answer
    calls: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.threads = [threading.Thread(target=self._listen, daemon=True)]
        self.threads[0].start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.threads.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
            self.threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(ConnectionError), connection, connection.makefile("rb") as lines:
            while (first := lines.readline()).strip():
                headers = {}
                while line := lines.readline().strip():
                    name, _, value = line.decode().partition(": ")
                    headers[name.lower()] = value
                length = int(headers.get("content-length", 0))
                body = lines.read(length)
                if len(body) < length:  # the client left in the middle of its request
                    return
                call = Call(first.decode().split()[1], headers, json.loads(body or b"null"), connection)
                self.calls.append(call)
                self.answer(call)
                if self.answer not in (models, well):
                    return

    def stop(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        for thread in self.threads:
            thread.join(timeout=15)
            assert not thread.is_alive(), "a connection was never closed"


def event(content: object = None, finish: str | None = None) -> bytes:
    delta = {} if content is None else {"content": content}
    return (
        b"data: "
        + json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}).encode()
        + b"\n\n"
    )


def part(data: bytes) -> bytes:
    """A chunk of HTTP, for connections that stay open."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


END = event(finish="stop") + b"data: [DONE]\n\n"


def models(call: Call) -> None:
    call.status(200, b'{"object":"list","data":[{"id":"org/first"},{"id":"second"}]}')


def well(call: Call) -> None:
    """Says the last message over and over, a word a token."""
    words = call.body["messages"][-1]["content"].split()
    call.send(CHUNKED, part(b'data: {"choices":[{"index":0,"delta":{"role":"assistant"}}]}\n\n'))
    for at in range(call.body["max_tokens"]):
        call.send(part(event(f" {words[at % len(words)]}")))
    call.send(part(b": still here\n\n" + event(finish="length") + b'data: {"choices":[],"usage":{}}\n\n'))
    call.send(part(b"data: [DONE]\n\n"), b"0\r\n\r\n")


def says(*parts: bytes) -> Answer:
    """Sends these bytes, each on its own, and closes the connection."""

    def answer(call: Call) -> None:
        call.send(STREAM)
        for piece in parts:
            call.send(piece)
            time.sleep(0.01)

    return answer


def refuses(status: int, body: bytes = b"{}", headers: str = "Content-Type: application/json\r\n") -> Answer:
    return lambda call: call.status(status, body, headers)


class Served:
    """Starts servers, and writers for them."""

    def __init__(self) -> None:
        self.servers: list[Server] = []
        self.writers: list[ServerWriter] = []

    def server(self, answer: Answer) -> Server:
        self.servers.append(Server(answer))
        return self.servers[-1]

    def writer(self, answer: Answer | Server, **options: Any) -> ServerWriter:
        server = answer if isinstance(answer, Server) else self.server(answer)
        wanted = {"model": "m", "first_seconds": 20, "stall_seconds": 20, "retries": 0} | options
        self.writers.append(ServerWriter.connect(server.address, **wanted))
        return self.writers[-1]

    def stop(self) -> None:
        for writer in self.writers:
            writer.close()
        for server in self.servers:
            server.stop()


@pytest.fixture
def served() -> Iterator[Served]:
    all_of_them = Served()
    yield all_of_them
    all_of_them.stop()


def text(writer: ServerWriter, max_tokens: int = 20) -> str:
    return "".join(writer.write(CHAT, max_tokens))


class TestServerWriter(WriterContract):
    @pytest.fixture
    def writer(self, served: Served) -> ServerWriter:
        return served.writer(well)


# what is sent


def test_the_request_has_everything_and_connections_are_kept(served: Served) -> None:
    server = served.server(well)
    writer = served.writer(server)
    for _ in range(3):
        list(writer.write(CHAT, 7, temperature=0.5, seed=11))
    assert server.calls[0].path == "/v1/chat/completions"
    assert server.calls[0].body == {
        "model": "m",
        "messages": [{"role": message.role, "content": message.content} for message in CHAT],
        "max_tokens": 7,
        "temperature": 0.5,
        "seed": 11,
        "stream": True,
    }
    assert len({id(call.connection) for call in server.calls}) == 1


def test_writing_begins_before_the_first_piece_is_asked_for(served: Served) -> None:
    server = served.server(well)
    pieces = served.writer(server).write(CHAT, 3)
    until = time.monotonic() + 10
    while not pieces.finished and time.monotonic() < until:
        time.sleep(0.01)
    assert pieces.finished
    assert len(server.calls) == 1
    assert len(list(pieces)) == 3


def test_without_a_name_the_first_model_is_taken(served: Served) -> None:
    writer = served.writer(models, model=None)
    assert writer.name == f"first at {served.servers[0].address.removeprefix('http://')}"
    assert writer._model == "org/first"


def test_a_key_is_sent_and_nothing_of_the_environment(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "ADMIN_KEY", "ORG_ID", "PROJECT_ID", "WEBHOOK_SECRET"):
        monkeypatch.setenv(f"OPENAI_{name}", "leak")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Custom: leak\nAuthorization: leak")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    server = served.server(well)
    text(served.writer(server, key=KEY))
    text(served.writer(server))
    with_key, without = (call.headers for call in server.calls)
    assert with_key["authorization"] == f"Bearer {KEY}"
    assert "authorization" not in without
    assert "leak" not in str([with_key, without])
    assert "openai-organization" not in with_key


@pytest.mark.parametrize(
    ("path", "asked"),
    [("", "/v1/models"), ("/", "/v1/models"), ("/v1/", "/v1/models"), ("/api/paas/v4", "/api/paas/v4/models")],
)
def test_addresses_with_and_without_a_path(served: Served, path: str, asked: str) -> None:
    server = served.server(models)
    ServerWriter.connect(f" {server.address}{path} ").close()
    assert server.calls[0].path == asked


# what is refused at once


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:8080", "localhost:8080", "ftp://host/v1", "http://", "http:///v1", "http://host:99999", "http://h:0",
     "http://h:x", "http://[::1", "http://h/v1?key=1", "http://h/#a", "http://h\n/v1", "http://h/a b", "file:///etc"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"must be like http://127\.0\.0\.1:8080"):
        ServerWriter.connect(address, model="m")


@pytest.mark.parametrize("address", ["http://me:secret@host/v1", "me:secret@host", "https://secret@host"])
def test_a_password_in_an_address_is_refused_and_not_told(address: str) -> None:
    with pytest.raises(ValueError, match="must not have a user or a password") as caught:
        ServerWriter.connect(address, model="m")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("host", ["example.com", "10.0.0.1", "127.0.0.1.example.com", "localhost.example.com"])
def test_a_key_is_never_sent_in_the_clear(host: str) -> None:
    with pytest.raises(ValueError, match=r"readable on its way to .*; use https") as caught:
        ServerWriter.connect(f"http://{host}:80/v1", model="m", key=KEY)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("address", ["http://localhost:1", "http://127.8.8.8:1", "http://[::1]:1", "https://a.b"])
def test_a_key_may_go_to_this_machine_and_over_https(address: str) -> None:
    ServerWriter.connect(address, model="m", key=KEY).close()


@pytest.mark.parametrize("key", ["", " ", "a b", "sk-secret\n", "sk-secret\r\nX: y", "schlüssel"])
def test_a_key_that_no_header_can_hold_is_refused_and_not_told(key: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII") as caught:
        ServerWriter.connect("http://127.0.0.1:1", model="m", key=key)
    assert "secret" not in str(caught.value)


def test_senseless_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="at_once must be at least 1, got 0"):
        ServerWriter.connect("http://127.0.0.1:1", model="m", at_once=0)
    with pytest.raises(ValueError, match="retries must be at least 0, got -1"):
        ServerWriter.connect("http://127.0.0.1:1", model="m", retries=-1)


# failures


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return f"http://127.0.0.1:{one.getsockname()[1]}"


def test_nobody_there() -> None:
    address = free_address()
    writer = ServerWriter.connect(address, model="m", retries=0)
    with pytest.raises(WriterFailed, match=rf"nothing answers at {address}/v1 .*; is the server running\?"):
        text(writer)
    writer.close()
    with pytest.raises(WriterFailed, match="nothing answers"):
        ServerWriter.connect(address, retries=0)


def test_a_name_that_no_one_has() -> None:
    writer = ServerWriter.connect("http://no-such-host.invalid", model="m", retries=0)
    with pytest.raises(WriterFailed, match=r"(nothing|no) answer"):
        text(writer)
    writer.close()


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        (401, b'{"error":{"message":"no"}}', r"wants a key; give one \(status 401: no\)"),
        (403, b"{}", r"wants a key; give one \(status 403\)"),
        (404, b'{"error":"not found"}', r"knows no model 'm'; check its name at http.*/v1/models \(status 404"),
        (
            400,
            b'{"error":{"message":"too\\nlong"}}',
            r"refused the request; see what it said \(status 400: too long",
        ),
        (422, b"[]", "refused the request"),
        (429, b"{}", "too much to do.*try again later"),
        (500, b"<html>Oh dear</html>", r"failed; look at its log \(status 500\)$"),
        (503, b'{"error":{"message":"Loading model"}}', "Loading model"),
        (301, b"", "sends on to another address, which is not followed"),
    ],
)
def test_what_a_status_means(served: Served, status: int, body: bytes, message: str) -> None:
    server = served.server(refuses(status, body))
    with pytest.raises(WriterFailed, match=message) as caught:
        text(served.writer(server))
    assert server.address in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_redirect_is_not_followed(served: Served) -> None:
    other = served.server(well)
    with pytest.raises(WriterFailed, match="status 307"):
        text(served.writer(refuses(307, b"", f"Location: {other.address}/v1/chat/completions\r\n"), key=KEY))
    assert other.calls == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key(served: Served, status: int) -> None:
    with pytest.raises(WriterFailed, match=rf"refused the key; check it \(status {status}"):
        text(served.writer(refuses(status), key=KEY))


HTML = b"<!DOCTYPE html>\n<html><body>data center: hello</body></html>\n"


@pytest.mark.parametrize(
    "parts",
    [
        (b"",),
        (HTML,),
        (b'{"choices":[{"message":{"content":"no stream"}}]}',),
        (b"data: not json\n\n",),
        (b"data: {\n\n",),
        (b"data: {}\n\n",),
        (b"data: [1, 2]\n\n",),
        (b"data: null\n\n",),
        (b'data: "text"\n\n',),
        (b'data: {"choices":"abc"}\n\n',),
        (b'data: {"choices":[null]}\n\n',),
        (b'data: {"choices":[{}]}\n\n',),
        (b'data: {"choices":[{"text":"old"}]}\n\n',),
        (event(["a list"]),),
        (event(7),),
        (b"\xff\xfe\x00\n\n",),
        (b'data: {"choices":[{"delta":{"content":"\xc3"}}]}\n\n' + END,),
        (b"data: " + b"[" * 100_000 + b"\n\n",),
        (b"data: [DONE]\n\n",),
    ],
)
def test_nonsense_is_told_as_such(served: Served, parts: tuple[bytes, ...]) -> None:
    with pytest.raises(
        WriterFailed, match=r"does not answer as an OpenAI-compatible server does .*; check the address"
    ):
        text(served.writer(says(*parts)))


def test_no_http_at_all(served: Served) -> None:
    with pytest.raises(WriterFailed, match="closed the connection without an answer"):
        text(served.writer(lambda call: call.send(b"SSH-2.0-OpenSSH_9.6\r\n")))
    with pytest.raises(WriterFailed, match="closed the connection without an answer"):
        text(served.writer(lambda call: None))


@pytest.mark.parametrize(
    "break_off",
    [
        (STREAM, event("a")),
        (CHUNKED, part(event("a"))),
        (CHUNKED, part(event("a")), b"zz\r\n"),
        (STREAM, event("a") + b"da"),
    ],
)
def test_a_connection_that_breaks_midway(served: Served, break_off: tuple[bytes, ...]) -> None:
    pieces = served.writer(lambda call: call.send(*break_off)).write(CHAT, 20)
    assert next(pieces) == "a"
    with pytest.raises(WriterFailed, match="broke off in the middle of an answer"):
        next(pieces)
    assert list(pieces) == []


def test_an_error_in_the_stream(served: Served) -> None:
    pieces = served.writer(says(event("a"), b'data: {"error":{"message":"out of memory"}}\n\n')).write(CHAT, 20)
    assert next(pieces) == "a"
    with pytest.raises(WriterFailed, match="failed: out of memory"):
        next(pieces)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (refuses(200, b'{"object":"list","data":[]}'), "lists no models; load one there, or name"),
        (refuses(200, b'{"object":"list","data":null}'), "lists no models"),
        (refuses(200, b'{"data":[{"name":"x"}]}'), "lists no models"),
        (refuses(200, b'{"data":[{"id":7}]}'), "lists no models"),
        (refuses(200, b"[]"), "lists no models"),
        (refuses(200, HTML, "Content-Type: text/html\r\n"), "does not answer as .*JSON"),
        (refuses(200, b"{", "Content-Type: application/json\r\n"), "does not answer as"),
        (refuses(200, b"\xff", "Content-Type: text/html\r\n"), "does not answer as"),
        (refuses(404), "has no list of models; check the address, or name the model"),
        (refuses(401), "wants a key"),
        (refuses(500), "failed; look at its log"),
    ],
)
def test_a_server_whose_models_cannot_be_had(served: Served, answer: Answer, message: str) -> None:
    with pytest.raises(WriterFailed, match=message):
        served.writer(answer, model=None)


# time


def silent(call: Call) -> None:
    """Takes the request and says nothing until the other side goes."""
    assert call.is_left()


def test_a_silent_server_is_left(served: Served) -> None:
    with pytest.raises(WriterFailed, match=r"gave no answer within 0\.2 s; it may be overloaded or still loading"):
        text(served.writer(silent, first_seconds=0.2))
    with pytest.raises(WriterFailed, match=r"gave no answer within 0\.2 s"):
        served.writer(silent, first_seconds=0.2, model=None)


def test_headers_are_no_piece(served: Served) -> None:
    def answer(call: Call) -> None:
        call.send(STREAM, event(""))
        assert call.is_left()

    with pytest.raises(WriterFailed, match=r"gave no answer within 0\.3 s"):
        text(served.writer(answer, first_seconds=0.3))


def test_a_server_that_falls_silent_is_left(served: Served) -> None:
    def answer(call: Call) -> None:
        call.send(STREAM, event("a"))
        assert call.is_left()

    pieces = served.writer(answer, stall_seconds=0.2).write(CHAT, 20)
    assert next(pieces) == "a"
    with pytest.raises(WriterFailed, match=r"fell silent for 0\.2 s; it may be overloaded"):
        next(pieces)


def test_a_slow_server_is_waited_for(served: Served) -> None:
    def answer(call: Call) -> None:
        time.sleep(0.3)
        call.send(STREAM)
        for word in "abcdef":
            time.sleep(0.3)
            call.send(event(word))
        call.send(END)

    assert text(served.writer(answer, first_seconds=10, stall_seconds=1.5)) == "abcdef"


def test_one_that_is_done_and_does_not_hang_up_is_not_waited_for_long(served: Served) -> None:
    def answer(call: Call) -> None:
        call.send(STREAM, event("a"), event(finish="stop"))
        assert call.is_left()

    started = time.monotonic()
    assert text(served.writer(answer)) == "a"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("begins", [b"", STREAM, STREAM + event("a")])
def test_closing_leaves_a_silent_server_at_once(served: Served, begins: bytes) -> None:
    asked, left = threading.Event(), threading.Event()

    def answer(call: Call) -> None:
        call.send(begins)
        asked.set()
        if call.is_left(8):
            left.set()

    pieces = served.writer(answer).write(CHAT, 20)
    assert asked.wait(10)
    time.sleep(0.1)
    started = time.monotonic()
    pieces.close()
    closed_after = time.monotonic() - started
    assert left.wait(8)
    assert closed_after < 0.1
    assert time.monotonic() - started < 1.0
    assert list(pieces) == []
    assert pieces.finished


def floods(content: str, left: threading.Event) -> Answer:
    def answer(call: Call) -> None:
        call.send(STREAM)
        try:
            while True:
                call.send(event(content))
        except ConnectionError:
            left.set()

    return answer


@pytest.mark.parametrize("forget", [False, True])
def test_closing_or_forgetting_leaves_one_that_streams(served: Served, forget: bool) -> None:
    left = threading.Event()
    pieces = served.writer(floods("x", left)).write(CHAT, 1_000_000)
    assert next(pieces) == "x"
    if forget:
        del pieces
    else:
        pieces.close()
    assert left.wait(5)


def test_closing_before_it_began_asks_nothing_more(served: Served) -> None:
    writer = served.writer(well)
    for _ in range(20):
        writer.write(CHAT, 400).close()
    assert text(writer, 3)


def test_a_closed_writer_says_so(served: Served) -> None:
    writer = served.writer(silent)
    pieces = writer.write(CHAT, 5)
    writer.close()
    with pytest.raises(WriterFailed, match="was closed in the middle of an answer"):
        next(pieces)
    with pytest.raises(WriterFailed, match="is closed; make a new one"):
        writer.write(CHAT, 5)


def test_a_writer_that_nobody_holds_ends_its_thread(served: Served) -> None:
    import gc

    server = served.server(well)
    before = threading.active_count()
    writer = ServerWriter.connect(server.address, model="m")
    del writer
    gc.collect()
    assert not any(thread.name == THREAD for thread in threading.enumerate()) or threading.active_count() == before


# retries


def after(failures: int, fail: Answer, then: Answer = well) -> Answer:
    left = [None] * failures

    def answer(call: Call) -> None:
        (fail if left else then)(call)
        if left:
            left.pop()

    return answer


@pytest.mark.parametrize(
    "fail", [refuses(429, b"{}", "Retry-After: 0.05\r\n"), refuses(500), refuses(503), lambda call: None]
)
def test_what_may_pass_is_tried_again(served: Served, fail: Answer) -> None:
    server = served.server(after(1, fail))
    assert text(served.writer(server, retries=1), 3)
    assert len(server.calls) == 2


@pytest.mark.parametrize(
    ("fail", "times"), [(refuses(500), 2), (refuses(401), 1), (refuses(404), 1), (refuses(400), 1)]
)
def test_what_may_not_pass_is_told(served: Served, fail: Answer, times: int) -> None:
    server = served.server(fail)
    with pytest.raises(WriterFailed, match="status"):
        text(served.writer(server, retries=1))
    assert len(server.calls) == times


def test_nothing_is_tried_again_after_the_first_piece(served: Served) -> None:
    server = served.server(says(event("a")))
    with pytest.raises(WriterFailed, match="broke off"):
        text(served.writer(server, retries=3))
    assert len(server.calls) == 1


def test_tries_end_with_the_time_for_the_first_piece(served: Served) -> None:
    with pytest.raises(WriterFailed, match=r"gave no answer within 0\.5 s"):
        text(served.writer(refuses(429, b"{}", "Retry-After: 60\r\n"), retries=9, first_seconds=0.5))


# what reaches a piece


def each_byte(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


def raw(content: str) -> bytes:
    return f'data: {{"choices":[{{"delta":{{"content":"{content}"}},"finish_reason":null}}]}}\n\n'.encode()


@pytest.mark.parametrize("content", ["é", "漢", "😀", "é漢😀", "e\u0301", "a\u2028b\x85c"])
def test_a_character_split_between_packets_stays_whole(served: Served, content: str) -> None:
    def answer(call: Call) -> None:
        call.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        call.send(STREAM)
        for byte in each_byte(raw(content)):
            call.send(byte)
            time.sleep(0.002)
        call.send(END)

    assert list(served.writer(answer).write(CHAT, 20)) == [content]


@pytest.mark.parametrize(
    ("contents", "pieces"),
    [
        (["a\ufffd"], ["a"]),
        (["\ufffd"], []),
        (["a", "\ufffd", "b"], ["a", "b"]),
        (["a\\ud83d", "\\ude00b"], ["a", "😀b"]),
        (["a\\ud83d"], ["a"]),
        (["\\ud83d", "x"], ["x"]),
        (["\\ude00x"], ["x"]),
    ],
)
def test_half_a_character_reaches_no_piece(served: Served, contents: list[str], pieces: list[str]) -> None:
    assert list(served.writer(says(*map(raw, contents), END)).write(CHAT, 20)) == pieces


@pytest.mark.parametrize("newline", [b"\r\n", b"\r"])
def test_other_line_ends(served: Served, newline: bytes) -> None:
    assert text(served.writer(says((event("a") + event("b") + END).replace(b"\n", newline)))) == "ab"


def test_an_answer_may_be_empty(served: Served) -> None:
    assert text(served.writer(says(END))) == ""


def test_a_last_chunk_needs_no_delta_and_may_have_words(served: Served) -> None:
    assert text(served.writer(says(event("a"), b'data: {"choices":[{"finish_reason":"stop"}]}\n\n'))) == "a"
    assert text(served.writer(says(event("a"), event("b", finish="stop")))) == "ab"


def test_what_a_model_thinks_is_no_piece(served: Served) -> None:
    thought = b'data: {"choices":[{"delta":{"reasoning_content":"hm","content":null}}]}\n\n'
    assert text(served.writer(says(thought, event("a"), END))) == "a"


@pytest.mark.parametrize("max_tokens", [1, 3])
def test_a_server_that_ignores_max_tokens_is_cut_off(served: Served, max_tokens: int) -> None:
    left = threading.Event()
    assert text(served.writer(floods("x", left)), max_tokens) == "x" * max_tokens
    assert left.wait(5)


def test_a_stream_of_nothing_ends_in_time(served: Served) -> None:
    left = threading.Event()
    with pytest.raises(WriterFailed, match="gave no answer within 1 s"):
        text(served.writer(floods("", left), first_seconds=1))
    assert left.wait(5)


def test_a_huge_chunk_is_cut(served: Served) -> None:
    assert len(text(served.writer(says(event("x" * 5_000_000), END)), 2)) == 2 * CHARACTERS_PER_TOKEN


def test_many_at_once_do_not_mix(served: Served) -> None:
    writer = served.writer(well)
    chats = [f"one{n} two{n} three{n}" for n in range(30)]
    running = [writer.write([Message("user", chat)], 3) for chat in chats]
    assert ["".join(pieces).strip() for pieces in running] == chats
    assert sum(thread.name == THREAD for thread in threading.enumerate()) == 1


# the key


ECHOES = json.dumps({"error": {"message": "x" * 190 + f" bad key {KEY}", "code": KEY, "type": KEY}}).encode()


@pytest.mark.parametrize(
    "answer",
    [
        *(refuses(status, ECHOES) for status in (400, 401, 404, 429, 500)),
        refuses(500, KEY.encode(), ""),
        says(b"data: " + ECHOES + b"\n\n"),
        says(b"data: " + KEY.encode() + b"\n\n"),
        silent,
    ],
)
def test_the_key_is_in_no_message_and_no_log(
    served: Served, answer: Answer, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    import traceback

    caplog.set_level(logging.DEBUG)
    writer = served.writer(answer, key=KEY, first_seconds=1, retries=1)
    with pytest.raises(WriterFailed) as caught:
        text(writer)
    told = "".join(traceback.format_exception(caught.value)) + caplog.text + "".join(capsys.readouterr())
    assert "sk-never" not in told + repr(writer) + writer.name + repr(caught.value.__context__)


def test_the_key_is_not_in_a_name_that_the_server_gives(served: Served) -> None:
    listed = json.dumps({"data": [{"id": KEY}]}).encode()
    assert KEY not in served.writer(refuses(200, listed), model=None, key=KEY).name


# the process


def test_importing_it_is_cheap() -> None:
    heavy = ("openai", "httpx", "httpx2", "pydantic")
    program = f"import sys, bot.writer.models.server; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ast.literal_eval(done.stdout) == []


@pytest.mark.parametrize(
    "last", ["", "pieces = writer.write(CHAT, 9)", "pieces = writer.write(CHAT, 9); next(pieces)"]
)
def test_a_process_ends_whatever_is_being_written(served: Served, last: str) -> None:
    def answer(call: Call) -> None:
        call.send(STREAM, event("a"))
        call.is_left()

    address = served.server(answer).address
    program = (
        "from bot.messages import Message\nfrom bot.writer.models.server import ServerWriter\n"
        f"CHAT = [Message('user', 'Hi')]\nwriter = ServerWriter.connect({address!r}, model='m')\n{last}\n"
    )
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, capture_output=True, timeout=60, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
