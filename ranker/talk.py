"""What the search and the interest model say of candidates in a talk -> numbers that can be weighed.

Knows neither weights nor words. Head and tail stay apart: scores of the search compare within one only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from ranker import features
from retriever.items import Candidate, Leg, Query

TALK = "talk.safetensors"

LEGS: tuple[Leg, ...] = get_args(Leg)
OWN = (
    "head",
    "fused",
    "place by fused",
    "similarity",
    "likeness",
    "tail",
    "liked",
    "interest",
    "place by interest",
)
NAMES = (*OWN, *(f"leg {leg}" for leg in LEGS), *features.NAMES)

Vectors = NDArray[np.float32]


def talk_features(query: Query, candidates: Sequence[Candidate], logits: Vectors, weighed: Vectors) -> Vectors:
    """What can be weighed of candidates of one search.

    Args:
        query: What is asked for.
        candidates: m of them, all of one search.
        logits: float32 (m,), what the interest model says of each.
        weighed: float32 (m, len(features.NAMES)), what it is made of.
    Returns:
        float32 (m, len(NAMES)).
    """
    found = np.zeros((len(candidates), len(NAMES)), dtype=np.float32)
    if not candidates:
        return found
    head = np.array([candidate.head for candidate in candidates])
    fused = np.array([candidate.fused for candidate in candidates], dtype=np.float32)
    found[:, 0] = head
    found[:, 1] = fused
    found[:, 2] = _places(fused, head)
    found[:, 3] = [candidate.similarity for candidate in candidates]
    found[:, 4] = [candidate.likeness for candidate in candidates]
    found[:, 5] = [candidate.item.tail for candidate in candidates]
    found[:, 6] = np.log1p(len(query.liked))
    found[:, 7] = logits
    found[:, 8] = _places(logits, head)
    for row, candidate in enumerate(candidates):
        found[row, len(OWN) : len(OWN) + len(LEGS)] = [candidate.legs.get(leg, 0.0) for leg in LEGS]
    found[:, len(OWN) + len(LEGS) :] = weighed
    return found


def _places(scores: Vectors, head: NDArray[np.bool_]) -> Vectors:
    """float32 (m,), ln(1 + candidates of the same half that stand above it)."""
    places = np.zeros(len(scores), dtype=np.float32)
    for half in (head, ~head):
        own = scores[half]
        places[half] = np.log1p(len(own) - np.searchsorted(np.sort(own), own, side="right"))
    return places
