"""`offtrail index --update` and `--compact`: what is told, and what is left when it can't be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import updating
from bot.settings import Settings
from bot.updating import compact_index, open_encoders, update_file
from retriever import compaction
from retriever.building import build_index
from retriever.encode import Encoders, HashingEncoder
from retriever.generations import IndexMismatch, IndexMissing
from retriever.items import Item
from retriever.live import ItemUnknown
from retriever.records import CatalogueError, Columns
from tests.shop import ENCODERS, NOON, SHOP, STORES, Record, built, catalogue, live, write_jsonl

OOLONG: Record = {"id": "oolong", "title": "Iron Goddess Oolong", "category": "tea", "price": 21}


def settings_of(folder: Path) -> Settings:
    """The index of the shop as somebody's own."""
    return Settings(home=folder, index=built(folder))


def update(settings: Settings, *rows: Record, compacting: bool = False) -> list[str]:
    path = write_jsonl(settings.home / "edits.jsonl", rows)
    return list(update_file(settings, path, Columns(), ENCODERS, compacting, lambda *_: None))


def items_of(settings: Settings) -> dict[str, Item]:
    with live(settings.index_folder) as index:
        return {item.id: item for item in index.index.items}


def test_what_was_done_is_told_and_found(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    told = update(
        settings,
        OOLONG,
        {"id": "lapsang", "price": 11, "tags": None},
        {"id": "river", "deleted": True},
    )
    [line] = told
    assert line.startswith("1 item put, 1 changed, 1 removed in ")
    assert line.endswith(f" s -> {settings.index_folder} (3 changes since it was built)")
    now = items_of(settings)
    assert now["oolong"].numbers == {"price": 21.0}
    assert now["lapsang"].numbers == {"price": 11.0}
    assert now["lapsang"].facets == {"brand": ("Wuyi Leaf",), "country": ("China",), "category": ("tea",)}
    assert "river" not in now
    assert len(now) == len(SHOP)


def test_a_record_that_brings_no_count_keeps_the_one_there_is(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    update(
        settings,
        {"id": "lapsang", "title": "Lapsang"},
        {"id": "sencha", "count": 301},
        {"id": "chess", "count": None},
    )
    now = items_of(settings)
    assert [now[id_].count for id_ in ("lapsang", "sencha", "chess")] == [40, 301, 9]


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        ({"id": "nobody", "price": 1}, ItemUnknown, r"edits.jsonl:2: 'nobody' is not in the catalogue; .*title"),
        ({"id": "sencha", "price": "dear"}, CatalogueError, "edits.jsonl:2: 'price' must be a number"),
    ],
)
def test_the_whole_file_or_nothing(tmp_path: Path, row: Record, error: type[Exception], message: str) -> None:
    settings = settings_of(tmp_path)
    before = items_of(settings)
    with pytest.raises(error, match=message):
        update(settings, OOLONG, row)
    assert items_of(settings) == before


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    [line] = update(settings)
    assert line.startswith(f"{tmp_path / 'edits.jsonl'}: no rows, nothing was changed in ")
    assert line.endswith("(0 changes since it was built)")


def test_many_changes_are_compacted_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "PUT_AT_LEAST", 1)
    settings = settings_of(tmp_path)
    assert len(update(settings, OOLONG)) == 1
    told = update(settings, {"id": "lapsang", "price": 11})
    assert told[0].endswith("(2 changes since it was built)")
    assert told[1].startswith("compacted 2 changes into 11 items in ")
    assert len(list(settings.index_folder.glob("gen-*"))) == 1
    assert items_of(settings)["lapsang"].numbers == {"price": 11.0}


def test_compaction_can_be_asked_for(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert len(update(settings, OOLONG, compacting=True)) == 2
    [line] = compact_index(settings, ENCODERS, lambda *_: None)
    assert line.startswith("compacted 1 change into 11 items")
    assert "oolong" in items_of(settings)


def test_what_other_languages_would_not_find_is_not_put(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, index=tmp_path / "index")
    both = Encoders(ENCODERS.main, HashingEncoder(64))
    build_index(catalogue(tmp_path), both, STORES, settings.index_folder, NOON)
    with pytest.raises(IndexMismatch, match=r"pip install offtrail\[multilingual\]"):
        update(settings, OOLONG)
    assert "oolong" not in items_of(settings)


def test_without_an_index_nothing_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "load_encoders", pytest.fail)
    with pytest.raises(IndexMissing, match="make one with: offtrail index CATALOGUE"):
        open_encoders(Settings(home=tmp_path))
