"""offtrail train | evaluate: the interest model is trained, updated, listed, gone back from and measured."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.shared import AddCommand, log_options, progress_bar
from bot.launching import is_launched, is_main, launch
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.training_task import Order

__all__ = ["add", "evaluate", "is_main", "train"]

CUTS = ("last", "time", "cold")


def add(command: AddCommand) -> None:
    """Adds both commands."""
    parser = command("train", train, "train the model of interest on a log, measure it and put it in use")
    parser.add_argument(
        "log", type=Path, nargs="?", help="CSV, JSONL (also .gz) or Parquet: user, item, value, time"
    )
    _reading_options(parser)
    parser.add_argument(
        "--processes", type=int, default=1, metavar="N", help="train in N processes, on a GPU each"
    )
    parser.add_argument(
        "--talks",
        type=Path,
        metavar="JSONL",
        help="talks to learn from too: turn_id, dialog_id, messages, seen, and targets: ids recommended next",
    )
    parser.add_argument("--force", action="store_true", help="put it in use even where item-kNN ranks better")
    parser.add_argument("--keep", type=int, default=3, metavar="N", help="versions to keep; default 3")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument(
        "--update", action="store_true", help="go on from the model in use with what is new in LOG"
    )
    instead.add_argument("--rollback", action="store_true", help="put the version before in use again")
    instead.add_argument("--list", action="store_true", help="the versions there are")
    instead.add_argument("--forget", metavar="USER", help="take somebody out of the logs that are kept")
    measuring = command("evaluate", evaluate, "train on a part of a log and measure on the rest; changes nothing")
    measuring.add_argument("log", type=Path, help="CSV, JSONL (also .gz) or Parquet: user, item, value, time")
    _reading_options(measuring)
    measuring.add_argument(
        "--cut",
        choices=CUTS,
        default="last",
        help="each one's last like, the last tenth by time, or unknown items",
    )
    measuring.add_argument("--no-train", action="store_true", help="only what needs no training")


def train(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail train LOG, train --update LOG, train --rollback, train --list, train --forget USER"""
    _check(options)
    if options.list or options.rollback or options.forget is not None:
        return _without_log(options, settings)
    if options.processes > 1 and not is_launched():
        return launch(options.arguments, options.processes, settings.device)
    from bot.training import NotPublished
    from bot.training import train as trained

    order = replace(
        _order(options), update=options.update, force=options.force, versions=options.keep, talks=options.talks
    )
    try:
        for line in trained(settings, order, datetime.now(UTC), progress_bar("steps")):
            print(line, flush=True)
    except NotPublished as error:
        if is_main():
            print(f"offtrail: {error}", file=sys.stderr)
        return 1
    return 0


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail evaluate LOG"""
    if not options.log.is_file():
        raise FileNotFoundError(f"{options.log}: no such file")
    from bot.training import evaluated

    now, progress = datetime.now(UTC), progress_bar("steps")
    for line in evaluated(settings, _order(options), options.cut, not options.no_train, now, progress):
        print(line, flush=True)
    return 0


def _without_log(options: argparse.Namespace, settings: Settings) -> int:
    from bot.interest_card import listed
    from bot.kept_log import forget
    from bot.training import training
    from ranker.versions import rollback

    folder = settings.interest_folder
    if options.list:
        print("\n".join(listed(folder)) or f"no model at {folder}; make one with: offtrail train LOG")
        return 0
    with training(folder):
        if options.rollback:
            print(f"in use again: {folder / rollback(folder)}")
        else:
            gone = forget(folder, options.forget)
            print(f"{gone:,} interactions of {options.forget!r} were taken out of the logs kept at {folder}.")
            print("The weights were learnt with them and stay until the next: offtrail train LOG")
            print("Take them out of LOG too: where it still has them, it brings them back.")
    return 0


def _check(options: argparse.Namespace) -> None:
    needs_none = options.list or options.rollback or options.forget is not None
    if needs_none and options.log is not None:
        raise SettingsError("--rollback, --list and --forget go without a LOG; leave it out")
    if not needs_none and options.log is None:
        raise SettingsError("offtrail train needs a LOG of user, item, value and time")
    if options.log is not None and not options.log.is_file():
        raise FileNotFoundError(f"{options.log}: no such file")
    if options.talks is not None and (options.log is None or options.update or options.processes > 1):
        raise SettingsError("--talks goes with a LOG to train on, not with --update and in one process only")
    if options.talks is not None and not options.talks.is_file():
        raise FileNotFoundError(f"{options.talks}: no such file")
    if options.seed < 0:
        raise SettingsError(f"--seed must be 0 or more, got {options.seed}")
    for name in ("processes", "keep"):
        if getattr(options, name) < 1:
            raise SettingsError(f"--{name} must be 1 or more, got {getattr(options, name)}")


def _order(options: argparse.Namespace) -> Order:
    from bot.indexing import read_columns
    from bot.training_task import Order
    from ranker.learning import LearningPlan

    _, columns = read_columns(
        options.columns, log_names=options.interactions_column, log_key=options.interactions_key
    )
    return Order(options.log, columns, options.positive, LearningPlan(seed=options.seed))


def _reading_options(parser: argparse.ArgumentParser) -> None:
    log_options(parser)
    parser.add_argument("--columns", type=Path, metavar="TOML", help="the two options above in a file")
    parser.add_argument("--positive", type=float, metavar="VALUE", help="a row counts as liked from VALUE on")
    parser.add_argument("--seed", type=int, default=0, help="of all chance; default 0")
