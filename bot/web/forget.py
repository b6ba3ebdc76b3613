"""Deletes a talk at a person's word. Knows the bot and the cookie, nothing of the page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.memory import MemoryUnusable
from bot.turn import Bot, new_session
from bot.web.security import COOKIE, PAGE, cookie_of, session_of

log = logging.getLogger(__name__)

FORGET = "/forget"
NOT_FORGOTTEN = (
    "The talk could not be deleted and is still there; this was noted. Please go back and try again.\n"
    "对话没能删除，仍然保留着；问题已记录。请返回再试一次。\n"
)


def forget_of(bot: Bot) -> Callable[[Request], Response]:
    """The endpoint: forgets the talk of the cookie and begins a new one under a new cookie."""

    def forget(request: Request) -> Response:
        session = session_of(f"{COOKIE}={request.cookies.get(COOKIE, '')}")
        try:
            if session is not None:
                bot.forget(session)
        except MemoryUnusable:
            log.exception("a talk could not be deleted")
            return PlainTextResponse(NOT_FORGOTTEN, 503)
        cookie = cookie_of(new_session(), request.url.scheme == "https")
        return RedirectResponse(PAGE, 303, {"set-cookie": cookie})

    return forget
