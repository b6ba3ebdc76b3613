"""What importing costs, and that each door leads where it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def python(code: str, *, cwd: Path = ROOT) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_bot_loads_no_heavy_library() -> None:
    code = (
        "import sys; import bot; from bot.turn import Bot; from bot import cli; "
        "print(sorted({'torch', 'transformers', 'chromadb', 'gradio', 'sentence_transformers', 'xllamacpp'} "
        "& sys.modules.keys()))"
    )
    assert python(code) == "[]"


def test_bot_is_a_function_and_stays_one_when_its_modules_are_imported() -> None:
    code = "from bot import bot; import bot.turn as t; import sys; print(sys.modules['bot'].bot is bot)"
    assert python(code) == "True"
    assert not (ROOT / "bot" / "bot.py").exists()  # it would replace the function


def test_no_file_names_a_path_of_a_home_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    files = [ROOT / name for name in listed.stdout.split() if name.endswith((".py", ".md", ".toml", ".sh"))]
    assert files or not (ROOT / ".git").exists()
    found = [
        f"{path.name}: {match.group()}"
        for path in files
        if path.is_file() and path != Path(__file__).resolve()
        for match in [
            re.search(r"/(?:root|home)/\w+/|pypi\.org/simple|files\.pythonhosted", path.read_text("utf-8"))
        ]
        if match
    ]
    assert found == []
