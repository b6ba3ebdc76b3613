"""Requests that a catalogue can serve, made of its own facets. Knows nothing of talks."""

from __future__ import annotations

from collections.abc import Sequence

from retriever.items import Item

FIELDS = {
    "mood": ("moods", "mood"),
    "kind": ("genres", "genre", "category"),
    "place": ("country",),
    "theme": ("themes", "tags", "keywords"),
}


def example_requests(items: Sequence[Item]) -> tuple[str, ...]:
    """Up to three requests that the most obscure items of this catalogue answer."""
    examples: list[str] = []
    used: set[str] = set()
    for item in sorted(items, key=lambda item: (-item.tail, item.id)):
        parts = {kind: _first_value(item, names) for kind, names in FIELDS.items()}
        said = {value for value in parts.values() if value}
        if len(said) >= 2 and (parts["mood"] or parts["kind"]) and not used & said:
            used |= said
            examples.append(_request(parts))
        if len(examples) == 3:
            break
    return tuple(examples)


def _first_value(item: Item, names: Sequence[str]) -> str:
    return next((item.facets[name][0] for name in names if name in item.facets), "")


def _request(parts: dict[str, str]) -> str:
    text = f"something {parts['mood']}" if parts["mood"] else parts["kind"]
    text += f" from {parts['place']}" if parts["place"] else ""
    return text + (f" about {parts['theme']}" if parts["theme"] else "")
