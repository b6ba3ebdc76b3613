"""Stands in for the API that the widget talks to, and for the page it stands on. Knows the contract, no bot.

It can be told to be slow, to cut, to deny and to say hostile things, which the real one should never do.
"""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.web.embedded import joined

KEY = "pk_abcdefghijklmnopqrstuv"
SESSION = "s" * 22
# As strict as it gets: no inline anything, nothing but the widget's host, no way to make HTML of a text.
STRICT = (
    "default-src 'none'; script-src {bot}; img-src {bot}; connect-src {bot}; style-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PLAIN = '<!doctype html><html lang="en"><title>Shop</title><main><h1>Shop</h1><button>Buy</button></main></html>'
PIXEL = bytes.fromhex("47494638396101000100800000ff8800ffffff21f90401000001002c00000000010001000002024c01003b")
Told = dict[str, Any]


def item(id: str, title: str, **more: Any) -> Told:
    """An item as the API tells it."""
    plain = {
        "facts": ["drama", "Japan"], "description": f"All about {title}.", "niche": 0.7, "known_by": 12,
        "year": 1999,
        "why": [{"kind": "wish", "text": "quiet", "evidence": "description: quiet days"}],
    }  # fmt: skip
    return {"id": id, "title": title, **plain, **more}


@dataclass
class Fake:
    """The API with a talk in it. What it says next is what its attributes say when it is asked.

    Attributes:
        status: Instead of an answer, with `headers` and a problem of this `kind`.
        quotes: Quotation and source, told before the words.
        hand_over: Goes with `done`.
        end: How it ends.
        cut: Breaks off after the words, before `done`.
        stalls: Says nothing more after the first word, and keeps the line.
        stale: Changes of what is understood are refused, as after one in another window.
        refusals: So many requests with a token are answered 401, as if it had just ended.
        asked: Path and body of all requests, in order.
        keys: The idempotency keys that came, in order.
        hits: Requests for anything that is no part of the API.
    """

    origin: str = ""
    items: list[Told] = field(
        default_factory=lambda: [item("a", "Quiet Days"), item("b", "The Salt Road", image="/media/b.gif")]
    )
    pieces: list[str] = field(
        default_factory=lambda: ["**Quiet Days** is ", "slow and kind.\n\n", "- one\n", "- two"]
    )
    understood: list[Told] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    question: str = ""
    quotes: list[tuple[str, str]] = field(default_factory=list)
    hand_over: Told | None = None
    thinking_seconds: float = 0.0
    pause_seconds: float = 0.0
    stalls: bool = False
    end: str = "end"
    cut: bool = False
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "about:blank"
    stale: bool = False
    refusals: int = 0
    expires_in: int = 900
    turns: list[Told] = field(default_factory=list)
    pressed: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Told]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closed: int = 0
    hits: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    tokens: int = 0

    def paths(self, start: str = "") -> list[str]:
        return [path for path, _ in self.asked if path.startswith(start)]

    def bodies(self, path: str) -> list[Told]:
        return [body for asked, body in self.asked if asked == path]

    async def answer(self, request: Request) -> Response:
        """All of /v1."""
        if request.headers.get("origin") != self.origin:
            return problem(403, "this origin is not on the list")
        path = request.url.path.removeprefix("/v1/")
        cors = {
            "access-control-allow-origin": self.origin,
            "vary": "origin",
            "access-control-expose-headers": "retry-after",
        }
        if request.method == "OPTIONS":
            asked = {
                "access-control-allow-headers": "authorization, content-type, idempotency-key",
                "access-control-allow-methods": "GET, POST",
            }
            return Response(status_code=204, headers=cors | asked)
        body = json.loads(await request.body() or b"{}")
        self.asked.append((path, body))
        self.keys += [request.headers["idempotency-key"]] if "idempotency-key" in request.headers else []
        self.cookies += [request.headers["cookie"]] if "cookie" in request.headers else []
        made = self.one(path, body, request)
        made.headers.update(cors)
        return made

    def one(self, path: str, body: Told, request: Request) -> Response:
        if path == "token":
            return self.token(body)
        if request.headers.get("authorization") != f"Bearer token{self.tokens}" or self.refusals:
            self.refusals = max(0, self.refusals - 1)
            return problem(401, "the token has ended")
        if self.status:
            return problem(self.status, "no", self.headers, self.kind)
        if path == "edit" and self.stale:
            return problem(409, "no longer agreed", kind="urn:offtrail:problem:not-agreed")
        if path in ("chat", "more-like", "edit"):
            return StreamingResponse(self.stream(), media_type="text/event-stream")
        if path == "feedback":
            self.pressed.pop(body["item"], None)
            self.pressed |= {body["item"]: body["opinion"]} if body["opinion"] else {}
            return JSONResponse({"session": SESSION, "pressed": self.pressed})
        if path == f"sessions/{SESSION}":
            told = {
                "session": SESSION,
                "turns": self.turns,
                "understood": self.understood,
                "pressed": self.pressed,
            }
            return JSONResponse(told)
        return problem(404, "no such talk", kind="urn:offtrail:problem:session-unknown")

    def token(self, body: Told) -> Response:
        if body.get("key") != KEY or body.get("user_hmac", "good") != "good":
            return problem(401, "this key or user is not known")
        self.tokens += 1
        return JSONResponse({"token": f"token{self.tokens}", "expires_in": self.expires_in})

    async def stream(self) -> AsyncIterator[str]:
        try:
            async for name, told in self.events():
                yield f"event: {name}\ndata: {json.dumps(told)}\n\n"
        except asyncio.CancelledError:
            self.closed += 1
            raise

    async def events(self) -> AsyncIterator[tuple[str, Told]]:
        first = {"session": SESSION, "items": self.items, "understood": self.understood, "notes": self.notes}
        await asyncio.sleep(self.thinking_seconds)
        yield "picks", first
        for quote, source in self.quotes:
            yield "text", {"piece": quote, "origin": "composed", "source": source}
            yield "text", {"piece": f"\n(From: {source})", "origin": "composed", "source": source}
            yield "text", {"piece": "\n\n", "origin": "composed"}
        for piece in self.pieces:
            await asyncio.sleep(self.pause_seconds)
            yield "text", {"piece": piece, "origin": "composed"}
            while self.stalls:
                await asyncio.sleep(0.1)
        if self.cut:
            raise ConnectionResetError("cut, as the test wants it")
        if self.question:
            yield "asked", {"text": self.question, "replies": self.replies}
        hand_over = {"hand_over": self.hand_over} if self.hand_over else {}
        yield "done", {"session": SESSION, "end": self.end, "understood": self.understood, **hand_over}

    def app(self) -> Starlette:
        async def widget(_: Request) -> Response:
            headers = {"cross-origin-resource-policy": "cross-origin"}
            return Response(joined(), media_type="text/javascript", headers=headers)

        async def media(_: Request) -> Response:
            return Response(PIXEL, media_type="image/gif")

        async def hit(request: Request) -> Response:
            self.hits.append(str(request.url))
            return Response("window.pwned = 9", media_type="text/javascript")

        methods = ["GET", "POST", "OPTIONS"]
        return Starlette(
            routes=[
                Route("/widget.js", widget),
                Route("/media/{name}", media),
                Route("/v1/{path:path}", self.answer, methods=methods),
                Route("/{path:path}", hit),
            ]
        )


@dataclass
class Shop:
    """A page of somebody else's. `{bot}` in its text and policy is where the API is."""

    bot: str = ""
    policy: str = STRICT
    html: str = ""
    attributes: str = ""
    key: str = KEY

    def page(self) -> str:
        tag = f'<script src="{{bot}}/widget.js" async data-key="{self.key}" {self.attributes}></script>'
        html = self.html or PLAIN
        return html.replace("</html>", tag + "</html>").replace("{bot}", self.bot)

    def app(self) -> Starlette:
        async def front(_: Request) -> Response:
            headers = {"content-security-policy": self.policy.replace("{bot}", self.bot)} if self.policy else {}
            return Response(self.page(), media_type="text/html", headers=headers)

        return Starlette(routes=[Route("/", front), Route("/other", front)])


def problem(
    status: int, detail: str, headers: dict[str, str] | None = None, kind: str = "about:blank"
) -> JSONResponse:
    told = {"type": kind, "title": "Refused", "status": status, "detail": detail, "instance": "r1"}
    return JSONResponse(told, status, headers, media_type="application/problem+json")


@contextmanager
def running(app: ASGIApp, port: int = 0) -> Iterator[int]:
    """Serves it on a port of 127.0.0.1, a free one for 0, by that name and as localhost; the port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1, lifespan="off")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="widget-server")
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.02)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)
