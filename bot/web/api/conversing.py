"""One turn over HTTP: as JSON or as server-sent events, left when the caller leaves. Knows no route."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
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
REFUSING = re.compile(r"\bq=0(\.0*)?\s*(;|$)", re.IGNORECASE)
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
            running = self.desk.turns.begin(partial(self._kept_as_told, talk, begun, begin))
        except BaseException:
            asyncio.get_running_loop().run_in_executor(None, self._leave, begun)  # whoever asked may be gone
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
        """The events, None for each pause. Closing it stops the writer, unless it is JSON that has a key."""
        last: Event | None = None
        ended = "failed"
        try:
            async for event in running.pieces(PING_SECONDS, TURN_SECONDS):
                last = event or last
                if event is not None and event.name == "done":
                    break
                yield event
            if last is None:
                raise Problem("busy", "this took too long; try again in a moment", 10)
            if last.name != "done":  # it took too long
                last = await asyncio.to_thread(self.desk.telling.done, session, "stopped")
            ended = last.said["end"]
            yield last
        except (GeneratorExit, asyncio.CancelledError):
            ended = "stopped" if ended == "failed" else ended
            raise
        finally:
            if self._wants_events() or not self.name:
                running.stop.set()
            self.desk.metrics.count("offtrail_turns_total", end=ended)

    def _kept_as_told(self, session: str, begun: str, begin: Begin, stop: Stop) -> Iterator[Event]:
        """The events, in the turn's thread. However it ends, the idempotency key then stands for what the talk
        remembers of it, so that it is never in there twice; where it failed or was never begun, for nothing.
        """
        told: list[Event] = []
        try:
            with closing(self.desk.turn(session, self.watch.over(begin(session, stop)))) as turn:  # type: ignore[type-var]
                for event in turn:
                    self._note(event)
                    told.append(event)
                    if event.name == "done":
                        self._keep(session, begun, told)
                    yield event
        except GeneratorExit:  # the caller has left, or it took too long
            if told[-1].name != "done":
                self._keep(session, begun, [*told, self.desk.telling.done(session, "stopped")])
            raise
        except Exception:
            self._leave("" if told and self._wants_events() else begun)  # as JSON nobody is told of the session
            raise

    def _leave(self, begun: str) -> None:
        """Nothing was told.

        Args:
            begun: A session that nobody was told of.
        """
        if self.name:
            self.desk.ledger.failed(self.owner, self.name)
        if begun:
            self.desk.forget(begun)

    def _keep(self, session: str, begun: str, told: list[Event]) -> None:
        if told[-1].said["end"] == "stopped" and self.watch.saw_nothing:
            self._leave(begun)
        elif self.name:
            kept = {"events": [(one.name, one.said) for one in told], "seconds": self.watch.seconds}
            self.desk.ledger.answered(self.owner, self.name, session, json.dumps(kept))

    async def _whole(self, told: AsyncGenerator[Event | None, None]) -> dict[str, Any]:
        events = [event async for event in told if event is not None]
        return self.desk.telling.answer(events, self.watch.seconds)

    def _note(self, event: Event) -> None:
        if event.name == "picks" and not self.watch.saw_nothing:
            self.desk.metrics.observe("offtrail_first_card_seconds", min(self.watch.seconds.values()))

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

    def _wants_events(self) -> bool:
        return takes(self.request.headers.get("accept", ""), EVENTS)


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


def takes(accept: str, kind: str) -> bool:
    """True where an Accept header names this kind, and not to refuse it.

    >>> takes("text/html, Text/Event-Stream;q=0.5", EVENTS), takes("text/event-stream;q=0", EVENTS)
    (True, False)
    """
    named = (part.partition(";") for part in accept.split(","))
    return any(name.strip().lower() == kind and not REFUSING.search(how) for name, _, how in named)


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
