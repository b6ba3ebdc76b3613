"""Learns ranker/weights and measures: `python -m benchmarks.content FILMS_DIR RANK_DIR [--save]`. Six minutes.

Learns on the talks of FILMS_DIR/talks_train.jsonl.gz alone: films named so far are the history, those recommended
next are wanted, against every other film (a softmax; weights not below 0, a little shrinkage). How often a film is
talked of stands in the sum while it is learnt and is left out afterwards, so that texts do not learn to stand for
fame. Asked without being trained on them: talks_check.jsonl.gz, and the validation phase of RANK_DIR/rankeval.py.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.rank_peers import TextOnly
from benchmarks.ranking import DATA, KINDS, TEXT
from ranker.baselines import Scorer, Similarity
from ranker.content import NAMES, PACKAGED, ContentInterest, save_weights
from ranker.log import History
from ranker.model import ItemTexts
from retriever.catalogue import Columns, read_catalogue
from retriever.encode import SentenceEncoder

SHRINKAGE = 1e-3
ROUNDS = 40
EVERY = {"beauty warm": 4}  # users asked, every fourth of 22,363; all of them elsewhere
HEAD = "| asked | figure | targets | ours | similarity | ratio | faded similarity | ratio |"

Line = NDArray[np.float64]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Films:
    """The film catalogue, row by row; talked: ln(1 + talks that name it), float32 (n,); tail: bool (n,)."""

    texts: ItemTexts
    row: Mapping[str, int]
    talked: NDArray[np.float32]
    tail: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in a talk: films named so far, and those recommended next that were not."""

    seen: History
    wanted: NDArray[np.int32]


def main() -> None:
    """Learns, prints the weights and a Markdown table, and writes the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("films", type=Path)
    parser.add_argument("rank", type=Path)
    parser.add_argument("--save", action="store_true", help=f"write the weights to {PACKAGED.name}")
    asked = parser.parse_args()
    films = read_films(asked.films)
    weights = learnt(films, read_turns(asked.films / "talks_train.jsonl.gz", films.row))
    print("| feature | weight |\n|---|---|")
    print("".join(f"| {name} | {weight:.3f} |\n" for name, weight in zip(NAMES, weights, strict=True)))
    if asked.save:
        save_weights(weights, PACKAGED)
    print(f"{HEAD}\n|{'---|' * (HEAD.count('|') - 1)}", flush=True)
    check = read_turns(asked.films / "talks_check.jsonl.gz", films.row)
    vectors = films.texts.vectors
    table(
        "talks_check",
        lambda scorer: talked(scorer, check, films.tail),
        [ContentInterest.of(films.texts, weights=weights), Similarity(vectors)],
    )
    judge = rankeval(asked.rank)
    for data in DATA:
        for kind in KINDS:
            protocol(judge, data, kind, weights)


def read_films(folder: Path) -> Films:
    """The catalogue as the index reads it, with vectors of the packaged encoder."""
    columns = Columns(names={"count": "popularity"}, ignore=frozenset({"pop_ml", "tail"}))
    items = read_catalogue(folder / "catalogue.jsonl.gz", columns).items
    with gzip.open(folder / "catalogue.jsonl.gz", "rt", encoding="utf-8") as file:
        records = {str(record["id"]): record for record in map(json.loads, file)}
    texts = [item.text() for item in items]
    vectors = SentenceEncoder.load().encode(texts)
    talks = np.array([records[item.id]["popularity"] for item in items], dtype=np.float32)
    tail = np.array([records[item.id]["tail"] for item in items], dtype=np.bool_)
    return Films(
        ItemTexts(vectors, texts), {item.id: row for row, item in enumerate(items)}, np.log1p(talks), tail
    )


def read_turns(path: Path, row: Mapping[str, int]) -> list[Turn]:
    """Turns where something was named before and something else is recommended."""
    turns = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            seen = [row[str(id_)] for id_ in record["seen"] if str(id_) in row]
            wanted = sorted({row[str(id_)] for id_ in record["targets"] if str(id_) in row} - set(seen))
            if seen and wanted:
                turns.append(Turn(history_of(seen), np.array(wanted, dtype=np.int32)))
    return turns


def history_of(rows: Sequence[int]) -> History:
    """All of them liked, in this order."""
    items = np.array(rows, dtype=np.int32)
    return History(items, np.ones(len(items), dtype=np.float32))


def learnt(films: Films, turns: Sequence[Turn]) -> Scores:
    """float32 (len(NAMES),): the weights under which what was recommended next is likeliest."""
    model = ContentInterest.of(films.texts, weights=np.zeros(len(NAMES), dtype=np.float32))
    rows = np.arange(len(films.talked), dtype=np.int32)
    features = [np.c_[model.weighed(turn.seen, rows), films.talked].astype(np.float16) for turn in turns]

    def surprise(weights: Line) -> tuple[float, Line]:
        total, slope = 0.0, np.zeros(len(weights))
        for turn, part in zip(turns, features, strict=True):
            one, rise = surprise_of(weights, part.astype(np.float32), turn)
            total, slope = total + one, slope + rise
        held = SHRINKAGE * weights
        held[-1] = 0  # of fame nothing is held back: it is to take all that is its
        return total / len(turns) + float(held @ weights), slope / len(turns) + 2 * held

    bounds = [(0.0, None)] * len(NAMES) + [(None, None)]
    start = np.zeros(len(bounds))
    found = minimize(surprise, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": ROUNDS})
    return np.asarray(found.x[: len(NAMES)], dtype=np.float32)


def surprise_of(weights: Line, features: Scores, turn: Turn) -> tuple[float, Line]:
    """Minus the mean log share of the wanted among all films not seen, and its slope; features: (n, F + 1)."""
    scores = features @ weights.astype(np.float32)
    scores[turn.seen.items] = -np.inf
    shares = np.exp(scores - scores.max())
    total = shares.sum()
    surprise = np.log(total) + scores.max() - scores[turn.wanted].mean()
    return float(surprise), (shares / total) @ features - features[turn.wanted].mean(0)


def talked(scorer: Scorer, turns: Sequence[Turn], tail: NDArray[np.bool_]) -> dict[str, float]:
    """Recall of what was recommended next among all films not seen."""
    hits: dict[str, list[bool]] = {"R@10": [], "R@50": [], "tail R@10": []}
    for turn in turns:
        scores = scorer.scores([turn.seen])[0]
        scores[turn.seen.items] = -np.inf
        for film in turn.wanted:
            above = int((scores > scores[film]).sum())
            hits["R@10"].append(above < 10)
            hits["R@50"].append(above < 50)
            if tail[film]:
                hits["tail R@10"].append(above < 10)
    return {f"{name} | {len(hit)}": float(np.mean(hit)) for name, hit in hits.items()}


def rankeval(folder: Path) -> Any:
    """The module that states the held-out protocol."""
    os.environ["RANK_DATA"] = str(folder)
    sys.path.insert(0, str(folder))
    return importlib.import_module("rankeval")


def protocol(judge: Any, data: str, kind: str, weights: Scores) -> None:
    """Prints the rows of one split of the held-out protocol."""
    d, targets = judge.setup(judge.load(data), kind, "valid")
    users = np.unique(targets[:, 0])[:: EVERY.get(f"{data} {kind}", 1)]
    targets = targets[np.isin(targets[:, 0], users)]
    faded = TextOnly(**({"fade": 1} if (data, kind) == ("beauty", "cold") else TEXT[data]))
    faded.fit(d)

    def rated(scorer: Scorer | TextOnly) -> dict[str, float]:
        def score(some: NDArray[np.int32]) -> Scores:
            if isinstance(scorer, TextOnly):
                return scorer.score(some)
            return scorer.scores([history_of(d.seqs[user]) for user in some])

        return named(judge.report(judge.lists_from_scores(score, d, users), users, d, targets))

    texts = ItemTexts(d.emb, d.texts)
    table(f"{data} {kind}", rated, [ContentInterest.of(texts, weights=weights), Similarity(d.emb), faded])


def named(report: Mapping[str, Any]) -> dict[str, float]:
    """The figures of a report that are shown."""
    if report["kind"] == "cold":
        among, whole = report["cold_among_cold"], report["cold_in_all"]
        shown = {"among cold R@10": among, "among cold NDCG@10": among, "in all R@10": whole}
    else:
        shown = {"R@10": report["overall"], "NDCG@10": report["overall"], "tail R@10": report["tail"]}
    return {
        f"{name} | {part['n']}": part[name.split()[-1].replace("R@", "recall@").lower()]
        for name, part in shown.items()
    }


def table(asked: str, rated: Callable[[Any], dict[str, float]], scorers: Sequence[Scorer | TextOnly]) -> None:
    """Prints a row a figure: ours first, then the others with how many times as good ours is."""
    ours, *others = [rated(scorer) for scorer in scorers]
    missing = " | |" * (3 - len(scorers))
    for figure, value in ours.items():
        beside = "".join(f" {other[figure]:.4f} | {ratio(value, other[figure])} |" for other in others)
        print(f"| {asked} | {figure} | {value:.4f} |{beside}{missing}", flush=True)


def ratio(ours: float, theirs: float) -> str:
    """How many times as good, or nothing where theirs never hit."""
    return f"{ours / theirs:.2f}" if theirs else ""


if __name__ == "__main__":
    main()
