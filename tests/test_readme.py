"""What the README shows is true: commands parse, files exist, the Python example runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = [line.removeprefix("$ ") for block in blocks("sh") + blocks("console") for line in block.splitlines()]
    return [line for line in lines if line.startswith("offtrail ")]


def test_there_are_commands_to_check() -> None:
    assert len(commands()) >= 6


@pytest.mark.parametrize("command", commands())
def test_every_command_is_understood(command: str) -> None:
    options = cli.parser().parse_args(shlex.split(command, comments=True)[1:])
    assert callable(options.run)


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_two_set_up_commands_are_targets_of_the_makefile(name: str) -> None:
    assert f"make {name}" in README
    assert re.search(rf"^{name}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_every_row_of_the_tree_exists_and_no_folder_is_left_out() -> None:
    [tree] = re.findall(r"```\n(app\.py .*?)```", README, re.DOTALL)
    rows = {line.split()[0].rstrip("/") for line in tree.splitlines() if line.strip()}
    assert [row for row in rows if not (ROOT / row).exists()] == []
    command = ["git", "-c", "core.quotepath=off", "ls-files"]  # names that are not ASCII as they are
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    folders = {line.split("/")[0] for line in listed.splitlines() if "/" in line and not line.startswith(".")}
    assert folders <= rows


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


@pytest.mark.slow
def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [example] = blocks("python")
    monkeypatch.setenv("OFFTRAIL_HOME", str(tmp_path))
    monkeypatch.setenv("OFFTRAIL_WRITER", "composer")
    checks = "\nassert reply.picks and again.picks\nassert again.metadata['must'] == ['country: not Japan']"
    done = subprocess.run(
        [sys.executable, "-c", example + checks],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5
