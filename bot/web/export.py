"""Session -> everything that is kept of a talk, as plain values for JSON; and the page's download of it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.memory import MemoryUnusable
from bot.messages import Session, Turn
from bot.turn import Bot
from bot.web.security import COOKIE, session_of
from ranker.rank import Ranked
from retriever.items import Query

log = logging.getLogger(__name__)

EXPORT = "/export"
FORMAT = "offtrail-talk/1"
FILE_NAME = "offtrail-talk.json"
NOT_READ = (
    "The talk could not be read; this was noted. Please try again.\n对话没能读取；问题已记录。请再试一次。\n"
)


def exported(talk: Session) -> dict[str, Any]:
    """All that is kept of a talk; what was shown by id, title, score and reasons.

    The id of the talk is left out: it is the key to it, and a file is passed on more easily than a cookie.
    """
    return {
        "format": FORMAT,
        "agreed": _query(talk.query),
        "pressed": dict(talk.pressed),
        "turns": [_turn(turn) for turn in talk.turns],
    }


def export_of(bot: Bot) -> Callable[[Request], Response]:
    """The endpoint: the talk of the cookie as a file to keep."""

    def export(request: Request) -> Response:
        session = session_of(f"{COOKIE}={request.cookies.get(COOKIE, '')}")
        try:
            talk = bot.session(session) if session is not None else Session("")
        except MemoryUnusable:
            log.exception("a talk could not be read")
            return PlainTextResponse(NOT_READ, 503)
        told = json.dumps(exported(talk), ensure_ascii=False, indent=1)
        headers = {"content-disposition": f'attachment; filename="{FILE_NAME}"', "cache-control": "no-store"}
        return Response(told.encode("utf-8", "replace"), media_type="application/json", headers=headers)

    return export


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "utterance": turn.utterance,
        "text": turn.text,
        "items": [_pick(pick) for pick in turn.picks],
        "notes": list(turn.notes),
        "end": turn.end,
        "origins": dict(turn.origins),
        "must": [asdict(constraint) for constraint in turn.must],
        "agreed": _query(turn.query) if turn.query is not None else None,
        "spoken_of": list(turn.spoken),
        "asked": turn.asked,
        "language": turn.language,
    }


def _pick(pick: Ranked) -> dict[str, Any]:
    reasons = [asdict(reason) for reason in pick.reasons]
    return {"id": pick.item.id, "title": pick.item.title, "score": pick.score, "reasons": reasons}


def _query(query: Query) -> dict[str, Any]:
    return asdict(query) | {"seen": sorted(query.seen)}
