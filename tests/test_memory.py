"""Talks in a file: kept whole, kept apart, and refused in plain words where they can't be."""

from __future__ import annotations

import hashlib
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.memory import BUSY_SECONDS, Memory, MemoryUnusable, SqliteMemory
from bot.messages import Asked, Part, Text, Turn
from bot.talk_tables import MIGRATIONS
from bot.told import parts
from ranker.rank import Ranked
from retriever.items import Constraint, Item, Query
from tests.contracts import MemoryContract

TEA = Turn("tea", "", query=Query("tea"))


def clock() -> float:
    return 1_795_348_800.0


def nothing(id_: str) -> Item | None:
    return None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "talks.sqlite3"


class TestSqliteMemory(MemoryContract):
    @pytest.fixture(scope="class")
    @classmethod
    def memory(cls, tmp_path_factory: pytest.TempPathFactory, goods: tuple[Item, ...]) -> Memory:
        by_id = {item.id: item for item in goods}
        return SqliteMemory.open(tmp_path_factory.mktemp("talks") / "talks.sqlite3", by_id.get, clock)


words = st.text(max_size=20)
bounds = st.tuples(st.floats(allow_nan=False, allow_infinity=False))
constraints = st.builds(
    Constraint,
    words,
    st.sampled_from(["any_of", "none_of", "without", "at_least", "at_most"]),
    st.one_of(bounds, st.lists(words, min_size=1, max_size=3).map(tuple)),
)
ids = st.lists(words, max_size=3).map(tuple)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SqliteMemory:
    return SqliteMemory.open(tmp_path_factory.mktemp("talks") / "talks.sqlite3", nothing, clock)


@given(
    query=st.builds(
        Query,
        text=words,
        liked=ids,
        disliked=ids,
        seen=ids.map(frozenset),
        must=st.lists(constraints, max_size=3).map(tuple),
        prefer=st.lists(constraints, max_size=3).map(tuple),
        niche=st.floats(0, 1),
        user=words,
    )
)
def test_any_query_comes_back_as_it_was(shared: SqliteMemory, query: Query) -> None:
    shared.begin("talk", Turn("…", "", query=query))
    session = shared.load("talk")
    assert (session.query, session.turns[-1].query) == (query, query)


@given(utterance=st.text(max_size=50), text=st.text(max_size=50))
def test_any_words_come_back_as_they_were(shared: SqliteMemory, utterance: str, text: str) -> None:
    turn = Turn(utterance, text, query=Query())
    shared.finish("words", shared.begin("words", turn), turn)
    last = shared.load("words").turns[-1]
    assert (last.utterance, last.text) == (utterance, text)


pieces = st.builds(
    Text, st.text(alphabet=" \nab", min_size=1, max_size=4), source=st.sampled_from(["", "Returns"])
)


@given(st.lists(pieces, max_size=6))
def test_parts_joined_are_the_text_and_no_quotation_loses_its_source(texts: list[Text]) -> None:
    found = parts(texts)
    quoted = [text.piece for text in texts if text.source]
    assert "".join(part.text for part in found) == (
        "".join(text.piece for text in texts).strip() if quoted else ""
    )
    kept = [part.text.strip() for part in found if part.source and part.text.strip()]
    assert kept == [piece.strip() for piece in quoted if piece.strip()]


def test_a_quotation_is_kept_with_its_source(path: Path) -> None:
    memory = SqliteMemory.open(path, nothing, clock)
    told = (Part("30 days.", "Returns › How long"), Part("\n\nAnything else?"))
    turn = replace(TEA, text="30 days.\n\nAnything else?", parts=told)
    memory.finish("talk", memory.begin("talk", turn), turn)
    assert memory.load("talk").turns[0].parts == told


def test_a_talk_goes_on_after_the_file_is_opened_again(path: Path, goods: tuple[Item, ...]) -> None:
    by_id = {item.id: item for item in goods}
    first = SqliteMemory.open(path, by_id.get, clock)
    turn = Turn("tea", "This.", (Ranked(goods[0], 0.5),), query=Query("tea"))
    first.finish("talk", first.begin("talk", turn), turn)
    session = SqliteMemory.open(path, by_id.get, clock).load("talk")
    assert session.query == Query("tea")
    assert [pick.item for pick in session.shown] == [goods[0]]


def test_an_item_that_left_the_catalogue_is_left_out(path: Path, goods: tuple[Item, ...]) -> None:
    picks = tuple(Ranked(item, 1.0) for item in goods[:2])
    SqliteMemory.open(path, nothing, clock).begin("talk", replace(TEA, picks=picks))
    only_sencha: Callable[[str], Item | None] = {"sencha": goods[1]}.get
    assert [p.item.id for p in SqliteMemory.open(path, only_sencha, clock).load("talk").shown] == ["sencha"]


def test_a_talk_kept_before_people_had_names_is_nobodys(path: Path) -> None:
    memory = SqliteMemory.open(path, nothing, clock)
    memory.begin("talk", replace(TEA, query=Query("tea", user="ann")))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE sessions SET query = json_remove(query, '$.user')")
        connection.commit()
    assert memory.load("talk").query == Query("tea")


def of_the_first_release(path: Path) -> Path:
    """A file as the first release made it, with one talk of one turn."""
    path.parent.mkdir(parents=True)
    query = (
        '{"text": "tea", "liked": ["sencha"], "disliked": [], "seen": [], "must": [], "prefer": [], "niche": 0.5}'
    )
    shown = '[{"id": "lapsang", "score": 0.5, "reasons": []}]'
    with closing(sqlite3.connect(path)) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO sessions VALUES ('talk', ?, 1.0)", (query,))
        connection.execute(
            "INSERT INTO turns VALUES ('talk', 1, 'tea', 'This.', ?, '[]', '[]', '{}', 'end', 1.0)", (shown,)
        )
        connection.commit()
    return path


def test_the_first_migration_is_as_it_was_released() -> None:
    assert hashlib.sha256(repr(MIGRATIONS[0]).encode()).hexdigest()[:16] == "6bb4c13e09b89d03"


def test_a_file_of_the_first_release_opens_and_its_talk_goes_on(path: Path, goods: tuple[Item, ...]) -> None:
    by_id = {item.id: item for item in goods}
    memory = SqliteMemory.open(of_the_first_release(path), by_id.get, clock)
    session = memory.load("talk")
    assert session.query == Query("tea", liked=("sencha",))
    assert session.turns == (Turn("tea", "This.", (Ranked(by_id["lapsang"], 0.5),)),)
    turn = Turn("boots", "These.", query=Query("boots"), spoken=("sencha",), language="zh")
    turn = replace(
        turn,
        question=Asked("brand", "哪个品牌？", ("Skarv", "都可以")),
        unanswered=("do you buy back old boots?",),
    )
    memory.finish("talk", memory.begin("talk", turn), turn)
    assert memory.load("talk").turns == (*session.turns, turn)


def test_many_that_open_a_file_of_the_first_release_at_once_change_it_once(path: Path) -> None:
    of_the_first_release(path)
    assert together(6, lambda _: SqliteMemory.open(path, nothing, clock)) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_the_file_is_readable_by_its_owner_only(path: Path) -> None:
    SqliteMemory.open(path, nothing, clock).begin("talk", TEA)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_time_of_a_turn_is_that_of_the_clock(path: Path) -> None:
    SqliteMemory.open(path, nothing, clock).begin("talk", TEA)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT at, ending FROM turns").fetchall() == [(clock(), "stopped")]


def test_talks_untouched_since_a_moment_are_deleted_with_all_that_was_said(path: Path) -> None:
    now = [100.0]
    memory = SqliteMemory.open(path, nothing, lambda: now[0])
    for name, at in (("old", 100.0), ("gone on", 100.0), ("new", 300.0)):
        now[0] = at
        memory.begin(name, Turn("a wish like no other", "", query=Query()))
    memory.note("gone on", "tea", "like", Query(liked=("tea",)))
    assert memory.forget_before(300.0) == ("old",)
    assert memory.forget_before(300.0) == ()
    assert [bool(memory.load(name).turns) for name in ("old", "gone on", "new")] == [False, True, True]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (2,)


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    SqliteMemory.open(path, nothing, clock)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(
        MemoryUnusable, match=rf"newer Offtrail \(version {len(MIGRATIONS) + 1}\); update the program"
    ):
        SqliteMemory.open(path, nothing, clock)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("my diary, page one\n" * 100)
    with pytest.raises(MemoryUnusable, match=r"talks can't be kept .*not a database.*; free the disk"):
        SqliteMemory.open(path, nothing, clock)
    assert path.read_text().startswith("my diary")


def test_a_place_that_can_not_be_written_is_refused_with_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MemoryUnusable, match=r"talks can't be kept here .*; set OFFTRAIL_HOME"):
        SqliteMemory.open(tmp_path / "file" / "talks.sqlite3", nothing, clock)


def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(MemoryUnusable, match="set OFFTRAIL_HOME"):
        SqliteMemory.open(path, nothing, clock)


def together(n: int, work: Callable[[int], None]) -> list[BaseException]:
    """Runs `work` in n threads at once; what went wrong."""
    wrong: list[BaseException] = []
    start = threading.Barrier(n)

    def run(i: int) -> None:
        start.wait()
        try:
            work(i)
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_a_new_file_can_be_opened_by_many_at_once(tmp_path: Path) -> None:
    for attempt in range(10):
        path = tmp_path / f"talks-{attempt}.sqlite3"
        assert together(6, lambda _, path=path: SqliteMemory.open(path, nothing, clock)) == []  # type: ignore[misc]


def test_many_talks_at_once_lose_nothing(path: Path) -> None:
    memory = SqliteMemory.open(path, nothing, clock)

    def talk(i: int) -> None:
        for turn in range(5):
            said = Turn(f"{i}", f"{turn}", query=Query())
            memory.finish(f"talk {i % 3}", memory.begin(f"talk {i % 3}", said), said)

    assert together(6, talk) == []
    for i in range(3):
        turns = memory.load(f"talk {i}").turns
        assert len(turns) == 10  # two threads of five turns each
        assert {turn.utterance for turn in turns} == {str(i), str(i + 3)}


def test_who_forgets_does_not_wait_for_who_reads(path: Path) -> None:
    memory = SqliteMemory.open(path, nothing, clock)
    memory.begin("one", TEA)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM turns").fetchone() == (1,)
        done = threading.Event()
        forgetting = threading.Thread(target=lambda: (memory.forget("one"), done.set()))
        forgetting.start()
        assert done.wait(BUSY_SECONDS / 2), "forgetting waited for a reader"
        memory.begin("two", TEA)
        forgetting.join()
    assert not memory.forget("one")
