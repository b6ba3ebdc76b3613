"""What a server does by itself: old talks go, a changed index is built again, and nothing waits for either."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from bot.commands.serving import tasks
from bot.memory import SqliteMemory
from bot.messages import Turn
from bot.settings import Settings
from bot.updating import compact_if_due
from bot.upkeep import Task, upkeep
from bot.web.api.ledger import Ledger, Owner
from bot.web.api.retention import DAY_SECONDS, forget_old
from retriever import compaction
from retriever.encode import Encoders, HashingEncoder, Vectors
from retriever.generations import IndexBusy, writing
from retriever.index import Index
from retriever.items import Item, Query
from retriever.live import LiveIndex
from retriever.snapshot import Base, Changed, index_of
from retriever.store import Store
from tests import shop
from tests.api_parts import Clock, api, check_problem
from tests.web_parts import slow_bot

SHORT_SECONDS = 0.01
OOLONG = Item("oolong", "Iron Goddess Oolong", "Rolled leaves.", {"category": ("tea",)}, {"price": 21.0}, 7)
ADA = Owner("shop", "ada")


class TestTasks:
    def test_each_is_done_at_the_start_and_ever_again_and_says_what_it_did(self) -> None:
        said: list[str] = []
        thrice = Event()

        def act() -> str:
            if len(said) == 3:
                thrice.set()
            return "done"

        with upkeep([Task("a", SHORT_SECONDS, act), Task("b", 3600, lambda: "")], said.append):
            assert thrice.wait(10)
        assert set(said) == {"done"}

    def test_one_that_fails_is_noted_and_tried_again_and_the_others_go_on(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        tried: list[str] = []
        both = Event()

        def failing() -> str:
            tried.append("failing")
            raise OSError("the disk is full")

        def other() -> str:
            tried.append("other")
            if tried.count("failing") > 1 and tried.count("other") > 1:
                both.set()
            return ""

        with upkeep([Task("tidying", SHORT_SECONDS, failing), Task("b", SHORT_SECONDS, other)], print):
            assert both.wait(10)
        assert "tidying failed, and is tried again later: OSError: the disk is full" in caplog.text
        assert {record.levelno for record in caplog.records} == {logging.ERROR}

    def test_at_the_end_nothing_more_is_done(self) -> None:
        done: list[int] = []
        with upkeep([Task("a", SHORT_SECONDS, lambda: str(done.append(1)))], lambda _: None):
            pass
        before = len(done)
        Event().wait(SHORT_SECONDS * 5)
        assert len(done) == before


class TestOldTalks:
    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def talks(self, tmp_path: Path, clock: Clock) -> SqliteMemory:
        return SqliteMemory.open(tmp_path / "talks.sqlite3", lambda _: None, clock)

    @pytest.fixture
    def ledger(self, tmp_path: Path, clock: Clock) -> Ledger:
        return Ledger.open(tmp_path / "api.sqlite3", clock)

    def talk(self, talks: SqliteMemory, ledger: Ledger, id_: str) -> None:
        """A turn that the API's caller made, with the answer kept for who asks twice."""
        if ledger.owner(id_) is None:
            ledger.begin(id_, ADA)
        turn = Turn("something smoky", "Lapsang.", query=Query("something smoky"))
        ledger.asked(ADA, f"ask {id_}", "digest")
        talks.finish(id_, talks.begin(id_, turn), turn)
        ledger.answered(ADA, f"ask {id_}", id_, "the answer")

    def test_what_nobody_touched_goes_with_owner_and_answers_and_the_rest_stays(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock, tmp_path: Path
    ) -> None:
        for id_ in ("left", "gone on with", "liked"):
            self.talk(talks, ledger, id_)
        ledger.begin("never answered", ADA)
        clock.now += 89 * DAY_SECONDS + 1
        self.talk(talks, ledger, "gone on with")
        talks.note("liked", "river", "like", Query("something smoky"))
        self.talk(talks, ledger, "new")
        assert forget_old(talks, ledger, 90, clock) == ""
        clock.now += 1 * DAY_SECONDS
        assert forget_old(talks, ledger, 90, clock) == "deleted 1 talks that nobody touched for 90 days"
        assert [talks.load(id_).turns for id_ in ("left", "never answered")] == [(), ()]
        assert [ledger.owner(id_) for id_ in ("left", "never answered")] == [None, None]
        for id_, turns in (("gone on with", 2), ("liked", 1), ("new", 1)):
            assert len(talks.load(id_).turns) == turns
            assert ledger.owner(id_) is not None
        assert forget_old(talks, ledger, 90, clock) == ""
        assert b"ask left" not in (tmp_path / "api.sqlite3").read_bytes()

    def test_what_was_said_before_the_clock_was_set_is_taken_as_new(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock
    ) -> None:
        now, clock.now = clock.now, 100.0
        self.talk(talks, ledger, "early")
        for at in (100.0, *(now + days * DAY_SECONDS for days in range(91))):
            clock.now = at
            assert forget_old(talks, ledger, 90, clock) == ""
        assert len(talks.load("early").turns) == 1
        assert ledger.owner("early") is not None
        clock.now += 1 * DAY_SECONDS
        assert forget_old(talks, ledger, 90, clock).startswith("deleted 1 ")
        assert ledger.owner("early") is None

    @pytest.mark.parametrize("jump_days", [-400, 400])
    def test_a_clock_that_is_wrong_for_less_than_a_day_deletes_nothing(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock, jump_days: int
    ) -> None:
        self.talk(talks, ledger, "there")
        assert forget_old(talks, ledger, 90, clock) == ""
        clock.now += DAY_SECONDS
        before = clock.now
        for hours in (0, 1, 22):  # the server is started again and again
            clock.now = before + jump_days * DAY_SECONDS + hours * 3600
            assert forget_old(talks, ledger, 90, clock) == ""
        for days in range(1, 90):  # it was there a day before `before`
            clock.now = before + days * DAY_SECONDS
            assert forget_old(talks, ledger, 90, clock) == ""
        assert len(talks.load("there").turns) == 1
        clock.now += DAY_SECONDS
        assert forget_old(talks, ledger, 90, clock).startswith("deleted 1 ")

    def test_a_clock_that_is_years_ahead_for_days_takes_a_week_of_talks_a_day_and_not_all(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock
    ) -> None:
        self.talk(talks, ledger, "old")
        clock.now += 75 * DAY_SECONDS
        self.talk(talks, ledger, "new")
        assert forget_old(talks, ledger, 90, clock) == ""
        right = clock.now
        told = []
        for days in (1, 2, 3, 4):  # what is gone by was: 1, 1 + 7, 1 + 14, 1 + 21 days after `right`
            clock.now = right + (400 + days) * DAY_SECONDS
            told.append(forget_old(talks, ledger, 90, clock))
        assert [said[:9] for said in told] == ["", "", "", "deleted 1"]  # "old", and 22 > 90 - 75
        assert len(talks.load("new").turns) == 1
        for days in range(5, 91):  # and once the clock is right again, all is as it was
            clock.now = right + days * DAY_SECONDS
            assert forget_old(talks, ledger, 90, clock) == ""
        clock.now += DAY_SECONDS
        assert forget_old(talks, ledger, 90, clock).startswith("deleted 1 ")

    def test_after_a_long_pause_talks_go_a_week_of_them_a_day(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock
    ) -> None:
        self.talk(talks, ledger, "left")
        assert forget_old(talks, ledger, 90, clock) == ""
        clock.now += 200 * DAY_SECONDS
        told = ""
        for days in range(14):  # on the 14th it is 13 * 7 + 1 days later than when it was left
            assert told == "", days
            told = forget_old(talks, ledger, 90, clock)
            clock.now += DAY_SECONDS
        assert told.startswith("deleted 1 ")

    def test_a_server_that_runs_once_a_week_deletes_as_one_that_always_does(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock
    ) -> None:
        self.talk(talks, ledger, "left")
        for _ in range(14):  # at the look of day 91 it is known to be day 85
            assert forget_old(talks, ledger, 90, clock) == ""
            clock.now += 7 * DAY_SECONDS
        assert forget_old(talks, ledger, 90, clock).startswith("deleted 1 ")

    def test_zero_keeps_talks_for_ever_and_answers_for_a_day(
        self, talks: SqliteMemory, ledger: Ledger, clock: Clock, tmp_path: Path
    ) -> None:
        self.talk(talks, ledger, "left")
        clock.now += 1_000 * DAY_SECONDS
        assert forget_old(talks, ledger, 0, clock) == ""
        assert len(talks.load("left").turns) == 1
        assert ledger.owner("left") is not None
        with closing(sqlite3.connect(tmp_path / "api.sqlite3")) as kept:
            assert kept.execute("SELECT count(*) FROM answers").fetchone() == (0,)

    def test_a_served_bot_does_it_as_it_is_set(self, tmp_path: Path) -> None:
        with shop.live(shop.built(tmp_path)) as live:
            bot = slow_bot(live.index, tmp_path)
            list(bot.stream("something smoky", "talk"))
            with closing(sqlite3.connect(tmp_path / "talks.sqlite3", isolation_level=None)) as kept:
                kept.execute("UPDATE sessions SET updated = updated - ?", (8 * DAY_SECONDS,))
            for keep_days, turns in ((0, 1), (9, 1), (7, 0)):
                with closing(sqlite3.connect(tmp_path / "api.sqlite3", isolation_level=None)) as kept:
                    kept.execute("CREATE TABLE IF NOT EXISTS looks (at REAL NOT NULL)")
                    kept.execute("UPDATE looks SET at = at - ?", (DAY_SECONDS,))
                for task in tasks(Settings(home=tmp_path, keep_days=keep_days), bot, live):
                    task.act()
                assert len(bot.session("talk").turns) == turns


class Waiting(HashingEncoder):
    """Encodes once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may = Event(), Event()
        self.may.set()

    def encode(self, texts: list[str]) -> Vectors:  # type: ignore[override]
        self.asked.set()
        assert self.may.wait(20)
        return super().encode(texts)


def meanwhile(act: Callable[[], object]) -> Thread:
    thread = Thread(target=act)
    thread.start()
    return thread


class TestCompaction:
    @pytest.fixture(autouse=True)
    def soon_due(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(compaction, "PUT_AT_LEAST", 1)

    def test_it_is_done_when_it_is_due_and_not_before(self, tmp_path: Path) -> None:
        with shop.live(shop.built(tmp_path)) as live:
            live.put(OOLONG)
            assert compact_if_due(live) == ""
            live.update("chess", price=1)
            assert compact_if_due(live).startswith("compacted 2 changes into 11 items in ")
            assert live.journal_bytes == 0
            assert "oolong" in live.index.row
            assert compact_if_due(live) == ""

    def test_where_another_process_writes_it_is_left_for_later(self, tmp_path: Path) -> None:
        with shop.live(folder := shop.built(tmp_path)) as live:
            live.put(OOLONG)
            live.update("chess", price=1)
            with writing(folder):
                assert compact_if_due(live) == ""
            assert compact_if_due(live) != ""

    def test_meanwhile_turns_are_answered_and_a_change_is_refused_and_not_lost(self, tmp_path: Path) -> None:
        encoder = Waiting()
        live = LiveIndex(shop.built(tmp_path), Encoders(encoder), shop.STORES)
        with closing(live):
            live.put(OOLONG)
            live.update("chess", price=1)
            encoder.asked.clear()
            encoder.may.clear()
            said: list[str] = []
            thread = meanwhile(lambda: said.append(compact_if_due(live)))
            assert encoder.asked.wait(20)  # it is in the middle
            assert "oolong" in live.index.row
            with pytest.raises(IndexBusy):
                live.update("chess", price=2)
            encoder.may.set()
            thread.join(20)
            assert said[0].startswith("compacted")
            live.update("chess", price=2)
            chess = live.index.item_of("chess")
            assert chess is not None
            assert chess.numbers["price"] == 2

    def test_over_the_api_a_change_is_told_when_to_come_again(self, tmp_path: Path) -> None:
        with api(tmp_path) as made, writing(tmp_path / "index"):
            answer = made.client.put("/v1/items/x", json={"title": "X"}, headers=made.server)
            check_problem(answer, 503, "catalogue-busy")
            assert answer.headers["retry-after"] == "5"


def test_over_the_api_what_another_process_put_can_be_taken_out_while_a_search_takes_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking_in, answered = Event(), Event()

    def slow(base: Base, changed: Changed) -> Index:
        if not taking_in.is_set():
            taking_in.set()
            answered.wait(0.5)  # as long as a route that does not wait would need to look
        return index_of(base, changed)

    with api(tmp_path) as made, shop.live(tmp_path / "index") as other:
        catalogue = made.access.catalogue
        assert catalogue is not None
        other.put(OOLONG)
        monkeypatch.setattr("retriever.live.index_of", slow)
        search = meanwhile(lambda: catalogue.index)
        assert taking_in.wait(20)
        answer = made.client.delete("/v1/items/oolong", headers=made.server)
        answered.set()
        search.join(20)
        assert answer.status_code == 204, answer.text
        assert "oolong" not in other.index.row


def test_a_search_does_not_wait_while_another_thread_opens_what_was_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, may = Event(), Event()
    opens = shop.STORES.open

    def waiting(*part: Any) -> Store:
        opening.set()
        assert may.wait(20)
        return opens(*part)

    with shop.live(folder := shop.built(tmp_path)) as live, shop.live(folder) as builder:
        builder.put(OOLONG)
        before = live.index
        compaction.compact(builder, shop.NOON)
        monkeypatch.setattr(shop.STORES, "open", waiting)
        thread = meanwhile(lambda: live.index)
        assert opening.wait(20)
        assert live.index is before
        may.set()
        thread.join(20)
        assert live.index is not before
        assert "oolong" in live.index.row
