"""An interest model of the ten-item shop: two circles of people, each of whom keeps to five of the goods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from bot.kept_log import KeptLog, keep_log
from ranker.card import FORMAT, Card
from ranker.interest import FEATURES, Interest
from ranker.interested import InterestIn
from ranker.judge import Judge
from ranker.judging import JudgingPlan
from ranker.learning import LearningPlan, learn
from ranker.log import Log
from ranker.model import ItemTexts
from ranker.plan import TrainingPlan
from ranker.shape import TowerShape
from ranker.talk import NAMES, TALK
from ranker.versions import new_version, publish
from retriever.index import Index
from tests.shop import ENCODER, NOON, SHOP

GOODS = [str(record["id"]) for record in SHOP]
DRINKS = ("lapsang", "sencha", "moka", "grinder", "blanket")
OUTDOORS = ("boots-fell", "boots-tundra", "river", "lantern", "chess")

PLAN = LearningPlan(
    TrainingPlan(
        TowerShape(dim=8, length=4), epochs=3, batch=32, negatives=4, learning_rate=0.02, patience=4, seed=7
    ),
    judging=JudgingPlan(hidden=4, epochs=20, batch=10, learning_rate=0.01),
    cold=0.0,
)

Past = Mapping[str, tuple[Sequence[str], Sequence[float]]]

# ann had three drinks, bob three things for outdoors, and cy hated the one tea he had
PEOPLE: Past = {
    "ann": (("sencha", "moka", "blanket"), (1.0, 1.0, 1.0)),
    "bob": (("boots-fell", "lantern", "chess"), (1.0, 1.0, 1.0)),
    "cy": (("sencha", "river", "chess"), (-1.0, 1.0, 1.0)),
}


def circles_log(n_users: int = 120) -> Log:
    """People by turns of one circle and the other, who like four of its five goods in any order."""
    rng = np.random.default_rng(0)
    row = {id_: place for place, id_ in enumerate(GOODS)}
    circles = [np.array([row[id_] for id_ in circle], np.int32) for circle in (DRINKS, OUTDOORS)]
    items = np.concatenate([rng.permutation(circles[user % 2])[:4] for user in range(n_users)])
    return Log(
        GOODS,
        [f"u{user}" for user in range(n_users)],
        np.repeat(np.arange(n_users, dtype=np.int32), 4),
        items.astype(np.int32),
        np.ones(len(items), np.float32),
        np.arange(len(items), dtype=np.float64),
    )


def log_of_people(people: Past) -> Log:
    """What people did with the goods of the shop, as a log."""
    done = [
        (user, GOODS.index(id_), value)
        for user, past in enumerate(people.values())
        for id_, value in zip(*past, strict=True)
    ]
    users, items, values = zip(*done, strict=True)
    return Log(
        GOODS,
        list(people),
        np.array(users, np.int32),
        np.array(items, np.int32),
        np.array(values, np.float32),
        np.full(len(done), np.nan),
    )


def shop_interest(index: Index) -> Interest:
    """Learnt from the two circles; takes a second or two."""
    texts = [item.text() for item in index.items]
    return learn(circles_log(), ItemTexts(ENCODER.encode(texts), texts), PLAN).interest


def knowing(interest: Interest, talk: Judge | None = None, people: Past = PEOPLE) -> InterestIn:
    """The model with ann, bob and cy."""
    return InterestIn(interest, people, talk)


def published(
    folder: Path,
    interest: Interest,
    people: Past = PEOPLE,
    now: datetime = NOON,
    talk: Judge | None = None,
    encoder: str = ENCODER.name,
) -> Path:
    """A version that is in use from now on, with its card and the log of `people`."""
    version = new_version(folder, now)
    interest.save(version)
    if talk is not None:
        talk.save(version, TALK)
    card = Card(
        format=FORMAT, features=FEATURES, encoder=encoder, dim=ENCODER.dim, catalogue_sha256="ab" * 32,
        items=len(GOODS), log="log.csv", users=120, interactions=480, first=None, last=None,
        positives="every row", seed=0, plan={}, metrics=(), libraries={}, seconds=1.0,
        trained_at=now.isoformat(), files={},
    )  # fmt: skip
    card.write(version)
    keep_log(version, KeptLog(log_of_people(people), None))
    publish(folder, version)
    return version


def judge_of(*names: str) -> Judge:
    """One that adds up some of what can be weighed in a talk."""
    return Judge.plain(NAMES, names)
