"""Rows that change a catalogue: what each means, and what is refused with its place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from retriever.changes import Remove
from retriever.edits import kinds_in, read_edits
from retriever.index import Index
from retriever.items import Item
from retriever.live import ItemUnknown, Patch
from retriever.records import CatalogueError, Columns
from tests.shop import Record, write_jsonl, write_parquet


def written(folder: Path, *records: Record) -> Path:
    return write_jsonl(folder / "edits.jsonl", records)


def written_csv(folder: Path, text: str) -> Path:
    path = folder / "edits.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_fields_have_the_kinds_of_the_index(shop_index: Index) -> None:
    facets = dict.fromkeys(("brand", "country", "category", "tags"), "facet")
    assert kinds_in(shop_index) == {**facets, "price": "number"}


def test_a_row_with_a_title_is_a_whole_record(tmp_path: Path, shop_index: Index) -> None:
    row = {"id": "lapsang", "title": "Lapsang", "tags": ["smoky"], "price": 14, "count": 3}
    assert read_edits(written(tmp_path, row), shop_index) == [
        Item("lapsang", "Lapsang", "", {"tags": ("smoky",)}, {"price": 14.0}, 3)
    ]


def test_a_row_without_a_title_changes_the_columns_it_has(tmp_path: Path, shop_index: Index) -> None:
    row = {"id": "lapsang", "price": 11, "tags": [], "description": None, "brand": "Wuyi | Leaf", "count": 41}
    fields = {"price": 11.0, "tags": None, "description": None, "brand": ("Wuyi", "Leaf"), "count": 41}
    assert read_edits(written(tmp_path, row), shop_index) == [Patch("lapsang", fields)]


def test_an_absent_column_is_not_touched(tmp_path: Path, shop_index: Index) -> None:
    rows = {"id": "lapsang", "price": 11}, {"id": "sencha", "brand": None}
    assert read_edits(written(tmp_path, *rows), shop_index) == [
        Patch("lapsang", {"price": 11.0}),
        Patch("sencha", {"brand": None}),
    ]


@pytest.mark.parametrize("mark", [True, "yes", "TRUE", "1", 1, 1.0])
def test_a_deleted_row_removes_whatever_else_it_says(tmp_path: Path, shop_index: Index, mark: object) -> None:
    row = {"id": "lapsang", "title": "Lapsang", "price": "dear", "deleted": mark}
    assert read_edits(written(tmp_path, row), shop_index) == [Remove("lapsang")]


@pytest.mark.parametrize("mark", [False, "no", "False", "0", 0, 0.0, "", None])
def test_a_row_that_is_not_deleted_stays(tmp_path: Path, shop_index: Index, mark: object) -> None:
    row = {"id": "lapsang", "price": 9, "deleted": mark}
    assert read_edits(written(tmp_path, row), shop_index) == [Patch("lapsang", {"price": 9.0})]


def test_a_csv_does_it_all_with_empty_cells(tmp_path: Path, shop_index: Index) -> None:
    path = written_csv(tmp_path, "id,price,country,deleted\nlapsang,9.5,,\nsencha,,,yes\n")
    assert read_edits(path, shop_index) == [
        Patch("lapsang", {"price": 9.5, "country": None}),
        Remove("sencha"),
    ]


def test_a_parquet_file_does_too(tmp_path: Path, shop_index: Index) -> None:
    rows = [{"id": "lapsang", "price": 9.5, "deleted": None}, {"id": "sencha", "price": None, "deleted": True}]
    edits = read_edits(write_parquet(tmp_path / "edits.parquet", rows), shop_index)
    assert edits == [Patch("lapsang", {"price": 9.5}), Remove("sencha")]


def test_columns_can_have_other_names(tmp_path: Path, shop_index: Index) -> None:
    columns = Columns(names={"id": "sku", "price": "eur", "deleted": "gone", "title": "name"})
    rows = {"sku": "lapsang", "eur": "9.5"}, {"sku": "sencha", "gone": "1"}
    assert read_edits(written(tmp_path, *rows), shop_index, columns) == [
        Patch("lapsang", {"price": 9.5}),
        Remove("sencha"),
    ]


def test_a_new_column_takes_its_kind_by_its_values(tmp_path: Path, shop_index: Index) -> None:
    row = {"id": "lapsang", "stock": 4, "shelf": "A"}
    assert read_edits(written(tmp_path, row), shop_index) == [Patch("lapsang", {"stock": 4.0, "shelf": ("A",)})]


def test_rows_of_one_id_go_on_from_each_other(tmp_path: Path, shop_index: Index) -> None:
    rows: list[Record] = [
        {"id": "new", "title": "New"},
        {"id": "new", "price": 3},
        {"id": "lapsang", "deleted": True},
        {"id": "lapsang", "title": "Lapsang"},
        {"id": "lapsang", "price": 2},
    ]
    kinds = [type(edit) for edit in read_edits(written(tmp_path, *rows), shop_index)]
    assert kinds == [Item, Patch, Remove, Item, Patch]


@pytest.mark.parametrize(
    "rows",
    [
        [{"id": "nobody", "price": 3}],
        [{"id": "nobody", "deleted": True}],
        [{"id": "lapsang", "deleted": True}, {"id": "lapsang", "price": 3}],
        [{"id": "lapsang", "deleted": True}, {"id": "lapsang", "deleted": True}],
    ],
)
def test_what_is_not_there_can_not_be_changed(tmp_path: Path, shop_index: Index, rows: list[Record]) -> None:
    path = written(tmp_path, *rows)
    with pytest.raises(ItemUnknown, match=rf"edits.jsonl:{len(rows)}: '\w+' is not in the catalogue"):
        read_edits(path, shop_index)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "lapsang", "price": "dear"}, "'price' must be a number, got 'dear'"),
        ({"id": "lapsang", "title": "Lapsang", "price": "dear"}, "'price' must be a number, got 'dear'"),
        ({"id": "lapsang", "price": [1, 2]}, "'price' must be a number"),
        ({"id": "lapsang", "brand": 7}, "'brand' holds words in the catalogue, got the number 7"),
        ({"id": "lapsang", "title": "L", "brand": "7.5"}, "'brand' holds words in the catalogue, got the number"),
        ({"id": "lapsang", "tags": ["a", 7]}, "'tags' holds words in the catalogue, got the number"),
        ({"id": "lapsang", "brand": {"name": "x"}}, "'brand' must be text, got dict"),
        ({"id": "lapsang", "count": -1}, "'count' must be a whole number, 0 or more, got -1"),
        ({"id": "lapsang", "count": 1e300}, r"'count' must be at most 9,007,199,254,740,992, got 1e\+300"),
        ({"id": "lapsang", "deleted": "perhaps"}, "'deleted' must be yes or no .*, got 'perhaps'"),
        ({"id": "", "price": 3}, "'id' is empty"),
        ({"price": 3}, "'id' is empty"),
        ({"id": "lapsang", "title": "x" * 501}, "the title has 501 characters, at most 500"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused_with_its_place(
    tmp_path: Path, shop_index: Index, row: Record, message: str
) -> None:
    path = written(tmp_path, {"id": "sencha", "price": 1}, row)
    with pytest.raises(CatalogueError, match=rf"edits.jsonl:2: {message}"):
        read_edits(path, shop_index)


def test_a_number_among_words_can_be_meant(tmp_path: Path, shop_index: Index) -> None:
    path = written(tmp_path, {"id": "lapsang", "brand": "4711"})
    assert read_edits(path, shop_index, Columns(facets=frozenset({"brand"}))) == [
        Patch("lapsang", {"brand": ("4711",)})
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns(numbers=frozenset({"brand"})), "'brand' holds words in the index; to change that, make .* anew"),
        (Columns(facets=frozenset({"price"})), "'price' holds numbers in the index"),
        (Columns(facets=frozenset({"brnd"})), "no column 'brnd'; the columns are"),
    ],
)
def test_columns_that_do_not_fit_are_refused(
    tmp_path: Path, shop_index: Index, columns: Columns, message: str
) -> None:
    with pytest.raises(CatalogueError, match=message):
        read_edits(written(tmp_path, {"id": "lapsang", "price": 3}), shop_index, columns)


def test_the_columns_of_the_whole_catalogue_serve_a_file_of_prices(tmp_path: Path, shop_index: Index) -> None:
    columns = Columns(
        facets=frozenset({"brand"}),
        numbers=frozenset({"price"}),
        ignore=frozenset({"internal"}),
        names={"title": "title"},
    )
    path = written(tmp_path, {"id": "lapsang", "price": 3})
    assert read_edits(path, shop_index, columns) == [Patch("lapsang", {"price": 3.0})]


def test_whole_numbers_as_ids_are_those_of_the_catalogue(tmp_path: Path, shop_index: Index) -> None:
    path = tmp_path / "edits.jsonl"
    path.write_text(json.dumps({"id": 7, "title": "Seven"}) + "\n" + json.dumps({"id": 7, "price": 7}))
    assert [edit.id for edit in read_edits(path, shop_index)] == ["7", "7"]


def test_where_ids_are_whole_numbers_a_new_one_is_too(tmp_path: Path, shop_index: Index) -> None:
    index = replace(shop_index, manifest=replace(shop_index.manifest, integer_ids=True))
    with pytest.raises(CatalogueError, match=r"edits.jsonl:1: 'id' must be a whole number .*, got 'kettle'"):
        read_edits(written(tmp_path, {"id": "kettle", "title": "Kettle"}), index)


def test_an_empty_file_has_no_edits(tmp_path: Path, shop_index: Index) -> None:
    assert read_edits(written(tmp_path), shop_index) == []
    assert read_edits(written_csv(tmp_path, "id,price\n"), shop_index) == []
