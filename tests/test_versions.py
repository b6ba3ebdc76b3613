"""Versions of a model: one in use at any moment, a killed change leaves the old one, and there is a way back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ranker import versions
from ranker.versions import ModelDamaged, ModelMissing, current, keep, new_version, publish, rollback
from retriever.generations import CURRENT

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def written(folder: Path, text: str, day: int = 0) -> Path:
    """A version with one file, not in use."""
    version = new_version(folder, NOW + timedelta(days=day))
    (version / "weights").write_text(text)
    return version


def published(folder: Path, text: str, day: int = 0) -> Path:
    version = written(folder, text, day)
    publish(folder, version)
    return version


def used(folder: Path) -> str:
    return (current(folder) / "weights").read_text()


def test_without_a_model_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="models; make one with: offtrail train LOG"):
        current(tmp_path / "models")
    with pytest.raises(ModelMissing, match="no model at"):
        rollback(tmp_path)


def test_a_version_is_in_use_only_once_it_is_published(tmp_path: Path) -> None:
    first = published(tmp_path / "models", "one")
    second = written(tmp_path / "models", "two", day=1)
    assert current(first.parent) == first
    publish(first.parent, second)
    assert current(first.parent) == second


def test_rolling_back_goes_one_back_each_time_and_stops_at_the_first(tmp_path: Path) -> None:
    first, second, _ = (published(tmp_path, text, day) for day, text in enumerate(["one", "two", "three"]))
    assert rollback(tmp_path) == second.name
    assert rollback(tmp_path) == first.name
    with pytest.raises(ModelMissing, match=f"nothing is kept from before {first.name}; it stays in use"):
        rollback(tmp_path)
    assert used(tmp_path) == "one"


def test_after_a_rollback_a_new_one_goes_back_to_what_was_in_use_and_not_to_what_was_left(tmp_path: Path) -> None:
    for day, text in enumerate(["one", "two", "bad"]):
        published(tmp_path, text, day)
    rollback(tmp_path)
    published(tmp_path, "four", 3)
    assert used(tmp_path) == "four"
    rollback(tmp_path)
    assert used(tmp_path) == "two"


def test_a_version_rolled_back_from_can_be_published_again(tmp_path: Path) -> None:
    published(tmp_path, "one")
    second = published(tmp_path, "two", 1)
    rollback(tmp_path)
    publish(tmp_path, second)
    assert used(tmp_path) == "two"
    rollback(tmp_path)
    assert used(tmp_path) == "one"


@settings(max_examples=15)
@given(st.lists(st.sampled_from(["publish", "rollback"]), max_size=8))
def test_publishing_and_rolling_back_is_a_stack_whose_first_stays(actions: list[str]) -> None:
    with TemporaryDirectory() as name:
        folder, stack = Path(name), list[str]()
        for number, action in enumerate(actions):
            if action == "publish":
                stack.append(published(folder, str(number), number).name)
            elif len(stack) > 1:
                stack.pop()
                assert rollback(folder) == stack[-1]
            else:
                with pytest.raises(ModelMissing):
                    rollback(folder)
            assert [current(folder).name] == stack[-1:] if stack else versions.in_use(folder) is None


def test_publishing_what_is_in_use_changes_nothing(tmp_path: Path) -> None:
    published(tmp_path, "one")
    second = published(tmp_path, "two", 1)
    publish(tmp_path, second)
    rollback(tmp_path)
    assert used(tmp_path) == "one"


class Killed(BaseException):
    """As by kill -9: nothing catches it."""


def killing(function: Callable[..., object], at: int, count: list[int]) -> Callable[..., object]:
    def call(*args: object, **named: object) -> object:
        count.append(1)
        if len(count) == at:
            raise Killed
        return function(*args, **named)

    return call


@pytest.mark.parametrize("after_a_rollback", [False, True])
def test_a_publish_killed_at_any_step_leaves_the_old_one_or_the_new_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after_a_rollback: bool
) -> None:
    outcomes = []
    for at in range(1, 100):
        folder, count = tmp_path / str(at), list[int]()
        published(folder, "one")
        if after_a_rollback:
            published(folder, "bad", 1)
            rollback(folder)
        version = written(folder, "two", 2)
        with monkeypatch.context() as patch:
            for name in ("fsync", "replace", "open"):
                patch.setattr(os, name, killing(getattr(os, name), at, count))
            patch.setattr(Path, "write_text", killing(Path.write_text, at, count))
            try:
                publish(folder, version)
            except Killed:
                outcomes.append(used(folder))
            else:
                break
        publish(folder, version)  # tried again it works
        assert used(folder) == "two"
        rollback(folder)
        assert used(folder) == "one"
    assert len(outcomes) > 8
    switched = outcomes.index("two")  # only the folder's own name list is brought to the disk after the switch
    assert outcomes == ["one"] * switched + ["two"] * (len(outcomes) - switched)


def test_old_versions_are_removed_but_those_to_go_back_to(tmp_path: Path) -> None:
    names = [published(tmp_path, str(day), day).name for day in range(5)]
    keep(tmp_path, NOW, n=3)
    assert sorted(path.name for path in tmp_path.glob("v-*")) == names[2:]
    rollback(tmp_path)
    rollback(tmp_path)
    assert used(tmp_path) == "2"
    with pytest.raises(ModelMissing, match="nothing is kept from before"):
        rollback(tmp_path)


def test_what_is_in_use_after_a_rollback_is_kept_though_newer_ones_are_there(tmp_path: Path) -> None:
    for day in range(3):
        published(tmp_path, str(day), day)
    rollback(tmp_path)
    rollback(tmp_path)
    keep(tmp_path, NOW, n=1)
    assert used(tmp_path) == "0"
    assert len(list(tmp_path.glob("v-*"))) == 1


def test_a_version_being_written_is_left_alone_for_a_day(tmp_path: Path) -> None:
    published(tmp_path, "one")
    half = written(tmp_path, "half")
    modified = datetime.fromtimestamp(half.stat().st_mtime, UTC)
    keep(tmp_path, modified + timedelta(hours=23))
    assert half.exists()
    keep(tmp_path, modified + timedelta(hours=25))
    assert not half.exists()


def test_a_changed_a_lost_and_an_added_file_are_damage(tmp_path: Path) -> None:
    version = published(tmp_path, "one")
    (version / "weights").write_text("other")
    with pytest.raises(ModelDamaged, match=r"weights was changed .*offtrail train --rollback"):
        current(tmp_path)
    (version / "weights").unlink()
    with pytest.raises(ModelDamaged, match="weights is gone"):
        current(tmp_path)
    (version / "weights").write_text("one")
    (version / "more").touch()
    with pytest.raises(ModelDamaged, match="more is not listed"):
        current(tmp_path)


def test_lost_checksums_are_damage(tmp_path: Path) -> None:
    (published(tmp_path, "one") / versions.SUMS).unlink()
    with pytest.raises(ModelDamaged, match="SHA256SUMS: can't be read"):
        current(tmp_path)


def test_a_damaged_one_before_is_not_gone_back_to(tmp_path: Path) -> None:
    (published(tmp_path, "one") / "weights").write_text("other")
    published(tmp_path, "two", 1)
    with pytest.raises(ModelDamaged, match="was changed"):
        rollback(tmp_path)
    assert used(tmp_path) == "two"


@pytest.mark.parametrize("name", ["v-gone", "../elsewhere", "", "/"])
def test_a_name_of_nothing_is_damage_and_a_new_model_mends_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "models"
    published(folder, "one")
    (tmp_path / "elsewhere").mkdir()
    (folder / CURRENT).write_text(name)
    with pytest.raises(ModelDamaged, match="which is not there; train anew"):
        current(folder)
    published(folder, "two", 1)
    assert used(folder) == "two"


def test_an_empty_version_and_one_from_elsewhere_are_refused(tmp_path: Path) -> None:
    empty = new_version(tmp_path / "models", NOW)
    with pytest.raises(ModelMissing, match="write its files first"):
        publish(tmp_path / "models", empty)
    with pytest.raises(ModelMissing, match="no version of"):
        publish(tmp_path / "models", written(tmp_path / "other", "x"))


def test_the_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    version = published(tmp_path, "one")
    done = subprocess.run(
        ["sha256sum", "-c", versions.SUMS], cwd=version, capture_output=True, text=True, check=True
    )
    assert done.stdout == "weights: OK\n"
