"""What a model was made of and how good it is: model.json for the program, README.md for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ranker.versions import ModelDamaged, checksum

FORMAT = 1
MACHINE, PEOPLE = "model.json", "README.md"
LIBRARIES = ("accelerate", "numpy", "safetensors", "scipy", "torch")
LICENCE = "The log's own: weights learnt from it follow its licence and its terms of use."


class ModelMismatch(ValueError):
    """The model does not fit the encoder, the program or the catalogue it is used with."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure over some people: value, and the bounds of its 95 % interval.

    Attributes:
        slice: Of the people or items, such as "overall" or "tail".
        metric: Such as "ndcg@10".
        n: How many were measured.
    """

    slice: str
    metric: str
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Card:
    """All that must be known to use a model, to judge it and to make it again.

    Attributes:
        format: Of the files; another one is refused.
        features: Name of the set of features.
        encoder, dim: Name of the encoder of the text vectors, `dim` wide.
        catalogue_sha256, items: The catalogue, and how many items it had.
        log, users, interactions: File name of the log; people and interactions trained on.
        first, last: ISO 8601, of the earliest and latest interaction; None where the log has no times.
        positives: What was taken as a like, in words.
        seed, plan: Of the training.
        metrics: On people held out.
        libraries: Versions by name.
        seconds: How long training took.
        trained_at: ISO 8601.
        files: SHA-256 by name of file.
        notes: What somebody who uses it should be told.
        licence: Of the weights.
    """

    format: int
    features: str
    encoder: str
    dim: int
    catalogue_sha256: str
    items: int
    log: str
    users: int
    interactions: int
    first: str | None
    last: str | None
    positives: str
    seed: int
    plan: Mapping[str, Any]
    metrics: tuple[Figure, ...]
    libraries: Mapping[str, str]
    seconds: float
    trained_at: str
    files: Mapping[str, str]
    notes: tuple[str, ...] = ()
    licence: str = LICENCE

    def write(self, folder: Path) -> None:
        """Writes model.json and README.md."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False, allow_nan=False)
        (folder / MACHINE).write_text(text + "\n", encoding="utf-8")
        (folder / PEOPLE).write_text("\n".join(_page(self)) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Card:
        """From model.json.

        Raises:
            ModelDamaged: It is gone or can't be read.
            ModelMismatch: Another version of the program wrote it.
        """
        path = folder / MACHINE
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if said["format"] == FORMAT:
                metrics = tuple(Figure(**one) for one in said["metrics"])
                return cls(**said | {"metrics": metrics, "notes": tuple(said["notes"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelDamaged(f"{path}: can't be read ({error}); {_ANEW}") from error
        raise ModelMismatch(f"{path}: written in format {said['format']!r}, this program reads {FORMAT}; {_ANEW}")


_ANEW = "train anew with: offtrail train LOG"


def check_fits(card: Card, encoder: str, dim: int, features: str) -> None:
    """Refuses weights that were trained on something else than what they would be given.

    Raises:
        ModelMismatch: Another encoder, width or set of features; says which and what to do.
    """
    if (card.encoder, card.dim) != (encoder, dim):
        raise ModelMismatch(
            f"the model was trained on vectors of {card.encoder!r} ({card.dim} wide), the index has those of "
            f"{encoder!r} ({dim} wide); {_ANEW}, or index the catalogue with the encoder of the model"
        )
    if card.features != features:
        raise ModelMismatch(
            f"the model was trained on the features {card.features!r}, this program has {features!r}; {_ANEW}"
        )


def checksums(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """SHA-256 by name, for `Card.files`."""
    return {name: checksum(folder / name) for name in names}


def libraries() -> dict[str, str]:
    """Versions of what trains, for `Card.libraries`."""
    return {name: version(name) for name in LIBRARIES}


def _page(card: Card) -> list[str]:
    span = f"from {card.first} to {card.last}" if card.first and card.last else "without times"
    return [
        "# An interest model of Offtrail",
        "",
        "Scores items of one catalogue by how much somebody would enjoy them, from what they liked before.",
        f"Trained {card.trained_at} in {card.seconds:,.0f} s. No names of people are in it.",
        "",
        "## What it was made of",
        "",
        *_table(
            ("what", "value"),
            [
                ("log", f"{card.log}, {span}"),
                ("people", f"{card.users:,}"),
                ("interactions", f"{card.interactions:,}"),
                ("taken as a like", card.positives),
                ("catalogue", f"{card.items:,} items, SHA-256 {card.catalogue_sha256}"),
                ("encoder", f"{card.encoder}, {card.dim} wide"),
                ("features", card.features),
                ("seed", str(card.seed)),
                *((f"plan: {name}", json.dumps(value)) for name, value in card.plan.items()),
                *((name, number) for name, number in card.libraries.items()),
            ],
        ),
        "",
        "## How good it is",
        "",
        "On people held out from training; 95 % intervals.",
        "",
        *_table(("slice", "metric", "value", "interval", "n"), [_figures(one) for one in card.metrics]),
        *(("", "## Notes", "", *(f"* {note}" for note in card.notes)) if card.notes else ()),
        "",
        "## Licence",
        "",
        card.licence,
        "",
        "## Files",
        "",
        *_table(("file", "SHA-256"), list(card.files.items())),
    ]


def _figures(one: Figure) -> Sequence[str]:
    return one.slice, one.metric, f"{one.value:.4f}", f"{one.low:.4f} to {one.high:.4f}", f"{one.n:,}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Markdown; a line break or bar in a cell (a file name may have them) must not break it."""
    lines = [[" ".join(cell.replace("|", "\\|").split()) for cell in row] for row in (head, *rows)]
    return [f"| {' | '.join(line)} |" for line in (lines[0], ["---"] * len(head), *lines[1:])]
