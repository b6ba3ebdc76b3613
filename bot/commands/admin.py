"""offtrail admin: a way into the admin view of the running server, or its figures in the terminal."""

from __future__ import annotations

import argparse
import socket
import sys
import time
from contextlib import closing

from bot.commands.shared import AddCommand
from bot.settings import Settings, SettingsError

DAYS = ("7", "30", "90", "all")
REACH_SECONDS = 2.0


def add(command: AddCommand) -> None:
    """Adds the command."""
    view = command("admin", admin, "what is asked, shown, liked and how long it takes: an address, or --table")
    view.add_argument("--host", help="where `offtrail serve` runs; default 127.0.0.1")
    view.add_argument("--port", type=int, help="its port; default 7860")
    view.add_argument("--table", action="store_true", help="print the figures here; no server is needed")
    view.add_argument("--days", choices=DAYS, help="of the table: 7, 30, 90 or all; default 30")


def admin(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail admin [--table [--days N]]"""
    if options.table:
        return _table(options.days or "30", settings)
    if options.days is not None:
        raise SettingsError("--days goes with --table; the page has its own choice of days")
    return _address(settings)


def _address(settings: Settings) -> int:
    from bot.web.admin.login import CODE_SECONDS, new_code
    from bot.web.admin.view import ADMIN
    from bot.web.server import address

    at = address(settings.host, settings.port)
    try:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
        socket.create_connection((host, settings.port), REACH_SECONDS).close()
    except OSError as error:
        raise ConnectionRefusedError(
            f"nobody answers at {at} ({error.strerror or error}); start the page with offtrail serve, "
            "or say where it runs: --host, --port"
        ) from error
    print(f"{at}{ADMIN}?code={new_code(settings.home, time.time())}", flush=True)
    print(
        f"holds once, for {CODE_SECONDS // 60} minutes, for a server on {settings.home}; behind a proxy put your "
        "own name in place of the beginning",
        file=sys.stderr,
    )
    return 0


def _table(days: str, settings: Settings) -> int:
    from bot.insight.overview import Overview
    from bot.insight.table import lines
    from bot.updating import open_encoders
    from retriever.live import LiveIndex
    from retriever.store import stores

    with closing(
        LiveIndex(settings.index_folder, open_encoders(settings), stores(settings.store, settings.store_token))
    ) as live:
        found = Overview(settings.home, lambda: live.index.items, time.time).of(
            None if days == "all" else int(days)
        )
    for line in lines(found.figures):
        print(line)
    return 0
