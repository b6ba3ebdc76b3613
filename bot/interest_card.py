"""What a training and its figures say of a model -> its card; and the cards that are there. Knows no training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.measuring import LABELS, figures
from bot.training_task import Order, Task
from ranker.card import FORMAT, Card, ModelMismatch, checksums, libraries
from ranker.evaluate import Report
from ranker.interest import FEATURES, FILES
from ranker.learning import Learned
from ranker.talk import TALK
from ranker.versions import ModelDamaged, in_use

MEASURED = (
    "The figures are of a model trained in the same way without the likes that were held out; "
    "this one was trained on all of the log."
)


def write_card(version: Path, task: Task, order: Order, learned: Learned, report: Report, now: datetime) -> Card:
    """Writes the card beside the files of the model.

    Args:
        version: With FILES in it.
        report: Its first scorer is the model, trained without what was held out.
    """
    log, manifest = task.log, task.goods.manifest
    times = log.times[~np.isnan(log.times)]
    warning = report.scorers[0].warning
    card = Card(
        format=FORMAT,
        features=FEATURES,
        encoder=manifest.encoder,
        dim=manifest.dim,
        catalogue_sha256=manifest.catalogue_sha256,
        items=log.n_items,
        log=order.log.name,
        users=len(np.unique(log.users)),
        interactions=len(log),
        first=_day(float(times.min())) if len(times) else None,
        last=_day(float(times.max())) if len(times) else None,
        positives=next((note for note in task.read.notes if "as liked" in note), "every row"),
        seed=order.plan.seed,
        plan=asdict(order.plan),
        metrics=figures(report),
        libraries=libraries(),
        seconds=learned.seconds,
        trained_at=now.isoformat(timespec="seconds"),
        files=checksums(version, [*FILES, *([TALK] if (version / TALK).is_file() else [])]),
        notes=(MEASURED, *task.read.notes, *learned.notes, *((f"WARNING: {warning}",) if warning else ())),
    )
    card.write(version)
    return card


def listed(folder: Path) -> Iterator[str]:
    """A line for each version, the oldest first, with a mark at the one in use."""
    used = in_use(folder)
    for version in sorted(folder.glob("v-*")):
        mark = "*" if version == used else " "
        try:
            yield f"{mark} {version.name}  {described(Card.read(version))}"
        except (ModelDamaged, ModelMismatch) as error:
            yield f"{mark} {version.name}  {error}"


def described(card: Card) -> str:
    """One line."""
    label = LABELS["ndcg"]
    found = next((one for one in card.metrics if (one.slice, one.metric) == ("overall", label)), None)
    ndcg = f"{label} {found.value:.4f} [{found.low:.4f}, {found.high:.4f}]" if found else "not measured"
    return (
        f"trained {card.trained_at} on {card.interactions:,} interactions of {card.users:,} people with "
        f"{card.items:,} items, {ndcg}"
    )


def _day(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return f"{seconds:.0f} seconds since 1970"  # milliseconds, as the notes say
