"""The log beside a model: read back as it was, merged with more, somebody taken out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interested import people_of
from bot.kept_log import (
    A_TALK,
    RULE,
    KeptLog,
    PersonUnknown,
    clear_logs,
    forget,
    keep_log,
    kept_path,
    merged,
    read_kept,
)
from ranker.liking import Rule
from ranker.log import Log
from ranker.versions import ModelDamaged, ModelMissing

IDS = ["a", "b", "c"]
NAN = float("nan")
Row = tuple[str, str, float, float]  # user, item, value, time


def log_of(*rows: Row) -> Log:
    """Rows sorted by user already."""
    people = list(dict.fromkeys(row[0] for row in rows))
    return Log(
        IDS,
        people,
        np.array([people.index(row[0]) for row in rows], np.int32),
        np.array([IDS.index(row[1]) for row in rows], np.int32),
        np.array([row[2] for row in rows], np.float32),
        np.array([row[3] for row in rows], np.float64),
    )


def rows_of(log: Log) -> list[Row]:
    return [
        (log.user_ids[user], log.item_ids[item], float(value), float(time))
        for user, item, value, time in zip(log.users, log.items, log.values, log.times, strict=True)
    ]


OLD = log_of(("ann", "a", 1, 10), ("ann", "b", -1, 20), ("bob", "c", 0.5, 5))


@pytest.fixture
def version(tmp_path: Path) -> Path:
    (tmp_path / "v-1").mkdir()
    return tmp_path / "v-1"


@pytest.mark.parametrize("rule", [None, Rule(), Rule(None, 1, 1), Rule(3.25, 1, 5, True, 3.5)])
def test_a_log_is_read_back_as_it_was_kept_with_what_counted_as_liked(version: Path, rule: Rule | None) -> None:
    keep_log(version, KeptLog(OLD, rule))
    kept = read_kept(version, IDS)
    assert rows_of(kept.log) == rows_of(OLD)
    assert kept.rule == rule


@pytest.mark.parametrize("said", [b"half a ru", b'{"line": 3}', b"[]"])
def test_a_rule_that_can_not_be_read_is_told(version: Path, said: bytes) -> None:
    from pyarrow import parquet

    keep_log(version, KeptLog(OLD, Rule()))
    table = parquet.read_table(kept_path(version))
    parquet.write_table(table.replace_schema_metadata({RULE: said}), kept_path(version))
    with pytest.raises(ModelDamaged, match=r"can't be read .*train anew with: offtrail train LOG"):
        read_kept(version, IDS)


def test_a_row_without_a_time_stays_without(version: Path) -> None:
    keep_log(version, KeptLog(log_of(("ann", "a", 1, NAN), ("ann", "b", 1, 7)), Rule()))
    assert np.array_equal(read_kept(version, IDS).log.times, [NAN, 7], equal_nan=True)


def test_what_people_did_with_items_that_are_gone_is_left_out(version: Path) -> None:
    keep_log(version, KeptLog(OLD, Rule()))
    log = read_kept(version, ["new", "b"]).log
    assert rows_of(log) == [("ann", "b", -1, 20)]
    assert log.n_items == 2


def test_a_log_that_is_gone_or_damaged_is_told(version: Path) -> None:
    with pytest.raises(ModelMissing, match="the log of the model is gone; train anew with: offtrail train LOG"):
        read_kept(version, IDS)
    keep_log(version, KeptLog(OLD, Rule()))
    kept_path(version).write_bytes(b"half a file")
    with pytest.raises(ModelDamaged, match="can't be read"):
        read_kept(version, IDS)


def test_the_later_word_counts_and_only_what_is_said_anew_is_new() -> None:
    more = log_of(
        ("cat", "a", 1, 1),  # somebody new
        ("ann", "b", 1, 30),  # has changed her mind
        ("ann", "c", 1, 15),  # was before what is known of her last
        ("bob", "c", 0.5, 5),  # as known
    )
    both = merged(OLD, more)
    assert list(zip(rows_of(both.log), both.new.tolist(), both.absent.tolist(), strict=True)) == [
        (("ann", "a", 1, 10), False, False),
        (("ann", "c", 1, 15), True, True),
        (("ann", "b", 1, 30), True, False),  # to be learnt, but known: not to be asked about
        (("bob", "c", 0.5, 5), False, False),
        (("cat", "a", 1, 1), True, True),
    ]


def test_at_the_same_second_the_log_that_came_later_counts() -> None:
    # thirty people who have changed their mind; by lot half of them would not
    people = [f"p{n}" for n in range(30)]
    both = merged(log_of(*((one, "a", -1, 5) for one in people)), log_of(*((one, "a", 1, 5) for one in people)))
    assert rows_of(both.log) == [(one, "a", 1, 5) for one in people]
    assert both.new.all()
    assert not both.absent.any()


def test_of_a_log_that_lost_all_its_items_everything_is_new() -> None:
    both = merged(OLD.kept(np.zeros(len(OLD), dtype=np.bool_)), OLD)
    assert rows_of(both.log) == rows_of(OLD)
    assert both.new.all()
    assert both.absent.all()


def test_an_older_word_about_the_same_thing_changes_nothing() -> None:
    both = merged(OLD, log_of(("ann", "b", 1, 19)))
    assert rows_of(both.log) == rows_of(OLD)
    assert not both.new.any()


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Each user and item once, times rising within a user."""
    pairs = draw(st.sets(st.tuples(st.sampled_from(["p", "q", "r"]), st.sampled_from(IDS))))
    values = st.sampled_from([-1.0, 0.5, 1.0])
    return log_of(*((user, item, draw(values), float(n)) for n, (user, item) in enumerate(sorted(pairs))))


@given(logs())
def test_a_log_merged_with_itself_is_itself_and_nothing_is_new(log: Log) -> None:
    again = merged(log, log)
    assert rows_of(again.log) == rows_of(log)
    assert not again.new.any()


@given(logs(), logs())
def test_a_merged_log_has_each_user_and_item_once_and_loses_none(old: Log, more: Log) -> None:
    both = merged(old, more)
    found = [row[:2] for row in rows_of(both.log)]
    assert len(set(found)) == len(found) == len(both.new)
    assert set(found) == {row[:2] for log in (old, more) for row in rows_of(log)}
    said_anew, never_met = (
        {pair for pair, holds in zip(found, which, strict=True) if holds} for which in (both.new, both.absent)
    )
    assert never_met == set(found) - {row[:2] for row in rows_of(old)}
    assert never_met <= said_anew <= {row[:2] for row in rows_of(more)}
    assert (np.diff(both.log.users) >= 0).all()


def test_somebody_whose_name_begins_like_that_of_a_talk_is_known_and_a_talk_is_nobody(version: Path) -> None:
    tim, talk = "talk:ative tim", f"{A_TALK}ative tim"
    keep_log(version, KeptLog(log_of((tim, "a", 1, 1), (talk, "b", 1, NAN)), Rule()))
    log = read_kept(version, IDS).log
    assert log.user_ids == [tim, talk]
    assert people_of(log) == {tim: (["a"], [1.0])}


def test_somebody_unknown_can_not_be_forgotten(version: Path) -> None:
    keep_log(version, KeptLog(OLD, Rule(3.5, 1, 5, True, 4.0)))
    with pytest.raises(
        PersonUnknown, match=r"nobody called 'zoe' is in a log kept at .*people; nothing was changed"
    ):
        forget(version.parent, "zoe")
    assert forget(version.parent, "ann") == 2
    kept = read_kept(version, IDS)
    assert rows_of(kept.log) == [("bob", "c", 0.5, 5)]
    assert kept.rule == Rule(3.5, 1, 5, True, 4.0)


def test_logs_of_versions_that_are_gone_go_too(version: Path) -> None:
    gone = version.parent / "v-0"
    for one in (version, gone):
        keep_log(one, KeptLog(OLD, Rule()))
    draft = kept_path(gone).with_name("v-1.parquet.new")
    draft.touch()
    clear_logs(version.parent)
    assert sorted(kept_path(version).parent.iterdir()) == [kept_path(version)]
