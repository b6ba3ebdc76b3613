"""Guards every request to the page: headers, cookie, host, origin, size. Knows nothing of the bot."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.body import again, read_body

COOKIE = "offtrail_talk"
COOKIE_SECONDS = 30 * 24 * 3600
SESSION_ID = re.compile(r"[A-Za-z0-9_-]{22}")  # 128 random bits, as bot.turn.new_session makes them
MAX_BODY_BYTES = 64 * 1024
HOST_PORT = re.compile(r":\d*$")
READING = ("GET", "HEAD")
PORTS = {"http": ":80", "https": ":443"}  # that need not be said
PAGE = "/"

# What other people's pages reach. The API answers for itself, at bot/web/api/door.py; the widget's script and the
# pictures of items are files that any page may show, and come through the guard of the page.
API = re.compile(r"/(?:v1/.*|healthz|readyz|metrics)", re.DOTALL)
EMBEDDED = re.compile(r"/(?:widget\.js|media/.*)", re.DOTALL)

# Of Gradio's own API the page needs these; uploads, files, proxies, recordings and the rest stay shut.
GRADIO_API = re.compile(
    r"/gradio_api/(?:queue/(?:join|data)|heartbeat/[\w-]+|cancel|info|startup-events|app_id)/?"
)
SHUT = re.compile(
    r"/(?:gradio_api|login|logout|monitoring|svelte|token|proxy|file|upload|runs)(?:[/=\n\r].*)?", re.DOTALL
)

# Scripts carry a nonce, so neither 'unsafe-inline' nor 'unsafe-eval' is needed for them. Svelte, of which
# Gradio is made, sets style attributes and inserts <style> elements while it runs: styles need 'unsafe-inline'.
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'none'; frame-src 'none'; "
    "worker-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def session_of(cookies: str) -> str | None:
    """The session id in a Cookie header; None where there is none or it has another shape than ours."""
    session = cookie_parser(cookies).get(COOKIE, "")  # heeds no other cookie, however it is written
    return session if SESSION_ID.fullmatch(session) else None


def cookie_of(session: str, secure: bool) -> str:
    """The Set-Cookie header of a session: out of reach for scripts, not sent along from other sites."""
    parts = f"{COOKIE}={session}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax"
    return parts + ("; Secure" if secure else "")


class Doors:
    """ASGI middleware: the API's requests go to the API, which has a door of its own; all others to the page."""

    def __init__(self, app: ASGIApp, api: ASGIApp) -> None:
        self._app = app
        self._api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_api = scope["type"] == "http" and API.fullmatch(scope["path"])
        await (self._api if is_api else self._app)(scope, receive, send)


class Guard:
    """ASGI middleware around the whole app. Streams pass through untouched, only the page itself is held.

    Args:
        app: What is guarded.
        hosts: The names that requests may call this machine by, any where there are none. With them no other
            site can point its own name here and read the talks as if they were its own (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = tuple(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # the page opens none
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        answer = _Answer(send, scope, nonce)
        if refusal := wrong_host(scope, self._hosts) or _refusal(scope):
            await refusal(scope, receive, answer.send)
            return
        if scope["method"] not in READING:
            try:
                body = await read_body(receive, MAX_BODY_BYTES)
            except ClientDisconnect:  # half a request, and nobody to answer
                return
            if not isinstance(body, bytes):
                await (_too_large() if body == "large" else _too_slow())(scope, receive, answer.send)
                return
            receive = again(body, receive)
        await self._app(_plain(scope), receive, answer.send)


class _Answer:
    """Adds the headers to a response; gives the page its nonce and its cookie."""

    def __init__(self, send: Send, scope: Scope, nonce: str) -> None:
        self._send = send
        self._scope = scope
        self._nonce = nonce
        self._page: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            self._protect(headers)
            if headers.get("content-type", "").startswith("text/html"):
                self._page = message  # held until the body is whole
                return
        elif self._page is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            message = {"type": "http.response.body", "body": self._signed()}
            MutableHeaders(scope=self._page)["content-length"] = str(len(message["body"]))
            await self._send(self._page)
            self._page = None
        await self._send(message)

    def _signed(self) -> bytes:
        """The page with its scripts marked; data in it holds no "<", Gradio escapes it, so all are Gradio's."""
        body = re.sub(rb"<base [^>]*>", b"", self._body, count=1)  # points to where the page is; policy: none
        return body.replace(b"<script", b'<script nonce="' + self._nonce.encode() + b'"')

    def _protect(self, headers: MutableHeaders) -> None:
        # The admin view has a policy of its own. With "no-referrer" the form of New talk would have no origin.
        headers.setdefault("content-security-policy", POLICY.format(nonce=self._nonce))
        headers["x-content-type-options"] = "nosniff"
        headers.setdefault("referrer-policy", "same-origin")
        headers["cross-origin-opener-policy"] = "same-origin"
        embedded = EMBEDDED.fullmatch(self._scope["path"])
        headers["cross-origin-resource-policy"] = "cross-origin" if embedded else "same-origin"
        headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
        for name in [name for name in headers if name.startswith("access-control-")]:
            del headers[name]
        if self._scope["path"] == PAGE:
            headers["cache-control"] = "no-store"
            asked = Headers(scope=self._scope)
            if session_of(asked.get("cookie", "")) is None:
                headers.append(
                    "set-cookie", cookie_of(secrets.token_urlsafe(16), self._scope["scheme"] == "https")
                )


def wrong_host(scope: Scope, hosts: tuple[str, ...]) -> Response | None:
    """The refusal of a request that calls this machine by a name it does not have."""
    name = HOST_PORT.sub("", Headers(scope=scope).get("host", "")).casefold()
    if not hosts or name in hosts:
        return None
    return PlainTextResponse(
        f"This page only answers to {', '.join(hosts)}, and was asked for by another name. Open it by one of "
        "these. A further name is given to the server with --hosts NAME.\n",
        400,
    )


def _refusal(scope: Scope) -> Response | None:
    headers, path = Headers(scope=scope), scope["path"]
    if SHUT.fullmatch(path) and not GRADIO_API.fullmatch(path):
        return JSONResponse({"detail": "not found"}, 404)
    origin = headers.get("origin")
    if scope["method"] not in READING and origin is not None and not _same(origin, scope, headers.get("host", "")):
        return JSONResponse({"detail": "requests from other sites are not taken"}, 403)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
        return _too_large()
    return None


def _same(origin: str, scope: Scope, host: str) -> bool:
    """Behind a proxy this asks for the browser's Host header to be passed on.

    What was asked for over https comes from an https page. The reverse is not asked for: TLS may end at a proxy
    that is not believed, or says nothing of it.
    """
    scheme, _, name = origin.casefold().partition("://")
    if scope["scheme"] == "https" and scheme != "https":
        return False
    return name.removesuffix(PORTS.get(scheme, "")) == host.casefold().removesuffix(PORTS.get(scheme, ""))


def _too_large() -> JSONResponse:
    return JSONResponse({"detail": "That is too long to be read. Say it in a few sentences."}, 413)


def _too_slow() -> JSONResponse:
    return JSONResponse({"detail": "That came too slowly to be read. Please send it again."}, 408)


def _plain(scope: Scope) -> Scope:
    """Asks for the page uncompressed, so that the nonce can be put in."""
    if scope["path"] != PAGE:
        return scope
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}
