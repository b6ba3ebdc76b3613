"""What a person does with what the bot understood: each statement can be changed or taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import FRENCH, LONG_MS, change, chip, chips, finished, say, too_wide, visitor, watched
from tests.web_parts import SlowBot, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(bot: SlowBot) -> Iterator[str]:
    with served(bot) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with visitor(browser, site) as page:
        yield page


def test_a_statement_pressed_is_taken_back_at_once_and_the_rest_outlives_a_reload(page: Page) -> None:
    expect(page.locator("#ot-agreed")).not_to_be_visible()  # nothing said, nothing understood
    say(page, FRENCH)
    expect(chip(page, "from France")).to_be_visible(timeout=LONG_MS)
    assert page.locator(".ot-foot").count() == 0  # it came with the cards, before the words
    finished(page)
    labels = chips(page).all_inner_texts()
    assert {"from France", "drama", "at most 110 min"} <= set(labels)
    shown = page.locator(".ot-title").all_inner_texts()
    change(page, "from France")
    expect(page.locator(".ot-said").last).to_have_text("✕ from France", timeout=LONG_MS)
    expect(chip(page, "from France")).to_have_count(0)
    finished(page, 2)
    assert page.locator(".ot-title").all_inner_texts()[len(shown) :]  # cards of their own
    left = [label for label in labels if label != "from France"]
    assert chips(page).all_inner_texts() == left
    expect(page.locator(".ot-changed")).to_have_count(0)  # what was pressed says it already
    page.reload()
    expect(chips(page)).to_have_text(left, timeout=LONG_MS)
    expect(page.locator(".ot-said")).to_have_text([FRENCH, "✕ from France"])


def test_with_the_last_statement_the_bar_goes(page: Page) -> None:
    say(page, "nothing from Japan")
    finished(page)
    draft = page.locator("#ot-box textarea")
    draft.fill("half a thought")
    change(page, "not from Japan")
    expect(page.locator(".ot-said")).to_have_count(2, timeout=LONG_MS)
    expect(chips(page)).to_have_count(0, timeout=LONG_MS)
    expect(page.locator("#ot-agreed")).not_to_be_visible()
    expect(draft).to_have_value("half a thought")
    finished(page, 2)
    page.reload()
    expect(page.locator(".ot-said")).to_have_count(2, timeout=LONG_MS)
    expect(chips(page)).to_have_count(0)


def test_the_next_statement_can_be_taken_back_while_words_still_come(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    change(page, "from France")
    expect(page.locator(".ot-said").last).to_have_text("✕ from France", timeout=LONG_MS)
    page.get_by_text("word2.").nth(1).wait_for(timeout=LONG_MS)
    chip(page, "drama").click()
    page.get_by_role("button", name="Take it back").dblclick()  # twice by mistake
    expect(page.locator(".ot-said").last).to_have_text("✕ drama", timeout=LONG_MS)
    finished(page, 3)
    assert page.get_by_text("(stopped)").count() == 1
    assert page.locator(".ot-said").all_inner_texts() == [FRENCH, "✕ from France", "✕ drama"]
    assert page.locator(".ot-problem").count() == 0


def test_the_second_half_of_a_double_click_does_not_hit_what_lies_under_the_menu(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    labels = chips(page).all_inner_texts()
    chips(page).first.click()
    place = page.get_by_role("button", name="Take it back").bounding_box()
    assert place is not None
    page.evaluate("addEventListener('click', () => (window.heard = (window.heard ?? 0) + 1))")
    page.mouse.move(place["x"] + 20, place["y"] + 10)
    for click in (1, 2):
        page.mouse.down(click_count=click)
        page.mouse.up(click_count=click)
        expect(chips(page)).to_have_text(labels[1:], timeout=LONG_MS)
    assert page.evaluate("heard") == 1
    finished(page, 2)
    assert page.locator(".ot-said").all_inner_texts() == [FRENCH, f"✕ {labels[0]}"]


@pytest.mark.parametrize(
    ("label", "what", "now"),
    [
        ("from France", "not from France", "not from France"),
        ("from France", "preferably from France", "preferably from France"),
        ("at most 110 min", "over 110 min", "over 110 min"),
    ],
)
def test_a_statement_is_changed_with_one_press_more(page: Page, label: str, what: str, now: str) -> None:
    say(page, FRENCH)
    finished(page)
    others = set(chips(page).all_inner_texts()) - {label}
    change(page, label, what)
    expect(page.locator(".ot-said").last).to_have_text(f"✎ {now}", timeout=LONG_MS)
    expect(chip(page, now)).to_be_visible()
    assert set(chips(page).all_inner_texts()) == {*others, now}
    finished(page, 2)
    assert page.locator(".ot-redo button").count() == 0  # a button's turn is not asked again in words
    page.reload()
    expect(chip(page, now)).to_be_visible(timeout=LONG_MS)


def test_a_number_is_changed_where_it_stands(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    labels = chips(page).all_inner_texts()
    chip(page, "at most 110 min").click()
    number = page.get_by_role("spinbutton", name="Number")
    expect(number).to_have_value("110")
    number.fill("")
    number.press("Enter")  # no number, no turn
    number.fill("95")
    number.press("Enter")
    expect(page.locator(".ot-said")).to_have_text([FRENCH, "✎ at most 95 min"], timeout=LONG_MS)
    expect(chips(page)).to_have_text([label.replace("110", "95") for label in labels], timeout=LONG_MS)


def test_what_may_be_done_stays_open_while_words_come_and_closes_as_menus_do(page: Page) -> None:
    say(page, FRENCH)
    chip(page, "drama").click()
    menu = page.get_by_role("group", name="drama", exact=True)
    page.get_by_text("word3.").wait_for(timeout=LONG_MS)
    expect(menu).to_be_visible()
    finished(page)
    expect(menu).to_be_visible()
    chip(page, "from France").click()
    expect(menu).not_to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#ot-agreed details[open]")).to_have_count(0)
    expect(chip(page, "from France")).to_be_focused()
    chip(page, "drama").click()
    page.locator(".ot-said").click()
    expect(menu).not_to_be_visible()


def test_on_a_phone_all_that_may_be_done_is_on_the_screen(browser: Browser, site: str) -> None:
    with visitor(browser, site, viewport={"width": 360, "height": 640}, has_touch=True) as page:
        say(page, FRENCH)
        finished(page)
        for label in chips(page).all_inner_texts():
            chip(page, label).tap()
            menu = page.get_by_role("group", name=label, exact=True)
            expect(menu).to_be_in_viewport(ratio=1)
            assert too_wide(page) == []


def test_a_statement_that_another_tab_took_back_is_no_error(page: Page, site: str) -> None:
    say(page, FRENCH)
    finished(page)
    other = page.context.new_page()
    wrong = watched(other, site)
    other.goto(site)
    expect(chip(other, "from France")).to_be_visible(timeout=LONG_MS)
    change(page, "from France")
    finished(page, 2)
    change(other, "from France")
    expect(chip(other, "from France")).to_have_count(0, timeout=LONG_MS)
    assert chips(other).all_inner_texts() == chips(page).all_inner_texts()
    assert other.locator(".ot-said").all_inner_texts() == [FRENCH, "✕ from France"]
    assert other.locator(".ot-problem").count() == 0
    change(other, "drama")  # and it goes on as ever
    expect(other.locator(".ot-said").last).to_have_text("✕ drama", timeout=LONG_MS)
    finished(other, 3)
    assert wrong == []


def test_it_can_all_be_done_by_keyboard(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    count = chips(page).count()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("slider")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(chips(page).last).to_be_focused()
    assert chips(page).last.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    for left in range(count - 1, -1, -1):
        page.keyboard.press("Enter" if left % 2 else "Space")
        menu = page.locator("#ot-agreed details[open]")
        for _ in range(menu.locator("button, input").count()):
            page.keyboard.press("Tab")
        expect(menu.get_by_role("button", name="Take it back")).to_be_focused()
        page.keyboard.press("Enter")
        expect(chips(page)).to_have_count(left, timeout=LONG_MS)
        if left:
            expect(chips(page).last).to_be_focused()
    expect(page.locator("#ot-box textarea")).to_be_focused()


def test_a_screen_reader_hears_what_each_press_does(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    chip(page, "from France").click()
    heard = page.get_by_role("group", name="What I understood:").aria_snapshot()
    for label in chips(page).all_inner_texts():
        assert label in heard
    for said in ("preferably from France", "not from France", "Take it back"):
        assert f'button "{said}"' in heard
    assert "✎" not in heard


def test_a_chinese_talk_has_chinese_names(page: Page) -> None:
    say(page, "不要美国的")
    finished(page)
    expect(page.get_by_role("group", name="我的理解：")).to_be_visible()
    change(page, "不要来自美国", "来自美国")
    expect(page.locator(".ot-said").last).to_have_text("✎ 来自美国", timeout=LONG_MS)
    change(page, "来自美国", "撤回")
    expect(page.locator(".ot-said").last).to_have_text("✕ 来自美国", timeout=LONG_MS)
