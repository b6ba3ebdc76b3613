"""Stores on a Chroma server that several processes share. Knows nothing of items, texts or constraints."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from retriever.chroma import ChromaStore, forget, probe, shape
from retriever.store import REBUILD, StoreDamaged, StoreUnknown, StoreUnreachable

if TYPE_CHECKING:
    import httpx
    from chromadb.api.fastapi import FastAPI
    from chromadb.types import Collection as Model

PARTS = ("head", "tail")
CONNECT_SECONDS = 3.0
BATCH = 500  # 384 wide .5 s on one busy core, so that a slow machine stays far from the timeout
FORM = "write it as http://HOST:PORT"


class ChromaServerStores:
    """Collections of a Chroma server (`chroma run`), told apart by the resolved folder of the generation.

    Chroma has no authentication of its own: keep it in a private network or behind a proxy that asks for
    the token.
    """

    name = "chroma server"

    def __init__(self, url: str, token: str | None = None, timeout_seconds: float = 20.0) -> None:
        """Connects to nothing yet.

        Args:
            url: "http://host:port" or https.
            token: Sent as "Authorization: Bearer TOKEN"; never shown.
            timeout_seconds: For one answer; a connection has 3 s.
        Raises:
            StoreUnknown: The address is not one, or the token can't be sent.
        """
        self._address = address(url)
        if token is not None and not re.fullmatch(r"[!-~]+", token):
            raise StoreUnknown("the token of the Chroma server must be printable ASCII without spaces")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout_seconds = timeout_seconds

    def create(self, generation: Path, part: str, dim: int) -> ChromaStore:
        name = collection_name(generation, part)
        with self._connected() as server:
            forget(server, name)
            return self._store(server, server.create_collection(name, **shape(dim)), dim)

    def open(self, generation: Path, part: str, dim: int) -> ChromaStore:
        name = collection_name(generation, part)
        with self._connected() as server:
            store = self._store(server, server.get_collection(name), dim)
            probe(store.collection, dim, f"{self._address}: collection {name!r}")
            return store

    def drop(self, generation: Path) -> None:
        with self._connected() as server:
            for part in PARTS:
                forget(server, collection_name(generation, part))
            _session(server).close()

    def _store(self, server: FastAPI, model: Model, dim: int) -> ChromaStore:
        from chromadb.api.models.Collection import Collection

        collection = Collection(server, model, embedding_function=None)
        batch = min(BATCH, server.get_max_batch_size())
        return ChromaStore(collection, dim, batch, self._asking, _session(server).close)

    @contextmanager
    def _connected(self) -> Iterator[FastAPI]:
        """A connection, closed where the block fails.

        Not chromadb.HttpClient: that waits for ever, four times while it is made, and keeps its sockets
        when it is closed.
        """
        import httpx
        from chromadb.api.fastapi import FastAPI
        from chromadb.config import Settings, System

        host, port = urlsplit(self._address).hostname, urlsplit(self._address).port
        settings = Settings(
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=f"[{host}]" if ":" in str(host) else host,
            chroma_server_http_port=port,
            chroma_server_ssl_enabled=self._address.startswith("https:"),
            chroma_server_headers=dict(self._headers),
            anonymized_telemetry=False,
        )
        server = System(settings).instance(FastAPI)
        session = _session(server)
        session.timeout = httpx.Timeout(self._timeout_seconds, connect=CONNECT_SECONDS)
        session.event_hooks = {"response": [self._refuse_strangers]}
        try:
            with self._asking():
                self._greet(server)
                yield server
        except BaseException:
            session.close()
            raise

    def _greet(self, server: FastAPI) -> None:
        try:
            server.heartbeat()
        except (KeyError, TypeError, ValueError) as error:
            raise self._unreachable("answers, but not as a Chroma server does") from error

    @contextmanager
    def _asking(self) -> Iterator[None]:
        import httpx
        from chromadb.errors import ChromaError, NotFoundError

        try:
            yield
        except httpx.HTTPError as error:
            why = str(error) or type(error).__name__
            raise self._unreachable(f"no answer ({why})") from error
        except NotFoundError as error:
            raise StoreDamaged(
                f"{self._address}: {error}; the server was emptied or replaced; {REBUILD}"
            ) from error
        except ChromaError as error:
            raise StoreDamaged(f"{self._address}: Chroma can't use it ({error}); {REBUILD}") from error

    def _refuse_strangers(self, response: httpx.Response) -> None:
        """Chroma's own client raises bare exceptions, whole pages inside, at what is not Chroma's JSON."""
        if response.status_code in (401, 403, 407):
            raise StoreUnreachable(
                f"{self._address}: refuses us (HTTP {response.status_code}); give it the right token"
            )
        if response.is_success and response.headers.get("content-type", "").startswith("application/json"):
            return
        try:
            said = json.loads(response.read())
        except ValueError:
            said = None
        if not (isinstance(said, dict) and "error" in said):
            raise self._unreachable(f"HTTP {response.status_code}, which is no answer of a Chroma server")

    def _unreachable(self, why: str) -> StoreUnreachable:
        return StoreUnreachable(
            f"{self._address}: {why}; start the server with: chroma run --path FOLDER --port PORT, "
            "or give its right address"
        )


def address(url: str) -> str:
    """The address as "http://host:port".

    Raises:
        StoreUnknown: Not http(s), no host, or more in it than host and port. What may be a password is
            not shown.
    """
    if "@" in url:
        raise StoreUnknown(f"the address of the Chroma server must not name a user; give a token instead; {FORM}")
    shown = re.split("[?#]", url)[0]
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise StoreUnknown(f"{shown!r} is no address of a Chroma server ({error}); {FORM}") from error
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise StoreUnknown(f"{shown!r} is no address of a Chroma server; {FORM}")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def collection_name(generation: Path, part: str) -> str:
    """A name that Chroma takes, another one for each folder."""
    folder = generation.resolve()
    digest = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    readable = re.sub(r"[^a-zA-Z0-9._-]", "-", folder.name)[:100]
    return f"offtrail-{readable}-{digest}-{part}"


def _session(server: FastAPI) -> httpx.Client:
    return server._session
