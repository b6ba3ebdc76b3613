"""Chooses the writer for this machine and says why. Knows nothing of prompts or items."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.settings import Quantize, WriterKind
from bot.writer import Writer, WriterFailed
from bot.writer.models.adapter import AdapterDamaged
from bot.writer.models.devices import Estimate
from bot.writer.models.weights import NAME, WeightsDamaged, WeightsMissing, converted, packaged, tuned_gguf

LLAMACPP_INSTALL = "pip install xllamacpp"
# What loading fails with: torch out of memory (RuntimeError), WeightsDamaged (ValueError), a full disk (OSError).
CANT_LOAD = (ImportError, LookupError, OSError, RuntimeError, ValueError)
TUNED, EXAMPLES = "tell", "tell_examples"  # prompts: for the tuned weights, for any other model
TUNED_NAME = f"{NAME} with Offtrail's adapter"


class WriterUnavailable(LookupError):
    """The writer that was asked for can't work here; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the settings say of the writer.

    Attributes:
        kind: Anything but "auto" is a demand: what can't be met is an error, never a silent switch.
        model: A .gguf file, a folder or hub name for transformers, a model of the server; None takes the
            packaged weights, with a server its first model.
        device: For transformers, e.g. "cuda"; None takes the best there is.
        quantize: Weights of a transformers model in fewer bits.
        server, key: Address of an OpenAI-compatible server, and its key.
        cache: Where converted weights are kept.
    """

    cache: Path
    kind: WriterKind = "auto"
    model: str | None = None
    device: str | None = None
    quantize: Quantize = "none"
    server: str | None = None
    key: str | None = field(default=None, repr=False)

    @property
    def by_server(self) -> bool:
        """A server writes: it was asked for, or named where the choice is free."""
        return self.kind == "server" or (self.kind == "auto" and bool(self.server))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A writer, None where texts are composed without a model, and one line for people that says why.

    Attributes:
        prompt: The file in prompts/ that it is asked with.
    """

    writer: Writer | None
    why: str
    prompt: str = EXAMPLES


def choose(wanted: Wanted) -> Chosen:
    """The writer that is wanted; "auto" takes the best that works: a server that was named, a GPU, a processor.

    Raises:
        WriterUnavailable: What was asked for isn't installed or can't be loaded.
    """
    if wanted.kind == "composer":
        return Chosen(None, "texts are composed from the records; writer=auto lets a model write")
    if wanted.by_server:
        return _server(wanted)
    if wanted.kind == "llama.cpp":
        return _llamacpp(wanted, "as the settings say")
    if wanted.kind == "transformers":
        return _transformers(wanted, "as the settings say")
    return _auto(wanted)


def memory(wanted: Wanted) -> str:
    """What the writer that is wanted needs and what there is, told before anything is loaded.

    Raises:
        WriterUnavailable: It can't be told, as the model is not there.
        MemoryError: It does not fit; with the numbers.
    """
    if wanted.kind == "composer":
        return "none: texts are composed without a model"
    if wanted.by_server:
        return "that of the server"
    try:
        told = _estimate(wanted)
    except CANT_LOAD as error:
        raise _unavailable("the model", error) from error
    if told.needed > told.free:
        raise MemoryError(f"{told}; take a smaller model, or quantize=4bit on a GPU")
    return str(told)


def _estimate(wanted: Wanted) -> Estimate:
    from bot.writer.models import devices, llamacpp, transformers

    where = wanted.device or devices.best_device()
    gguf = wanted.kind == "llama.cpp" or (wanted.model or "").endswith(".gguf")
    if gguf or (wanted.kind == "auto" and wanted.model is None and where.startswith("cpu")):
        path = packaged() if wanted.model is None else Path(wanted.model)
        return devices.estimate_file(path, llamacpp.SLOTS * llamacpp.CONTEXT_TOKENS)
    import torch
    from transformers import AutoConfig

    tokens = transformers.at_once_on(where) * transformers.TOKENS
    if wanted.model is None:
        config = AutoConfig.from_pretrained(str(packaged().parent), gguf_file=packaged().name)
    else:
        config = AutoConfig.from_pretrained(wanted.model, trust_remote_code=False)
    return devices.estimate(config, torch.device(where), tokens, wanted.quantize)


def _auto(wanted: Wanted) -> Chosen:
    if wanted.model is not None:  # a model that was named is a demand too
        if wanted.model.endswith(".gguf"):
            return _llamacpp(wanted, "as the model is a .gguf file")
        return _transformers(wanted, "as a model was named")
    from bot.writer.models.devices import best_device

    where = wanted.device or best_device()
    because, failed = "as it is the fastest on a processor", []
    if not where.startswith("cpu"):
        try:
            return _transformers(replace(wanted, device=where), f"as there is a {where} device")
        except WriterUnavailable as error:
            failed.append(str(error))
            because = f"on the processor, as {where} failed: {error}"
    try:
        return _llamacpp(wanted, because)
    except WriterUnavailable as error:
        failed.append(str(error))
    told = "; ".join(dict.fromkeys(failed))  # where the weights are missing both say the same
    return Chosen(None, f"texts are composed from the records, as no model can be used: {told}")


def _server(wanted: Wanted) -> Chosen:
    _refuse_quantize(wanted, "a server")
    if not wanted.server:
        raise WriterUnavailable("writer=server needs the address of one: set OFFTRAIL_SERVER=http://HOST:PORT/v1")
    from bot.writer.models.server import ServerWriter

    try:
        writer = ServerWriter.connect(wanted.server, wanted.model, wanted.key)
    except (ImportError, ValueError, WriterFailed) as error:
        raise _unavailable("the server", error) from error
    return Chosen(writer, f"{writer.name} writes, as a server was named")


def _refuse_quantize(wanted: Wanted, engine: str) -> None:
    if wanted.quantize != "none":
        raise WriterUnavailable(
            f"quantize={wanted.quantize} is for writer=transformers; {engine} takes no such setting"
        )


def _llamacpp(wanted: Wanted, because: str) -> Chosen:
    _refuse_quantize(wanted, "llama.cpp")
    if importlib.util.find_spec("xllamacpp") is None:
        raise WriterUnavailable(f"llama.cpp needs xllamacpp; get it with: {LLAMACPP_INSTALL}")
    if wanted.model is not None and (not Path(wanted.model).is_file() or Path(wanted.model).suffix != ".gguf"):
        raise WriterUnavailable(f"llama.cpp needs a .gguf file, and {wanted.model!r} is none")
    from bot.writer.models.llamacpp import LlamaCppWriter

    try:
        path = tuned_gguf(wanted.cache) if wanted.model is None else Path(wanted.model)
        writer = LlamaCppWriter.load(path)
    except CANT_LOAD as error:
        raise _unavailable("llama.cpp", error) from error
    return Chosen(
        writer, f"{path.name} writes through llama.cpp, {because}", TUNED if wanted.model is None else EXAMPLES
    )


def _transformers(wanted: Wanted, because: str) -> Chosen:
    from bot.writer.models.transformers import TransformersWriter

    try:
        name = str(converted(wanted.cache)) if wanted.model is None else wanted.model
        writer = TransformersWriter.load(name, wanted.device, quantize=wanted.quantize)
    except CANT_LOAD as error:
        raise _unavailable("transformers", error) from error
    told = f"{TUNED_NAME if wanted.model is None else wanted.model} writes through transformers, {because}"
    return Chosen(writer, told, TUNED if wanted.model is None else EXAMPLES)


def _unavailable(engine: str, error: Exception) -> WriterUnavailable:
    """The cause in one line; torch and transformers write several."""
    cause = " ".join(str(error).split()) or type(error).__name__
    told = isinstance(error, WriterFailed | WeightsMissing | WeightsDamaged | AdapterDamaged)
    return WriterUnavailable(cause if told else f"{engine} can't be used: {cause}")
