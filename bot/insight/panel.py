"""The nouns of what is looked at: Panel, Series, Tile; and how their values are said. Knows no figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["columns", "bars", "lines"]
Unit = Literal["", "%", "s"]
Section = Literal["asked", "shown", "felt", "speed"]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one name, one for each label of the chart; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One thing to look at.

    Attributes:
        section: Where it belongs.
        title, reading: What it is, and in one sentence what it says.
        shape: How it is plotted.
        head: What the labels are ("Day").
        labels: Of the rows of its table.
        series: The columns of its table; none where there is nothing to plot, `reading` then says what to do.
        unit: Of all values; "%" is of a share, 0 to 1.
    """

    section: Section
    title: str
    reading: str
    shape: Shape = "bars"
    head: str = ""
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    unit: Unit = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number at the top."""

    name: str
    value: str


def told(value: float | None, unit: Unit) -> str:
    """A value for people.

    >>> told(0.256, "%"), told(1234, ""), told(0.0421, "s"), told(12.34, "s"), told(None, "s")
    ('25.6 %', '1,234', '0.04 s', '12.3 s', '–')
    """
    if value is None:
        return "–"
    if unit == "%":
        return f"{value:.1%}".replace("%", " %")
    return (f"{value:.2f} s" if value < 10 else f"{value:,.1f} s") if unit == "s" else f"{value:,.0f}"
