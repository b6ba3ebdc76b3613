"""Building an index: whole or not at all, whoever is killed or busy; what is known is not encoded again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from retriever.building import Made, build_index, encoded, parts_of
from retriever.encode import Encoders, HashingEncoder, Vectors
from retriever.generations import IndexBusy, IndexMissing
from retriever.live import LiveIndex
from retriever.manifest import read_manifest
from retriever.store import stores
from retriever.together import Together
from tests.shop import ENCODER, ENCODERS, NOON, SHOP, STORES, Counting, built, catalogue, generations, opened

LATER = NOON + timedelta(minutes=1)

BUILDER = """
import sys, time
from datetime import datetime
from pathlib import Path
from retriever.catalogue import read_catalogue
from retriever.building import build_index
from retriever.encode import Encoders, HashingEncoder
from retriever.store import stores

def stop_here(doing, done, of):
    if doing == sys.argv[3]:
        print(doing, flush=True)
        time.sleep(120)

source, folder = read_catalogue(Path(sys.argv[1])), Path(sys.argv[2])
build_index(source, Encoders(HashingEncoder()), stores("chroma"), folder, datetime.now(), progress=stop_here)
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


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    source, folder = catalogue(tmp_path), tmp_path / "index"
    build_index(source, ENCODERS, STORES, folder, NOON, progress=lambda *step: told.append(step))
    assert ("embedding", 10, 10) in told
    assert told[-1][1] == told[-1][2] == 10


@pytest.mark.parametrize("stage", ["embedding", "storing"])
def test_a_builder_killed_half_way_leaves_the_old_index_serving(tmp_path: Path, stage: str) -> None:
    folder = built(tmp_path)
    with builder_stuck_at(stage, catalogue(tmp_path / "new", SHOP[:4]).source, folder):
        pass
    assert len(generations(folder)) == 2
    with opened(folder) as index:
        assert len(index.items) == 10
    build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODERS, STORES, folder, LATER)
    assert len(generations(folder)) == 1
    with opened(folder) as index:
        assert len(index.items) == 4


def test_a_first_builder_killed_half_way_leaves_no_index(tmp_path: Path) -> None:
    source = catalogue(tmp_path).source
    with builder_stuck_at("embedding", source, tmp_path / "index"):
        pass
    with pytest.raises(IndexMissing, match="make one with"):
        LiveIndex(tmp_path / "index", ENCODERS, STORES)


def test_of_two_builders_the_second_is_told_who_is_first(tmp_path: Path) -> None:
    folder, source = built(tmp_path), catalogue(tmp_path)
    with builder_stuck_at("embedding", source.source, folder) as first:
        with pytest.raises(IndexBusy, match=rf"pid {first.pid}\) is building this index; wait for it or stop it"):
            build_index(source, ENCODERS, STORES, folder, LATER)
        with opened(folder) as index:  # readers are not held up
            assert len(index.items) == 10
    build_index(source, ENCODERS, STORES, folder, LATER)


def test_two_builds_within_a_second_both_count(tmp_path: Path) -> None:
    folder = built(tmp_path)
    build_index(catalogue(tmp_path / "new", SHOP[:4]), ENCODERS, STORES, folder, NOON)
    assert read_manifest(folder).items == 4


class Failing(HashingEncoder):
    """Out of memory at the first batch."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise MemoryError


def test_an_encoder_that_fails_leaves_the_old_index_serving(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with pytest.raises(MemoryError):
        build_index(catalogue(tmp_path / "new", SHOP[:4]), Encoders(Failing()), STORES, folder, LATER)
    with opened(folder) as index:
        assert len(index.items) == 10


def test_an_item_without_a_count_is_not_counted(tmp_path: Path) -> None:
    source = catalogue(tmp_path)
    items = (replace(source.items[0], count=None), *source.items[1:])
    manifest = build_index(replace(source, items=items), ENCODERS, STORES, tmp_path / "index", NOON)
    assert (manifest.items, manifest.counted) == (10, 9)


def test_a_text_whose_vector_is_known_is_not_encoded_again() -> None:
    counting = Counting()
    known = {"tea": np.full(256, 1 / 16, dtype=np.float32)}
    told: list[int] = []
    vectors = encoded(["boots", "tea", "chess"], counting, known, told.append)
    assert counting.encoded == ["boots", "chess"]
    assert told == [3]  # one known and two new ones
    np.testing.assert_array_equal(vectors, [*ENCODER.encode(["boots"]), known["tea"], *ENCODER.encode(["chess"])])


def test_an_index_made_with_known_vectors_is_the_one_made_without(tmp_path: Path) -> None:
    source, counting = catalogue(tmp_path), Counting()
    with opened(built(tmp_path)) as index:
        texts = [item.text() for item in source.items]
        made = Made(vectors=dict(zip(texts[1:], index.vectors_at(range(1, 10)), strict=True)))
        build_index(source, Encoders(counting), STORES, tmp_path / "again", NOON, made)
        assert counting.encoded[0] == texts[0]
        assert not set(texts[1:]) & set(counting.encoded)  # what follows are the talks made up to measure crowding
        with opened(tmp_path / "again") as again:
            np.testing.assert_array_equal(index.vectors_at(range(10)), again.vectors_at(range(10)))
            np.testing.assert_array_equal(index.crowding, again.crowding)


def test_the_best_known_fifth_is_kept_apart(tmp_path: Path) -> None:
    # tails of the ten: river 0, sencha 1/9; the third, moka, has 2/9 and is no longer below a fifth
    parts = parts_of(catalogue(tmp_path).items)
    assert [SHOP[row]["id"] for row in parts["head"]] == ["sencha", "river"]
    assert len(parts["tail"]) == 8
    with opened(built(tmp_path)) as index:
        assert (index.head.count(), index.tail.count()) == (2, 8)


def test_neighbours_and_a_second_encoder_are_kept_and_told(tmp_path: Path) -> None:
    other = HashingEncoder(32)
    source, folder = catalogue(tmp_path), tmp_path / "index"
    made = Made(Together.build([0, 0, 1, 1, 2], [0, 1, 0, 1, 2], 10), interactions=5)  # two people had 0 and 1
    build_index(source, Encoders(ENCODER, other), STORES, folder, NOON, made)
    manifest = read_manifest(folder)
    assert (manifest.multilingual, manifest.interactions) == ("hashing-32", 5)
    with opened(folder) as index:
        assert index.together.in_common(0, 1) == 2
        assert index.vectors_at([3], foreign=True).shape == (1, 32)


def test_a_generation_is_on_the_disk_before_it_is_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("os.fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").readlink()))
    build_index(catalogue(tmp_path), ENCODERS, stores("exact"), tmp_path / "index", NOON)
    folder = tmp_path / "index"
    generation = folder / generations(folder)[-1]
    named = synced.index(folder / "CURRENT.new")
    assert {generation, *generation.rglob("*")} <= set(synced[:named])
    assert synced[named + 1 :] == [folder]
