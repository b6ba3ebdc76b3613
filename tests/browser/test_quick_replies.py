"""The bot's question, answered by one press; chips and replies on phones, by night, and full of hostile text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bot.chips import Chip
from bot.editing import Offer
from bot.edits import Edit
from bot.messages import Asked, Turn
from bot.turn import new_session
from retriever.items import Constraint, Query
from tests.browser.visiting import FRENCH, LONG_MS, change, chip, chips, finished, say, too_wide, visitor
from tests.web_parts import HOSTILE_TITLE, SlowBot, ask_for_a_mood, served

pytestmark = pytest.mark.browser

HOSTILE_REPLY = '<img src=x onerror="window.pwned=6">"><script>window.pwned=7</script>'
HOSTILE_QUERY = Query(
    text='<img src=x onerror="window.pwned=8">. **bold** [x](javascript:window.pwned=9) ![y](http://evil.test/y.png)',
    liked=("hostile",),
    must=(
        Constraint("director", "none_of", ('"><svg onload=window.pwned=10>',)),
        Constraint('"><b onclick=window.pwned=11>', "any_of", ("' onfocus='window.pwned=12' autofocus '",)),
        Constraint("genres", "any_of", ("{{x}} ${y} __i18n__{}",)),
    ),
)  # fmt: skip


def ask_in_a_hostile_way(query: Query, found: Any, asked: Any, language: str) -> Asked | None:
    return (
        None
        if asked or "cabaret" not in repr(query)
        else Asked("moods", "Which <b>mood</b>?", (HOSTILE_REPLY, "No matter"))
    )


@pytest.fixture(scope="module")
def site(bot: SlowBot) -> Iterator[str]:
    """A site whose first answer ends with a question."""
    with served(replace(bot, clarify=ask_for_a_mood)) as address:
        yield address


def test_a_question_is_answered_by_one_press_and_then_its_replies_are_gone(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        replies = page.locator("#ot-chat .option")
        say(page, "something from France")
        finished(page)
        expect(page.locator(".ot-asked")).to_have_text("Which mood?")
        said = replies.all_inner_texts()
        assert said[-1] == "No matter"
        replies.first.click()
        expect(page.locator(".ot-said").last).to_have_text(said[0], timeout=LONG_MS)
        expect(replies).to_have_count(0)
        expect(page.locator("#ot-box textarea")).to_be_focused()
        finished(page, 2)
        expect(replies).to_have_count(0)  # the same is not asked again
        assert "from France" in chips(page).all_inner_texts()


def test_a_question_outlives_a_reload_and_who_ignores_it_goes_on(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        replies = page.locator("#ot-chat .option")
        say(page, "something from France")
        finished(page)
        expect(replies).not_to_have_count(0)
        offered = replies.all_inner_texts()
        page.reload()
        expect(page.locator(".ot-asked")).to_have_text("Which mood?", timeout=LONG_MS)
        expect(replies).to_have_text(offered)
        say(page, "before 1980")
        finished(page, 2)
        expect(replies).to_have_count(0)
        expect(chip(page, "before 1980")).to_be_visible()


def test_a_question_can_be_answered_by_keyboard(browser: Browser, site: str) -> None:
    with visitor(browser, site) as page:
        say(page, "something from France")
        finished(page)
        last = page.locator("#ot-chat .option").last
        for _ in range(12):
            page.keyboard.press("Shift+Tab")
            if last.evaluate("e => e === document.activeElement"):
                break
        assert last.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        expect(page.locator(".ot-said").last).to_have_text("No matter", timeout=LONG_MS)


def test_hostile_labels_stay_text(browser: Browser, bot: SlowBot, site: str) -> None:
    session = new_session()
    number = bot.memory.begin(session, Turn("hello", "", query=HOSTILE_QUERY))
    bot.memory.finish(session, number, Turn("hello", "Hello.", end="end"))
    with visitor(browser, site, talk=session) as page:
        expect(chips(page)).not_to_have_count(0, timeout=LONG_MS)
        assert chips(page).all_inner_texts() == [label.label for label in bot.chips(session)]
        for taken in range(1, chips(page).count() + 1):
            change(page, chips(page).first.inner_text())
            finished(page, taken)
            assert page.locator("#ot-agreed").locator("img, a, b, strong, script, svg, code").count() == 0
        expect(chips(page)).to_have_count(0, timeout=LONG_MS)
        assert page.locator(".ot-problem").count() == 0
        assert page.evaluate("() => window.pwned") is None


def test_labels_are_text_even_where_nobody_cleaned_them(browser: Browser, bot: SlowBot, monkeypatch: Any) -> None:
    """The page does not lean on the labels being harmless."""
    bad = (Chip("a", HOSTILE_TITLE, "wish"), Chip("b", HOSTILE_REPLY + "**x** $$y$$ __i18n__{}", "wish"))
    monkeypatch.setattr("bot.web.view.chips", lambda *_: bad)
    monkeypatch.setattr("bot.web.changes.chips", lambda query, *_: bad if "cabaret" in repr(query) else bad[1:])
    offered = dict.fromkeys("ab", (Offer(Edit("turn"), HOSTILE_TITLE),))
    monkeypatch.setattr("bot.web.view.offers", lambda *_: offered)
    with served(replace(bot, clarify=ask_in_a_hostile_way)) as site, visitor(browser, site) as page:
        say(page, "something gentle")
        finished(page)
        say(page, "sinister cabaret")
        finished(page, 2)
        assert chips(page).all_inner_texts()[0].startswith("<img src=x onerror=")
        chips(page).first.click()
        expect(page.locator("#ot-agreed .ot-edits button").first).to_contain_text("<img src=x")
        page.keyboard.press("Escape")
        assert page.locator(".ot-changed .ot-chip").first.inner_text().startswith("<img src=x")
        expect(page.locator(".ot-asked")).to_have_text("Which <b>mood</b>?")
        expect(page.locator("#ot-chat .option").first).to_have_text(HOSTILE_REPLY)
        page.locator("#ot-chat .option").first.click()
        expect(page.locator(".ot-said").last).to_have_text(HOSTILE_REPLY, timeout=LONG_MS)
        assert page.evaluate("() => window.pwned") is None
        assert page.locator("#ot-agreed img, #ot-chat img, #ot-agreed script, #ot-chat script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_many_statements_leave_room_for_the_talk(browser: Browser, site: str, scheme: str) -> None:
    phone: dict[str, Any] = {
        "viewport": {"width": 390, "height": 760},
        "color_scheme": scheme,
        "has_touch": True,
        "is_mobile": True,
    }
    with visitor(browser, site, **phone) as page:
        say(
            page, f"{FRENCH}, before 1990, not from Japan, not scary, slow and about a singer who walks {'W' * 60}"
        )
        finished(page)
        expect(page.locator("#ot-chat .option").last).to_be_attached()
        assert chips(page).count() >= 6
        assert too_wide(page) == []
        below = page.locator("#ot-agreed, #ot-dial").evaluate_all("all => all.map(e => e.offsetHeight)")
        assert sum(below) < 100  # a row each, however much is agreed
        sizes = chips(page).evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert min(sizes) >= 32  # a finger finds it
        chips(page).last.tap()
        page.get_by_role("button", name="Take it back").tap()
        expect(page.locator(".ot-said").last).to_have_text(re.compile("^✕ "), timeout=LONG_MS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chips_and_replies_can_be_read(browser: Browser, site: str, scheme: str) -> None:
    with visitor(browser, site, color_scheme=scheme) as page:
        say(page, "something from France")
        finished(page)
        for place in (
            chips(page).first,
            page.locator("#ot-chat .option").first,
            page.locator("#ot-chat .option").last,
        ):
            colours = place.evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
            assert contrast(*colours) >= 4.5, colours


def contrast(ink: str, paper: str) -> float:
    """WCAG 2.2, relative luminance."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(ink), light(paper)), reverse=True)
    return (high + 0.05) / (low + 0.05)
