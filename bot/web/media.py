"""Pictures of items, from one folder of this machine. Knows nothing of sessions or pages.

A record is data: it can name any address. Only a relative path becomes a picture, and only a file inside the
folder that begins as a picture begins is served: nothing is fetched from elsewhere and nothing else is read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.responses import Response

from retriever.items import Item

MEDIA = "/media"
FIELDS = ("image", "poster")
MAX_PATH_CHARS = 500
MAX_PICTURE_BYTES = 5 * 1024 * 1024
KEPT_SECONDS = 7 * 24 * 3600
KINDS: dict[str, str] = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


def picture_of(item: Item) -> str | None:
    """The address of an item's picture on our own site, None where its record names no relative path.

    >>> picture_of(Item("a", "A", facets={"image": ("covers/one two.png",)}))
    '/media/covers/one%20two.png'
    >>> picture_of(Item("a", "A", facets={"poster": ("https://elsewhere.example/a.png",)}))
    """
    named = next((item.facets[field][0] for field in FIELDS if field in item.facets), "")
    path = PurePosixPath(named.strip())
    odd = "\\" in named or ":" in named or "\0" in named or not named.isprintable() or len(named) > MAX_PATH_CHARS
    if odd or path.is_absolute() or ".." in path.parts or path.suffix.casefold() not in KINDS:
        return None
    return f"{MEDIA}/{quote(str(path), errors='replace')}"


def media_of(folder: Path) -> Callable[[str], Response]:
    """The endpoint: a picture of `folder` by its path there, 404 for whatever else is asked for."""
    root = folder.resolve()

    def media(path: str) -> Response:
        found = read_picture(root, path)
        if found is None:
            return Response(status_code=404)
        content, kind = found
        headers = {"cache-control": f"public, max-age={KEPT_SECONDS}", "x-content-type-options": "nosniff"}
        return Response(content, media_type=kind, headers=headers)

    return media


def read_picture(root: Path, path: str) -> tuple[bytes, str] | None:
    """A picture and its media type; None for what is outside, too large, no file or no picture of the named kind.

    Args:
        root: The folder, resolved; links that lead out of it lead nowhere.
        path: As it was asked for.
    """
    kind = KINDS.get(PurePosixPath(path).suffix.casefold())
    if kind is None or "\0" in path or len(path) > MAX_PATH_CHARS * 3:
        return None
    try:
        file = (root / path).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        with file.open("rb") as opened:
            content = opened.read(MAX_PICTURE_BYTES + 1)
    except (OSError, ValueError, RuntimeError):  # a name no file can have, a circle of links, no right to read
        return None
    return (content, kind) if len(content) <= MAX_PICTURE_BYTES and _begins_as(content) == kind else None


def _begins_as(content: bytes) -> str:
    """The media type that the first bytes tell of, "" for none of ours."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis") else ""
