"""The demo shop with the real API behind the widget; OFFTRAIL_PICTURES names a folder for the docs' pictures."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from bot.commands.demo_shop import shop
from bot.turn import Bot
from bot.web.api.app import Access
from bot.web.api.keys import add_key, new_key
from tests.browser.widget_parts import LONG_MS, OPENED, finished, opened, say
from tests.web_parts import HOSTILE_TITLE, SlowBot, served
from tests.widget_server import running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(bot: SlowBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of the shop, which stands on another site than the bot."""
    home = tmp_path_factory.mktemp("keys")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    key, _ = new_key("shop", [f"http://localhost:{port}"])
    add_key(home / "keys.toml", key)
    plain = Bot(**{one.name: getattr(bot, one.name) for one in fields(Bot)})  # says real words
    with served(plain, Access(home, home / "keys.toml")) as api, running(shop(api, key.public), port) as port:
        yield f"http://localhost:{port}"


def told(said: ConsoleMessage) -> bool:
    """An error, and none that the API answers with on purpose."""
    return said.type == "error" and "status of 409" not in said.text


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    wrong: list[str] = []
    with closing(browser.new_context(viewport={"width": 1100, "height": 780})) as context:
        context.add_init_script(OPENED)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if told(said) else None)
        page.goto(address)
        yield page
    assert wrong == []


def test_a_talk_with_the_real_bot_goes_through_every_button_and_a_reload(page: Page) -> None:
    dialog = opened(page)
    say(page, "a drama from France")
    finished(page)
    expect(dialog.locator(".words").last).not_to_be_empty()
    first = dialog.locator(".title").first.inner_text()
    like = dialog.locator(".act").first
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    dialog.locator("summary", has_text="from France").click()
    dialog.get_by_role("button", name="preferably from France", exact=True).click()
    expect(dialog.locator(".said")).to_have_count(2, timeout=LONG_MS)
    finished(page)
    dialog.locator("summary", has_text="preferably from France").click()
    dialog.get_by_label("Take back: preferably from France").click()
    expect(dialog.locator(".said")).to_have_count(3, timeout=LONG_MS)
    finished(page)
    dialog.locator(".again").first.click()
    expect(dialog.locator(".said")).to_have_count(4, timeout=LONG_MS)
    finished(page)
    expect(dialog.locator(".problem")).to_have_count(0)
    page.reload()
    dialog = opened(page)
    expect(dialog.locator(".said")).to_have_count(4, timeout=LONG_MS)
    expect(dialog.locator(".title").first).to_have_text(first)
    expect(dialog.locator(".act").first).to_have_attribute("aria-pressed", "true")


def test_a_talk_that_is_full_goes_on_in_a_new_one(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.api.desk.MOST_TURNS", 1)
    dialog = opened(page)
    say(page, "a drama from France")
    finished(page)
    with page.expect_console_message(lambda said: "409" in said.text):  # the browser tells of it, too
        say(page, "nothing from France")
    dialog.locator(".foot").get_by_role("button", name="New talk").click(timeout=LONG_MS)
    expect(dialog.locator(".said")).to_have_text(["nothing from France"], timeout=LONG_MS)
    finished(page)
    expect(dialog.locator(".problem")).to_have_count(0)
    expect(dialog.locator(".title").first).to_be_visible()


def test_a_hostile_item_of_the_catalogue_is_text(page: Page) -> None:
    page.get_by_role("button", name="quiet, from Japan").click()  # the shop says something
    finished(page)
    expect(page.locator("offtrail-chat .said")).to_have_text("a quiet film from Japan that few people know")
    page.get_by_label("New talk").click()
    say(page, "a quiet film that few people know")
    finished(page)
    expect(page.locator("offtrail-chat .title", has_text=HOSTILE_TITLE[:20]).first).to_be_visible()
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize(("name", "width", "height"), [("widget", 1100, 780), ("widget-phone", 390, 780)])
def test_it_looks_as_in_the_docs(page: Page, tmp_path: Path, name: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    dialog = opened(page)
    say(page, "a drama from France")
    finished(page)
    expect(dialog.locator(".card")).not_to_have_count(0)
    page.mouse.move(5, 5)
    picture = Path(os.environ.get("OFFTRAIL_PICTURES") or tmp_path) / f"{name}.png"
    page.screenshot(path=picture)
    assert 10_000 < picture.stat().st_size < 300_000
