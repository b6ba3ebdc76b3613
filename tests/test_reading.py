"""Interaction files read as who liked what, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker.liking import WEAKEST, Rule, liking, rule_of
from ranker.reading import ReadLog, read_log
from retriever.interactions import InteractionsError, LogColumns
from retriever.items import Item
from tests.shop import write_csv, write_jsonl, write_parquet

ITEMS = (Item("tea", "Tea", numbers={"shelf": 7.0}), Item("boots", "Boots"), Item("chess", "Chess"))
NOW = 1_000_000.0
Row = dict[str, object]


def row(user: object, item: object, **rest: object) -> Row:
    return {"user": user, "item": item, **rest}


def read(tmp_path: Path, rows: Sequence[Row], **asked: object) -> ReadLog:
    return read_log(write_jsonl(tmp_path / "log.jsonl", rows), ITEMS, now=NOW, **asked)  # type: ignore[arg-type]


def told(read: ReadLog) -> list[tuple[str, str, float]]:
    """(user, item, value) of every row of the log, in its order."""
    log = read.log
    return [
        (log.user_ids[user], log.item_ids[item], round(float(value), 4))
        for user, item, value in zip(log.users, log.items, log.values, strict=True)
    ]


def order(read: ReadLog) -> list[str]:
    return [item for _, item, _ in told(read)]


@pytest.mark.parametrize("write", [write_jsonl, write_csv, write_parquet], ids=["jsonl", "csv", "parquet"])
def test_rows_go_by_person_and_then_by_time(tmp_path: Path, write: object) -> None:
    ending = write.__name__.removeprefix("write_")  # type: ignore[attr-defined]
    path = write(  # type: ignore[operator]
        tmp_path / f"log.{ending}",
        [
            row("ben", "tea", value=5, time=30),
            row("ann", "boots", value=1, time=20),
            row("ben", "chess", value=4, time=10),
            row("ben", "kite", value=5, time=15),
        ],
    )
    found = read_log(path, ITEMS, now=NOW)
    # values 1 to 5, middle 3: 4 is (4 - 3) / 2 = .5 strong, 5 is 1, 1 is -1; the kite is not sold here
    assert told(found) == [("ben", "chess", 0.5), ("ben", "tea", 1.0), ("ann", "boots", -1.0)]
    assert found.log.times.tolist() == [10, 30, 20]
    assert found.log.item_ids == ["tea", "boots", "chess"]
    assert (found.unknown, found.repeated) == (1, 0)


def test_what_was_left_out_and_how_values_were_read_is_told(tmp_path: Path) -> None:
    rows = [
        row("ann", "tea", value=2, time=1),
        row("ann", "tea", value=5, time=2),
        row("ann", "kite", value=1, time=3),
    ]
    assert read(tmp_path, rows).notes == (
        "1 rows speak of items that are not in the catalogue: left out",
        "1 rows are of a user and an item that come again later: the last one counts",
        "values 2 to 5 count as liked above 3.5: 1 rows liked, 1 not",
    )


def test_of_a_pair_that_comes_again_the_later_in_time_counts(tmp_path: Path) -> None:
    rows = [
        row("ann", "tea", value=5, time=30),
        row("ann", "boots", value=5, time=20),
        row("ann", "tea", value=1, time=10),
    ]
    found = read(tmp_path, rows)
    assert (told(found), found.repeated) == ([("ann", "boots", 1.0), ("ann", "tea", 1.0)], 1)


def test_of_a_pair_that_comes_again_at_the_same_second_the_last_in_the_file_counts(tmp_path: Path) -> None:
    # thirty people change their mind within a second; by lot half of them would not
    rows = [row(f"p{n}", "tea", value=value, time=1) for value in (1, 5) for n in range(30)]
    found = read(tmp_path, rows)
    assert (found.log.values == 1).all()
    assert found.repeated == 30


TIED = "rows of a person have the same time as another: their order is drawn by lot"


def test_many_rows_at_the_time_of_another_are_told(tmp_path: Path) -> None:
    # ann has three at one time, and 24 others one row each: 3 of 27 rows are more than a tenth
    ann = [row("ann", item, time=9) for item in ("tea", "boots", "chess")]
    others = [row(f"p{n}", "tea", time=9) for n in range(27)]
    assert f"3 {TIED}" in read(tmp_path, ann + others[:24]).notes
    assert not any(TIED in note for note in read(tmp_path, ann + others).notes)  # 3 of 30 are not more
    again = [row("ann", "tea", time=9)] * 9
    assert not any(
        TIED in note for note in read(tmp_path, again).notes
    )  # of one thing nine times, one row is left


def test_without_times_the_order_of_the_file_counts(tmp_path: Path) -> None:
    found = read(tmp_path, [row("ann", "chess"), row("ben", "tea"), row("ann", "tea"), row("ann", "boots")])
    assert order(found) == ["chess", "tea", "boots", "tea"]
    assert np.isnan(found.log.times).all()
    assert "no row has a time, so the order of the file counts; its columns: ('user', 'item')" in found.notes


def test_a_row_without_a_time_stays_behind_the_row_before_it(tmp_path: Path) -> None:
    rows = [row("ann", "tea", time=50), row("ann", "boots", time=None), row("ann", "chess", time=20)]
    found = read(tmp_path, rows)
    assert order(found) == ["chess", "tea", "boots"]
    assert "1 rows have no time: their place counts" in found.notes


@pytest.mark.parametrize(
    "time",
    [3600, 3600.0, "3600", "1970-01-01T01:00:00", "1970-01-01T01:00:00Z", "1970-01-01 03:00:00+02:00"],
)
def test_times_are_seconds_or_iso_text_and_utc_without_a_zone(tmp_path: Path, time: object) -> None:
    assert read(tmp_path, [row("ann", "tea", time=time)]).log.times.tolist() == [3600]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        (datetime(1970, 1, 1, 1, tzinfo=UTC), 3600),
        (datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))), -3600),
        (datetime(1970, 1, 1, 1), 3600),
        (date(1970, 1, 2), 86400),
    ],
)
def test_times_of_parquet_keep_their_zone(tmp_path: Path, time: object, seconds: float) -> None:
    path = write_parquet(tmp_path / "log.parquet", [row("ann", "tea", time=time)])  # type: ignore[dict-item]
    assert read_log(path, ITEMS, now=NOW).log.times.tolist() == [seconds]


def test_times_after_tomorrow_are_kept_and_told(tmp_path: Path) -> None:
    rows = [row("ann", "tea", time=NOW + 86_399), row("ann", "boots", time=NOW * 1000)]
    found = read(tmp_path, rows)
    assert order(found) == ["tea", "boots"]
    assert "1 rows lie in the future and are kept; milliseconds must be divided by 1,000" in found.notes


def test_columns_and_items_may_be_called_otherwise(tmp_path: Path) -> None:
    columns = LogColumns({"user": "who", "item": "what", "value": "stars", "time": "at"}, key="shelf")
    rows = [{"who": 7, "what": 7, "stars": 2, "at": 5}, {"who": 8, "what": 7, "stars": 1, "at": 6}]
    found = read(tmp_path, rows, columns=columns)
    assert told(found) == [("7", "tea", 1.0), ("8", "tea", -1.0)]


def test_a_user_number_that_parquet_kept_as_a_float_is_the_same_user(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "log.parquet", [row(1.0, "tea")])  # type: ignore[dict-item]
    assert read_log(path, ITEMS, now=NOW).log.user_ids == ["1"]


def test_rows_without_a_value_among_rows_with_one_are_weak_likes(tmp_path: Path) -> None:
    rows = [row("ann", "tea", value=1), row("ann", "boots", value=5), row("ann", "chess", value=None)]
    found = read(tmp_path, rows)
    assert told(found) == [("ann", "tea", -1.0), ("ann", "boots", 1.0), ("ann", "chess", WEAKEST)]
    assert "1 rows have no value: taken as weak likes" in found.notes


@pytest.mark.parametrize(
    ("rows", "asked", "message"),
    [
        ([], {}, r"log\.jsonl: the log is empty; it needs a row an interaction"),
        ([row("ann", "kite")] * 2, {}, r"none of its 2 rows speaks of an item.*--interactions-key"),
        ([row("ann", "tea"), row("", "tea")], {}, r"log\.jsonl:2: no 'user'"),
        ([row("ann", "tea", value="good")], {}, r":1: 'value' must be a finite number or empty, got 'good'"),
        ([row("ann", "kite", value="nan")], {}, r":1: 'value' must be a finite number or empty, got 'nan'"),
        ([row("ann", "tea", value=[5])], {}, r":1: 'value' must be .* got \[5\]"),
        ([row("ann", "tea", value=10**400)], {}, r":1: 'value' must be .* got 1000"),
        ([row("ann", "tea"), row("ben", "tea", time="soon")], {}, r":2: 'time' must be seconds .* got 'soon'"),
        ([row("ann", "tea", time="inf")], {}, r":1: 'time' must be seconds since 1970.* got 'inf'"),
        ([row("ann", "tea", time=True)], {}, r":1: 'time' must be seconds since 1970.* got True"),
        ([row("ann", "tea", time={"at": 1})], {}, r":1: 'time' must be seconds since 1970"),
        (
            [row("ann", "tea", rating=5)],
            {"columns": LogColumns({"value": "stars"})},
            r"no row has a 'stars'; the columns are \['item', 'rating', 'user'\].* value=COLUMN",
        ),
        ([row("ann", "tea", value=5)], {"columns": LogColumns({"time": "at"})}, "no row has a 'at'.* time=COLUMN"),
        ([row("ann", "tea", value=3)], {"positive": 4}, r"no value reaches 4,.*they go from 3 to 3\. Choose"),
        ([row("ann", "tea")], {"positive": 4}, r"no value reaches 4,.*no row has one"),
    ],
)  # fmt: skip
def test_a_log_that_can_not_be_read_is_refused_with_what_to_do(
    tmp_path: Path, rows: list[Row], asked: dict[str, object], message: str
) -> None:
    with pytest.raises(InteractionsError, match=message):
        read(tmp_path, rows, **asked)


def sizes(values: Sequence[float], positive: float | None = None) -> list[float]:
    numbers = np.array(values, dtype=np.float64)
    return [round(float(size), 4) for size in liking(numbers, rule_of(numbers, positive))]


def test_ratings_are_liked_above_the_middle_and_stronger_further_away() -> None:
    # middle of 1 and 5 is 3, half the width 2: -2/2, -1/2, 0 (but never nothing), 1/2, 2/2
    assert sizes([1, 2, 3, 4, 5]) == [-1, -0.5, -0.1, 0.5, 1]
    assert sizes([0, 1]) == [-1, 1]


def test_values_below_zero_put_the_line_at_zero() -> None:
    # likes over 3, dislikes over 1
    assert sizes([-1, 0, 1.5, 3]) == [-1, -0.1, 0.5, 1]
    assert sizes([-250, -1, 0, 40]) == [-1, -1, -1, 1]  # too wide for a scale: only the side counts


@pytest.mark.parametrize(
    "values",
    [[1, 1, 1], [9.99, 250], list(range(1, 31)), [np.nan, np.nan], [x / 10 for x in range(21)]],
    ids=["all equal", "prices", "counts", "none", "more than twenty steps"],
)
def test_what_is_no_scale_is_no_opinion(values: list[float]) -> None:
    assert set(sizes(values)) == {1.0}


def test_the_line_can_be_drawn_by_hand() -> None:
    # liked from 4 on: the line is halfway to the 3 below, 3.5; likes over 1.5, dislikes over 2.5
    assert sizes([1, 3, 4, 5], positive=4) == [-1, -0.2, pytest.approx(1 / 3, abs=1e-4), 1]
    # plays are no scale: only the side counts
    assert sizes([1, 5, 300], positive=5) == [-1, 1, 1]
    assert sizes([4, 5], positive=1) == [1, 1]


@pytest.mark.parametrize(
    ("older", "values", "strengths"),
    [
        # the middle of 1 and 5 is 3; by their own values none of these would be 0.5. 9 and -9 are off the scale
        ([1, 2, 5], [4, 5, 9, -9], [0.5, 1, 1, -1]),
        ([1, 2, 5], [np.nan, np.nan], [WEAKEST, WEAKEST]),
        ([9.99, 250], [1, 2, -3], [1, 1, 1]),  # prices: no opinion then, none now
        ([np.nan], [1, 5, np.nan], [1, 1, 1]),
        ([-5, -1], [2, 0, -5], [1, -WEAKEST, -1]),  # nobody had liked anything: every like is a whole one
    ],
    ids=["ratings", "ratings and then none", "prices", "no values", "dislikes only"],
)
def test_a_later_part_of_a_log_is_read_by_the_rule_of_the_older(
    older: list[float], values: list[float], strengths: list[float]
) -> None:
    found = liking(np.array(values, np.float64), rule_of(np.array(older, np.float64)))
    assert found.tolist() == pytest.approx(strengths)


def test_the_rule_of_a_log_reads_the_next_and_says_so(tmp_path: Path) -> None:
    older = read(tmp_path, [row("ann", "tea", value=1), row("ann", "boots", value=5)]).rule
    assert older == Rule(border=3, low=1, high=5, scale=True)
    later = read(tmp_path, [row("ben", "tea", value=4), row("ben", "boots", value=5)], positive=older)
    assert told(later) == [("ben", "tea", 0.5), ("ben", "boots", 1.0)]
    assert later.rule == older
    said = "values 1 to 5 count as liked above 3, as in the log before: 2 rows liked, 0 not"
    assert said in later.notes


def test_dislikes_alone_are_no_reason_to_refuse_a_later_part_of_a_log(tmp_path: Path) -> None:
    older = read(tmp_path, [row("ann", "tea", value=1), row("ann", "boots", value=5)], positive=4).rule
    assert told(read(tmp_path, [row("ben", "tea", value=1)], positive=older)) == [("ben", "tea", -1.0)]


@pytest.mark.parametrize(
    ("rule", "here", "later"),
    [
        (Rule(None, 1, 9), r"every value \(1 to 9\) counts as liked; --positive", "liked, as in the log before$"),
        (
            Rule(3, 1, 5, True, 4),
            "liked from 4 on: 1 rows liked, 1 not",
            "from 4 on, as in the log before: 1 rows",
        ),
    ],
)
def test_what_counts_as_liked_is_told(rule: Rule, here: str, later: str) -> None:
    values = np.array([2.0, 4.0, np.nan])
    assert re.search(here, rule.told(values))
    assert re.search(later, rule.told(values, found_here=False))


def test_of_a_log_without_values_every_row_counts_and_of_the_next_too() -> None:
    assert Rule().told(np.array([np.nan])) == "no row has a value: every row counts as liked"
    later = Rule().told(np.array([1.0, np.nan]), found_here=False)
    assert later == "no row of the log before had a value: every row counts as liked"


@given(
    st.lists(st.one_of(st.integers(-12, 60).map(float), st.just(float("nan"))), min_size=1, max_size=30),
    st.one_of(st.none(), st.integers(-12, 60).map(float)),
)
def test_likes_lie_between_minus_one_and_one_never_nothing_and_rise_with_the_value(
    values: list[float], positive: float | None
) -> None:
    found = liking(np.array(values), rule_of(np.array(values), positive))
    assert (np.abs(found) <= 1).all()
    assert (np.abs(found) >= np.float32(WEAKEST)).all()
    known = ~np.isnan(values)
    assert (np.diff(found[known][np.argsort(np.array(values)[known], kind="stable")]) >= 0).all()
    if positive is not None:
        assert ((found > 0) == ((np.array(values) >= positive) | ~known)).all()
