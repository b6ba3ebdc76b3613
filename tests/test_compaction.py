"""A changed catalogue built again: the same items, nothing encoded twice, nothing lost on the way."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from retriever import changes, compaction
from retriever.building import Made, build_index
from retriever.compaction import NothingLeft, compact, encoders_of, is_due
from retriever.encode import Encoders, HashingEncoder, Vectors
from retriever.generations import IndexBusy, IndexMismatch, writing
from retriever.index import Index
from retriever.items import Item
from retriever.live import LiveIndex
from retriever.manifest import read_manifest
from retriever.snapshot import Base, Changed, count_changes, index_of
from retriever.store import stores
from retriever.tail import tail_scores
from retriever.together import Together
from tests.shop import ENCODER, NOON, SHOP, STORES, built, catalogue, live

EXACT = stores("exact")
LATER = NOON + timedelta(minutes=1)
OOLONG = Item("oolong", "Iron Goddess Oolong", "Rolled leaves.", {"category": ("tea",)}, {"price": 21.0}, 7)


class Counting(HashingEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self, dim: int = 256) -> None:
        super().__init__(dim)
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode(texts)


def test_the_items_are_the_same_with_tails_of_their_own(tmp_path: Path) -> None:
    with live(built(tmp_path)) as index:
        index.apply([OOLONG])
        index.update("river", count=1)
        index.remove("blanket")
        before = index.index.items
        manifest = compact(index, LATER)
        after = index.index.items
    assert manifest.items == len(before) == 10
    assert [replace(item, tail=0) for item in after] == [replace(item, tail=0) for item in before]
    np.testing.assert_allclose([item.tail for item in after], tail_scores([item.count for item in after]))


def test_what_the_manifest_says_of_the_catalogue_is_kept(tmp_path: Path) -> None:
    source = replace(catalogue(tmp_path), integer_ids=True)
    folder = tmp_path / "index"
    built_from = build_index(source, Encoders(ENCODER), STORES, folder, NOON, Made(interactions=12))
    with live(folder) as index:
        index.update("lapsang", price=3)
        index.remove("river")
        manifest = compact(index, LATER)
        assert len(index.changed) == 0
    kept = replace(built_from, items=9, counted=9, changes=2, built_at=manifest.built_at)
    assert manifest == kept == read_manifest(folder)
    assert manifest.built_at > built_from.built_at


def test_changes_are_counted_through_compactions(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with live(folder) as index:
        assert count_changes(folder) == 0
        index.update("lapsang", price=3)
        index.update("lapsang", price=4)
        assert count_changes(folder) == 1
        compact(index, LATER)
        index.put(OOLONG)
        assert count_changes(folder) == 2


def test_no_text_is_encoded_again(tmp_path: Path) -> None:
    folder = built(tmp_path)
    encoder = Counting()
    index = LiveIndex(folder, Encoders(encoder), STORES)
    index.put(OOLONG)
    assert encoder.texts == [OOLONG.text()]
    vectors = {item.id: index.index.vectors_at([index.index.row[item.id]])[0] for item in index.index.items}
    compact(index, LATER)
    items = {item.text() for item in index.index.items}
    assert [text for text in encoder.texts if text in items] == [OOLONG.text()]  # others are made-up questions
    for id_, vector in vectors.items():
        np.testing.assert_array_equal(index.index.vectors_at([index.index.row[id_]])[0], vector)
    index.close()


def test_vectors_of_other_languages_are_kept_and_missing_ones_made(tmp_path: Path) -> None:
    foreign = Counting(64)
    encoders = Encoders(ENCODER, foreign)
    folder = tmp_path / "index"
    build_index(catalogue(tmp_path), encoders, STORES, folder, NOON)
    without = LiveIndex(folder, Encoders(ENCODER), STORES)
    without.put(OOLONG)  # by a program that has no such encoder
    without.close()
    foreign.texts.clear()
    index = LiveIndex(folder, encoders, STORES)
    compact(index, LATER)
    items = {item.text() for item in index.index.items}
    assert [text for text in foreign.texts if text in items] == [OOLONG.text()]  # others are made-up questions
    row = index.index.row["oolong"]
    np.testing.assert_array_equal(index.index.vectors_at([row], foreign=True), foreign.encode([OOLONG.text()]))
    index.close()


def test_without_the_encoder_of_other_languages_it_is_refused(tmp_path: Path) -> None:
    encoders = Encoders(ENCODER, HashingEncoder(64))
    folder = tmp_path / "index"
    build_index(catalogue(tmp_path), encoders, STORES, folder, NOON)
    with live(folder) as index, pytest.raises(IndexMismatch, match=r"'hashing-64', now: none is installed .*pip"):
        compact(index, LATER)


def test_an_index_made_without_other_languages_stays_so(tmp_path: Path) -> None:
    with live(built(tmp_path)) as index:
        assert encoders_of(index.index, Encoders(ENCODER, HashingEncoder(64))) == Encoders(ENCODER)


def test_neighbours_keep_their_people(tmp_path: Path) -> None:
    # Three people touched lapsang and sencha (rows 0 and 1), one of them chess (row 9) too.
    together = Together.build([0, 0, 1, 1, 2, 2, 2], [0, 1, 0, 1, 0, 1, 9], len(SHOP))
    with live(built(tmp_path, made=Made(together, 7))) as index:
        index.remove("boots-fell")
        index.update("lapsang", price=3.0)  # now in the last row
        index.put(OOLONG)
        manifest = compact(index, LATER)
        now = index.index
        others = ("sencha", "chess", "oolong")
        common = {other: now.together.in_common(now.row["lapsang"], now.row[other]) for other in others}
        likeness = now.together.likeness[now.row["lapsang"], now.row["sencha"]]
    assert manifest.interactions == 7
    assert common == {"sencha": 3, "chess": 1, "oolong": 0}
    assert likeness == pytest.approx(together.likeness[0, 1])


def test_another_reader_sees_it_at_its_next_search(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with live(folder) as reader, live(folder) as writer:
        old = reader.index
        writer.put(OOLONG)
        compact(writer, LATER)
        assert old.item_of("oolong") is None  # a search that has begun goes on
        assert len(old.head.nearest(old.vectors_at([0]), 1)[0]) == 1
        assert reader.index.items == writer.index.items
        assert "oolong" in reader.index.row
        assert len(reader.index.segments) == 1


def test_a_writer_makes_it_wait(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with live(folder) as index, writing(folder), pytest.raises(IndexBusy):
        compact(index, LATER)


def test_what_another_process_put_while_a_search_takes_it_in_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking_in, compacted = Event(), Event()
    read = changes.read

    def slow(*asked: Any, **named: Any) -> Any:
        if not taking_in.is_set():
            taking_in.set()
            compacted.wait(0.5)  # as long as a compaction that does not wait would need to look
        return read(*asked, **named)

    folder = built(tmp_path)
    with live(folder) as index, live(folder) as other:
        other.put(OOLONG)
        other.remove("river")
        monkeypatch.setattr(changes, "read", slow)
        search = Thread(target=lambda: index.index)
        search.start()
        assert taking_in.wait(20)
        manifest = compact(index, LATER)
        compacted.set()
        search.join(20)
        assert manifest.changes == 2
        assert "oolong" in index.index.row
        assert "river" not in index.index.row


def test_changes_of_another_process_outlive_compactions_among_searches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(base: Base, changed: Changed) -> Index:
        time.sleep(0.02)  # as a large catalogue would take
        return index_of(base, changed)

    monkeypatch.setattr("retriever.live.index_of", slow)
    build_index(catalogue(tmp_path), Encoders(ENCODER), EXACT, tmp_path / "index", NOON)
    command = [sys.executable, "-c", WRITER, str(tmp_path / "index")]
    over = Event()
    with (
        closing(LiveIndex(tmp_path / "index", Encoders(ENCODER), EXACT)) as index,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process,
    ):
        searches = [Thread(target=_search_until, args=(index, over)) for _ in range(2)]
        for search in searches:
            search.start()
        while process.poll() is None:
            with suppress(IndexBusy):
                compact(index, LATER)
            time.sleep(0.01)  # for the writer's turn
        over.set()
        for search in searches:
            search.join(20)
        assert process.stdout is not None
        told = process.stdout.read().split()
        assert len(told) == 30
        assert {*told} <= {item.id for item in index.index.items}


def _search_until(index: LiveIndex, over: Event) -> None:
    while not over.wait(0.001):
        _ = index.index


def test_a_catalogue_that_is_empty_by_now_is_left_as_it_is(tmp_path: Path) -> None:
    with live(built(tmp_path)) as index:
        index.remove(*(record["id"] for record in SHOP))
        assert not is_due(index)
        with pytest.raises(NothingLeft, match=r"every item .* was removed"):
            compact(index, LATER)
        index.put(OOLONG)
        assert [item.id for item in index.index.items] == ["oolong"]


WRITER = """
import sys
from contextlib import suppress
from pathlib import Path
from retriever.encode import Encoders, HashingEncoder
from retriever.generations import IndexBusy
from retriever.items import Item
from retriever.live import LiveIndex
from retriever.store import stores

live = LiveIndex(Path(sys.argv[1]), Encoders(HashingEncoder()), stores("exact"))
told = 0
while told < 30:
    with suppress(IndexBusy):
        live.put(Item(f"new-{told}", f"Thing {told}"))
        print(f"new-{told}", flush=True)
        told += 1
"""

COMPACTOR = """
import sys, time
from datetime import datetime
from pathlib import Path
from retriever.compaction import compact
from retriever.encode import Encoders, HashingEncoder
from retriever.live import LiveIndex
from retriever.store import stores

def stop_here(*_):
    print("stuck", flush=True)
    time.sleep(120)

compact(LiveIndex(Path(sys.argv[1]), Encoders(HashingEncoder()), stores("chroma")), datetime.now(), stop_here)
"""


def test_a_kill_half_way_loses_nothing(tmp_path: Path) -> None:
    folder = built(tmp_path)
    with live(folder) as index:
        index.put(OOLONG)
        index.remove("river")
        before = index.index.items
    command = [sys.executable, "-c", COMPACTOR, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "stuck"
        process.kill()
    assert len(list(folder.glob("gen-*"))) == 2
    with live(folder) as index:
        assert index.index.items == before
        compact(index, LATER)
        assert {item.id for item in index.index.items} == {item.id for item in before}


def test_it_is_due_after_many_items_were_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "PUT_AT_LEAST", 1)
    with live(built(tmp_path)) as index:  # ten items: more than max(1, 10 / 10) must be put
        index.put(OOLONG)
        index.remove("river", "moka")
        assert not is_due(index)
        index.update("chess", price=1)
        assert is_due(index)
        compact(index, LATER)
        assert not is_due(index)


def test_it_is_due_when_the_journal_is_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "JOURNAL_BYTES", 5_000)  # a line of 256 numbers takes 1,400 characters
    with live(built(tmp_path)) as index:
        index.update("chess", price=1)
        assert not is_due(index)
        for price in range(2, 5):
            index.update("chess", price=price)
        assert is_due(index)


def test_a_manifest_of_before_has_no_changes(tmp_path: Path) -> None:
    folder = built(tmp_path)
    [path] = folder.glob("gen-*/manifest.json")
    record = json.loads(path.read_text())
    del record["changes"]
    path.write_text(json.dumps(record))
    assert read_manifest(folder).changes == 0
