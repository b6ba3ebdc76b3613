"""offtrail serve | doctor: the chat in the browser, and whether everything for it is there."""

from __future__ import annotations

import argparse
import sys

from bot.commands.shared import AddCommand, progress_bar, ranking_options, talking_options
from bot.settings import Settings


def add(command: AddCommand) -> None:
    """Adds both commands."""
    parents = (ranking_options(), talking_options())
    serving = command("serve", serve, "the chat in the browser", *parents)
    serving.add_argument("--host", help="default 127.0.0.1")
    serving.add_argument("--port", type=int, help="default 7860")
    serving.add_argument(
        "--keys", metavar="FILE", help="keys of the API, see offtrail key; default HOME/keys.toml"
    )
    serving.add_argument("--open", action="store_true", help="open the browser")
    command("doctor", doctor, "what is installed, chosen and why; do index and model fit", *parents)


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail serve"""
    from bot.build import build_served
    from bot.web.api.app import Access
    from bot.web.api.keys import Keys
    from bot.web.server import check_port
    from bot.web.server import serve as serve_web

    check_port(settings.host, settings.port)  # before the models load
    Keys(settings.keys_file).all()
    bot, catalogue = build_served(settings, progress_bar())
    access = Access(settings.home, settings.keys_file, catalogue)
    for line in bot.about:
        print(line, file=sys.stderr)
    serve_web(bot, settings.host, settings.port, open_browser=options.open, access=access, media=settings.media)
    return 0


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
