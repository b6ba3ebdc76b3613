"""The page without a browser: guard, cookies, stopping, port."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import Iterator
from threading import Event

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from bot.turn import new_session
from bot.web import page_script
from bot.web.pump import until
from bot.web.security import COOKIE, MAX_BODY_BYTES, Guard, session_of
from bot.web.server import LOOKS, PortTaken, address, check_port, hosts_of
from tests import shop
from tests.web_parts import FILMS, app_of, slow_bot


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    home = tmp_path_factory.mktemp("web")
    with (
        shop.opened(shop.built(home, FILMS)) as index,
        TestClient(app_of(slow_bot(index, home)), base_url="http://127.0.0.1:7860") as client,
    ):
        yield client


class TestPump:
    def test_all_pieces_pass_in_order(self) -> None:
        assert list(until(Event(), (number for number in range(100)), -1)) == list(range(100))

    def test_a_stop_is_seen_while_the_source_is_silent_and_closes_it(self) -> None:
        stop, closed = Event(), Event()

        def source() -> Iterator[int]:
            try:
                yield 1
                time.sleep(1)
                yield 2
            finally:
                closed.set()

        pieces = until(stop, source(), -1)
        assert next(pieces) == 1
        stop.set()
        began = time.perf_counter()
        assert list(pieces) == [-1]
        assert time.perf_counter() - began < 0.5
        assert closed.wait(5)

    def test_leaving_early_closes_the_source(self) -> None:
        closed = Event()

        def source() -> Iterator[int]:
            try:
                while True:
                    time.sleep(0.01)
                    yield 1
            finally:
                closed.set()

        pieces = until(Event(), source(), -1)
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]
        assert closed.wait(5)

    def test_an_error_of_the_source_is_raised_to_the_reader(self) -> None:
        def source() -> Iterator[int]:
            yield 1
            raise ValueError("broken")

        with pytest.raises(ValueError, match="broken"):
            list(until(Event(), source(), -1))


class TestGuard:
    def test_the_page_carries_the_policy_and_every_script_its_nonce(self, client: TestClient) -> None:
        page = client.get("/")
        policy = page.headers["content-security-policy"]
        nonce = re.search(r"script-src 'self' 'nonce-([\w-]{22})';", policy)
        assert nonce
        assert "unsafe-eval" not in policy
        for rule in ("default-src 'self'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'"):
            assert rule in policy
        assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce[1]}"')
        assert nonce[1] not in client.get("/").text
        assert page.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("path", ["/", "/config", "/page.js", "/theme.css", "/nowhere", "/gradio_api/upload"])
    def test_every_answer_carries_the_headers(self, client: TestClient, path: str) -> None:
        headers = client.get(path, headers={"origin": "http://evil.test"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert not [name for name in headers if name.startswith("access-control-")]

    @pytest.mark.parametrize(
        "path",
        ["upload", "file=/etc/passwd", "file//etc/passwd", "proxy=http://evil.test", "stream/x", "run/answer",
         "call/answer", "vibe-code", "runs", "process_recording",
          "component_server", "dev/reload", "openapi.json"],
    )  # fmt: skip
    def test_what_the_page_does_not_need_of_gradio_is_shut(self, client: TestClient, path: str) -> None:
        assert client.get(f"/gradio_api/{path}").status_code == 404
        assert client.post(f"/gradio_api/{path}", json={}).status_code == 404

    @pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/cancel", "/new"])
    def test_other_sites_can_not_post(self, client: TestClient, path: str) -> None:
        for origin in ("http://evil.test", "null", "http://127.0.0.1:7860.evil.test"):
            assert client.post(path, json={}, headers={"origin": origin}).status_code == 403

    @pytest.mark.parametrize(
        ("base", "origin", "status"),
        [
            ("https://127.0.0.1", "https://127.0.0.1", 303),
            ("https://127.0.0.1", "https://127.0.0.1:443", 303),
            ("https://127.0.0.1", "http://127.0.0.1", 403),
            ("http://127.0.0.1", "https://127.0.0.1", 303),  # TLS ended at a proxy that is not believed
            ("http://127.0.0.1:80", "http://127.0.0.1", 303),
            ("http://127.0.0.1:443", "http://127.0.0.1", 403),
        ],
    )
    def test_a_page_of_the_same_name_and_scheme_is_no_other_site(
        self, client: TestClient, base: str, origin: str, status: int
    ) -> None:
        answer = client.post(f"{base}/new", headers={"origin": origin}, follow_redirects=False)
        assert answer.status_code == status

    def test_a_body_that_is_too_large_is_refused(self, client: TestClient) -> None:
        body = b"x" * (MAX_BODY_BYTES + 1)
        said = client.post("/gradio_api/queue/join", content=body)
        unsaid = client.post("/gradio_api/queue/join", content=iter([body[:40_000], body[40_000:]]))
        assert said.status_code == unsaid.status_code == 413
        assert "too long" in said.json()["detail"]

    def test_a_line_break_in_a_path_opens_nothing(self) -> None:
        assert _through_guard("/gradio_api/upload\nx", ()) == ([], [404])

    def test_half_a_body_is_passed_on_to_nobody(self) -> None:
        half: Message = {"type": "http.request", "body": b'{"fn_index": 1', "more_body": True}
        assert _through_guard("/gradio_api/queue/join", (half, {"type": "http.disconnect"})) == ([], [])

    def test_a_whole_body_is_passed_on(self) -> None:
        parts: tuple[Message, ...] = (
            {"type": "http.request", "body": b"one ", "more_body": True},
            {"type": "http.request", "body": b"two"},
        )
        assert _through_guard("/gradio_api/queue/join", parts) == ([b"one two"], [])

    @pytest.mark.parametrize(
        "host", ["evil.test", "evil.test:7860", "127.0.0.1.evil.test", "localhost@evil.test", ""]
    )
    def test_another_name_that_points_here_is_refused(self, client: TestClient, host: str) -> None:
        answer = client.get("/config", headers={"host": host})
        assert answer.status_code == 400
        assert "localhost, 127.0.0.1" in answer.text
        same_site = {"host": host, "origin": f"http://{host}"}
        assert client.post("/new", headers=same_site, follow_redirects=False).status_code == 400

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:7860", "[::1]", "[::1]:80"])
    def test_the_names_of_this_machine_are_taken(self, client: TestClient, host: str) -> None:
        assert client.get("/config", headers={"host": host}).status_code == 200

    def test_gradio_offers_no_way_around_the_page(self, client: TestClient) -> None:
        assert client.get("/gradio_api/info").json()["named_endpoints"] == {}


def _through_guard(path: str, coming: tuple[Message, ...]) -> tuple[list[bytes], list[int]]:
    """A POST through the guard alone: bodies that reached the app, statuses of the guard's refusals."""
    bodies: list[bytes] = []
    statuses: list[int] = []
    waiting = list(coming)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        bodies.append((await receive())["body"])

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope: Scope = {"type": "http", "method": "POST", "path": path, "scheme": "http", "headers": []}
    asyncio.run(Guard(app)(scope, receive, send))
    return bodies, statuses


class TestSession:
    def test_the_first_visit_sets_a_cookie_out_of_reach_of_scripts(self, client: TestClient) -> None:
        client.cookies.clear()
        cookie = client.get("/").headers["set-cookie"]
        assert session_of(cookie.partition(";")[0])
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert "Secure" not in cookie

    def test_over_https_the_cookie_is_secure(self, client: TestClient) -> None:
        client.cookies.clear()
        assert "; Secure" in client.get("https://127.0.0.1:7860/").headers["set-cookie"]

    def test_a_second_visit_keeps_the_session(self, client: TestClient) -> None:
        client.cookies.clear()
        client.get("/")
        assert "set-cookie" not in client.get("/").headers

    def test_no_two_visitors_share_a_session(self, client: TestClient) -> None:
        seen = set()
        for _ in range(20):
            client.cookies.clear()
            seen.add(session_of(client.get("/").headers["set-cookie"].partition(";")[0]))
        assert len(seen) == 20

    @pytest.mark.parametrize("value", ["", "short", "x" * 23, "'; DROP TABLE turns--", "../../../etc/passwd000"])
    def test_a_cookie_of_another_shape_is_replaced(self, client: TestClient, value: str) -> None:
        client.cookies.clear()
        answer = client.get("/", headers={"cookie": f"{COOKIE}={value}"})
        assert session_of(answer.headers["set-cookie"].partition(";")[0]) not in (None, value)

    @pytest.mark.parametrize("other", ['prefs={"a": 1, "b": [2]}', "a b=c", "=", ";;", 'x="unclosed'])
    def test_a_cookie_of_another_program_on_this_name_hides_nothing(self, client: TestClient, other: str) -> None:
        client.cookies.clear()
        id_ = new_session()
        assert session_of(f"{other}; {COOKIE}={id_}") == id_
        assert "set-cookie" not in client.get("/", headers={"cookie": f"{other}; {COOKIE}={id_}"}).headers

    def test_the_bot_makes_ids_that_the_page_takes(self) -> None:
        id_ = new_session()
        assert session_of(f"other=1; {COOKIE}={id_}") == id_

    def test_a_new_talk_is_another_session(self, client: TestClient) -> None:
        client.cookies.clear()
        first = session_of(client.get("/").headers["set-cookie"].partition(";")[0])
        answer = client.post("/new", headers={"origin": "http://127.0.0.1:7860"}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert session_of(answer.headers["set-cookie"].partition(";")[0]) not in (None, first)
        assert client.get("/new", follow_redirects=False).status_code in (404, 405)


class TestPort:
    def test_a_port_in_use_is_told_with_what_to_do(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(PortTaken, match=rf"127\.0\.0\.1:{port} can't be used .* OFFTRAIL_PORT={port + 1}"):
                check_port("127.0.0.1", port)

    def test_a_free_port_passes(self) -> None:
        check_port("127.0.0.1", 0)

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "127.0.0.5"])
    def test_on_loopback_only_its_own_names_are_taken(self, host: str) -> None:
        names = hosts_of(host)
        assert {"localhost", "127.0.0.1", "[::1]"} <= set(names)
        assert (f"[{host}]" if ":" in host else host) in names

    @pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
    def test_public_names_are_taken_beside_its_own(self, host: str) -> None:
        names = hosts_of(host, ["shop.example"])
        assert {"localhost", "127.0.0.1", "shop.example"} <= set(names)

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
    def test_on_a_network_any_name_is_taken(self, host: str) -> None:
        assert hosts_of(host) == ()

    def test_the_address_is_one_a_browser_can_open(self) -> None:
        assert address("0.0.0.0", 80) == "http://127.0.0.1:80"
        assert address("::", 80) == "http://[::1]:80"
        assert address("localhost", 7860) == "http://localhost:7860"


def test_the_page_ships_its_files() -> None:
    here = page_script.FOLDER.parent
    assert (here / "favicon.png").is_file()
    assert sorted(LOOKS) == sorted(file.name for file in (here / "looks").iterdir())
    assert sorted(page_script.PARTS) == sorted(file.name for file in page_script.FOLDER.iterdir())


def test_the_script_of_the_page_is_one_of_all_its_parts(client: TestClient) -> None:
    got = client.get("/page.js")
    assert got.headers["content-type"].startswith("text/javascript")
    for part in (page_script.FOLDER).iterdir():
        assert part.read_text(encoding="utf-8") in got.text
    assert got.text.startswith("(() => {")  # the page sees none of its names
