"""What the small writer's first samples are worth: raw, shown examples, tuned; and pairs for reading.

    python -m benchmarks.writing_quality [--part fresh test] [--pairs FILE]

Wishes and records of tests/data/claims.jsonl, which no writer was trained on. Each model writes one text an item
at temperature 0, through llama.cpp; "passes" means that the check finds nothing in it. distinct-2 is the share of
different word pairs among all of them. `--pairs` writes 60 pairs of paragraphs, tuned and composed, in random
order, to be read blind by docs/reading.md; the key goes beside it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean

from benchmarks.claims import PARTS, Claims, claims
from bot import prompt
from bot.settings import user_home
from bot.writer import ANY, Writer
from bot.writer.composer import compose
from bot.writer.drafts import MAX_TOKENS
from bot.writer.evidence import select, vocabulary
from bot.writer.grounded import ReplyWriter, judged
from bot.writer.models import weights
from bot.writer.models.llamacpp import LlamaCppWriter
from ranker.rank import Ranked, Reason
from retriever.items import Query
from retriever.lexical import shared_words

PAIRS = 60
SHIPPED = "tuned, held to the words"


def sample(writer: Writer, prompt_name: str, rows: Sequence[Claims], held: bool) -> list[str]:
    """The first sample for each row; `held` to the words of the evidence and of telling."""
    texts = []
    for begin in range(0, len(rows), writer.at_once):
        open_ = []
        for row in rows[begin : begin + writer.at_once]:
            evidence = select(row.item, row.wish)
            messages = prompt.fill(prompt.load(prompt_name), evidence=evidence.told(), tone="friendly")
            words = vocabulary(evidence) if held else ANY
            open_.append(writer.write(messages, MAX_TOKENS, words=words))
        texts += ["".join(pieces) for pieces in open_]
    return [" ".join(text.split()) for text in texts]


def told(name: str, texts: Sequence[str], rows: Sequence[Claims]) -> str:
    """One line of the table."""
    verdicts = [judged(text, row.item, row.wish, row.others) for text, row in zip(texts, rows, strict=True)]
    passed = sum(bool(v.text) and not v.failed for v in verdicts)
    partly = sum(bool(v.text) for v in verdicts)
    pairs = [pair for text in texts for pair in pairwise(text.casefold().split())]
    distinct = len(set(pairs)) / max(1, len(pairs))
    long = mean(len(text.split()) for text in texts)
    return f"| {name} | {passed / len(rows):.3f} | {partly / len(rows):.3f} | {distinct:.3f} | {long:.1f} |"


def pick(row: Claims) -> Ranked:
    """The item with the reasons a ranker would give: the words it shares with the wish."""
    found = shared_words(row.wish, row.item.text())
    return Ranked(row.item, 0.5, (Reason("wish", ", ".join(found)),) if found else ())


def paragraphs(rows: Sequence[Claims], writer: ReplyWriter) -> list[str]:
    """Each row's paragraph as a person reads it, without the opening line."""
    texts = []
    for row in rows:
        pieces = list(writer.reply(Query(row.wish), [pick(row)]))
        texts.append("".join(text.piece for text in pieces[1:]).strip())
    return texts


def write_pairs(path: Path, rows: Sequence[Claims], tuned: Writer) -> None:
    """Pairs with the key in a file beside them."""
    chance = random.Random(6)
    chosen = chance.sample(list(rows), PAIRS)
    by_model, composed = paragraphs(chosen, ReplyWriter(tuned, "tell")), paragraphs(chosen, ReplyWriter())
    key = []
    with path.open("w", encoding="utf-8") as file:
        for number, (row, one, other) in enumerate(zip(chosen, by_model, composed, strict=True), 1):
            first = chance.random() < 0.5
            key.append("A" if first else "B")
            a, b = (one, other) if first else (other, one)
            record = row.item.text()
            file.write(
                json.dumps(
                    {"pair": number, "wish": row.wish, "record": record, "A": a, "B": b}, ensure_ascii=False
                )
            )
            file.write("\n")
    path.with_suffix(".key.json").write_text(json.dumps(key), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--part", nargs="*", choices=PARTS, default=["fresh", "test"])
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--first", type=int, help="only so many items")
    parser.add_argument("--show", type=int, default=0, help="print so many of the tuned samples")
    options = parser.parse_args()
    rows = list(claims(*options.part))[: options.first]
    cache = user_home() / "models"
    models: dict[str, Callable[[], tuple[Path, str, bool]]] = {
        "raw": lambda: (weights.packaged(), "tell", False),
        "examples": lambda: (weights.packaged(), "tell_examples", False),
        "examples, held to the words": lambda: (weights.packaged(), "tell_examples", True),
        "tuned": lambda: (weights.tuned_gguf(cache), "tell", False),
        SHIPPED: lambda: (weights.tuned_gguf(cache), "tell", True),
    }
    print(f"{len(rows)} items, parts {', '.join(options.part)}")
    print("| writer | first sample passes | its first sentence does | distinct-2 | words |")
    print("|---|---:|---:|---:|---:|")
    for name, model in models.items():
        if options.pairs and name != SHIPPED:
            continue
        path, asked, held = model()
        writer = LlamaCppWriter.load(path, context_tokens=1536)
        texts = sample(writer, asked, rows, held)
        print(told(name, texts, rows), flush=True)
        if name == SHIPPED:
            for text, row in list(zip(texts, rows, strict=True))[: options.show]:
                found = judged(text, row.item, row.wish, row.others).failed
                print(f"  [{row.wish}] {text}\n     {found or 'passes'}")
            if options.pairs:
                write_pairs(options.pairs, rows, writer)
    bodies = [compose.body(row.item, "en", row.wish) for row in rows]
    print(told("composer (what it takes from the description)", bodies, rows))


if __name__ == "__main__":
    main()
