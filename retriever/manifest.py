"""What an index was built with, on disk. Knows nothing of what else is in the index."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retriever.generations import IndexMismatch, IndexMissing, current

FORMAT = 2
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built with.

    Attributes:
        format: Of the files; another one is refused.
        encoder: Name of the encoder, `dim` wide.
        multilingual: Name of the second encoder, None where there was none.
        store: Where the vectors are kept, as `Stores.name` says.
        language: What most records are written in (ISO 639-1), None where nothing can be said.
        items, counted: How many, and how many of them have a count.
        interactions: Pairs of user and item that the neighbours come from.
        integer_ids: The catalogue wrote its ids as whole numbers.
        catalogue, catalogue_sha256: The file it came from.
        built_at: ISO 8601.
        changes: Items put or removed after the catalogue was read, taken in by compaction.
    """

    format: int
    encoder: str
    dim: int
    multilingual: str | None
    store: str
    language: str | None
    items: int
    counted: int
    interactions: int
    integer_ids: bool
    catalogue: str
    catalogue_sha256: str
    built_at: str
    changes: int = 0

    def write(self, generation: Path) -> None:
        """Into the folder of the generation."""
        (generation / MANIFEST).write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")

    @classmethod
    def read(cls, generation: Path) -> Manifest:
        """From the folder of the generation.

        Raises:
            IndexMismatch: It can't be read or was written by another version of the program.
        """
        folder = generation.parent
        try:
            record: dict[str, Any] = json.loads((generation / MANIFEST).read_text(encoding="utf-8"))
            written = record.get("format", 0)
        except (OSError, ValueError, AttributeError) as error:
            raise IndexMismatch(
                f"the index at {folder} can't be read ({error}); make it anew with: offtrail index CATALOGUE"
            ) from error
        if written != FORMAT:
            raise IndexMismatch(
                f"the index at {folder} has format {written!r}, this program reads {FORMAT}; "
                "make it anew with: offtrail index CATALOGUE"
            )
        try:
            return cls(**record)
        except TypeError as error:
            raise IndexMismatch(
                f"the index at {folder} can't be read ({error}); make it anew with: offtrail index CATALOGUE"
            ) from error


def read_manifest(folder: Path) -> Manifest:
    """What the index in use was built with, without opening it.

    Raises:
        IndexMissing: Nothing was ever indexed here.
        IndexMismatch: It was made by another version of the program.
    """
    name = current(folder)
    if name is None:
        raise IndexMissing(f"no index at {folder}; make one with: offtrail index CATALOGUE")
    return Manifest.read(folder / name)


def catalogue_named(folder: Path) -> str | None:
    """File name of the catalogue an index came from, whatever version wrote it; None where it can't be told."""
    try:
        name = current(folder)
        record = json.loads((folder / name / MANIFEST).read_text(encoding="utf-8")) if name else {}
        return Path(str(record["catalogue"])).name
    except (OSError, ValueError, KeyError, TypeError):
        return None
