"""A folder of Markdown, HTML and CSV files -> articles. Knows nothing of passages, vectors or questions."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.markdown import blocks_of_markdown
from bot.knowledge.markup import blocks_of_html
from bot.knowledge.nouns import Article, ArticleError, Block
from bot.writer.clean import plain

MARKDOWN, HTML, TABLE = (".md", ".markdown"), (".html", ".htm"), (".csv",)
KINDS = (*MARKDOWN, *HTML, *TABLE)
COLUMNS = (("question", "answer"), ("title", "text"))
MAX_BYTES = 2 * 1024 * 1024
MAX_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the folder.

    Attributes:
        name: Relative to the folder, with "/".
    """

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """What tells whether it changed."""
        return hashlib.sha256(self.content).hexdigest()


def read_sources(folder: Path) -> tuple[Source, ...]:
    """The files that hold articles, by name; hidden ones and links out of the folder are passed by.

    Raises:
        FileNotFoundError: No such folder.
        ArticleError: A file is too large, or there are none or too many.
    """
    found = []
    for name, path in files_of(folder):
        if (size := path.stat().st_size) > MAX_BYTES:
            raise ArticleError(f"{path}: {size:,} bytes, at most {MAX_BYTES:,}; split it into several articles")
        found.append(Source(name, path.read_bytes()))
    if not found:
        raise ArticleError(f"{folder}: no articles; put files here that end in {', '.join(KINDS)}")
    return tuple(found)


def files_of(folder: Path) -> list[tuple[str, Path]]:
    """Name and path of each file that holds articles; reads none.

    Raises:
        FileNotFoundError: No such folder.
        ArticleError: There are too many.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder of articles")
    home, found = folder.resolve(), []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or path.suffix.lower() not in KINDS or not path.is_file():
            continue
        if path.resolve().is_relative_to(home):
            found.append((name.as_posix(), path))
        if len(found) > MAX_FILES:
            raise ArticleError(f"{folder}: more than {MAX_FILES:,} files; join short articles into CSV files")
    return found


def read_articles(sources: Sequence[Source]) -> tuple[Article, ...]:
    """What the files say, in their order; a row of a CSV file is an article of its own.

    Raises:
        ArticleError: A file is not UTF-8 or a table lacks its columns; names file and line.
    """
    return tuple(article for source in sources for article in _articles(source))


def _articles(source: Source) -> list[Article]:
    text, suffix = _text(source), Path(source.name).suffix.lower()
    if suffix in TABLE:
        return _rows(source.name, text)
    title, blocks = (blocks_of_html if suffix in HTML else blocks_of_markdown)(text)
    return [_article(source.name, title, blocks)]


def _text(source: Source) -> str:
    try:
        return source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, error.start) + 1
        raise ArticleError(f"{source.name}:{line}: not UTF-8; save the file as UTF-8") from error


def _article(file: str, title: str, blocks: Sequence[Block]) -> Article:
    """A title that is missing is the first heading that stands above everything, else the file's name."""
    first = blocks[0].headings[0] if blocks and blocks[0].headings else ""
    if first and all(block.headings[:1] == (first,) for block in blocks):  # the heading of the page
        blocks = [Block(block.headings[1:], block.text, block.line) for block in blocks]
        title = title or first
    name = Path(file).stem.replace("-", " ").replace("_", " ")
    return Article(file, plain(title) or plain(name[:1].upper() + name[1:]) or "?", tuple(blocks))


def _rows(file: str, text: str) -> list[Article]:
    table = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [name.strip().casefold() for name in next(table, [])]
        columns = next((pair for pair in COLUMNS if set(pair) <= set(header)), None)
        if columns is None:
            raise ArticleError(
                f"{file}:1: wanted the columns question,answer or title,text, got {','.join(header)!r:.80}"
            )
        title, answer = (header.index(name) for name in columns)
        found = []
        for row in table:
            if not any(cell.strip() for cell in row):
                continue
            if len(row) <= max(title, answer) or not row[title].strip() or not row[answer].strip():
                raise ArticleError(
                    f"{file}:{table.line_num}: wanted {columns[0]} and {columns[1]}, got {','.join(row)!r:.80}"
                )
            block = Block((), plain(row[answer]), table.line_num)
            found.append(Article(file, plain(row[title]) or "?", (block,)))
    except csv.Error as error:
        raise ArticleError(f"{file}:{table.line_num}: no CSV: {error}") from error
    return found
