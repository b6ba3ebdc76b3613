"""One method for each call of the API. Knows paths and bodies; how they are sent is in connection.py."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from bot.client import reading
from bot.client.answers import Answer, Edit, Event, Found, Item, Opinion, Talk
from bot.client.connection import Connection


class Client:
    """Talks to one Offtrail. Safe for many threads; close it, or use it in a `with`.

    What is refused raises `Refused` with the server's words, what does not arrive `ServerUnreachable`, and an
    answer outside the contract `AnswerUnreadable`.
    """

    def __init__(
        self,
        address: str,
        key: str | None = None,
        *,
        timeout_seconds: float = 150.0,
        retries: int = 2,
        patience_seconds: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Opens nothing yet.

        Args:
            address: "http://127.0.0.1:7860" or "https://..."; the key goes with every call, so beyond this machine
                only https.
            key: A secret key, "sk_...", of `offtrail key new`, or a token of /v1/token.
            timeout_seconds: Longest silence of the server, also between two words of a stream; a turn asked for
                as a whole is silent until its end, which the server puts after 120 seconds at the latest.
            retries: How often a call is made again: where the server asks for patience, and where the connection
                broke, if making it twice does no harm.
            patience_seconds: Longest wait that the server may ask for between two tries.
            sleep: Waits; for tests.
        Raises:
            ValueError: The address is none.
        """
        self._connection = Connection(address, key, timeout_seconds, retries, patience_seconds, sleep)

    def chat(
        self,
        utterance: str,
        session: str | None = None,
        n: int | None = None,
        user: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """One whole turn.

        Args:
            utterance: 1 to 4,000 characters.
            session: `Answer.session` of an earlier turn; None begins a talk.
            n: How many items, 1 to 20; None leaves it to the server.
            user: Who asks, by the name in the interaction log; secret keys only.
            idempotency_key: The same key with the same request gives the stored answer for a day, so that a call
                may be made again after a crash. None makes one that holds for this call and its retries.
        """
        body = _body(utterance=utterance, session=session, n=n, user=user)
        return self._turn("/v1/chat", body, idempotency_key)

    def stream(
        self, utterance: str, session: str | None = None, n: int | None = None, user: str | None = None
    ) -> Generator[Event]:
        """One turn, piece by piece: Picks (with no items where none are shown), Text, Asked where it pays, Done.

        Closing the iterator closes the connection, which stops the writer. Never sent twice.

        Args:
            utterance, session, n, user: See `chat`.
        """
        return self._connection.events("/v1/chat", _body(utterance=utterance, session=session, n=n, user=user))

    def more_like(
        self, item: str, session: str, n: int | None = None, idempotency_key: str | None = None
    ) -> Answer:
        """One turn that shows what is like an item, under the demands of the talk; see `chat`."""
        return self._turn("/v1/more-like", _body(session=session, item=item, n=n), idempotency_key)

    def edit(
        self, key: str, edit: Edit, session: str, n: int | None = None, idempotency_key: str | None = None
    ) -> Answer:
        """One turn with something else in place of a thing that was agreed; see `chat`.

        Args:
            key: Of an `Understood`.
            edit: One of its `edits`, with other numbers where it has some.
        """
        body = _body(session=session, key=key, change=edit.change, numbers=list(edit.numbers) or None, n=n)
        return self._turn("/v1/edit", body, idempotency_key)

    def take_back(
        self, key: str, session: str, n: int | None = None, idempotency_key: str | None = None
    ) -> Answer:
        """One turn without a thing that was agreed: `edit` with `Edit("take_back")`."""
        return self.edit(key, Edit("take_back"), session, n, idempotency_key)

    def recommend(self, utterance: str, n: int | None = None) -> Found:
        """Items only; no text is written and nothing is kept."""
        asked = _body(utterance=utterance, n=n)
        return reading.read(reading.found, self._connection.json("POST", "/v1/recommend", asked, repeatable=True))

    def feedback(self, item: str, opinion: Opinion | None, session: str) -> dict[str, Opinion]:
        """Keeps what a person says of an item; the next turn heeds it. None takes it back.

        Returns:
            Item id -> opinion, all that hold in the talk.
        """
        said = {"session": session, "item": item, "opinion": opinion}
        kept = self._connection.json("POST", "/v1/feedback", said, repeatable=True)
        return reading.read(reading.pressed, kept)

    def similar(self, item: str, n: int | None = None) -> tuple[Item, ...]:
        """Items like one of the catalogue, best first."""
        asked = f"/v1/similar/{_part(item)}" + ("" if n is None else f"?n={n}")
        return reading.read(reading.items, self._connection.json("GET", asked, repeatable=True))

    def session(self, session: str) -> Talk:
        """A talk so far."""
        return reading.read(reading.talk, self._connection.json("GET", _talk(session), repeatable=True))

    def export(self, session: str) -> dict[str, Any]:
        """All that is kept of a talk, as the server keeps it."""
        kept = self._connection.json("GET", f"{_talk(session)}/export", repeatable=True)
        return reading.read(dict, kept)

    def forget(self, session: str) -> None:
        """Deletes a talk and all that is kept of it; one that is gone already raises NotThere."""
        self._connection.json("DELETE", _talk(session), repeatable=False)

    def upsert(self, records: Iterable[Mapping[str, Any]], delete: Collection[str] = ()) -> None:
        """Adds records or puts them in place of those with their ids, and takes others out; all or none.

        Secret keys only.

        Args:
            records: As rows of the catalogue: "id", "title" and its columns.
            delete: Ids to take out in the same write.
        """
        self._edit([dict(record) for record in records], list(delete))

    def delete(self, *items: str) -> None:
        """Takes items out of the catalogue, all or none. Secret keys only."""
        self._edit([], list(items))

    def close(self) -> None:
        """Lets go of the connections."""
        self._connection.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._connection.address!r})"  # never the key

    def _turn(self, path: str, body: Mapping[str, object], idempotency_key: str | None) -> Answer:
        headers = {"Idempotency-Key": idempotency_key or str(uuid4())}
        told = self._connection.json("POST", path, body, repeatable=True, headers=headers)
        return reading.read(reading.answer, told)

    def _edit(self, upsert: list[dict[str, Any]], delete: list[str]) -> None:
        edits = {"upsert": upsert, "delete": delete}
        self._connection.json("POST", "/v1/items", edits, repeatable=not delete)  # what is gone can't go again


def _body(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _talk(session: str) -> str:
    return f"/v1/sessions/{_part(session)}"


def _part(text: str) -> str:
    return quote(text, safe="")
