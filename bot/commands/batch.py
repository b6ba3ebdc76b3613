"""offtrail recommend: items for many talks, without text."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from bot.commands.shared import AddCommand, progress_bar, ranking_options
from bot.settings import Settings, SettingsError


def add(command: AddCommand) -> None:
    """Adds the command."""
    parser = command("recommend", recommend, "items for many talks, without text", ranking_options())
    parser.add_argument(
        "--batch", type=Path, required=True, metavar="JSONL", help="turn_id, messages and seen a line"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="JSONL", help="turn_id, ids and scores a line")
    parser.add_argument("-n", type=int, default=50, help="items a talk; default 50")


def recommend(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail recommend --batch TALKS.jsonl --out FILE.jsonl"""
    from bot.batch import TalkReader, read_talks, recommend_all, write_results
    from bot.build import build_parts

    if options.n < 1:
        raise SettingsError(f"-n must be 1 or more, got {options.n}")
    if options.out.resolve() == options.batch.resolve():
        raise SettingsError(f"--out {options.out} is the batch itself; name another file")
    if not options.out.parent.is_dir():
        raise FileNotFoundError(f"{options.out.parent}: no such folder for --out")
    talks = list(read_talks(options.batch))
    parts = build_parts(settings, progress_bar())
    started = time.perf_counter()
    reader = TalkReader(parts.parser, parts.item_of, settings.niche)
    results = recommend_all(iter(talks), reader, parts.retriever, parts.ranker, options.n)
    count = write_results(options.out, results, parts.live.index.manifest.integer_ids)
    seconds = time.perf_counter() - started
    print(f"{count:,} talks in {seconds:.1f} s ({count / max(seconds, 1e-9):.0f} a second) -> {options.out}")
    return 0
