"""The journal: every batch whole or out, wherever a kill cut it, and damage named by its byte."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.changes import JOURNAL, Change, JournalDamaged, Put, Remove, append, changed_ids, read, size
from retriever.encode import Vectors
from retriever.generations import IndexMismatch
from retriever.items import Item
from tests.contracts import unit_rows

KETTLE = Item(
    "kettle", "Kettle", "It\u2028whistles\r\nat 96 °C.", {"tags": ("steel", "水")}, {"price": 40.5}, 7, 0.25
)
VECTOR, FOREIGN = unit_rows(2, dim=4)


def plain(changes: list[Change]) -> list[object]:
    """Changes with lists for arrays, so that they can be compared."""
    return [
        (change.item, change.vector.tolist(), None if change.foreign is None else change.foreign.tolist())
        if isinstance(change, Put)
        else change
        for change in changes
    ]


def test_what_was_appended_is_read_in_order_to_the_last_bit(tmp_path: Path) -> None:
    batches: list[list[Change]] = [
        [Put(KETTLE, VECTOR, FOREIGN), Remove("mug")],
        [Put(Item("mug", "Mug"), VECTOR, None)],
    ]
    for batch in batches:
        append(tmp_path, batch)
    changes, end = read(tmp_path)
    assert plain(changes) == plain([change for batch in batches for change in batch])
    assert end == size(tmp_path)
    assert (tmp_path / JOURNAL).read_bytes().count(b"\n") == 2
    assert changed_ids(tmp_path) == {"kettle", "mug"}


def test_where_nothing_was_changed_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read(tmp_path) == ([], 0)
    assert size(tmp_path) == 0
    assert changed_ids(tmp_path) == frozenset()


def test_reading_goes_on_where_it_ended(tmp_path: Path) -> None:
    append(tmp_path, [Remove("a")])
    _, end = read(tmp_path)
    assert read(tmp_path, end) == ([], end)
    append(tmp_path, [Remove("b")])
    assert read(tmp_path, end) == ([Remove("b")], size(tmp_path))


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=3), max_size=4))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, batches: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("journal")
    for batch in batches:
        append(folder, [Remove(text) for text in batch])
    assert read(folder)[0] == [Remove(text) for batch in batches for text in batch]


def test_a_batch_cut_at_any_byte_is_out_and_the_next_one_takes_its_place(tmp_path: Path) -> None:
    append(tmp_path, [Remove("first")])
    whole = size(tmp_path)
    append(tmp_path, [Put(Item("雪", "Snow globe"), VECTOR, None), Remove("second")])
    content = (tmp_path / JOURNAL).read_bytes()
    for cut in range(whole, len(content)):
        (tmp_path / JOURNAL).write_bytes(content[:cut])
        assert read(tmp_path) == ([Remove("first")], whole), f"cut at byte {cut} of {len(content)}"
        append(tmp_path, [Remove("third")])
        assert read(tmp_path)[0] == [Remove("first"), Remove("third")], f"cut at byte {cut} of {len(content)}"


@pytest.mark.parametrize(
    "damaged",
    [
        b'[{"remove": "b"},]',
        b"",
        b"\xff\xfe",
        b"3",
        b"[3]",
        b"[{}]",
        b'[{"put": {"id": "b"}, "vector": "", "foreign": null}]',
        b'[{"put": {"id": "b", "title": "B", "facets": {}}, "vector": "no base64!", "foreign": null}]',
        b'[{"put": {"id": "b", "title": "B", "facets": {}, "colour": 1}, "vector": "", "foreign": null}]',
    ],
)
def test_a_line_that_can_not_be_read_is_named_by_file_and_byte(tmp_path: Path, damaged: bytes) -> None:
    append(tmp_path, [Remove("a")])
    with (tmp_path / JOURNAL).open("ab") as file:
        file.write(damaged + b"\n")
    append(tmp_path, [Remove("c")])
    # [{"remove": "a"}] and a line end are 18 bytes
    with pytest.raises(
        JournalDamaged, match=r"changes\.jsonl: the batch at byte 18 can't be read .*offtrail index"
    ):
        read(tmp_path)
    assert issubclass(JournalDamaged, IndexMismatch)


def test_half_characters_are_refused_and_leave_the_journal_as_it_was(tmp_path: Path) -> None:
    append(tmp_path, [Remove("a")])
    before = (tmp_path / JOURNAL).read_bytes()
    with pytest.raises(UnicodeEncodeError):
        append(tmp_path, [Put(Item("b", "\ud83d"), VECTOR, None)])
    assert (tmp_path / JOURNAL).read_bytes() == before


@pytest.mark.parametrize("vector", [VECTOR * np.nan, VECTOR[:3]])
def test_a_vector_that_is_not_finite_or_of_another_width_is_damage(tmp_path: Path, vector: Vectors) -> None:
    append(tmp_path, [Put(KETTLE, vector, None)])
    with pytest.raises(JournalDamaged, match=r"the batch at byte 0 can't be read \(a vector "):
        read(tmp_path, widths=(4, None))


def test_a_new_journal_has_its_name_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr("os.fsync", lambda file: synced.append(str(Path(f"/proc/self/fd/{file}").readlink())))
    append(tmp_path, [Remove("a")])
    append(tmp_path, [Remove("b")])
    assert synced == [str(tmp_path / JOURNAL), str(tmp_path), str(tmp_path / JOURNAL)]


def test_vectors_keep_their_width_and_type(tmp_path: Path) -> None:
    append(tmp_path, [Put(KETTLE, VECTOR.astype(np.float64), FOREIGN)])
    [put] = read(tmp_path)[0]
    assert isinstance(put, Put)
    assert put.vector.dtype == np.float32
    np.testing.assert_array_equal(put.vector, VECTOR)
