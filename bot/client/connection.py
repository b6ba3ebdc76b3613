"""Sends calls and reads answers and streams; tries again where that does no harm. Knows no particular call.

Reads no environment, follows no redirect, and never tells its key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.client import reading
from bot.client.answers import Done, Event
from bot.client.reading import AnswerUnreadable
from bot.client.refusals import ServerUnreachable, refusal, seconds_of

if TYPE_CHECKING:
    import httpx2

STREAM = "text/event-stream"
FIRST_WAIT_SECONDS = 0.2  # after a connection that broke; doubled each time


class Connection:
    """One server, and the connections to it that are open."""

    def __init__(
        self,
        address: str,
        key: str | None,
        timeout_seconds: float,
        retries: int,
        patience_seconds: float,
        sleep: Callable[[float], None],
    ) -> None:
        import httpx2

        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
            raise ValueError(f"the address of an Offtrail is like http://127.0.0.1:7860, got {address!r}")
        self.address = address.rstrip("/")
        self._retries = retries
        self._patience_seconds = patience_seconds
        self._sleep = sleep
        self._http = httpx2.Client(
            base_url=self.address,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=timeout_seconds,
            trust_env=False,
        )

    def close(self) -> None:
        """Closes what is open."""
        self._http.close()

    def json(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        repeatable: bool,
        headers: Mapping[str, str] | None = None,
    ) -> object:
        """The JSON that is answered, None where the answer is empty.

        Args:
            repeatable: Making the call twice does what making it once does.
        Raises:
            Refused, ServerUnreachable, AnswerUnreadable.
        """
        import httpx2

        for tried in range(self._retries + 1):
            last = tried == self._retries
            try:
                response = self._http.request(method, path, json=body, headers=headers)
            except httpx2.TransportError as error:
                if last or not repeatable:
                    raise self._unreachable(error) from error
                self._sleep(FIRST_WAIT_SECONDS * 2**tried)
                continue
            wait = None if last else self._asked_to_wait(response, repeatable)
            if wait is None:
                return _content(response)
            self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def events(self, path: str, body: Mapping[str, object]) -> Generator[Event]:
        """The events of a stream; closing it closes the connection.

        Raises:
            Refused: At the first event, or in the middle where the server breaks a turn off.
            ServerUnreachable: The connection broke, or the stream ended without an end.
        """
        import httpx2

        try:
            with self._http.stream("POST", path, json=body, headers={"Accept": STREAM}) as response:
                if response.status_code >= 400:
                    response.read()
                    _content(response)
                if not response.headers.get("content-type", "").startswith(STREAM):
                    raise AnswerUnreadable(f"{self.address}{path} did not answer with a stream; check the address")
                yield from self._read(response)
        except httpx2.TransportError as error:
            raise self._unreachable(error) from error

    def _read(self, response: httpx2.Response) -> Generator[Event]:
        import httpx2

        for sent in httpx2.EventSource(response):
            record = reading.read(dict, _parsed(sent.data))
            if sent.event == "error":
                status = record.get("status")
                raise refusal(record, status if isinstance(status, int) else 0)
            event = reading.read(partial(reading.event, sent.event), record)
            if event is not None:
                yield event
            if isinstance(event, Done):
                return
        raise ServerUnreachable(f"{self.address} broke the answer off; what was said is kept: read the session")

    def _asked_to_wait(self, response: httpx2.Response, repeatable: bool) -> float | None:
        """Seconds until another try; None where there shall be none.

        A call that was too many was not done, so any may be made again; one that met 503 perhaps was. 409 with a
        time says that the first try of this call is still being answered.
        """
        if response.status_code != 429 and not (response.status_code in (409, 503) and repeatable):
            return None
        wait = seconds_of(response.headers.get("retry-after"))
        return wait if wait is not None and wait <= self._patience_seconds else None

    def _unreachable(self, error: httpx2.TransportError) -> ServerUnreachable:
        return ServerUnreachable(
            f"{self.address} gave no answer ({type(error).__name__}: {error}); check the address and that "
            "offtrail serve runs there"
        )


def _content(response: httpx2.Response) -> object:
    if response.status_code >= 300:
        try:
            problem: object = response.json()
        except ValueError:
            problem = response.text
        raise refusal(problem, response.status_code, response.headers.get("retry-after"))
    return _parsed(response.text) if response.content else None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise AnswerUnreadable(f"the answer is no JSON ({error}), got {text[:200]!r}") from error
