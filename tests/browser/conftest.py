"""What the tests in this folder share: a browser, and a bot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import shop
from tests.web_parts import FILMS, SlowBot, chromium, slow_bot

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--no-first-run", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")  # the event loop it runs on is in the way of tests elsewhere
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("NO CHROMIUM: the browser tests are skipped; install it or set OFFTRAIL_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowBot]:
    """Its answers take about a second."""
    home = tmp_path_factory.mktemp("browser")
    with shop.opened(shop.built(home, FILMS)) as index:
        yield slow_bot(index, home, pause_seconds=0.03)
