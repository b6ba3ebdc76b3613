"""The examples in docstrings say what is so: of pure modules, of the client, of the function with real parts."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import bot
import bot.client
import ranker
import retriever
from tests.fake_api import KEY, fake_api

ROOT = Path(__file__).resolve().parent.parent
DOORS = ("bot", "bot.client")


def with_examples() -> list[str]:
    """Modules that have an example; read as text, so that nothing heavy is imported to find them."""
    packages = (bot, ranker, retriever)
    names = [
        found.name
        for package in packages
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.", onerror=lambda _: None)
    ]
    return [name for name in names if ">>>" in _source(name) and name not in DOORS]


def _source(name: str) -> str:
    path = ROOT / name.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def examples(module: ModuleType, **given: object) -> int:
    """Runs the examples of a module; how many there were."""
    done = doctest.testmod(module, extraglobs=given, report=True)
    assert done.failed == 0, f"{module.__name__}: {done.failed} of {done.attempted} examples say something else"
    return done.attempted


def test_there_are_modules_with_examples() -> None:
    assert len(with_examples()) > 20


@pytest.mark.parametrize("name", with_examples())
def test_examples_of_a_module_say_what_is_so(name: str) -> None:
    assert examples(importlib.import_module(name)) > 0


def test_examples_of_the_client_say_what_is_so() -> None:
    with fake_api() as fake:
        assert examples(bot.client, address=fake.address, key=KEY) > 5


@pytest.mark.slow
def test_examples_of_the_python_function_say_what_is_so(tmp_path: Path) -> None:
    code = "import bot, doctest; done = doctest.testmod(bot); print(done.attempted, done.failed)"
    done = subprocess.run(  # a process of its own: the default bot lives as long as it
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "OFFTRAIL_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    attempted, failed = done.stdout.split()[-2:]
    assert (done.returncode, int(failed)) == (0, 0), done.stdout + done.stderr
    assert int(attempted) > 5
