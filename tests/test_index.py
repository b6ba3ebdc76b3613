"""An index on disk: whole or not at all, whoever is killed, busy or still reading."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from retriever.encode import HashingEncoder, Vectors
from retriever.index import (
    Index,
    IndexBusy,
    IndexMismatch,
    IndexMissing,
    build_index,
    open_index,
    read_manifest,
)
from tests.shop import ENCODER, NOON, SHOP, built, catalogue, opened

LATER = NOON + timedelta(minutes=1)

BUILDER = """
import sys, time
from datetime import datetime
from pathlib import Path
from retriever.catalogue import read_catalogue
from retriever.encode import HashingEncoder, Vectors
from retriever.index import build_index

def stop_here(doing, done, of):
    if doing == sys.argv[3]:
        print(doing, flush=True)
        time.sleep(120)

build_index(read_catalogue(Path(sys.argv[1])), HashingEncoder(), Path(sys.argv[2]), datetime.now(), stop_here)
"""


@contextmanager
def builder_stuck_at(stage: str, source: Path, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that builds in `folder` and has come as far as `stage`; killed with -9 at the end."""
    command = [sys.executable, "-c", BUILDER, str(source), str(folder), stage]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == stage
            yield process
        finally:
            process.kill()  # SIGKILL


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("gen-*"))


def ids(index: Index) -> list[str]:
    return [item.id for item in index.items]


def test_what_was_indexed_comes_back_whole(tmp_path: Path) -> None:
    source = catalogue(tmp_path)
    with opened(built(tmp_path)) as index:
        assert index.items == source.items
        assert index.manifest.items == index.manifest.counted == len(SHOP)
        assert index.manifest.catalogue_sha256 == source.sha256
        assert index.manifest.built_at == "2026-11-22T12:00:00+00:00"
        np.testing.assert_array_equal(index.vectors, ENCODER.encode([item.text() for item in source.items]))
        assert [row[0][0] for row in index.store.nearest(index.vectors, 1)] == ids(index)
        assert [index.row[item.id] for item in index.items] == list(range(10))
        assert int(np.argmax(index.lexical.scores("walnut"))) == index.row["chess"]


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build_index(catalogue(tmp_path), ENCODER, tmp_path / "index", NOON, lambda *step: told.append(step))
    assert ("embedding", 10, 10) in told
    assert told[-1][1] == told[-1][2] == 10


def test_an_index_can_be_moved(tmp_path: Path) -> None:
    moved = built(tmp_path).rename(tmp_path / "elsewhere")
    with opened(moved) as index:
        assert ids(index) == [record["id"] for record in SHOP]


def test_where_nothing_was_indexed_it_says_how_to(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="make one with: offtrail index CATALOGUE"):
        open_index(tmp_path, ENCODER)


def test_an_index_of_another_encoder_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with pytest.raises(
        IndexMismatch, match=r"'hashing-256' \(256 wide\), now it is 'hashing-64' \(64 wide\).*offtrail index"
    ):
        open_index(folder, HashingEncoder(64))


def edit_manifest(folder: Path, **changes: object) -> None:
    path = folder / generations(folder)[0] / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_an_index_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    edit_manifest(folder, format=99)
    with pytest.raises(IndexMismatch, match="has format 99, this program reads 1; make it anew"):
        open_index(folder, ENCODER)


def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path) -> None:
    folder = built(tmp_path)
    (folder / generations(folder)[0] / "manifest.json").write_text("{")
    with pytest.raises(IndexMismatch, match=r"can't be read .* make it anew with: offtrail index CATALOGUE"):
        open_index(folder, ENCODER)


def test_a_record_that_went_missing_is_noticed(tmp_path: Path) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / "items.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(IndexMismatch, match="10 items expected, found 9 records, 10 vectors and 10 in Chroma"):
        open_index(folder, ENCODER)


def test_a_vector_that_went_missing_is_noticed(tmp_path: Path) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / "vectors.npy"
    np.save(path, np.load(path)[:-1])
    with pytest.raises(IndexMismatch, match="10 items expected, found 10 records, 9 vectors"):
        open_index(folder, ENCODER)


@pytest.mark.parametrize("part", ["items.jsonl", "vectors.npy", "lexical", "chroma"])
def test_a_part_that_is_gone_is_refused_with_what_to_do(tmp_path: Path, part: str) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / part
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises((IndexMissing, IndexMismatch), match="make it anew with: offtrail index CATALOGUE"):
        open_index(folder, ENCODER)


def test_an_index_that_was_refused_is_let_go_of(tmp_path: Path) -> None:
    folder = built(tmp_path)
    path = folder / generations(folder)[0] / "items.jsonl"
    path.write_text("")
    with pytest.raises(IndexMismatch) as refused:
        open_index(folder, ENCODER)
    build_index(catalogue(tmp_path), ENCODER, folder, LATER)
    assert len(generations(folder)) == 1, f"the damaged one is still held after {refused.value}"


@pytest.mark.parametrize("stage", ["embedding", "storing"])
def test_a_builder_killed_half_way_leaves_the_old_index_serving(tmp_path: Path, stage: str) -> None:
    folder = built(tmp_path)
    with builder_stuck_at(stage, catalogue(tmp_path / "new", SHOP[:4]).source, folder):
        pass
    assert len(generations(folder)) == 2
    with opened(folder) as index:
        assert len(index.items) == 10
    build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODER, folder, LATER)
    assert len(generations(folder)) == 1
    with opened(folder) as index:
        assert len(index.items) == 4


def test_a_first_builder_killed_half_way_leaves_no_index(tmp_path: Path) -> None:
    source = catalogue(tmp_path).source
    with builder_stuck_at("embedding", source, tmp_path / "index"):
        pass
    with pytest.raises(IndexMissing, match="make one with"):
        open_index(tmp_path / "index", ENCODER)


def test_of_two_builders_the_second_is_told_who_is_first(tmp_path: Path) -> None:
    folder, source = built(tmp_path), catalogue(tmp_path)
    with builder_stuck_at("embedding", source.source, folder) as first:
        with pytest.raises(IndexBusy, match=rf"pid {first.pid}\) is building this index; wait for it or stop it"):
            build_index(source, ENCODER, folder, LATER)
        with opened(folder) as index:  # readers are not held up
            assert len(index.items) == 10
    build_index(source, ENCODER, folder, LATER)


def test_a_reader_keeps_what_it_opened_while_it_is_replaced(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with opened(folder) as old:
        build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODER, folder, LATER)
        assert len(generations(folder)) == 2
        assert [row[0][0] for row in old.store.nearest(old.vectors, 1)] == ids(old)
        with opened(folder) as new:
            assert (len(old.items), len(new.items)) == (10, 4)
    build_index(catalogue(tmp_path / "new", SHOP[:5]), ENCODER, folder, LATER + timedelta(minutes=1))
    assert len(generations(folder)) == 1


def test_two_builds_within_a_second_both_count(tmp_path: Path) -> None:
    folder = built(tmp_path)
    build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODER, folder, NOON)
    assert read_manifest(folder).items == 4


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
    index = open_index(folder, Replacing([lambda: build_index(new, ENCODER, folder, LATER)]))
    assert index.manifest.items == len(index.items)
    index.close()


class Failing(HashingEncoder):
    """Out of memory at the first batch."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise MemoryError


def test_an_encoder_that_fails_leaves_the_old_index_serving(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with pytest.raises(MemoryError):
        build_index(catalogue(tmp_path / "new", SHOP[:4]), Failing(), folder, LATER)
    with opened(folder) as index:
        assert len(index.items) == 10


def test_an_item_without_a_count_is_not_counted(tmp_path: Path) -> None:
    source = catalogue(tmp_path)
    items = (replace(source.items[0], count=None), *source.items[1:])
    manifest = build_index(replace(source, items=items), ENCODER, tmp_path / "index", NOON)
    assert (manifest.items, manifest.counted) == (10, 9)
