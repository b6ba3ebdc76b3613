"""Opens the interest model of the settings and follows it: a new version, a rollback, another catalogue.

A model that does not fit is never used in silence: `told` says what is in use and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np

from bot.kept_log import A_TALK, kept_path, read_kept
from ranker.card import Card, ModelMismatch, check_fits
from ranker.content import ContentInterest
from ranker.interest import FEATURES, Interest
from ranker.interested import ContentIn, Interested, InterestIn, Nobody
from ranker.judge import Judge
from ranker.log import Log
from ranker.model import ItemTexts
from ranker.talk import NAMES, TALK
from ranker.versions import ModelDamaged, ModelMissing, current, in_use
from retriever.index import Index

CONTENT_AT_MOST = 20_000  # items


@dataclass(slots=True)
class Following:
    """The model in use, looked up again whenever the folder, the log kept or the built index has changed.

    Attributes:
        folder: Of the versions.
        moment: The index as it is now.
        told: One line on what is in use and why.
    """

    folder: Path
    moment: Callable[[], Index]
    told: str = "none; train one with: offtrail train LOG"
    _key: tuple[str, int, str] | None = None
    _now: Interested = field(default_factory=Nobody)
    _lock: Lock = field(default_factory=Lock)

    def __call__(self) -> Interested:
        """What speaks for people now; loading takes a moment where something has changed."""
        index = self.moment()
        key = (*_seen(self.folder), index.manifest.built_at)
        if key != self._key:
            with self._lock:
                if key != self._key:
                    self._now, self.told = _opened(self.folder, index)
                    self._key = key
        return self._now


def _seen(folder: Path) -> tuple[str, int]:
    """Changes with what there is to load: another version, an error, a log that somebody was taken out of."""
    try:
        version = in_use(folder)
        kept = kept_path(version) if version else None
        return version.name if version else "", kept.stat().st_mtime_ns if kept and kept.is_file() else 0
    except (ModelDamaged, OSError) as error:
        return str(error), 0


def _opened(folder: Path, index: Index) -> tuple[Interested, str]:
    try:
        version = current(folder)
        check_fits(Card.read(version), index.manifest.encoder, index.manifest.dim, FEATURES)
        items = index.items
        interest = Interest.load(version, _texts(index), [item.id for item in items])
        talk = Judge.load(version, NAMES, TALK) if (version / TALK).is_file() else None
        people = _people(version, list(interest.item_ids))
    except ModelMissing:
        return _without_log(index)
    except (ModelMismatch, ModelDamaged, OSError) as error:
        other, told = _without_log(index)
        return other, f"NOT IN USE: {error}; instead {told}"
    learnt = "a log and talks" if talk else "a log"
    return InterestIn(
        interest, people, talk
    ), f"{version.name}, learnt from {learnt}, {len(people):,} people known"


def _without_log(index: Index) -> tuple[Interested, str]:
    """The packaged model, which weighs a whole catalogue for every turn and so is for small ones."""
    if len(index.items) > CONTENT_AT_MOST:
        many = f"no log was learnt from, and for {len(index.items):,} items the packaged model would be slow"
        return Nobody(), f"none, {many}; train one with: offtrail train LOG"
    try:
        content = ContentInterest.of(_texts(index))
    except (ModelMismatch, ModelDamaged) as error:
        return Nobody(), f"NOT IN USE: {error}"
    row = {item.id: place for place, item in enumerate(index.items)}
    return ContentIn(content, row), "the packaged one, which knows no log; train one with: offtrail train LOG"


def _texts(index: Index) -> ItemTexts:
    vectors = index.vectors_at(np.flatnonzero(index.alive))
    return ItemTexts(vectors, [item.text() for item in index.items])


def _people(version: Path, ids: list[str]) -> dict[str, tuple[list[str], list[float]]]:
    """Name -> what they had, oldest first, and how they liked it; nobody where the log is no longer kept."""
    if not kept_path(version).is_file():
        return {}
    return people_of(read_kept(version, ids).log)


def people_of(log: Log) -> dict[str, tuple[list[str], list[float]]]:
    """Name -> (item ids oldest first, values above 0 where liked)."""
    return {
        name: ([log.item_ids[row] for row in history.items.tolist()], history.values.tolist())
        for name, history in zip(log.user_ids, log.histories(), strict=True)
        if len(history.items) and not name.startswith(A_TALK)
    }
