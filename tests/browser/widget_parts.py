"""A person on somebody else's page with the widget in it. Knows nothing of what is tested."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.widget_server import Fake, Shop, running

LONG_MS = 15_000
# The widget's root is closed to scripts of the page, and so to these tests: they open it.
OPENED = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) { return attach.call(this, { ...how, mode: "open" }); };
"""


@dataclass
class Street:
    """A bot's host and a shop of another site, and a person's browser."""

    browser: Browser
    fake: Fake
    shop: Shop

    @property
    def address(self) -> str:
        return self.fake.origin

    @contextmanager
    def visit(self, before: str = "", opened: bool = True, **options: Any) -> Iterator[Page]:
        """The shop's page in a fresh browser; script errors fail the test. `before` runs first in the page."""
        wrong: list[str] = []
        with closing(self.browser.new_context(**options)) as context:
            context.add_init_script((OPENED if opened else "") + before)
            page = context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(self.address)
            yield page
        assert wrong == []


@contextmanager
def street(browser: Browser) -> Iterator[Street]:
    """Both servers, on origins of different sites."""
    fake, shop = Fake(), Shop()
    with running(fake.app()) as api, running(shop.app()) as front:
        fake.origin, shop.bot = f"http://localhost:{front}", f"http://127.0.0.1:{api}"
        yield Street(browser, fake, shop)


def launcher(page: Page) -> Locator:
    return page.locator("offtrail-chat .launch")


def opened(page: Page) -> Locator:
    """Opens the chat; its dialog."""
    launcher(page).click(timeout=LONG_MS)
    expect(page.get_by_role("dialog")).to_be_visible()
    return page.get_by_role("dialog")


def say(page: Page, words: str) -> None:
    box = page.locator("offtrail-chat textarea")
    box.fill(words)
    box.press("Enter")


def finished(page: Page) -> None:
    """Nothing is being said any more, and something was."""
    expect(page.locator("offtrail-chat .said").last).to_be_visible(timeout=LONG_MS)
    expect(page.locator("offtrail-chat .log")).to_have_attribute("aria-busy", "false", timeout=LONG_MS)
