"""How connections are taken: how many, for how long, and whose word for where they come from. Knows no app.

uvicorn waits for ever for the head of a request and for whoever connects and says nothing, and takes as many as
come. `Bounded` ends that; it builds on h11, which bounds how long a head may be.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from ipaddress import ip_address
from typing import ClassVar

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

log = logging.getLogger(__name__)

HEAD_SECONDS = 15.0  # to send the head of a request
IDLE_SECONDS = 5  # between two requests
MOST_CONNECTIONS = 800  # a process may open 1,024 files in most places; a page that is open holds two
SHUTDOWN_SECONDS = 3
FORWARDED = (b"x-forwarded-for", b"x-forwarded-proto")
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nretry-after: 5\r\nconnection: close\r\n"
    b"content-length: 49\r\n\r\nToo many connections. Try again in some seconds.\n"
)


class Bounded(H11Protocol):
    """One connection, closed where no request runs on it for too long, whatever comes drop by drop."""

    head_seconds: ClassVar[float] = HEAD_SECONDS
    most: ClassVar[int] = MOST_CONNECTIONS

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.write(FULL)
            transport.close()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_answering():
            self._wait_no_more()
        elif self._waiting is None:  # the first bytes of a further head, or of a body that nobody wants
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def _is_answering(self) -> bool:
        """Whether a request is in the hands of the app, which has bounds of its own."""
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.head_seconds, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


class Unnamed:
    """ASGI middleware where no proxy is believed: says once in the log that one seems to stand before it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._said = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._said and scope["type"] == "http" and _comes_from_near(scope) and _is_passed_on(scope):
            self._said = True
            log.warning(
                "A proxy at %s passes requests on (X-Forwarded-For, X-Forwarded-Proto) and is not believed: its "
                "visitors all count as one, and behind https the cookie is not Secure. Name the public host with "
                "--hosts, which believes a proxy on this machine, and one elsewhere with --proxies.",
                scope["client"][0],
            )
        await self._app(scope, receive, send)


def _comes_from_near(scope: Scope) -> bool:
    """From this machine or a private network; whoever else says such things is no proxy of ours."""
    try:
        address = ip_address(scope["client"][0])
    except (TypeError, ValueError):  # a socket file
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_private


def _is_passed_on(scope: Scope) -> bool:
    return any(name in FORWARDED for name, _ in scope["headers"])


def config_of(
    app: ASGIApp, host: str, port: int, proxies: Sequence[str] = (), protocol: type[Bounded] = Bounded
) -> uvicorn.Config:
    """How uvicorn serves an app.

    Args:
        app: What is served.
        host, port: Where.
        proxies: Addresses and networks whose X-Forwarded-For and -Proto are believed.
        protocol: Takes each connection.
    """
    return uvicorn.Config(
        app if proxies else Unnamed(app),
        host=host,
        port=port,
        http=protocol,
        ws="none",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        log_level="warning",
        server_header=False,
    )
