"""Puts the API together: routes over a desk, behind the door. Knows no page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp

from bot.turn import Bot
from bot.utterance import MAX_N
from bot.web.api.answers import Telling
from bot.web.api.callers import Callers
from bot.web.api.desk import KNOWN, Catalogue, Desk, problem_of
from bot.web.api.documented import BEARER, openapi_of
from bot.web.api.door import Door
from bot.web.api.health_routes import health_routes
from bot.web.api.item_routes import item_routes
from bot.web.api.keys import Keys
from bot.web.api.ledger import Ledger
from bot.web.api.limits import Limits
from bot.web.api.metrics import Metrics
from bot.web.api.problems import Problem
from bot.web.api.rates import Rates
from bot.web.api.session_routes import session_routes, token_routes
from bot.web.api.taken import NOT_BLANK
from bot.web.api.talk_routes import talk_routes
from bot.web.api.tokens import Tokens, server_secret
from bot.web.api.turns import MOST_AT_ONCE, Turns
from bot.web.body import BODY_SECONDS
from bot.web.cards import PictureOf, no_picture

SESSION_PER_MINUTE = 30
METHODS = ("DELETE", "GET", "HEAD", "POST", "PUT")
NOT_JSON = "send a JSON object in UTF-8, with Content-Type: application/json, and not compressed"
NOTHING_BUT_SPACE = "there is nothing here but space"
WANTED = {
    "n": f"send a whole number from 1 to {MAX_N} such as 3, without quotes, or leave it out",
    "utterance": f"say something: {NOTHING_BUT_SPACE}",
    "session": "a session is an id that POST /v1/chat gave, 22 characters; leave it out to begin one",
}  # field -> what to do where it has a form that can't be


@dataclass(frozen=True, slots=True)
class Access:
    """What the API needs beside the bot.

    Attributes:
        home: Folder of the API's secret and of its ledger.
        keys: File of keys; without it nobody is let in.
        catalogue: To be changed, None where that can't be.
        clock: Seconds since 1970.
        ticks: Seconds that never go back.
        most_at_once: Turns at the same time.
        body_seconds: How long a body may take to come.
    """

    home: Path
    keys: Path
    catalogue: Catalogue | None = None
    clock: Callable[[], float] = field(default=time.time)
    ticks: Callable[[], float] = field(default=time.monotonic)
    most_at_once: int = MOST_AT_ONCE
    body_seconds: float = BODY_SECONDS


def make_api(bot: Bot, access: Access, hosts: Iterable[str] = (), picture_of: PictureOf = no_picture) -> ASGIApp:
    """The API, behind its door.

    Args:
        bot: Answers.
        access: Who may use it, and with what.
        hosts: The names this machine may be called by, any where there are none.
        picture_of: Path of an item's picture on this server.
    Raises:
        KeysUnusable: The file of keys is there and can't be used.
        LedgerUnusable: Nothing can be kept in `access.home`.
    """
    keys = Keys(access.keys)
    keys.all()  # says at once what is wrong with the file
    metrics = Metrics()
    turns = Turns(access.most_at_once, partial(metrics.count, "offtrail_turns_refused_total"))
    metrics.gauge("offtrail_turns_running", lambda: turns.running)
    ledger = Ledger.open(access.home / "api.sqlite3", access.clock)
    ledger.give_up()
    desk = Desk(
        bot=bot,
        telling=Telling(bot, picture_of),
        catalogue=access.catalogue,
        ledger=ledger,
        callers=Callers(keys, Tokens(server_secret(access.home / "api.secret"), access.clock)),
        turns=turns,
        limits=Limits(SESSION_PER_MINUTE, access.ticks),
        metrics=metrics,
        clock=access.ticks,
    )
    return Door(_routed(desk), desk.callers, Rates(access.ticks), metrics, hosts, access.body_seconds)


def _routed(desk: Desk) -> FastAPI:
    app = FastAPI(
        title="Offtrail", version="1", docs_url=None, redoc_url=None, openapi_url="/v1/openapi.json",
        redirect_slashes=False,
    )  # fmt: skip
    app.include_router(token_routes(desk))
    for routes in (talk_routes(desk), session_routes(desk), item_routes(desk)):
        app.include_router(routes, dependencies=[Depends(BEARER)])
    app.include_router(health_routes(desk))
    kinds: tuple[type[Exception], ...] = (Problem, *KNOWN, Exception)
    for kind in kinds:
        app.add_exception_handler(kind, _told)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _nobody)
    made = partial(openapi_of, app)
    app.openapi = made  # type: ignore[method-assign]
    return app


def _told(request: Request, error: Exception) -> Response:
    request_id = str(request.state.request_id)
    return problem_of(error, request_id).response(request_id)


def _not_valid(request: Request, error: Exception) -> Response:
    """What is wrong and where; what came is left out, for it may be long, or private."""
    assert isinstance(error, RequestValidationError)
    found = [
        {"where": ".".join(str(part) for part in one["loc"])[:200], "what": _what(one)}
        for one in error.errors()[:20]
    ]
    detail = "; ".join(f"{one['where']}: {one['what']}" for one in found[:3])
    return Problem("not-valid", detail, more={"errors": found}).response(str(request.state.request_id))


def _what(one: dict[str, Any]) -> str:
    """What is wrong in one place, and what to do where the library only names a pattern."""
    field = one["loc"][-1]
    if field in WANTED and (field == "n" or one["type"] == "string_pattern_mismatch"):
        return WANTED[field]
    if one.get("ctx", {}).get("pattern") == NOT_BLANK:
        return NOTHING_BUT_SPACE
    if tuple(one["loc"]) == ("body",) or one["type"] == "json_invalid":
        return NOT_JSON
    return str(one["msg"]).removeprefix("Value error, ")[:200]


def _http(request: Request, error: Exception) -> Response:
    """What no route takes: an address, a method, or a body that can't be read."""
    assert isinstance(error, HTTPException)
    request_id = str(request.state.request_id)
    if error.status_code == 404:
        return Problem("not-found", "no call has this address; all are in /v1/openapi.json").response(request_id)
    if error.status_code != 405:
        return Problem("not-valid", NOT_JSON).response(request_id)
    allowed = ", ".join(_methods(request))
    response = Problem("method-not-allowed", f"this address takes {allowed}").response(request_id)
    response.headers["allow"] = allowed
    return response


def _methods(request: Request) -> Iterator[str]:
    """Of all calls at this address: the router names those of the first alone."""
    for method in METHODS:
        asked = {**request.scope, "method": "GET" if method == "HEAD" else method}  # as the door does
        if any(route.matches(asked)[0] == Match.FULL for route in request.app.routes):
            yield method


def _nobody(_: Request, __: Exception) -> Response:
    return Response(status_code=499)
