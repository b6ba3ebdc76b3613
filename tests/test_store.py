"""Vectors kept in memory, in plain files and in Chroma: the same answers from all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.chroma import ChromaStores
from retriever.chroma_server import ChromaServerStores, collection_name
from retriever.exact import BLOCK, ExactStores, best_rows
from retriever.store import ArrayStore, Store, StoreDamaged, Stores, StoreUnknown, stores
from tests.contracts import StoreContract, StoresContract, unit_rows


class TestArrayStore(StoreContract):
    @pytest.fixture
    def store(self) -> Store:
        return ArrayStore()


class TestExactStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        ExactStores().create(tmp_path, "head", 16).close()
        with closing(ExactStores().open(tmp_path, "head", 16)) as store:
            yield store


class TestChromaStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        with closing(ChromaStores().create(tmp_path, "head", 16)) as store:
            yield store


class TestExactStores(StoresContract):
    @pytest.fixture
    def stores(self) -> Stores:
        return ExactStores()

    @pytest.mark.parametrize("damage", [b"", b"{", b'{"ids": ["a"]}', b"[]", b'{"ids": 1, "vectors": "x.npy"}'])
    def test_ids_that_can_not_be_read_are_damaged(self, generation: Path, damage: bytes) -> None:
        self.filled(ExactStores(), generation, "head", 3)
        (generation / "exact" / "head.json").write_bytes(damage)
        with pytest.raises(StoreDamaged, match=r"head\.json: can't be read"):
            ExactStores().open(generation, "head", 16)

    def test_vectors_cut_short_are_damaged(self, generation: Path) -> None:
        self.filled(ExactStores(), generation, "head", 3)
        [rows] = (generation / "exact").glob("head-*.npy")
        os.truncate(rows, rows.stat().st_size - 1)
        with pytest.raises(StoreDamaged, match=r"head\.json: can't be read"):
            ExactStores().open(generation, "head", 16)

    def test_fewer_ids_than_vectors_are_damaged(self, generation: Path) -> None:
        self.filled(ExactStores(), generation, "head", 3)
        path = generation / "exact" / "head.json"
        record = json.loads(path.read_text())
        path.write_text(json.dumps(record | {"ids": record["ids"][:2]}))
        with pytest.raises(StoreDamaged, match=r"float32 vectors of shape \(3, 16\), wanted float32 \(2, 16\)"):
            ExactStores().open(generation, "head", 16)

    def test_a_kill_while_it_is_written_leaves_the_rows_of_before(
        self, generation: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.filled(ExactStores(), generation, "head", 3)
        with closing(ExactStores().open(generation, "head", 16)) as store, monkeypatch.context() as patch:
            patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                store.add(["late"], unit_rows(1, seed=1))
        with closing(ExactStores().open(generation, "head", 16)) as store:
            assert store.count() == 3
            store.add(["late"], unit_rows(1, seed=1))
        assert sorted(path.suffix for path in (generation / "exact").iterdir()) == [".json", ".npy"]

    def test_a_reader_keeps_what_it_opened_while_a_writer_adds(self, generation: Path) -> None:
        self.filled(ExactStores(), generation, "head", 3)
        with (
            closing(ExactStores().open(generation, "head", 16)) as reader,
            closing(ExactStores().open(generation, "head", 16)) as writer,
        ):
            writer.add(["new"], unit_rows(1, seed=1))
            assert [len(row) for row in reader.nearest(unit_rows(1), 9)] == [3]

    def test_a_closed_store_says_so(self, generation: Path) -> None:
        store = ExactStores().create(generation, "head", 16)
        store.close()
        with pytest.raises(ValueError, match="this store is closed"):
            store.count()


class TestChromaStores(StoresContract):
    @pytest.fixture
    def stores(self) -> Stores:
        return ChromaStores()

    def test_more_than_a_batch_is_added_whole_and_told_part_by_part(self, generation: Path) -> None:
        told: list[int] = []
        with closing(ChromaStores().create(generation, "head", 16)) as store:
            store.add([str(i) for i in range(2_500)], unit_rows(2_500), told.append)
            assert (store.count(), told) == (2_500, [2_000, 500])
            store.remove([str(i) for i in range(2_400)])
            assert store.count() == 100

    def test_it_finds_what_exact_search_finds(self, generation: Path) -> None:
        vectors, asked = unit_rows(500), unit_rows(20, seed=1)
        with closing(ChromaStores().create(generation, "head", 16)) as chroma:
            exact = ArrayStore()
            for store in (chroma, exact):
                store.add([str(i) for i in range(500)], vectors)
            pairs = zip(chroma.nearest(asked, 10), exact.nearest(asked, 10), strict=True)
            recall = np.mean([len({i for i, _ in a} & {i for i, _ in b}) / 10 for a, b in pairs])
        assert recall >= 0.95

    def test_of_equal_vectors_not_all_may_come_and_that_is_no_error(self, generation: Path) -> None:
        with closing(ChromaStores().create(generation, "head", 16)) as store:
            store.add([str(i) for i in range(1_500)], np.repeat(unit_rows(1), 1_500, axis=0))
            [found] = store.nearest(unit_rows(1), 1_500)
        assert 0 < len(found) <= 1_500
        assert len({id_ for id_, _ in found}) == len(found)
        assert [cosine for _, cosine in found] == pytest.approx([1] * len(found), abs=1e-5)

    @pytest.mark.parametrize("left", [0.0, 0.3, 0.9])
    def test_a_database_cut_short_is_damaged_and_can_be_made_anew(self, generation: Path, left: float) -> None:
        self.filled(ChromaStores(), generation, "head", 50)
        database = generation / "chroma" / "chroma.sqlite3"
        os.truncate(database, int(database.stat().st_size * left))
        for _ in range(2):  # the second time too
            with pytest.raises(StoreDamaged, match="offtrail index CATALOGUE"):
                ChromaStores().open(generation, "head", 16)
        self.filled(ChromaStores(), generation, "head", 20)
        with closing(ChromaStores().open(generation, "head", 16)) as store:
            assert store.count() == 20

    def test_a_graph_whose_folder_is_gone_is_damaged(self, generation: Path) -> None:
        self.filled(ChromaStores(), generation, "head", 2_500)  # so many that SQLite's log holds not all
        [graph] = (path for path in (generation / "chroma").iterdir() if path.is_dir())
        shutil.rmtree(graph)
        with pytest.raises(StoreDamaged, match="offtrail index CATALOGUE"):
            ChromaStores().open(generation, "head", 16)

    @pytest.mark.parametrize("left", [None, 0.0, 0.4], ids=["gone", "empty", "cut"])
    def test_files_of_a_graph_that_are_cut_short_are_damaged_and_crash_nothing(
        self, generation: Path, left: float | None
    ) -> None:
        self.filled(ChromaStores(), generation, "head", 2_500)
        names = sorted(path.name for path in (generation / "chroma").glob("*/*"))
        assert names == ["data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin"]
        for name in names:
            copy = generation.with_name(name)  # one for each: Chroma mends some files by emptying others
            shutil.copytree(generation, copy)
            [path] = (copy / "chroma").glob(f"*/{name}")
            if left is None:
                path.unlink()
            else:
                os.truncate(path, int(path.stat().st_size * left))
            with pytest.raises(StoreDamaged, match="offtrail index CATALOGUE"):
                ChromaStores().open(copy, "head", 16)

    def test_one_vector_cut_off_is_damage(self, generation: Path) -> None:
        self.filled(ChromaStores(), generation, "head", 2_500)
        [path] = (generation / "chroma").glob("*/data_level0.bin")
        os.truncate(path, path.stat().st_size - 1)
        with pytest.raises(StoreDamaged, match="files of the graph are cut short"):
            ChromaStores().open(generation, "head", 16)

    def test_opening_what_is_not_there_leaves_no_files(self, generation: Path) -> None:
        with pytest.raises(StoreDamaged, match="there is no Chroma store"):
            ChromaStores().open(generation, "head", 16)
        assert list(generation.iterdir()) == []


# Few different values, so that equal products are common.
@given(data=st.data(), n=st.integers(0, 12), asked=st.integers(0, 3), k=st.integers(0, 15))
def test_a_scan_in_blocks_finds_what_a_whole_sort_finds(data: st.DataObject, n: int, asked: int, k: int) -> None:
    numbers = st.sampled_from([-0.5, 0.0, 0.5])
    stored, questions = (
        np.array(data.draw(st.lists(numbers, min_size=2 * m, max_size=2 * m)), np.float32).reshape(m, 2)
        for m in (n, asked)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retriever.exact.BLOCK", 5)
        _, cosines = best_rows(stored, questions, k)
    np.testing.assert_array_equal(cosines, -np.sort(-(questions @ stored.T), axis=1)[:, :k])


def test_a_scan_over_more_than_a_block_finds_the_far_rows() -> None:
    stored = np.zeros((BLOCK + 2, 2), dtype=np.float32)
    stored[[1, BLOCK - 1, BLOCK + 1]] = [[0.6, 0.8], [0.8, 0.6], [1, 0]]
    rows, cosines = best_rows(stored, np.array([[1, 0]], dtype=np.float32), 3)
    assert rows.tolist() == [[BLOCK + 1, BLOCK - 1, 1]]
    np.testing.assert_allclose(cosines, [[1, 0.8, 0.6]])


def test_stores_go_by_name_or_address() -> None:
    assert isinstance(stores("exact"), ExactStores)
    assert isinstance(stores("chroma"), ChromaStores)
    assert isinstance(stores("http://127.0.0.1:8000", "secret"), ChromaServerStores)
    assert isinstance(stores("https://[::1]/"), ChromaServerStores)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("faiss", "no store goes by 'faiss'; say chroma, exact or http://HOST:PORT"),
        ("", "no store goes by ''"),
        ("localhost:8000", "no store goes by 'localhost:8000'"),
        ("ftp://host:8000", "'ftp://host:8000' is no address"),
        ("http://", "'http://' is no address"),
        ("http://host:port", "'http://host:port' is no address"),
        ("http://host:99999", "'http://host:99999' is no address"),
        ("http://[host", "is no address"),
        ("http://host:8000/api", "'http://host:8000/api' is no address"),
        ("http://host:8000?database=x", "'http://host:8000' is no address"),
    ],
)
def test_other_names_are_refused(name: str, complaint: str) -> None:
    with pytest.raises(StoreUnknown, match=complaint):
        stores(name)


@pytest.mark.parametrize(
    "name",
    [
        "http://me:hush@host:8000",
        "http://hush@host:80",
        "ftp://me:hush@host",
        "http://me:hush/y@host",
        "me:hush@host",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_shown(name: str) -> None:
    with pytest.raises(StoreUnknown, match="must not name a user") as refused:
        stores(name)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("token", ["hu sh", "hush\n", "húsh", ""])
def test_a_token_that_no_header_takes_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(StoreUnknown, match="printable ASCII") as refused:
        stores("http://host:8000", token)
    assert "hush" not in str(refused.value)


def test_collections_of_two_homes_and_of_odd_names_have_other_names_that_chroma_takes(tmp_path: Path) -> None:
    folders = [tmp_path / home / name for home in ("a", "b") for name in ("gen-1", "gen 1", "雪山", "g" * 250)]
    names = [collection_name(folder, part) for folder in folders for part in ("head", "tail")]
    assert len(set(names)) == len(names)
    for name in names:
        assert 3 <= len(name) <= 512
        assert name.isascii()
        assert all(letter.isalnum() or letter in "._-" for letter in name)
        assert str(tmp_path) not in name
    assert collection_name(tmp_path / "a" / ".." / "b", "head") == collection_name(tmp_path / "b", "head")
