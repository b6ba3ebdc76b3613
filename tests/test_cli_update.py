"""The command line changes an index; other processes see it. Small encoders, but for one test with real ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli, indexing, updating
from bot.build import embedded_catalogue, ensure_index
from bot.doctor import examine
from bot.settings import Settings
from retriever.building import build_index
from retriever.catalogue import read_catalogue
from retriever.encode import Encoders, HashingEncoder
from retriever.manifest import read_manifest
from tests.shop import ENCODERS, NOON, STORES, built, catalogue, live, write_jsonl
from tests.test_cli import offtrail


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the shop indexed, for commands in this process."""
    monkeypatch.setenv("OFFTRAIL_HOME", str(tmp_path))
    monkeypatch.setattr(updating, "load_encoders", lambda _: ENCODERS)
    monkeypatch.setattr(indexing, "load_encoders", lambda _: ENCODERS)
    assert cli.main(["index", str(write_jsonl(tmp_path / "shop.jsonl"))]) == 0
    return tmp_path


def test_an_update_then_a_compaction(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "prices.csv").write_text("sku,eur\nlapsang,9.5\nsencha,\n")
    columns = ["--column", "id=sku", "--column", "price=eur"]
    assert cli.main(["index", "--update", str(home / "prices.csv"), *columns]) == 0
    assert cli.main(["index", "--compact"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-2].startswith("0 items put, 2 changed, 0 removed in ")
    assert told[-1].startswith("compacted 2 changes into 10 items in ")
    with live(home / "index") as index:
        assert [index.index.items[row].numbers.get("price") for row in (-2, -1)] == [9.5, None]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["index"], "offtrail index needs a FILE of items; only --compact goes without"),
        (["index", "--update"], "offtrail index needs a FILE of items"),
        (["index", "--compact", "shop.jsonl"], "--compact makes no index from a FILE"),
        (["index", "--update", "shop.jsonl", "--interactions", "log.csv"], "--interactions are counted when"),
        (["index", "--update", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (["index", "--update", "shop.jsonl", "--home", "elsewhere"], "make one with: offtrail index CATALOGUE"),
        (["index", "--update", "bad.jsonl"], "bad.jsonl:1: 'nobody' is not in the catalogue"),
    ],
)
def test_what_can_not_be_done_is_told_in_one_line(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(home)
    write_jsonl(home / "bad.jsonl", [{"id": "nobody", "price": 1}])
    assert cli.main(arguments) == 2
    [line] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("offtrail: ")]
    assert message in line


def index_line(settings: Settings) -> tuple[str, str]:
    [found] = [finding for finding in examine(settings) if finding.what == "index"]
    return found.state, found.text


def settings_of(home: Path, **changes: str) -> Settings:
    return Settings(home=home, encoder=ENCODERS.main.name, writer="composer", **changes)  # type: ignore[arg-type]


def test_the_doctor_says_what_an_index_is_and_how_much_it_changed(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    built(tmp_path)
    state, text = index_line(settings)
    assert state == "ok"
    for part in ("10 items of catalogue.jsonl", "store chroma", "for other languages none", "unchanged since"):
        assert part in text
    with live(tmp_path / "index") as index:
        index.update("lapsang", price=3)
    assert ", 1 change since; fits" in index_line(settings)[1]


def test_the_doctor_says_how_to_mend_another_store(tmp_path: Path) -> None:
    built(tmp_path)
    state, text = index_line(settings_of(tmp_path, store="exact"))
    assert state == "wrong"
    assert "but the store is exact: set OFFTRAIL_STORE=chroma, or run offtrail index CATALOGUE" in text


def test_the_doctor_warns_that_changes_go_when_the_catalogue_is_indexed_anew(tmp_path: Path) -> None:
    built(tmp_path)
    with live(tmp_path / "index") as index:
        index.update("lapsang", price=3)
    write_jsonl(tmp_path / "catalogue.jsonl", [{"id": "a", "title": "A"}])
    state, text = index_line(settings_of(tmp_path))
    assert state == "wrong"
    assert "has changed since: run offtrail index" in text
    assert "(what was changed since is not in it)" in text


@pytest.mark.parametrize(
    ("installed", "built_with", "setting", "told"),
    [
        (True, False, "auto", "the multilingual encoder is installed, but the index was made without"),
        (False, True, "auto", "the index was made with hashing-64, which is not used now"),
        (True, True, "off", "multilingual=off"),
        (True, True, "auto", None),
        (False, False, "auto", None),
        (True, False, "off", None),
    ],
)
def test_the_doctor_warns_where_other_languages_do_not_fit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: bool,
    built_with: bool,
    setting: str,
    told: str | None,
) -> None:
    monkeypatch.setattr("bot.doctor.is_installed", lambda: installed)
    encoders = Encoders(ENCODERS.main, HashingEncoder(64)) if built_with else ENCODERS
    build_index(catalogue(tmp_path), encoders, STORES, tmp_path / "index", NOON)
    found = [f for f in examine(settings_of(tmp_path, multilingual=setting)) if f.what == "other languages"]
    assert [(finding.state, told in finding.text) for finding in found if told] == (
        [("note", True)] if told else []
    )
    assert bool(found) == bool(told)


def test_an_updated_index_of_the_films_stays_updated(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    ensure_index(settings, ENCODERS, lambda *_: None)
    with live(settings.index_folder) as index:
        index.put(read_catalogue(write_jsonl(tmp_path / "x.jsonl", [{"id": "new", "title": "New"}])).items[0])
    ensure_index(settings, ENCODERS, lambda *_: None)
    with live(settings.index_folder) as index:
        assert "new" in index.index.row


@pytest.mark.parametrize("updated", [False, True])
def test_new_films_of_a_release_never_take_the_place_of_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, updated: bool
) -> None:
    settings = Settings(home=tmp_path)
    films = write_jsonl(tmp_path / "films.jsonl")
    monkeypatch.setattr("bot.build.embedded_catalogue", lambda: films)
    ensure_index(settings, ENCODERS, lambda *_: None)
    with live(settings.index_folder) as index:
        if updated:
            index.update("lapsang", price=3)
    write_jsonl(films, [{"id": "a", "title": "A"}])
    ensure_index(settings, ENCODERS, lambda *_: None)
    assert read_manifest(settings.index_folder).items == (10 if updated else 1)


HOLDER = """
import sys
from bot import bot
for line in sys.stdin:
    print(bot(line.strip()).picks[0].item.id, flush=True)
"""


@pytest.mark.slow
def test_a_bot_that_runs_finds_a_new_item_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFTRAIL_HOME", str(tmp_path))
    monkeypatch.setenv("OFFTRAIL_WRITER", "composer")
    assert embedded_catalogue().is_file()
    new = {
        "id": "lamp",
        "title": "The Last Lamp",
        "description": "Lighthouse keepers of Ruritania put out the lamp.",
    }
    update = tmp_path / "new.jsonl"
    update.write_text(json.dumps(new) + "\n")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None

        def first() -> str:
            assert holder.stdin is not None
            assert holder.stdout is not None
            print("lighthouse keepers of Ruritania", file=holder.stdin, flush=True)
            return holder.stdout.readline().strip()

        assert first() != "lamp"
        updated = offtrail("index", "--update", str(update), "--compact", home=tmp_path)
        assert updated.returncode == 0, updated.stderr
        assert "1 item put" in updated.stdout
        assert "compacted 1 change into" in updated.stdout
        assert first() == "lamp"
        holder.stdin.close()
    assert embedded_catalogue().name == Path(read_manifest(tmp_path / "index").catalogue).name
