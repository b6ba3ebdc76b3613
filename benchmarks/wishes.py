"""Described films -> are they found? `python benchmarks/wishes.py [--part dev|test]`.

benchmarks/data/requests.jsonl holds requests written for this benchmark: each describes one film of the embedded
catalogue in other words than its record, at most two content words in common; most are films that few
have seen. The weights of retriever/fuse.py for such wishes were chosen on `dev`; `test` was left aside. Each
request goes through parser, search and ranker as in a first turn, with the multilingual encoder where it is
installed and without.
Peers in the same run: BM25 alone, the main encoder alone, both by reciprocal rank fusion, the multilingual encoder
alone. Hits and MRR are of the first ten; in brackets the ratio to BM25.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.build import Parts, build_parts, load_encoders
from bot.finding import CANDIDATES
from bot.messages import Session
from bot.settings import Multilingual, Settings
from retriever.encode import Encoder, EncoderMissing
from retriever.items import Query
from retriever.language import language

REQUESTS = Path(__file__).parent / "data" / "requests.jsonl"
SHOWN = 10
RRF_K = 60  # Cormack, Clarke and Büttcher, SIGIR 2009
GROUPS = ("all", "English", "Chinese")

Scores = NDArray[np.float32]
Find = Callable[[str], Sequence[str]]  # a request -> ids, best first


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and the one film it describes."""

    id: str
    text: str
    group: str


def read_requests(part: str) -> list[Request]:
    """The requests of one part."""
    with REQUESTS.open(encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["part"] == part]
    groups = {True: "Chinese", False: "English"}
    return [Request(row["id"], row["text"], groups[language(row["text"]) == "zh"]) for row in rows]


def offtrail(parts: Parts, niche: float) -> Find:
    """The first turn of a talk, without the words."""

    def find(text: str) -> list[str]:
        query = parts.parser.parse(text, Session("benchmark", Query(niche=niche))).query
        found = parts.retriever.find(query, CANDIDATES)
        return [id_ for id_, _ in parts.ranker.order(query, found, SHOWN)]

    return find


def peers(parts: Parts, main: Encoder, multilingual: Encoder | None) -> dict[str, Find]:
    """Name -> what one signal alone finds, and two of them by their ranks."""
    index = parts.live.index

    def by_words(text: str) -> Scores:
        return index.words(text)

    def by_meaning(text: str) -> Scores:
        return index.cosines(main.encode([text])[0])

    def by_ranks(text: str) -> Scores:
        words, meaning = _places(by_words(text)), _places(by_meaning(text))
        return (1 / (RRF_K + words) + 1 / (RRF_K + meaning)).astype(np.float32)

    found = {"BM25 alone": by_words, f"{main.name} alone": by_meaning, "RRF of these two": by_ranks}
    if multilingual is not None:
        found[f"{multilingual.name} alone"] = lambda text: index.cosines(multilingual.encode([text])[0], True)
    return {name: _best(parts, scores) for name, scores in found.items()}


def _best(parts: Parts, scores_of: Callable[[str], Scores]) -> Find:
    def find(text: str) -> list[str]:
        scores = scores_of(text)
        rows = np.argsort(-scores, kind="stable")[:SHOWN]
        return [parts.live.index.record(row).id for row in rows.tolist() if scores[row] > 0]

    return find


def _places(scores: Scores) -> NDArray[np.float64]:
    """1 for the best row; infinite where nothing speaks for it."""
    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.where(scores > 0, places, np.inf)


def figures(requests: Sequence[Request], found: Sequence[Sequence[str]]) -> list[float]:
    """hit@1, hit@5, hit@10 and MRR, the latter 0 behind the tenth place."""
    places = [list(ids).index(r.id) + 1 if r.id in ids else np.inf for r, ids in zip(requests, found, strict=True)]
    return [float(np.mean([place <= k for place in places])) for k in (1, 5, 10)] + [
        float(np.mean([1 / place for place in places]))
    ]


def table(requests: Sequence[Request], found: dict[str, list[Sequence[str]]]) -> str:
    """Markdown: a line for each recommender and group, ratios to the first recommender in brackets."""
    lines = [
        f"| {'':36} | {'hit@1':>13} | {'hit@5':>13} | {'hit@10':>13} | {'MRR@10':>13} |",
        f"|{'-' * 38}|{'|'.join(['-' * 14 + ':'] * 4)}|",
    ]
    for group in GROUPS:
        chosen = [n for n, request in enumerate(requests) if group in ("all", request.group)]
        asked = [requests[n] for n in chosen]
        peer: list[float] | None = None
        for name, ids in found.items():
            row = figures(asked, [ids[n] for n in chosen])
            peer = peer or row
            cells = [
                f"{value:.2f} ({value / other:>5.2f})" if other else f"{value:.2f}     (-)"
                for value, other in zip(row, peer, strict=True)
            ]
            lines.append(f"| {f'{group} ({len(asked)}): {name}':36} | {' | '.join(f'{c:>13}' for c in cells)} |")
    return "\n".join(lines)


def measure(
    requests: Sequence[Request], setting: Multilingual, with_peers: bool
) -> dict[str, list[Sequence[str]]]:
    """Name -> what is found for every request, over the embedded catalogue indexed in a temporary home."""
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), multilingual=setting)
        parts = build_parts(settings)
        encoders = load_encoders(settings)
        name = "Offtrail" if setting == "on" else "Offtrail, main encoder only"
        finders = peers(parts, encoders.main, encoders.multilingual) if with_peers else {}
        finders[name] = offtrail(parts, settings.niche)
        return {name: [find(request.text) for request in requests] for name, find in finders.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--part", choices=("dev", "test"), default="test")
    part = arguments.parse_args().part
    requests = read_requests(part)
    try:
        found = measure(requests, "on", with_peers=True) | measure(requests, "off", with_peers=False)
    except EncoderMissing as error:
        print(f"{error}\n")
        found = measure(requests, "off", with_peers=True)
    print(f"{len(requests)} requests, part {part}; in brackets the ratio to BM25 alone\n")
    print(table(requests, found))


if __name__ == "__main__":
    main()
