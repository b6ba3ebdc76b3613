"""offtrail train and evaluate as their user meets them; what the doctor says of the model."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot import cli
from bot.commands import training as command
from bot.doctor import examine
from bot.kept_log import KeptLog, keep_log
from bot.launching import launch, processor
from bot.settings import Settings, SettingsError, read_settings
from ranker.card import FORMAT, Card, Figure
from ranker.interest import FEATURES
from ranker.versions import new_version, publish
from tests.shop import ENCODERS, NOON, built
from tests.small_log import kinds_log
from tests.test_cli import offtrail

CARD = Card(
    format=FORMAT,
    features=FEATURES,
    encoder=ENCODERS.main.name,
    dim=ENCODERS.main.dim,
    catalogue_sha256="ab" * 32,
    items=10,
    log="log.csv",
    users=60,
    interactions=360,
    first=None,
    last=None,
    positives="every row",
    seed=0,
    plan={},
    metrics=(Figure("overall", "ndcg@10", 0.0834, 0.08, 0.09, 60),),
    libraries={},
    seconds=1.0,
    trained_at="2026-11-22T12:00:00+00:00",
    files={},
)


def published(home: Path, card: Card = CARD) -> Path:
    """A version in use that has a card and a log, but no weights."""
    folder = home / "models" / "interest"
    version = new_version(folder, NOON)
    card.write(version)
    keep_log(version, KeptLog(kinds_log(), None))
    publish(folder, version)
    return version


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFTRAIL_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.csv").write_text("user,item\na,lapsang\n")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train"], "offtrail train needs a LOG of user, item, value and time"),
        (["train", "--update"], "offtrail train needs a LOG"),
        (["train", "nowhere.csv"], "nowhere.csv: no such file"),
        (["evaluate", "nowhere.csv"], "nowhere.csv: no such file"),
        (["train", "log.csv", "--rollback"], "--rollback, --list and --forget go without a LOG"),
        (["train", "log.csv", "--keep", "0"], "--keep must be 1 or more, got 0"),
        (["train", "log.csv", "--processes", "0"], "--processes must be 1 or more, got 0"),
        (["train", "log.csv", "--interactions-column", "who=user"], "interactions: unknown part 'who'"),
        (["train", "log.csv"], "make one with: offtrail index CATALOGUE"),
        (["train", "--update", "log.csv"], "no model at"),
        (["train", "--rollback"], "make one with: offtrail train LOG"),
        (["train", "--forget", "ann"], "nobody called 'ann' is in a log kept at"),
        (["ask", "x", "--config", "bad.toml"], "interest must be one of auto, off, got 'on'"),
    ],
)
def test_what_can_not_be_done_is_told_in_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    (home / "bad.toml").write_text('interest = "on"\n')
    assert cli.main(arguments) == 2
    [line] = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("offtrail: ")
    assert message in line


def test_one_of_several_processes_tells_what_went_wrong(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANK", "1")
    assert cli.main(["train", "nowhere.csv"]) == 2
    assert capsys.readouterr().err == ""


def test_the_versions_are_listed_and_gone_back_through(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["train", "--list"]) == 0
    assert "make one with: offtrail train LOG" in capsys.readouterr().out
    older, newer = published(home), published(home)
    assert cli.main(["train", "--rollback"]) == 0
    assert capsys.readouterr().out == f"in use again: {older}\n"
    (newer / "model.json").write_text("{}")
    assert cli.main(["train", "--list"]) == 0
    lines = dict(reversed(line[2:].split("  ", 1)) for line in capsys.readouterr().out.splitlines())
    told = "trained 2026-11-22T12:00:00+00:00 on 360 interactions of 60 people with 10 items, "
    assert lines.pop(told + "ndcg@10 0.0834 [0.0800, 0.0900]") == older.name
    [(said, name)] = lines.items()
    assert name == newer.name
    assert "can't be read" in said


def test_somebody_is_forgotten_and_told_that_weights_stay(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(home)
    assert cli.main(["train", "--forget", "u7"]) == 0
    told = capsys.readouterr().out
    assert "6 interactions of 'u7' were taken out" in told  # six likes each
    assert "stay until the next: offtrail train LOG" in told
    assert cli.main(["train", "--forget", "u7"]) == 2


@pytest.mark.parametrize(
    ("change", "state", "told"),
    [
        ("nothing", "ok", "trained 2026-11-22T12:00:00+00:00 on 360 interactions"),
        ("no model", "note", "so the packaged one is used; offtrail train LOG makes one"),
        ("off", "ok", "not used (interest=off)"),
        ("encoder", "wrong", "the model was trained on vectors of 'other'"),
        ("damage", "wrong", "was changed since the model was written; go back to the one before with"),
    ],
)
def test_the_doctor_says_whether_the_model_fits(tmp_path: Path, change: str, state: str, told: str) -> None:
    built(tmp_path)
    card = CARD if change != "encoder" else Card(**{**_fields(CARD), "encoder": "other"})
    version = published(tmp_path, card)
    if change == "no model":
        shutil.rmtree(version.parent)
    if change == "damage":
        (version / "model.json").write_text("{}")
    use = "off" if change == "off" else "auto"
    settings = Settings(home=tmp_path, encoder=ENCODERS.main.name, writer="composer", interest=use)
    [found] = [finding for finding in examine(settings) if finding.what == "interest model"]
    assert found.state == state
    assert told in found.text


def _fields(card: Card) -> dict[str, object]:
    return {name: getattr(card, name) for name in card.__dataclass_fields__}


def test_a_model_that_is_not_good_enough_ends_with_one_and_says_so(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import training

    def refused(*_: object) -> list[str]:
        raise training.NotPublished("NOT PUT IN USE: item-kNN ranks better")

    monkeypatch.setattr(training, "train", refused)
    assert cli.main(["train", "log.csv"]) == 1
    assert capsys.readouterr().err == "offtrail: NOT PUT IN USE: item-kNN ranks better\n"


def test_more_processes_are_launched_with_the_same_arguments(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[tuple[object, ...]] = []
    monkeypatch.setattr(command, "launch", lambda *given: launched.append(given) or 3)
    arguments = ["train", "log.csv", "--processes", "2", "--device", "cpu"]
    assert cli.main(arguments) == 3
    assert launched == [(tuple(arguments), 2, "cpu")]


def test_there_are_no_more_processes_than_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.device_count", lambda: 1)
    with pytest.raises(
        SettingsError, match="--processes 2, but there are 1 GPUs; ask for at most 1, or --device cpu"
    ):
        launch(["train"], 2, None)


def test_what_trains_follows_the_device_of_the_settings() -> None:
    assert [processor(device) for device in ("cpu", "cuda:1", "cuda", "mps", None)] == [
        "cpu", "cuda", "cuda", None, None,
    ]  # fmt: skip


def test_the_model_of_interest_can_be_left_out() -> None:
    assert read_settings(environment={}).interest == "auto"
    assert read_settings({"interest": "off"}, environment={}).interest == "off"


@pytest.mark.slow
def test_two_processes_train_one_model_that_is_put_in_use_once(tmp_path: Path) -> None:
    from tests.test_training_command import GOODS, write_log

    (tmp_path / "goods.jsonl").write_text("".join(json.dumps(item) + "\n" for item in GOODS))
    log = write_log(tmp_path / "log.csv")
    assert offtrail("index", str(tmp_path / "goods.jsonl"), home=tmp_path).returncode == 0
    done = offtrail("train", str(log), "--processes", "2", "--device", "cpu", "--force", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("in use: ") == 1
    assert len(list((tmp_path / "models" / "interest").glob("v-*"))) == 1
    wrong = offtrail("train", str(log), "--processes", "2", "--positive", "9", home=tmp_path)
    assert wrong.returncode == 2
    assert wrong.stderr.count("offtrail: ") == 1
    assert "no value reaches 9" in wrong.stderr
    assert "Traceback" not in wrong.stderr
