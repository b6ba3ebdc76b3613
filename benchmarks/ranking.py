"""Ours and the peers on held-out histories: `python -m benchmarks.ranking RANK_DIR [--out results.jsonl]`.

RANK_DIR holds rankeval.py, which states the protocol, and its data. Every method runs in a process of its own with
one thread, so that its seconds and its peak memory are its own: minutes each, SASRec a quarter of an hour, 4 GB.
Only the validation phase is ever asked for: what stands in `PEERS` was chosen on it. Without RANK_DIR the tables
of an earlier --out are printed again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA, KINDS = ("beauty", "mlsmall"), ("warm", "cold")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
AGAINST = {"beauty": "LambdaRank", "mlsmall": "EASE"}
WARM = ("NDCG@10", "R@10", "tail R@10", "coverage@10", "tail share", "Gini", "fit s", "peak MB", "p50 ms")
COLD = ("among cold R@10", "among cold NDCG@10", "in all R@10", "fit s", "peak MB", "p50 ms")

Params = Mapping[str, Any]
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contender:
    """A method: where its adapter is, the modules it can't do without, what it is made with.

    params go by data set, or by data set and split ("beauty cold") where a split asks for its own.
    """

    name: str
    adapter: str
    needs: tuple[str, ...] = ()
    params: Mapping[str, Params] = field(default_factory=dict)

    def made_with(self, data: str, kind: str) -> Params:
        return self.params.get(f"{data} {kind}", self.params.get(data, {}))


def both(beauty: Params, mlsmall: Params) -> Mapping[str, Params]:
    """What a method is made with on the one data set and on the other."""
    return {"beauty": beauty, "mlsmall": mlsmall}


TEXT = both({"fade": 3}, {"fade": 2})
KNN = both({"similarity": "tfidf", "k": 500, "fade": 1}, {"similarity": "tfidf", "k": 1000, "fade": 1})
NEXT = both({"fade": 1.5, "damp": 0}, {"fade": 1, "damp": 0.15})
LINEAR = both({"reg": 100, "fade": 0.7}, {"reg": 300, "fade": 0.7})
PARTS = {
    name: {"TextOnly": TEXT[name], "ItemKNN": KNN[name], "Transitions": NEXT[name], "EASE": LINEAR[name]}
    for name in DATA
}
PAIRS = both({"factors": 128, "rounds": 300, "rate": 0.05}, {"factors": 64, "rounds": 50, "rate": 0.01})
FACTORS = both(
    {"factors": 256, "reg": 0.1, "alpha": 20, "fade": 0.5}, {"factors": 32, "reg": 0.1, "alpha": 1, "fade": 0.5}
)
ATTENTION = both({"rounds": 12, "length": 16, "batch": 128}, {"rounds": 100, "length": 50, "batch": 16})
COUNTED, TRAINED = "benchmarks.rank_peers", "benchmarks.rank_peers_trained"
OURS = Contender("Offtrail", "benchmarks.rank_adapter:Ranker", ("torch",))
PEERS = (
    Contender("Popularity", f"{COUNTED}:Popularity"),
    Contender("TextOnly", f"{COUNTED}:TextOnly", (), {**TEXT, "beauty cold": {"fade": 1}}),
    Contender("Transitions", f"{COUNTED}:Transitions", (), NEXT),
    Contender("ItemKNN", f"{COUNTED}:ItemKNN", ("implicit",), KNN),
    Contender("BPR", f"{TRAINED}:BPR", ("implicit",), PAIRS),
    Contender("ALS", f"{TRAINED}:ALS", ("implicit",), FACTORS),
    Contender("EASE", f"{COUNTED}:EASE", (), LINEAR),
    Contender("LightFM", f"{TRAINED}:LightFM", ("lightfm",), both({"rounds": 40}, {"rounds": 30})),
    Contender(
        "LambdaRank",
        "benchmarks.rank_peers_trees:LambdaRank",
        ("lightgbm", "implicit"),
        both({"parts": PARTS["beauty"]}, {"parts": PARTS["mlsmall"], "hold": 5, "leaves": 15, "rounds": 100}),
    ),
    Contender("SASRec", f"{TRAINED}:SASRec", ("rectools", "torch", "pytorch_lightning"), ATTENTION),
)
ALL = (OURS, *PEERS)


def missing(contender: Contender, python: str) -> list[str]:
    """Modules that interpreter lacks."""
    code = "import sys, importlib.util as u; print(*[m for m in sys.argv[1:] if not u.find_spec(m)])"
    found = subprocess.run([python, "-c", code, *contender.needs], capture_output=True, text=True, check=True)
    return found.stdout.split()


def measure(contender: Contender, folder: Path, data: str, kind: str, python: str) -> Result | None:
    """What rankeval.py says of one method, in a process of its own; None, and loudly why, when it failed."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "result.jsonl"
        asked = ["--data", data, "--kind", kind, "--phase", "valid", "--adapter", contender.adapter]
        params = json.dumps(contender.made_with(data, kind))
        command = [python, str(folder / "rankeval.py"), "run", *asked, "--params", params, "--out", str(out)]
        environment = {**os.environ, "RANK_DATA": str(folder), **dict.fromkeys(THREADS, "1")}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode or not out.exists():
            print(f"FAILED: {contender.name} on {data} {kind}:\n{done.stderr[-2_000:]}", file=sys.stderr)
            return None
        return {**json.loads(out.read_text(encoding="utf-8")), "name": contender.name}


def results_of(lines: Iterable[str]) -> list[Result]:
    """One result for every data set, kind and name, the last where there are several."""
    found = [json.loads(line) for line in lines if line.strip()]
    return list({(each["data"], each["kind"], each["name"]): each for each in found}.values())


def _row(result: Result) -> dict[str, float]:
    cost = result["cost"]
    spent = {"fit s": cost["fit_s"], "peak MB": cost["peak_rss_mb"], "p50 ms": cost["latency_ms_p50"]}
    if result["kind"] == "cold":
        among, everything = result["cold_among_cold"], result["cold_in_all"]
        of = {"among cold R@10": among["recall@10"], "among cold NDCG@10": among["ndcg@10"]}
        return {**of, "in all R@10": everything["recall@10"], "se": among["ndcg@10_se"], **spent}
    lists = result["lists"]
    return {
        "NDCG@10": result["overall"]["ndcg@10"],
        "se": result["overall"]["ndcg@10_se"],
        "R@10": result["overall"]["recall@10"],
        "tail R@10": result["tail"]["recall@10"],
        "coverage@10": lists["coverage@10"],
        "tail share": lists["tail_share@10"],
        "Gini": lists["gini@10"],
        **spent,
    }


def _cell(row: Mapping[str, float], column: str) -> str:
    if column.endswith("NDCG@10"):
        return f"{row[column]:.4f} ± {row['se']:.4f}"
    digits = {"fit s": 1, "peak MB": 0, "p50 ms": 2, "coverage@10": 3, "tail share": 3, "Gini": 3}.get(column, 4)
    return f"{row[column]:,.{digits}f}"


def _ratio(mine: float, its: float) -> str:
    return f"{mine / its:.2f}" if its else "–"


def table(results: Sequence[Result], data: str, kind: str, against: str) -> str:
    """A Markdown table of one data set, in the order of the results; ratios where `against` is among them."""
    rows = {each["name"]: _row(each) for each in results if (each["data"], each["kind"]) == (data, kind)}
    if not rows:
        return ""
    columns, compared = (WARM, ("NDCG@10", "tail R@10")) if kind == "warm" else (COLD, ("among cold R@10",))
    peer = rows.get(against)
    ratios = [f"{column} / {against}" for column in compared] if peer else []
    lines = [f"| {' | '.join(['method', *columns, *ratios])} |", "|---|" + "---:|" * (len(columns) + len(ratios))]
    for name, row in rows.items():
        said = [_ratio(row[column], peer[column]) for column in compared] if peer else []
        lines.append(f"| {' | '.join([name, *(_cell(row, column) for column in columns), *said])} |")
    return "\n".join([f"### {data}, {kind}, validation phase", "", *lines, ""])


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="RANK_DIR")
    parser.add_argument("--data", nargs="+", choices=DATA, default=DATA)
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--only", nargs="+", choices=[each.name for each in ALL], metavar="NAME")
    parser.add_argument("--out", type=Path, default=Path("ranking.jsonl"), help="results are added to this file")
    parser.add_argument(
        "--python", default=sys.executable, help="interpreter of the peers, if they live elsewhere"
    )
    parser.add_argument(
        "--against",
        nargs="+",
        default=[],
        metavar="DATA=NAME",
        help=f"peers of the ratios, {AGAINST!r} if not given",
    )
    return parser.parse_args(given)


def run(given: argparse.Namespace) -> bool:
    """Measures what was asked for, adding to --out as it goes; False when something could not be measured."""
    complete = True
    for contender in (each for each in ALL if not given.only or each.name in given.only):
        python = sys.executable if contender is OURS else given.python
        if lacking := missing(contender, python):
            print(
                f"SKIPPED: {contender.name} needs {', '.join(lacking)}, not installed in {python}", file=sys.stderr
            )
            complete = False
            continue
        for data in given.data:
            for kind in given.kind:
                print(f"{contender.name} on {data}, {kind} ...", file=sys.stderr, flush=True)
                result = measure(contender, given.folder, data, kind, python)
                complete &= result is not None
                if result:
                    with given.out.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(result) + "\n")
    return complete


def main(arguments_given: Sequence[str] | None = None) -> int:
    given = arguments(arguments_given)
    complete = run(given) if given.folder else True
    against = {**AGAINST, **dict(pair.split("=", 1) for pair in given.against)}
    results = results_of(given.out.read_text(encoding="utf-8").splitlines()) if given.out.exists() else []
    for data in given.data:
        for kind in given.kind:
            if said := table(results, data, kind, against[data]):
                print(said)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
