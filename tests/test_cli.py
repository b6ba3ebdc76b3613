"""The command line as its user meets it: real processes where it matters, small parts elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.commands.talking import reply_record
from bot.lines import pick_lines, question_lines
from bot.messages import Asked, Reply
from bot.settings import Settings, SettingsError, read_settings
from tests.shop import write_csv, write_jsonl

ROOT = Path(__file__).resolve().parent.parent


def offtrail(*arguments: str, home: Path, cwd: Path = ROOT, text: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command in a process of its own with the composer, so that no model writes."""
    environment = os.environ | {"OFFTRAIL_HOME": str(home), "OFFTRAIL_WRITER": "composer", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=cwd,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["index", "nowhere.csv"], "nowhere.csv: no such file"),
        (["ask", "x", "--niche", "2"], "niche must be between 0 and 1, got 2"),
        (["ask", "x", "--config", "nowhere.toml"], "nowhere.toml: no such file"),
        (["recommend", "--batch", "nowhere.jsonl", "--out", "x.jsonl"], "nowhere.jsonl: no such file"),
    ],
)
def test_what_is_missing_is_told_in_one_line(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OFFTRAIL_HOME", str(tmp_path))
    assert cli.main(arguments) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1
    assert told[0].startswith("offtrail: ")
    assert message in told[0]


def test_an_unknown_writer_is_refused_with_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["ask", "x", "--writer", "poet"])
    assert "llama.cpp" in capsys.readouterr().err


def test_a_question_is_shown_with_its_replies_numbered() -> None:
    question = Asked("moods", "What mood should it have?", ("quiet", "funny", "No matter"))
    assert question_lines(question) == ["What mood should it have?", "   1) quiet  2) funny  3) No matter"]


def test_what_is_understood_stands_above_the_picks_in_plain_words() -> None:
    assert pick_lines((), ("darker", "before 1980"), ("No colours here.",)) == [
        "! No colours here.",
        "understood: darker; before 1980",
    ]


def test_whether_to_ask_back_and_whom_to_contact_are_settings() -> None:
    settings = read_settings(environment={"OFFTRAIL_CLARIFY": "off", "OFFTRAIL_CONTACT": "help@shop.test"})
    assert (settings.clarify, settings.contact) == ("off", "help@shop.test")
    assert (Settings().clarify, Settings().contact) == ("on", None)
    with pytest.raises(SettingsError, match="clarify must be one of on, off, got 'maybe'"):
        read_settings({"clarify": "maybe"}, {})


def test_a_reply_as_json_names_the_question() -> None:
    question = Asked("moods", "What mood should it have?", ("quiet", "No matter"))
    record = reply_record(Reply("Here.", (), "s", question=question))
    assert json.loads(json.dumps(record))["question"] == {
        "field": "moods",
        "text": "What mood should it have?",
        "replies": ["quiet", "No matter"],
    }
    assert reply_record(Reply("Here.", (), "s"))["question"] is None


@pytest.mark.slow
def test_a_catalogue_of_ones_own_is_indexed_and_asked(tmp_path: Path) -> None:
    catalogue = write_csv(tmp_path / "shop.csv")
    indexed = offtrail("index", str(catalogue), home=tmp_path / "home")
    assert indexed.returncode == 0, indexed.stderr
    assert "indexed 10 items" in indexed.stdout
    asked = offtrail("ask", "smoky tea", "--json", home=tmp_path / "home")
    reply = json.loads(asked.stdout)
    assert reply["picks"][0]["id"] == "lapsang"
    again = offtrail("ask", "something else", "--session", reply["session"], "--json", home=tmp_path / "home")
    shown = {pick["id"] for pick in reply["picks"]}
    assert shown.isdisjoint(pick["id"] for pick in json.loads(again.stdout)["picks"])


@pytest.mark.slow
def test_a_chat_in_the_terminal_keeps_its_constraint(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "shop.jsonl")
    assert offtrail("index", str(tmp_path / "shop.jsonl"), home=tmp_path).returncode == 0
    talk = offtrail("chat", home=tmp_path, text="boots\nunder 160 euros\n\n")
    assert "understood: boots; price under 160" in talk.stdout
    assert "Tundra Winter Boots" not in talk.stdout.split("price under 160")[1]


@pytest.mark.slow
def test_a_batch_is_answered_with_the_ids_of_the_catalogue(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "shop.jsonl")
    assert offtrail("index", str(tmp_path / "shop.jsonl"), home=tmp_path).returncode == 0
    talk = {"turn_id": "t", "messages": [{"role": "user", "content": "smoky tea"}], "seen": ["sencha"]}
    (tmp_path / "in.jsonl").write_text(json.dumps(talk) + "\n")
    done = offtrail(
        "recommend", "--batch", "in.jsonl", "--out", "out.jsonl", "-n", "3", home=tmp_path, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "out.jsonl").read_text())
    assert result["ids"][0] == "lapsang"
    assert "sencha" not in result["ids"]
    assert result["scores"] == sorted(result["scores"], reverse=True)


@pytest.mark.slow
def test_an_index_folder_of_ones_own_is_never_filled_with_films(tmp_path: Path) -> None:
    asked = offtrail("ask", "tea", "--index", str(tmp_path / "mine"), home=tmp_path)
    assert asked.returncode == 2
    assert "no index at" in asked.stderr
    assert "make one with: offtrail index CATALOGUE" in asked.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.slow
def test_the_doctor_says_when_the_catalogue_has_changed(tmp_path: Path) -> None:
    catalogue = write_jsonl(tmp_path / "shop.jsonl")
    assert offtrail("index", str(catalogue), home=tmp_path).returncode == 0
    healthy = offtrail("doctor", home=tmp_path)
    assert healthy.returncode == 0, healthy.stdout
    assert "10 items of shop.jsonl" in healthy.stdout
    with catalogue.open("a") as file:
        file.write('{"id": "new", "title": "New"}\n')
    sick = offtrail("doctor", home=tmp_path)
    assert sick.returncode == 1
    assert "has changed since: run offtrail index" in sick.stdout


@pytest.mark.slow
def test_two_programs_read_one_index_at_the_same_time(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "shop.jsonl")
    assert offtrail("index", str(tmp_path / "shop.jsonl"), home=tmp_path).returncode == 0
    command = [sys.executable, "-m", "bot.cli", "ask", "smoky tea", "--json"]
    environment = os.environ | {"OFFTRAIL_HOME": str(tmp_path), "OFFTRAIL_WRITER": "composer"}
    running = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in running:
        out, errors = process.communicate(timeout=240)
        assert process.returncode == 0, errors
        assert json.loads(out)["picks"][0]["id"] == "lapsang"


@pytest.mark.slow
def test_the_built_wheel_answers_from_anywhere(tmp_path: Path) -> None:
    """The wheel alone, unpacked into an empty folder; only its dependencies come from this environment."""
    build = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path / "dist"),
        str(ROOT),
    ]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    [wheel] = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    environment = os.environ | {
        "PYTHONPATH": str(site),
        "OFFTRAIL_HOME": str(tmp_path / "home"),
        "OFFTRAIL_WRITER": "composer",
    }
    code = "import bot, sys; print(bot.__file__, file=sys.stderr); from bot.cli import main; sys.exit(main())"
    asked = subprocess.run(
        [sys.executable, "-c", code, "ask", "a film about trains", "--json"],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    assert str(site) in asked.stderr
    assert len(json.loads(asked.stdout)["picks"]) == 5
