"""Orders candidates for a person. Knows nothing of prompts, words or the web."""

from ranker.rank import FusionRanker, Ranked, Ranker, Reason

__all__ = ["FusionRanker", "Ranked", "Ranker", "Reason"]
