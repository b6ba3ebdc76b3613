"""Vectors on a Chroma server: the same answers, and plain words when it is away, strange or killed."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from retriever.chroma_server import ChromaServerStores
from retriever.store import Store, StoreDamaged, Stores, StoreUnreachable
from tests.contracts import StoreContract, StoresContract, unit_rows

CHROMA = Path(sys.executable).with_name("chroma")
pytestmark = pytest.mark.skipif(not CHROMA.exists(), reason=f"no {CHROMA}")


class Server:
    """A `chroma run` that can be stopped, frozen and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        command = [CHROMA, "run", "--path", self._folder, "--host", "127.0.0.1", "--port", str(self._port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=self._folder, **quiet)  # type: ignore[call-overload]
        give_up = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, "chroma run ended at once"
            assert time.monotonic() < give_up, "chroma run does not answer"
            time.sleep(0.1)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5):
                return True
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Stays up: do not kill it."""
    with running(tmp_path_factory.mktemp("chroma")) as server:
        yield server


class TestChromaServerStore(StoreContract):
    @pytest.fixture
    def store(self, shared: Server, tmp_path: Path) -> Iterator[Store]:
        with closing(ChromaServerStores(shared.url).create(tmp_path, "head", 16)) as store:
            yield store


class TestChromaServerStores(StoresContract):
    @pytest.fixture
    def stores(self, shared: Server) -> Stores:
        return ChromaServerStores(shared.url)

    def test_two_homes_on_one_server_never_mix(self, stores: Stores, tmp_path: Path) -> None:
        for home, n in (("a", 3), ("b", 4)):
            self.filled(stores, tmp_path / home / "gen-1", "head", n)
        stores.drop(tmp_path / "a" / "gen-1")
        with closing(stores.open(tmp_path / "b" / "gen-1", "head", 16)) as store:
            assert store.count() == 4
        with pytest.raises(StoreDamaged, match="the server was emptied or replaced"):
            stores.open(tmp_path / "a" / "gen-1", "head", 16)

    def test_more_than_a_batch_is_added_whole_and_told_part_by_part(
        self, stores: Stores, generation: Path
    ) -> None:
        told: list[int] = []
        with closing(stores.create(generation, "head", 16)) as store:
            store.add([str(i) for i in range(1_100)], unit_rows(1_100), told.append)
            assert (store.count(), told) == (1_100, [500, 500, 100])

    def test_two_processes_worth_of_clients_see_the_same(self, stores: Stores, generation: Path) -> None:
        self.filled(stores, generation, "head", 3)
        with (
            closing(stores.open(generation, "head", 16)) as one,
            closing(stores.open(generation, "head", 16)) as two,
        ):
            one.add(["new"], unit_rows(1, seed=1))
            assert two.nearest(unit_rows(1, seed=1), 1)[0][0][0] == "new"

    def test_a_collection_dropped_under_a_reader_is_damaged(self, stores: Stores, generation: Path) -> None:
        self.filled(stores, generation, "head", 3)
        with closing(stores.open(generation, "head", 16)) as store:
            stores.drop(generation)
            with pytest.raises(StoreDamaged, match="the server was emptied or replaced"):
                store.nearest(unit_rows(1), 1)


def test_a_server_that_is_not_there_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    stores = ChromaServerStores(f"http://127.0.0.1:{port}", "hush")
    for ask in (
        lambda: stores.create(tmp_path, "head", 16),
        lambda: stores.open(tmp_path, "head", 16),
        lambda: stores.drop(tmp_path),
    ):
        with pytest.raises(StoreUnreachable, match="chroma run --path FOLDER --port PORT") as unreachable:
            ask()
        assert f"http://127.0.0.1:{port}: no answer" in str(unreachable.value)
        assert "hush" not in str(unreachable.value)


def test_a_server_that_accepts_and_says_nothing_is_given_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        stores = ChromaServerStores(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=0.2)
        with pytest.raises(StoreUnreachable, match="no answer"):
            stores.open(tmp_path, "head", 16)


def test_a_server_killed_between_two_batches_is_said_at_once_and_the_next_try_starts_clean(
    tmp_path: Path,
) -> None:
    with running(tmp_path) as server:
        stores = ChromaServerStores(server.url)
        generation = tmp_path / "gen-1"
        ids, vectors = [str(i) for i in range(1_100)], unit_rows(1_100)
        with closing(stores.create(generation, "head", 16)) as store:
            with pytest.raises(StoreUnreachable, match="no answer"):
                store.add(ids, vectors, lambda _: server.kill())
            for ask in (
                store.count,
                lambda: store.nearest(vectors[:1], 1),
                lambda: store.remove(["1"]),
            ):
                started = time.monotonic()
                with pytest.raises(StoreUnreachable, match="no answer"):
                    ask()
                assert time.monotonic() - started < 15
            server.start()
            assert store.count() == 500  # the first batch; the same store goes on with the new process
        with closing(stores.create(generation, "head", 16)) as store:
            assert store.count() == 0
            store.add(ids[:3], vectors[:3])
            assert [row[0][0] for row in store.nearest(vectors[:3], 1)] == ids[:3]


def test_a_server_that_freezes_is_given_up_and_serves_again_when_it_thaws(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        with closing(ChromaServerStores(server.url).create(tmp_path / "gen-1", "head", 16)) as store:
            store.add(["a"], unit_rows(1))
        with closing(
            ChromaServerStores(server.url, timeout_seconds=5).open(tmp_path / "gen-1", "head", 16)
        ) as store:
            with server.frozen(), pytest.raises(StoreUnreachable, match="timed out"):
                store.nearest(unit_rows(1), 1)
            assert store.nearest(unit_rows(1), 1)[0][0][0] == "a"


class Stranger:
    """An HTTP server that answers all with the same, and what it was sent."""

    def __init__(self, status: int, kind: str, body: str) -> None:
        stranger = self
        self.tokens: list[str | None] = []

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stranger.tokens.append(self.headers["Authorization"])
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @contextmanager
    def answering(self) -> Iterator[Stranger]:
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            thread.join()
            self.server.server_close()


@pytest.mark.parametrize(
    ("status", "kind", "body", "complaint"),
    [
        (401, "text/plain", "no hush here", r"refuses us \(HTTP 401\); give it the right token"),
        (403, "application/json", '{"error": "AuthError", "message": "hush"}', r"refuses us \(HTTP 403\)"),
        (200, "text/html", "<p>hush</p>", "HTTP 200, which is no answer of a Chroma server"),
        (200, "application/json", '{"hush": 1}', "answers, but not as a Chroma server does"),
        (200, "application/json", '["hush"]', "answers, but not as a Chroma server does"),
        (200, "application/json", "{hush", "answers, but not as a Chroma server does"),
        (302, "text/html", "hush", "HTTP 302, which is no answer"),
        (404, "application/json", '{"detail": "hush"}', "HTTP 404, which is no answer"),
        (502, "text/html", "<h1>hush</h1>", "HTTP 502, which is no answer"),
    ],
)
def test_the_token_is_sent_and_never_shown_and_a_stranger_is_told_from_chroma(
    tmp_path: Path, status: int, kind: str, body: str, complaint: str
) -> None:
    with Stranger(status, kind, body).answering() as stranger:
        stores = ChromaServerStores(stranger.url, "hush")
        with pytest.raises(StoreUnreachable, match=complaint) as unreachable:
            stores.open(tmp_path, "head", 16)
    assert stranger.tokens == ["Bearer hush"]
    assert "hush" not in str(unreachable.value)
    assert "hush" not in f"{stores!r} {vars(stores)['_address']} {stores.name}"


def test_without_a_token_none_is_sent(tmp_path: Path) -> None:
    with Stranger(502, "text/plain", "").answering() as stranger, pytest.raises(StoreUnreachable):
        ChromaServerStores(stranger.url).open(tmp_path, "head", 16)
    assert stranger.tokens == [None]


def test_the_token_goes_with_every_request_to_a_real_server(shared: Server, tmp_path: Path) -> None:
    with closing(ChromaServerStores(shared.url, "hush").create(tmp_path, "head", 16)) as store:
        store.add(["a"], unit_rows(1))
        assert store.count() == 1
