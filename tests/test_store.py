"""Vectors kept in memory and in Chroma: the same answers from both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retriever.store import ArrayStore, ChromaStore, Store
from tests.contracts import StoreContract, unit_rows


class TestArrayStore(StoreContract):
    @pytest.fixture
    def store(self) -> Store:
        return ArrayStore()


class TestChromaStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        store = ChromaStore.open(tmp_path)
        yield store
        store.close()

    def test_what_was_added_is_there_after_the_folder_is_opened_again(self, tmp_path: Path) -> None:
        vectors = unit_rows(30)
        store = ChromaStore.open(tmp_path)
        store.add([str(i) for i in range(30)], vectors)
        store.close()
        again = ChromaStore.open(tmp_path)
        assert again.count == 30
        assert [row[0][0] for row in again.nearest(vectors, 1)] == [str(i) for i in range(30)]
        again.close()

    def test_more_than_a_batch_is_added_whole_and_told_part_by_part(self, tmp_path: Path) -> None:
        store = ChromaStore.open(tmp_path)
        told: list[int] = []
        store.add([str(i) for i in range(2_500)], unit_rows(2_500), told.append)
        assert (store.count, told) == (2_500, [2_000, 500])
        store.close()

    def test_it_finds_what_exact_search_finds(self, tmp_path: Path) -> None:
        vectors, asked = unit_rows(500), unit_rows(20, seed=1)
        chroma, exact = ChromaStore.open(tmp_path), ArrayStore()
        for store in (chroma, exact):
            store.add([str(i) for i in range(500)], vectors)
        pairs = zip(chroma.nearest(asked, 10), exact.nearest(asked, 10), strict=True)
        recall = np.mean([len({i for i, _ in a} & {i for i, _ in b}) / 10 for a, b in pairs])
        chroma.close()
        assert recall >= 0.95
