"""One turn over HTTP: as JSON or as server-sent events, left when the caller leaves. Knows no route."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event as Stop
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.messages import Chunk
from bot.web.api.answers import Event, Watch
from bot.web.api.callers import Caller
from bot.web.api.desk import Desk, caller_of, problem_of
from bot.web.api.ledger import Owner
from bot.web.api.problems import Problem
from bot.web.api.turns import PING_SECONDS, TURN_SECONDS, Running

EVENTS = "text/event-stream"
NAME = re.compile(r"[!-~]{1,128}")
REPLAYED = {"idempotency-replayed": "true"}
WRITING_SECONDS = TURN_SECONDS + 30  # for readers that take in nothing

T = TypeVar("T")
Begin = Callable[[str, Stop], Iterator[Chunk]]  # session, what stops it -> the turn


@dataclass
class Asking:
    """One request for a turn.

    Attributes:
        desk, request, caller: Who asks, and where.
        name: The idempotency key, "" for none.
        owner: Whose that key is.
    """

    desk: Desk
    request: Request
    caller: Caller
    name: str
    owner: Owner
    watch: Watch = field(default_factory=Watch)

    async def answer(self, session: str | None, user: str | None, begin: Begin) -> Response:
        """The turn, or the answer that was given to this request before."""
        if self.name and (kept := await asyncio.to_thread(self._kept, await self._digest())):
            return self._replay(json.loads(kept))
        begun = ""
        try:
            talk = await asyncio.to_thread(self._session, session, user)
            begun = talk if session is None else ""
            running = self.desk.turns.begin(lambda stop: self.desk.turn(talk, begin(talk, stop)))
        except BaseException:
            self._forget(begun)
            raise
        told = self._told(running, talk)
        if self._wants_events():
            first = await while_there(self.request.receive, anext(told))
            return EventStream(first, told, str(self.request.state.request_id))
        return JSONResponse(await while_there(self.request.receive, self._whole(told)))

    def _session(self, session: str | None, user: str | None) -> str:
        if session is None:
            return self.desk.begin(self.caller, user)
        self.desk.check_owner(session, self.caller, user)
        self.desk.check_room(session)
        return session

    async def _told(self, running: Running[Event], session: str) -> AsyncGenerator[Event | None, None]:
        """The events, None for each pause; kept once the last has come. Closing it stops the writer."""
        events: list[Event] = []
        ended = "failed"
        try:
            async for event in running.pieces(PING_SECONDS, TURN_SECONDS):
                if event is not None:
                    self._note(event)
                    events.append(event)
                if event is not None and event.name == "done":
                    break
                yield event
            if events and events[-1].name != "done":  # it took too long
                events.append(await asyncio.to_thread(self.desk.telling.done, session, "stopped"))
            if not events:
                raise Problem("busy", "this took too long; try again in a moment", 10)
            if self.name:
                kept = json.dumps(
                    {"events": [(one.name, one.said) for one in events], "seconds": self.watch.seconds}
                )
                await asyncio.to_thread(self.desk.ledger.answered, self.owner, self.name, session, kept)
            ended = events[-1].said["end"]
            yield events[-1]
        except (GeneratorExit, asyncio.CancelledError):
            ended = "stopped" if ended == "failed" else ended
            raise
        finally:
            running.stop.set()
            self.desk.metrics.count("offtrail_turns_total", end=ended)
            if ended != "end":
                self._forget()

    async def _whole(self, told: AsyncGenerator[Event | None, None]) -> dict[str, Any]:
        events = [event async for event in told if event is not None]
        return self.desk.telling.answer(events, self.watch.seconds)

    def _note(self, event: Event) -> None:
        self.watch.saw(event)
        if event.name == "picks":
            self.desk.metrics.observe("offtrail_first_card_seconds", self.watch.seconds["first_card"])

    def _replay(self, kept: dict[str, Any]) -> Response:
        events = [Event(name, said) for name, said in kept["events"]]
        if self._wants_events():
            return Response(
                b"".join(event.line() for event in events), headers=REPLAYED | STREAMED, media_type=EVENTS
            )
        return JSONResponse(self.desk.telling.answer(events, kept["seconds"]), headers=REPLAYED)

    def _kept(self, digest: str) -> str | None:
        return self.desk.ledger.asked(self.owner, self.name, digest)

    async def _digest(self) -> str:
        return sha256(self.request.url.path.encode() + b"\n" + await self.request.body()).hexdigest()

    def _forget(self, begun: str = "") -> None:
        """In a thread of its own: whoever asked may be gone, and nobody waits.

        Args:
            begun: A session that nobody was told of.
        """
        loop = asyncio.get_running_loop()
        if self.name:
            loop.run_in_executor(None, self.desk.ledger.failed, self.owner, self.name)
        if begun:
            loop.run_in_executor(None, self.desk.ledger.forget, begun)

    def _wants_events(self) -> bool:
        return EVENTS in self.request.headers.get("accept", "")


def asking(desk: Desk, request: Request) -> Asking:
    """
    Raises:
        Problem: The idempotency key can't be one.
    """
    caller = caller_of(request)
    name = request.headers.get("idempotency-key", "")
    if "idempotency-key" in request.headers and not NAME.fullmatch(name):
        raise Problem("not-valid", "an Idempotency-Key has 1 to 128 visible ASCII characters")
    return Asking(desk, request, caller, name, caller.asker)


STREAMED = {"cache-control": "no-store", "x-accel-buffering": "no"}


class EventStream(Response):
    """Events as they come, a comment where none comes; an error is the last of them."""

    media_type = EVENTS

    def __init__(self, first: Event | None, told: AsyncGenerator[Event | None, None], request_id: str) -> None:
        super().__init__(headers=STREAMED, media_type=EVENTS)
        del self.headers["content-length"]
        self._first = first
        self._told = told
        self._request_id = request_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # the protocol's
        try:
            async with asyncio.timeout(WRITING_SECONDS):
                await while_there(receive, self._write(send))
        except (TimeoutError, ClientDisconnect):
            pass  # nobody reads on
        finally:
            await self._told.aclose()

    async def _write(self, send: Send) -> None:
        async def said(line: bytes) -> None:
            await send({"type": "http.response.body", "body": line, "more_body": True})

        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await said(self._first.line() if self._first else b": ping\n\n")
        try:
            async for event in self._told:
                await said(event.line() if event else b": ping\n\n")
        except Exception as error:
            await said(Event("error", problem_of(error, self._request_id).document(self._request_id)).line())
        await send({"type": "http.response.body", "body": b""})


async def while_there(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives; it is cancelled when the caller closes the connection.

    Raises:
        ClientDisconnect: They have.
    """
    gone, working = asyncio.ensure_future(_gone(receive)), asyncio.ensure_future(work)
    try:
        await asyncio.wait({gone, working}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        gone.cancel()
        working.cancel()
        await asyncio.gather(gone, working, return_exceptions=True)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
