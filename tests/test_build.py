"""Putting the parts together: what is indexed by itself, and what never is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.build import EMBEDDED, embedded_catalogue, ensure_index, wanted
from bot.settings import Settings
from retriever.building import build_index
from retriever.generations import IndexMismatch, IndexMissing
from retriever.manifest import read_manifest
from tests.shop import ENCODERS, NOON, STORES, catalogue


def quiet(*_: object) -> None:
    """No progress."""


def test_the_first_start_indexes_the_embedded_catalogue(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    ensure_index(settings, ENCODERS, quiet)
    manifest = read_manifest(settings.index_folder)
    assert Path(manifest.catalogue) == embedded_catalogue()
    assert manifest.items >= 600
    ensure_index(settings, ENCODERS, quiet)
    assert read_manifest(settings.index_folder) == manifest  # nothing was made anew


def test_an_index_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    build_index(catalogue(tmp_path), ENCODERS, STORES, settings.index_folder, NOON)
    ensure_index(settings, ENCODERS, quiet)
    assert read_manifest(settings.index_folder).items == 10


def test_a_catalogue_of_the_same_name_is_still_ones_own(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    mine = catalogue(tmp_path)
    renamed = tmp_path / EMBEDDED
    shutil.copy(mine.source, renamed)
    build_index(
        type(mine)(mine.items, mine.integer_ids, mine.sha256, renamed),
        ENCODERS,
        STORES,
        settings.index_folder,
        NOON,
    )
    ensure_index(settings, ENCODERS, quiet)
    assert read_manifest(settings.index_folder).items == 10


@pytest.mark.parametrize("damage", ["manifest", "generation"])
def test_a_damaged_index_is_never_replaced_by_the_films(tmp_path: Path, damage: str) -> None:
    settings = Settings(home=tmp_path)
    build_index(catalogue(tmp_path), ENCODERS, STORES, settings.index_folder, NOON)
    [generation] = settings.index_folder.glob("gen-*")
    if damage == "manifest":
        (generation / "manifest.json").write_text("{")
    else:
        generation.rename(tmp_path / "moved away")
    with pytest.raises(IndexMismatch, match="make it anew with: offtrail index CATALOGUE"):
        ensure_index(settings, ENCODERS, quiet)
    assert not list(tmp_path.rglob("gen-*/items.jsonl")) or damage == "manifest"


def test_a_folder_named_by_the_person_is_not_filled(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="make one with: offtrail index CATALOGUE"):
        ensure_index(Settings(home=tmp_path, index=tmp_path / "mine"), ENCODERS, quiet)
    assert not (tmp_path / "mine").exists()


def test_nobody_who_named_no_model_gets_one_and_who_names_one_gets_it() -> None:
    assert wanted(Settings()).kind == "composer"
    assert wanted(Settings(writer="auto")).kind == "auto"
    assert wanted(Settings(model="some/model")).kind == "auto"
    assert wanted(Settings(server="http://127.0.0.1:1/v1")).kind == "auto"
    assert wanted(Settings(writer="composer", model="some/model")).kind == "composer"
