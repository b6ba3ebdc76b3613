"""An index on disk: opened whole or refused with what to do, and kept by who reads it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from retriever.building import build_index
from retriever.encode import Encoders, HashingEncoder
from retriever.generations import IndexMismatch, IndexMissing
from retriever.index import Index
from retriever.live import LiveIndex
from retriever.store import stores
from tests.shop import ENCODER, ENCODERS, NOON, SHOP, STORES, built, catalogue, generations, opened

LATER = NOON + timedelta(minutes=1)


PARTS = ["items.jsonl", "vectors.npy", "crowding.npy", "words", "facet_words", "together", "chroma"]


def ids(index: Index) -> list[str]:
    return [item.id for item in index.items]


def test_what_was_indexed_comes_back_whole(tmp_path: Path) -> None:
    source = catalogue(tmp_path)
    with opened(built(tmp_path)) as index:
        assert index.items == source.items
        assert index.manifest.items == index.manifest.counted == len(SHOP)
        assert index.manifest.catalogue_sha256 == source.sha256
        assert index.manifest.built_at == "2026-11-22T12:00:00+00:00"
        np.testing.assert_array_equal(
            index.vectors_at(range(10)), ENCODER.encode([item.text() for item in source.items])
        )
        for store, half in ((index.head, index.in_head), (index.tail, ~index.in_head)):
            rows = np.flatnonzero(half)
            assert [row[0][0] for row in store.nearest(index.vectors_at(rows), 1)] == [ids(index)[i] for i in rows]
        assert [index.row[item.id] for item in index.items] == list(range(10))
        assert int(np.argmax(index.words("walnut"))) == index.row["chess"]
        assert index.words("barges")[index.row["river"]] > 0
        assert not index.facet_words("barges").any()  # stands in the description only


def test_an_index_can_be_moved(tmp_path: Path) -> None:
    moved = built(tmp_path).rename(tmp_path / "elsewhere")
    with opened(moved) as index:
        assert ids(index) == [record["id"] for record in SHOP]


def test_where_nothing_was_indexed_it_says_how_to(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="make one with: offtrail index CATALOGUE"):
        LiveIndex(tmp_path, ENCODERS, STORES)


def test_an_index_of_another_encoder_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with pytest.raises(
        IndexMismatch, match=r"'hashing-256' \(256 wide\), now it is 'hashing-64' \(64 wide\).*offtrail index"
    ):
        LiveIndex(folder, Encoders(HashingEncoder(64)), STORES)


def edit_manifest(folder: Path, **changes: object) -> None:
    path = folder / generations(folder)[0] / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_an_index_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    edit_manifest(folder, format=99)
    with pytest.raises(IndexMismatch, match="has format 99, this program reads 2; make it anew"):
        LiveIndex(folder, ENCODERS, STORES)


def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    (folder / generations(folder)[0] / "manifest.json").write_text("{")
    with pytest.raises(IndexMismatch, match=r"can't be read .* make it anew with: offtrail index CATALOGUE"):
        LiveIndex(folder, ENCODERS, STORES)


def test_a_record_that_went_missing_is_noticed(tmp_path: Path) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / "items.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(IndexMismatch, match="10 items expected, found 9 records, 10 vectors and 10 in the store"):
        LiveIndex(folder, ENCODERS, STORES)


def test_a_vector_that_went_missing_is_noticed(tmp_path: Path) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / "vectors.npy"
    np.save(path, np.load(path)[:-1])
    with pytest.raises(IndexMismatch, match="10 items expected, found 10 records, 9 vectors"):
        LiveIndex(folder, ENCODERS, STORES)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_gone_is_refused_with_what_to_do(tmp_path: Path, part: str) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises((IndexMissing, IndexMismatch), match="make it anew with: offtrail index CATALOGUE"):
        LiveIndex(folder, ENCODERS, STORES)


@pytest.mark.parametrize(
    "part", ["items.jsonl", "vectors.npy", "crowding.npy", "together/likeness.npz", "words/vocab.index.json"]
)
def test_a_part_that_was_cut_short_is_refused_with_what_to_do(tmp_path: Path, part: str) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / part
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(IndexMismatch, match="make it anew with: offtrail index CATALOGUE"):
        LiveIndex(folder, ENCODERS, STORES)


def test_an_index_of_another_store_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with pytest.raises(IndexMismatch, match="keeps its vectors in 'chroma', now 'exact' is set; set it back"):
        LiveIndex(folder, ENCODERS, stores("exact"))


def test_an_index_that_was_refused_is_let_go_of(tmp_path: Path) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / "items.jsonl"
    path.write_text("")
    with pytest.raises(IndexMismatch) as refused:
        LiveIndex(folder, ENCODERS, STORES)
    build_index(catalogue(tmp_path), ENCODERS, STORES, folder, LATER)
    assert len(generations(folder)) == 1, f"the damaged one is still held after {refused.value}"


def test_a_reader_keeps_what_it_opened_while_it_is_replaced(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with opened(folder) as old:
        build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODERS, STORES, folder, LATER)
        assert len(generations(folder)) == 2
        assert [row[0][0] for row in old.tail.nearest(old.vectors_at([9]), 1)] == ["chess"]
        with opened(folder) as new:
            assert (len(old.items), len(new.items)) == (10, 4)
    build_index(catalogue(tmp_path / "new", SHOP[:5]), ENCODERS, STORES, folder, LATER + timedelta(minutes=1))
    assert len(generations(folder)) == 1


class Replacing(HashingEncoder):
    """Its width is asked for while the index is opened; just then a builder puts a new one in use."""

    def __init__(self, replace_once: list[object]) -> None:
        super().__init__()
        self._todo = replace_once

    @property
    def name(self) -> str:
        if self._todo:
            self._todo.pop()()  # type: ignore[operator]
        return ENCODER.name

    @name.setter
    def name(self, name: str) -> None: ...


def test_an_index_replaced_while_it_is_opened_is_not_called_damaged(tmp_path: Path) -> None:
    folder = built(tmp_path)
    new = catalogue(tmp_path / "new", SHOP[:4])
    index = LiveIndex(
        folder, Encoders(Replacing([lambda: build_index(new, ENCODERS, STORES, folder, LATER)])), STORES
    )
    assert index.index.manifest.items == len(index.index.items)
    index.close()
