"""Learns the weights of retriever/fuse.py: `python -m benchmarks.fusion FILMS_DIR`. About five minutes, 3 GB.

Reads talks_train.jsonl.gz alone. For every talk each leg says its score of every film; the weights maximise the
likelihood of the films that were recommended next among all allowed films, head and tail each for itself
(a softmax over the half, a little shrinkage). Prints the weights of three folds split by dialog, and what they
reach on the dialogs left out. `title`, `second meaning`, `crowding` and `obscure` are not learnt here.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.retrieval import open_films, read_data, read_queries
from retriever.encode import Encoders, SentenceEncoder
from retriever.fuse import WEIGHTS, Feature
from retriever.question import ask, everywhere, here

FOLDS = 3
SHRINKAGE = 1e-3
LEARNT: tuple[Feature, ...] = tuple(
    name for name in WEIGHTS["tail"] if name not in ("title", "second meaning", "crowding", "obscure")
)


@dataclass(frozen=True, slots=True)
class Half:
    """What the legs say of one half of the catalogue: features float16 (talks, F, n), allowed bool (talks, n).

    `wanted` are (talk, column) pairs.
    """

    features: NDArray[np.float16]
    allowed: NDArray[np.bool_]
    wanted: list[tuple[int, int]]


def read(folder: Path, home: Path) -> tuple[dict[str, Half], NDArray[np.int64]]:
    """The halves, and a fold for each talk."""
    path = folder / "talks_train.jsonl.gz"
    data = read_data(folder, path)
    encoders = Encoders(SentenceEncoder.load())
    live = open_films(folder, home, encoders)
    queries = read_queries(live, data.talks)
    index = live.index
    rows = np.arange(index.n)
    features = np.zeros((len(queries), len(LEARNT), index.n), dtype=np.float16)
    allowed = np.zeros((len(queries), index.n), dtype=bool)
    for start in range(0, len(queries), 64):
        for place, asked in enumerate(ask(index, encoders, queries[start : start + 64]), start):
            said = everywhere(index, asked, "scan")
            said |= here(index, asked, rows, said)
            allowed[place] = asked.allowed
            for column, name in enumerate(LEARNT):
                if name in said:
                    features[place, column] = said[name]
    wanted = [
        (place, index.row[target])
        for place, talk in enumerate(data.talks)
        for target in set(data.targets[talk.turn_id]) - set(talk.seen)
        if target in index.row and allowed[place, index.row[target]]
    ]
    halves = {}
    for name, mask in (("head", index.in_head), ("tail", ~index.in_head)):
        some = np.flatnonzero(mask)
        column = {int(row): i for i, row in enumerate(some)}
        mine = [(place, column[row]) for place, row in wanted if row in column]
        halves[name] = Half(features[:, :, some], allowed[:, some], mine)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        dialogs = [json.loads(line)["dialog_id"] for line in file]
    order = np.random.default_rng(0).permutation(len(set(dialogs)))
    fold = {dialog: int(order[i]) % FOLDS for i, dialog in enumerate(sorted(set(dialogs)))}
    return halves, np.array([fold[dialog] for dialog in dialogs])


def learn(half: Half, talks: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Weights float32 (F,) from the talks marked."""
    places = np.flatnonzero(talks)
    row = {int(place): i for i, place in enumerate(places)}
    wanted = [(row[place], column) for place, column in half.wanted if place in row]
    features = torch.from_numpy(half.features[places].transpose(0, 2, 1).astype(np.float32))  # (talks, n, F)
    refused = torch.from_numpy(~half.allowed[places])
    rows, columns = (torch.tensor(part) for part in zip(*wanted, strict=True))
    weights = torch.zeros(features.shape[2], requires_grad=True)
    steps = torch.optim.LBFGS([weights], max_iter=150, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        steps.zero_grad()
        scores = (features @ weights).masked_fill(refused, -1e4)
        value = -torch.log_softmax(scores, 1)[rows, columns].mean() + SHRINKAGE * (weights * weights).sum()
        value.backward()
        return value

    steps.step(loss)
    return np.asarray(weights.detach().numpy())


def recall(half: Half, talks: NDArray[np.bool_], weights: NDArray[np.float32], k: int) -> float:
    """Share of wanted items of this half among its first k."""
    hits = pairs = 0
    for place, column in half.wanted:
        if talks[place]:
            scores = weights @ half.features[place].astype(np.float32)
            better = (scores > scores[column]) & half.allowed[place]
            hits, pairs = hits + (int(better.sum()) < k), pairs + 1
    return hits / max(pairs, 1)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        halves, folds = read(Path(sys.argv[1]), Path(home) / "index")
    for name, half in halves.items():
        learnt = [learn(half, folds != fold) for fold in range(FOLDS)]
        out = [recall(half, folds == fold, weights, 10) for fold, weights in enumerate(learnt)]
        used = np.array([WEIGHTS[name][feature] for feature in LEARNT], dtype=np.float32)  # type: ignore[index]
        now = [recall(half, folds == fold, used, 10) for fold in range(FOLDS)]
        print(f"\n{name}: recall of its own among its first 10, left-out folds: {np.mean(out):.3f}")
        print(f"{name}: the same with the rounded weights for wishes that name: {np.mean(now):.3f}")
        print(f"| {'':12} | learnt | fold by fold         | in use |")
        print(f"|{'-' * 14}|-------:|----------------------|-------:|")
        for column, feature in enumerate(LEARNT):
            each = " ".join(f"{weights[column]:6.2f}" for weights in learnt)
            mean = np.mean([weights[column] for weights in learnt])
            print(f"| {feature:12} | {mean:6.2f} | {each:20} | {used[column]:6.2f} |")


if __name__ == "__main__":
    main()
