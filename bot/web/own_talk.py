"""What the page's forms ask of the talk of the cookie: keep it as a file, forget it, begin another.

Knows the bot and the cookie, nothing of the page.
"""

from __future__ import annotations

import json
import logging

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.memory import MemoryUnusable
from bot.messages import Session
from bot.turn import Bot, new_session
from bot.web.export import exported
from bot.web.security import PAGE, cookie_of, session_of

log = logging.getLogger(__name__)

EXPORT, FORGET, NEW_TALK = "/export", "/forget", "/new"
FILE_NAME = "offtrail-talk.json"
NOT_READ = (
    "The talk could not be read; this was noted. Please try again.\n对话没能读取；问题已记录。请再试一次。\n"
)
NOT_FORGOTTEN = (
    "The talk could not be deleted and is still there; this was noted. Please go back and try again.\n"
    "对话没能删除，仍然保留着；问题已记录。请返回再试一次。\n"
)


def own_talk_routes(bot: Bot) -> APIRouter:
    """The endpoints; none takes anything but the cookie."""
    routes = APIRouter()

    @routes.get(EXPORT)
    def export(request: Request) -> Response:
        session = _session(request)
        try:
            talk = bot.session(session) if session is not None else Session("")
        except MemoryUnusable:
            log.exception("a talk could not be read")
            return PlainTextResponse(NOT_READ, 503)
        told = json.dumps(exported(talk), ensure_ascii=False, indent=1)
        headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"', "cache-control": "no-store"}
        return Response(told.encode("utf-8", "replace"), media_type="application/json", headers=headers)

    @routes.post(FORGET)
    def forget(request: Request) -> Response:
        session = _session(request)
        try:
            if session is not None:
                bot.forget(session)
        except MemoryUnusable:
            log.exception("a talk could not be deleted")
            return PlainTextResponse(NOT_FORGOTTEN, 503)
        return _begun_anew(request)

    @routes.post(NEW_TALK)
    def new_talk(request: Request) -> Response:
        return _begun_anew(request)

    return routes


def _session(request: Request) -> str | None:
    return session_of(request.headers.get("cookie", ""))


def _begun_anew(request: Request) -> Response:
    """Back to the page, under a new cookie."""
    cookie = cookie_of(new_session(), request.url.scheme == "https")
    return RedirectResponse(PAGE, 303, {"set-cookie": cookie})
