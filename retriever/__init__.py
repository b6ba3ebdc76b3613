"""Finds items. Knows nothing of users, prompts or the language model."""

from retriever.items import Candidate, Constraint, Item, Query

__all__ = ["Candidate", "Constraint", "Item", "Query"]
