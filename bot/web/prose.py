"""What was written -> paragraphs, lists and quotations as HTML. Pure; knows nothing of talks.

All on one line, and all that is no mark of ours is text, links and images too; see cards.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from bot.knowledge.saying import FROM
from bot.messages import Part


def quoting(parts: Iterable[Part]) -> str:
    """Prose, and each quotation in a block with its source below.

    >>> quoting([Part("By post."), Part("Within 60 days.", "Returns › Boots")])
    '<p>By post.</p><blockquote><p>Within 60 days.</p><cite>Returns › Boots</cite></blockquote>'
    """
    return "".join(_quotation(part) if part.source else prose(part.text) for part in parts)


def prose(text: str) -> str:
    """Paragraphs, "- " lists and **strong** words.

    >>> prose("A **b**")
    '<p>A <strong>b</strong></p>'
    """
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return "".join(_block(lines) for lines in blocks)


def _quotation(part: Part) -> str:
    """Nothing for the line that names the source in plain text: here it stands below the quotation anyway."""
    if part.text.strip() in {named.format(part.source) for named in FROM.values()}:
        return ""
    return f"<blockquote>{prose(part.text)}<cite>{escape(part.source)}</cite></blockquote>"


def _block(lines: list[str]) -> str:
    html, listed = "", [line[2:] for line in lines if line.startswith("- ")]
    if plain := [line for line in lines if not line.startswith("- ")]:
        html += f"<p>{'<br>'.join(_strong(line) for line in plain)}</p>"
    if listed:
        html += f"<ul>{''.join(f'<li>{_strong(line)}</li>' for line in listed)}</ul>"
    return html


def _strong(line: str) -> str:
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escape(line))
