"""A person at a browser: opens the page, says something, waits. Knows nothing of what is tested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from bot.web.security import COOKIE

LONG_MS = 20_000
SEND = re.compile("^(Send|发送)$")
FRENCH = "a French drama, nothing too long"
# Gradio's own words when a page is left (reloaded, say): at "beforeunload" it closes its streams itself, and notes
# that as an error. Whether it comes to that is chance.
LEFT = r"AbortError|errored out"


@contextmanager
def visitor(browser: Browser, site: str, forgiven: str = r"^$", talk: str = "", **options: Any) -> Iterator[Page]:
    """A browser of its own with the page open. Script errors and requests to other origins fail the test.

    Args:
        forgiven: What errors may say all the same. A page that was left may say what Gradio says then.
        talk: The id of a talk to go on with.
    """
    with closing(browser.new_context(**options)) as context:
        if talk:
            context.add_cookies([{"name": COOKIE, "value": talk, "url": site}])
        page = context.new_page()
        wrong = watched(page, site)
        opened: list[str] = []
        page.on("framenavigated", lambda frame: opened.append(frame.url) if frame == page.main_frame else None)
        page.goto(site)
        expect(page.locator("#ot-box textarea")).to_be_focused(timeout=LONG_MS)
        yield page
    if len(opened) > 1:
        forgiven = f"{forgiven}|{LEFT}"
    unforgiven = [text for text in wrong if not re.search(forgiven, text)]
    assert unforgiven == [], unforgiven


def watched(page: Page, site: str) -> list[str]:
    """What goes wrong on a page, as it comes: script errors, console errors, requests to another origin."""
    wrong: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != site:
            wrong.append(f"request to another origin: {url}")

    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: note(request.url))
    return wrong


def say(page: Page, text: str) -> None:
    """Writes it in the box and sends it."""
    page.locator("#ot-box textarea").fill(text)
    page.locator("#ot-box textarea").press("Enter")


def finished(page: Page, turns: int = 1) -> None:
    """Waits until that many turns are whole."""
    expect(page.locator(".ot-foot")).to_have_count(turns, timeout=LONG_MS)
    expect(page.get_by_role("button", name=SEND)).to_be_visible(timeout=LONG_MS)


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the right edge of the screen; not the chips in their row, which scrolls."""
    in_row = "e.parentElement?.closest('.ot-chips') && !e.closest('[open] > .ot-edits')"
    wide = f"e => e.getBoundingClientRect().right > innerWidth + 1 && !({in_row})"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    found: list[str] = page.evaluate(f"() => [...document.body.querySelectorAll('*')].filter({wide}).map(String)")
    return found


def chips(page: Page) -> Locator:
    """All that is agreed, in order."""
    return page.locator("#ot-agreed summary")


def chip(page: Page, label: str) -> Locator:
    """One of them."""
    return chips(page).filter(has_text=re.compile(f"^{re.escape(label)}$"))


def change(page: Page, label: str, what: str = "Take it back") -> None:
    """Opens a chip and takes one of the things that may be done with it."""
    chip(page, label).click()
    page.get_by_role("group", name=label, exact=True).get_by_role("button", name=what, exact=True).click()
