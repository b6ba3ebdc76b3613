"""What the widget makes of an answer and of impatience: quotations, whom to ask, what became of words sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.widget_parts import LONG_MS, Street, finished, launcher, opened, say, street
from tests.widget_server import KEY, SESSION, Told

pytestmark = pytest.mark.browser
QUOTE, SOURCE = "Opened tea can go back within a fortnight.", "Returns › Opened tea"
HEARD = "document.addEventListener('offtrail:hand-over', (event) => (window.heard = event.detail));"

REMEMBERED: Told = {
    "utterance": "do you buy back old boots?", "text": "I don't know.", "items": [], "notes": [], "end": "end",
    "hand_over": {"questions": ["do you buy back old boots?"], "contact": "ann@shop.example"},
}  # fmt: skip


@pytest.fixture
def shop(browser: Browser) -> Iterator[Street]:
    with street(browser) as made:
        yield made


def unanswered(shop: Street, contact: str) -> None:
    shop.fake.items, shop.fake.pieces = [], ["I don't know."]
    shop.fake.hand_over = {"questions": ["do you buy back old boots?"], "contact": contact}


def asked(page: Page) -> Any:
    dialog = opened(page)
    say(page, "do you buy back old boots?")
    finished(page)
    return dialog


def test_a_quotation_stands_apart_with_its_source_below_it(shop: Street) -> None:
    shop.fake.quotes = [(QUOTE, SOURCE), ("Boots can be resoled.", SOURCE)]
    with shop.visit() as page:
        page.evaluate(
            "document.addEventListener('offtrail:message', (event) => (window.said = event.detail.text))"
        )
        dialog = opened(page)
        say(page, "can I return opened tea?")
        finished(page)
        expect(dialog.locator("blockquote")).to_have_text([QUOTE, "Boots can be resoled."])
        expect(dialog.locator("figcaption")).to_have_text([SOURCE, SOURCE])
        expect(dialog.locator(".words > p")).to_have_text("Quiet Days is slow and kind.")
        assert "From:" not in dialog.locator(".words").inner_text()
        assert f"{QUOTE}\n(From: {SOURCE})" in page.evaluate("said")
        assert Axe().run(page).response["violations"] == []


def test_a_quotation_is_one_again_after_a_reload(shop: Street) -> None:
    named, said = f"\n(From: {SOURCE})", "\n\n**Boots** can be resoled."
    old = {"utterance": "and tea?", "text": f"(From: {SOURCE})", "items": [], "notes": [], "end": "end"}
    told = [{"text": QUOTE, "source": SOURCE}, {"text": named, "source": SOURCE}, {"text": said}]
    shop.fake.turns = [old, old | {"text": QUOTE + named + said, "parts": told}]
    with shop.visit(before=f"localStorage.setItem('offtrail:{KEY}', '{SESSION}');") as page:
        dialog = opened(page)
        expect(dialog.locator("blockquote")).to_have_text([QUOTE], timeout=LONG_MS)
        expect(dialog.locator("figcaption")).to_have_text([SOURCE])
        expect(dialog.locator(".words > p")).to_have_text([f"(From: {SOURCE})", "Boots can be resoled."])


def test_a_question_nobody_answered_goes_to_people_and_the_page_hears_of_it(shop: Street) -> None:
    unanswered(shop, "Ann <b>at</b> the desk")
    with shop.visit(before=HEARD) as page:
        dialog = asked(page)
        expect(dialog.locator(".hand")).to_have_text("I could not find that.Ann <b>at</b> the desk can help.")
        expect(dialog.locator("a")).to_have_count(0)
        told = page.evaluate("heard")
        say(page, "and what else?")
        finished(page)
        expect(dialog.locator(".hand").first).to_be_visible()  # it stays
    assert told["questions"] == ["do you buy back old boots?"]
    assert told["session"] == SESSION


@pytest.mark.parametrize(("contact", "address"), [
    ("ann@shop.example", "mailto:ann@shop.example"),
    ("+1 (555) 010-0199", "tel:+15550100199"),
])  # fmt: skip
def test_a_mail_address_or_a_number_alone_becomes_a_link(shop: Street, contact: str, address: str) -> None:
    unanswered(shop, contact)
    with shop.visit() as page:
        link = asked(page).locator(".hand a")
        expect(link).to_have_text(contact)
        expect(link).to_have_attribute("href", address)
        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("contact", [
    "javascript:alert(1)@x.y", "ann@shop.example?bcc=all@evil.test", "https://evil.test", "Room 12", "1-2",
    "write to ann@shop.example", "ann@shop.example\nBcc: x@y.z", "ann@shop", "",
])  # fmt: skip
def test_any_other_contact_is_no_link(shop: Street, contact: str) -> None:
    unanswered(shop, contact)
    with shop.visit() as page:
        dialog = asked(page)
        expect(dialog.locator(".hand p")).to_have_count(2 if contact else 0)
        expect(dialog.locator("a")).to_have_count(0)


def test_a_shop_with_a_live_chat_of_its_own_takes_over(shop: Street) -> None:
    unanswered(shop, "Ann at the desk")
    taking = "document.addEventListener('offtrail:hand-over', (event) => event.preventDefault());"
    with shop.visit(before=HEARD + taking) as page:
        dialog = asked(page)
        assert page.evaluate("heard.questions.length") == 1
        expect(dialog.locator(".hand")).to_be_hidden()
        shop.fake.turns = [REMEMBERED]
        page.reload()
        expect(opened(page).locator(".said")).to_have_text("do you buy back old boots?", timeout=LONG_MS)
        expect(dialog.locator(".hand")).to_be_hidden()  # the shop said so


def test_whom_to_ask_is_there_again_after_a_reload_and_the_page_does_not_hear_of_it_twice(shop: Street) -> None:
    unanswered(shop, "ann@shop.example")
    with shop.visit(before=HEARD) as page:
        asked(page)
        shop.fake.turns = [REMEMBERED]
        page.reload()
        dialog = opened(page)
        expect(dialog.locator(".hand")).to_have_text("I could not find that.ann@shop.example can help.")
        expect(dialog.locator(".hand a")).to_have_attribute("href", "mailto:ann@shop.example")
        assert page.evaluate("window.heard") is None


def test_send_tells_what_became_of_the_words(shop: Street) -> None:
    shop.fake.pieces, shop.fake.pause_seconds = [f"word{n}. " for n in range(400)], 0.05
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        page.evaluate(
            "void (window.one = offtrail.send('one'), two = offtrail.send('two'), three = offtrail.send('three'))"
        )
        expect(page.locator("offtrail-chat .words").last).to_contain_text("word3", timeout=LONG_MS)
        assert page.evaluate("Promise.all([one, two])") == ["overtaken", "overtaken"]
        expect(page.locator("offtrail-chat .said")).to_have_text(["one", "two", "three"])
        expect(page.get_by_text("Not sent.")).to_have_count(2)  # nothing that was said vanishes
        page.get_by_label("Stop").click()
        assert page.evaluate("three") == "stopped"
        shop.fake.pieces = ["done."]
        assert page.evaluate("offtrail.send('four')") == "answered"
        shop.fake.status = 500
        assert page.evaluate("offtrail.send('five')") == "failed"
    assert [body["utterance"] for body in shop.fake.bodies("chat")] == ["three", "four", "five"]


def test_what_is_said_before_the_talk_has_a_name_is_in_the_same_talk(shop: Street) -> None:
    shop.fake.thinking_seconds, shop.fake.pause_seconds = 0.6, 0.2
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a drama")
        with page.expect_response("**/v1/chat"):
            page.wait_for_timeout(100)
            say(page, "from France")
        finished(page)
        expect(dialog.locator(".said")).to_have_text(["a drama", "from France"])
        expect(dialog.get_by_text("Stopped.")).to_have_count(1)
    first, second = shop.fake.bodies("chat")
    assert first == {"utterance": "a drama"}
    assert second == {"utterance": "from France", "session": SESSION}


def test_send_on_a_page_that_is_not_let_in_says_it_is_absent(shop: Street) -> None:
    shop.shop.key = "pk_unknown00000000000000"
    with shop.visit() as page:
        page.wait_for_function("window.offtrail", timeout=LONG_MS)
        assert page.evaluate("offtrail.send('one')") == "absent"


def test_a_double_click_is_one_click(shop: Street) -> None:
    shop.fake.pause_seconds = 0.1
    with shop.visit() as page:
        expect(launcher(page)).to_be_visible(timeout=LONG_MS)
        launcher(page).dblclick()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        say(page, "a quiet film")
        finished(page)
        dialog.get_by_label("I like it: Quiet Days").dblclick()
        expect(dialog.get_by_label("I like it: Quiet Days")).to_have_attribute("aria-pressed", "true")
        more = dialog.get_by_label("More like this: Quiet Days").first
        more.dblclick()
        page.wait_for_timeout(100)
        more.click()  # slower, and while it is answered: still the same wish
        finished(page)
        expect(dialog.locator(".said")).to_have_count(2)
    assert len(shop.fake.bodies("more-like")) == 1
    assert [body["opinion"] for body in shop.fake.bodies("feedback")] == ["like"]


def test_opinions_pressed_quickly_arrive_in_their_order(shop: Street) -> None:
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        for label in ("I like it", "Not for me", "I know it already", "Not for me"):
            dialog.get_by_label(f"{label}: Quiet Days").click()
        expect(dialog.get_by_label("Not for me: Quiet Days")).to_have_attribute("aria-pressed", "true")
        page.wait_for_load_state("networkidle")
        expect(dialog.get_by_label("Not for me: Quiet Days")).to_have_attribute("aria-pressed", "true")
    assert [body["opinion"] for body in shop.fake.bodies("feedback")] == ["like", "dislike", "seen", "dislike"]


# What the server confirmed before; which of two opinions, pressed one after the other, arrive; what holds then.
@pytest.mark.parametrize(("before", "arrive", "holds"), [
    ("", (False, False), ""),
    ("I know it already", (False, False), "I know it already"),
    ("I like it", (False, False), "I like it"),
    ("", (False, True), "Not for me"),
    ("", (True, False), "I like it"),
])  # fmt: skip
def test_opinions_that_do_not_arrive_leave_what_the_server_last_confirmed(
    shop: Street, before: str, arrive: tuple[bool, bool], holds: str
) -> None:
    coming = [*arrive]
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        if before:
            with page.expect_response("**/v1/feedback"):
                dialog.get_by_label(f"{before}: Quiet Days").click()
        both = [dialog.get_by_label(f"{label}: Quiet Days") for label in ("I like it", "Not for me")]
        if before == "I like it":
            both[0] = dialog.get_by_label("I know it already: Quiet Days")
        page.route("**/v1/feedback", lambda route: route.continue_() if coming.pop(0) else route.abort())
        one, other = (button.element_handle() for button in both)
        page.evaluate("([one, other]) => (one.click(), other.click())", [one, other])
        expect(both[1]).to_have_attribute("aria-pressed", "true" if arrive[1] else "false")
        expect(dialog.locator(".problem")).to_have_count(1)
        page.wait_for_timeout(200)
        card = dialog.locator(".card").first
        names = [shown.get_attribute("aria-label") for shown in card.locator(".act[aria-pressed=true]").all()]
    assert coming == []
    assert names == ([f"{holds}: Quiet Days"] if holds else [])


def test_only_the_last_question_may_be_replied_to_after_a_reload(shop: Street) -> None:
    asking = {"text": "It was.", "items": [], "notes": [], "end": "end"}
    first = {"utterance": "long ago", "question": {"text": "Which?", "replies": ["an old one"]}, **asking}
    last = {
        "utterance": "quiet",
        "question": {"text": "What may go?", "replies": ["Without “quiet” (4)"]},
        **asking,
    }
    with shop.visit() as page:
        opened(page)
        say(page, "quiet")
        finished(page)
        shop.fake.turns = [first, last]
        page.reload()
        dialog = opened(page)
        expect(dialog.locator(".reply")).to_have_text(["Without “quiet” (4)"], timeout=LONG_MS)
        dialog.get_by_role("button", name="Without “quiet” (4)").click()
        expect(dialog.locator(".said").last).to_have_text("Without “quiet” (4)")
        finished(page)
        expect(dialog.locator(".replies").get_by_text("Without “quiet” (4)")).to_have_count(0)


def test_what_is_said_while_the_talk_is_fetched_stands_below_it_at_once(shop: Street) -> None:
    shop.fake.turns = [{"utterance": "long ago", "text": "It was.", "items": [], "notes": [], "end": "end"}]
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    with shop.visit() as page:
        opened(page)
        say(page, "long ago")
        finished(page)
        page.route("**/v1/sessions/*", hold)
        page.reload()
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".said")).to_have_text("a quiet film")
        page.wait_for_timeout(300)
        held[0].continue_()
        expect(dialog.locator(".said")).to_have_text(["long ago", "a quiet film"], timeout=LONG_MS)
        finished(page)
        expect(dialog.locator(".title")).to_have_count(2)


def test_a_second_tab_goes_on_with_the_same_talk(shop: Street) -> None:
    with shop.visit() as page:
        opened(page)
        say(page, "one")
        finished(page)
        shop.fake.turns = [{"utterance": "one", "text": "Yes.", "items": [], "notes": [], "end": "end"}]
        other = page.context.new_page()
        other.goto(shop.address)
        expect(opened(other).locator(".said")).to_have_text("one", timeout=LONG_MS)
        say(other, "two")
        finished(other)
        page.get_by_label("New talk").click()
        say(page, "three")
        finished(page)
        say(other, "four")
        expect(other.locator("offtrail-chat .said")).to_have_count(3)
        finished(other)
    went_on = {body["utterance"]: "session" in body for body in shop.fake.bodies("chat")}
    assert went_on == {"one": False, "two": True, "three": False, "four": True}
