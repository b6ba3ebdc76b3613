"""A server that follows the contract of /v1 with fixed answers, in a thread. Knows no bot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

KEY = "sk_test"
TEA: dict[str, Any] = {
    "id": "lapsang", "title": "Lapsang Souchong", "price": 12.5, "facts": ["tea", "China"], "niche": 0.8,
    "description": "Dried over pinewood\u2028smoke.", "known_by": 40,
    "why": [{"kind": "text", "text": "smoky", "evidence": "tags: smoky", "of": None}],
    "image": "/media/lapsang.webp", "new_in_a_later_version": True,
}  # fmt: skip
SENCHA: dict[str, Any] = {
    "id": "sencha",
    "title": "Uji Sencha",
    "facts": [],
    "description": "",
    "niche": 0,
    "why": [],
}
CHIP: dict[str, Any] = {
    "key": "must:1",
    "label": "price under 20",
    "edits": [
        {"change": "number", "numbers": [20]},
        {"change": "of another version"},
        {"change": "prefer", "label": "preferably price under 20"},
        {"change": "take_back"},
    ],
}
TALK: dict[str, Any] = {
    "session": "talk-1",
    "turns": [
        {
            "utterance": "tea",
            "text": "Here.",
            "items": [TEA],
            "notes": [],
            "end": "stopped",
            "hand_over": {"questions": ["where is my tea?"], "contact": ""},
            "question": {"text": "Which?", "replies": ["green"]},
        },
    ],
    "understood": [CHIP],
    "pressed": {"lapsang": "like"},
}
ANSWER: dict[str, Any] = {
    "session": "talk-1", "text": "Here you are.", "items": [TEA, SENCHA], "understood": [CHIP],
    "notes": ["no size"], "question": {"text": "Which?", "replies": ["green", "black"]},
    "metadata": {"writer": "none"},
}  # fmt: skip
EVENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("picks", {"session": "talk-1", "items": [TEA], "understood": [CHIP], "notes": []}),
    ("text", {"piece": "Smoke\u2028d ", "item": "lapsang", "origin": "model"}),
    ("later", {"of": "another version"}),
    ("text", {"piece": "tea. 茶", "origin": "composed"}),
    ("asked", {"text": "Which?", "replies": ["green"]}),
    ("done", {"session": "talk-1", "end": "end", "understood": [CHIP]}),
)
NOT_THERE = {
    "type": "about:blank",
    "title": "Not found",
    "status": 404,
    "detail": "no item 'x'",
    "instance": "r-1",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Fake:
    """What it will answer and what it was sent.

    Attributes:
        first: Answers given before the usual ones, one a request: (status, headers, body); None breaks off.
        events: What a stream brings; None in place of an event waits until the client has gone.
        gone: Set when a stream saw its client go.
    """

    address: str = ""
    sent: list[Sent] = field(default_factory=list)
    first: list[tuple[int, dict[str, str], Any] | None] = field(default_factory=list)
    events: tuple[tuple[str, dict[str, Any]] | None, ...] = EVENTS
    gone: Event = field(default_factory=Event)


def answer_of(sent: Sent) -> tuple[int, Any]:
    """Status and body by the path alone."""
    path = sent.path.partition("?")[0]
    if sent.headers.get("authorization") != f"Bearer {KEY}":
        return 401, {"title": "Unauthorized", "status": 401, "detail": "make a key with: offtrail key new NAME"}
    if path == "/v1/sessions/talk-1":
        return (204, None) if sent.method == "DELETE" else (200, TALK)
    fixed: dict[str, Any] = {
        "/v1/chat": ANSWER,
        "/v1/more-like": ANSWER,
        "/v1/edit": ANSWER,
        "/v1/recommend": {"items": [TEA], "understood": [CHIP], "notes": []},
        "/v1/feedback": {"session": "talk-1", "pressed": {"lapsang": "like"}},
        "/v1/similar/a%2Fb": {"items": [SENCHA]},
        "/v1/sessions/talk-1/export": TALK | {"kept": 1},
        "/v1/items": {"upserted": 1, "deleted": 0},
    }
    return (200, fixed[path]) if path in fixed else (404, NOT_THERE)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    fake: Fake


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        fake, sent = self.server.fake, self._sent()
        fake.sent.append(sent)
        if fake.first:
            early = fake.first.pop(0)
            if early is None:
                self.close_connection = True
            else:
                self._answer(*early)
            return
        status, body = answer_of(sent)
        if status == 200 and sent.headers.get("accept") == "text/event-stream":
            self._stream()
        else:
            self._answer(status, {}, body)

    do_GET = do_PUT = do_DELETE = do_POST

    def _sent(self) -> Sent:
        text = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Sent(self.command, self.path, headers, json.loads(text) if text else None)

    def _answer(self, status: int, headers: dict[str, str], body: Any) -> None:
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body)
        self.send_response(status)
        for name, value in ({"content-type": "application/json"} | headers).items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("connection", "close")
        self.end_headers()
        for event in self.server.fake.events:
            if event is None:
                self.connection.settimeout(30)
                assert self.connection.recv(1) == b""  # it has gone
                self.server.fake.gone.set()
                return
            data = json.dumps(event[1], ensure_ascii=False)
            self.wfile.write(f"event: {event[0]}\ndata: {data}\n\n: still there\n\n".encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def fake_api() -> Iterator[Fake]:
    """Such a server on a port of its own, until the end of the block."""
    server = _Server(("127.0.0.1", 0), _Answering)
    server.fake = Fake(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="fake-api")
    thread.start()
    try:
        yield server.fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
