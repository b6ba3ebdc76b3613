"""Articles -> passages that are found and quoted. Knows nothing of vectors or questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.knowledge.nouns import Article, ArticleError, Block, Passage
from retriever.items import HAN

MAX_WORDS = 120
MAX_PASSAGES = 20_000
MAX_SENTENCE_CHARS = 800  # one without an end; Chinese has no words to count
SENTENCE = re.compile(
    r"(?:(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bNo\.)|(?<=[.!?][\"')”’]))\s+(?=[^a-z\s])"
    r"|(?<=[。！？])(?![”’」）])"
)
WORD = re.compile(r"[^\W_]+")


def passages_of(articles: Sequence[Article]) -> tuple[Passage, ...]:
    """Cuts at headings and paragraphs, to some 120 words, and within a paragraph between sentences.

    Raises:
        ArticleError: There is no text, or more than 20,000 passages.
    """
    found: list[Passage] = []
    for article in articles:
        for headings, blocks in groupby(article.blocks, lambda block: block.headings):
            for begun, sentences in _cut(list(blocks)):
                found.append(Passage(article.title, headings, sentences, article.file, begun.line))
        if len(found) > MAX_PASSAGES:
            raise ArticleError(f"{article.file}: here the articles pass {MAX_PASSAGES:,} passages; leave some out")
    if not found:
        files = ", ".join(sorted({article.file for article in articles}))
        raise ArticleError(f"no text in these articles: {files[:300]}")
    return tuple(found)


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, none longer than a passage may be.

    >>> sentences_of("Tea is final sale. Unless sealed, e.g. in tins! 可以。不行。")
    ('Tea is final sale.', 'Unless sealed, e.g. in tins!', '可以。', '不行。')
    """
    whole = (piece.strip() for piece in SENTENCE.split(text))
    return tuple(part for piece in whole if piece for part in _bounded(piece))


def words_in(text: str) -> int:
    """How long a text is; two Chinese characters count as a word."""
    han = len(HAN.findall(text))
    return len(WORD.findall(HAN.sub(" ", text))) + (han + 1) // 2


def _cut(blocks: list[Block]) -> Iterator[tuple[Block, tuple[str, ...]]]:
    kept: list[str] = []
    begun, words = blocks[0], 0
    for block in blocks:
        sentences = sentences_of(block.text)
        if kept and words + words_in(block.text) > MAX_WORDS:
            yield begun, tuple(kept)
            kept, words = [], 0
        for sentence in sentences:
            if kept and words + words_in(sentence) > MAX_WORDS:
                yield begun, tuple(kept)
                kept, words = [], 0
            if not kept:
                begun = block
            kept.append(sentence)
            words += words_in(sentence)
    if kept:
        yield begun, tuple(kept)


def _bounded(sentence: str) -> Iterator[str]:
    if words_in(sentence) <= MAX_WORDS and len(sentence) <= MAX_SENTENCE_CHARS:
        yield sentence
        return
    if " " not in sentence:
        yield from (sentence[i : i + MAX_WORDS] for i in range(0, len(sentence), MAX_WORDS))
        return
    yield from _runs(sentence)


def _runs(sentence: str) -> Iterator[str]:
    kept: list[str] = []
    words = chars = 0
    for whole in sentence.split(" "):
        word = whole[:MAX_SENTENCE_CHARS]
        words, chars = words + words_in(word), chars + len(word) + 1
        if kept and (words > MAX_WORDS or chars > MAX_SENTENCE_CHARS):
            yield " ".join(kept)
            kept, words, chars = [], words_in(word), len(word) + 1
        kept.append(word)
    yield " ".join(kept)
