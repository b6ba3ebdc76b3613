"""HTML -> title and paragraphs under their headings, scripts and styles dropped. Knows nothing of files."""

from __future__ import annotations

import html.parser

from bot.knowledge.nouns import Block
from bot.writer.clean import plain

_BREAKING = """
    address article aside blockquote body br dd details div dl dt fieldset figcaption figure footer form header hr
    html li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_DROPPED = "script style template noscript svg math iframe object select button nav textarea"
BREAKING = frozenset(_BREAKING.split())
DROPPED = frozenset(_DROPPED.split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def blocks_of_html(text: str) -> tuple[str, list[Block]]:
    """The title of the page, "" for none, and its paragraphs."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end()
    return page.title, page.blocks


class _Page(html.parser.HTMLParser):
    """Collects what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.blocks: list[Block] = []
        self._headings: list[tuple[int, str]] = []
        self._text: list[str] = []
        self._line = 1
        self._dropped: list[str] = []  # open elements that nobody sees
        self._in = ""  # the heading or title that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hidden = any(name == "hidden" for name, _ in attrs) and tag in BREAKING
        if tag in DROPPED or (self._dropped and tag == self._dropped[-1]) or hidden:
            self._dropped.append(tag)
        elif tag in HEADINGS or tag == "title":
            self.end()
            self._in = tag
        elif tag in BREAKING and not self._in:
            self.end()

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            if tag == self._dropped[-1]:
                self._dropped.pop()
        elif tag == self._in:
            self._name(tag)
        elif tag in BREAKING and not self._in:
            self.end()

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if not self._text:
            self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        if self._text or data.strip():
            self._text.append(data)

    def end(self) -> None:
        """What was collected is a paragraph."""
        said = plain("".join(self._text))
        self._text, self._in = [], ""
        if said:
            self.blocks.append(Block(tuple(name for _, name in self._headings), said, self._line))

    def _name(self, tag: str) -> None:
        said = plain("".join(self._text))
        self._text, self._in = [], ""
        if tag == "title":
            self.title = self.title or said
            return
        level = HEADINGS.index(tag)
        self._headings = [kept for kept in self._headings if kept[0] < level]
        if said:
            self._headings.append((level, said))
