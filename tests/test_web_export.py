"""A talk as a file to keep, and a talk forgotten: what is in it, and what the endpoints answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.memory import MemoryUnusable, SqliteMemory
from bot.messages import Asked, Part, Session, Turn
from bot.turn import new_session
from bot.web.export import exported
from bot.web.security import COOKIE
from ranker.rank import Ranked, Reason
from retriever.items import Constraint, Item, Query
from tests import shop
from tests.web_parts import FILMS, SlowBot, app_of, slow_bot


class Broken(SqliteMemory):
    def load(self, session_id: str) -> Session:
        raise MemoryUnusable("/secret/path: the disk is full")

    def forget(self, session_id: str) -> bool:
        raise MemoryUnusable("/secret/path: read only")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowBot]:
    home = tmp_path_factory.mktemp("export")
    with shop.opened(shop.built(home, FILMS)) as index:
        yield slow_bot(index, home)


@pytest.fixture(scope="module")
def site(bot: SlowBot) -> TestClient:
    return TestClient(app_of(bot), base_url="http://127.0.0.1", follow_redirects=False)


@pytest.fixture
def broken(bot: SlowBot, tmp_path: Path) -> TestClient:
    memory = Broken.open(tmp_path / "talks.sqlite3", lambda _: None, time.time)
    return TestClient(app_of(replace(bot, memory=memory)), base_url="http://127.0.0.1")


def cookie(talk: str) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={talk}"}


def test_everything_kept_is_told_in_plain_values_and_the_key_to_the_talk_is_not() -> None:
    query = Query(
        "darker", ("a",), ("b",), frozenset({"c", "b"}), (Constraint("year", "at_most", (1979,)),), niche=1.0
    )
    pick = Ranked(Item("a", "Alien"), 0.5, (Reason("wish", "darker"),))
    turn = Turn(
        "更暗的",
        "Here.",
        (pick,),
        "stopped",
        query.must,
        ("No prices.",),
        {"a": "model"},
        query,
        ("a",),
        Asked("moods", "哪种？", ("安静",)),
        "zh",
        ("refine",),
        {"first_card": 0.1},
        (Part("Here.", "Returns"),),
    )
    told = exported(Session("secret", query, (turn,), pressed={"a": "like"}))
    assert "secret" not in json.dumps(told)
    assert told["pressed"] == {"a": "like"}
    assert told["agreed"]["seen"] == ["b", "c"]
    [kept] = told["turns"]
    assert kept["items"] == [
        {"id": "a", "title": "Alien", "score": 0.5, "reasons": [{"kind": "wish", "evidence": "darker", "of": ""}]}
    ]
    assert (kept["utterance"], kept["end"], kept["question"], kept["language"]) == (
        "更暗的",
        "stopped",
        {"field": "moods", "text": "哪种？", "replies": ("安静",)},
        "zh",
    )
    assert (kept["acts"], kept["seconds"]) == (["refine"], {"first_card": 0.1})
    assert kept["parts"] == [{"text": "Here.", "source": "Returns"}]
    assert kept["must"] == [{"field": "year", "op": "at_most", "values": (1979,)}]


def test_the_talk_of_the_cookie_is_downloaded_and_nobody_elses(site: TestClient, bot: SlowBot) -> None:
    talk = new_session()
    bot("a French drama", talk)
    got = site.get("/export", headers=cookie(talk))
    assert got.headers["content-disposition"] == 'attachment; filename="offtrail-talk.json"'
    assert got.headers["cache-control"] == "no-store"
    assert [turn["utterance"] for turn in got.json()["turns"]] == ["a French drama"]
    for other in (cookie(new_session()), cookie("../etc"), {}):
        assert site.get("/export", headers=other).json()["turns"] == []


def test_a_talk_is_forgotten_and_the_browser_gets_another(site: TestClient, bot: SlowBot) -> None:
    talk = new_session()
    bot("a French drama", talk)
    got = site.post("/forget", headers=cookie(talk))
    assert (got.status_code, got.headers["location"]) == (303, "/")
    assert f"{COOKIE}=" in got.headers["set-cookie"]
    assert talk not in got.headers["set-cookie"]
    assert not bot.session(talk).kept
    assert site.post("/forget").status_code == 303  # nothing to forget


def test_another_site_can_not_make_a_browser_forget(site: TestClient, bot: SlowBot) -> None:
    talk = new_session()
    bot("a French drama", talk)
    elsewhere = cookie(talk) | {"origin": "https://elsewhere.example"}
    assert site.post("/forget", headers=elsewhere).status_code == 403
    assert site.get("/forget", headers=cookie(talk)).status_code in (404, 405)
    assert bot.session(talk).kept


def test_what_could_not_be_forgotten_or_read_is_said_and_noted(
    broken: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for got in (
        broken.post("/forget", headers=cookie(new_session())),
        broken.get("/export", headers=cookie(new_session())),
    ):
        assert got.status_code == 503
        assert "could not be" in got.text
        assert "/secret/path" not in got.text
    assert "/secret/path" in caplog.text
