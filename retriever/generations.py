"""Generations of an index folder: which is in use, who reads and who writes. Knows nothing of what is in them."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

CURRENT = "CURRENT"


class IndexMissing(LookupError):
    """There is no index here, or what is here is not one."""


class IndexMismatch(ValueError):
    """The index does not fit the encoder, the program or itself."""


class IndexBusy(RuntimeError):
    """Another process is writing this index."""


def current(folder: Path) -> str | None:
    """The name of the generation in use, None where nothing was ever indexed."""
    name = name_in_use(folder)
    if name is None:
        return None
    if not (name.startswith("gen-") and (folder / name).is_dir()):
        raise IndexMismatch(
            f"{folder / CURRENT} names {name!r}, which is not there; make it anew with: offtrail index CATALOGUE"
        )
    return name


def name_in_use(folder: Path) -> str | None:
    """What CURRENT says, unchecked; None where it is not there."""
    try:
        return (folder / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


def file_of_name(folder: Path) -> object:
    """Which file CURRENT is: another one takes its place with each build."""
    try:
        found = (folder / CURRENT).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def in_use(folder: Path) -> str | None:
    """The generation to keep while the next one is built; None also where CURRENT names one that is gone."""
    try:
        return current(folder)
    except IndexMismatch:
        return None


def new_generation(folder: Path, now: datetime) -> Path:
    """An empty generation, not in use yet."""
    generation = folder / f"gen-{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    generation.mkdir()
    (generation / "lock").touch()
    return generation


def hold(folder: Path) -> tuple[Path, IO[str]]:
    """The generation in use and its lock, held shared; tried again when a writer replaced it meanwhile."""
    for _ in range(5):
        name = current(folder)
        if name is None:
            break
        try:
            lock = (folder / name / "lock").open()
        except FileNotFoundError:
            continue  # a writer replaced it and cleared it away
        fcntl.flock(lock, fcntl.LOCK_SH)
        if current(folder) == name:
            return folder / name, lock
        lock.close()
    raise IndexMissing(f"no index at {folder}; make one with: offtrail index CATALOGUE")


def clear(folder: Path, keep: str | None, drop: Callable[[Path], None] = lambda _: None) -> None:
    """Removes generations that are not in use: left half-written by a kill, or replaced and no longer read.

    `drop` is told of each first, to remove what lies outside its folder.
    """
    for generation in folder.glob("gen-*"):
        if generation.name == keep:
            continue
        lock_path = generation / "lock"
        lock_path.touch()
        with lock_path.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # somebody still reads it; the next build clears it
            drop(generation)
            shutil.rmtree(generation)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Holds the folder for one builder.

    Raises:
        IndexBusy: Another process is building here.
    """
    with (folder / "write.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise IndexBusy(
                f"{folder}: another process (pid {lock.read().strip() or 'unknown'}) is building this index; "
                "wait for it or stop it"
            ) from error
        lock.truncate(0)
        with suppress(OSError):  # on a full disk nobody is told who writes; the lock holds all the same
            os.write(lock.fileno(), str(os.getpid()).encode())
        yield


def put_in_use(folder: Path, generation: Path) -> None:
    """Names the generation in one step: readers see the old name or the new, never half."""
    draft = folder / f"{CURRENT}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(generation.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / CURRENT)
    sync(folder)


def sync(path: Path) -> None:
    """Brings a file, or the names in a folder, to the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sync_all(folder: Path) -> None:
    """Brings everything in a folder to the disk, and the folder itself."""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # a store may still tidy up after itself
            sync(path)
    sync(folder)
