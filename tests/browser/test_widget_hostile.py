"""The widget among hostile texts and pages, and for people without a mouse, without light or with a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.widget_parts import LONG_MS, Street, finished, launcher, opened, say, street
from tests.widget_server import Told, item

pytestmark = pytest.mark.browser

CORPUS = (
    "<script>window.pwned=1</script>",
    '<img src="{evil}/x" onerror="window.pwned=2">', '"><svg onload=window.pwned=3>',
    "<iframe srcdoc='<script>parent.pwned=4</script>'></iframe>", "[click](javascript:window.pwned=5)",
    "![seen]({evil}/pixel.png)", "<style>@import '{evil}/css';*{{display:none}}</style>",
    "**<b onclick=pwned=6>bold</b>**",
    "<link rel=prefetch href={evil}/prefetch>", "{{constructor.constructor('window.pwned=7')()}}",
    "\u202e</textarea><p>",
    "<form action={evil}/form><input name=q autofocus onfocus=window.pwned=8></form>",
)  # fmt: skip
PICTURES = (
    "//evil.test/x.png",
    "https://evil.test/x",
    "/media/../x.png",
    "/media/%2e%2e/x",
    "javascript:pwned=9",
    "data:text/html,x",
)
HOSTILE_CSS = """<style>
*{all:unset!important;display:none!important;font-size:90px!important;color:#fff!important;direction:rtl!important}
html,head,body{display:block!important;transform:rotate(9deg)}
offtrail-chat{visibility:hidden!important;opacity:0!important}
</style>"""


@pytest.fixture
def shop(browser: Browser) -> Iterator[Street]:
    with street(browser) as made:
        yield made


def axe(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def full_of(texts: list[str], shop: Street) -> None:
    all_at_once = " ".join(texts)
    why = [{"kind": "wish", "text": text, "evidence": text} for text in texts[:6]]
    fake = shop.fake
    fake.items = [
        item(text, text, facts=texts, description=text, why=why, image=path)
        for text, path in zip(texts, PICTURES * 2, strict=True)
    ]
    fake.pieces = [text + "\n\n" for text in texts] + ["- " + all_at_once]
    fake.notes, fake.question, fake.replies = texts, all_at_once, texts
    edits = [{"change": text, "label": text, "numbers": [text]} for text in texts]
    fake.understood = [{"key": text, "label": text, "edits": edits} for text in texts]


def test_hostile_text_from_anywhere_stays_text(shop: Street) -> None:
    shop.shop.policy = ""  # nothing but the widget itself stands in the way
    texts = [text.format(evil=shop.shop.bot + "/evil") for text in CORPUS]
    full_of(texts, shop)
    with shop.visit() as page:
        dialog = opened(page)
        for text in texts[:4]:
            say(page, text)
            finished(page)
        expect(dialog.locator(".said").last).to_have_text(texts[3])
        dialog.locator(".title").last.click()
        dialog.locator(".again").last.click()
        finished(page)
        dialog.locator("summary").first.click()
        dialog.locator(".chip[open] .reply").first.click()
        finished(page)
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        made = dialog.evaluate(
            "all => [...new Set([...all.querySelectorAll('*')].map((one) => one.localName))].sort()"
        )
        assert dialog.locator("a, img, script, iframe, form, style, link").count() == 0
        assert texts[0] in dialog.locator(".words").last.inner_text()
    boxes, words = {"details", "div", "summary", "ul"}, {"h2", "i", "li", "p", "span", "strong"}
    assert set(made) <= boxes | words | {"button", "path", "svg", "textarea"}
    assert shop.fake.hits == []


def test_restored_hostile_text_stays_text(shop: Street) -> None:
    shop.shop.policy = ""
    texts = [text.format(evil=shop.shop.bot + "/evil") for text in CORPUS]
    full_of(texts, shop)
    turns: list[Told] = [
        {"utterance": text, "text": text, "items": shop.fake.items, "notes": texts, "end": "end"} for text in texts
    ]
    with shop.visit() as page:
        opened(page)
        say(page, "hello")
        finished(page)
        shop.fake.turns = turns
        page.reload()
        dialog = opened(page)
        expect(dialog.locator(".said")).to_have_count(len(texts), timeout=LONG_MS)
        page.wait_for_timeout(300)
        assert page.evaluate("window.pwned") is None
        assert dialog.locator("a, img, script, iframe, form, style, link").count() == 0
    assert shop.fake.hits == []


def test_hostile_looks_of_the_page_do_not_reach_it(shop: Street) -> None:
    shop.shop.policy = ""
    shop.shop.html = f'<!doctype html><html lang="en"><title>Loud</title>{HOSTILE_CSS}<body>loud</body></html>'
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        expect(dialog.locator(".title")).to_have_count(2)
        looks = dialog.locator(".title").first.evaluate(
            "one => [getComputedStyle(one).fontSize, getComputedStyle(one).color]"
        )
        assert looks == ["15px", "rgb(34, 32, 28)"]
        box = dialog.bounding_box()
        assert box is not None
        assert box["width"] == 400


def test_all_can_be_done_by_keyboard(shop: Street) -> None:
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        page.keyboard.press("Tab")  # the shop's own button
        page.keyboard.press("Tab")
        expect(launcher(page)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("offtrail-chat textarea")).to_be_focused()
        page.keyboard.type("a quiet film")
        page.keyboard.press("Enter")
        finished(page)
        like = page.get_by_label("I like it: Quiet Days")
        for _ in range(20):
            if like.evaluate("one => one.matches(':focus')"):
                break
            page.keyboard.press("Shift+Tab")
        expect(like).to_be_focused()
        assert like.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
        page.keyboard.press("Space")
        expect(like).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(launcher(page)).to_be_focused()
        page.get_by_role("button", name="Buy").focus()
        page.evaluate("offtrail.open()")
        expect(page.locator("offtrail-chat textarea")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Buy")).to_be_focused()


def test_the_enter_that_chooses_a_chinese_word_sends_nothing(shop: Street) -> None:
    with shop.visit() as page:
        opened(page)
        box = page.locator("offtrail-chat textarea")
        box.fill("an jing")
        box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        expect(box).to_have_value("an jing")
    assert shop.fake.bodies("chat") == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("accent", ["#0b6", "#ffe600", "#111"])
def test_axe_finds_nothing(shop: Street, colours: str, accent: str) -> None:
    shop.shop.attributes = f'data-accent="{accent}"'
    shop.fake.understood = [{"key": "country=Japan", "label": "from Japan"}]
    shop.fake.notes, shop.fake.question, shop.fake.replies = ["Nothing shorter."], "How long?", ["short"]
    with shop.visit(color_scheme=colours, reduced_motion="reduce") as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        dialog.get_by_label("I like it: Quiet Days").click()
        assert axe(page) == []
        shop.fake.status = 500
        say(page, "again")
        expect(dialog.locator(".problem")).to_be_visible(timeout=LONG_MS)
        assert axe(page) == []


def test_dark_follows_the_system_until_the_page_says_otherwise(shop: Street) -> None:
    with shop.visit(color_scheme="dark") as page:
        dialog = opened(page)
        dark, light = "rgb(27, 26, 24)", "rgb(255, 255, 255)"
        expect(dialog).to_have_css("background-color", dark)
        page.evaluate("offtrail.setTheme('light')")
        expect(dialog).to_have_css("background-color", light)


def test_on_a_phone_it_fills_the_screen_and_keeps_the_focus(shop: Street) -> None:
    with shop.visit(viewport={"width": 390, "height": 780}, reduced_motion="reduce") as page:
        dialog = opened(page)
        page.wait_for_timeout(400)  # it slides in
        box = {side: round(length) for side, length in (dialog.bounding_box() or {}).items()}
        assert box == {"x": 0, "y": 0, "width": 390, "height": 780}
        expect(dialog).to_have_attribute("aria-modal", "true")
        expect(launcher(page)).to_be_hidden()
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.localName") == "offtrail-chat"
        say(page, "a quiet film")
        finished(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.keyboard.press("Escape")
        expect(launcher(page)).to_be_focused()


def test_a_page_from_right_to_left_is_answered_so(shop: Street) -> None:
    shop.shop.html = '<!doctype html><html lang="ar" dir="rtl"><title>x</title></html>'
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "مرحبا")
        finished(page)
        expect(dialog).to_have_css("direction", "rtl")
        said, log = dialog.locator(".said").bounding_box(), dialog.locator(".log").bounding_box()
        assert said is not None
        assert log is not None
        assert said["x"] - log["x"] < 30  # what a person said stands at the end of the line


@pytest.mark.parametrize(
    ("width", "height"), [(640, 400), (844, 390), (320, 256)]
)  # zoomed twice, a phone that lies
def test_where_there_is_little_room_it_takes_all_of_it(shop: Street, width: int, height: int) -> None:
    shop.fake.understood = [{"key": str(n), "label": f"wish number {n}"} for n in range(9)]
    with shop.visit(viewport={"width": width, "height": height}, reduced_motion="reduce") as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        assert dialog.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
        log = dialog.locator(".log").bounding_box()
        assert log is not None
        assert log["height"] > 90  # something can be read


def test_a_page_that_zooms_itself_does_not_push_it_out_of_sight(shop: Street) -> None:
    shop.shop.policy = ""
    shop.shop.html = '<!doctype html><html lang="en" style="zoom: 2"><title>Large</title></html>'
    with shop.visit(viewport={"width": 1000, "height": 700}, reduced_motion="reduce") as page:
        box = opened(page).bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["x"] >= 0


def test_a_page_without_a_doctype_has_the_same_chat(shop: Street) -> None:
    shop.shop.html = '<html lang="en"><title>Old</title><table><tr><td>old</table></html>'
    with shop.visit() as page:
        assert page.evaluate("document.compatMode") == "BackCompat"
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        expect(dialog.locator(".title").first).to_have_css("font-size", "15px")
        expect(dialog).to_have_css("width", "400px")


def test_a_page_that_makes_itself_anew_gets_the_talk_back(shop: Street) -> None:
    shop.shop.policy = ""
    with shop.visit() as page:
        opened(page)
        say(page, "a quiet film")
        finished(page)
        page.evaluate("document.documentElement.innerHTML = '<body>another page</body>'")
        expect(launcher(page)).to_have_count(0)
        page.evaluate("offtrail.open()")
        expect(page.locator("offtrail-chat .said")).to_have_text("a quiet film")
        page.evaluate("document.body.replaceWith(document.createElement('body'))")
        expect(page.locator("offtrail-chat .said")).to_be_visible()


def test_it_is_not_printed(shop: Street) -> None:
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        page.emulate_media(media="print")
        expect(launcher(page)).to_be_hidden()


def test_with_the_colours_of_the_system_what_is_pressed_can_be_told(shop: Street) -> None:
    with shop.visit(forced_colors="active") as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        like, other = (dialog.get_by_label(f"{label}: Quiet Days") for label in ("I like it", "Not for me"))
        like.click()
        expect(like).to_have_attribute("aria-pressed", "true")
        seen = "one => getComputedStyle(one).backgroundColor"
        assert like.evaluate(seen) != other.evaluate(seen)
        bars = dialog.locator(".meter").first.locator("i")
        assert bars.first.evaluate(seen) != bars.last.evaluate(seen)
