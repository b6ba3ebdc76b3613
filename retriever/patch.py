"""Some fields of an item -> the item changed. Knows nothing of catalogues or files."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from retriever.items import Item


class PatchRefused(ValueError):
    """An edit would make a record that can't be."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Some fields of the item `id`, the others stay; None takes a field away, but for a count."""

    id: str
    fields: Mapping[str, object]


def patched(item: Item, patch: Patch) -> Item:
    """The item with the fields of the patch.

    Raises:
        PatchRefused: A number where words stand or words where a number stands, or no title.
    """
    title, description, count = item.title, item.description, item.count
    numbers, facets = dict(item.numbers), dict(item.facets)
    for name, value in patch.fields.items():
        if name == "title":
            title = _text(item, name, value)
        elif name == "description":
            description = "" if value is None else _text(item, name, value)
        elif name == "count":
            count = _count(item, value)
        elif value is None or value in ("", [], ()):
            numbers.pop(name, None)
            facets.pop(name, None)
        elif name in numbers or (name not in facets and _is_number(value)):
            numbers[name] = _number(item, name, value)
        else:
            facets[name] = _texts(item, name, value)
    return replace(item, title=title, description=description, numbers=numbers, facets=facets, count=count)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(item: Item, name: str, value: object) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise PatchRefused(
            f"item {item.id!r}: {name!r} is a number there, got {value!r}; send a finite number or null"
        )
    return number


def _count(item: Item, value: object) -> int | None:
    if value is None:
        return None
    number = _number(item, "count", value)
    if number < 0 or not number.is_integer():
        raise PatchRefused(f"item {item.id!r}: 'count' must be a whole number, 0 or more, got {value!r}")
    return int(number)


def _texts(item: Item, name: str, value: object) -> tuple[str, ...]:
    values = list(value) if isinstance(value, list | tuple) else [value]
    values = [("yes" if part else "no") if isinstance(part, bool) else part for part in values]
    texts = [" ".join(part.split()) for part in values if isinstance(part, str)]
    if len(texts) != len(values) or not all(texts):
        raise PatchRefused(
            f"item {item.id!r}: {name!r} holds words there, got {value!r}; "
            "send text, true or false, a list of texts or null"
        )
    return tuple(dict.fromkeys(texts))


def _text(item: Item, name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PatchRefused(f"item {item.id!r}: {name!r} must be text, got {value!r}")
    return " ".join(value.split())
