"""What the widget understood, as chips: taken back, made a preference, turned round, given other numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.widget_parts import Street, finished, opened, say, street
from tests.widget_server import SESSION, Told

pytestmark = pytest.mark.browser
SHORT: Told = {
    "key": "short", "label": "under 100 min",
    "edits": [
        {"change": "number", "numbers": [100.0]}, {"change": "prefer", "label": "preferably under 100 min"},
        {"change": "turn", "label": "at least 100 min"}, {"change": "take_back"},
    ],
}  # fmt: skip
YEARS: Told = {
    "key": "years", "label": "from 1950 to 1959",
    "edits": [{"change": "number", "numbers": [1950.0, 1959.0]}, {"change": "take_back"}],
}  # fmt: skip
QUIET: Told = {"key": "quiet", "label": "quiet", "edits": [{"change": "take_back"}]}


@pytest.fixture
def shop(browser: Browser) -> Iterator[Street]:
    with street(browser) as made:
        made.fake.understood = [SHORT, YEARS, QUIET]
        yield made


def understood(page: Page) -> None:
    opened(page)
    say(page, "a quiet film")
    finished(page)


def asked(shop: Street) -> Told:
    """The last edit, without its session."""
    body = shop.fake.bodies("edit")[-1]
    assert body.pop("session") == SESSION
    return body


# What is pressed in the chip "under 100 min", what the talk then says, what the server is asked.
@pytest.mark.parametrize(("name", "said", "change"), [
    ("preferably under 100 min", "✎ preferably under 100 min", "prefer"),
    ("at least 100 min", "✎ at least 100 min", "turn"),
    ("Take back: under 100 min", "✕ under 100 min", "take_back"),
])  # fmt: skip
def test_a_chip_opens_and_shows_what_it_would_say_instead(shop: Street, name: str, said: str, change: str) -> None:
    with shop.visit() as page:
        understood(page)
        offered = page.get_by_role("button", name=name, exact=True)
        expect(offered).to_be_hidden()
        page.locator("offtrail-chat summary", has_text="under 100 min").click()
        assert Axe().run(page).response["violations"] == []
        offered.click()
        finished(page)
        expect(page.locator("offtrail-chat .said").last).to_have_text(said)
    assert asked(shop) == {"key": "short", "change": change}


def test_other_numbers_are_sent_together(shop: Street) -> None:
    with shop.visit() as page:
        understood(page)
        page.locator("offtrail-chat summary", has_text="1950").click()
        low, high = page.get_by_role("spinbutton", name="from 1950 to 1959").all()
        low.fill("1970")
        high.fill("")
        high.press("Enter")
        expect(page.locator("offtrail-chat .said")).to_have_count(1)  # a number is missing
        high.fill("1979.5")
        high.press("Enter")
        finished(page)
        expect(page.locator("offtrail-chat .said").last).to_have_text("✎ from 1950 to 1959 → 1970 – 1979.5")
    assert asked(shop) == {"key": "years", "change": "number", "numbers": [1970, 1979.5]}


def test_one_chip_is_open_at_a_time_and_all_of_them_can_be_seen(shop: Street) -> None:
    shop.fake.understood = [
        SHORT,
        YEARS,
        *({**QUIET, "key": str(n), "label": f"wish number {n}"} for n in range(12)),
    ]
    with shop.visit(viewport={"width": 320, "height": 600}) as page:
        understood(page)
        short, years = (page.locator("offtrail-chat summary", has_text=words) for words in ("under", "1950"))
        short.click()
        expect(page.locator("offtrail-chat details[open] summary")).to_have_text(["under 100 min"])
        years.click()
        expect(page.locator("offtrail-chat details[open] summary")).to_have_text(["from 1950 to 1959"])
        bar = page.locator("offtrail-chat .chips")
        assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
        assert bar.evaluate("bar => bar.clientHeight < 200")


def test_the_focus_is_not_lost_with_what_was_pressed(shop: Street) -> None:
    shop.fake.question, shop.fake.replies = "How long?", ["short"]
    with shop.visit() as page:
        understood(page)
        for name in ("Take back: quiet", "short"):
            page.get_by_role("button", name=name, exact=True).focus()
            page.keyboard.press("Enter")
            finished(page)
            expect(page.locator("offtrail-chat .log")).to_be_focused()


def test_a_change_of_what_another_window_changed_reads_the_talk_anew(shop: Street) -> None:
    with shop.visit() as page:
        understood(page)
        shop.fake.stale, shop.fake.understood = True, [YEARS]
        shop.fake.turns = [{"utterance": "elsewhere", "text": "Yes.", "items": [], "notes": [], "end": "end"}]
        page.get_by_label("Take back: quiet").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".problem")).to_have_text("That changed meanwhile. This is how it stands now.")
        expect(dialog.locator(".said")).to_have_text(["elsewhere"])
        expect(dialog.locator(".chip")).to_have_count(1)
        expect(dialog.locator("summary")).to_have_text("from 1950 to 1959")
        say(page, "go on")
        finished(page)
        expect(dialog.locator(".said")).to_have_count(2)
