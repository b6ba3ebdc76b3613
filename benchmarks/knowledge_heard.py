"""Questions of service -> what the bot says to them, by whichever measure of support. Knows no weights' origin."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.idle import settled
from bot.intent import Parser
from bot.knowledge import answer, support
from bot.knowledge.consult import Articles, Consulted
from bot.knowledge.index import ArticleIndex
from bot.knowledge.nouns import Quote
from bot.messages import Intent, Session
from retriever.lexical import LexicalIndex, stems

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
SETS = {"docs": ROOT / "docs" / "examples" / "articles"} | {
    name: DATA / "service_sets" / name for name in ("tea", "repair", "library")
}
MEASURED: dict[tuple[int, str], tuple[support.Asked, support.Measured]] = {}
PLAIN: dict[int, LexicalIndex] = {}

Row = dict[str, Any]
Indexes = Mapping[str, ArticleIndex]
QuoteOf = Callable[[str, str], Quote]  # set, question
Understand = Callable[[str], Intent]
Lines = tuple[float, float]
Score = Callable[[ArticleIndex, support.Asked, support.Measured], tuple[int, float]]
Counts = Counter[tuple[str, str]]  # kind of row, outcome


def rows_of(part: str) -> list[Row]:
    """The rows of a part, each with its set of articles."""
    texts = [
        (DATA / name).read_text(encoding="utf-8") for name in ("service_questions.jsonl", "service_dev.jsonl")
    ]
    rows: list[Row] = [{"set": "docs"} | json.loads(line) for text in texts for line in text.splitlines()]
    return [row for row in rows if row["part"] == part]


def reader(parser: Parser) -> Understand:
    """What the parser makes of an utterance that begins a talk."""

    @cache
    def understand(text: str) -> Intent:
        return settled(text, parser.parse(text, Session("s")), Session("s"))

    return understand


def heard(quote: QuoteOf, lines: Lines, name: str) -> Articles:
    """What answers from a set of articles."""
    return Articles(lambda question, after="": quote(name, f"{after} {question}".strip()), *lines)


def quoting(indexes: Indexes, score: Score) -> QuoteOf:
    """What the bot would quote, the passage chosen and supported by `score`; each asked once."""

    @cache
    def quote(name: str, question: str) -> Quote:
        index = indexes[name]
        ready, measured = measured_once(index, question)
        best, supported = score(index, ready, measured)
        return answer.cut(index, ready, measured, best, supported)

    return quote


def measured_once(index: ArticleIndex, question: str) -> tuple[support.Asked, support.Measured]:
    """The same for every score."""
    if (id(index), question) not in MEASURED:
        ready = support.asked(index.words, question)
        MEASURED[id(index), question] = (ready, support.measure(index, ready))
    return MEASURED[id(index), question]


def fitted(same: support.Weights, across: support.Weights) -> Score:
    """As the bot does."""

    def score(index: ArticleIndex, ready: support.Asked, measured: support.Measured) -> tuple[int, float]:
        supports = measured.support(same, across)
        best = int(np.argmax(supports))
        return best, support.odds(index, ready, supports, best)

    return score


def words_alone(index: ArticleIndex, ready: support.Asked, _: support.Measured) -> tuple[int, float]:
    """BM25 of the words as they stand, without synonyms, by the share of what it could be."""
    if id(index) not in PLAIN:
        PLAIN[id(index)] = LexicalIndex.build([passage.indexed for passage in index.passages])
    words = PLAIN[id(index)]
    full = sum(words.with_more(()).weight(word) for word in stems(ready.text) if word)
    scores = words.scores(ready.text) / max(full, 1e-9)
    return int(np.argmax(scores)), float(np.max(scores))


def cosine_alone(index: ArticleIndex, _: support.Asked, measured: support.Measured) -> tuple[int, float]:  # noqa: ARG001  # a Score
    """Spreads of the whole passage above chance."""
    whole = measured.of[:, support.MEASURES.index("whole")]
    return int(np.argmax(whole)), float(np.max(whole))


def outcome(knowledge: Articles, row: Row, understand: Understand) -> str:
    """What the bot does with a row, in one word."""
    found: Consulted = knowledge(row["text"], Session("s"), understand)
    if not found.quotes:
        return "refused" if found.unanswered else "silent"
    holds = row["kind"] == "answerable" and any(answers(row, quote) for quote in found.quotes)
    return "right" if holds else "wrong"


def answers(row: Row, quote: Quote) -> bool:
    """A quotation has the words that answer, and is from a file that does."""
    return quote.cited.file in row.get("files", (quote.cited.file,)) and any(
        has in quote.text for has in row["has"]
    )


def tally(quote: QuoteOf, lines: Lines, rows: Sequence[Row], understand: Understand) -> Counts:
    """How often each kind of row has each outcome."""
    return Counter((row["kind"], outcome(heard(quote, lines, row["set"]), row, understand)) for row in rows)


def row_of(name: str, counts: Counts, milliseconds: float | None = None) -> str:
    """One line of the table."""

    def share(kind: str, *outcomes: str) -> str:
        size = sum(n for (of, _), n in counts.items() if of == kind)
        return f"{sum(counts[kind, what] for what in outcomes)}/{size}"

    cells = [share("answerable", what) for what in ("right", "wrong", "refused", "silent")]
    cells += [share("unanswerable", what) for what in ("wrong", "refused", "silent")]
    cells += [share("wish", "right", "wrong", "refused"), "" if milliseconds is None else f"{milliseconds:.0f}"]
    return f"| {name} | {' | '.join(cells)} |"
