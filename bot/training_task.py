"""What a training needs, all looked at before its first step: the catalogue, the log, the model to go on from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.kept_log import KeptLog, kept_path, merged, read_kept
from bot.settings import Settings, SettingsError
from bot.updating import open_encoders
from ranker.card import Card, check_fits
from ranker.interest import FEATURES, Interest
from ranker.learning import LearningPlan
from ranker.liking import Rule
from ranker.log import Log
from ranker.model import ItemTexts
from ranker.reading import ReadLog, read_log
from ranker.versions import ModelDamaged, current
from retriever.interactions import LogColumns
from retriever.items import Item
from retriever.live import LiveIndex
from retriever.manifest import Manifest, read_manifest
from retriever.store import stores


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked to have trained.

    Attributes:
        log, columns: The file, and what its columns are called.
        positive: The value from which on a row is liked; None lets the values or the log that is kept decide.
        plan: How.
        talks: A file of talks with what was recommended next, to learn from too; None for none.
        update: Go on from the model in use with what is new, instead of training anew.
        force: Put the model in use even where item neighbours are better.
        versions: How many to keep, the one in use counted.
    """

    log: Path
    columns: LogColumns = field(default_factory=LogColumns)
    positive: float | None = None
    plan: LearningPlan = field(default_factory=LearningPlan)
    talks: Path | None = None
    update: bool = False
    force: bool = False
    versions: int = 3


@dataclass(frozen=True, slots=True, eq=False)
class Goods:
    """The catalogue at one moment; row i of all is the same item."""

    items: tuple[Item, ...]
    texts: ItemTexts
    manifest: Manifest

    @property
    def ids(self) -> list[str]:
        """Item id of every row."""
        return [item.id for item in self.items]


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """The model to go on from, and what it does not know.

    Attributes:
        new: bool (m,), interactions to learn from: never met, or met with another value.
        absent: bool (m,), those never met, the only ones it can be asked about.
    """

    model: Interest
    new: NDArray[np.bool_]
    absent: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """All that a training needs.

    Attributes:
        read: The file, as it was read.
        kept: All there is to learn from; of an update also what was learnt from before.
        before: None where training begins anew.
    """

    goods: Goods
    read: ReadLog
    kept: KeptLog
    before: Before | None

    @property
    def log(self) -> Log:
        """What to learn from."""
        return self.kept.log


def task_of(settings: Settings, order: Order, now: datetime) -> Task:
    """Opens and reads what was ordered.

    Raises:
        ModelMissing, ModelDamaged, ModelMismatch: There is nothing to update, or it does not fit the index.
        SettingsError: An update with another --positive than the log before.
        IndexMissing, IndexMismatch, TableError: Index or log can't be read.
    """
    if not order.update:
        goods = goods_of(settings)
        read = read_for(goods, order, order.positive, now)
        return Task(goods, read, KeptLog(read.log, read.rule), None)
    version = current(settings.interest_folder)
    manifest = read_manifest(settings.index_folder)
    check_fits(Card.read(version), manifest.encoder, manifest.dim, FEATURES)  # before the encoders load
    goods = goods_of(settings)
    old = read_kept(version, goods.ids)
    rule = _rule_before(version, old, order.positive)
    read = read_for(goods, order, rule, now)
    both = merged(old.log, read.log)
    before = Before(Interest.load(version, goods.texts, goods.ids), both.new, both.absent)
    return Task(goods, read, KeptLog(both.log, rule), before)


def _rule_before(version: Path, old: KeptLog, positive: float | None) -> Rule:
    """What counted as liked when the model was trained, so that old and new rows mean the same."""
    if old.rule is None:
        raise ModelDamaged(
            f"{kept_path(version)}: the log of the model does not say what counted as liked, so nothing can "
            "be added; train anew with: offtrail train LOG"
        )
    if positive is not None and positive != old.rule.positive:
        was = "without --positive" if old.rule.positive is None else f"with --positive {old.rule.positive:g}"
        raise SettingsError(
            f"--positive {positive:g}: the model in use was trained {was}, and an update reads its log in the "
            "same way; leave it out, or train anew without --update"
        )
    return old.rule


def goods_of(settings: Settings) -> Goods:
    """Of the index in use, with all changes."""
    encoders, kept = open_encoders(settings), stores(settings.store, settings.store_token)
    with closing(LiveIndex(settings.index_folder, encoders, kept)) as live:
        index = live.index
        vectors = index.vectors_at(np.flatnonzero(index.alive))
        return Goods(index.items, ItemTexts(vectors, [item.text() for item in index.items]), index.manifest)


def read_for(goods: Goods, order: Order, positive: float | Rule | None, now: datetime) -> ReadLog:
    """The log of an order, about these goods."""
    return read_log(order.log, goods.items, order.columns, positive, now=now.timestamp())
