"""Routes of a talk: chat, more like this, chips changed, feedback; and items asked for outside of one."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event as Stop
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bot.edits import TAKE_BACK, Edit, NotEditable
from bot.messages import Chunk
from bot.spoken import language_in
from bot.turn import Bot, UtteranceError, new_session
from bot.web.api import answers, given, taken
from bot.web.api.conversing import EVENTS, asking
from bot.web.api.desk import Desk, caller_of, picked
from bot.web.api.documented import BODY, KEYED, problems
from bot.web.api.problems import Problem

IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": r"^[!-~]+$"},
    "description": "The same key and body within 24 hours give the first answer again.",
}
TOLD = {
    "description": f"The turn; with `Accept: {EVENTS}` as events: picks, text, asked, done, or error.",
    "content": {EVENTS: {"schema": {"type": "string"}, "example": 'event: done\ndata: {"end":"end"}\n\n'}},
}
PROBLEMS = (*KEYED, *BODY, "session-unknown", "session-full", "still-answering", "key-used-otherwise", "busy")
PLAIN: dict[str, Any] = {"response_model_exclude_unset": True}


def _turn(*names: str) -> dict[str, Any]:
    """What is documented of a route of turns, with the problems that not all of them have."""
    return {
        "response_model": given.Answer,
        "openapi_extra": {"parameters": [IDEMPOTENCY]},
        "responses": {**problems(*PROBLEMS, *names), 200: TOLD},
    }


def talk_routes(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(tags=["talk"])

    @routes.post("/v1/chat", summary="One turn of a talk", **_turn("secret-key-needed"))
    async def chat(request: Request, body: taken.Chat) -> Response:
        caller = caller_of(request)
        if body.user is not None and not caller.secret:
            raise Problem("secret-key-needed", "a page's user comes with its token; only servers name one here")
        user = body.user if caller.secret else caller.user or None
        return await asking(desk, request).answer(
            body.session, body.user, lambda id_, stop: desk.bot.stream(body.utterance, id_, body.n, user, stop)
        )

    @routes.post("/v1/more-like", summary="Items like one", **_turn("item-unknown"))
    async def more_like(request: Request, body: taken.MoreLike) -> Response:
        desk.check_item(body.item)
        return await asking(desk, request).answer(
            body.session, None, lambda id_, stop: desk.bot.more_like(body.item, id_, body.n, stop=stop)
        )

    @routes.post(
        "/v1/edit", summary="Something else in place of one of the things agreed",
        **_turn("not-agreed", "not-editable"),
    )  # fmt: skip
    async def edit(request: Request, body: taken.Edit) -> Response:
        return await asking(desk, request).answer(
            body.session, None, lambda id_, stop: _edited(desk.bot, body, body.edit, id_, stop)
        )

    @routes.post(
        "/v1/take-back", summary="Without one of the things agreed: /v1/edit with `take_back`",
        **_turn("not-agreed"),
    )  # fmt: skip
    async def take_back(request: Request, body: taken.TakeBack) -> Response:
        return await asking(desk, request).answer(
            body.session, None, lambda id_, stop: _edited(desk.bot, body, TAKE_BACK, id_, stop)
        )

    _aside(routes, desk)
    return routes


def _edited(bot: Bot, body: taken.TakeBack, edit: Edit, session: str, stop: Stop) -> Iterator[Chunk]:
    try:
        yield from bot.edit(body.key, edit, session, body.n, stop=stop)
    except UtteranceError as error:
        name = "not-editable" if isinstance(error.__cause__, NotEditable) else "not-agreed"
        raise Problem(name, str(error)) from error


def _aside(routes: APIRouter, desk: Desk) -> None:
    @routes.post(
        "/v1/recommend", summary="Items without words; nothing is kept", responses=problems(*KEYED, *BODY, "busy"),
        response_model=given.Recommended, **PLAIN,
    )  # fmt: skip
    async def recommend(request: Request, body: taken.Recommend) -> Any:
        user, aside = caller_of(request).user or None, desk.aside()
        picks = await desk.turns.result(lambda: picked(aside.stream(body.utterance, new_session(), body.n, user)))
        language = language_in(body.utterance)
        return {
            "items": desk.telling.items(picks.items, language),
            "understood": answers.aside(picks.query, desk.bot.item_of, language),
            "notes": list(picks.notes),
        }

    @routes.get(
        "/v1/similar/{id:path}", summary="Items like one, outside of any talk",
        responses=problems(*KEYED, "not-valid", "item-unknown", "busy"), response_model=given.Items, **PLAIN,
    )  # fmt: skip
    async def similar(id: taken.ItemId, n: Annotated[taken.NInQuery | None, Query()] = None) -> Any:
        desk.check_item(id)
        aside = desk.aside()
        picks = await desk.turns.result(lambda: picked(aside.more_like(id, new_session(), n)))
        return {"items": desk.telling.items(picks.items, "en")}

    @routes.post(
        "/v1/feedback", summary="What a person says of an item by a button",
        responses=problems(*KEYED, *BODY, "session-unknown", "item-unknown"), response_model=given.Pressed,
    )  # fmt: skip
    def feedback(request: Request, body: taken.Feedback) -> Any:
        desk.check_owner(body.session, caller_of(request))
        desk.check_item(body.item)
        return {
            "session": body.session,
            "pressed": dict(desk.press(body.session, body.item, body.opinion).pressed),
        }
