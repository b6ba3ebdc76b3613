"""Routes of a talk: chat, more like this, take back, feedback; and items asked for outside of one."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event as Stop
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bot.chips import chips
from bot.messages import Chunk
from bot.spoken import language_in
from bot.turn import Bot, UtteranceError, new_session
from bot.web.api import given, taken
from bot.web.api.answers import chips_told
from bot.web.api.conversing import EVENTS, asking
from bot.web.api.desk import Desk, caller_of, picked
from bot.web.api.documented import problems
from bot.web.api.problems import Problem

IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": r"^[!-~]+$"},
    "description": "The same key and body within 24 hours give the first answer again.",
}
TURN: dict[str, Any] = {
    "response_model": given.Answer,
    "openapi_extra": {"parameters": [IDEMPOTENCY]},
    "responses": {
        **problems(404, 409),
        200: {
            "description": f"The turn; with `Accept: {EVENTS}` as events: picks, text, asked, done, or error.",
            "content": {EVENTS: {"schema": {"type": "string"}, "example": 'event: done\ndata: {"end":"end"}\n\n'}},
        },
    },
}
PLAIN: dict[str, Any] = {"response_model_exclude_unset": True}


def talk_routes(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(tags=["talk"])

    @routes.post("/v1/chat", summary="One turn of a talk", **TURN)
    async def chat(request: Request, body: taken.Chat) -> Response:
        caller = caller_of(request)
        if body.user is not None and not caller.secret:
            raise Problem("secret-key-needed", "a page's user comes with its token; only servers name one here")
        user = body.user if caller.secret else caller.user or None
        return await asking(desk, request).answer(
            body.session, body.user, lambda id_, stop: desk.bot.stream(body.utterance, id_, body.n, user, stop)
        )

    @routes.post("/v1/more-like", summary="Items like one", **TURN)
    async def more_like(request: Request, body: taken.MoreLike) -> Response:
        desk.check_item(body.item)
        return await asking(desk, request).answer(
            body.session, None, lambda id_, stop: desk.bot.more_like(body.item, id_, body.n, stop=stop)
        )

    @routes.post("/v1/take-back", summary="Without one of the things agreed", **TURN)
    async def take_back(request: Request, body: taken.TakeBack) -> Response:
        return await asking(desk, request).answer(
            body.session, None, lambda id_, stop: _taken_back(desk.bot, body, id_, stop)
        )

    _aside(routes, desk)
    return routes


def _taken_back(bot: Bot, body: taken.TakeBack, session: str, stop: Stop) -> Iterator[Chunk]:
    try:
        yield from bot.take_back(body.key, session, body.n, stop=stop)
    except UtteranceError as error:
        raise Problem("not-agreed", str(error)) from error


def _aside(routes: APIRouter, desk: Desk) -> None:
    @routes.post(
        "/v1/recommend", summary="Items without words; nothing is kept", responses=problems(),
        response_model=given.Recommended, **PLAIN,
    )  # fmt: skip
    async def recommend(request: Request, body: taken.Recommend) -> Any:
        user, aside = caller_of(request).user or None, desk.aside()
        picks = await desk.turns.result(lambda: picked(aside.stream(body.utterance, new_session(), body.n, user)))
        language = language_in(body.utterance)
        return {
            "items": desk.telling.items(picks.items, language),
            "understood": chips_told(chips(picks.query, desk.bot.item_of, language)),
            "notes": list(picks.notes),
        }

    @routes.get(
        "/v1/similar/{id:path}", summary="Items like one, outside of any talk", responses=problems(404),
        response_model=given.Items, **PLAIN,
    )  # fmt: skip
    async def similar(id: taken.ItemId, n: Annotated[taken.NInQuery | None, Query()] = None) -> Any:
        desk.check_item(id)
        aside = desk.aside()
        picks = await desk.turns.result(lambda: picked(aside.more_like(id, new_session(), n)))
        return {"items": desk.telling.items(picks.items, "en")}

    @routes.post(
        "/v1/feedback", summary="What a person says of an item by a button", responses=problems(404),
        response_model=given.Pressed,
    )  # fmt: skip
    def feedback(request: Request, body: taken.Feedback) -> Any:
        desk.check_owner(body.session, caller_of(request))
        desk.check_item(body.item)
        return {
            "session": body.session,
            "pressed": dict(desk.press(body.session, body.item, body.opinion).pressed),
        }
