"""A talk in two windows: what one does to it, the other one sees when a person comes back, and says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web.security import COOKIE
from tests.browser.visiting import LONG_MS, chips, finished, say, visitor
from tests.web_parts import SlowBot, served

pytestmark = pytest.mark.browser

FORGOTTEN = "The talk that stood here was forgotten"
LEFT_FOR_A_NEW_ONE = "A new talk was begun in another window"


@pytest.fixture(scope="module")
def site(bot: SlowBot) -> Iterator[str]:
    with served(bot) as address:
        yield address


@pytest.fixture
def pages(browser: Browser, site: str) -> Iterator[tuple[Page, Page]]:
    """Two windows of one talk in which something was said."""
    with visitor(browser, site) as page:
        say(page, "something gentle")
        finished(page)
        other = page.context.new_page()
        other.goto(site)
        finished(other)
        yield page, other


def forget(page: Page) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_text("Forget this talk…").click()
    page.get_by_role("button", name="Yes, forget it").click()
    expect(page.locator(".ot-empty")).to_be_visible(timeout=LONG_MS)


def come_back(page: Page) -> None:
    """As a browser tells of a person who turns to a window; a headless one never does."""
    page.wait_for_timeout(1_100)  # it looks once a second at most
    page.evaluate("() => dispatchEvent(new Event('focus'))")


def talk_of(page: Page) -> str:
    return next(str(kept.get("value")) for kept in page.context.cookies() if kept.get("name") == COOKIE)


def test_a_talk_forgotten_in_one_window_is_gone_from_the_other_when_a_person_comes_back(
    pages: tuple[Page, Page],
) -> None:
    page, other = pages
    forget(page)
    come_back(other)
    expect(other.locator(".ot-moved")).to_contain_text(FORGOTTEN, timeout=LONG_MS)
    expect(other.locator(".ot-card, .ot-said")).to_have_count(0)
    expect(chips(other)).to_have_count(0)


@pytest.mark.parametrize("does", ["say", "like", "chip", "more", "dial"])
def test_nothing_that_is_done_in_the_other_window_revives_a_forgotten_talk(
    pages: tuple[Page, Page], bot: SlowBot, does: str
) -> None:
    page, other = pages
    forgotten = talk_of(page)
    forget(page)
    if does == "say":
        say(other, "nothing from Japan")
    elif does == "dial":
        other.get_by_role("slider").press("End")
    else:
        if does == "chip":
            chips(other).first.click()
        first = {"like": ".ot-act.ot-like", "chip": "#ot-agreed .ot-edit-take_back", "more": ".ot-act.ot-more"}
        other.locator(first[does]).first.click()
    expect(other.locator(".ot-moved")).to_contain_text(FORGOTTEN, timeout=LONG_MS)
    expect(other.locator(".ot-card, .ot-said")).to_have_count(0)
    assert not bot.session(forgotten).kept
    assert not bot.session(talk_of(page)).kept  # and what was meant for the old one is not in the new one
    expect(other.locator("#ot-box textarea")).to_have_value("nothing from Japan" if does == "say" else "")
    say(other, "something bleak")
    finished(other)
    expect(other.locator(".ot-moved")).to_have_count(0)
    come_back(page)
    expect(page.locator(".ot-said")).to_have_text("something bleak", timeout=LONG_MS)


def test_a_new_talk_in_one_window_is_told_in_the_other(pages: tuple[Page, Page]) -> None:
    page, other = pages
    page.get_by_role("button", name="New talk").click()
    expect(page.locator(".ot-empty")).to_be_visible(timeout=LONG_MS)
    say(page, "something tense")
    finished(page)
    say(other, "nothing from Japan")
    expect(other.locator(".ot-moved")).to_contain_text(LEFT_FOR_A_NEW_ONE, timeout=LONG_MS)
    expect(other.locator(".ot-said")).to_have_text("something tense")
    expect(other.locator("#ot-box textarea")).to_have_value("nothing from Japan")
    other.locator("#ot-box textarea").press("Enter")
    expect(other.locator(".ot-said").last).to_have_text("nothing from Japan", timeout=LONG_MS)
    finished(other, 2)


def test_a_talk_that_goes_on_in_one_window_shows_in_the_other_while_it_is_written(
    pages: tuple[Page, Page],
) -> None:
    page, other = pages
    say(page, "something bleak")
    page.get_by_text("word2.").nth(1).wait_for(timeout=LONG_MS)
    come_back(other)
    expect(other.locator(".ot-said").last).to_have_text("something bleak", timeout=LONG_MS)
    assert other.get_by_text("(stopped)").count() == 0
    finished(page, 2)
    finished(other, 2)  # it looks again by itself until all is there
    assert other.locator(".ot-words").all_inner_texts() == page.locator(".ot-words").all_inner_texts()


def test_coming_back_where_nothing_happened_changes_nothing(pages: tuple[Page, Page]) -> None:
    page, _ = pages
    say(page, "x" * 4_001)
    expect(page.locator(".ot-problem")).to_be_visible(timeout=LONG_MS)
    page.locator(".ot-because summary").first.click()
    page.locator("#ot-box textarea").fill("half a thought")
    come_back(page)
    page.wait_for_timeout(1_000)
    expect(page.locator(".ot-problem")).to_be_visible()
    expect(page.locator(".ot-evidence").first).to_be_visible()
    expect(page.locator("#ot-box textarea")).to_have_value("half a thought")
