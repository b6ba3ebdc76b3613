"""Panels -> SVG that stands in a page. Knows shapes, no colours: those are classes that the style sheet paints.

So one drawing serves day and night, needs no style attribute and no script, and is made in a millisecond; a
plotting library would draw twice and write styles into the page that its policy forbids.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from unicodedata import east_asian_width

from bot.insight.panel import Panel, Series, Unit, told

WIDTH = 360  # drawn about as wide as it is shown, so that letters keep their size on a phone
HEIGHT = 190
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 10, 24
EM = 12.0
BAR = 8
MOST_TICKS = 4  # names below the columns
ROOM = 46  # a name below them takes about that much


def drawn(panel: Panel) -> str:
    """The plot of a panel that has series; its numbers also stand in the table beside it."""
    if panel.shape == "bars":
        height, body = _bars(panel)
    else:
        top = _nice(max((value or 0.0 for one in panel.series for value in one.values), default=0.0), panel.unit)
        marks = _columns(panel, top) if panel.shape == "columns" else _lines(panel, top)
        height, body = HEIGHT, "".join((*_axes(panel, top), *marks))
    label = escape(f"{panel.title}. {panel.reading}")
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">{body}</svg>'


def _bars(panel: Panel) -> tuple[int, str]:
    """A line of words and below it a bar for each series, from the left edge."""
    most = max((value or 0.0 for one in panel.series for value in one.values), default=0.0) or 1.0
    high = 22 + (BAR + 2) * len(panel.series) + 6
    parts = []
    for row, label in enumerate(panel.labels):
        y = row * high
        values = [one.values[row] for one in panel.series]
        numbers = " · ".join(told(value, panel.unit) for value in values)
        room = WIDTH - _wide(numbers) - 12
        parts.append(f'<text x="0" y="{y + 15}">{escape(_fitted(label, room))}</text>')
        parts.append(f'<text x="{WIDTH}" y="{y + 15}" class="end soft">{escape(numbers)}</text>')
        for place, (one, value) in enumerate(zip(panel.series, values, strict=True)):
            long = max(1.5, (value or 0.0) / most * WIDTH) if value else 0.0
            top = y + 22 + place * (BAR + 2)
            parts.append(_rect(0, top, long, BAR, place, _hint(label, one, value, panel.unit)))
    return max(high * len(panel.labels), 1), "".join(parts)


def _axes(panel: Panel, top: float) -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        y = _y(share * top, top)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        name = _axis(share * top, panel.unit)
        yield f'<text x="{LEFT - 6}" y="{y + 4:.1f}" class="end soft small">{escape(name)}</text>'
    n = len(panel.labels)
    dates = panel.labels[0][4:5] == "-"
    step = max(1, math.ceil(n / MOST_TICKS)) if dates else 1
    for at in range(n - 1, -1, -step):  # the last one, today, always has its name
        x = _x(at, n)
        label = panel.labels[at][5:] if dates else panel.labels[at]
        end = x + ROOM / 2 > WIDTH and n > 1
        place = (
            f'x="{WIDTH - RIGHT if end else x:.1f}" y="{HEIGHT - 6}" class="{"end" if end else "mid"} soft small"'
        )
        yield f"<text {place}>{escape(label)}</text>"


def _columns(panel: Panel, top: float) -> Iterator[str]:
    n, many = len(panel.labels), len(panel.series)
    slot = (WIDTH - LEFT - RIGHT) / max(n, 1)
    wide = min(22.0, slot * 0.78) / many
    for at, label in enumerate(panel.labels):
        for place, one in enumerate(panel.series):
            if value := one.values[at]:
                x = _x(at, n) + (place - many / 2) * wide
                y = _y(value, top)
                hint = _hint(label, one, value, panel.unit)
                yield _rect(x, y, max(wide - 0.6, 0.8), HEIGHT - BOTTOM - y, place, hint)


def _lines(panel: Panel, top: float) -> Iterator[str]:
    n = len(panel.labels)
    for place, one in enumerate(panel.series):
        numbered = [(at, value) for at, value in enumerate(one.values) if value is not None]
        for _, run in groupby(enumerate(numbered), lambda pair: pair[1][0] - pair[0]):  # whole between two gaps
            points = [f"{_x(at, n):.1f} {_y(value, top):.1f}" for _, (at, value) in run]
            yield f'<path class="line s{place}" d="M{"L".join(points)}"/>'
        for at, value in numbered:
            hint = _hint(panel.labels[at], one, value, panel.unit)
            where = f'cx="{_x(at, n):.1f}" cy="{_y(value, top):.1f}"'
            yield f'<circle class="s{place}" {where} r="2.6">{hint}</circle>'


def _rect(x: float, y: float, wide: float, high: float, place: int, hint: str) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{max(high, 0):.1f}"'
    return f'<rect class="s{place}" {size} rx="1.5">{hint}</rect>'


def _hint(label: str, series: Series, value: float | None, unit: Unit) -> str:
    return f"<title>{escape(f'{label} · {series.name}: {told(value, unit)}')}</title>"


def _x(at: int, n: int) -> float:
    return LEFT + (at + 0.5) * (WIDTH - LEFT - RIGHT) / max(n, 1)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP)


def _nice(most: float, unit: Unit) -> float:
    """The end of the scale, not below the largest value; a number whose half can be said as shortly."""
    least = 2.0 if not unit else 0.01
    if most <= least:
        return least
    power = 10.0 ** math.floor(math.log10(most))
    top = next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= most * (1 - 1e-9))
    return min(top, 1.0) if unit == "%" else top


def _axis(value: float, unit: Unit) -> str:
    if unit == "%":
        return f"{value * 100:g} %"
    return f"{value:g} s" if unit == "s" else f"{value:,g}" if value < 1_000_000 else f"{value:.0e}"


def _wide(text: Sequence[str]) -> float:
    return sum(EM if east_asian_width(letter) in "WF" else EM * 0.56 for letter in text)


def _fitted(text: str, room: float) -> str:
    """As much of it as has room; the table has it whole."""
    if _wide(text) <= room:
        return text
    while text and _wide(text) + EM > room:
        text = text[:-1]
    return text.rstrip() + "…"
