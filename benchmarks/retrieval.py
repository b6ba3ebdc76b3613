"""What the search finds on real talks, each leg and together: `python benchmarks/retrieval.py FILMS_DIR [TALKS]`.

FILMS_DIR holds catalogue.jsonl.gz, ml_ratings.csv.gz and the talks (talks_check.jsonl.gz when not named);
a talk is {"turn_id", "messages", "seen", "targets"}. One line a recommender: popularity, every leg alone, all
legs without one, and Offtrail at several places of the niche dial. BM25 over the talk is the peer. Unit: one
(turn, target) pair, the target not mentioned before. Tail: what the data calls tail.
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

from bot.batch import Talk, TalkReader, read_talks
from bot.indexing import learn_together
from bot.intent.gazetteer import Gazetteer
from bot.intent.rules import RuleParser
from ranker.rank import FusionRanker
from retriever import fuse
from retriever.building import build_index
from retriever.catalogue import Columns, read_catalogue, with_tail
from retriever.encode import Encoders, SentenceEncoder
from retriever.interactions import LogColumns, count_interactions
from retriever.items import Query
from retriever.live import LiveIndex
from retriever.search import LongTailRetriever
from retriever.store import stores

KS = (10, 50, 1000)
Recommend = Callable[[Sequence[Query]], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one recommender: recall by group and k, shares of what the first ten are."""

    name: str
    recall: dict[tuple[str, int], float]
    coverage: float
    tail_share: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Data:
    """Talks with what was recommended next, and which items are long tail."""

    talks: tuple[Talk, ...]
    targets: dict[str | int, list[str]]
    tail: frozenset[str]


def read_data(folder: Path, path: Path) -> Data:
    """The talks of `path` over the catalogue of `folder`."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        targets = {record["turn_id"]: [str(t) for t in record["targets"]] for record in map(json.loads, file)}
    with gzip.open(folder / "catalogue.jsonl.gz", "rt", encoding="utf-8") as file:
        tail = frozenset(str(record["id"]) for record in map(json.loads, file) if record["tail"])
    return Data(tuple(read_talks(path)), targets, tail)


def open_films(folder: Path, home: Path, encoders: Encoders) -> LiveIndex:
    """The film catalogue with its counts and rating log, indexed as docs/examples/films.toml says."""
    columns = Columns(names={"count": "popularity"}, ignore=frozenset({"pop_ml", "tail"}))
    catalogue = read_catalogue(folder / "catalogue.jsonl.gz", columns)
    log = LogColumns({"user": "userId", "item": "movieId"}, "ml_id")
    counted = count_interactions(folder / "ml_ratings.csv.gz", catalogue.items, log)
    catalogue = replace(catalogue, items=with_tail(catalogue.items, counted.counts))
    started = time.perf_counter()
    build_index(catalogue, encoders, stores("chroma"), home, datetime.now(), learn_together(catalogue, counted))
    print(f"indexed {len(catalogue.items):,} items in {time.perf_counter() - started:.1f} s", file=sys.stderr)
    return LiveIndex(home, encoders, stores("chroma"))


def read_queries(live: LiveIndex, talks: Sequence[Talk]) -> list[Query]:
    """What the parser understands of each talk."""
    index = live.index
    reader = TalkReader(RuleParser(Gazetteer(index.items), index.item_of), index.item_of, 0.5)
    return [reader.understand(talk) for talk in talks]


def score(name: str, found: Sequence[Sequence[str]], data: Data, items: int, seconds: float) -> Row:
    """Recall over pairs, coverage of the catalogue and share of the tail among the first ten."""
    hits = {(group, k): [0, 0] for group in ("all", "tail") for k in KS}
    shown: list[str] = []
    for talk, ids in zip(data.talks, found, strict=True):
        shown += ids[:10]
        place = {id_: rank for rank, id_ in enumerate(ids)}
        for target in set(data.targets[talk.turn_id]) - set(talk.seen):
            for group in ("all", "tail") if target in data.tail else ("all",):
                for k in KS:
                    hits[group, k][0] += place.get(target, k) < k
                    hits[group, k][1] += 1
    recall = {key: hit / max(pairs, 1) for key, (hit, pairs) in hits.items()}
    tail_share = sum(id_ in data.tail for id_ in shown) / max(len(shown), 1)
    return Row(name, recall, len(set(shown)) / items, tail_share, seconds)


class Offtrail:
    """Search and ranker; the first places are the ranker's, behind them come the other candidates."""

    def __init__(self, live: LiveIndex, encoders: Encoders) -> None:
        self._retriever = LongTailRetriever(lambda: live.index, encoders)
        self._ranker = FusionRanker(live.index.item_of, self._retriever.vectors_of)

    def __call__(self, queries: Sequence[Query]) -> list[list[str]]:
        found = []
        for query, candidates in zip(queries, self._retriever.find_all(queries, max(KS)), strict=True):
            first = [id_ for id_, _ in self._ranker.order(query, candidates, 50)]
            rest = [candidate.item.id for candidate in candidates if candidate.item.id not in set(first)]
            found.append(first + rest)
        return found


def only(recommend: Recommend, *features: str) -> Recommend:
    """The same search with the weights of some features alone; what the others found stays in the pool."""

    def recommended(queries: Sequence[Query]) -> list[list[str]]:
        kept, described = fuse.WEIGHTS, fuse.DESCRIBED
        fuse.WEIGHTS = {  # type: ignore[misc]
            half: {name: weight * (name in features) for name, weight in weights.items()}
            for half, weights in kept.items()
        }
        fuse.DESCRIBED = {  # type: ignore[misc]
            name: weight * (name in features) for name, weight in described.items()
        }
        try:
            return recommend(queries)
        finally:
            fuse.WEIGHTS, fuse.DESCRIBED = kept, described  # type: ignore[misc]

    return recommended


def one_list(scores: Callable[[Query, np.ndarray], np.ndarray], live: LiveIndex, encoders: Encoders) -> Recommend:
    """One leg over the whole catalogue, without halves or seats."""

    def recommend(queries: Sequence[Query]) -> list[list[str]]:
        index = live.index
        vectors = encoders.main.encode([query.text[:300] for query in queries])
        found = []
        for query, vector in zip(queries, vectors, strict=True):
            ordered = np.argsort(-scores(query, vector), kind="stable")
            fresh = (index.record(row).id for row in ordered.tolist())
            found.append([id_ for id_ in fresh if id_ not in query.seen][: max(KS)])
        return found

    return recommend


def raw_talks(live: LiveIndex, data: Data) -> Recommend:
    """BM25 over everything that was said, titles and all."""

    def recommend(queries: Sequence[Query]) -> list[list[str]]:
        index = live.index
        found = []
        for query, talk in zip(queries, data.talks, strict=True):
            scores = index.words(" ".join(message.content for message in reversed(talk.messages)))
            ordered = np.argsort(-scores, kind="stable").tolist()
            found.append([id_ for row in ordered if (id_ := index.record(row).id) not in query.seen][: max(KS)])
        return found

    return recommend


def recommenders(live: LiveIndex, encoders: Encoders, data: Data) -> dict[str, Recommend]:
    """Name -> recommender of ids for queries, seen items left out."""
    from retriever import legs
    from retriever.legs import Liked

    index = live.index
    offtrail = Offtrail(live, encoders)
    everything = np.ones(index.n, dtype=bool)

    def liked(query: Query) -> Liked:
        return Liked.of([index.row[id_] for id_ in query.liked if id_ in index.row][-10:])

    def of_liked(leg: Callable[[Liked], np.ndarray]) -> Callable[[Query, np.ndarray], np.ndarray]:
        return lambda query, _: leg(liked(query)) if liked(query).rows else np.zeros(index.n)

    alone: dict[str, Callable[[Query, np.ndarray], np.ndarray]] = {
        "words alone": lambda query, _: index.words(query.text),
        "popularity": lambda _, __: index.fame,
        "dense alone": lambda _, vector: index.cosines(vector),
        "facet words alone": lambda query, _: index.facet_words(query.text),
        "facets alone": lambda query, _: legs.facets(index, (*query.prefer, *query.must), everything),
        "liked alone": of_liked(lambda some: index.cosines(legs.taste(index, some, []))),
        "together alone": of_liked(lambda some: legs.together(index, some, everything)),
        "graph alone": of_liked(lambda some: legs.graph(index, some)),
    }
    found: dict[str, Recommend] = {"BM25 over the talk": raw_talks(live, data)}
    found |= {name: one_list(leg, live, encoders) for name, leg in alone.items()}
    for leg in ("dense", "words", "facet words", "facets", "liked", "together", "graph"):
        rest = [
            name
            for name in fuse.WEIGHTS["tail"]
            if fuse.LEGS.get(name) != leg and not (leg == "liked" and name == "era")
        ]
        found[f"without {leg}"] = only(offtrail, *rest)
    for niche in (0.0, 0.25, 0.5, 0.75, 1.0):
        found[f"Offtrail, niche {niche:g}"] = lambda queries, niche=niche: offtrail(  # type: ignore[misc]
            [replace(query, niche=niche) for query in queries]
        )
    return found


def table(rows: Sequence[Row], talks: int) -> str:
    """Markdown, ratios to the first row in brackets."""
    peer = rows[0]
    heads = [f"R@{k} {group}" for k in KS for group in ("all", "tail")]
    lines = [
        f"| {'':20} | {' | '.join(f'{head:>13}' for head in heads)} | coverage@10 | tail share@10 | talks/s |",
        f"|{'-' * 22}|{'|'.join('-' * 14 + ':' for _ in heads)}|------------:|--------------:|--------:|",
    ]
    for row in rows:
        cells = []
        for key in [(group, k) for k in KS for group in ("all", "tail")]:
            ratio = row.recall[key] / max(peer.recall[key], 1e-9)
            cells.append(f"{row.recall[key]:>6.3f} ({ratio:>4.2f})")
        lines.append(
            f"| {row.name:20} | {' | '.join(cells)} | {row.coverage:>11.3f} | {row.tail_share:>13.2f} "
            f"| {talks / row.seconds:>7.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    folder = Path(sys.argv[1])
    path = folder / (sys.argv[2] if len(sys.argv) > 2 else "talks_check.jsonl.gz")
    data = read_data(folder, path)
    encoders = Encoders(SentenceEncoder.load())
    with tempfile.TemporaryDirectory() as home:
        live = open_films(folder, Path(home) / "index", encoders)
        queries = read_queries(live, data.talks)
        rows = []
        for name, recommend in recommenders(live, encoders, data).items():
            started = time.perf_counter()
            found = recommend(queries)
            rows.append(score(name, found, data, len(live.index.items), time.perf_counter() - started))
            print(name, file=sys.stderr)
        print(f"{len(data.talks)} talks of {path.name}; in brackets the ratio to BM25 over the talk\n")
        print(table(rows, len(data.talks)))


if __name__ == "__main__":
    main()
