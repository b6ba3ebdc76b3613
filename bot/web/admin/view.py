"""What the admin view answers to requests. Knows the way in and the pages, nothing of how things are counted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.insight.overview import Overview
from bot.memory import MemoryUnusable
from bot.web.admin.login import Way, cookie_name, cookie_of
from bot.web.admin.pages import PERIODS, overview, plain, policy
from bot.web.api.limits import Limits
from bot.web.api.rates import address_of
from bot.web.phrases import asked_for
from retriever.items import Item

log = logging.getLogger(__name__)

ADMIN = "/admin"
TRIES_A_MINUTE = 10
DAYS = {str(days) if days else "all": days for days in PERIODS}
FIRST_DAYS = 30


def view_of(
    home: Path,
    items: Callable[[], Sequence[Item]],
    clock: Callable[[], float] = time.time,
    ticks: Callable[[], float] = time.monotonic,
) -> Callable[[Request], Response]:
    """The endpoint: trades a code for the cookie, shows the figures to who has it, and to others how to come in.

    Args:
        home: Folder of the talks, and of the code and the secret of the way in.
        items: The catalogue at this moment.
        clock: Seconds since 1970.
        ticks: Seconds that never go back.
    """
    way, counted = Way(home, clock), Overview(home, items, clock)
    tries = Limits(TRIES_A_MINUTE, ticks)

    def view(request: Request) -> Response:
        language = asked_for(request.headers.get("accept-language", ""))
        secure = request.url.scheme == "https"
        code = request.query_params.get("code")
        try:
            if code is not None and request.method == "GET":  # a HEAD of a cautious program must not use it up
                return _traded(code, request, secure)
            if not way.is_in(request.cookies.get(cookie_name(secure), "")):
                return _page(plain("closed", language), 404)
            n_days = DAYS.get(request.query_params.get("days", ""), FIRST_DAYS)
            found = counted.of(n_days)
        except (MemoryUnusable, OSError, ValueError):  # of the talks, or of the secret of the way in
            log.exception("the figures could not be counted")
            return _page(plain("unreadable", language), 503)
        return _page(overview(found.figures, n_days, found.at, language), 200)

    def _traded(code: str, request: Request, secure: bool) -> Response:
        language = asked_for(request.headers.get("accept-language", ""))
        if wait := tries.take(address_of(request.scope)):
            return _page(plain("too_often", language), 429, {"retry-after": str(wait)})
        cookie = way.trade(code)
        if cookie is None:
            return _page(plain("code_refused", language), 404)
        return RedirectResponse(ADMIN, 303, {"set-cookie": cookie_of(cookie, secure), **_headers()})

    return view


def _page(html: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(html.encode("utf-8", "replace"), status, {**_headers(), **(headers or {})})


def _headers() -> dict[str, str]:
    """Its own policy, that the guard leaves as it is; and no copy anywhere."""
    return {"content-security-policy": policy(), "referrer-policy": "no-referrer", "cache-control": "no-store"}
