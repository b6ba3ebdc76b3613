"""What a person sees where the connection goes: a server killed in the middle, a stream that is cut or hangs."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests import shop
from tests.browser.visiting import LONG_MS, finished, say, visitor
from tests.listening import listening
from tests.web_parts import FILMS, WORDS_A_TURN, SlowBot, app_of

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
SERVING = """
import sys, uvicorn
from pathlib import Path
from tests import shop
from tests.web_parts import app_of, slow_bot

home, port = Path(sys.argv[1]), int(sys.argv[2])
with shop.opened(home / "index") as index:
    config = uvicorn.Config(app_of(slow_bot(index, home, pause_seconds=0.15)), port=port, log_level="warning")
    print("up", flush=True)
    uvicorn.Server(config).run()
"""
NOISE = (
    r"Failed to load resource|network error|errored out|TypeError|Connection"  # what Gradio notes of a lost server
)


@contextmanager
def serving(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server process of its own; killed at the end of the block, if not before."""
    command = [sys.executable, "-c", SERVING, str(home), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n"
            reachable(port)
            yield process
        finally:
            process.kill()


def reachable(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Broken:
    """ASGI middleware: lets so many pieces of one stream pass, then ends it cleanly or says nothing more.

    From then on nothing can be reached until `down` is False again: how soon the page mends itself is no race.
    """

    def __init__(self, app: ASGIApp, how: Literal["cut", "silent"]) -> None:
        self._app, self._how = app, how
        self.pieces = 0  # that pass from now on; 0 for all
        self.down = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.down and scope["type"] == "http":
            await Response(status_code=503)(scope, receive, send)
            return
        if scope["type"] != "http" or not scope["path"].endswith("/queue/data") or not self.pieces:
            await self._app(scope, receive, send)
            return
        left, self.pieces = self.pieces, 0

        async def few(message: Message) -> None:
            nonlocal left
            left -= message["type"] == "http.response.body"
            self.down |= left == 0
            if left > 0:
                await send(message)
            elif left == 0 and self._how == "cut":
                await send({"type": "http.response.body", "body": b""})

        await self._app(scope, receive, few)


def lost(page: Page) -> None:
    """The page says that the connection is gone, in its own words, and there is no button that does nothing."""
    expect(page.get_by_role("alert")).to_contain_text("The connection was lost", timeout=LONG_MS)
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    expect(page.get_by_text("Attempting reconnection")).not_to_be_visible()


def test_a_server_killed_in_the_middle_is_told_and_what_was_kept_comes_back(
    browser: Browser, tmp_path: Path
) -> None:
    shop.built(tmp_path, FILMS)
    port = free_port()
    with (
        serving(tmp_path, port) as server,
        visitor(browser, f"http://127.0.0.1:{port}", forgiven=NOISE) as page,
    ):
        say(page, "something gentle")
        page.get_by_text("word3.").wait_for(timeout=LONG_MS)
        titles = page.locator(".ot-title").all_inner_texts()
        server.kill()
        server.wait()
        lost(page)
        page.locator("#ot-box textarea").fill("half a thought")  # the box is the person's again
        with serving(tmp_path, port):
            expect(page.get_by_text("(stopped)")).to_be_visible(timeout=LONG_MS)  # the page loaded itself anew
            expect(page.get_by_role("alert")).not_to_be_visible()
            assert page.locator(".ot-said").all_inner_texts() == ["something gentle"]
            assert page.locator(".ot-title").all_inner_texts() == titles
            expect(page.locator("#ot-box textarea")).to_have_value("half a thought")
            page.locator("#ot-box textarea").press("Enter")
            expect(page.locator(".ot-said").last).to_have_text("half a thought", timeout=LONG_MS)
            finished(page)


@pytest.mark.parametrize("how", ["cut", "silent"])
def test_a_stream_that_a_proxy_ends_or_lets_hang_is_told_and_the_page_mends_itself(
    browser: Browser, bot: SlowBot, how: Literal["cut", "silent"]
) -> None:
    broken = Broken(app_of(bot), how)
    with listening(broken) as site, visitor(browser, site, forgiven=NOISE) as page:
        page.clock.install()
        broken.pieces = 8
        say(page, "something gentle")
        page.locator(".ot-card").first.wait_for(timeout=LONG_MS)
        if how == "silent":
            page.wait_for_timeout(500)
            expect(page.get_by_role("alert")).not_to_be_visible()
            page.clock.fast_forward(60_000)
        lost(page)
        broken.down = False
        page.clock.run_for(5_000)
        expect(page.get_by_role("alert")).not_to_be_visible(timeout=LONG_MS)
        expect(page.locator(".ot-card")).to_have_count(3, timeout=LONG_MS)
        say(page, "something bleak")
        expect(page.locator(".ot-said").last).to_have_text("something bleak", timeout=LONG_MS)
        finished(page)
        assert page.locator(".ot-words").last.inner_text().count("word") >= WORDS_A_TURN


def test_a_server_that_came_back_while_nobody_asked_is_no_matter(browser: Browser, tmp_path: Path) -> None:
    shop.built(tmp_path, FILMS)
    port = free_port()
    with (
        serving(tmp_path, port) as server,
        visitor(browser, f"http://127.0.0.1:{port}", forgiven=NOISE) as page,
    ):
        say(page, "something gentle")
        finished(page)
        server.kill()
        server.wait()
        with serving(tmp_path, port):
            say(page, "nothing from Japan")
            expect(page.locator(".ot-said")).to_have_text(
                ["something gentle", "nothing from Japan"], timeout=LONG_MS
            )
            finished(page, 2)


def test_what_stands_in_the_box_outlives_a_reload_and_not_a_new_talk(browser: Browser, bot: SlowBot) -> None:
    with listening(app_of(bot)) as site, visitor(browser, site, forgiven=NOISE) as page:
        box = page.locator("#ot-box textarea")
        box.fill("half a thought")
        page.reload()
        expect(box).to_have_value("half a thought", timeout=LONG_MS)
        page.get_by_role("button", name="New talk").click()
        expect(page.locator(".ot-empty")).to_be_visible(timeout=LONG_MS)
        page.wait_for_timeout(500)
        expect(box).to_have_value("")


def test_what_is_typed_while_the_last_words_are_on_the_way_stays(browser: Browser, bot: SlowBot) -> None:
    with listening(app_of(bot)) as site, visitor(browser, site) as page:
        box = page.locator("#ot-box textarea")
        box.fill("something gentle")
        box.press("Enter")
        page.keyboard.type("from France", delay=30)
        expect(page.locator(".ot-said")).to_have_text("something gentle", timeout=LONG_MS)
        finished(page)
        expect(box).to_have_value("from France")
        box.press("Enter")
        expect(page.locator(".ot-said").last).to_have_text("from France", timeout=LONG_MS)
        finished(page, 2)
        expect(box).to_have_value("")
