"""Figures -> the HTML of the admin view. Knows nothing of who asks or of how things are counted.

Every text comes through `escape`; there is no script, and the one style sheet is named in the policy by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from bot.insight.counting import FEWEST_DAYS, FEWEST_TALKS, FEWEST_TIMES
from bot.insight.figures import Figures
from bot.insight.panel import Panel, told
from bot.insight.panels import panels, tiles
from bot.insight.phrases import said as named
from bot.messages import Language
from bot.web.admin.phrases import said
from bot.web.admin.plots import drawn

HERE = Path(__file__).resolve().parent
PERIODS: tuple[int | None, ...] = (7, 30, 90, None)


@cache
def style() -> str:
    """The style sheet, as it stands in each page."""
    return (HERE / "admin.css").read_text(encoding="utf-8")


def policy() -> str:
    """What a browser may do with these pages: show them, in the one style, and follow links."""
    digest = base64.b64encode(hashlib.sha256(style().encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def overview(figures: Figures, n_days: int | None, counted_at: float, language: Language) -> str:
    """The page of all figures.

    Args:
        n_days: The period that was asked for, one of PERIODS.
        counted_at: When, in seconds since 1970.
    """
    when = datetime.fromtimestamp(counted_at, UTC)
    least = {"talks": FEWEST_TALKS, "times": FEWEST_TIMES, "days": FEWEST_DAYS}
    foot = said("foot", language, time=f"{when:%Y-%m-%d %H:%M}", **least)
    cut = said("cut", language, n=f"{sum(figures.turns):,}") if figures.is_cut else ""
    body = (
        f"<header><h1>Off<b>trail</b> <span>{escape(said('name', language))}</span></h1>"
        f'<nav aria-label="{escape(said("period", language))}">{_periods(n_days, language)}</nav></header>'
        f"<main>{_tiles(figures, language) if any(figures.turns) else _empty(language)}"
        f"{_sections(panels(figures, language), language) if any(figures.turns) else ''}"
        f"<footer><p>{escape(foot)} {escape(cut)}</p></footer></main>"
    )
    return _page(said("name", language), body, language)


def plain(name: str, language: Language) -> str:
    """A page of one message; what stands between backticks is to be typed."""
    parts = escape(said(name, language)).split("`")
    text = "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
    return _page(
        said("name", language), f'<main class="plain"><h1>Off<b>trail</b></h1><p>{text}</p></main>', language
    )


def _page(title: str, body: str, language: Language) -> str:
    return (
        f'<!doctype html><html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f'<title>Offtrail · {escape(title)}</title><link rel="icon" href="data:,"><style>{style()}</style></head>'
        f"<body>{body}</body></html>"
    )


def _periods(n_days: int | None, language: Language) -> str:
    return "".join(
        f'<a href="?days={days or "all"}"{" aria-current=page" if days == n_days else ""}>'
        f"{escape(said('days', language, n=days) if days else said('all', language))}</a>"
        for days in PERIODS
    )


def _tiles(figures: Figures, language: Language) -> str:
    shown = (
        f"<div><dt>{escape(tile.name)}</dt><dd>{escape(tile.value)}</dd></div>"
        for tile in tiles(figures, language)
    )
    return f'<dl class="tiles">{"".join(shown)}</dl>'


def _empty(language: Language) -> str:
    return f"<h2>{escape(said('empty', language))}</h2><p>{escape(said('empty_what', language))}</p>"


def _sections(all_panels: Iterable[Panel], language: Language) -> str:
    return "".join(
        f'<section aria-labelledby="{section}"><h2 id="{section}">{escape(named(section, language))}</h2>'
        f'<div class="panels">{"".join(_panel(panel, language) for panel in of)}</div></section>'
        for section, of in groupby(all_panels, lambda panel: panel.section)
    )


def _panel(panel: Panel, language: Language) -> str:
    head = f"<h3>{escape(panel.title)}</h3><p>{escape(panel.reading)}</p>"
    if not panel.series:
        return f"<section>{head}</section>"
    legend = "".join(
        f'<li><i class="s{place}"></i>{escape(one.name)}</li>' for place, one in enumerate(panel.series)
    )
    legend = f'<ul class="legend">{legend}</ul>' if panel.series[1:] else ""
    return f"<section>{head}{legend}{drawn(panel)}{_table(panel, language)}</section>"


def _table(panel: Panel, language: Language) -> str:
    head = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in (panel.head, *(s.name for s in panel.series))
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th>'
        + "".join(f"<td>{escape(told(one.values[row], panel.unit))}</td>" for one in panel.series)
        + "</tr>"
        for row, label in enumerate(panel.labels)
    )
    name = escape(said("table_of", language, title=panel.title))
    return (
        f'<details><summary aria-label="{name}">{escape(said("table", language))}</summary>'
        f'<div class="rows" tabindex="0" role="region" aria-label="{name}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )
