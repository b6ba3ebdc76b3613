"""A connection to an OpenAI-compatible server, and what its failures mean. Knows nothing of writing.

Reads no environment, follows no redirect and never tells its key.
"""

from __future__ import annotations

import asyncio
import ipaddress
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from bot.writer import WriterFailed

if TYPE_CHECKING:
    from openai import APIError, AsyncOpenAI

T = TypeVar("T")

THREAD = "offtrail-server-writer"


class Connection:
    """One server: its client, on an event loop in a daemon thread, and what its failures mean."""

    def __init__(self, address: str, key: str | None, retries: int) -> None:
        self.address = address
        self.client = _client(address, key, retries)
        self._key = key
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._live, name=THREAD, daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Starts `work` on the loop."""
        if self._stopping.is_set():
            work.close()
            raise WriterFailed(f"the writer for {self.address} is closed; make a new one")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def stop(self) -> None:
        """Cancels everything and ends the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout=2)

    def _live(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._until_stopped())

    async def _until_stopped(self) -> None:
        await self._stopping.wait()
        working = asyncio.all_tasks() - {asyncio.current_task()}
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        await self.client.close()

    def first_model(self, seconds: float) -> str:
        """The first model the server lists."""

        async def ask() -> Any:
            async with asyncio.timeout(seconds):
                raw = await self.client.models.with_raw_response.list()  # the other one trips over what is no JSON
            return raw.http_response.json()

        asked = self.begin(ask())
        if error := asked.exception():
            raise self.failure(error, None, seconds)
        listed = asked.result()
        models = listed.get("data") if isinstance(listed, dict) else None
        first = models[0] if isinstance(models, list) and models else None
        model = first.get("id") if isinstance(first, dict) else None
        if not isinstance(model, str) or not model.strip():
            raise WriterFailed(f"{self.address} lists no models; load one there, or name the one to use")
        return model

    def failure(
        self, error: BaseException | None, model: str | None, first_seconds: float, begun: bool = False
    ) -> WriterFailed:
        """What went wrong, in plain words; without a cause, for that may hold the key."""
        import openai

        if isinstance(error, WriterFailed):
            return error
        if isinstance(error, TimeoutError):
            what = (
                f"{self.address} gave no answer within {first_seconds:g} s; it may be overloaded or still loading"
            )
        elif isinstance(error, openai.APIStatusError):
            what = self._refusal(error.status_code, model, self._said(error))
        elif isinstance(error, openai.APIConnectionError):
            what = self._unreached(error.__cause__, begun)
        elif isinstance(error, openai.APIError):
            what = f"{self.address} failed: {self._said(error)}"
        elif isinstance(error, ValueError | RecursionError):
            what = self.senseless(error)
        else:
            what = f"{self.address} could not be used: {type(error).__name__}: {error}"
        return WriterFailed(self.told(what))

    def _refusal(self, status: int, model: str | None, said: str) -> str:
        if status in (401, 403):
            what = "refused the key; check it" if self._key else "wants a key; give one"
        elif status == 404 and model is None:
            what = "has no list of models; check the address, or name the model"
        elif status == 404:
            what = f"knows no model {model!r}; check its name at {self.address}/models"
        elif status == 429:
            what = "has too much to do, or the key's quota is used up; try again later"
        elif status < 400:
            what = "sends on to another address, which is not followed; give that address"
        elif status >= 500:
            what = "failed; look at its log"
        else:
            what = "refused the request; see what it said"
        return f"{self.address} {what} (status {status}{': ' if said else ''}{said})"

    def _unreached(self, cause: BaseException | None, begun: bool) -> str:
        import httpx2

        if isinstance(cause, httpx2.ConnectError):
            return f"nothing answers at {self.address} ({cause}); is the server running?"
        return (
            self.broken(begun) if begun else f"{self.address} closed the connection without an answer; is it http?"
        )

    def broken(self, begun: bool) -> str:
        """What to say of an answer that ended before it was complete."""
        if begun:
            return f"{self.address} broke off in the middle of an answer; look at its log"
        return self.senseless(ValueError("no stream of chunks"))

    def senseless(self, error: Exception) -> str:
        """What to say of an answer that is not in the format."""
        what = self.told(f"{type(error).__name__}: {error}")[:200]
        return f"{self.address} does not answer as an OpenAI-compatible server does ({what}); check the address"

    def _said(self, error: APIError) -> str:
        """The server's own words, on one line and cut; none where it sent a page."""
        said = error.body.get("message") if isinstance(error.body, dict) else error.body
        text = " ".join(str(said or "").split())
        return "" if text.startswith("<") else self.told(text)[:200]

    def told(self, text: str) -> str:
        """The text without the key, should a server have sent it back."""
        return text.replace(self._key, "***") if self._key else text


def _client(address: str, key: str | None, retries: int) -> AsyncOpenAI:
    """A client that takes nothing from the environment, where openai would look for what is None."""
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    async def unsigned(request: Any) -> None:
        del request.headers["Authorization"]

    http_client = DefaultAsyncHttpxClient(trust_env=False, follow_redirects=False, timeout=None)
    http_client.event_hooks = {"request": [] if key else [unsigned]}
    client = AsyncOpenAI(
        base_url=address,
        api_key=key or "none",
        admin_api_key="",
        organization="",
        project="",
        webhook_secret="",
        timeout=None,  # the loop keeps the times
        max_retries=retries,
        http_client=http_client,
    )
    client.organization = client.project = None  # "" would be sent
    client._custom_headers = {}  # it had those of OPENAI_CUSTOM_HEADERS
    return client


def split_address(address: str) -> SplitResult:
    """The parts of an address, with /v1 where it has no path."""
    if "@" in address:
        raise ValueError("the server's address must not have a user or a password in it; give the key on its own")
    wrong = f"the server's address must be like http://127.0.0.1:8080 or https://example.com/v1, got {address!r}"
    try:
        where = urlsplit(address.strip())
        sound = where.scheme in ("http", "https") and where.hostname and (where.port is None or where.port > 0)
    except ValueError as error:
        raise ValueError(f"{wrong} ({error})") from None
    if not sound or where.query or where.fragment or not address.isprintable() or " " in address.strip():
        raise ValueError(wrong)
    return where._replace(path=where.path.rstrip("/") or "/v1")


def check_key(key: str | None, where: SplitResult) -> None:
    """Refuses a key that can't be sent, or that strangers could read on its way.

    Raises:
        ValueError: Says why.
    """
    if key is None:
        return
    if not key.isascii() or not key.isprintable() or not key.strip() or " " in key:
        raise ValueError("the server's key must be printable ASCII without spaces; give none where it needs none")
    if where.scheme == "http" and not _is_here(where.hostname or ""):
        raise ValueError(f"the key would be readable on its way to {where.netloc}; use https, or no key")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
