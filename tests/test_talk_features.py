"""What is weighed of candidates in a talk, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranker import features
from ranker.talk import LEGS, NAMES, OWN, talk_features
from retriever.items import Candidate, Item, Leg, Query

N_WEIGHED = len(features.NAMES)


def candidate(id_: str, tail: float, fused: float, legs: dict[Leg, float] | None = None) -> Candidate:
    return Candidate(Item(id_, id_, tail=tail), 0.4, 0.3, fused, legs or {})


FOUND = [
    candidate("h0", 0.1, 3.0, {"dense": 0.25, "interest": 0.5}),
    candidate("h1", 0.1, 1.0),
    candidate("t0", 0.9, 2.0, {"title": 20.0}),
    candidate("t1", 0.9, 2.0),
    candidate("t2", 0.9, 5.0),
]
LOGITS = np.array([0.5, 1.5, -1.0, 2.0, 2.0], np.float32)
WEIGHED = np.arange(len(FOUND) * N_WEIGHED, dtype=np.float32).reshape(len(FOUND), N_WEIGHED)


def column(name: str) -> list[float]:
    found = talk_features(Query("tea", liked=("a", "b")), FOUND, LOGITS, WEIGHED)
    return [round(float(value), 4) for value in found[:, NAMES.index(name)]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("head", [1, 1, 0, 0, 0]),
        ("fused", [3, 1, 2, 2, 5]),
        # of the head one stands above h1; of the tail t2 above both others, which share their place: ln 2 = .6931
        ("place by fused", [0, 0.6931, 0.6931, 0.6931, 0]),
        ("similarity", [0.4] * 5),
        ("likeness", [0.3] * 5),
        ("tail", [0.1, 0.1, 0.9, 0.9, 0.9]),
        ("liked", [1.0986] * 5),  # two: ln 3
        ("interest", [0.5, 1.5, -1, 2, 2]),
        ("place by interest", [0.6931, 0, 1.0986, 0, 0]),  # two stand above t0: ln 3
        ("leg dense", [0.25, 0, 0, 0, 0]),
        ("leg title", [0, 0, 20, 0, 0]),
        ("leg interest", [0.5, 0, 0, 0, 0]),
        (features.NAMES[0], [0, 15, 30, 45, 60]),  # fifteen features each
    ],
)
def test_every_column_says_what_its_name_says(name: str, values: list[float]) -> None:
    assert column(name) == values


def test_columns_have_names_of_their_own_and_every_leg_has_one() -> None:
    assert len(set(NAMES)) == len(NAMES) == len(OWN) + len(LEGS) + N_WEIGHED
    assert talk_features(Query(), FOUND, LOGITS, WEIGHED).shape == (5, len(NAMES))


def test_no_candidates_give_no_rows_of_the_right_width() -> None:
    assert talk_features(Query("tea"), [], LOGITS[:0], WEIGHED[:0]).shape == (0, len(NAMES))


@given(st.permutations(range(len(FOUND))))
def test_the_order_of_the_candidates_does_not_matter(order: list[int]) -> None:
    mixed = talk_features(Query("tea"), [FOUND[place] for place in order], LOGITS[order], WEIGHED[order])
    assert mixed.tolist() == talk_features(Query("tea"), FOUND, LOGITS, WEIGHED)[order].tolist()


def test_the_tail_says_nothing_of_the_head() -> None:
    heads = talk_features(Query("tea"), FOUND[:2], LOGITS[:2], WEIGHED[:2])
    assert talk_features(Query("tea"), FOUND, LOGITS, WEIGHED)[:2].tolist() == heads.tolist()
