"""What the widget does when something breaks: says so in plain words, keeps what was said, goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.widget_parts import LONG_MS, Street, finished, opened, say, street
from tests.widget_server import SESSION

pytestmark = pytest.mark.browser
FULL = "urn:offtrail:problem:session-full"
STILL = "urn:offtrail:problem:still-answering"
UNKNOWN = "urn:offtrail:problem:session-unknown"


@pytest.fixture
def shop(browser: Browser) -> Iterator[Street]:
    with street(browser) as made:
        yield made


def test_an_answer_cut_in_the_middle_is_told_and_can_be_tried_again(shop: Street) -> None:
    shop.fake.cut = True
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_have_text("The connection broke off in the middle.", timeout=LONG_MS)
        shop.fake.cut = False
        dialog.get_by_role("button", name="Try again").click()
        expect(dialog.locator(".problem")).to_have_count(0)
        finished(page)
        expect(dialog.locator(".said")).to_have_count(1)
        expect(dialog.locator(".words li")).to_have_text(["one", "two"])
        say(page, "a quiet film")
        finished(page)
    first, again, new = shop.fake.keys  # by which the server tells a request that comes twice from a new one
    assert first == again != new
    assert shop.fake.bodies("chat") == [{"utterance": "a quiet film"}] * 2 + [
        {"session": SESSION, "utterance": "a quiet film"}
    ]


def test_an_answer_that_the_cut_had_stopped_is_shown_as_far_as_it_came_and_can_be_asked_for_anew(
    shop: Street,
) -> None:
    shop.fake.cut = True
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_be_visible(timeout=LONG_MS)
        shop.fake.cut, shop.fake.end, shop.fake.pieces = False, "stopped", ["Quiet"]
        dialog.get_by_role("button", name="Try again").click()
        expect(dialog.locator(".words")).to_have_text(["Quiet"])
        expect(dialog.get_by_text("Stopped.")).to_be_visible()
        shop.fake.end = "end"
        dialog.get_by_role("button", name="Try again").click()
        expect(dialog.locator(".said")).to_have_text(["a quiet film"] * 2)
        finished(page)
        expect(dialog.get_by_role("button", name="Try again")).to_have_count(0)
    first, again, anew = shop.fake.keys
    assert first == again != anew


def test_an_answer_that_is_still_being_made_can_be_asked_for_in_a_moment(shop: Street) -> None:
    shop.fake.status, shop.fake.kind, shop.fake.headers = 409, STILL, {"retry-after": "1"}
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_contain_text("I go on by myself in 1 s", timeout=LONG_MS)
        shop.fake.status = 0
        expect(dialog.locator(".words li")).to_have_text(["one", "two"], timeout=LONG_MS)
    assert len(set(shop.fake.keys)) == 1


@pytest.mark.parametrize(("status", "words"), [
    (429, "That was a lot at once. You can try again in 120 s."),
    (500, "Something went wrong on my side. Try again in a moment."),
    (409, "That could not be done. no"),
])  # fmt: skip
def test_a_refusal_is_told_in_plain_words(shop: Street, status: int, words: str) -> None:
    shop.fake.status, shop.fake.headers = status, {"retry-after": "120"}
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_have_text(words, timeout=LONG_MS)
        again = dialog.get_by_role("button", name="Try again")
        expect(again).to_be_disabled() if status == 429 else expect(again).to_be_enabled()


def test_offline_is_told_and_mended_when_the_network_is_back(shop: Street) -> None:
    with shop.visit() as page:
        dialog = opened(page)
        page.context.set_offline(True)
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_contain_text("You seem to be offline", timeout=LONG_MS)
        page.context.set_offline(False)
        expect(dialog.locator(".title")).to_have_count(2, timeout=LONG_MS)
        expect(dialog.locator(".problem")).to_have_count(0)
        expect(dialog.locator(".said")).to_have_text("a quiet film")


def test_offline_in_the_middle_of_an_answer_is_mended_with_the_same_request(shop: Street) -> None:
    shop.fake.stalls = True  # a line that is dead is silent
    with shop.visit() as page:
        page.clock.install()
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".words")).to_contain_text("Quiet Days is", timeout=LONG_MS)
        page.context.set_offline(True)
        page.clock.fast_forward(41_000)
        expect(dialog.locator(".problem")).to_contain_text("You seem to be offline", timeout=LONG_MS)
        shop.fake.stalls = False
        page.context.set_offline(False)
        expect(dialog.locator(".words li")).to_have_text(["one", "two"], timeout=LONG_MS)
        expect(dialog.locator(".said")).to_have_text("a quiet film")
    assert len(set(shop.fake.keys)) == 1


def test_what_went_wrong_with_an_opinion_is_seen_by_who_reads_further_up(shop: Street) -> None:
    shop.fake.pieces = ["A line.\n\n"] * 40
    with shop.visit() as page:
        dialog = opened(page)
        for words in ("a quiet film", "another"):
            say(page, words)
            finished(page)
        like = dialog.get_by_label("I like it: Quiet Days").first
        like.scroll_into_view_if_needed()
        shop.fake.status = 503
        like.click()
        expect(dialog.locator(".problem")).to_be_in_viewport(timeout=LONG_MS)


def test_a_token_that_has_ended_is_renewed_without_a_word(shop: Street) -> None:
    with shop.visit() as page:
        opened(page)
        shop.fake.refusals = 1
        say(page, "a quiet film")
        finished(page)
        expect(page.locator("offtrail-chat .problem")).to_have_count(0)
        expect(page.locator("offtrail-chat .title")).to_have_count(2)
    assert shop.fake.tokens == 2


def test_a_token_refused_twice_is_told_once(shop: Street) -> None:
    with shop.visit() as page:
        dialog = opened(page)
        shop.fake.refusals = 2
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_have_text(
            "This page may not talk to me any more. Reload it, please.", timeout=LONG_MS
        )
        expect(dialog.get_by_role("button", name="Try again")).to_have_count(0)
    assert shop.fake.tokens == 2


def test_after_a_short_pause_it_goes_on_by_itself_once(shop: Street) -> None:
    shop.fake.status, shop.fake.headers = 429, {"retry-after": "20"}
    with shop.visit() as page:
        page.clock.install()
        dialog = opened(page)
        say(page, "a quiet film")
        wait = "That was a lot at once. I go on by myself in 20 s."
        expect(dialog.locator(".problem")).to_have_text(wait, timeout=LONG_MS)
        page.clock.fast_forward(21_000)
        expect(dialog.locator(".problem")).to_contain_text("You can try again in 20 s.", timeout=LONG_MS)
        page.clock.fast_forward(21_000)
        shop.fake.status = 0
        dialog.get_by_role("button", name="Try again").click()
        finished(page)
        expect(dialog.locator(".title")).to_have_count(2)
    assert len(shop.fake.bodies("chat")) == 3


def test_what_is_said_meanwhile_takes_the_place_of_what_waits(shop: Street) -> None:
    shop.fake.status, shop.fake.headers = 429, {"retry-after": "20"}
    with shop.visit() as page:
        page.clock.install()
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".problem")).to_be_visible(timeout=LONG_MS)
        shop.fake.status = 0
        say(page, "a loud film")
        expect(dialog.locator(".title")).to_have_count(2, timeout=LONG_MS)
        page.clock.fast_forward(60_000)
        page.wait_for_timeout(200)
    assert [body["utterance"] for body in shop.fake.bodies("chat")] == ["a quiet film", "a loud film"]


def test_a_stream_that_falls_silent_is_given_up_with_a_button(shop: Street) -> None:
    shop.fake.stalls = True
    with shop.visit() as page:
        page.clock.install()
        dialog = opened(page)
        say(page, "a quiet film")
        expect(dialog.locator(".words")).to_contain_text("Quiet Days is", timeout=LONG_MS)
        page.clock.fast_forward(41_000)
        expect(dialog.locator(".problem")).to_have_text(
            "Nothing has come for a while, so I stopped waiting.", timeout=LONG_MS
        )
        expect(dialog.locator(".words")).to_contain_text("Quiet Days is")
        shop.fake.stalls = False
        dialog.get_by_role("button", name="Try again").click()
        expect(dialog.locator(".words li")).to_have_text(["one", "two"], timeout=LONG_MS)
    assert shop.fake.closed == 1


def test_a_talk_that_is_full_is_followed_by_a_new_one_with_the_same_words(shop: Street) -> None:
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        shop.fake.status, shop.fake.kind = 409, FULL
        say(page, "a loud film")
        expect(dialog.locator(".problem")).to_contain_text("too long to go on with", timeout=LONG_MS)
        shop.fake.status = 0
        dialog.locator(".foot").get_by_role("button", name="New talk").click()
        expect(dialog.locator(".said")).to_have_text(["a loud film"], timeout=LONG_MS)
        finished(page)
        expect(dialog.locator(".problem")).to_have_count(0)
    assert [body.get("session") for body in shop.fake.bodies("chat")] == [None, SESSION, None]
    assert len(set(shop.fake.keys)) == 3


def test_an_opinion_on_a_talk_that_is_gone_forgets_it_so_that_the_next_words_begin_a_new_one(shop: Street) -> None:
    shop.fake.understood = [{"key": "k", "label": "quiet"}]
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        shop.fake.status, shop.fake.kind = 404, UNKNOWN
        dialog.get_by_label("I like it: Quiet Days").click()
        expect(dialog.locator(".problem")).to_contain_text("Our earlier talk is gone.", timeout=LONG_MS)
        expect(dialog.locator(".chip")).to_have_count(0)  # nothing is agreed any more
        shop.fake.status = 0
        say(page, "a loud film")
        finished(page)
    assert shop.fake.bodies("chat")[-1] == {"utterance": "a loud film"}


def test_cards_of_a_talk_that_is_gone_say_so_and_words_begin_a_new_one(shop: Street) -> None:
    with shop.visit() as page:
        dialog = opened(page)
        say(page, "a quiet film")
        finished(page)
        shop.fake.status, shop.fake.kind = 404, UNKNOWN
        dialog.get_by_label("More like this: Quiet Days").click()
        gone = "Our earlier talk is gone. Ask again and we start a new one."
        expect(dialog.locator(".problem")).to_have_text(gone, timeout=LONG_MS)
        shop.fake.status = 0
        dialog.get_by_label("I like it: Quiet Days").click()
        expect(dialog.locator(".problem").last).to_have_text(gone)
        expect(dialog.get_by_label("I like it: Quiet Days")).to_have_attribute("aria-pressed", "false")
        say(page, "a loud film")
        expect(dialog.locator(".card")).to_have_count(4, timeout=LONG_MS)
    assert shop.fake.bodies("chat")[-1] == {"utterance": "a loud film"}
    assert shop.fake.bodies("feedback") == []
