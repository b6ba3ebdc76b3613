"""What the documentation shows is true: links lead somewhere, commands parse, named tests and settings exist."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from bot import cli
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
SECURITY = (DOCS / "security.md").read_text(encoding="utf-8")
PARTS = (DOCS / "parts.md").read_text(encoding="utf-8")

FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUNNABLE = re.compile(r"<!-- runnable -->\n```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
RISKS = [f"LLM{number:02}" for number in range(1, 11)]
# read where there are no settings yet: which file they are in, and how errors and the browser tests behave
APART = {"OFFTRAIL_CONFIG", "OFFTRAIL_DEBUG", "OFFTRAIL_CHROMIUM"}
OURS = {"bot", "ranker", "retriever"}


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return FENCED.sub("", text(page))


def blocks(page: Path, *kinds: str) -> list[str]:
    return [block for kind, block in FENCED.findall(text(page)) if kind in kinds]


def commands() -> Iterator[tuple[str, str]]:
    """Each `offtrail ...` in a block of commands, also behind a container's exec."""
    for page in PAGES:
        for block in blocks(page, "sh", "console"):
            for line in block.replace("\\\n", " ").splitlines():
                if found := re.search(r"(?:^|exec app )(?:[A-Z_]+=\S+ )*(offtrail .*)", line.removeprefix("$ ")):
                    yield page.name, found[1]


@cache
def functions(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_there_is_something_to_check() -> None:
    assert len(PAGES) > 15
    assert len(list(commands())) > 20
    assert len(NAMED_TEST.findall(SECURITY)) > 40


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(page))
    inside = [link.partition("#")[0] for link in links if not link.startswith(("http://", "https://", "#"))]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_picture_or_script_is_fetched_from_elsewhere(page: Path) -> None:
    assert re.findall(r"!\[[^\]]*\]\((?:https?:)?//|<(?:img|script|iframe|link)\b", prose(page)) == []


@pytest.mark.parametrize(("page", "command"), list(commands()))
def test_every_command_and_option_is_understood(page: str, command: str) -> None:
    options = cli.parser().parse_args(shlex.split(command, comments=True)[1:])
    assert callable(options.run)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_python_block_parses_and_what_it_imports_of_ours_is_there(page: Path) -> None:
    for block in blocks(page, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS:
                module = import_module(node.module)
                assert [name.name for name in node.names if not hasattr(module, name.name)] == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_runnable_blocks_of_the_python_page_run_one_after_the_other(tmp_path: Path) -> None:
    found = RUNNABLE.findall(text(DOCS / "python.md"))
    assert len(found) == 3
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(found)],
        cwd=ROOT,
        env={"PATH": "", "OFFTRAIL_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=540,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "end" in done.stdout.splitlines()


def test_every_setting_of_the_environment_exists() -> None:
    known = {PREFIX + spec.name.upper() for spec in fields(Settings)} | APART
    read = [*PAGES, ROOT / "README.md", *(path for path in (ROOT / "deploy").iterdir() if path.is_file())]
    named = {(path.name, name) for path in read for name in re.findall(r"\bOFFTRAIL_[A-Z][A-Z_]*\b", text(path))}
    assert {(page, name) for page, name in named if name not in known} == set()
    assert len(named) > 20


def test_every_risk_of_the_list_has_a_row_with_tests() -> None:
    rows = [line for line in SECURITY.splitlines() if line.startswith("| **LLM")]
    assert [row[4:9] for row in rows] == RISKS
    assert all(NAMED_TEST.search(row) for row in rows)


@pytest.mark.parametrize(("file", "name"), NAMED_TEST.findall(SECURITY))
def test_every_test_that_is_named_exists(file: str, name: str) -> None:
    assert name.startswith("test_")
    assert name in functions(ROOT / file)


def rows_of_parts() -> list[list[str]]:
    table = re.findall(r"^\| [a-z ]+ \| `.*\|$", PARTS, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table if row.count("|") == 5]


@pytest.mark.parametrize("row", rows_of_parts(), ids=lambda row: row[0])
def test_each_part_has_its_protocol_contract_and_line(row: list[str]) -> None:
    _, protocol, contract, line = row
    names = re.findall(r"`([^`]+)`", protocol)
    file = text(ROOT / names[-1])
    assert all(re.search(rf"^(class {name}\b|{name} = )", file, re.MULTILINE) for name in names[:-1])
    contracts = text(ROOT / "tests/contracts.py") + text(ROOT / "tests/contract_writer.py")
    for named in re.findall(r"`([^`]+)`", contract):
        assert (ROOT / named).is_file() if "/" in named else f"class {named}" in contracts
    assert line.strip("`") in text(ROOT / "bot/build.py")


def test_there_are_parts_to_check() -> None:
    assert len(rows_of_parts()) == 10


def test_the_diagram_loads_nothing_and_reads_in_light_and_dark() -> None:
    drawn = text(DOCS / "how.svg")
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)|<script|<image|@import|url\((?!#)", drawn) == []
    assert "prefers-color-scheme: dark" in drawn
    assert "<title" in drawn


def test_the_site_builds_without_a_warning_and_without_a_network(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=nowhere, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    for page in PAGES:
        built = text(tmp_path / "site" / page.with_suffix(".html").name)
        assert re.findall(r'<(?:script|img|link|iframe)\b[^>]*(?:src|href)="(?:https?:)?//', built) == []
