"""What every route of the API needs: the bot, whose sessions are, limits, places. Knows nothing of HTTP bodies."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from starlette.requests import Request

from bot.memory import MemoryUnusable
from bot.messages import Chunk, Opinion, Picks, Session, Turn
from bot.turn import Bot, UtteranceError, new_session
from bot.web.api.answers import Event, Telling
from bot.web.api.callers import Caller, Callers
from bot.web.api.door import where
from bot.web.api.ledger import AskedOtherwise, Ledger, LedgerUnusable, Owner, StillAnswering
from bot.web.api.limits import Limits
from bot.web.api.metrics import Metrics
from bot.web.api.problems import Problem
from bot.web.api.rates import take
from bot.web.api.turns import Turns
from bot.wording import never
from retriever.changes import JournalUnwritable
from retriever.generations import IndexBusy
from retriever.index import Index
from retriever.items import Query
from retriever.live import Edit

log = logging.getLogger(__name__)

MOST_TURNS = 200
UNKNOWN = "there is no such session here; begin one with POST /v1/chat"
LATER = "talks can't be kept at the moment; try again later"
KNOWN: dict[type[Exception], tuple[str, str, int | None]] = {
    UtteranceError: ("not-valid", "", None),
    StillAnswering: ("still-answering", "", 1),
    AskedOtherwise: ("key-used-otherwise", "", None),
    JournalUnwritable: ("storage-unusable", "the catalogue can't be written now; nothing was changed", 10),
    IndexBusy: ("catalogue-busy", "another process is writing the catalogue; try again in a moment", 5),
    MemoryUnusable: ("storage-unusable", LATER, 10),
    LedgerUnusable: ("storage-unusable", LATER, 10),
}  # error -> problem, what is told ("": the error's own words), when to come again


class Catalogue(Protocol):
    """A catalogue that can be changed while it is searched; LiveIndex is one."""

    @property
    def index(self) -> Index:
        """The catalogue at this moment."""
        ...

    def latest(self) -> Index:
        """The catalogue after all changes, to check edits against."""
        ...

    def apply(self, edits: list[Edit]) -> None:
        """Makes all edits or none."""
        ...


class Unkept:
    """A memory that keeps nothing, for what is asked outside of any talk."""

    def load(self, session_id: str) -> Session:
        return Session(session_id)

    def begin(self, session_id: str, turn: Turn) -> int:  # noqa: ARG002  # the protocol's
        return 0

    def finish(self, session_id: str, number: int, turn: Turn) -> None:
        pass

    def withdraw(self, session_id: str, number: int, query: Query) -> bool:  # noqa: ARG002  # the protocol's
        return True

    def note(self, session_id: str, item_id: str, opinion: Opinion | None, query: Query) -> None:
        pass

    def agree(self, session_id: str, query: Query) -> None:
        pass

    def forget(self, session_id: str) -> bool:  # noqa: ARG002  # the protocol's
        return False


@dataclass(frozen=True)
class Desk:
    """
    Attributes:
        bot: Answers.
        telling: Puts its answers into JSON.
        catalogue: To be changed, None where that can't be.
        ledger: Whose sessions are, and answers kept.
        callers: Makes tokens.
        turns: Places.
        limits: Of requests a minute, by session.
        metrics: Counts.
        clock: Seconds that never go back.
    """

    bot: Bot
    telling: Telling
    catalogue: Catalogue | None
    ledger: Ledger
    callers: Callers
    turns: Turns
    limits: Limits
    metrics: Metrics
    clock: Callable[[], float]

    def begin(self, caller: Caller, user: str | None) -> str:
        """A new session of this caller."""
        session = new_session()
        self.ledger.begin(session, replace(caller.owner, user=user or "") if caller.secret else caller.owner)
        return session

    def check_owner(self, session: str, caller: Caller, user: str | None = None) -> tuple[Owner, float]:
        """Whose the session is and since when; counts the request.

        Raises:
            Problem: It is somebody else's, or there is none: nobody learns which.
        """
        found = self.ledger.owner(session)
        wanted = caller.owner if not caller.secret else Owner(caller.key.name, user if user is not None else "")
        mine = found is not None and (
            found[0].key == caller.key.name if caller.secret and user is None else found[0] == wanted
        )
        if found is None or not mine:
            raise Problem("session-unknown", UNKNOWN)
        take(self.limits, session, "this session")
        return found

    def turn(self, session: str, chunks: Iterator[Chunk]) -> Iterator[Event]:
        """The turn, told. Closing it closes the turn."""
        try:
            yield from self.telling.events(session, chunks)
        finally:
            self._stays_forgotten(session)

    def press(self, session: str, item: str, opinion: Opinion | None) -> Session:
        """The talk after a button was pressed.

        Raises:
            Problem: It was forgotten meanwhile.
        """
        talk = self.bot.note(item, opinion, session)
        if self._stays_forgotten(session):
            raise Problem("session-unknown", UNKNOWN)
        return talk

    def forget(self, session: str) -> None:
        """Deletes all that is kept of a session."""
        self.bot.forget(session)  # first: what fails here can be asked for again
        self.ledger.forget(session)
        self.bot.forget(session)  # a turn may have begun it again while it had its owner

    def _stays_forgotten(self, session: str) -> bool:
        """Whether the session was forgotten after the request was let in; what that kept of it goes too."""
        if forgotten := self.ledger.owner(session) is None:
            self.bot.forget(session)
        return forgotten

    def check_room(self, session: str) -> None:
        """Raises:
        Problem: The talk has all the turns it may have.
        """
        if len(self.bot.session(session).turns) >= MOST_TURNS:
            raise Problem("session-full", f"a session has at most {MOST_TURNS} turns; begin a new one")

    def check_item(self, id_: str) -> None:
        """Raises:
        Problem: There is no such item.
        """
        if self.bot.item_of(id_) is None:
            raise Problem("item-unknown", f"there is no item {id_!r:.80} in the catalogue")

    def aside(self) -> Bot:
        """The bot, keeping nothing and handing nothing over."""
        return replace(self.bot, memory=Unkept(), hand_over=never)


def caller_of(request: Request) -> Caller:
    """Who asks; the door has let them in."""
    caller = request.state.caller
    if not isinstance(caller, Caller):
        raise Problem("not-authorised", "send Authorization: Bearer with a secret key or a token of /v1/token")
    return caller


def server_of(request: Request) -> Caller:
    """Who asks, where that is the server of a key's owner.

    Raises:
        Problem: It is a page.
    """
    caller = caller_of(request)
    if not caller.secret:
        raise Problem(
            "secret-key-needed", "call this from your server with its secret key (sk_...), not from a page"
        )
    return caller


def picked(chunks: Iterator[Chunk]) -> Picks:
    """What a turn shows; no word of it is written."""
    with closing(chunks):  # type: ignore[type-var]
        first = next(chunks, None)
    return first if isinstance(first, Picks) else Picks(())


def problem_of(error: Exception, request_id: str) -> Problem:
    """What a caller is told of an error; what is ours to mend goes to the log, without what anybody said."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, MemoryUnusable | LedgerUnusable | JournalUnwritable):
        log.error("request %s: %s", request_id, error)
    for kind, (name, detail, retry_after_seconds) in KNOWN.items():
        if isinstance(error, kind):
            return Problem(name, detail or str(error), retry_after_seconds)
    log.error("request %s failed: %s", request_id, where(error))
    return Problem("failed", "this was noted under the id in `instance`; please try again")
