"""Orders candidates for a person. Knows nothing of prompts, words or the web."""

from ranker.rank import Ranked, Ranker, Reason, SimilarityRanker

__all__ = ["Ranked", "Ranker", "Reason", "SimilarityRanker"]
