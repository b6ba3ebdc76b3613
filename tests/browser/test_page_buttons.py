"""What a person does with cards, the dial and a talk as a whole: press, open, move, edit, download, forget."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.turn import new_session
from tests import shop
from tests.browser.visiting import FRENCH, LONG_MS, change, chip, finished, say, too_wide, visitor
from tests.web_parts import FILMS, HOSTILE_TITLE, SlowBot, served, slow_bot

pytestmark = pytest.mark.browser

CHINESE = "温柔的日本电影"  # a request to begin with
GIF = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")  # one red pixel


@pytest.fixture(scope="module")
def site(bot: SlowBot) -> Iterator[str]:
    with served(replace(bot, pause_seconds=0.01, examples=(*bot.examples, CHINESE))) as address:
        yield address


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with visitor(browser, site) as page:
        page.set_default_timeout(LONG_MS / 2)
        yield page


def button(page: Page, does: str, place: int = 0) -> Locator:
    """A button of a card by what a screen reader calls it, counted over all cards."""
    return page.locator(".ot-acts").nth(place).get_by_role("button", name=re.compile(rf"^{does} "))


def titles(page: Page) -> list[str]:
    """Of the last list."""
    return page.locator(".ot-cards").last.locator(".ot-title").all_inner_texts()


def test_a_like_is_pressed_understood_and_changes_the_next_answer(page: Page) -> None:
    say(page, "something gentle")
    finished(page)
    like = button(page, "Like")
    expect(like).to_have_attribute("aria-pressed", "false")
    title = page.locator(".ot-title").first.inner_text().rpartition(" ")[0]
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
    expect(chip(page, f"like {title}")).to_be_visible()
    assert page.locator(".ot-said").count() == 1  # no turn of its own
    page.reload()
    expect(like).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
    expect(button(page, "Dislike")).to_have_attribute("aria-pressed", "false")
    say(page, "more")
    finished(page, 2)
    expect(page.locator(".ot-changed")).to_contain_text(f"like {title}")
    like.click()  # on a card of an earlier list, and taken back
    expect(like).to_have_attribute("aria-pressed", "false", timeout=LONG_MS)
    expect(chip(page, f"like {title}")).to_have_count(0)


def test_what_is_disliked_never_comes_again(page: Page) -> None:
    say(page, "something gentle")
    finished(page)
    refused = titles(page)[0]
    button(page, "Dislike").click()
    expect(button(page, "Dislike")).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
    for turns, said in enumerate(("start over", "something gentle", "anything gentle"), 2):
        say(page, said)
        expect(page.locator(".ot-said")).to_have_count(turns, timeout=LONG_MS)
        expect(page.get_by_role("button", name="Send")).to_be_visible(timeout=LONG_MS)
        assert refused not in titles(page) or page.locator(".ot-cards").count() == 1


def test_buttons_are_reached_and_pressed_by_keyboard_and_keep_the_focus(page: Page) -> None:
    say(page, "something gentle")
    finished(page)
    button(page, "Like").focus()
    page.keyboard.press("Tab")
    expect(button(page, "Dislike")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(button(page, "Seen")).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
    expect(button(page, "Seen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page, "Seen")).to_have_attribute("aria-pressed", "false", timeout=LONG_MS)


def test_a_press_while_words_still_come_stops_nothing(browser: Browser, bot: SlowBot) -> None:
    with served(replace(bot, pause_seconds=0.06)) as site, visitor(browser, site) as page:
        say(page, "something gentle")
        page.get_by_text("word2.").wait_for(timeout=LONG_MS)
        button(page, "Like").click()
        expect(button(page, "Like")).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
        assert page.locator(".ot-foot").count() == 0  # words were still coming
        finished(page)
        assert page.get_by_text("(stopped)").count() == 0
        expect(button(page, "Like")).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#ot-agreed")).to_contain_text("like ")


def test_more_like_this_is_one_press(page: Page) -> None:
    say(page, "something gentle")
    finished(page)
    title = page.locator(".ot-title").first.inner_text().rpartition(" ")[0]
    button(page, "More like this").click()
    expect(page.locator(".ot-said").last).to_have_text(f"≈ {title}", timeout=LONG_MS)
    expect(page.locator("#ot-box textarea")).to_be_focused()
    finished(page, 2)
    assert not [shown for shown in titles(page) if shown.startswith(title)]


def test_a_reason_opens_what_the_record_says(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    reason = page.locator(".ot-because", has_text="country: France").first
    expect(reason.locator(".ot-evidence")).not_to_be_visible()
    reason.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(reason.locator(".ot-evidence")).to_have_text("The record says country: France")
    button(page, "Like").click()
    expect(button(page, "Like")).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
    expect(reason.locator(".ot-evidence")).to_be_visible()  # a press does not close it


def test_the_dial_moves_by_keyboard_counts_for_the_next_answer_and_outlives_a_reload(page: Page) -> None:
    dial = page.get_by_role("slider")
    expect(dial).to_have_value("0.5")
    dial.focus()
    page.keyboard.press("End")
    expect(dial).to_have_value("1")
    say(page, "something tense")
    finished(page)
    expect(chip(page, "hidden gems only")).to_be_visible()
    assert not [title for title in titles(page) if title.startswith(("Alien", "Top Gun"))]
    page.reload()
    expect(page.get_by_role("slider")).to_have_value("1", timeout=LONG_MS)
    change(page, "hidden gems only")
    finished(page, 2)
    expect(page.get_by_role("slider")).to_have_value("0.5")


def test_a_request_is_asked_again_and_changed_as_a_new_one(page: Page) -> None:
    say(page, "something gentle")
    finished(page)
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".ot-said")).to_have_text(["something gentle", "something gentle"], timeout=LONG_MS)
    finished(page, 2)
    expect(page.get_by_role("button", name="Ask again")).to_have_count(1)  # under the last request only
    page.get_by_role("button", name="Edit and ask anew").click()
    box = page.locator("#ot-box textarea")
    expect(box).to_have_value("something gentle")
    expect(box).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" from Japan")
    page.keyboard.press("Enter")
    expect(page.locator(".ot-said").last).to_have_text("something gentle from Japan", timeout=LONG_MS)
    finished(page, 3)


def test_the_talk_is_downloaded_as_json(page: Page) -> None:
    say(page, FRENCH)
    finished(page)
    button(page, "Like").click()
    expect(button(page, "Like")).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
    page.get_by_text("More", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this talk").click()
    assert download.value.suggested_filename == "offtrail-talk.json"
    told = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert [turn["utterance"] for turn in told["turns"]] == [FRENCH]
    assert list(told["pressed"].values()) == ["like"]
    assert [item["title"] for item in told["turns"][0]["items"]] == [
        title.rpartition(" ")[0] for title in titles(page)
    ]


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(page: Page) -> None:
    menu, inside = page.get_by_text("More", exact=True), page.get_by_role("button", name="Download this talk")
    menu.click()
    expect(inside).to_be_visible()
    page.keyboard.press("Escape")
    expect(inside).not_to_be_visible()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    expect(inside).to_be_visible()
    page.locator("#ot-box textarea").click()
    expect(inside).not_to_be_visible()


def test_a_talk_is_forgotten_only_after_a_second_word(browser: Browser, site: str, bot: SlowBot) -> None:
    talk = new_session()
    with visitor(browser, site, talk=talk) as page:
        say(page, "something gentle")
        finished(page)
        page.get_by_text("More", exact=True).click()
        sure = page.get_by_role("button", name="Yes, forget it")
        expect(sure).not_to_be_visible()
        page.get_by_text("Forget this talk…").click()
        expect(page.get_by_text("deleted here, for good")).to_be_visible()
        sure.click()
        expect(page.locator(".ot-empty")).to_be_visible(timeout=LONG_MS)
        assert not bot.session(talk).kept
        cookies = [cookie["value"] for cookie in page.context.cookies()]  # type: ignore[typeddict-item]
        assert cookies
        assert talk not in cookies
        page.reload()
        expect(page.locator(".ot-empty")).to_be_visible(timeout=LONG_MS)


def test_hostile_titles_stay_text_on_buttons_in_evidence_and_in_the_bar(page: Page) -> None:
    say(page, "sinister cabaret, a French or Nowhere thing")
    finished(page)
    acts = page.locator(".ot-card", has_text="<img src=x onerror=").locator(".ot-acts")
    acts.get_by_role("button", name=f"Like {HOSTILE_TITLE}", exact=True).click()
    expect(page.locator("#ot-agreed")).to_contain_text("like ", timeout=LONG_MS)
    for reason in page.locator(".ot-because summary").all():
        reason.click()
    acts.get_by_role("button", name=re.compile("^More like this ")).click()
    expect(page.locator(".ot-said").last).to_contain_text("≈ <img src=x onerror=", timeout=LONG_MS)
    finished(page, 2)
    assert page.evaluate("() => window.pwned") is None
    assert page.locator("#ot-chat, #ot-kept").locator("img, iframe, form, script, a, code").count() == 0


def test_a_picture_of_our_own_is_shown_and_one_from_elsewhere_is_never_asked_for(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "cleo.gif").write_bytes(GIF)
    named = {"cleo": "cleo.gif", "vagabond": "http://evil.test/a.gif"}
    films = [film | {"image": named.get(film["id"], "gone.gif")} for film in FILMS]
    with (
        shop.opened(shop.built(tmp_path, films)) as index,
        served(slow_bot(index, tmp_path), media=tmp_path) as site,
        visitor(browser, site, forgiven="404") as page,  # no request to another origin passes
    ):
        say(page, FRENCH)
        finished(page)
        picture = page.locator(".ot-card", has_text="Cleo from 5 to 7").locator("img")
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.complete && image.naturalWidth") == 1
        assert page.locator(".ot-card", has_text="Vagabond").locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_buttons_evidence_and_menu_fit(browser: Browser, site: str, scheme: Any) -> None:
    phone = {"width": 360, "height": 740}
    with visitor(browser, site, viewport=phone, color_scheme=scheme, has_touch=True, locale="zh-CN") as page:
        say(page, "法国剧情片，120分钟以内")
        finished(page)
        for reason in page.locator(".ot-because summary").all():
            reason.click()
        page.get_by_text("更多", exact=True).click()
        expect(page.get_by_role("button", name="下载这次对话")).to_be_in_viewport(ratio=1)
        assert too_wide(page) == []
        expect(page.get_by_role("slider")).to_be_in_viewport()


def test_a_browser_that_asks_for_chinese_sees_a_chinese_page(browser: Browser, site: str) -> None:
    with visitor(browser, site, locale="zh-CN") as page:
        expect(page.get_by_role("button", name="新对话")).to_be_visible(timeout=LONG_MS)
        expect(page.locator(".ot-empty")).to_contain_text("你现在想要什么样的")
        expect(page.get_by_role("button", name="发送")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "zh")
        expect(page.locator("#ot-chat .example")).to_have_text(CHINESE)
        heard = re.sub(r"(?m)^ *- /?'?[a-z]+|\[level=1\]", "", page.locator("body").aria_snapshot())  # but roles
        assert re.findall("[A-Za-z]+", heard) == ["Offtrail"]
        page.get_by_role("button", name=CHINESE).click()
        expect(page.locator(".ot-foot")).to_have_count(1, timeout=LONG_MS)
        button(page, "不喜欢").click()
        expect(page.locator(".ot-dislike").first).to_have_attribute("aria-pressed", "true", timeout=LONG_MS)
        expect(page.locator("#ot-agreed")).to_contain_text("不像《")
