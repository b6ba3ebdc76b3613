"""Questions of service: how many the articles answer rightly, how many wrongly, and whether wishes are left alone.

    python -m benchmarks.knowledge [--part dev|check|test] [--fit] [--faults] [--wishes N]

`test` is the put-aside half of tests/data/service_questions.jsonl over docs/examples/articles: 70 sentences,
whose author wrote both. Weights and lines come from `dev`: the other half of it, and most of
tests/data/service_dev.jsonl over these articles and three more sets, tests/data/service_sets (a tea and outdoor
shop, a repair shop, a library with a museum). `check` is the rest of that file: 44 sentences by the author of the
lists of words, of which only totals were looked at. `--fit` prints weights and lines anew instead of the table:
each set is supported by the weights of the other three, and over that the lines are chosen. All is as the whole
bot would hear it, with the parser over the shop of tests/data/shop.jsonl.

* right: a quotation holds the words that answer. wrong: a quotation does not, of all that could be asked.
* refused: says that it does not know, and hands over. silent: treated as no question of service.
* hijacked: a wish that is answered from the articles or refused.

The peers decide alike, but support is BM25 alone, or the cosine alone, each with its own lines from `dev`.
`--wishes` also reads that many of the utterances of the part of tests/data/utterances.jsonl that ask for items.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.intent import GOLD, domain_of, read_gold
from benchmarks.knowledge_heard import (
    SETS,
    Lines,
    QuoteOf,
    Row,
    Understand,
    cosine_alone,
    fitted,
    heard,
    outcome,
    quoting,
    reader,
    row_of,
    rows_of,
    tally,
    words_alone,
)
from benchmarks.knowledge_lines import best_lines, fit
from bot.intent.learned.tagger import load_taggers
from bot.knowledge import support
from bot.knowledge.consult import CLEAR, SUPPORTED, Articles
from bot.knowledge.index import ArticleIndex, open_articles
from bot.messages import SHOWING, Session
from retriever.encode import Encoders, SentenceEncoder, packaged_weights
from retriever.multilingual import UniversalEncoder

SCORES = {
    "offtrail": fitted(support.SAME, support.ACROSS),
    "BM25 alone": words_alone,
    "cosine alone": cosine_alone,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--part", choices=("dev", "check", "test"), default="test", help="which rows the table is of"
    )
    parser.add_argument("--fit", action="store_true", help="print weights and lines from dev, and no table")
    parser.add_argument("--faults", action="store_true", help="list what goes wrong in dev")
    parser.add_argument("--wishes", type=int, default=0, metavar="N")
    options = parser.parse_args()
    indexes = opened()
    dev = rows_of("dev")
    understand = reader(domain_of("shop", load_taggers(packaged_weights())).parser)
    print("| support | right | wrong | refused | silent | none: wrong | refused | silent | hijacked | ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    if options.fit:
        fit(indexes, dev, understand)
        return
    shown = rows_of(options.part)
    for name, score in SCORES.items():
        quote = quoting(indexes, score)
        lines = (SUPPORTED, CLEAR) if name == "offtrail" else best_lines(quote, dev, understand)
        began = perf_counter()
        counts = tally(quote, lines, shown, understand)
        print(row_of(name, counts, 1000 * (perf_counter() - began) / len(shown)))
        if options.faults and name == "offtrail":
            faults(quote, lines, dev, understand)
        if options.wishes:
            hijacked(heard(quote, lines, "docs"), wished(options.part, options.wishes), understand)


def opened() -> dict[str, ArticleIndex]:
    """The four sets of articles."""
    encoders = Encoders(SentenceEncoder.load(), UniversalEncoder.load())
    with tempfile.TemporaryDirectory() as kept:
        return {name: open_articles(folder, Path(kept) / name, encoders) for name, folder in SETS.items()}


def faults(quote: QuoteOf, lines: Lines, rows: Sequence[Row], understand: Understand) -> None:
    """What goes wrong, with what was quoted."""
    good = {"answerable": ("right",), "unanswerable": ("refused", "silent"), "wish": ("silent",)}
    for row in rows:
        if (what := outcome(heard(quote, lines, row["set"]), row, understand)) not in good[row["kind"]]:
            best = quote(row["set"], row["text"])
            print(f"{what}: {row['text']} [{best.support:+.2f}; {' '.join(understand(row['text']).acts)}]")
            print(f"    {best.cited}: {best.text[:100]}")


def wished(part: str, n: int) -> list[str]:
    """Other people's utterances that ask for items and, as gold sees it, nothing of the shop."""
    texts = dict.fromkeys(
        turn["say"]
        for talk in read_gold([GOLD], part)
        for turn in talk["turns"]
        if set(turn["acts"]) & SHOWING and "service" not in turn["acts"]
    )
    return list(texts)[:: max(len(texts) // n, 1)][:n]


def hijacked(knowledge: Articles, texts: Sequence[str], understand: Understand) -> None:
    """How many wishes are taken for questions of service: answered from articles, or said not to be known."""
    heard_as = [knowledge(text, Session("s"), understand) for text in texts]
    answered, refused = (
        sum(bool(taken) for taken in kind)
        for kind in zip(*((one.quotes, one.unanswered) for one in heard_as), strict=True)
    )
    print(f"<!-- of {len(texts)} wishes {answered} answered from articles, {refused} said not to be known -->")


if __name__ == "__main__":
    main()
