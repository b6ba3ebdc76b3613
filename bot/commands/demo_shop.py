"""offtrail demo-shop: a shop's page with the widget in it, on another port. Knows files and headers, no bot."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.commands.shared import AddCommand
from bot.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

HOST = "127.0.0.1"
KEY = re.compile(r"pk_[A-Za-z0-9_-]{22}")
TYPES = {"shop.css": "text/css", "shop.js": "text/javascript"}
# What a careful shop allows: its own files, and the widget's host for the script, its requests and its pictures.
POLICY = (
    "default-src 'none'; script-src 'self' {bot}; connect-src {bot}; img-src 'self' {bot}; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'"
)


class ShopUnusable(ValueError):
    """The shop can't be shown with what it was given."""


def add(command: AddCommand) -> None:
    """Adds the command."""
    demo = command("demo-shop", run, "a small shop's page with the widget in it, on another port")
    demo.add_argument("--port", dest="shop_port", type=int, default=8081, help="default 8081")
    demo.add_argument("--bot", default="http://127.0.0.1:7860", help="where offtrail serve is")
    demo.add_argument("--key", required=True, help="a public key: pk_...; made by offtrail key new")


def run(options: argparse.Namespace, _: Settings) -> int:
    """offtrail demo-shop"""
    import uvicorn

    from bot.web.server import check_port

    app = shop(options.bot, options.key)
    check_port(HOST, options.shop_port)
    origin = f"http://localhost:{options.shop_port}"
    print(f"The shop is at {origin} (Ctrl-C ends it). Its key must list that origin, as made by:", file=sys.stderr)
    print(f"  offtrail key new shop --origin {origin}", file=sys.stderr, flush=True)
    uvicorn.run(app, host=HOST, port=options.shop_port, log_level="warning", server_header=False)
    return 0


def shop(bot: str, key: str, folder: Path | None = None) -> Starlette:
    """The shop as a web app.

    Args:
        bot: Where the bot is served, as http://host:port.
        key: Public; stands in the page.
        folder: With its files; the example's when left out.
    Raises:
        ShopUnusable: Address or key have another shape, or the files are not there.
    """
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse, Response
    from starlette.routing import Route

    bot = _origin(bot)
    if not KEY.fullmatch(key):
        raise ShopUnusable(f"--key must be a public key, pk_ and 22 more characters, got {key[:6]!r}...")
    folder = folder or _folder()
    headers = {"content-security-policy": POLICY.format(bot=bot), "x-content-type-options": "nosniff"}
    page = Template((folder / "index.html").read_text(encoding="utf-8")).substitute(bot=bot, key=key)
    routes = [Route("/", lambda _: HTMLResponse(page, headers=headers))]
    routes.append(Route("/favicon.ico", Response(status_code=204)))  # it has none
    for name, media_type in TYPES.items():
        served = Response((folder / name).read_bytes(), media_type=media_type, headers=headers)
        routes.append(Route(f"/{name}", served))
    return Starlette(routes=routes)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.\[\]:-]+", parts.netloc):
        raise ShopUnusable(f"--bot must be an address such as http://127.0.0.1:7860, got {address!r}")
    return f"{parts.scheme}://{parts.netloc}"


def _folder() -> Path:
    """docs/examples/shop of a checkout, or where the wheel has it."""
    here = Path(__file__).resolve().parents[1]
    places = (here.parent / "docs" / "examples" / "shop", here / "examples" / "shop")
    found = next((place for place in places if (place / "index.html").is_file()), None)
    if found is None:
        raise ShopUnusable(f"the shop's files are not installed: no index.html in {places[0]} or {places[1]}")
    return found
