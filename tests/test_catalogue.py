"""A file of items, read and checked: what is taken, what is refused and in which words."""

from __future__ import annotations

import decimal
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.catalogue import CatalogueError, Columns, read_catalogue, with_tail
from retriever.items import Item
from retriever.rows import TableError
from tests.shop import SHOP, Record, write_csv, write_jsonl, write_parquet

TEA: Record = {"id": "a", "title": "Tea"}


def read(tmp_path: Path, *records: Record, columns: Columns | None = None) -> tuple[Item, ...]:
    return read_catalogue(write_jsonl(tmp_path / "shop.jsonl", records), columns).items


@pytest.mark.parametrize("write", [write_jsonl, write_csv, write_parquet], ids=["jsonl", "csv", "parquet"])
def test_the_three_kinds_of_file_give_the_same_items(tmp_path: Path, write: object) -> None:
    ending = write.__name__.removeprefix("write_")  # type: ignore[attr-defined]
    items = read_catalogue(write(tmp_path / f"shop.{ending}")).items  # type: ignore[operator]
    lapsang = items[0]
    assert [item.id for item in items] == [record["id"] for record in SHOP]
    assert lapsang.title == "Lapsang Souchong"
    assert lapsang.facets == {
        "brand": ("Wuyi Leaf",),
        "country": ("China",),
        "category": ("tea",),
        "tags": ("smoky", "black tea"),
    }
    assert lapsang.numbers == {"price": 12.5}
    assert lapsang.count == 40
    # five of the nine others have more than 40: river, sencha, moka, boots-fell ... counted: 500, 300, 210, 120
    assert lapsang.tail == pytest.approx(4 / 9)
    assert "country" not in items[8].facets


def test_the_hash_is_that_of_the_file_and_the_source_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "shop.csv")
    catalogue = read_catalogue(path)
    assert catalogue.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert catalogue.source == path


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("smoky|black tea", ("smoky", "black tea")),
        ("smoky; black tea ", ("smoky", "black tea")),
        ("smoky|black; tea", ("smoky", "black; tea")),  # the first kind of mark wins
        (["smoky", "", "smoky", None], ("smoky",)),
        ("smoky", ("smoky",)),
        (True, ("yes",)),
        (" smoky \n tea ", ("smoky tea",)),
    ],
    ids=["bars", "semicolons", "both", "list", "one word", "truth", "space"],
)
def test_a_facet_is_read_as_distinct_words(tmp_path: Path, value: object, words: tuple[str, ...]) -> None:
    [item] = read(tmp_path, TEA | {"tags": value})
    assert item.facets == {"tags": words}


@pytest.mark.parametrize("value", ["", "  ", None, [], ["", None], "|"])
def test_a_facet_that_says_nothing_is_left_out(tmp_path: Path, value: object) -> None:
    assert [item.facets for item in read(tmp_path, TEA | {"tags": value})] == [{}]


def test_a_column_is_a_number_when_all_its_values_are(tmp_path: Path) -> None:
    heavy, light = read(
        tmp_path, TEA | {"grams": "100", "size": "10"}, {"id": "b", "title": "Boots", "grams": 2.5, "size": "XL"}
    )
    assert heavy.numbers == {"grams": 100.0}
    assert heavy.facets == {"size": ("10",)}
    assert light.numbers == {"grams": 2.5}


def test_a_column_can_be_told_to_be_words_or_left_out(tmp_path: Path) -> None:
    [item] = read(
        tmp_path,
        TEA | {"shelf": 3, "secret": "x", "price": 2},
        columns=Columns(facets=frozenset({"shelf"}), ignore=frozenset({"secret"})),
    )
    assert (item.facets, item.numbers) == ({"shelf": ("3",)}, {"price": 2.0})


def test_columns_take_the_parts_they_are_named_for(tmp_path: Path) -> None:
    names = {"id": "asin", "title": "name", "description": "text", "count": "sold", "year": "made"}
    record = {"asin": "a", "name": "Tea", "text": "Black.", "sold": "7", "made": "1999"}
    [item] = read(tmp_path, record, columns=Columns(names))
    assert item == Item("a", "Tea", "Black.", {}, {"year": 1999.0}, 7, 0.5)


@pytest.mark.parametrize("column", ["count", "ratings", "rating_count", "num_ratings", "popularity"])
def test_a_count_is_found_under_its_usual_names(tmp_path: Path, column: str) -> None:
    [item] = read(tmp_path, TEA | {column: 12})
    assert (item.count, item.numbers) == (12, {})


def test_a_parquet_decimal_is_a_number(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "shop.parquet", [TEA | {"price": decimal.Decimal("9.90")}])
    assert read_catalogue(path).items[0].numbers == {"price": 9.9}


def test_whole_numbers_as_ids_become_text_and_are_remembered(tmp_path: Path) -> None:
    whole = read_catalogue(write_jsonl(tmp_path / "a.jsonl", [{"id": 7, "title": "Tea"}]))
    mixed = read_catalogue(
        write_jsonl(tmp_path / "b.jsonl", [{"id": 7, "title": "Tea"}, {"id": "b", "title": "B"}])
    )
    assert (whole.items[0].id, whole.integer_ids, mixed.integer_ids) == ("7", True, False)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"id": "", "title": "Boots"}, r"shop\.jsonl:2: 'id' is empty"),
        ({"id": None, "title": "Boots"}, r"shop\.jsonl:2: 'id' is empty"),
        ({"title": "Boots"}, r"shop\.jsonl:2: 'id' is empty"),
        ({"id": "b", "title": " \t"}, r"shop\.jsonl:2: 'title' is empty"),
        ({"id": "a", "title": "Boots"}, r"shop\.jsonl:2: id 'a' is already used in row 1"),
        ({"id": ["b"], "title": "Boots"}, r"shop\.jsonl:2: 'id' must be text, got list"),
        ({"id": "b", "title": {"en": "Boots"}}, r"shop\.jsonl:2: 'title' must be text, got dict"),
        ({"id": "b", "title": "x" * 501}, r"shop\.jsonl:2: the title has 501 characters, at most 500"),
        ({"id": "b", "title": "Boots", "price": "dear"}, r"shop\.jsonl:2: 'price' must be a number, got 'dear'"),
        ({"id": "b", "title": "Boots", "price": float("nan")}, r"shop\.jsonl:2: 'price' must be a finite number"),
        ({"id": "b", "title": "Boots", "price": "inf"}, r"shop\.jsonl:2: 'price' must be a finite number"),
        ({"id": "b", "title": "Boots", "year": True}, r"shop\.jsonl:2: 'year' must be a number, got True"),
        ({"id": "b", "title": "Boots", "count": -1}, r"shop\.jsonl:2: 'count' must be a whole number.*got -1"),
        ({"id": "b", "title": "Boots", "count": 1.5}, r"shop\.jsonl:2: 'count' must be a whole number"),
        ({"id": "b", "title": "Boots", "count": "many"}, r"shop\.jsonl:2: 'count' must be a number, got 'many'"),
        ({"id": "b", "title": float("nan")}, r"shop\.jsonl:2: 'title' must be text, got nan"),
        ({"id": "b", "title": "Boots", "tags": [["warm"]]}, r"shop\.jsonl:2: 'tags' must be text, got list"),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_refused_with_its_place(tmp_path: Path, record: Record, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        read(tmp_path, TEA, record)


def test_half_a_character_is_refused_with_its_place(tmp_path: Path) -> None:
    # JSON can write it, UTF-8 can't: the index could never be saved
    path = tmp_path / "shop.jsonl"
    path.write_text('{"id": "a", "title": "Tea"}\n{"id": "b", "title": "\\ud800"}\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"shop\.jsonl:2: 'title'"):
        read_catalogue(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.csv: no such file"):
        read_catalogue(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(("name", "text"), [("shop.csv", ""), ("shop.csv", "id,title\n"), ("shop.jsonl", "\n\n")])
def test_a_catalogue_without_rows_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"{name}: no rows; a catalogue needs at least one item"):
        read_catalogue(tmp_path / name)


def test_an_empty_parquet_file_is_refused(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"id": pyarrow.array([], pyarrow.string())}), tmp_path / "shop.parquet")
    with pytest.raises(CatalogueError, match="no rows"):
        read_catalogue(tmp_path / "shop.parquet")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (Columns({"title": "name"}), r"no column 'name' for 'title'; the columns are \['id', 'title'\]"),
        (Columns({"count": "sold"}), r"no column 'sold' for 'count'.*--column count=COLUMN"),
        (Columns(facets=frozenset({"tags"})), "no column 'tags'"),
        (Columns(ignore=frozenset({"tags"})), "no column 'tags'"),
    ],
)
def test_a_column_that_is_not_there_is_named_with_those_that_are(
    tmp_path: Path, columns: Columns, message: str
) -> None:
    with pytest.raises(CatalogueError, match=message):
        read(tmp_path, TEA, columns=columns)


def test_a_file_without_the_wanted_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"no column 'title' for 'title'; the columns are \['id', 'name'\]"):
        read(tmp_path, {"id": "a", "name": "Tea"})


def test_a_column_of_which_all_texts_read_as_no_finite_number_holds_words(tmp_path: Path) -> None:
    [item] = read(tmp_path, TEA | {"note": "INF"})
    assert item.facets["note"] == ("INF",)
    with pytest.raises(CatalogueError, match=r":2: 'note' must be a finite number, got 'nan'"):
        read(tmp_path, TEA | {"note": "5"}, {"id": "b", "title": "Boots", "note": "nan"})


@pytest.mark.parametrize("unfilled", ["nan", "NaN", "N/A", "#N/A", "NULL", "-", "—", "?"])
def test_what_a_table_writes_where_nobody_filled_a_cell_in_is_not_told(tmp_path: Path, unfilled: str) -> None:
    filled = {"brand": f"Holm|{unfilled}", "note": "none"}  # "none" may be an answer: allergens, sugar
    [tea] = read(tmp_path, TEA | {"description": unfilled, "colour": unfilled} | filled)
    assert (tea.description, tea.facets["brand"], tea.facets["note"]) == ("", ("Holm",), ("none",))
    assert "colour" not in tea.facets


def test_counts_of_a_log_are_taken_where_the_catalogue_has_none(tmp_path: Path) -> None:
    items = read(tmp_path, TEA, {"id": "b", "title": "Boots"})
    tea, boots = with_tail(items, {"b": 4})
    assert (tea.count, tea.tail, boots.count, boots.tail) == (0, 1.0, 4, 0.0)


def test_a_count_on_record_goes_before_the_log(tmp_path: Path) -> None:
    items = read(tmp_path, TEA | {"count": 9}, {"id": "b", "title": "Boots"})
    tea, boots = with_tail(items, {"b": 40})  # one count on record is enough: the log is not mixed in
    assert (tea.count, tea.tail, boots.count, boots.tail) == (9, 0.0, None, 1.0)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"title": st.text("ab é中", min_size=1).filter(str.strip)},
            optional={
                "tags": st.lists(st.text("xy|", max_size=3), max_size=3),
                "price": st.floats(0, 1e6),
                "count": st.integers(0, 10**9),
                "note": st.text(max_size=20),
            },
        ),
        min_size=1,
        max_size=8,
    )
)
def test_every_item_keeps_the_promises_of_its_fields(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_text("".join(json.dumps({"id": i} | r) + "\n" for i, r in enumerate(records)), encoding="utf-8")
    items = read_catalogue(path).items
    assert [item.id for item in items] == [str(i) for i in range(len(records))]
    for item in items:
        assert item.title
        assert 0 <= item.tail <= 1
        assert all(words and all(words) and len(set(words)) == len(words) for words in item.facets.values())
