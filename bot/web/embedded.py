"""The widget's script for other people's pages: its parts joined to one. Knows files and HTTP, no bot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from bot.web.tight import tight_script, tight_sheet

FOLDER = Path(__file__).resolve().parent / "widget"
PARTS = (
    "tag.js", "words.js", "nodes.js", "events.js", "connection.js", "stream.js", "prose.js", "cards.js",
    "opinions.js", "hand.js", "trouble.js", "understood.js", "talk.js", "history.js", "colours.js", "looks.css",
    "panel.js", "face.js",
)  # fmt: skip  # constants stand before what reads them at once; face.js starts it all
NOTICE = "/* Offtrail's widget. Readable and with comments it is in bot/web/widget of the source. */"
SECONDS = 300


def joined(folder: Path = FOLDER) -> bytes:
    """The parts as one script: a closed function, so that the page sees none of their names."""
    parts = (_part(folder / name) for name in PARTS)
    return "\n".join([NOTICE, '(()=>{"use strict";', *parts, "})();", ""]).encode()


def widget_of(folder: Path = FOLDER) -> Callable[[Request], Response]:
    """Serves the script, joined once; a copy that somebody has is sent again only where it changed."""
    script = joined(folder)
    tag = f'"{hashlib.sha256(script).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": f"public, max-age={SECONDS}"}

    def widget(request: Request) -> Response:
        had = request.headers.get("if-none-match", "").split(",")
        if tag in (part.strip().removeprefix("W/") for part in had):
            return Response(status_code=304, headers=headers)
        return Response(script, headers=headers, media_type="text/javascript")

    return widget


def _part(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        return f"const LOOKS={json.dumps(tight_sheet(text))};"
    return tight_script(text)
