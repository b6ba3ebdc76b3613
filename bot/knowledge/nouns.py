"""The nouns of the articles: Article, Passage, Cited, Quote, Handover. Knows nothing of how they are made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Language
from retriever.items import HAN

HAN_END = re.compile(r"[一-鿿。！？；：，、”’）」]$")


class ArticleError(ValueError):
    """A file of articles can't be read; names the file, the line and what to do."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a row of a table, on one line and made plain.

    Attributes:
        headings: It stands under, outermost first, without the article's title.
        line: In the file, from 1.
    """

    headings: tuple[str, ...]
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """One text under one title.

    Attributes:
        file: It was read from, relative to the folder.
    """

    file: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is found and quoted at once: the sentences of a few paragraphs under one heading.

    Attributes:
        article: The title.
        line: Of the file, where it begins.
    """

    article: str
    headings: tuple[str, ...]
    sentences: tuple[str, ...]
    file: str
    line: int

    @property
    def text(self) -> str:
        """All of it."""
        return joined(self.sentences)

    @property
    def under(self) -> str:
        """The title and the headings it stands under."""
        return ". ".join((self.article, *self.headings))

    @property
    def indexed(self) -> str:
        """The text with what it stands under, as it is searched for."""
        return f"{self.under}. {self.text}"

    @property
    def han(self) -> bool:
        """It is written in Chinese."""
        return bool(HAN.search(self.text))


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a quotation stands: the article, the headings above it, the file and its line."""

    article: str
    headings: tuple[str, ...]
    file: str
    line: int

    def __str__(self) -> str:
        return " › ".join((self.article, *self.headings))


@dataclass(frozen=True, slots=True)
class Quote:
    """Sentences of one passage, word for word.

    Attributes:
        support: How well the passage supports it as an answer; above 0 means likely.
    """

    text: str
    cited: Cited
    support: float


@dataclass(frozen=True, slots=True)
class Handover:
    """A question that no article answers, given to people.

    Attributes:
        session: The talk it was asked in.
        question: In the person's words.
    """

    session: str
    question: str
    language: Language


def joined(sentences: Sequence[str]) -> str:
    """Sentences as a text; after a Chinese one stands no space."""
    text = ""
    for sentence in sentences:
        text += ("" if not text or HAN_END.search(text) else " ") + sentence
    return text
