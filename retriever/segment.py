"""A run of items with everything that is searched in them. Knows nothing of queries, files or changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retriever.encode import Vectors
from retriever.fields import Fields
from retriever.items import Item
from retriever.lexical import WORD, Words


@dataclass(frozen=True)
class Segment:
    """Row i of every part is items[i].

    Attributes:
        items: The records.
        vectors: float32 (n, dim), unit rows, of Item.text().
        foreign: float32 (n, other dim) of a multilingual encoder; None where the index was built without.
        fields: The records by column.
        words: BM25 over Item.text().
        facet_words: BM25 over the facets alone: a genre named says more than the same word in a story.
    """

    items: Sequence[Item]
    vectors: Vectors
    foreign: Vectors | None
    fields: Fields
    words: Words
    facet_words: Words

    @cached_property
    def tails(self) -> NDArray[np.float32]:
        """float32 (n,), Item.tail."""
        return np.array([item.tail for item in self.items], dtype=np.float32)

    @cached_property
    def titles(self) -> NDArray[np.int64]:
        """int64 (n,), equal for equal titles, whatever their case and marks."""
        return np.array([title_number(item) for item in self.items], dtype=np.int64)

    @cached_property
    def counts(self) -> NDArray[np.float32]:
        """float32 (n,), Item.count, 0 where unknown."""
        return np.array([item.count or 0 for item in self.items], dtype=np.float32)


def title_number(item: Item) -> int:
    """A number for the words of the title without case and marks; of the id where a title has none."""
    return number_of_words(item.title) if WORD.search(item.title) else number_of_words(f"id {item.id}")


def number_of_words(text: str) -> int:
    """The same number for texts of the same words, whatever their case and marks."""
    words = " ".join(WORD.findall(text.casefold()))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "little", signed=True)


def facet_text(item: Item) -> str:
    """The facets of an item as one text."""
    return ". ".join(", ".join(values) for values in item.facets.values())
