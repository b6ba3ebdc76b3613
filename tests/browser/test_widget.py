"""The widget on somebody else's page: talks, cards, opinions, stop, and what is told when something breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from bot.web.embedded import FOLDER, PARTS
from tests.browser.widget_parts import LONG_MS, Street, finished, launcher, opened, say, street
from tests.widget_server import KEY, SESSION, item

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(browser: Browser) -> Iterator[Street]:
    with street(browser) as made:
        yield made


def test_cards_and_words_come_on_a_page_with_the_strictest_policy(shop: Street) -> None:
    refused: list[str] = []
    with shop.visit() as page:
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        expect(dialog.locator(".title")).to_have_text(["Quiet Days", "The Salt Road"])
        expect(dialog.locator(".words p")).to_have_text("Quiet Days is slow and kind.")
        expect(dialog.locator(".words strong")).to_have_text("Quiet Days")
        expect(dialog.locator(".words li")).to_have_text(["one", "two"])
        expect(dialog.locator(".card img")).to_have_js_property("naturalWidth", 1, timeout=LONG_MS)
        background = dialog.evaluate("panel => getComputedStyle(panel).backgroundColor")
    assert background == "rgb(255, 255, 255)"  # its own sheet holds
    assert refused == []
    assert shop.fake.bodies("chat") == [{"utterance": "a quiet film"}]
    assert shop.fake.cookies == []


def test_the_root_is_closed_and_a_second_script_changes_nothing(shop: Street) -> None:
    shop.shop.html = '<!doctype html><html lang="en"><script src="{bot}/widget.js"></script></html>'
    shop.shop.html = shop.shop.html.replace("<script", '<script data-key="pk_abcdefghijklmnopqrstuv"')
    with shop.visit(opened=False) as page:
        page.wait_for_function("document.querySelector('offtrail-chat')", timeout=LONG_MS)
        page.wait_for_load_state("networkidle")
        assert page.locator("offtrail-chat").count() == 1
        assert page.evaluate("document.querySelector('offtrail-chat').shadowRoot") is None
    assert shop.fake.tokens == 1


def test_the_page_sees_none_of_its_names_but_one(shop: Street) -> None:
    script = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in PARTS if name.endswith(".js"))
    names = sorted(set(re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script, re.MULTILINE)))
    types = f"[{', '.join(f'typeof {name}' for name in names)}]"
    assert len(names) > 50
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        with_it = page.evaluate(types)
        assert page.evaluate("Object.isFrozen(offtrail)")
        page.goto("about:blank")
        assert page.evaluate(types) == with_it


def test_a_page_that_is_not_let_in_has_no_button_and_one_warning(shop: Street) -> None:
    shop.shop.key = "pk_unknown00000000000000"
    warned: list[str] = []
    with shop.visit(
        before="document.addEventListener('offtrail:error', (e) => (window.told = e.detail.kind))"
    ) as page:
        page.wait_for_function("window.told === 'denied'", timeout=LONG_MS)  # the first time nobody listens
        page.on("console", lambda said: warned.append(said.text) if said.type == "warning" else None)
        page.reload()
        page.wait_for_function("window.told === 'denied'", timeout=LONG_MS)
        assert page.locator("offtrail-chat").count() == 0
    assert [line for line in warned if "offtrail" in line] == [
        "offtrail: not shown on this page (this key or user is not known)"
    ]


def test_an_origin_that_is_not_listed_has_no_button(shop: Street) -> None:
    listed, shop.fake.origin = shop.fake.origin, "https://other.example"
    with shop.browser.new_context() as context:
        page = context.new_page()
        with page.expect_console_message(lambda said: "offtrail: not shown" in said.text, timeout=LONG_MS):
            page.goto(listed)
        assert page.locator("offtrail-chat").count() == 0
    assert shop.fake.tokens == 0


def test_the_talk_is_there_again_after_a_reload_and_gone_with_a_new_talk(shop: Street) -> None:
    with shop.visit() as page:
        opened(page)
        say(page, "a quiet film")
        finished(page)
        shop.fake.turns = [
            {
                "utterance": "a quiet film",
                "text": "It was **slow**.",
                "items": shop.fake.items,
                "notes": [],
                "end": "end",
            }
        ]
        shop.fake.pressed = {"a": "like"}
        page.reload()
        dialog = opened(page)
        expect(dialog.locator(".said")).to_have_text("a quiet film", timeout=LONG_MS)
        expect(dialog.locator(".words")).to_have_text("It was slow.")
        expect(dialog.get_by_label("I like it: Quiet Days")).to_have_attribute("aria-pressed", "true")
        say(page, "and another")
        finished(page)
        assert shop.fake.bodies("chat")[-1] == {"utterance": "and another", "session": SESSION}
        dialog.get_by_label("New talk").click()
        expect(dialog.locator(".said")).to_have_count(0)
        say(page, "from the start")
        finished(page)
    assert shop.fake.bodies("chat")[-1] == {"utterance": "from the start"}


def test_where_storage_is_shut_the_talk_goes_on_in_memory(shop: Street) -> None:
    shut = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    with shop.visit(before=shut) as page:
        opened(page)
        say(page, "one")
        finished(page)
        say(page, "two")
        expect(page.locator("offtrail-chat .said")).to_have_count(2)
        finished(page)
    assert shop.fake.bodies("chat")[-1] == {"utterance": "two", "session": SESSION}


def test_an_opinion_is_pressed_and_taken_back_and_undone_where_the_server_refuses(shop: Street) -> None:
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        like = dialog.get_by_label("I like it: Quiet Days")
        like.click()
        expect(like).to_have_attribute("aria-pressed", "true")
        page.wait_for_timeout(200)
        like.click()
        expect(like).to_have_attribute("aria-pressed", "false")
        page.wait_for_timeout(200)
        shop.fake.status = 503
        like.click()
        expect(dialog.locator(".problem")).to_have_text("Something went wrong on my side. Try again in a moment.")
        expect(like).to_have_attribute("aria-pressed", "false")
    assert [body["opinion"] for body in shop.fake.bodies("feedback")] == ["like", None, "like"]


def test_more_like_this_replies_and_statements_are_turns_of_their_own(shop: Street) -> None:
    shop.fake.understood = [{"key": "country=Japan", "label": "from Japan"}]
    shop.fake.question, shop.fake.replies = "How long?", ["short", "any"]
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        dialog.get_by_label("More like this: The Salt Road").click()
        expect(dialog.locator(".said").last).to_have_text("More like The Salt Road")
        finished(page)
        dialog.get_by_role("button", name="short", exact=True).click()
        expect(dialog.locator(".said").last).to_have_text("short")
        finished(page)
        dialog.get_by_label("Take back: from Japan").click()
        expect(dialog.locator(".said").last).to_have_text("✕ from Japan")
        finished(page)
    fake = shop.fake
    assert fake.bodies("more-like") == [{"session": SESSION, "item": "b"}]
    assert fake.bodies("chat")[-1] == {"session": SESSION, "utterance": "short"}
    assert fake.bodies("edit") == [{"session": SESSION, "key": "country=Japan", "change": "take_back"}]


def test_stop_stops_and_what_was_said_stays(shop: Street) -> None:
    shop.fake.pieces, shop.fake.pause_seconds = [f"word{n}. " for n in range(400)], 0.05
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a long story")
        expect(dialog.locator(".words")).to_contain_text("word3.", timeout=LONG_MS)
        dialog.get_by_label("Stop").click()
        expect(dialog.get_by_text("Stopped.")).to_be_visible()
        finished(page)
        expect(dialog.locator(".words")).to_contain_text("word3.")
        page.wait_for_timeout(500)
    assert shop.fake.closed == 1  # the server heard it, too


def test_the_page_hears_of_everything_and_can_say_something(shop: Street) -> None:
    heard = """window.heard = [];
for (const name of ["ready", "open", "close", "message", "recommend", "click"])
  document.addEventListener("offtrail:" + name, (event) => heard.push([name, event.detail]));"""
    with shop.visit(before=heard) as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        page.evaluate("void offtrail.on('recommend', (told) => (window.first = told.items[0].id))")
        assert page.evaluate("offtrail.send('a quiet film')") == "answered"
        finished(page)
        page.get_by_role("button", name="Quiet Days", exact=True).click()
        expect(page.get_by_text("All about Quiet Days.")).to_be_visible()
        page.evaluate("offtrail.close()")
        told = page.evaluate("heard")
        assert page.evaluate("window.first") == "a"
        refused = page.evaluate(
            "(async () => { try { offtrail.on('nothing', 1) } catch (e) { return e.message } })()"
        )
    assert [name for name, _ in told] == ["ready", "open", "message", "recommend", "message", "click", "close"]
    assert told[-2][1] == {"id": "a", "title": "Quiet Days"}
    assert "needs one of ready, open" in refused


def test_who_it_is_goes_with_the_token_and_a_false_proof_is_refused(shop: Street) -> None:
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        assert page.evaluate("offtrail.identify('u1', 'good')") is True
        assert page.evaluate("offtrail.identify('u2', 'bad')") is False
    assert shop.fake.bodies("token")[1] == {"key": "pk_abcdefghijklmnopqrstuv", "user": "u1", "user_hmac": "good"}


# Who is named one after the other, with which proof; whose proof is answered first; what each call comes to.
@pytest.mark.parametrize(("named", "first", "told", "is_now"), [
    ((("u1", "bad"), ("u2", "good")), 0, [False, True], "u2"),
    ((("u1", "good"), ("u2", "good")), 0, [False, True], "u2"),
    ((("u1", "good"), ("u2", "good")), 1, [False, True], "u2"),
    ((("u1", "good"), ("u1", "good")), 0, [True, True], "u1"),
    ((("u1", "good"), ("u2", "bad")), 1, [False, False], ""),
    ((("u1", "good"), ("", "")), 1, [False, True], ""),
])  # fmt: skip
def test_of_two_who_are_named_at_once_the_last_one_counts(
    shop: Street, named: tuple[tuple[str, str], ...], first: int, told: list[bool], is_now: str
) -> None:
    held: list[Route] = []
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        page.route("**/v1/token", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it, and can't mark a builtin
        name = "([user, hmac]) => offtrail.identify(user, hmac)"
        page.evaluate(f"named => {{ window.told = Promise.all(named.map({name})) }}", named)
        while len(held) < 2:
            page.wait_for_timeout(20)
        for place in (first, 1 - first):
            with page.expect_event("requestfinished"):
                held[place].continue_()
        page.unroute("**/v1/token")
        assert page.evaluate("told") == told
        opened(page)
        say(page, "a quiet film")
        finished(page)
        mine = [key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("offtrail:")]
    assert [key.removeprefix(f"offtrail:{KEY}").removeprefix(":") for key in mine] == [is_now]


def test_numbers_and_sizes_are_bounded(shop: Street) -> None:
    shop.fake.pieces = ["x" * 50_000]
    shop.fake.items = [item(str(n), "t" * 5000) for n in range(50)]
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "much")
        finished(page)
        assert len(dialog.locator(".words").inner_text()) == 20_000
        assert dialog.locator(".card").count() == 20  # as many as the API may send
        assert len(dialog.locator(".title").first.inner_text()) == 160


def test_it_speaks_chinese_on_a_chinese_page(shop: Street) -> None:
    shop.shop.html = '<!doctype html><html lang="zh-CN"><title>店</title></html>'
    with shop.visit() as page:
        expect(launcher(page)).to_have_attribute("aria-label", "打开对话", timeout=LONG_MS)
        dialog = opened(page)
        say(page, "安静的电影")
        finished(page)
        expect(dialog.locator(".niche").first).to_have_text(re.compile("小众 · 12 人知道"))
