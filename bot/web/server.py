"""Puts the page on the network. Knows the web server and the guard, nothing of talks."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from threading import Timer

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from bot.turn import Bot
from bot.web.admin.view import ADMIN, view_of
from bot.web.api.app import Access, make_api
from bot.web.cards import no_picture
from bot.web.embedded import widget_of
from bot.web.media import MEDIA, media_of, picture_of
from bot.web.own_talk import own_talk_routes
from bot.web.page_script import script_of
from bot.web.security import PAGE, Doors, Guard

HERE = Path(__file__).resolve().parent
SCRIPT = "/page.js"
WIDGET = "/widget.js"
LOOKS = ("frame.css", "header.css", "talk.css", "cards.css", "words.css", "agreed.css", "box.css")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
GRADIO_SETTINGS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    # It also sums up all earlier events in pandas after each event, for a page that is shut here: never do.
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**9),
}


class PortTaken(OSError):
    """Another program listens where the page should be."""


def check_port(host: str, port: int) -> None:
    """Fails early, before models are loaded, where the port can't be had.

    Raises:
        PortTaken: Says what to do. Port 0 is always free.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"{host}:{port} can't be used ({error.strerror}); another Offtrail may be running there. "
                f"Stop it, or choose another port: OFFTRAIL_PORT={port + 1 if port < 65535 else 7861}"
            ) from error


def hosts_of(host: str, public: Sequence[str] = ()) -> tuple[str, ...]:
    """The names by which a page served on `host` may be called: its own and the `public` ones.

    On a network, where no public name is given, any: ().
    """
    found = socket.getaddrinfo(host or None, 0, flags=socket.AI_PASSIVE)
    if not public and not all(ip_address(address[0]).is_loopback for *_, address in found):
        return ()
    return tuple(dict.fromkeys((*LOOPBACK, _in_url(host), *public)))


def make_app(
    bot: Bot, hosts: tuple[str, ...] = (), access: Access | None = None, media: Path | None = None
) -> FastAPI:
    """The web app: the chat page at /, what its buttons ask for, the widget's script, and the API.

    Args:
        bot: Answers everywhere.
        hosts: See Guard.
        access: Who may use the API, and with what; None leaves the API out.
        media: Folder of pictures; None for cards without.
    """
    os.environ |= GRADIO_SETTINGS  # read when Gradio is imported or a page is made
    from gradio import mount_gradio_app

    from bot.web.page import make_page
    from bot.web.theme import make_theme

    picture = picture_of if media is not None else no_picture
    app = FastAPI(title="Offtrail", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=[])  # where one is, Gradio does not reflect origins itself
    app.add_middleware(Guard, hosts=hosts)
    if access is not None:
        app.add_middleware(Doors, api=make_api(bot, access, hosts, picture))  # the last one stands outermost
        if (catalogue := access.catalogue) is not None:
            admin = view_of(access.home, lambda: catalogue.index.items)
            app.add_api_route(ADMIN, admin, methods=["GET", "HEAD"])
    app.include_router(own_talk_routes(bot))
    if media is not None:
        app.add_api_route(MEDIA + "/{path:path}", media_of(media), methods=["GET"])
    app.add_api_route(SCRIPT, script_of(), methods=["GET"])
    app.add_api_route(WIDGET, widget_of(), methods=["GET", "HEAD"])
    mount_gradio_app(
        app,
        make_page(bot, picture),
        path=PAGE,
        theme=make_theme(),
        css_paths=[HERE / "looks" / name for name in LOOKS],
        head=f'<script src="{SCRIPT}" defer></script>',
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        allowed_paths=[],
        max_file_size="1b",
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        favicon_path=str(HERE / "favicon.png"),
    )
    return app


@dataclass(frozen=True, slots=True)
class Where:
    """
    Attributes:
        host, port: Where it listens; see `check_port`.
        names: Public ones, by which it may be called beside its own.
        proxies: Who is believed where a request comes from; see `config_of`.
    """

    host: str
    port: int
    names: Sequence[str] = ()
    proxies: Sequence[str] = ()


def serve(
    bot: Bot,
    where: Where,
    access: Access | None = None,
    media: Path | None = None,
    open_browser: bool = False,
) -> None:
    """Serves until Ctrl-C.

    Args:
        bot: Ready to answer.
        where: On which address, under which names.
        access, media: See `make_app`.
        open_browser: Opens the page in the person's browser once it can be had.
    Raises:
        PortTaken: Another program is listening there.
    """
    import uvicorn

    from bot.web.connections import config_of

    host, port = where.host, where.port
    check_port(host, port)
    config = config_of(make_app(bot, hosts_of(host, where.names), access, media), host, port, where.proxies)
    if open_browser:
        Timer(1.0, webbrowser.open, [address(host, port)]).start()
    print(f"Offtrail is at {address(host, port)} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    uvicorn.Server(config).run()


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the page."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, _in_url(host))  # noqa: S104
    return f"http://{here}:{port}"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
