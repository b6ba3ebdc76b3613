"""Milliseconds of a search at 6 k, 100 k and 1 M items: `python benchmarks/search_speed.py [N ...]`.

A query with a wish, one constraint that a fifth of the items meet and no likes, to 1,000 candidates, warm;
median and 95th percentile of 100. Items are made up: clustered vectors 384 wide, one facet, one number, six words.
Peers find the 1,000 nearest vectors under the same constraint and nothing else: plain Chroma with `where`,
faiss-cpu (flat, with an id selector) and numpy (gather and matmul). The encoding is left out on all sides.
Memory is the resident set of the process that does one of them alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np

from retriever.building import build_index
from retriever.catalogue import Catalogue
from retriever.encode import Encoders, Vectors
from retriever.items import Constraint, Item, Query
from retriever.live import LiveIndex
from retriever.search import LongTailRetriever
from retriever.store import stores
from retriever.tail import tail_scores

DIM, K, QUERIES, CLUSTERS, COLOURS, WORDS = 384, 1_000, 100, 500, 5, 5_000
SIZES = (6_281, 100_000, 1_000_000)
WAYS = ("Offtrail", "Offtrail, no constraint", "plain Chroma", "faiss-cpu", "numpy")
LARGEST_CHROMA = 100_000  # `where` over more takes minutes a query and hours to build


class MadeUp:
    """An encoder that gives every text a vector near one of CLUSTERS centres, by the text alone."""

    name, dim = "made-up", DIM

    def __init__(self) -> None:
        self._centres = np.random.default_rng(0).normal(size=(CLUSTERS, DIM)).astype(np.float32)

    def encode(self, texts: list[str]) -> Vectors:
        vectors = np.empty((len(texts), DIM), dtype=np.float32)
        for row, text in enumerate(texts):
            rng = np.random.default_rng(abs(hash(text)) % 2**32)
            vectors[row] = self._centres[rng.integers(CLUSTERS)] + rng.normal(size=DIM)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def made_up_items(n: int) -> tuple[Item, ...]:
    """n items with six words of a Zipf-like vocabulary each, a colour and a price."""
    rng = np.random.default_rng(1)
    words = np.minimum(rng.zipf(1.3, size=(n, 6)), WORDS)
    counts = np.minimum(rng.zipf(1.5, size=n), 100_000)
    tails = tail_scores(counts.tolist())
    return tuple(
        Item(
            str(i),
            f"w{words[i, 0]} {i}",
            " ".join(f"w{word}" for word in words[i]),
            {"colour": (f"c{i % COLOURS}",)},
            {"price": float(i % 1_000)},
            int(counts[i]),
            float(tails[i]),
        )
        for i in range(n)
    )


def offtrail(n: int, home: Path, store: str, must: tuple[Constraint, ...]) -> Callable[[int], object]:
    """A search of all of Offtrail but the encoding."""
    encoder = MadeUp()
    encoders = Encoders(encoder)  # type: ignore[arg-type]
    catalogue = Catalogue(made_up_items(n), integer_ids=True, sha256="", source=Path("made-up"))
    build_index(catalogue, encoders, stores(store), home, datetime.now())
    live = LiveIndex(home, encoders, stores(store))
    retriever = LongTailRetriever(lambda: live.index, encoders)
    rng = np.random.default_rng(2)
    texts = [" ".join(f"w{word}" for word in np.minimum(rng.zipf(1.3, size=5), WORDS)) for _ in range(QUERIES)]
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    encoder.encode = lambda asked: np.stack([vectors[text] for text in asked])  # type: ignore[method-assign]
    return lambda i: retriever.find(Query(texts[i], must=must), K)


def vectors_of(n: int) -> tuple[Vectors, np.ndarray, Vectors]:
    """Vectors of the items, which rows the constraint allows, and those of the questions."""
    encoder = MadeUp()
    vectors = np.concatenate(
        [encoder.encode([f"item {i}" for i in range(a, min(a + 10_000, n))]) for a in range(0, n, 10_000)]
    )
    return vectors, np.arange(n) % COLOURS == 0, encoder.encode([f"question {i}" for i in range(QUERIES)])


def peer(way: str, n: int, home: Path) -> Callable[[int], object]:
    """The nearest K under the constraint, by another library."""
    vectors, allowed, asked = vectors_of(n)
    rows = np.flatnonzero(allowed)
    if way == "numpy":

        def scan(i: int) -> object:
            cosines = vectors[rows] @ asked[i]
            near = np.argpartition(-cosines, K)[:K] if len(rows) > K else np.arange(len(rows))
            return rows[near[np.argsort(-cosines[near])]]

        return scan
    if way == "faiss-cpu":
        import faiss

        index = faiss.IndexFlatIP(DIM)
        index.add(vectors)
        selector = faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))
        return lambda i: index.search(asked[i : i + 1], K, params=selector)
    import chromadb

    client = chromadb.PersistentClient(str(home), settings=chromadb.Settings(anonymized_telemetry=False))
    plain = client.create_collection(
        "items", configuration={"hnsw": {"space": "cosine", "ef_search": 200}}, embedding_function=None
    )
    for a in range(0, n, 5_000):
        part = range(a, min(a + 5_000, n))
        plain.upsert(
            ids=[str(i) for i in part],
            embeddings=vectors[a : a + 5_000],
            metadatas=[{"colour": f"c{i % COLOURS}"} for i in part],
        )
    return lambda i: plain.query(query_embeddings=asked[i : i + 1], n_results=K, where={"colour": "c0"})


def measure(way: str, n: int) -> dict[str, float]:
    """Figures of one way in this process."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        if way.startswith("Offtrail"):
            must = () if "no constraint" in way else (Constraint("colour", "any_of", ("c0",)),)
            run = offtrail(n, Path(home) / "index", "chroma" if n <= LARGEST_CHROMA else "exact", must)
        else:
            run = peer(way, n, Path(home))
        built = time.perf_counter() - started
        for i in range(5):
            run(i)
        times = []
        for i in range(QUERIES):
            started = time.perf_counter()
            run(i)
            times.append((time.perf_counter() - started) * 1_000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    return {"p50": float(np.median(times)), "p95": float(np.percentile(times, 95)), "built": built, "gib": memory}


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
        return
    print("| items     | way                     | median ms (ratio to numpy) | p95 ms | ready s | GiB at most |")
    print("|----------:|-------------------------|---------------------------:|-------:|--------:|------------:|")
    for n in [int(size) for size in sys.argv[1:]] or SIZES:
        found = {}
        for way in WAYS:
            if way == "plain Chroma" and n > LARGEST_CHROMA:
                continue
            command = [sys.executable, __file__, "--one", way, str(n)]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, env={"PYTHONHASHSEED": "0", **_environment()}
            )
            if done.returncode:
                print(f"{way} at {n:,} failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
                continue
            found[way] = json.loads(done.stdout.splitlines()[-1])
        for way, row in found.items():
            ratio = row["p50"] / found["numpy"]["p50"] if "numpy" in found else float("nan")
            print(
                f"| {n:>9,} | {way:23} | {row['p50']:>17.1f} ({ratio:>5.2f}) | {row['p95']:>6.1f} "
                f"| {row['built']:>7.1f} | {row['gib']:>11.2f} |",
                flush=True,
            )


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


if __name__ == "__main__":
    main()
