"""Ranked -> HTML of a card. Pure; knows nothing of Gradio, sessions or the network.

Whatever comes from the catalogue, the person or a model is escaped. Looks hang on classes alone, so that
the page's policy can forbid inline styles, and all stands on one line: a blank line would hand what
follows it to the chat's markdown.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import quote

from bot.messages import Language
from bot.web.changes import NO_CHANGES, Changes
from bot.web.phrases import phrase
from bot.web.why import COLON, listed, name, short, why_chips
from ranker.rank import Ranked
from retriever.items import Item
from retriever.tail import band

PictureOf = Callable[[Item], str | None]  # where the page finds the picture of an item, None for none

COVERS = 12  # gradients in looks/cards.css
METER_BARS = 5
MAX_TITLE_CHARS = 160
MAX_DESCRIPTION_CHARS = 320
KINDS = ("genres", "genre", "category", "categories", "type")
PLACES = ("country", "language")
MAKERS = ("director", "author", "authors", "artist", "brand", "maker")
SMALL_WORDS = ("a", "an", "and", "at", "de", "for", "in", "la", "le", "of", "on", "s", "the", "to")
TOLD_OTHERWISE = (
    "year", "original_title", "cast", "moods", "themes", "tags", "keywords", "movielens_id", "image", "poster",
)  # fmt: skip
OPINIONS = ("like", "dislike", "seen")


def no_picture(_: Item) -> None:
    """For pages without pictures."""


def cards(
    items: Sequence[Ranked],
    changed: Changes = NO_CHANGES,
    notes: Sequence[str] = (),
    language: Language = "en",
    picture_of: PictureOf = no_picture,
) -> str:
    """What changed, what can't be served, and a numbered card for each item; "" where all are empty.

    Args:
        changed: What the turn changed in what is agreed.
        language: Of our own words.
        picture_of: Addresses on this page's own site.
    """
    parts = [
        _changed(changed, language),
        *(f'<div class="ot-note">{short(note, 300)}</div>' for note in notes),
    ]
    if items:
        each = "".join(card(pick, place, language, picture_of) for place, pick in enumerate(items, 1))
        parts.append(f'<div class="ot-cards">{each}</div>')
    return "".join(parts)


def card(pick: Ranked, place: int, language: Language = "en", picture_of: PictureOf = no_picture) -> str:
    """One item: cover, title, year, what it is, how niche it is, why it was picked, and what can be said of it."""
    item = pick.item
    year = f' <span class="ot-year">{item.numbers["year"]:.0f}</span>' if "year" in item.numbers else ""
    what = "".join(f"<span>{short(part)}</span>" for part in what_it_is(item, language))
    why = why_chips(item, pick.reasons, language)
    about = f'<p class="ot-about">{short(item.description, MAX_DESCRIPTION_CHARS)}</p>' if item.description else ""
    return (
        f'<div class="ot-card">{_cover(item, place, picture_of(item))}<div class="ot-body">'
        f'<div class="ot-title">{short(item.title, MAX_TITLE_CHARS)}{year}</div>'
        f'<div class="ot-what">{what}</div>{about}<div class="ot-row">{_meter(item, language)}'
        + (f'<div class="ot-why"><span>{phrase("why", language)}</span>{why}</div>' if why else "")
        + f"</div>{_buttons(item, language)}</div></div>"
    )


def what_it_is(item: Item, language: Language = "en") -> list[str]:
    """Kind, place, length, price and maker, where the record names them; otherwise its first facets."""

    def some(names: Sequence[str], most: int) -> list[str]:
        values = next((item.facets[name][:most] for name in names if name in item.facets), ())
        return [listed(values, language)] if values else []

    numbers = item.numbers
    parts = some(KINDS, 3) + some(PLACES, 2)
    parts += [phrase("minutes", language, f"{numbers['runtime']:.0f}")] if "runtime" in numbers else []
    parts += some(MAKERS, 2)
    parts += [phrase("price", language, f"{numbers['price']:,.2f}")] if "price" in numbers else []
    told = {*KINDS, *PLACES, *MAKERS, *TOLD_OTHERWISE}
    others = [
        f"{name(field, language)}{COLON[language]}{listed(values[:2], language)}"
        for field, values in item.facets.items()
        if field not in told
    ]
    return parts + others[: max(0, 3 - len(parts))]


def _changed(changed: Changes, language: Language) -> str:
    told = "".join(
        f'<span class="ot-{name}"><i>{phrase(name, language)}</i>'
        + "".join(f'<span class="ot-chip">{short(label)}</span>' for label in labels)
        + "</span>"
        for name, labels in (("added", changed.added), ("dropped", changed.dropped))
        if labels
    )
    return f'<div class="ot-changed">{told}</div>' if told else ""


def _cover(item: Item, place: int, picture: str | None) -> str:
    """The picture, over a cover of our own that shows where it can't be had."""
    colour = hashlib.blake2b(item.id.encode(), digest_size=2).digest()[0] % COVERS
    words = [part for part in re.findall(r"\w+", item.title) if part.casefold() not in SMALL_WORDS]
    initials = "".join(part[0] for part in words[:2]).upper() or item.title[:1]
    image = f'<img class="ot-picture" src="{escape(picture)}" alt="" loading="lazy">' if picture else ""
    return f'<div class="ot-cover ot-c{colour}"><i>{escape(initials)}</i>{image}<b>{place}</b></div>'


def _meter(item: Item, language: Language) -> str:
    """How far off the trail it is, where that was counted: 1 bar for the best known, all for the most obscure."""
    if item.count is None:
        return f'<div class="ot-niche"><span>{phrase("uncounted", language)}</span></div>'
    full = min(METER_BARS, 1 + int(item.tail * METER_BARS))
    bars = "".join(f'<i class="ot-{"on" if bar < full else "off"}"></i>' for bar in range(METER_BARS))
    how_many = {0: "known_by_none", 1: "known_by_one"}.get(item.count, "known_by")
    said = f"{phrase(band(item.tail), language)} · {phrase(how_many, language, f'{item.count:,}')}"
    return f'<div class="ot-niche"><span class="ot-meter">{bars}</span><span>{said}</span></div>'


def _buttons(item: Item, language: Language) -> str:
    """What page.js listens to. `name` is what is asked for, `value` the item's id, as a part of an address is
    written: the chat's own cleaning lets these two pass and no data-* or aria-* attribute.
    """
    value = quote(item.id, safe="", errors="replace")
    of = f'<span class="ot-heard"> {short(item.title, MAX_TITLE_CHARS)}</span>'  # heard by screen readers only
    asked = [*((opinion, opinion) for opinion in OPINIONS), ("more", "more_like")]
    buttons = "".join(
        f'<button type="button" class="ot-button ot-act ot-{do}" name="{do}" value="{value}">'
        f"{phrase(said, language)}{of}</button>"
        for do, said in asked
    )
    return f'<div class="ot-acts">{buttons}</div>'
