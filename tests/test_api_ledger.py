"""Whose sessions are and which answers are kept: forgetting takes all, many may open the file at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.web.api.ledger import Ledger, Owner, StillAnswering

ADA = Owner("shop", "ada")
OPENING = """
import sys, time
from pathlib import Path
from bot.web.api.ledger import Ledger
print("there", flush=True)
sys.stdin.readline()
for attempt in range(20):
    Ledger.open(Path(sys.argv[1]) / f"api-{attempt}.sqlite3", time.time)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger.open(tmp_path / "api.sqlite3", lambda: 1_800_000_000.0)


def test_an_answer_is_kept_for_who_asks_again(ledger: Ledger) -> None:
    ledger.begin("s", ADA)
    assert ledger.asked(ADA, "order", "digest") is None
    with pytest.raises(StillAnswering):
        ledger.asked(ADA, "order", "digest")
    ledger.answered(ADA, "order", "s", "the answer")
    assert ledger.asked(ADA, "order", "digest") == "the answer"


def test_an_answer_that_ends_after_its_talk_was_forgotten_is_not_kept(ledger: Ledger, tmp_path: Path) -> None:
    ledger.begin("s", ADA)
    ledger.asked(ADA, "order", "digest")
    ledger.forget("s")
    ledger.answered(ADA, "order", "s", "the answer")
    with closing(sqlite3.connect(tmp_path / "api.sqlite3")) as connection:
        assert connection.execute("SELECT * FROM answers").fetchall() == []
    assert ledger.asked(ADA, "order", "digest") is None


def test_new_files_can_be_opened_by_many_processes_at_once(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", OPENING, str(tmp_path)]
    pipe = subprocess.PIPE
    many = [subprocess.Popen(asked, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    for one in many:
        assert one.stdout
        assert one.stdout.readline() == "there\n"
    for one in many:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.communicate()[1] for one in many] == [""] * 4
    assert [one.returncode for one in many] == [0] * 4
    with closing(sqlite3.connect(tmp_path / "api-0.sqlite3")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_a_server_that_is_gone_was_answering_can_be_asked_again(ledger: Ledger) -> None:
    ledger.begin("s", ADA)
    for name in ("told", "lost"):
        assert ledger.asked(ADA, name, "digest") is None
    ledger.answered(ADA, "told", "s", "the answer")
    ledger.give_up()
    assert ledger.asked(ADA, "told", "digest") == "the answer"
    assert ledger.asked(ADA, "lost", "digest") is None


def test_what_another_server_is_answering_is_left_to_it_until_it_is_gone(tmp_path: Path) -> None:
    def started() -> Ledger:
        ledger = Ledger.open(tmp_path / "api.sqlite3", lambda: 1_800_000_000.0)
        ledger.give_up()
        return ledger

    first = started()
    first.begin("s", ADA)
    assert first.asked(ADA, "order", "digest") is None
    assert first.asked(ADA, "lost", "digest") is None
    second = started()
    with pytest.raises(StillAnswering):
        second.asked(ADA, "order", "digest")
    first.answered(ADA, "order", "s", "the answer")
    assert second.asked(ADA, "order", "digest") == "the answer"
    del first
    started()
    with pytest.raises(StillAnswering):  # the second may have begun it
        second.asked(ADA, "lost", "digest")
    del second
    assert started().asked(ADA, "lost", "digest") is None
