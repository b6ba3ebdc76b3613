"""The admin view in a real Chromium: plots are there, by day and by night, on a phone and without a script."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.build import build_served
from bot.messages import Act
from bot.settings import Settings
from bot.web.admin.login import new_code
from bot.web.admin.view import ADMIN
from bot.web.api.app import Access
from retriever.items import Constraint, Item
from tests import shop
from tests.browser.visiting import too_wide, watched
from tests.talks_parts import NOON, Talks
from tests.web_parts import FILMS, served, slow_bot

pytestmark = pytest.mark.browser

SCREENSHOT = Path(__file__).parents[2] / "docs" / "admin.png"
WISHES = (
    "a quiet film about the sea",
    "gentle and melancholic",
    "a dark comedy",
    "a slow western",
    "安静的科幻片",
)
ACTS: tuple[Act, ...] = ("refine", "constrain", "more", "exclude", "about", "why", "thanks")
DEMANDS = (
    Constraint("country", "any_of", ("France",)),
    Constraint("runtime", "at_most", (100,)),
    Constraint("genres", "any_of", ("drama",)),
    Constraint("country", "none_of", ("United States",)),
)


@dataclass(frozen=True)
class Site:
    """A server with a month of talks behind it."""

    browser: Browser
    address: str
    home: Path

    @contextmanager
    def visit(self, **options: Any) -> Iterator[Page]:
        """Somebody who came in by an address of `offtrail admin`; anything refused or fetched fails the test."""
        with closing(self.browser.new_context(**options)) as context:
            page = context.new_page()
            wrong = watched(page, self.address)
            page.goto(f"{self.address}{ADMIN}?code={new_code(self.home, time.time())}")
            expect(page).to_have_url(self.address + ADMIN)
            yield page
        assert wrong == []


def a_month_of_talks(home: Path, items: tuple[Item, ...], n: int) -> None:
    """Invented, and the same each time."""
    talks, draw = Talks(home), random.Random(7)
    ids, passed = [item.id for item in items], (time.time() - NOON) / 86_400
    weights = [0.4 + item.tail for item in items]
    for number in range(n):
        talk, days, wish = f"talk{number}", draw.triangular(0, 32, 4) - passed, draw.choice(WISHES)
        for turn in range(draw.choice((1, 1, 2, 3, 4))):
            act = draw.choices(ACTS, (8, 7, 6, 4, 2, 2, 2))[0] if turn else "recommend"
            shown = [] if act in ("about", "why", "thanks") else draw.choices(ids, weights, k=5)
            card = draw.lognormvariate(-1.7, 0.45)
            first = card + draw.lognormvariate(-2.4, 0.4)
            seconds = {"first_word": first, "last_word": first + draw.lognormvariate(-0.4, 0.5)}
            must = draw.sample(DEMANDS, draw.choice((0, 1, 1, 2)))
            seconds |= {"first_card": card} if shown else {}
            end = "stopped" if draw.random() < 0.03 else "end"
            talks.turn(talk, days, *shown, acts=(act,), wish=wish, must=must, end=end, seconds=seconds)
            for id_ in shown:
                if draw.random() < 0.09:
                    talks.press(talk, days, id_, draw.choices(("like", "dislike", "seen"), (5, 2, 3))[0])


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("admin")
    with shop.live(shop.built(home, FILMS)) as catalogue:
        a_month_of_talks(home, catalogue.index.items, 40)
        access = Access(home, home / "keys.toml", catalogue)
        with served(slow_bot(catalogue.index, home), access) as address:
            yield Site(browser, address, home)


def test_every_section_has_its_plots_and_the_numbers_behind_them(site: Site) -> None:
    with site.visit() as page:
        expect(page.get_by_role("heading", level=2)).to_have_text(
            ["What is asked", "What is shown", "What people thought of it", "How long people wait"]
        )
        plots = page.locator("section section svg")
        assert plots.count() >= 12
        assert all(plots.nth(at).locator("rect, path").count() for at in range(plots.count()))
        page.get_by_label("numbers: Shown, by popularity").first.click()
        expect(page.get_by_role("row", name="well known")).to_be_visible()
        page.get_by_role("link", name="7 days").click()
        expect(page.get_by_role("link", name="7 days")).to_have_attribute("aria-current", "page")


def test_the_style_holds_under_its_own_policy_by_day_and_by_night(site: Site) -> None:
    papers = set()
    for scheme in ("light", "dark"):
        with site.visit(color_scheme=scheme) as page:
            papers.add(page.evaluate("() => getComputedStyle(document.body).backgroundColor"))
            bar = "() => getComputedStyle(document.querySelector('rect.s0')).fill"
            papers.add(page.evaluate(bar))
    assert len(papers) == 4
    assert "rgb(0, 0, 0)" not in papers


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: Site, scheme: str) -> None:
    with site.visit(color_scheme=scheme) as page:
        page.get_by_label("numbers: Turns and talks").first.click()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_on_a_phone_nothing_is_wider_than_the_screen(site: Site, language: str) -> None:
    with site.visit(viewport={"width": 360, "height": 740}, locale=language) as page:
        assert too_wide(page) == []


def test_who_did_not_come_in_is_told_how(site: Site) -> None:
    with closing(site.browser.new_context()) as context:
        page = context.new_page()
        answer = page.goto(site.address + ADMIN)
        assert answer is not None
        assert answer.status == 404
        expect(page.locator("code")).to_have_text("offtrail admin")
        assert page.locator("svg").count() == 0


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("OFFTRAIL_SCREENSHOTS"), reason="OFFTRAIL_SCREENSHOTS is not set")
def test_the_picture_in_the_docs(browser: Browser, tmp_path: Path) -> None:
    bot, catalogue = build_served(Settings(home=tmp_path))
    a_month_of_talks(tmp_path, catalogue.index.items, 400)
    with served(bot, Access(tmp_path, tmp_path / "keys.toml", catalogue)) as address:
        site = Site(browser, address, tmp_path)
        with site.visit(viewport={"width": 1180, "height": 1410}) as page:
            page.screenshot(path=SCREENSHOT)
