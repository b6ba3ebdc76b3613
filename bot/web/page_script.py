"""The page's script: its parts joined to one. Knows files and HTTP, no Gradio and no talks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.responses import Response

FOLDER = Path(__file__).resolve().parent / "script"
PARTS = (
    "drawn.js", "fields.js", "connection.js", "focus.js", "names.js", "buttons.js", "agreed.js", "reading.js",
    "windows.js", "draft.js", "typing.js", "menus.js",
)  # fmt: skip  # the first two are what the others use at once


def joined(folder: Path = FOLDER) -> bytes:
    """The parts in a closed function, so that the page sees none of their names."""
    parts = (f"// {name}\n{(folder / name).read_text(encoding='utf-8')}" for name in PARTS)
    return "\n".join(["(() => {", *parts, "})();", ""]).encode()


def script_of(folder: Path = FOLDER) -> Callable[[], Response]:
    """Serves the script, joined once."""
    script = joined(folder)

    def page_script() -> Response:
        return Response(script, media_type="text/javascript")

    return page_script
