"""Questions of service: how many the articles answer rightly, how many wrongly, and whether wishes are left alone.

    python -m benchmarks.knowledge [--fit] [--faults] [--wishes N]

Over docs/examples/articles and the 140 sentences of tests/data/service_questions.jsonl, whose author wrote both:
60 that an article answers, in other words (15 Chinese, 5 of them about English articles), 40 that none answers or
only seems to, 40 ordinary wishes. Weights and lines come from the `dev` half (`--fit` prints them anew); the table
is of the `test` half, as the whole bot would hear it, with the parser over the shop of tests/data/shop.jsonl.

* right: a quotation holds the words that answer. wrong: a quotation does not, of all that could be asked.
* refused: says that it does not know, and hands over. silent: treated as no question of service.
* hijacked: a wish that is answered from the articles or refused.

The peers decide alike, but support is BM25 alone, or the cosine alone, each with its own line from the `dev` half.
`--wishes` also reads that many of the utterances of tests/data/utterances.jsonl that ask for items.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.intent import domain_of
from bot.idle import settled
from bot.intent import Parser
from bot.intent.learned.tagger import load_taggers
from bot.knowledge import answer, support
from bot.knowledge.consult import CLEAR, SUPPORTED, Articles, Consulted
from bot.knowledge.index import ArticleIndex, open_articles
from bot.knowledge.nouns import Quote
from bot.messages import SHOWING, Intent, Session
from retriever.encode import Encoders, SentenceEncoder, packaged_weights
from retriever.multilingual import UniversalEncoder

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "tests" / "data" / "service_questions.jsonl"
UTTERANCES = ROOT / "tests" / "data" / "utterances.jsonl"
ARTICLES = ROOT / "docs" / "examples" / "articles"
PRICE = 3  # of a wrong answer or a hijacked wish, in right answers
HARD = 4  # passages a question that are learnt from as no answer

Row = dict[str, Any]
Score = Callable[[ArticleIndex, support.Asked], support.Numbers]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--fit", action="store_true", help="print weights and lines from the dev half")
    parser.add_argument("--faults", action="store_true", help="list what the dev half gets wrong")
    parser.add_argument("--wishes", type=int, default=0, metavar="N")
    options = parser.parse_args()
    encoders = Encoders(SentenceEncoder.load(), UniversalEncoder.load())
    with tempfile.TemporaryDirectory() as kept:
        index = open_articles(ARTICLES, Path(kept), encoders)
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    dev, test = ([row for row in rows if row["part"] == part] for part in ("dev", "test"))
    understand = reader(domain_of("shop", load_taggers(packaged_weights())).parser)
    if options.fit:
        fit(index, dev)
    print("| support | right | wrong | refused | silent | none: wrong | refused | silent | hijacked | ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, score in {
        "offtrail": support.support,
        "BM25 alone": words_alone,
        "cosine alone": cosine_alone,
    }.items():
        quote = cache(partial(quoted, index, score))
        if score is support.support:
            lines = (SUPPORTED, CLEAR)
            if options.fit:
                best_lines(quote, dev, understand)
        else:
            lines = best_lines(quote, dev, understand)
        heard = Articles(quote, *lines)
        print(row_of(name, heard, test, understand))
        if options.faults and score is support.support:
            faults(heard, dev, understand)
        if options.wishes:
            hijacked(heard, options.wishes, understand)


def reader(parser: Parser) -> Callable[[str], Intent]:
    """What the parser makes of an utterance that begins a talk."""

    @cache
    def understand(text: str) -> Intent:
        return settled(text, parser.parse(text, Session("s")), Session("s"))

    return understand


def quoted(index: ArticleIndex, score: Score, question: str) -> Quote:
    """What the bot would quote, the passage chosen and supported by `score`."""
    ready = support.asked(index, question)
    supports = score(index, ready)
    return answer.cut(index, ready, int(np.argmax(supports)), float(np.max(supports)))


def words_alone(index: ArticleIndex, question: support.Asked) -> support.Numbers:
    """The share of the question's words that BM25 gives."""
    return support.measure(index, question)[0].shared


def cosine_alone(index: ArticleIndex, question: support.Asked) -> support.Numbers:
    """Spreads above chance."""
    return support.measure(index, question)[0].above


def outcome(heard: Articles, row: Row, understand: Callable[[str], Intent]) -> str:
    """What the bot does with a row, in one word."""
    found: Consulted = heard(row["text"], Session("s"), understand)
    if not found.quotes:
        return "refused" if found.unanswered else "silent"
    holds = row["kind"] == "answerable" and any(
        words in quote.text and quote.cited.file in row["files"] for quote in found.quotes for words in row["has"]
    )
    return "right" if holds else "wrong"


def tally(heard: Articles, rows: Sequence[Row], understand: Callable[[str], Intent]) -> dict[tuple[str, str], int]:
    """How often each kind of row has each outcome."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["kind"], outcome(heard, row, understand))
        counts[key] = counts.get(key, 0) + 1
    return counts


def row_of(name: str, heard: Articles, rows: Sequence[Row], understand: Callable[[str], Intent]) -> str:
    """One line of the table."""
    began = perf_counter()
    counts = tally(heard, rows, understand)
    each = 1000 * (perf_counter() - began) / len(rows)
    size = {kind: sum(row["kind"] == kind for row in rows) for kind in ("answerable", "unanswerable", "wish")}

    def share(kind: str, what: str) -> str:
        return f"{counts.get((kind, what), 0)}/{size[kind]}"

    cells = [share("answerable", what) for what in ("right", "wrong", "refused", "silent")]
    cells += [share("unanswerable", what) for what in ("wrong", "refused", "silent")]
    wishes = size["wish"] - counts.get(("wish", "silent"), 0)
    return f"| {name} | {' | '.join(cells)} | {wishes}/{size['wish']} | {each:.0f} |"


def best_lines(
    quote: Callable[[str], Quote], rows: Sequence[Row], understand: Callable[[str], Intent]
) -> tuple[float, float]:
    """The two lines with most right answers, a wrong one or a hijacked wish counted as PRICE less; told."""
    supports = sorted({round(quote(row["text"]).support, 2) for row in rows})
    middles = [(low + high) / 2 for low, high in pairwise(supports)][::2]

    def worth(lines: tuple[float, float]) -> tuple[float, float]:
        counts = tally(Articles(quote, *lines), rows, understand)
        bad = counts.get(("answerable", "wrong"), 0) + counts.get(("unanswerable", "wrong"), 0)
        taken = sum(n for (kind, what), n in counts.items() if kind == "wish" and what != "silent")
        return counts.get(("answerable", "right"), 0) - PRICE * (bad + taken), sum(lines)

    low = max(middles, key=lambda line: worth((line, line)))
    lines = max(((low, high) for high in middles if high >= low), key=worth)
    print(f"<!-- lines {lines[0]:.2f}, {lines[1]:.2f}; worth {worth(lines)[0]} on dev -->")
    return lines


def fit(index: ArticleIndex, rows: Sequence[Row]) -> None:
    """Logistic regression over passages that answer and the nearest that don't; told as weights."""
    from sklearn.linear_model import LogisticRegression

    examples: dict[bool, list[tuple[float, float, float, bool]]] = {True: [], False: []}
    for row in rows:
        if row["kind"] == "wish":
            continue
        measured, same = support.measure(index, support.asked(index, row["text"]))
        answers = {
            place
            for place, passage in enumerate(index.passages)
            if passage.file in row.get("files", ()) and any(words in passage.text for words in row["has"])
        }
        nearest = np.argsort(-(measured.above + 4 * measured.shared))[:HARD].tolist()
        for place in answers | set(nearest):
            numbers = (float(measured.above[place]), float(measured.shared[place]), measured.strange)
            examples[bool(same[place])].append((*numbers, place in answers))
    for same_language, columns in ((True, 3), (False, 1)):
        x = np.array([example[:columns] for example in examples[same_language]])
        y = np.array([example[3] for example in examples[same_language]])
        learnt = LogisticRegression(C=3.0, max_iter=2000).fit(x, y)
        weights = " ".join(f"{weight:.2f}" for weight in learnt.coef_[0])
        name = "SAME" if same_language else "ACROSS"
        print(f"<!-- {name}: {weights}; bias {learnt.intercept_[0]:.2f}; {int(y.sum())} of {len(y)} answer -->")


def faults(heard: Articles, rows: Sequence[Row], understand: Callable[[str], Intent]) -> None:
    """What goes wrong, with what was quoted."""
    good = {"answerable": ("right",), "unanswerable": ("refused", "silent"), "wish": ("silent",)}
    for row in rows:
        if (what := outcome(heard, row, understand)) not in good[row["kind"]]:
            best = heard.quote(row["text"])
            print(f"{what}: {row['text']} [{best.support:+.2f}; {' '.join(understand(row['text']).acts)}]")
            print(f"    {best.cited}: {best.text[:100]}")


def hijacked(heard: Articles, n: int, understand: Callable[[str], Intent]) -> None:
    """How many of other people's wishes are taken for questions of service, where gold sees none."""
    texts = []
    for line in UTTERANCES.read_text(encoding="utf-8").splitlines():
        for turn in turns(json.loads(line)):
            acts = set(turn["acts"])
            if acts & SHOWING and "service" not in acts:
                texts.append(turn["say"])
    texts = list(dict.fromkeys(texts))
    chosen = texts[:: max(len(texts) // n, 1)][:n]
    taken = [text for text in chosen if heard(text, Session("s"), understand).quotes]
    print(f"<!-- {len(taken)} of {len(chosen)} wishes of utterances.jsonl answered from articles -->")
    for text in taken[:20]:
        print(f"    {text} -> {heard.quote(text).cited}")


def turns(record: Row) -> list[Row]:
    """The turns of a talk, or the one utterance that a record is."""
    return list(record.get("turns", [record]))


if __name__ == "__main__":
    main()
