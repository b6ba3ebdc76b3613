"""Chooses the writer for this machine and says why. Knows nothing of prompts or items."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from bot.settings import WriterKind
from bot.writer import Writer, WriterFailed
from bot.writer.weights import FILE, WeightsDamaged, WeightsMissing, converted, packaged

LLAMACPP_INSTALL = "pip install xllamacpp"
# What loading fails with: torch out of memory (RuntimeError), WeightsDamaged (ValueError), a full disk (OSError).
CANT_LOAD = (ImportError, OSError, RuntimeError, ValueError)


class WriterUnavailable(LookupError):
    """The writer that was asked for can't work here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A writer, None where texts are composed without a model, and one line for people that says why."""

    writer: Writer | None
    why: str


def choose(kind: WriterKind, model: str | None, device: str | None, cache: Path) -> Chosen:
    """The writer that `kind` asks for; "auto" takes the best that works: on a GPU, a processor, none.

    Args:
        kind: Anything but "auto" is a demand: what can't be met is an error, never a silent switch.
        model: A .gguf file, or a folder or hub name for transformers; None takes the packaged weights.
        device: For transformers, e.g. "cuda"; None takes the best there is.
        cache: Where converted weights are kept.
    Raises:
        WriterUnavailable: What was asked for isn't installed or can't be loaded.
    """
    if kind == "composer":
        return Chosen(None, "texts are composed from the records, as the settings say")
    if kind == "llama.cpp":
        return _llamacpp(model, "as the settings say")
    if kind == "transformers":
        return _transformers(model, device, cache, "as the settings say")
    return _auto(model, device, cache)


def _auto(model: str | None, device: str | None, cache: Path) -> Chosen:
    if model is not None:  # a model that was named is a demand too
        if model.endswith(".gguf"):
            return _llamacpp(model, "as the model is a .gguf file")
        return _transformers(model, device, cache, "as a model was named")
    from bot.writer.transformers import best_device

    where = device or best_device()
    because, failed = "as it is the fastest on a processor", []
    if not where.startswith("cpu"):
        try:
            return _transformers(None, where, cache, f"as there is a {where} device")
        except WriterUnavailable as error:
            failed.append(str(error))
            because = f"on the processor, as {where} failed: {error}"
    try:
        return _llamacpp(None, because)
    except WriterUnavailable as error:
        failed.append(str(error))
    told = "; ".join(dict.fromkeys(failed))  # where the weights are missing both say the same
    return Chosen(None, f"texts are composed from the records, as no model can be used: {told}")


def _llamacpp(model: str | None, because: str) -> Chosen:
    if importlib.util.find_spec("xllamacpp") is None:
        raise WriterUnavailable(f"llama.cpp needs xllamacpp; get it with: {LLAMACPP_INSTALL}")
    path = _packaged() if model is None else Path(model)
    if not path.is_file() or path.suffix != ".gguf":
        raise WriterUnavailable(f"llama.cpp needs a .gguf file, and {model!r} is none")
    from bot.writer.llamacpp import LlamaCppWriter

    try:
        writer = LlamaCppWriter.load(path)
    except CANT_LOAD as error:
        raise _unavailable("llama.cpp", error) from error
    return Chosen(writer, f"{path.name} writes through llama.cpp, {because}")


def _transformers(model: str | None, device: str | None, cache: Path, because: str) -> Chosen:
    if model is None:
        _packaged()
    from bot.writer.transformers import TransformersWriter

    try:
        writer = TransformersWriter.load(str(converted(cache)) if model is None else model, device=device)
    except CANT_LOAD as error:
        raise _unavailable("transformers", error) from error
    return Chosen(writer, f"{FILE if model is None else model} writes through transformers, {because}")


def _unavailable(engine: str, error: Exception) -> WriterUnavailable:
    """The cause in one line; torch and transformers write several."""
    cause = " ".join(str(error).split()) or type(error).__name__
    return WriterUnavailable(cause if isinstance(error, WriterFailed) else f"{engine} can't be used: {cause}")


def _packaged() -> Path:
    try:
        return packaged()
    except (WeightsMissing, WeightsDamaged) as error:
        raise WriterUnavailable(str(error)) from error
