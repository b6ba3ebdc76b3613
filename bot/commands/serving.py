"""offtrail serve | doctor: the chat in the browser, and whether everything for it is there."""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from bot.commands.shared import AddCommand, progress_bar, ranking_options, talking_options
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.turn import Bot
    from bot.upkeep import Task
    from retriever.live import LiveIndex

FORGETTING_SECONDS = 24 * 3600
COMPACTING_SECONDS = 60  # a look costs nothing


def add(command: AddCommand) -> None:
    """Adds both commands."""
    parents = (ranking_options(), talking_options())
    serving = command("serve", serve, "the chat in the browser", *parents)
    serving.add_argument("--host", help="default 127.0.0.1")
    serving.add_argument("--port", type=int, help="default 7860")
    serving.add_argument("--hosts", metavar="NAMES", help="public names, with commas between; behind a proxy")
    serving.add_argument(
        "--proxies", metavar="ADDRESSES", help="proxies that are believed; default: of this machine, with --hosts"
    )
    serving.add_argument(
        "--keep-days", type=int, metavar="N", help="talks untouched for so long are deleted; default 90, 0: never"
    )
    serving.add_argument(
        "--keys", metavar="FILE", help="keys of the API, see offtrail key; default HOME/keys.toml"
    )
    serving.add_argument("--open", action="store_true", help="open the browser")
    command("doctor", doctor, "what is installed, chosen and why; do index and model fit", *parents)


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail serve"""
    from bot.build import build_served
    from bot.upkeep import upkeep
    from bot.web.api.app import Access
    from bot.web.api.keys import Keys
    from bot.web.server import Where, check_port
    from bot.web.server import serve as serve_web

    check_port(settings.host, settings.port)  # before the models load
    Keys(settings.keys_file).all()
    bot, catalogue = build_served(settings, progress_bar())
    access = Access(settings.home, settings.keys_file, catalogue)
    for line in bot.about:
        print(line, file=sys.stderr)
    where = Where(settings.host, settings.port, settings.hosts, settings.believed)
    with upkeep(tasks(settings, bot, catalogue), partial(print, file=sys.stderr, flush=True)):
        serve_web(bot, where, access, settings.media, options.open)
    return 0


def tasks(settings: Settings, bot: Bot, catalogue: LiveIndex) -> list[Task]:
    """What a served bot does by itself."""
    from bot.memory import SqliteMemory
    from bot.updating import compact_if_due
    from bot.upkeep import Task
    from bot.web.api.ledger import Ledger
    from bot.web.api.retention import forget_old

    talks = bot.memory
    assert isinstance(talks, SqliteMemory)  # as `build_served` makes it
    ledger = Ledger.open(settings.home / "api.sqlite3", time.time)
    return [
        Task(
            "deleting old talks",
            FORGETTING_SECONDS,
            lambda: forget_old(talks, ledger, settings.keep_days, time.time),
        ),
        Task("compacting the index", COMPACTING_SECONDS, lambda: compact_if_due(catalogue)),
    ]


def doctor(_: argparse.Namespace, settings: Settings) -> int:
    """offtrail doctor"""
    from bot.doctor import examine

    wrong = 0
    for finding in examine(settings):
        wrong += finding.state == "wrong"
        mark = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}[finding.state]
        print(f"{mark} {finding.what:22} {finding.text}", flush=True)
    print("everything fits" if not wrong else f"{wrong} to mend, see WRONG above")
    return 0 if not wrong else 1
