"""Ranked -> HTML of a card. Pure; knows nothing of Gradio, sessions or the network.

Whatever comes from the catalogue, the person or a model is escaped. Looks hang on classes alone, so that
the page's policy can forbid inline styles, and all stands on one line: a blank line would hand what
follows it to the chat's markdown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape

from bot.messages import Language
from ranker.rank import Ranked, Reason
from retriever.items import Item
from retriever.tail import band

COVERS = 12  # gradients in page.css
METER_BARS = 5
VALUES_TOLD = 3
MAX_TITLE_CHARS = 160
MAX_DESCRIPTION_CHARS = 320
MAX_VALUE_CHARS = 60
KINDS = ("genres", "genre", "category", "categories", "type")
PLACES = ("country", "language")
MAKERS = ("director", "author", "authors", "artist", "brand", "maker")
SMALL_WORDS = ("a", "an", "and", "at", "de", "for", "in", "la", "le", "of", "on", "s", "the", "to")
UNDERSTOOD: dict[Language, str] = {"en": "Understood:", "zh": "已理解："}
TOLD_OTHERWISE = ("year", "original_title", "cast", "moods", "themes", "tags", "keywords", "movielens_id")


def cards(
    items: Sequence[Ranked],
    understood: Sequence[str] = (),
    notes: Sequence[str] = (),
    language: Language = "en",
) -> str:
    """What is agreed, what can't be served, and a numbered card for each item; "" where all are empty.

    Args:
        understood: Labels of what is agreed.
        language: Of the word before them.
    """
    parts = [
        _understood(understood, language),
        *(f'<div class="ot-note">{_text(note, 300)}</div>' for note in notes),
    ]
    if items:
        listed = "".join(card(pick, place) for place, pick in enumerate(items, 1))
        parts.append(f'<div class="ot-cards">{listed}</div>')
    return "".join(parts)


def card(pick: Ranked, place: int) -> str:
    """One item: cover, title, year, what it is, how niche it is and why it was picked."""
    item = pick.item
    year = f' <span class="ot-year">{item.numbers["year"]:.0f}</span>' if "year" in item.numbers else ""
    what = "".join(f"<span>{_text(part)}</span>" for part in what_it_is(item))
    why = "".join(f'<span class="ot-chip">{_text(words)}</span>' for words in why_picked(pick.reasons))
    about = f'<p class="ot-about">{_text(item.description, MAX_DESCRIPTION_CHARS)}</p>' if item.description else ""
    return (
        f'<div class="ot-card">{_cover(item, place)}<div class="ot-body">'
        f'<div class="ot-title">{_text(item.title, MAX_TITLE_CHARS)}{year}</div>'
        f'<div class="ot-what">{what}</div>{about}<div class="ot-row">{_meter(item)}'
        + (f'<div class="ot-why">why {why}</div>' if why else "")
        + "</div></div></div>"
    )


def what_it_is(item: Item) -> list[str]:
    """Kind, place, length, price and maker, where the record names them; otherwise its first facets."""
    parts = [", ".join(item.facets[name][:3]) for name in KINDS if name in item.facets][:1]
    parts += [", ".join(item.facets[name][:2]) for name in PLACES if name in item.facets][:1]
    parts += [f"{item.numbers['runtime']:.0f} min"] if "runtime" in item.numbers else []
    parts += [", ".join(item.facets[name][:2]) for name in MAKERS if name in item.facets][:1]
    parts += [f"price {item.numbers['price']:,.2f}"] if "price" in item.numbers else []
    told = {*KINDS, *PLACES, *MAKERS, *TOLD_OTHERWISE}
    others = [
        f"{_name(name)}: {', '.join(values[:2])}" for name, values in item.facets.items() if name not in told
    ]
    return parts + others[: max(0, 3 - len(parts))]


def why_picked(reasons: Iterable[Reason]) -> list[str]:
    """Reasons in words. That it is little known is told by the meter, which stands beside them."""
    told = []
    for reason in reasons:
        field, _, value = reason.evidence.partition(": ")
        if reason.kind == "wish":
            told.append(f"your words: {reason.evidence}")
        elif reason.kind == "liked":
            told.append(f"like {reason.evidence}")
        elif reason.kind == "shared":
            told.append(f"{value}, as in {reason.of}")
        elif reason.kind == "together":
            told.append(f"{reason.evidence} people know it and {reason.of}")
        elif reason.kind == "preference":
            told.append(value or field)
        elif reason.kind == "constraint" and value:
            told.append(f"{_name(field)}: {_first(value)}")
    return list(dict.fromkeys(told))


def _understood(labels: Iterable[str], language: Language) -> str:
    chips = "".join(f'<span class="ot-chip">{_text(label)}</span>' for label in labels)
    return f'<div class="ot-must"><span>{UNDERSTOOD[language]}</span>{chips}</div>' if chips else ""


def _cover(item: Item, place: int) -> str:
    colour = hashlib.blake2b(item.id.encode(), digest_size=2).digest()[0] % COVERS
    words = [word for word in re.findall(r"\w+", item.title) if word.casefold() not in SMALL_WORDS]
    initials = "".join(word[0] for word in words[:2]).upper() or item.title[:1]
    return f'<div class="ot-cover ot-c{colour}"><b>{place}</b><i>{escape(initials)}</i></div>'


def _meter(item: Item) -> str:
    """How far off the trail it is: 1 bar for the best known, all of them for the most obscure."""
    full = min(METER_BARS, 1 + int(item.tail * METER_BARS))
    bars = "".join(f'<i class="ot-{"on" if bar < full else "off"}"></i>' for bar in range(METER_BARS))
    known = ""
    if item.count is not None:
        people = {0: "nobody here yet", 1: "1 person here"}.get(item.count, f"{item.count:,} people here")
        known = f" · rated by {people}"
    return f'<div class="ot-niche"><span class="ot-meter">{bars}</span><span>{band(item.tail)}{known}</span></div>'


def _first(values: str) -> str:
    listed = values.split(", ")
    return ", ".join([*listed[:VALUES_TOLD], "…"] if len(listed) > VALUES_TOLD else listed)


def _name(text: str) -> str:
    return text.replace("_", " ")


def _text(text: str, most: int = MAX_VALUE_CHARS) -> str:
    """Escaped, on one line, cut at a word."""
    text = " ".join(text.split())
    if len(text) > most:
        text = text[: most - 1].rsplit(" ", 1)[0] + "…"
    return escape(text)
