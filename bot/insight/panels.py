"""Figures -> panels: a title, a sentence, numbers to plot, in the reader's language. Knows no page or terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.insight.figures import BANDS, EDGES, MOMENTS, Figures, Latency, Moment, Where
from bot.insight.panel import Panel, Section, Series, Tile, told
from bot.insight.phrases import said
from bot.labels import demanded
from bot.messages import Language
from bot.writer.composer.chinese import word

MOST_CHARS = 120  # of a title or a question
OPINIONS = ("like", "dislike", "seen")


def tiles(figures: Figures, language: Language) -> tuple[Tile, ...]:
    """The few numbers to begin with."""
    card, places = figures.latency.get("first_card"), sum(figures.shown.values())
    beyond = (places - figures.shown.get("well known", 0)) / places if places else None
    numbers = (
        ("talks", told(figures.n_talks, "")),
        ("turns", told(sum(figures.turns), "")),
        ("beyond", told(beyond, "%")),
        ("coverage", told(figures.covered[-1] if figures.covered else None, "%")),
        ("likes", told(_pressed(figures, "like"), "")),
        ("p95_card", told(card.p95 if card else None, "s")),
    )
    return tuple(Tile(said(name, language), value) for name, value in numbers)


def panels(figures: Figures, language: Language) -> tuple[Panel, ...]:
    """All of them, section by section."""
    return (
        *_asked(figures, language),
        *_shown(figures, language),
        *_felt(figures, language),
        *_speed(figures, language),
    )


def _asked(figures: Figures, language: Language) -> Iterator[Panel]:
    turns = sum(figures.turns)
    days = tuple(start.isoformat() for start in figures.period.starts())
    reading = said("traffic_reads", language, turns=f"{turns:,}", talks=f"{figures.n_talks:,}")
    series = (
        Series(said("turns", language), tuple(map(float, figures.turns))),
        Series(said("talks", language), tuple(map(float, figures.talks))),
    )
    yield Panel("asked", said("traffic", language), reading, "columns", _step(figures, language), days, series)
    acts = [(said(f"act {name}", language), n) for name, n in figures.acts.items()]
    fields = [(_field(name, language), n) for name, n in figures.fields.items()]
    yield _ranked("asked", "acts", "turns", acts, language, whole=turns)
    yield _ranked("asked", "fields", "talks", fields, language, whole=figures.n_talks)
    demands = [(demanded([demand], language), n) for demand, n in figures.demands]
    yield _ranked("asked", "demands", "talks", demands, language)
    yield _ranked("asked", "words", "talks", figures.words, language)
    questions = _ranked("asked", "questions", "times", figures.questions, language)
    n = figures.unanswered
    reading = said("questions_read" if n else "questions_none", language, n=f"{n:,}")
    yield Panel("asked", questions.title, reading, "bars", questions.head, questions.labels, questions.series)


def _shown(figures: Figures, language: Language) -> Iterator[Panel]:
    places, items = sum(figures.shown.values()), sum(figures.items.values())
    title, head = said("bands", language), said("band", language)
    if not places:
        yield Panel("shown", title, said("nothing_shown", language))
        return
    bands = _there(figures.shown)
    known, there = figures.shown.get("well known", 0) / places, figures.items.get("well known", 0) / max(items, 1)
    yield Panel(
        "shown",
        title,
        said("bands_read", language, shown=told(known, "%"), there=told(there, "%")),
        "bars",
        head,
        tuple(said(where, language) for where in bands),
        (
            Series(said("of_shown", language), tuple(figures.shown.get(where, 0) / places for where in bands)),
            Series(
                said("of_items", language), tuple(figures.items.get(where, 0) / max(items, 1) for where in bands)
            ),
        ),
        "%",
    )
    days = tuple(start.isoformat() for start in figures.period.starts())
    yield Panel(
        "shown",
        said("covered", language),
        said("covered_reads", language, share=told(figures.covered[-1], "%"), gini=f"{figures.gini:.2f}"),
        "lines",
        _step(figures, language),
        days,
        (Series(said("coverage", language), figures.covered),),
        "%",
    )
    endings = [
        (said(f"ending {name}", language), figures.endings.get(name, 0)) for name in ("items", "words", "stopped")
    ]
    stopped = figures.endings.get("stopped", 0) / max(sum(figures.turns), 1)
    yield _bars(
        "shown", "endings", said("endings_read", language, share=told(stopped, "%")), "turns", endings, language
    )


def _felt(figures: Figures, language: Language) -> Iterator[Panel]:
    title = said("opinions", language)
    if not figures.opinions:
        yield Panel("felt", title, said("nobody_pressed", language))
        return
    n = {opinion: _pressed(figures, opinion) for opinion in OPINIONS}
    bands = _there(where for _, where in figures.opinions)
    yield Panel(
        "felt",
        title,
        said("opinions_read", language, **{opinion: f"{count:,}" for opinion, count in n.items()}),
        "bars",
        said("band", language),
        tuple(said(where, language) for where in bands),
        tuple(
            Series(
                said(f"press {opinion}", language),
                tuple(float(figures.opinions.get((opinion, where), 0)) for where in bands),
            )
            for opinion in OPINIONS
        ),
    )
    yield _ranked("felt", "liked", "times", figures.liked, language)
    yield _ranked("felt", "disliked", "times", figures.disliked, language)


def _speed(figures: Figures, language: Language) -> Iterator[Panel]:
    if not figures.latency:
        yield Panel("speed", said("waiting", language), said("nothing_timed", language))
        return
    for moment in MOMENTS:
        if latency := figures.latency.get(moment):
            yield _waiting(moment, latency, figures, language)
    edges = tuple(f"{edge:g}" for edge in EDGES)
    yield Panel(
        "speed",
        said("histogram", language),
        said("histogram_reads", language),
        "columns",
        said("seconds", language),
        (*(f"≤ {edge}" for edge in edges), f"> {edges[-1]}"),
        tuple(
            Series(said(moment, language), tuple(map(float, figures.latency[moment].histogram)))
            for moment in MOMENTS
            if moment in figures.latency
        ),
    )


def _waiting(moment: Moment, latency: Latency, figures: Figures, language: Language) -> Panel:
    reading = said("waiting_reads", language, p50=told(latency.median, "s"), p95=told(latency.p95, "s"))
    days = tuple(start.isoformat() for start in figures.period.starts())
    series = (Series(said("p50", language), latency.medians), Series(said("p95", language), latency.slowest))
    return Panel("speed", said(moment, language), reading, "lines", _step(figures, language), days, series, "s")


def _ranked(
    section: Section, name: str, of: str, pairs: Sequence[tuple[str, int]], language: Language, whole: int = 0
) -> Panel:
    """Bars from the most frequent down, and which one that is."""
    if not pairs:
        return Panel(section, said(name, language), said(f"{name}_none", language))
    first, n = pairs[0]
    share = told(n / whole if whole else None, "%")
    reading = said(f"{name}_read", language, first=_cut(first), n=f"{n:,}", share=share)
    return _bars(section, name, reading, of, pairs, language)


def _bars(
    section: Section, name: str, reading: str, of: str, pairs: Sequence[tuple[str, int]], language: Language
) -> Panel:
    labels, values = tuple(_cut(label) for label, _ in pairs), tuple(float(n) for _, n in pairs)
    title, head = said(name, language), said(f"{name}_head", language)
    return Panel(section, title, reading, "bars", head, labels, (Series(said(of, language), values),))


def _there(found: Iterable[Where]) -> tuple[Where, ...]:
    """The bands; where something is gone from the catalogue, that too."""
    return (*BANDS, "gone") if "gone" in found else BANDS


def _cut(label: str) -> str:
    return label if len(label) <= MOST_CHARS else label[: MOST_CHARS - 1] + "…"


def _field(name: str, language: Language) -> str:
    return word(name) if language == "zh" else name.replace("_", " ")


def _step(figures: Figures, language: Language) -> str:
    step = figures.period.step_days
    return said("day", language) if step == 1 else said("days_from", language, n=step)


def _pressed(figures: Figures, opinion: str) -> int:
    by: Mapping[tuple[str, Where], int] = figures.opinions
    return sum(n for (what, _), n in by.items() if what == opinion)
