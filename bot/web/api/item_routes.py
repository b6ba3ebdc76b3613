"""Routes that change the catalogue, for servers with a secret key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from bot.web.api import schemas
from bot.web.api.desk import Catalogue, Desk, server_of
from bot.web.api.documented import problems
from bot.web.api.problems import Problem
from retriever.changes import Remove
from retriever.edits import edits_of
from retriever.live import Edit, ItemUnknown, PatchRefused
from retriever.rows import Row, TableError, bounded


def item_routes(desk: Desk) -> APIRouter:
    """The routes over a desk."""
    routes = APIRouter(tags=["items"], dependencies=[Depends(server_of)])

    @routes.post(
        "/v1/items", summary="Puts, changes and takes out items: all or none", response_model=schemas.Edited,
        responses=problems(404),
    )  # fmt: skip
    async def items(body: schemas.Edits) -> Any:
        return await desk.turns.result(lambda: edit(desk.catalogue, body.upsert, body.delete))

    @routes.put(
        "/v1/items/{id:path}", summary="Adds an item or puts it in the place of the one with its id",
        response_model=schemas.Edited, responses=problems(404),
    )  # fmt: skip
    async def put(id: schemas.ItemId, record: schemas.Whole) -> Any:
        if record.id not in (None, id):
            raise Problem("not-valid", f"the record is of {record.id!r:.80} and the address of {id!r:.80}")
        row = record.model_dump(exclude_unset=True) | {"id": id}
        return await desk.turns.result(lambda: edit(desk.catalogue, [row], []))

    @routes.delete(
        "/v1/items/{id:path}", summary="Takes an item out", status_code=204, response_class=Response,
        responses=problems(404),
    )  # fmt: skip
    async def delete(id: schemas.ItemId) -> Response:
        await desk.turns.result(lambda: edit(desk.catalogue, [], [id]))
        return Response(status_code=204)

    return routes


def edit(catalogue: Catalogue | None, upsert: Sequence[Row], delete: Sequence[str]) -> dict[str, int]:
    """Makes all the edits in one write, or none; they are on disk and found when it returns.

    Raises:
        Problem: The catalogue can't be changed here, or one of them can't be made.
    """
    if catalogue is None:
        raise Problem("catalogue-closed", "this server was started without a catalogue that can be changed")
    index = catalogue.index
    if gone := [id_ for id_ in delete if id_ not in index.row]:
        raise Problem("item-unknown", f"delete: {gone[0]!r:.80} is not in the catalogue; nothing was changed")
    try:
        rows = list(bounded("upsert", enumerate(upsert, 1)))
        edits: list[Edit] = [*edits_of("upsert", rows, index), *map(Remove, dict.fromkeys(delete))]
    except ItemUnknown as error:
        raise Problem("item-unknown", str(error)) from error
    except TableError as error:
        raise Problem("not-valid", str(error)) from error
    try:
        catalogue.apply(edits)
    except ItemUnknown as error:
        raise Problem("item-unknown", "an item left the catalogue meanwhile; nothing was changed") from error
    except PatchRefused as error:
        raise Problem("not-valid", str(error)) from error
    removed = sum(isinstance(one, Remove) for one in edits)
    return {"upserted": len(edits) - removed, "deleted": removed}
