"""Markdown -> title and paragraphs under their headings. Knows nothing of files."""

from __future__ import annotations

import re

from bot.knowledge.nouns import Block
from bot.writer.clean import plain

FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\n)??---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
TITLE = re.compile(r"^title:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+")
RULE = re.compile(r"^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$|^\s*\|?[\s:|-]+\|[\s:|-]*$")
FENCE = re.compile(r"^\s*(?:```|~~~)")
IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
LINK = re.compile(r"\[([^\]\n]{1,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])")
STRONG = re.compile(r"(\*\*|__|\*|`)(?=\S)([^\n]{1,500}?)(?<=\S)\1")


def blocks_of_markdown(text: str) -> tuple[str, list[Block]]:
    """The title of the front matter, "" for none, and the paragraphs; images and markup are dropped."""
    title, first = "", 1
    if front := FRONT.match(text):
        found = TITLE.search(front.group(1) or "")
        title = found.group(1).strip("\"'") if found else ""
        first += text.count("\n", 0, front.end())
        text = text[front.end() :]
    return title, _blocks(text.splitlines(), first)


def _blocks(lines: list[str], first: int) -> list[Block]:
    headings: list[tuple[int, str]] = []
    blocks: list[Block] = []
    paragraph: list[str] = []
    begun = first

    def close() -> None:
        if said := _plain(" ".join(paragraph)):
            blocks.append(Block(tuple(name for _, name in headings), said, begun))
        paragraph.clear()

    for number, line in enumerate(lines, first):
        heading = HEADING.match(line)
        if heading or not line.strip() or RULE.match(line) or FENCE.match(line) or ITEM.match(line):
            close()
        if heading:
            level = len(heading.group(1))
            headings = [kept for kept in headings if kept[0] < level]
            if name := _plain(heading.group(2) or ""):
                headings.append((level, name))
        elif line.strip() and not RULE.match(line) and not FENCE.match(line):
            if not paragraph:
                begun = number
            paragraph.append(ITEM.sub("", line).strip().lstrip(">").strip())
    close()
    return blocks


def _plain(text: str) -> str:
    return plain(STRONG.sub(r"\2", LINK.sub(r"\1", IMAGE.sub(" ", text))))
