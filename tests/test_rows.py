"""Tables of three kinds, whole and broken."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.rows import MAX_FIELD_CHARS, TableError, read_rows
from tests.shop import SHOP, write_csv, write_jsonl, write_parquet


def rows_of(path: Path) -> list[tuple[int, dict[str, object]]]:
    return list(read_rows(path))


def test_csv_rows_carry_the_line_an_editor_shows(tmp_path: Path) -> None:
    rows = rows_of(write_csv(tmp_path / "shop.csv"))
    assert [number for number, _ in rows] == list(range(2, 12))  # line 1 is the heading
    assert rows[0][1]["title"] == "Lapsang Souchong"


def test_jsonl_rows_carry_the_line_an_editor_shows_blank_lines_counted(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text('{"id": 1}\n\n  \n{"id": 2}\n', encoding="utf-8")
    assert rows_of(path) == [(1, {"id": 1}), (4, {"id": 2})]


def test_parquet_rows_are_counted_from_one_and_keep_their_types(tmp_path: Path) -> None:
    rows = rows_of(write_parquet(tmp_path / "shop.parquet"))
    assert [number for number, _ in rows] == list(range(1, 11))
    assert rows[0][1] == SHOP[0]
    assert rows[8][1]["country"] is None


@pytest.mark.parametrize("name", ["shop.csv", "shop.jsonl"])
def test_a_gzipped_table_reads_like_the_plain_one(tmp_path: Path, name: str) -> None:
    write = write_csv if name.endswith("csv") else write_jsonl
    plain = write(tmp_path / name)
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert rows_of(packed) == rows_of(plain)


@pytest.mark.parametrize("name", ["shop.csv", "shop.jsonl"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path, name: str, end: bytes) -> None:
    write = write_csv if name.endswith("csv") else write_jsonl
    plain = rows_of(write(tmp_path / name))
    marked = tmp_path / f"windows-{name}"
    text = (tmp_path / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end)
    marked.write_bytes(b"\xef\xbb\xbf" + text)
    assert rows_of(marked) == plain


def test_a_quoted_field_may_hold_commas_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text('id,title\na,"Tea, black\nand green"\nb,Boots\n', encoding="utf-8")
    assert [row["title"] for _, row in rows_of(path)] == ["Tea, black\nand green", "Boots"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.csv: no such file"):
        read_rows(tmp_path / "nowhere.csv")


def test_an_unknown_ending_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(TableError, match=r"unknown kind of file; use \.csv, \.jsonl"):
        read_rows(path)


@pytest.mark.parametrize("name", ["shop.csv", "shop.jsonl"])
def test_a_table_that_is_not_utf8_is_refused_with_the_byte(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b'id,title\n{"id": "a", "title": "Th\xe9"}\n')
    with pytest.raises(TableError, match=rf"{name}: not UTF-8 near row \d+ \(byte 0xe9\); save it as UTF-8"):
        rows_of(path)


def test_a_csv_row_with_too_many_fields_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,title\na,Tea\nb,Boots, warm\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"shop\.csv:3: more fields than the 2 columns"):
        rows_of(path)


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text('id,title\na,"Tea\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"shop\.csv:2: broken CSV"):
        rows_of(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "b", "title": ', r"shop\.jsonl:2: broken JSON"),
        ("b,Boots", r"shop\.jsonl:2: broken JSON"),
        ('["b", "Boots"]', r"shop\.jsonl:2: wanted a JSON object, got list"),
        ("[" * 100_000, r"shop\.jsonl:2: broken JSON"),
    ],
    ids=["cut off", "not JSON", "a list", "nested without end"],
)
def test_a_broken_json_line_is_refused_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text('{"id": "a", "title": "Tea"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=message):
        rows_of(path)


def damaged(packed: bytes, how: str) -> bytes:
    if how == "cut off":
        return packed[: len(packed) // 2]
    if how == "not gzip":
        return b"id,title\na,Tea\n"
    middle = len(packed) // 2
    return packed[:middle] + bytes(byte ^ 0xFF for byte in packed[middle : middle + 40]) + packed[middle + 40 :]


@pytest.mark.parametrize("how", ["cut off", "not gzip", "bytes flipped in the middle"])
def test_a_broken_gzip_file_is_refused(tmp_path: Path, how: str) -> None:
    path = tmp_path / "shop.csv.gz"
    path.write_bytes(damaged(gzip.compress(write_csv(tmp_path / "shop.csv").read_bytes()), how))
    with pytest.raises(TableError, match=r"shop\.csv\.gz: not a whole gzip file"):
        rows_of(path)


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shop.parquet"
    path.write_bytes(b"PAR1 nothing of the kind PAR1")
    with pytest.raises(TableError, match=r"shop\.parquet: not a readable Parquet file"):
        rows_of(path)


def test_a_field_of_a_megabyte_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "x" * 1_000_000}), encoding="utf-8")
    with pytest.raises(TableError, match=r"shop\.jsonl:1: 'title' has 1,000,000 characters, at most 20,000"):
        rows_of(path)


def test_a_csv_field_of_more_than_a_megabyte_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("id,title\na," + "x" * 1_100_000 + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"shop\.csv:2: "):
        rows_of(path)


def test_a_megabyte_inside_a_list_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "Tea", "tags": ["x" * 1_000_000]}), encoding="utf-8")
    with pytest.raises(TableError, match=r"shop\.jsonl:1: 'tags' has 1,000,000 characters"):
        rows_of(path)


def test_a_field_of_exactly_the_limit_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonl"
    path.write_text(json.dumps({"id": "x" * MAX_FIELD_CHARS}), encoding="utf-8")
    assert len(str(rows_of(path)[0][1]["id"])) == MAX_FIELD_CHARS


@given(st.binary(max_size=300), st.sampled_from([".csv", ".jsonl", ".csv.gz", ".jsonl.gz", ".parquet"]))
def test_no_file_whatever_its_bytes_ends_in_anything_but_rows_or_a_table_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(content)
    said = ""
    numbers: list[int] = []
    try:
        numbers += [number for number, _ in read_rows(path)]
    except TableError as error:
        said = str(error)
    assert numbers == sorted(numbers)
    assert not said or said.startswith(str(path))
