"""What a request may turn, and what a dislike costs: the same for every model of interest."""

from __future__ import annotations

PULL = 0.45  # at niche 1, what each unit of ln(1 + people who liked it) costs an item, in units of the score
DISLIKED = 1.0  # what an item costs that is the same as one disliked, in log-odds; less where it is less like it
