"""docs/examples/debian_packages.py, on an invented list of packages."""

from __future__ import annotations

import importlib.util
import io
import itertools
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retriever.catalogue import read_catalogue

SCRIPT = Path(__file__).parent.parent / "docs" / "examples" / "debian_packages.py"

LIST = """\
Package: plantlog
Version: 1.9-2
Installed-Size: 120
Maintainer: Ada Example <ada@example.org>
Description: diary for your garden
Homepage: https://example.org/plantlog
Description-md5: aa11
Tag: interface::text-mode, role::program,
 use::organizing
Section: utils
Priority: optional

Package: plantlog
Version: 1.10~rc1-1
Installed-Size: 140
Description: diary for your garden, newer
 It keeps track of what you
 planted.
 .
 It has no cloud.
Section: utils
Priority: optional

Package: bare

Package: neume
Version: 2:0.1
Installed-Size: some
Description-md5: bb22
Description: typesets plainsong
Section: contrib/text
Priority: extra
"""
TRANSLATIONS = """\
Package: neume
Description-md5: bb22
Description-en: typesets plainsong
 Square notes on four lines – as in the “Liber”.
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("debian_packages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def records(script: ModuleType, text: str) -> dict[str, dict[str, object]]:
    made = list(script.catalogue(script.stanzas(io.StringIO(text), "list")))
    assert len({record["id"] for record in made}) == len(made)
    return {record["id"]: record for record in made}


def test_the_newest_version_of_a_package_counts_wherever_it_stands(script: ModuleType) -> None:
    expected = {
        "id": "plantlog",
        "title": "plantlog",
        "description": "diary for your garden, newer. It keeps track of what you planted. It has no cloud.",
        "section": "utils",
        "installed_size_kb": 140,
    }
    assert records(script, LIST)["plantlog"] == expected
    turned = "\n".join(reversed(LIST.split("\n\n")))
    assert records(script, turned)["plantlog"] == expected


def test_tags_over_several_lines_become_a_list(script: ModuleType) -> None:
    [first, *_] = LIST.split("\n\n")
    assert records(script, first)["plantlog"]["tags"] == [
        "interface::text-mode",
        "role::program",
        "use::organizing",
    ]


def test_a_field_that_is_missing_or_no_number_is_left_out(script: ModuleType) -> None:
    made = records(script, LIST)
    assert made["bare"] == {"id": "bare", "title": "bare", "description": ""}
    assert "installed_size_kb" not in made["neume"]
    assert made["neume"]["priority"] == "extra"


def test_people_links_and_the_usual_priority_are_left_out(script: ModuleType) -> None:
    whole = json.dumps(records(script, LIST))
    for word in ("Ada", "example.org", "optional"):
        assert word not in whole


def test_a_long_description_from_a_translation_file_is_found_by_its_hash(script: ModuleType) -> None:
    long = "typesets plainsong. Square notes on four lines – as in the “Liber”."
    for text in (f"{LIST}\n{TRANSLATIONS}", f"{TRANSLATIONS}\n{LIST}", f"{LIST}{TRANSLATIONS}"):
        made = records(script, text)
        assert made["neume"]["description"] == long
        assert made["bare"]["description"] == ""
        assert len(made) == 3


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.9", "1.10"),
        ("1.0~rc1", "1.0"),
        ("1.0~~", "1.0~"),
        ("1.0", "1.0a"),
        ("1.0a", "1.0+b1"),
        ("9.0", "1:0.1"),
        ("1.0-1", "1.0-1+deb12u1"),
        ("1.0-9", "1.0-10"),
        ("1-2-3", "1-3-1"),
        ("", "0~"),
    ],
)
def test_versions_sort_as_debian_sorts_them(script: ModuleType, older: str, newer: str) -> None:
    assert script.version_key(older) < script.version_key(newer)


@given(versions=st.lists(st.text("01.+~-:ab", max_size=8), min_size=2, max_size=5))
def test_any_versions_can_be_compared(script: ModuleType, versions: list[str]) -> None:
    ordered = sorted(versions, key=script.version_key)
    assert all(not script.version_key(b) < script.version_key(a) for a, b in itertools.pairwise(ordered))


def test_a_description_is_no_longer_than_a_catalogue_takes(script: ModuleType) -> None:
    assert len(records(script, f"Package: big\nDescription: a\n {'x' * 30_000}")["big"]["description"]) == 20_000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id,title\n1,Tea", r"list:1: wanted 'Field: value', got 'id,title'; .*apt-cache dumpavail"),
        (" continued", "list:1: wanted 'Field: value', got ' continued'"),
        (LIST + "\n<html>", "list:34: wanted 'Field: value', got '<html>'"),
        ("\nOrigin: Debian\nSuite: stable", "list:2: a block without Package, it has origin, suite"),
    ],
)
def test_something_else_is_refused_with_its_place(script: ModuleType, text: str, says: str) -> None:
    with pytest.raises(script.PackagesError, match=says):
        records(script, text)


def test_what_it_writes_is_a_catalogue(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "available", tmp_path / "packages.jsonl"
    source.write_bytes(LIST.encode() + b"\nPackage: old\nDescription: caf\xe9 in Latin-1\n")
    assert script.main([str(source)]) == 0
    printed = capsys.readouterr()
    assert printed.err == "4 packages\n"
    out.write_text(printed.out, encoding="utf-8")
    items = {item.id: item for item in read_catalogue(out).items}
    assert list(items) == ["plantlog", "bare", "neume", "old"]
    assert items["plantlog"].numbers == {"installed_size_kb": 140}
    assert items["neume"].facets["section"] == ("contrib/text",)
    assert items["plantlog"].count is None


@pytest.mark.parametrize(
    ("text", "says"), [("", "no package in it; fill the list with: apt-get update"), ("?", "?")]
)
def test_the_standard_input_is_read_and_an_error_told_in_one_line(
    script: ModuleType,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    says: str,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert script.main([]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("debian_packages: standard input:")
    assert says in printed.err


def test_a_file_that_is_not_there_is_named(script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert script.main(["nowhere.txt"]) == 2
    assert "nowhere.txt" in capsys.readouterr().err
