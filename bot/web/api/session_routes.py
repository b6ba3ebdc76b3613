"""Routes of sessions: what was said, all that is kept of it, forgetting it; and tokens for pages."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from bot.web.api import given, taken
from bot.web.api.desk import Desk, caller_of
from bot.web.api.documented import BODY, KEYED, problems
from bot.web.api.tokens import TOKEN_SECONDS
from bot.web.export import exported

KNOWN = (*KEYED, "not-valid", "session-unknown")
TRADED = (*BODY, "not-authorised", "origin-not-listed", "identity-not-proved", "too-many-requests")


def session_routes(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(tags=["sessions"])

    @routes.get(
        "/v1/sessions/{id}", summary="The talk so far", response_model=given.SessionOut,
        response_model_exclude_unset=True, responses=problems(*KNOWN),
    )  # fmt: skip
    def session(request: Request, id: taken.SessionId) -> Any:
        desk.check_owner(id, caller_of(request))
        return desk.telling.talk(desk.bot.session(id))

    @routes.get(
        "/v1/sessions/{id}/export", summary="Everything that is kept of a talk, as a file",
        response_model=given.Exported, responses=problems(*KNOWN),
    )  # fmt: skip
    def export(request: Request, id: taken.SessionId) -> Any:
        owner, begun = desk.check_owner(id, caller_of(request))
        talk = desk.bot.session(id)
        kept = exported(talk) | {"key": owner.key, "user": owner.user, "begun": begun}
        headers = {"content-disposition": f'attachment; filename="talk-{id}.json"'}
        return JSONResponse(desk.telling.talk(talk) | {"kept": kept}, headers=headers)

    @routes.delete(
        "/v1/sessions/{id}", summary="Forgets a talk and everything kept of it", status_code=204,
        response_class=Response, responses=problems(*KNOWN, *BODY),
    )  # fmt: skip
    def forget(request: Request, id: taken.SessionId) -> Response:
        desk.check_owner(id, caller_of(request))
        desk.forget(id)
        return Response(status_code=204)

    return routes


def token_routes(desk: Desk) -> APIRouter:
    """The route of tokens; the door counts the requests."""
    routes = APIRouter(tags=["tokens"])

    @routes.post(
        "/v1/token", summary="A token for a page on one of the key's origins", response_model=given.Token,
        responses=problems(*TRADED),
    )  # fmt: skip
    def token(request: Request, body: taken.TokenAsked) -> Any:
        made = desk.callers.token(body.key, request.headers.get("origin"), body.user, body.user_hmac)
        return {"token": made, "expires_in": TOKEN_SECONDS}

    return routes
