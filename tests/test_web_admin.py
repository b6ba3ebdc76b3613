"""The admin view: who comes in, what the page may do, and that texts of others stay texts."""

from __future__ import annotations

import json
import re
import stat
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.routing import Route

from bot.cli import main
from bot.insight.panel import Panel, Series
from bot.knowledge.unanswered import FILE
from bot.labels import demanded
from bot.messages import Language
from bot.web.admin import login
from bot.web.admin.login import CODE_SECONDS, COOKIE_SECONDS, Way, new_code
from bot.web.admin.pages import policy
from bot.web.admin.plots import drawn
from bot.web.admin.view import ADMIN, TRIES_A_MINUTE, view_of
from bot.web.api.app import Access
from bot.web.security import Guard
from retriever.items import Constraint, Item
from tests import shop
from tests.talks_parts import DAY, NOON, Talks
from tests.web_parts import FILMS, HOSTILE_TITLE, app_of, slow_bot

HOSTILE = ("</text></svg><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>&lt;b&gt;\x00<!--")


@dataclass
class Clock:
    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Site:
    """The admin view behind the guard, and what belongs to it."""

    home: Path
    clock: Clock
    ticks: Clock
    http: TestClient

    def get(self, query: str = "", cookie: str = "", language: str = "en", **headers: str):  # type: ignore[no-untyped-def]
        self.http.cookies.clear()  # only what is given
        sent = {"accept-language": language, **({"cookie": cookie} if cookie else {}), **headers}
        return self.http.get(ADMIN + query, headers=sent)

    def cookie(self) -> str:
        """Of somebody who came in."""
        answer = self.get(f"?code={new_code(self.home, self.clock())}")
        assert answer.status_code == 303
        return str(answer.headers["set-cookie"].partition(";")[0])


def site_of(
    home: Path, items: tuple[Item, ...] = (), base_url: str = "http://127.0.0.1", come_from: str = "192.0.2.1"
) -> Site:
    clock, ticks = Clock(), Clock(0.0)
    app = Starlette(routes=[Route(ADMIN, view_of(home, lambda: items, clock, ticks))])
    app.add_middleware(Guard, hosts=("127.0.0.1",))
    http = TestClient(app, base_url=base_url, follow_redirects=False, client=(come_from, 50_000))
    return Site(home, clock, ticks, http)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    Talks(tmp_path).turn("A", 0, "a", utterance="xyzzy", wish="plugh")
    made = site_of(tmp_path, (Item("a", "Alpha"),))
    yield made
    made.http.close()


class TestTheWayIn:
    def test_a_code_is_traded_for_a_cookie_that_shows_the_figures(self, site: Site) -> None:
        answer = site.get(f"?code={new_code(site.home, NOON)}")
        assert (answer.status_code, answer.headers["location"]) == (303, ADMIN)
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert sorted(attributes) == ["HttpOnly", f"Max-Age={COOKIE_SECONDS}", "Path=/", "SameSite=Strict"]
        page = site.get(cookie=name)
        assert page.status_code == 200
        assert "Turns and talks" in page.text

    def test_without_a_cookie_it_says_what_to_run_and_shows_nothing(self, site: Site) -> None:
        answer = site.get()
        assert answer.status_code == 404
        assert "<code>offtrail admin</code>" in answer.text
        assert "Turns and talks" not in answer.text
        assert "set-cookie" not in answer.headers

    def test_a_code_holds_once(self, site: Site) -> None:
        code = new_code(site.home, NOON)
        assert [site.get(f"?code={code}").status_code for _ in range(2)] == [303, 404]

    def test_a_code_holds_for_ten_minutes(self, site: Site) -> None:
        code = new_code(site.home, NOON)
        site.clock.now += CODE_SECONDS
        assert site.get(f"?code={code}").status_code == 404
        site.clock.now -= 2 * CODE_SECONDS  # a clock that was set back makes no code hold longer
        assert site.get(f"?code={code}").status_code == 404

    def test_a_new_code_ends_the_one_before(self, site: Site) -> None:
        old, new = new_code(site.home, NOON), new_code(site.home, NOON)
        assert site.get(f"?code={old}").status_code == 404
        assert site.get(f"?code={new}").status_code == 303

    def test_a_wrong_code_does_not_use_up_the_right_one(self, site: Site) -> None:
        code = new_code(site.home, NOON)
        for wrong in ("", "x", code[:-1], code + "x", "ü" * 40, "x" * 5_000):
            assert site.get(f"?code={wrong}").status_code == 404
        assert site.get(f"?code={code}").status_code == 303

    def test_looking_without_opening_does_not_use_it_up(self, site: Site) -> None:
        code = new_code(site.home, NOON)
        assert site.http.head(f"{ADMIN}?code={code}").status_code == 404
        assert site.get(f"?code={code}").status_code == 303

    def test_tries_are_limited(self, site: Site) -> None:
        answers = [site.get("?code=wrong").status_code for _ in range(TRIES_A_MINUTE + 1)]
        assert answers == [404] * TRIES_A_MINUTE + [429]
        site.ticks.now += 60
        assert site.get(f"?code={new_code(site.home, NOON)}").status_code == 303

    def test_tries_of_one_household_are_counted_together(self, site: Site) -> None:
        def tried(address: str) -> int:
            from_there = TestClient(site.http.app, "http://127.0.0.1", client=(address, 50_000))
            return from_there.get(f"{ADMIN}?code=wrong").status_code

        answers = [tried(f"2001:db8:1:1::{n:x}") for n in range(TRIES_A_MINUTE + 1)]
        assert answers == [404] * TRIES_A_MINUTE + [429]
        assert tried("2001:db8:1:2::1") == 404  # the neighbours

    def test_only_a_digest_of_the_code_is_kept_for_its_owner_alone(self, site: Site) -> None:
        code = new_code(site.home, NOON)
        site.cookie()
        new_code(site.home, NOON)
        kept = [path for path in site.home.iterdir() if path.name.startswith("admin")]
        assert sorted(path.name for path in kept) == [login.CODE_FILE, login.SIGNING_FILE]
        for path in kept:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert code.encode() not in path.read_bytes()

    def test_a_damaged_file_of_the_code_lets_nobody_in(self, site: Site) -> None:
        for text in ("", "{", "[]", "null", '{"sha256": 1}', '{"sha256": "x", "until": "soon"}'):
            (site.home / login.CODE_FILE).write_text(text)
            assert site.get("?code=x").status_code == 404
        site.ticks.now += 60


class TestTheCookie:
    def test_it_holds_half_a_day(self, site: Site) -> None:
        cookie = site.cookie()
        site.clock.now += COOKIE_SECONDS - 1
        assert site.get(cookie=cookie).status_code == 200
        site.clock.now += 1
        assert site.get(cookie=cookie).status_code == 404

    def test_a_changed_one_is_refused(self, site: Site) -> None:
        name, _, value = site.cookie().partition("=")
        until, _, signature = value.partition(".")
        later = f"{int(until) + 60}.{signature}"
        for wrong in ("", ".", until, later, f"{until}.{signature[:-1]}", f"{until}."):
            assert site.get(cookie=f"{name}={wrong}").status_code == 404, wrong
        assert Way(site.home, site.clock).is_in(value)
        for wrong in ("x" * 100_000, f"²{until}.{signature}", f"{until}.ü", "9" * 5_000):
            assert not Way(site.home, site.clock).is_in(wrong)

    def test_that_of_another_home_is_refused(self, site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
        other = tmp_path_factory.mktemp("other")
        cookie = Way(other, site.clock).trade(new_code(other, NOON))
        assert cookie is not None
        assert Way(other, site.clock).is_in(cookie)
        assert site.get(cookie=f"{login.COOKIE}={cookie}").status_code == 404

    def test_another_process_on_the_same_home_takes_it(self, site: Site) -> None:
        cookie = site.cookie()
        assert site_of(site.home).get(cookie=cookie).status_code == 200

    def test_over_https_it_is_bound_to_the_host(self, tmp_path: Path) -> None:
        Talks(tmp_path).turn("A", 0)
        https = site_of(tmp_path, base_url="https://127.0.0.1")
        header = https.get(f"?code={new_code(tmp_path, NOON)}").headers["set-cookie"]
        assert header.startswith("__Host-offtrail_admin=")
        assert header.endswith("; SameSite=Strict; Secure")
        plain_name = header.partition(";")[0].removeprefix("__Host-")
        assert https.get(cookie=plain_name).status_code == 404


class TestThePage:
    def test_its_policy_forbids_all_but_its_own_style(self, site: Site) -> None:
        for answer in (site.get(), site.get(cookie=site.cookie()), site.get("?code=x")):
            assert answer.headers["content-security-policy"] == policy()
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert not re.search(r"<script|\sstyle=|\son\w+=|https?://", answer.text)
        assert policy().startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy()

    def test_it_answers_to_its_own_name_only(self, site: Site) -> None:
        assert site.get(cookie=site.cookie(), host="evil.test").status_code == 400

    def test_nothing_that_was_said_is_in_it(self, site: Site) -> None:
        cookie = site.cookie()
        for days in ("7", "30", "90", "all", "nonsense"):
            text = site.get(f"?days={days}", cookie).text
            assert "Turns: 1, in talks: 1." in text
            assert "xyzzy" not in text
            assert "plugh" not in text

    def test_it_speaks_chinese_to_who_asks_for_it(self, site: Site) -> None:
        cookie = site.cookie()
        assert "轮次与对话" in site.get(cookie=cookie, language="zh-CN,en;q=0.5").text
        assert "<code>offtrail admin</code>" in site.get(language="zh").text

    def test_an_empty_period_says_what_to_do(self, tmp_path: Path) -> None:
        Talks(tmp_path).turn("A", 20)
        site = site_of(tmp_path)
        text = site.get("?days=7", site.cookie()).text
        assert "Nothing was said in this period" in text
        assert "<svg" not in text

    def test_talks_that_cannot_be_read_are_told_without_paths(self, tmp_path: Path) -> None:
        (tmp_path / "talks.sqlite3").write_bytes(b"no database" * 200)
        site = site_of(tmp_path)
        answer = site.get(cookie=site.cookie())
        assert answer.status_code == 503
        assert str(tmp_path) not in answer.text

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_hostile_titles_demands_and_questions_stay_text(self, tmp_path: Path, language: Language) -> None:
        talks, texts = Talks(tmp_path), (*HOSTILE[:2], HOSTILE_TITLE)
        items = tuple(Item(str(place), f"title {text}") for place, text in enumerate(texts))
        must = [Constraint(f"field {text}", "any_of", (f"value {text}",)) for text in texts]
        for days_ago, talk in enumerate("ABC"):
            talks.turn(talk, days_ago, *(item.id for item in items), must=must, wish="".join(texts))
        for item in items:
            talks.press("A", 0, item.id, "like")
        with (tmp_path / FILE).open("w", encoding="utf-8") as file:  # as a program without our cleaning leaves it
            for days_ago, text in ((days_ago, text) for days_ago in range(3) for text in texts):
                asked = {"time": NOON - days_ago * DAY, "question": f"question {text}", "language": "en"}
                file.write(json.dumps(asked) + "\n")
        site = site_of(tmp_path, items)
        page = site.get(cookie=site.cookie(), language=language).text
        assert not re.search(r"<(script|img|b\b(?!>trail</b>))", page)
        rows = set(map(unescape, re.findall(r'<th scope="row">(.*?)</th>', page)))
        for text in texts:
            assert {f"title {text}", f"field {text}", f"question {text}"} <= rows
        assert {demanded([one], language) for one in must} <= rows  # where tags are taken out, not shown
        assert {"script", "onerror"} <= rows  # words of the wishes

    @pytest.mark.parametrize("shape", ["bars", "columns", "lines"])
    def test_a_plot_is_sound_whatever_its_names_are(self, shape: str) -> None:
        names = (*HOSTILE[:2], "很长的名字" * 40)
        series = (Series(HOSTILE[0], (1.0, None, 0.0)), Series(HOSTILE[1], (0.0, 2e9, 1e-9)))
        panel = Panel("asked", HOSTILE[0], HOSTILE[1], shape, "x", names, series)  # type: ignore[arg-type]
        svg = ET.fromstring(drawn(panel))
        assert {element.tag for element in svg.iter()} <= {"svg", "text", "rect", "path", "circle", "title"}
        assert svg.get("aria-label") == f"{HOSTILE[0]}. {HOSTILE[1]}"

    def test_a_plot_stays_inside_its_frame(self) -> None:
        series = (Series("a", tuple(float(n) for n in range(31))), Series("b", (30.0,) * 31))
        for shape in ("bars", "columns", "lines"):
            labels = tuple(f"2026-11-{n:02}" for n in range(31))
            svg = ET.fromstring(drawn(Panel("asked", "t", "r", shape, "x", labels, series)))  # type: ignore[arg-type]
            height = float(svg.get("viewBox", "").split()[-1])
            for rect in svg.iter("rect"):
                x, y, wide, high = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
                assert 0 <= x <= x + wide <= 360.5
                assert 0 <= y <= y + high <= height


def test_the_whole_server_has_it(tmp_path: Path) -> None:
    with shop.live(shop.built(tmp_path, FILMS)) as catalogue:
        access = Access(tmp_path, tmp_path / "keys.toml", catalogue)
        app = app_of(slow_bot(catalogue.index, tmp_path), access)
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as http:
            assert http.get(ADMIN).status_code == 404
            cookie = http.get(f"{ADMIN}?code={new_code(tmp_path, time.time())}").headers["set-cookie"]
            page = http.get(ADMIN, headers={"cookie": cookie.partition(";")[0]})
            assert page.status_code == 200
            assert page.headers["content-security-policy"] == policy()
            assert http.get("/").headers["content-security-policy"] != policy()
            assert http.post(ADMIN).status_code == 404


class TestTheCommand:
    def test_where_nobody_serves_it_says_so_and_makes_no_code(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["admin", "--home", str(tmp_path), "--port", "1"]) == 2
        assert "start the page with offtrail serve" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []

    def test_days_go_with_the_table(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["admin", "--home", str(tmp_path), "--days", "7"]) == 2
        assert "--days goes with --table" in capsys.readouterr().err

    def test_the_table_is_printed_without_a_server(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("bot.updating.load_encoders", lambda _: shop.ENCODERS)
        shop.built(tmp_path, FILMS)
        talks = Talks(tmp_path)
        talks.turn("A", 0, "cleo", "vagabond", utterance="xyzzy")
        talks.turn("A", 3, "cleo", seconds={"first_card": 0.25})
        assert main(["admin", "--home", str(tmp_path), "--table", "--days", "all"]) == 0
        told = capsys.readouterr().out
        assert re.search(r"^ +2  turns$", told, re.MULTILINE)
        assert re.search(r"^ +1  talks$", told, re.MULTILINE)
        assert re.search(r"Half within 0\.25 s", told)
        assert "xyzzy" not in told

    def test_where_nobody_talked_the_table_says_what_to_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("bot.updating.load_encoders", lambda _: shop.ENCODERS)
        shop.built(tmp_path, FILMS)
        assert main(["admin", "--home", str(tmp_path), "--table"]) == 2
        assert "no talks are kept here yet" in capsys.readouterr().err
