"""Stands before the API: names, origins, keys, limits, sizes, headers, counts. Knows nothing of what is asked for.

Every request to the API comes through here and through no other guard; see `Doors` in bot/web/security.py.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
import traceback
from collections.abc import Iterable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.api.callers import Caller, Callers
from bot.web.api.keys import KeysUnusable
from bot.web.api.metrics import Metrics
from bot.web.api.problems import Problem
from bot.web.api.rates import Rates, address_of
from bot.web.body import BODY_SECONDS, again, read_body
from bot.web.security import MAX_BODY_BYTES, wrong_host

log = logging.getLogger(__name__)

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
MAX_ITEMS_BYTES = 1024 * 1024
TRADE = "/v1/token"
WITHOUT_KEY = frozenset({"/healthz", "/readyz", "/v1/openapi.json", TRADE})
READING = ("GET", "HEAD")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
}
PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, X-Request-Id",
    "access-control-max-age": "600",
}
EXPOSED = "X-Request-Id, Retry-After, Idempotency-Replayed"


class Door:
    """ASGI middleware around the API.

    Args:
        app: What is behind.
        callers: Lets in.
        rates: How many requests a minute, by who asks.
        metrics: Counts.
        hosts: The names this machine may be called by, any where there are none; as for the page.
    """

    def __init__(
        self, app: ASGIApp, callers: Callers, rates: Rates, metrics: Metrics, hosts: Iterable[str] = (),
        body_seconds: float = BODY_SECONDS,
    ) -> None:  # fmt: skip
        self._app = app
        self._callers = callers
        self._rates = rates
        self._metrics = metrics
        self._hosts = tuple(hosts)
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # served on its own: the lifespan
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = _Answer(send, _request_id(headers))
        scope.setdefault("state", {})["request_id"] = answer.request_id
        began = time.perf_counter()
        try:
            await self._answer(scope, receive, answer, headers)
        except ClientDisconnect:  # nobody to answer
            pass
        except Problem as problem:
            await self._refuse(problem, scope, receive, answer)
        except Exception as error:  # here ends the API; the log says where it was, not what was said
            log.error("request %s failed: %s", answer.request_id, where(error))  # noqa: TRY400  # no message
            await self._refuse(_unusable(error), scope, receive, answer)
        self._count(scope, answer.status, time.perf_counter() - began)

    async def _answer(self, scope: Scope, receive: Receive, answer: _Answer, headers: Headers) -> None:
        if refusal := wrong_host(scope, self._hosts):
            raise Problem("host-not-known", bytes(refusal.body).decode().strip())
        origin, path = headers.get("origin"), scope["path"]
        listed = self._callers.keys.origins()
        answer.origin = origin if origin in listed else None
        if path.startswith("/v1/"):
            answer.is_api = True
            if scope["method"] == "OPTIONS" and origin is not None and "access-control-request-method" in headers:
                self._check_origin(origin, listed)
                await Response(status_code=204, headers=PREFLIGHT)(scope, receive, answer.send)
                return
        caller = self._let_in(path, address_of(scope), headers, listed)
        scope["state"]["caller"] = caller
        if scope["method"] not in READING:
            body = await self._body(scope, receive, headers, caller)
            receive = again(body, receive)
        if scope["method"] == "HEAD":  # a GET of which the web server leaves the body out
            asked = {**scope, "method": "GET"}
            await self._app(asked, receive, answer.send)
            scope["route"] = asked.get("route")
        else:
            await self._app(scope, receive, answer.send)

    def _let_in(self, path: str, address: str, headers: Headers, listed: frozenset[str]) -> Caller | None:
        origin = headers.get("origin")
        if path in WITHOUT_KEY:
            if path == TRADE:
                self._rates.stranger(address)
                self._callers.check_there_are_keys()
                self._check_origin(origin, listed)
            return None
        try:
            caller = self._callers.of(headers)
            if origin is not None:
                self._check_origin(origin, listed)
        except Problem:
            self._rates.stranger(
                address
            )  # after the look: who has a key is not kept out by a neighbour's mistakes
            raise
        self._rates.caller(caller, address)
        return caller

    def _check_origin(self, origin: str | None, listed: frozenset[str]) -> None:
        if origin not in listed:
            self._callers.check_there_are_keys()
            sent = "none" if origin is None else repr(origin[:100])
            raise Problem("origin-not-listed", f"the Origin header must be one of a key's origins, got {sent}")

    async def _body(self, scope: Scope, receive: Receive, headers: Headers, caller: Caller | None) -> bytes:
        items = caller is not None and caller.secret and scope["path"].partition("/v1/items")[0] == ""
        most = MAX_ITEMS_BYTES if items else MAX_BODY_BYTES
        said = headers.get("content-length", "0")
        too_large = Problem("too-large", f"a body has at most {most:,} bytes here; send less")
        if not said.isdecimal() or int(said[:20]) > most:
            raise too_large
        body = await read_body(receive, most, self._body_seconds)
        if body == "large":
            raise too_large
        if body == "slow":
            raise Problem(
                "too-slow", f"the body was not whole after {self._body_seconds:g} seconds; send it at once"
            )
        assert isinstance(body, bytes)
        return body

    async def _refuse(self, problem: Problem, scope: Scope, receive: Receive, answer: _Answer) -> None:
        if not answer.status:  # else the answer has begun, and all that can be done is to end it
            await problem.response(answer.request_id)(scope, receive, answer.send)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if route != "other" else "other"
        self._metrics.count("offtrail_requests_total", route=route, method=method, status=str(status))
        self._metrics.observe("offtrail_request_seconds", seconds, route=route)
        log.info("%s %s %s %.3f s", method, route, status, seconds)


class _Answer:
    """Adds the headers to an answer and notes its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.origin: str | None = None  # listed
        self.is_api = False
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
            headers["x-request-id"] = self.request_id
            if self.is_api:
                headers["vary"] = "Origin"
                if self.origin is not None:
                    headers["access-control-allow-origin"] = self.origin
                    headers["access-control-expose-headers"] = EXPOSED
        await self._send(message)


def where(error: BaseException) -> str:
    """What kind of error and where it was raised. Not its message: that may hold what a person said."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    came = f"; came from {where(error.__cause__)}" if error.__cause__ else ""
    path = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {path}{came}"


def _unusable(error: Exception) -> Problem:
    if isinstance(error, KeysUnusable):
        return Problem("storage-unusable", "the file of keys can't be read; the log says why", 30)
    return Problem("failed", "this was noted under the id in `instance`; please try again")


def _request_id(headers: Headers) -> str:
    sent: Any = headers.get("x-request-id", "")
    return sent if REQUEST_ID.fullmatch(sent) else secrets.token_urlsafe(12)
