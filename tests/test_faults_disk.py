"""A disk that is full or read-only, a clock that jumps: it is told in words, and afterwards the talk goes on."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.memory import SqliteMemory
from bot.messages import Turn
from retriever import changes
from retriever.index import Index
from retriever.items import Query
from tests import shop
from tests.api_parts import api, check_problem

ROOT = Path(__file__).resolve().parent.parent

STEPS = """
import json, os, resource, subprocess, sys
from pathlib import Path
from bot.memory import MemoryUnusable, SqliteMemory
from bot.messages import Picks
from retriever.items import Query
from tests import shop
from tests.web_parts import slow_bot

home, index_folder = Path(sys.argv[1]), Path(sys.argv[2])

def tell(step, act):
    try:
        print(json.dumps([step, act()]), flush=True)
    except MemoryUnusable as error:
        print(json.dumps([step, f"refused: {error}"]), flush=True)

def talk():
    return [f"{turn.utterance}: {turn.end}" for turn in bot.session("talk").turns]

with shop.opened(index_folder) as index:
    bot = slow_bot(index, home)
    tell("before", lambda: len(list(bot.stream("something smoky", "talk"))) > 30)
    tell("pressed", lambda: bot.note("river", "like", "talk").pressed)
    worse()
    tell("turn", lambda: len(list(bot.stream("under 100", "talk"))))
    tell("opinion", lambda: bot.note("moka", "seen", "talk").pressed)
    tell("forget", lambda: bot.forget("talk"))
    tell("opening", lambda: str(SqliteMemory.open(home / "other" / "talks.sqlite3", index.item_of, lambda: 0.0)))
    tell("finding", lambda: len(bot.retriever.find(Query("smoky tea"), 3)))
    better()
    tell("after", lambda: len(list(bot.stream("under 100", "talk"))) > 30)
    chunks = bot.stream("more", "talk")
    tell("picks", lambda: isinstance(next(chunks), Picks))
    worse()
    words = []
    def read_on():
        for chunk in chunks:
            words.append(chunk)
        return "kept"
    tell("in the middle", read_on)
    tell("words", lambda: len(words))
    better()
    tell("at the end", lambda: list(bot.session("talk").pressed) + talk())
"""
LIMITED = """
def worse(): resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
def better(): resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""
FULL = """
def worse():
    with open(home / "filling", "wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
def better(): os.remove(home / "filling")
"""
READ_ONLY = """
def worse(): subprocess.run(["mount", "-o", "remount,ro", str(home)], check=True)
def better(): subprocess.run(["mount", "-o", "remount,rw", str(home)], check=True)
"""


CHANGING = """
import json, os, resource, shutil, subprocess, sys
from pathlib import Path
from retriever.changes import JOURNAL, JournalUnwritable
from retriever.items import Item, Query
from retriever.search import LongTailRetriever
from tests import shop

home = Path(sys.argv[1])
folder = home / "index"
shutil.copytree(sys.argv[2], folder)

def tell(step, act):
    try:
        print(json.dumps([step, act()]), flush=True)
    except JournalUnwritable as error:
        print(json.dumps([step, f"refused: {error}"]), flush=True)

def tea(n):
    return Item(f"tea-{n}", f"Smoky tea {n}", "Leaves over pine. " * 400, {"category": ("tea",)}, {"price": 9.0})

def found():
    return sorted(item.id for item in live.index.items if item.id.startswith("tea-"))

with shop.live(folder) as live:
    journal = next(folder.glob("gen-*")) / JOURNAL
    tell("before", lambda: live.put(tea(1)) or found())
    whole = journal.read_bytes()
    retriever = LongTailRetriever(lambda: live.index, shop.ENCODERS)
    retriever.find(Query("a search before"), 3)  # what tells languages apart unpacks itself into a file, once
    worse()
    tell("many", lambda: live.put(*map(tea, range(2, 60))))
    tell("untouched", lambda: journal.read_bytes() == whole)
    tell("found", found)
    tell("finding", lambda: len(retriever.find(Query("smoky tea"), 3)))
    better()
    tell("after", lambda: live.put(tea(2)) or found())
with shop.live(folder) as live:
    tell("opened again", found)
"""
SHORT = """
def worse(): resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
def better(): resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


def lived_through(
    command: Sequence[str], code: str, home: Path, index: Path, steps: str = STEPS
) -> dict[str, Any]:
    """What each step gave, by its name."""
    head, tail = steps.split("\ndef tell", 1)
    whole = f"{head}\n{code}\ndef tell{tail}"
    done = subprocess.run(
        [*command, sys.executable, "-c", whole, str(home), str(index)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


def check_what_was_lived_through(steps: dict[str, Any], path: Path) -> None:
    """The same of every fault of a disk: refused in words, the search goes on, nothing that was kept is lost."""
    assert steps["before"] is True
    assert steps["pressed"] == {"river": "like"}
    for step in ("turn", "opinion", "forget", "in the middle"):
        assert str(steps[step]).startswith(f"refused: {path}: talks can't be kept ("), step
        assert steps[step].endswith("free the disk, mend the rights, move the file or set OFFTRAIL_HOME"), step
    assert "talks can't be kept" in steps["opening"]
    assert "OFFTRAIL_HOME" in steps["opening"]
    assert steps["finding"] > 0
    assert steps["after"] is True
    assert steps["picks"] is True
    assert steps["words"] > 30  # the person reads the whole answer all the same
    assert steps["at the end"] == ["river", "something smoky: end", "under 100: end", "more: stopped"]


def in_a_small_disk(home: Path, size: str = "1m") -> list[str]:
    """A command that runs the rest with a disk of its own at `home`; skips where none can be mounted."""
    mount = f'mount -t tmpfs -o size={size} tmpfs "{home}" && exec "$@"'
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    try:
        done = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    return command


@pytest.fixture(scope="module")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shop.built(tmp_path_factory.mktemp("disk"))


def test_where_no_file_may_grow_it_is_told_and_the_talk_goes_on_later(tmp_path: Path, index_folder: Path) -> None:
    steps = lived_through([], LIMITED, tmp_path, index_folder)
    check_what_was_lived_through(steps, tmp_path / "talks.sqlite3")


@pytest.mark.parametrize("fault", [FULL, READ_ONLY], ids=["full", "read-only"])
def test_a_disk_that_can_not_be_written_is_told_and_the_talk_goes_on_later(
    tmp_path: Path, index_folder: Path, fault: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    steps = lived_through(in_a_small_disk(home), fault, home, index_folder)
    check_what_was_lived_through(steps, home / "talks.sqlite3")


def check_changes_lived_through(steps: dict[str, Any]) -> None:
    """The change is refused whole and in words, the search goes on, and afterwards it can be made."""
    assert steps["before"] == ["tea-1"]
    assert "changes.jsonl: the change could not be written (" in steps["many"]
    assert steps["many"].endswith("nothing was changed; free the disk or mend the rights, and try again")
    assert steps["untouched"] is True
    assert steps["found"] == ["tea-1"]
    assert steps["finding"] == 3
    assert steps["after"] == steps["opened again"] == ["tea-1", "tea-2"]


def test_a_change_that_is_cut_off_by_a_bound_is_in_no_part_there(tmp_path: Path, index_folder: Path) -> None:
    check_changes_lived_through(lived_through([], SHORT, tmp_path, index_folder, CHANGING))


def test_a_change_on_a_full_disk_is_in_no_part_there(tmp_path: Path, index_folder: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    disk = in_a_small_disk(home, "8m")
    check_changes_lived_through(lived_through(disk, FULL, home, index_folder, CHANGING))


def test_over_the_api_a_full_disk_is_told_without_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with api(tmp_path) as made:
        monkeypatch.setattr(changes.os, "fsync", full)
        answer = made.client.put("/v1/items/x", json={"title": "X"}, headers=made.server)
        problem = check_problem(answer, 503, "storage-unusable")
        assert problem["detail"] == "the catalogue can't be written now; nothing was changed"
        assert answer.headers["retry-after"] == "10"
        monkeypatch.undo()
        assert made.bot.item_of("x") is None
        assert made.client.put("/v1/items/x", json={"title": "X"}, headers=made.server).status_code == 200


def test_a_clock_that_jumps_changes_neither_the_order_nor_what_was_said_last(
    tmp_path: Path, shop_index: Index
) -> None:
    noon = 1_795_348_800.0
    times = iter([noon, noon - 86_400, noon + 3e8, -5.0, 0.0, noon, noon - 1, noon - 2, noon + 1e9])
    memory = SqliteMemory.open(tmp_path / "talks.sqlite3", shop_index.item_of, lambda: next(times))
    for number in range(5):
        turn = Turn(f"turn {number}", "", query=Query(f"turn {number}"))
        memory.finish("talk", memory.begin("talk", turn), turn)
    memory.note("talk", "river", "like", Query("tea", liked=("river",)))
    memory.note("talk", "moka", "dislike", Query("tea"))
    memory.note("talk", "river", "seen", Query("tea"))  # a second earlier, by the clock
    memory.note("talk", "moka", None, Query("tea", seen=frozenset({"river"})))
    talk = memory.load("talk")
    assert [turn.utterance for turn in talk.turns] == [f"turn {number}" for number in range(5)]
    assert talk.pressed == {"river": "seen"}
    assert talk.query == Query("tea", seen=frozenset({"river"}))
    assert next(times, None) is None
