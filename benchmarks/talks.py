"""Recall on real talks, all and long tail: `python benchmarks/talks.py FILMS_DIR [TALKS]`.

FILMS_DIR holds catalogue.jsonl.gz, ml_ratings.csv.gz and the talks (talks_check.jsonl.gz when not named);
a talk is {"turn_id", "messages", "seen", "targets"}. Peers run side by side on the same talks and the same
catalogue: popularity, the dense leg alone, BM25 alone. Unit: one (turn, target) pair, the target not
mentioned before.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from bot.batch import Talk, read_talks, understand
from bot.intent.gazetteer import Gazetteer
from bot.intent.rules import RuleParser
from ranker.rank import SimilarityRanker
from retriever.catalogue import Columns, read_catalogue, with_tail
from retriever.encode import SentenceEncoder
from retriever.index import Index, build_index, open_index
from retriever.interactions import LogColumns, count_interactions
from retriever.items import Query
from retriever.search import LongTailRetriever

N = 50
Recommend = Callable[[Sequence[Query]], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one recommender."""

    name: str
    all10: float
    tail10: float
    all50: float
    tail50: float
    coverage10: float
    talks_a_second: float


def build(folder: Path, home: Path, encoder: SentenceEncoder) -> Index:
    """The film catalogue with its rating counts, indexed."""
    catalogue = read_catalogue(
        folder / "catalogue.jsonl.gz", Columns(ignore=frozenset({"popularity", "pop_ml", "tail"}))
    )
    columns = LogColumns({"user": "userId", "item": "movieId"}, "ml_id")
    counted = count_interactions(folder / "ml_ratings.csv.gz", catalogue.items, columns)
    started = time.perf_counter()
    build_index(
        replace(catalogue, items=with_tail(catalogue.items, counted.counts)), encoder, home, datetime.now()
    )
    print(f"indexed {len(catalogue.items):,} items in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return open_index(home, encoder)


def peers(index: Index, encoder: SentenceEncoder, niche: float) -> dict[str, Recommend]:
    """Name -> recommender of ids for queries, seen items left out."""
    retriever = LongTailRetriever(index, encoder)
    ranker = SimilarityRanker(lambda id_: index.items[index.row[id_]], retriever.vectors_of)
    counts = np.array([item.count or 0 for item in index.items], dtype=np.float64)

    def top(scores: Callable[[Query, np.ndarray], np.ndarray]) -> Recommend:
        def recommend(queries: Sequence[Query]) -> list[list[str]]:
            vectors = encoder.encode([query.text for query in queries])
            found = []
            for query, vector in zip(queries, vectors, strict=True):
                ordered = np.argsort(-scores(query, vector), kind="stable")
                fresh = (index.items[row].id for row in ordered if index.items[row].id not in query.seen)
                found.append([id_ for id_, _ in zip(fresh, range(N), strict=False)])
            return found

        return recommend

    def offtrail(queries: Sequence[Query]) -> list[list[str]]:
        queries = [replace(query, niche=niche) for query in queries]
        found = retriever.find_all(queries, 200)
        pairs = zip(queries, found, strict=True)
        return [[id_ for id_, _ in ranker.order(query, candidates, N)] for query, candidates in pairs]

    return {
        "popularity": top(lambda _, __: counts),
        "dense alone": top(lambda _, vector: index.vectors @ vector),
        "BM25 alone": top(lambda query, _: index.lexical.scores(query.text)),
        f"Offtrail, niche {niche}": offtrail,
    }


def score(
    name: str,
    recommend: Recommend,
    talks: Sequence[Talk],
    queries: Sequence[Query],
    targets: dict[str, list[str]],
    tail: set[str],
) -> Row:
    """Recall at 10 and 50 over pairs, coverage of the catalogue by the first ten."""
    started = time.perf_counter()
    found = recommend(queries)
    seconds = time.perf_counter() - started
    hits = {key: [0, 0] for key in ("all10", "tail10", "all50", "tail50")}
    shown: set[str] = set()
    for talk, ids in zip(talks, found, strict=True):
        shown |= set(ids[:10])
        for target in set(targets[talk.turn_id]) - set(talk.seen):
            for k in (10, 50):
                for group in ("all", "tail") if target in tail else ("all",):
                    hits[f"{group}{k}"][0] += target in ids[:k]
                    hits[f"{group}{k}"][1] += 1
    shares = {key: hit / max(pairs, 1) for key, (hit, pairs) in hits.items()}
    return Row(name, **shares, coverage10=len(shown), talks_a_second=len(talks) / seconds)


def main() -> None:
    folder = Path(sys.argv[1])
    path = folder / (sys.argv[2] if len(sys.argv) > 2 else "talks_check.jsonl.gz")
    talks = list(read_talks(path))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        targets = {record["turn_id"]: [str(t) for t in record["targets"]] for record in map(json.loads, file)}
    with gzip.open(folder / "catalogue.jsonl.gz", "rt", encoding="utf-8") as file:
        tail = {str(record["id"]) for record in map(json.loads, file) if record["tail"]}
    encoder = SentenceEncoder.load()
    with tempfile.TemporaryDirectory() as home:
        index = build(folder, Path(home) / "index", encoder)
        parser = RuleParser(Gazetteer(index.items), lambda id_: index.items[index.row[id_]])
        started = time.perf_counter()
        queries = [understand(talk, parser, 0.5) for talk in talks]
        print(f"read {len(talks) / (time.perf_counter() - started):.0f} talks a second", file=sys.stderr)
        rows = [
            score(name, recommend, talks, queries, targets, tail)
            for niche in (0.5, 0.0)
            for name, recommend in peers(index, encoder, niche).items()
            if niche == 0.5 or name.startswith("Offtrail")
        ]
        peer = next(row for row in rows if row.name == "BM25 alone")
        print(f"{len(talks)} talks of {path.name}; in brackets the ratio to BM25 alone")
        heads = ("R@10 all", "R@10 tail", "R@50 all", "R@50 tail")
        print(f"| {'':19} | {' | '.join(f'{head:>14}' for head in heads)} | coverage@10 | talks/s |")
        print(f"|{'-' * 21}|{'|'.join('-' * 15 + ':' for _ in heads)}|------------:|--------:|")
        for row in rows:
            cells = [
                f"{getattr(row, key):.3f} ({getattr(row, key) / max(getattr(peer, key), 1e-9):.2f})"
                for key in ("all10", "tail10", "all50", "tail50")
            ]
            print(
                f"| {row.name:19} | {' | '.join(f'{cell:>14}' for cell in cells)} "
                f"| {row.coverage10 / len(index.items):>11.3f} | {row.talks_a_second:>7.0f} |"
            )


if __name__ == "__main__":
    main()
