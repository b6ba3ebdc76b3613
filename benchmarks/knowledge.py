"""Questions of service: how many the articles answer rightly, how many wrongly, and whether wishes are left alone.

    python -m benchmarks.knowledge [--part dev|test] [--fit] [--faults] [--wishes N]

`test` is the put-aside half of tests/data/service_questions.jsonl over docs/examples/articles: 70 sentences, whose
author wrote both. Weights and lines come from `dev`: the other half of it, and tests/data/service_dev.jsonl over
these articles and three more sets, tests/data/service_sets (a tea and outdoor shop, a repair shop, a library with
a museum). `--fit` prints weights and lines anew, and what weights and lines from three of the four sets make of
the fourth. All is as the whole bot would hear it, with the parser over the shop of tests/data/shop.jsonl.

* right: a quotation holds the words that answer. wrong: a quotation does not, of all that could be asked.
* refused: says that it does not know, and hands over. silent: treated as no question of service.
* hijacked: a wish that is answered from the articles or refused.

The peers decide alike, but support is BM25 alone, or the cosine alone, each with its own lines from `dev`.
`--wishes` also reads that many of the utterances of tests/data/utterances.jsonl that ask for items.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.intent import domain_of
from benchmarks.knowledge_fit import Example, trained
from bot.idle import settled
from bot.intent import Parser
from bot.intent.learned.tagger import load_taggers
from bot.knowledge import answer, support
from bot.knowledge.consult import CLEAR, SUPPORTED, Articles, Consulted
from bot.knowledge.index import ArticleIndex, open_articles
from bot.knowledge.nouns import Quote
from bot.messages import SHOWING, Intent, Session
from retriever.encode import Encoders, SentenceEncoder, packaged_weights
from retriever.lexical import LexicalIndex, stems
from retriever.multilingual import UniversalEncoder

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
ARTICLES = ROOT / "docs" / "examples" / "articles"
MEASURED: dict[tuple[int, str], tuple[support.Asked, support.Measured]] = {}
PLAIN: dict[int, LexicalIndex] = {}
SETS = {"docs": ARTICLES} | {name: DATA / "service_sets" / name for name in ("tea", "repair", "library")}
LINES = 21  # tried
PRICE = 3  # of a wrong answer or a hijacked wish, in right answers

Row = dict[str, Any]
Indexes = Mapping[str, ArticleIndex]
QuoteOf = Callable[[str, str], Quote]  # set, question
Understand = Callable[[str], Intent]
Lines = tuple[float, float]
Score = Callable[[ArticleIndex, support.Asked, support.Measured], tuple[int, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--part", choices=("dev", "test"), default="test", help="which rows the table is of")
    parser.add_argument("--fit", action="store_true", help="print weights and lines from dev")
    parser.add_argument("--faults", action="store_true", help="list what goes wrong in dev")
    parser.add_argument("--wishes", type=int, default=0, metavar="N")
    options = parser.parse_args()
    indexes = opened()
    dev = rows_of("dev")
    shown = dev if options.part == "dev" else rows_of("test")
    understand = reader(domain_of("shop", load_taggers(packaged_weights())).parser)
    if options.fit:
        fit(indexes, dev, understand)
    print("| support | right | wrong | refused | silent | none: wrong | refused | silent | hijacked | ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, score in {
        "offtrail": fitted(support.SAME, support.ACROSS),
        "BM25 alone": words_alone,
        "cosine alone": cosine_alone,
    }.items():
        quote = quoting(indexes, score)
        lines = (SUPPORTED, CLEAR) if name == "offtrail" else best_lines(quote, dev, understand)
        print(row_of(name, quote, lines, shown, understand))
        if options.faults and name == "offtrail":
            faults(quote, lines, dev, understand)
        if options.wishes:
            hijacked(heard(quote, lines, "docs"), options.wishes, understand)


def opened() -> dict[str, ArticleIndex]:
    """The four sets of articles."""
    encoders = Encoders(SentenceEncoder.load(), UniversalEncoder.load())
    with tempfile.TemporaryDirectory() as kept:
        return {name: open_articles(folder, Path(kept) / name, encoders) for name, folder in SETS.items()}


def rows_of(part: str) -> list[Row]:
    """The rows of a part, each with its set of articles."""
    texts = [
        (DATA / name).read_text(encoding="utf-8") for name in ("service_questions.jsonl", "service_dev.jsonl")
    ]
    rows: list[Row] = [{"set": "docs"} | json.loads(line) for text in texts for line in text.splitlines()]
    return [row for row in rows if row["part"] == part]


def heard(quote: QuoteOf, lines: Lines, name: str) -> Articles:
    """What answers from a set of articles."""
    return Articles(lambda question, after="": quote(name, f"{after} {question}".strip()), *lines)


def reader(parser: Parser) -> Understand:
    """What the parser makes of an utterance that begins a talk."""

    @cache
    def understand(text: str) -> Intent:
        return settled(text, parser.parse(text, Session("s")), Session("s"))

    return understand


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
        ready = support.asked(question)
        MEASURED[id(index), question] = (ready, support.measure(index, ready))
    return MEASURED[id(index), question]


def fitted(same: support.Weights, across: support.Weights) -> Score:
    """As the bot does."""

    def score(index: ArticleIndex, _: support.Asked, measured: support.Measured) -> tuple[int, float]:
        supports = measured.support(same, across)
        best = int(np.argmax(supports))
        return best, support.odds(index, supports, best)

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


def tally(quote: QuoteOf, lines: Lines, rows: Sequence[Row], understand: Understand) -> dict[tuple[str, str], int]:
    """How often each kind of row has each outcome."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["kind"], outcome(heard(quote, lines, row["set"]), row, understand))
        counts[key] = counts.get(key, 0) + 1
    return counts


def row_of(name: str, quote: QuoteOf, lines: Lines, rows: Sequence[Row], understand: Understand) -> str:
    """One line of the table."""
    began = perf_counter()
    counts = tally(quote, lines, rows, understand)
    each = 1000 * (perf_counter() - began) / len(rows)
    size = {kind: sum(row["kind"] == kind for row in rows) for kind in ("answerable", "unanswerable", "wish")}

    def share(kind: str, what: str) -> str:
        return f"{counts.get((kind, what), 0)}/{size[kind]}"

    cells = [share("answerable", what) for what in ("right", "wrong", "refused", "silent")]
    cells += [share("unanswerable", what) for what in ("wrong", "refused", "silent")]
    wishes = size["wish"] - counts.get(("wish", "silent"), 0)
    return f"| {name} | {' | '.join(cells)} | {wishes}/{size['wish']} | {each:.0f} |"


def best_lines(quote: QuoteOf, rows: Sequence[Row], understand: Understand) -> Lines:
    """The two lines with most right answers, a wrong one or a hijacked wish counted as PRICE less; told."""
    supports = [quote(row["set"], row["text"]).support for row in rows]
    middles = [float(line) for line in np.quantile(supports, np.linspace(0.1, 0.9, LINES))]

    def worth(lines: Lines) -> tuple[float, float]:
        counts = tally(quote, lines, rows, understand)
        bad = counts.get(("answerable", "wrong"), 0) + counts.get(("unanswerable", "wrong"), 0)
        taken = sum(n for (kind, what), n in counts.items() if kind == "wish" and what != "silent")
        return counts.get(("answerable", "right"), 0) - PRICE * (bad + taken), sum(lines)

    low = max(middles, key=lambda line: worth((line, line)))
    lines = max(((low, high) for high in middles if high >= low), key=worth)
    print(f"<!-- lines {lines[0]:.2f}, {lines[1]:.2f}; worth {worth(lines)[0]} on what they were chosen on -->")
    return lines


def fit(indexes: Indexes, rows: Sequence[Row], understand: Understand) -> None:
    """Weights and lines of all sets, and how those of three sets do on the fourth; told."""
    examples = {
        name: [example(indexes[name], row) for row in rows if row["set"] == name and row["kind"] != "wish"]
        for name in SETS
    }
    for left_out in SETS:
        rules = trained([one for name in SETS if name != left_out for one in examples[name]])
        quote = quoting(indexes, fitted(*rules))
        asked = [one for one in examples[left_out] if one.answers]
        first = sum(int(np.argmax(one.support(rules))) in one.answers for one in asked)
        print(f"<!-- {left_out}, left out: the passage with an answer first for {first} of {len(asked)} -->")
        lines = best_lines(quote, [row for row in rows if row["set"] != left_out], understand)
        print(
            row_of(
                f"{left_out}, left out", quote, lines, [row for row in rows if row["set"] == left_out], understand
            )
        )
    rules = trained([one for name in SETS for one in examples[name]])
    for name, rule in zip(("SAME", "ACROSS"), rules, strict=True):
        print(f"<!-- {name}: ({', '.join(f'{weight:.2f}' for weight in rule.of)}), {rule.bias:.2f} -->")
    best_lines(quoting(indexes, fitted(*rules)), rows, understand)


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


def faults(quote: QuoteOf, lines: Lines, rows: Sequence[Row], understand: Understand) -> None:
    """What goes wrong, with what was quoted."""
    good = {"answerable": ("right",), "unanswerable": ("refused", "silent"), "wish": ("silent",)}
    for row in rows:
        if (what := outcome(heard(quote, lines, row["set"]), row, understand)) not in good[row["kind"]]:
            best = quote(row["set"], row["text"])
            print(f"{what}: {row['text']} [{best.support:+.2f}; {' '.join(understand(row['text']).acts)}]")
            print(f"    {best.cited}: {best.text[:100]}")


def hijacked(knowledge: Articles, n: int, understand: Understand) -> None:
    """How many of other people's wishes are taken for questions of service, where gold sees none."""
    texts = []
    for line in (DATA / "utterances.jsonl").read_text(encoding="utf-8").splitlines():
        for turn in turns(json.loads(line)):
            acts = set(turn["acts"])
            if acts & SHOWING and "service" not in acts:
                texts.append(turn["say"])
    texts = list(dict.fromkeys(texts))
    chosen = texts[:: max(len(texts) // n, 1)][:n]
    taken = [text for text in chosen if knowledge(text, Session("s"), understand).quotes]
    print(f"<!-- {len(taken)} of {len(chosen)} wishes of utterances.jsonl answered from articles -->")
    for text in taken[:20]:
        print(f"    {text} -> {knowledge.quote(text).cited}")


def turns(record: Row) -> list[Row]:
    """The turns of a talk, or the one utterance that a record is."""
    return list(record.get("turns", [record]))


if __name__ == "__main__":
    main()
