"""Weights and lines from dev questions, and what those of three sets of articles make of the fourth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.knowledge_fit import Example, trained
from benchmarks.knowledge_heard import (
    SETS,
    Counts,
    Indexes,
    Lines,
    QuoteOf,
    Row,
    Understand,
    fitted,
    measured_once,
    quoting,
    row_of,
    tally,
)
from bot.knowledge.index import ArticleIndex
from bot.knowledge.nouns import Quote

LINES = 21  # tried
PRICE = 3  # of a wrong answer or a hijacked wish, in right answers


def worth(counts: Counts) -> int:
    """Right answers, less PRICE for each wrong one and each wish that is taken for a question."""
    bad = counts["answerable", "wrong"] + counts["unanswerable", "wrong"]
    taken = sum(n for (kind, what), n in counts.items() if kind == "wish" and what != "silent")
    return counts["answerable", "right"] - PRICE * (bad + taken)


def best_lines(quote: QuoteOf, rows: Sequence[Row], understand: Understand) -> Lines:
    """The two lines that are worth most, the higher ones of equals; told."""
    supports = [quote(row["set"], row["text"]).support for row in rows]
    middles = [float(line) for line in np.quantile(supports, np.linspace(0.1, 0.9, LINES))]

    def value(lines: Lines) -> tuple[int, float]:
        return worth(tally(quote, lines, rows, understand)), sum(lines)

    low = max(middles, key=lambda line: value((line, line)))
    lines = max(((low, high) for high in middles if high >= low), key=value)
    print(f"<!-- lines {lines[0]:.2f}, {lines[1]:.2f}; worth {value(lines)[0]} on what they were chosen on -->")
    return lines


def fit(indexes: Indexes, rows: Sequence[Row], understand: Understand) -> None:
    """Lines, where each set is supported by the weights of the other three; then the weights of all; told."""
    examples = {
        name: [example(indexes[name], row) for row in rows if row["set"] == name and row["kind"] != "wish"]
        for name in SETS
    }
    quotes: dict[str, QuoteOf] = {}
    first = asked = 0
    for left_out in SETS:
        rules = trained([one for name in SETS if name != left_out for one in examples[name]])
        answered = [one for one in examples[left_out] if one.answers]
        asked += len(answered)
        first += sum(int(np.argmax(one.support(rules))) in one.answers for one in answered)
        quotes[left_out] = quoting(indexes, fitted(*rules))

    def quote(name: str, question: str) -> Quote:
        return quotes[name](name, question)

    print(f"<!-- a passage with the answer first for {first} of {asked}, each set left out -->")
    lines = best_lines(quote, rows, understand)
    for name in SETS:
        own = [row for row in rows if row["set"] == name]
        print(row_of(f"{name}, left out", tally(quote, lines, own, understand)))
    print(row_of("all, each left out", tally(quote, lines, rows, understand)))
    rules = trained([one for name in SETS for one in examples[name]])
    for name, rule in zip(("SAME", "ACROSS"), rules, strict=True):
        print(f"<!-- {name}: ({', '.join(f'{weight:.2f}' for weight in rule.of)}), {rule.bias:.2f} -->")


def example(index: ArticleIndex, row: Row) -> Example:
    """A question, measured, with the passages that answer it."""
    _, measured = measured_once(index, row["text"])
    places = [
        place
        for place, passage in enumerate(index.passages)
        if any(has in passage.text for has in row.get("has", ()))
        and passage.file in row.get("files", (passage.file,))
    ]
    return Example(measured.of, measured.same, tuple(places))
