"""Legs -> one score. Knows nothing of how a leg found its rows.

A weighted sum, head and tail each with weights of their own. They maximise the likelihood of what people
recommended next in training talks (`python -m benchmarks.fusion`); they are rounded, and `meaning` is held at .3,
since those talks name titles where others describe what they want (docs/log.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from retriever.items import Leg

Half = Literal["head", "tail"]
Feature = Literal[
    "title", "meaning", "second meaning", "words", "facet words", "facets", "taste", "together", "graph", "era",
    "fame", "crowding", "obscure", "interest",
]  # fmt: skip

TITLE = 20.0  # more than all else: a wish that is a title asks for that item

WEIGHTS: Mapping[Half, Mapping[Feature, float]] = {
    "head": {
        "title": TITLE, "meaning": 0.3, "second meaning": 0.0, "words": 0.9, "facet words": 1.6, "facets": 2.1,
        "taste": 0.4, "together": 0.5, "graph": 4.4, "era": 0.8, "fame": 0.75, "crowding": 0.0, "obscure": 0.0,
        "interest": 0.25,
    },
    "tail": {
        "title": TITLE, "meaning": 0.3, "second meaning": 0.0, "words": 1.6, "facet words": 1.6, "facets": 1.8,
        "taste": 0.6, "together": 1.0, "graph": 4.2, "era": 0.7, "fame": 0.7, "crowding": -0.7, "obscure": 1.0,
        "interest": 0.25,
    },
}  # fmt: skip

# The same in both halves where nothing is liked and the wish describes: no record has many of its words, and
# those that match do by chance. Chosen on `python benchmarks/wishes.py --part dev`: MRR .14 -> .36, with the
# second encoder .42. On talks the second encoder gains nothing.
DESCRIBED: Mapping[Feature, float] = {
    "meaning": 1.0,
    "second meaning": 1.0,
    "words": 0.4,
    "facet words": 0.4,
    "facets": 0.5,
}

# Which share of the words of a wish the best record has where it describes, and where it names what records say.
# In the middle .29 in the written requests, .5 in talks, 1 where genres, themes or people are named.
DESCRIBES, NAMES = 0.25, 0.5

# The niche dial: how much of a weight of the tail is left at niche 0, .5 and 1, linear between.
DIAL: Mapping[Feature, tuple[float, float, float]] = {"fame": (1.0, 0.5, 0.0), "obscure": (0.0, 0.0, 1.0)}

# Times their weight, for the legs of liked items where something was wished since: who says "something about fog"
# after "more like Stalker" wants fog first.
SINCE = 0.35
OF_LIKED: frozenset[Feature] = frozenset({"taste", "together", "graph", "era"})

# Times its weight: where nothing was said and nothing liked, a person's history is all there is to go by.
ALONE = 8.0

LEGS: Mapping[Feature, Leg] = {
    "title": "title", "meaning": "dense", "second meaning": "multilingual", "words": "words",
    "facet words": "facet words", "facets": "facets", "taste": "liked", "together": "together",
    "graph": "graph", "obscure": "obscure", "interest": "interest",
}  # fmt: skip


def parts(
    features: Mapping[Feature, NDArray[np.float32]],
    in_head: NDArray[np.bool_],
    niche: float,
    described: float = 0.0,
    wished_since: bool = False,
) -> dict[Feature, NDArray[np.float32]]:
    """What each feature adds to the score of each row; their sum is the score.

    Args:
        features: float32 (m,) each.
        in_head: bool (m,), rows of the best-known fifth get the weights of the head.
        niche: In [0, 1]; in the tail, fame fades with it and obscurity grows.
        described: In [0, 1], how far the wish describes; see `described`.
        wished_since: Something was wished after the last like.
    """
    return {
        name: _weights(name, in_head, niche, described)
        * np.float32(SINCE if wished_since and name in OF_LIKED else 1)
        * values
        for name, values in features.items()
    }


def described(matched: float) -> float:
    """How far a wish describes, by the share of its words that the best record has; both in [0, 1].

    >>> described(0.2), described(0.375), described(0.6)
    (1.0, 0.5, 0.0)
    """
    return min(1.0, max(0.0, (NAMES - matched) / (NAMES - DESCRIBES)))


def _weights(name: Feature, in_head: NDArray[np.bool_], niche: float, described: float) -> NDArray[np.float32]:
    in_tail = WEIGHTS["tail"][name] * np.interp(niche, (0.0, 0.5, 1.0), DIAL.get(name, (1.0, 1.0, 1.0)))
    weights = np.where(in_head, WEIGHTS["head"][name], in_tail)
    weights += (DESCRIBED.get(name, weights) - weights) * described
    return weights.astype(np.float32)
