"""Routes that change the catalogue, for servers with a secret key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.web.api import given, taken
from bot.web.api.desk import Catalogue, Desk, server_of
from bot.web.api.documented import BODY, KEYED, problems
from bot.web.api.problems import Problem
from retriever.changes import Remove
from retriever.edits import edits_of
from retriever.items import Item
from retriever.live import Edit, ItemUnknown, Patch, PatchRefused
from retriever.rows import Row, TableError, bounded

UPSERT = "body.upsert"
MOST_TOLD_CHARS = 200
PROBLEMS = (*KEYED, *BODY, "secret-key-needed", "item-unknown", "busy", "catalogue-busy", "catalogue-closed")


def item_routes(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(tags=["items"], dependencies=[Depends(server_of)])

    @routes.post(
        "/v1/items", summary="Puts, changes and takes out items: all or none", response_model=given.Edited,
        responses=problems(*PROBLEMS),
    )  # fmt: skip
    async def items(body: taken.Edits) -> Any:
        rows = [record.row() for record in body.upsert]
        return await desk.turns.result(lambda: edit(desk.catalogue, rows, body.delete, UPSERT))

    @routes.put(
        "/v1/items/{id:path}", summary="Adds an item or puts it in the place of the one with its id",
        response_model=given.Edited, responses=problems(*PROBLEMS),
    )  # fmt: skip
    async def put(id: taken.RecordId, record: taken.Whole) -> Any:
        if record.id not in ("", id):
            raise Problem("not-valid", f"the record is of {record.id!r:.80} and the address of {id!r:.80}")
        row = record.row() | {"id": id}
        return await desk.turns.result(lambda: edit(desk.catalogue, [row], [], "body"))

    @routes.delete(
        "/v1/items/{id:path}", summary="Takes an item out", status_code=204, response_class=Response,
        responses=problems(*PROBLEMS),
    )  # fmt: skip
    async def delete(id: taken.ItemId) -> Response:
        await desk.turns.result(lambda: edit(desk.catalogue, [], [id], ""))
        return Response(status_code=204)

    return routes


def edit(catalogue: Catalogue | None, upsert: Sequence[Row], delete: Sequence[str], place: str) -> dict[str, int]:
    """Makes all the edits in one write, or none; they are on disk and found when it returns.

    Args:
        catalogue: Is changed.
        upsert: Records, whole or in part.
        delete: Ids.
        place: Where in the body the records stand, told in problems.
    Raises:
        Problem: The catalogue can't be changed here, or one of them can't be made.
    """
    if catalogue is None:
        raise Problem("catalogue-closed", "this server was started without a catalogue that can be changed")
    index = catalogue.latest()
    if gone := [id_ for id_ in delete if id_ not in index.row]:
        raise Problem("item-unknown", f"delete: {gone[0]!r:.80} is not in the catalogue; nothing was changed")
    try:
        puts = edits_of(place, list(bounded(place, enumerate(upsert))), index)
        for number, put in enumerate(puts):
            _check_price(f"{place}:{number}", put)
    except ItemUnknown as error:
        raise Problem("item-unknown", _placed(error, place)) from error
    except TableError as error:
        raise Problem("not-valid", _placed(error, place)) from error
    edits: list[Edit] = [*puts, *map(Remove, dict.fromkeys(delete))]
    try:
        catalogue.apply(edits)
    except ItemUnknown as error:
        raise Problem("item-unknown", "an item left the catalogue meanwhile; nothing was changed") from error
    except PatchRefused as error:
        raise Problem("not-valid", str(error)) from error
    return {"upserted": len({put.id for put in puts}), "deleted": len(set(delete))}


def _check_price(where: str, put: Edit) -> None:
    price = put.numbers.get("price") if isinstance(put, Item) else _field(put, "price")
    if isinstance(price, int | float) and price < 0:
        raise TableError(f"{where}: 'price' must be 0 or more, got {price!r}; null says that there is none")


def _field(put: Edit, name: str) -> object:
    return put.fields.get(name) if isinstance(put, Patch) else None


def _placed(error: Exception, place: str) -> str:
    """The record as other problems name it: "body.upsert.3", or "body" where there is but one."""
    number, _, what = str(error).removeprefix(f"{place}:").partition(":")
    if not number.isdecimal():  # of the body as a whole
        return str(error)
    what = what if len(what) <= MOST_TOLD_CHARS else f"{what[:MOST_TOLD_CHARS]}..."  # it repeats what came
    return f"{place}.{number}:{what}" if place == UPSERT else f"{place}:{what}"
