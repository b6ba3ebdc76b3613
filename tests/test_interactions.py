"""Logs of who touched what, counted by different people."""

from __future__ import annotations

from pathlib import Path

import pytest

from retriever.interactions import InteractionsError, LogColumns, count_interactions
from retriever.items import Item
from tests.shop import write_csv, write_jsonl, write_parquet

ITEMS = (
    Item("tea", "Tea", numbers={"shelf": 7.0}, facets={"sku": ("T-1",)}),
    Item("boots", "Boots", numbers={"shelf": 12.0}),
    Item("chess", "Chess"),
)
LOG = [
    {"user": "ann", "item": "tea"},
    {"user": "ben", "item": "tea"},
    {"user": "ann", "item": "tea"},
    {"user": "ann", "item": "boots"},
    {"user": "ann", "item": "kite"},
]


@pytest.mark.parametrize("write", [write_jsonl, write_csv, write_parquet], ids=["jsonl", "csv", "parquet"])
def test_each_person_counts_once_for_an_item(tmp_path: Path, write: object) -> None:
    ending = write.__name__.removeprefix("write_")  # type: ignore[attr-defined]
    counted = count_interactions(write(tmp_path / f"log.{ending}", LOG), ITEMS)  # type: ignore[operator]
    # tea: ann (twice) and ben; boots: ann; the kite is not sold here
    assert counted.counts == {"tea": 2, "boots": 1}
    assert (counted.used, counted.unknown) == (4, 1)


def test_whole_numbers_as_ids_match_the_text_of_the_catalogue(tmp_path: Path) -> None:
    log = write_jsonl(tmp_path / "log.jsonl", [{"user": 1, "item": 31}, {"user": 2, "item": 31}])
    assert count_interactions(log, [Item("31", "Tea")]).counts == {"31": 2}


@pytest.mark.parametrize(("key", "value", "id_"), [("shelf", 12, "boots"), ("sku", "T-1", "tea")])
def test_items_can_be_looked_up_by_another_field(tmp_path: Path, key: str, value: object, id_: str) -> None:
    log = write_csv(tmp_path / "log.csv", [{"who": "ann", "what": value}])
    columns = LogColumns({"user": "who", "item": "what"}, key=key)
    assert count_interactions(log, ITEMS, columns).counts == {id_: 1}


@pytest.mark.parametrize(
    ("rows", "columns", "message"),
    [
        ([{"who": "ann", "item": "tea"}], LogColumns(), r":1: no 'user'; the columns are \['item', 'who'\]"),
        ([{"who": "ann", "item": "tea"}], LogColumns(), "--interactions-column user=COLUMN"),
        ([{"user": "ann", "item": "tea"}, {"user": "", "item": "tea"}], LogColumns(), r"log\.jsonl:2: no 'user'"),
        ([{"user": "ann", "item": None}], LogColumns(), r"log\.jsonl:1: no 'item'.*item=COLUMN"),
        ([{"user": "ann", "item": "kite"}] * 3, LogColumns(), r"none of its 3 rows .*looked up by 'id'"),
        ([], LogColumns(), "the log is empty; it needs a row an interaction"),
        ([{"user": "ann", "item": "tea"}], LogColumns(key="asin"), r"has a field 'asin' \(--inter"),
    ],
)  # fmt: skip
def test_a_log_that_can_not_be_counted_is_refused_with_what_to_do(
    tmp_path: Path, rows: list[dict[str, object]], columns: LogColumns, message: str
) -> None:
    log = write_jsonl(tmp_path / "log.jsonl", rows)
    with pytest.raises(InteractionsError, match=message):
        count_interactions(log, ITEMS, columns)


def test_a_missing_log_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"log\.csv: no such file"):
        count_interactions(tmp_path / "log.csv", ITEMS)
