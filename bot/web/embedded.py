"""The widget's script for other people's pages: its parts joined to one. Knows files and HTTP, no bot."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).resolve().parent / "widget"
PARTS = (
    "tag.js", "words.js", "nodes.js", "events.js", "connection.js", "stream.js", "prose.js", "cards.js",
    "opinions.js", "hand.js", "trouble.js", "talk.js", "history.js", "colours.js", "looks.css", "panel.js",
    "face.js",
)  # fmt: skip  # constants stand before what reads them at once; face.js starts it all
NOTICE = "/* Offtrail's widget. Readable and with comments it is in bot/web/widget of the source. */"
SECONDS = 300
UNCLEAR = re.compile(r"['`/\\]")
STRING = re.compile(r'("[^"]*")')
BESIDE = re.compile(r" ?([{}()=,;:?&|]) ?")
ASIDE = re.compile(r" +// [^\"'`]*$")  # no quote follows, so it is not within a string


def joined(folder: Path = FOLDER) -> bytes:
    """The parts as one script: a closed function, so that the page sees none of their names."""
    lines = [line for name in PARTS for line in _part(folder / name)]
    return "\n".join([NOTICE, "(() => {", '"use strict";', *lines, "})();", ""]).encode()


def lean(text: str) -> list[str]:
    """Lines without indents, empty lines and comments.

    A string over several lines would be changed: a test sees to it that no part has one.
    """
    kept, inside = [], False
    for line in map(str.strip, text.splitlines()):
        begins = not inside and line.startswith("/*")
        if not (inside or begins or not line or line.startswith("//")):
            kept.append(ASIDE.sub("", line))
        inside = (inside or begins) and not line.endswith("*/")
    return kept


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


def _tight(line: str) -> str:
    """Without spaces that mean nothing; a line that may hold more than strings in plain quotes is left alone."""
    if UNCLEAR.search(line):
        return line
    parts = STRING.split(line)
    return "".join(part if place % 2 else BESIDE.sub(r"\1", part) for place, part in enumerate(parts))


def _part(path: Path) -> list[str]:
    lines = lean(path.read_text(encoding="utf-8"))
    if path.suffix == ".css":
        return [f"const LOOKS = {json.dumps(' '.join(lines))};"]
    return [_tight(line) for line in lines]
