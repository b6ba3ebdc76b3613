"""The size of the towers as plain numbers. Knows nothing of torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TowerShape:
    """What the weights look like.

    Attributes:
        dim: Width of the vectors of items and people.
        length: Likes of a person that are looked at, the newest.
        id_drop: How often an item's own vector is left out in training, so that its text must do.
        spread: Standard deviation of the first weights of words and ids.
    """

    dim: int = 256
    length: int = 15
    id_drop: float = 0.2
    spread: float = 0.02
