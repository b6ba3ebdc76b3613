"""Panels -> text for a terminal. Knows nothing of the web."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bot.insight.figures import Figures
from bot.insight.panel import Panel, told
from bot.insight.panels import panels, tiles
from bot.insight.phrases import said
from bot.messages import Language

LABEL = 44


def lines(figures: Figures, language: Language = "en") -> Iterator[str]:
    """All figures, a table for each panel that has one."""
    for tile in tiles(figures, language):
        yield f"{tile.value:>10}  {tile.name}"
    for section, of in groupby(panels(figures, language), lambda panel: panel.section):
        yield ""
        yield said(section, language).upper()
        for panel in of:
            yield from _table(panel)


def _table(panel: Panel) -> Iterator[str]:
    yield ""
    yield f"{panel.title}: {panel.reading}"
    if panel.series:
        yield _row(panel.head, *(one.name for one in panel.series))
    for row, label in enumerate(panel.labels):
        yield _row(label, *(told(one.values[row], panel.unit) for one in panel.series))


def _row(label: str, *values: str) -> str:
    short = label if len(label) <= LABEL else label[: LABEL - 1] + "…"
    return f"  {short:<{LABEL}}" + "".join(f"{value:>16}" for value in values)
