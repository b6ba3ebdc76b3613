"""Versions of a model in a folder: which is in use and which was before it. Knows nothing of what is in them.

models/CURRENT            the name of the version in use
models/v-.../             one version: its files
models/v-.../SHA256SUMS   their checksums (sha256sum -c SHA256SUMS), written when it is put in use
models/v-.../before       the version that was in use before it
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from retriever.generations import CURRENT, put_in_use, sync_all

SUMS = "SHA256SUMS"
BEFORE = "before"
HALF_WRITTEN_AFTER = timedelta(days=1)


class ModelMissing(LookupError):
    """There is no model here, or none to go back to."""


class ModelDamaged(ValueError):
    """A file of a model is gone or not as it was written."""


def new_version(folder: Path, now: datetime) -> Path:
    """An empty version, not in use yet; the folder is made where it is not there."""
    version = folder / f"v-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    version.mkdir(parents=True)
    return version


def publish(folder: Path, version: Path) -> None:
    """Puts a written version in use in one step; a crash at any moment leaves the old one or the new, whole.

    Raises:
        ModelMissing: There is no such version in the folder, or nothing is in it.
        ModelDamaged: It was in use before and has changed since.
    """
    if version.parent != folder or not _sums(version):
        raise ModelMissing(f"{version}: no version of {folder} with anything in it; write its files first")
    used = _in_use_if_there(folder)
    if used == version:
        return
    if (version / SUMS).exists():  # it was in use before, or its putting in use was cut short
        check(version)
    else:
        _write(version / SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in _sums(version).items()))
    _write(version / BEFORE, used.name if used else "")
    sync_all(version)
    put_in_use(folder, version)


def in_use(folder: Path) -> Path | None:
    """The version in use, None where there never was one.

    Raises:
        ModelDamaged: CURRENT names one that is not there.
    """
    try:
        name = (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    version = _version(folder, name)
    if version is None:
        raise ModelDamaged(
            f"{folder / CURRENT} names {name!r}, which is not there; train anew: offtrail train LOG"
        )
    return version


def current(folder: Path) -> Path:
    """The version in use, every file as it was written.

    Raises:
        ModelMissing: There never was one.
        ModelDamaged: It is gone, or a file of it is gone, changed or not listed.
    """
    version = in_use(folder)
    if version is None:
        raise ModelMissing(f"no model at {folder}; make one with: offtrail train LOG")
    check(version)
    return version


def check(version: Path) -> None:
    """Compares every file of a published version with its checksum.

    Raises:
        ModelDamaged: One is gone, changed or not listed.
    """
    try:
        lines = (version / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelDamaged(f"{version / SUMS}: can't be read ({error}); {_NEXT}") from error
    listed = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
    found = _sums(version)
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            fact = "is gone" if name not in found else "is not listed" if name not in listed else "was changed"
            raise ModelDamaged(f"{version / name} {fact} since the model was written; {_NEXT}")


_NEXT = "go back to the one before with: offtrail train --rollback, or make it anew with: offtrail train LOG"


def rollback(folder: Path) -> str:
    """Puts the version in use that was in use before this one; called again it goes further back.

    Returns:
        The name of the version now in use.

    Raises:
        ModelMissing: There is no model, or none before it any more.
        ModelDamaged: CURRENT names one that is not there, or the one before was changed.
    """
    version = in_use(folder)
    if version is None:
        raise ModelMissing(f"no model at {folder}; make one with: offtrail train LOG")
    before = _before(version)
    if before is None:
        raise ModelMissing(f"{folder}: nothing is kept from before {version.name}; it stays in use")
    check(before)
    put_in_use(folder, before)
    return before.name


def keep(folder: Path, now: datetime, n: int = 3) -> None:
    """Removes versions but the one in use and those to go back to, n in all.

    One that was never put in use may still be being written; it is removed when it is a day old.
    """
    kept: set[str] = set()
    version = in_use(folder)
    while version is not None and version.name not in kept and len(kept) < max(1, n):
        kept.add(version.name)
        version = _before(version)
    for old in folder.glob("v-*"):
        if old.name in kept:
            continue
        age = now.timestamp() - old.stat().st_mtime
        if (old / BEFORE).exists() or age > HALF_WRITTEN_AFTER.total_seconds():
            shutil.rmtree(old)


def checksum(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_OWN = {name + ending for name in (SUMS, BEFORE) for ending in ("", ".new")}


def _in_use_if_there(folder: Path) -> Path | None:
    """None also where CURRENT names one that is gone: a new one must be able to take its place."""
    try:
        return in_use(folder)
    except ModelDamaged:
        return None


def _sums(version: Path) -> dict[str, str]:
    files = sorted(path for path in version.rglob("*") if path.is_file() and path.name not in _OWN)
    return {path.relative_to(version).as_posix(): checksum(path) for path in files}


def _version(folder: Path, name: str) -> Path | None:
    """A version by a name read from a file, which may be anything."""
    version = folder / name
    return version if name.startswith("v-") and version.parent == folder and version.is_dir() else None


def _before(version: Path) -> Path | None:
    try:
        return _version(version.parent, (version / BEFORE).read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def _write(path: Path, text: str) -> None:
    """In one step; a version that was in use before is rewritten when it is put in use again."""
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
