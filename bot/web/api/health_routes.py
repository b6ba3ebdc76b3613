"""Routes for those who run the server: is it alive, is it ready, what has it done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.turn import new_session
from bot.web.api import given
from bot.web.api.desk import Desk, server_of
from bot.web.api.documented import KEYED, problems
from bot.web.api.door import where
from bot.web.api.metrics import METRICS_TYPE
from bot.web.api.problems import Problem
from retriever.items import Query

log = logging.getLogger(__name__)

TEXT: dict[str, Any] = {"content": {"text/plain": {}}}
LOOK_SECONDS = 2.0  # a look costs a search, and anybody may ask


class Looks:
    """Whether each part answers, looked at no more than once in a while."""

    def __init__(self, parts: dict[str, Callable[[], object]], clock: Callable[[], float]) -> None:
        self._parts = parts
        self._clock = clock
        self._lock = Lock()
        self._found: dict[str, str] = {}
        self._until = 0.0

    def parts(self) -> dict[str, str]:
        """Part -> "ok", or what kind of error it gives; the log has the rest."""
        with self._lock:
            if not self._found or self._clock() >= self._until:
                self._found = {name: _look(name, part) for name, part in self._parts.items()}
                self._until = self._clock() + LOOK_SECONDS
            return dict(self._found)


def _look(name: str, part: Callable[[], object]) -> str:
    try:
        part()
    except Exception as error:  # whatever it is, the answer is that the part does not answer
        log.error("%s does not answer: %s", name, where(error))  # noqa: TRY400  # no message
        return f"does not answer ({type(error).__name__})"
    return "ok"


def health_routes(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(tags=["running it"])
    looks = Looks(
        {
            "index": lambda: desk.bot.retriever.find(Query(text="ready"), 1),
            "memory": lambda: desk.bot.session(new_session()),
            "ledger": lambda: desk.ledger.owner(""),
        },
        desk.clock,
    )

    @routes.get("/healthz", summary="Is it alive", response_model=given.Health, responses=problems())
    async def healthz() -> Any:
        return {"status": "ok"}

    @routes.get(
        "/readyz", summary="Do all parts answer", response_model=given.Ready, responses=problems("not-ready")
    )
    def readyz() -> Any:
        parts = looks.parts()
        wrong = [name for name, found in parts.items() if found != "ok"]
        if wrong:
            raise Problem("not-ready", f"{', '.join(wrong)} can't answer; the log says why", 5, {"parts": parts})
        return {"ready": True, "parts": parts}

    @routes.get(
        "/metrics", summary="Counts, as Prometheus reads them", dependencies=[Depends(server_of)],
        response_class=Response, responses={200: TEXT, **problems(*KEYED, "secret-key-needed")},
    )  # fmt: skip
    async def metrics() -> Response:
        return Response(desk.metrics.text(), media_type=METRICS_TYPE)

    return routes
