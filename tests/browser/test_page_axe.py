"""What axe-core, which checks pages for who sees, hears or moves with difficulty, finds on the page: nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import FRENCH, LONG_MS, finished, say, visitor
from tests.web_parts import SlowBot, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(bot: SlowBot) -> Iterator[str]:
    with served(bot) as address:
        yield address


def found(page: Page) -> list[tuple[str, str, list[str]]]:
    """The rules that are broken, how badly, and where."""
    page.wait_for_timeout(400)  # cards fade in
    violations = Axe().run(page).response["violations"]
    return [
        (one["id"], one["impact"], [node["html"][:300] + node["failureSummary"] for node in one["nodes"]])
        for one in violations
    ]


@pytest.mark.parametrize(
    ("locale", "scheme", "width"),
    [("en-GB", "light", 1180), ("en-GB", "dark", 360), ("zh-CN", "light", 360), ("zh-CN", "dark", 1180)],
)
def test_axe_finds_nothing(browser: Browser, site: str, locale: str, scheme: str, width: int) -> None:
    size = {"width": width, "height": 800}
    with visitor(browser, site, color_scheme=scheme, viewport=size, locale=locale) as page:
        assert found(page) == []  # the empty page
        page.locator("#ot-top summary").first.click()
        page.locator("#ot-top .ot-panel summary").click()
        assert found(page) == []  # the menu, and what it asks before it forgets
        page.keyboard.press("Escape")
        say(page, FRENCH if locale == "en-GB" else "温柔的电影，不要美国的")
        page.get_by_text("word2.").wait_for(timeout=LONG_MS)
        assert found(page) == []  # while words come
        finished(page)
        page.locator(".ot-acts button").first.click()
        expect(page.locator("[aria-pressed=true]")).to_have_count(1, timeout=LONG_MS)
        page.locator(".ot-acts").nth(1).locator(".ot-dislike").click()
        expect(page.locator("[aria-pressed=true]")).to_have_count(2, timeout=LONG_MS)
        for reason in page.locator(".ot-because summary").all():
            reason.click()
        page.locator("#ot-agreed summary").first.click()
        assert found(page) == []  # cards, what is pressed, open evidence, chips and what may be done with one
        page.keyboard.press("Escape")
        say(page, "nothing from Japan" if locale == "en-GB" else "不要日本的")
        finished(page, 2)
        expect(page.locator(".ot-changed")).to_be_visible()
        assert found(page) == []  # what that changed
        say(page, "x" * 4_001)
        page.locator(".ot-problem").wait_for(timeout=LONG_MS)
        page.evaluate("() => document.documentElement.classList.add('ot-cut')")
        assert found(page) == []  # what goes wrong
