"""Some fields of an item -> the item changed. Knows nothing of catalogues or files."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from retriever.items import Item
from retriever.records import MOST_COUNT, Kind

RESERVED = ("id", "tail")

KindsHeld = dict[str, set[Kind]]  # field -> what it holds somewhere in the catalogue


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
        PatchRefused: A number where words stand or words where a number stands, no title, or a RESERVED field.
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
        elif name in RESERVED and name not in numbers and name not in facets:  # a catalogue may record tails
            raise PatchRefused(f"item {item.id!r}: {name!r} can't be changed, got {value!r}; leave it out")
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
    except (ValueError, OverflowError):
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
    if number > MOST_COUNT:
        raise PatchRefused(f"item {item.id!r}: 'count' must be at most {MOST_COUNT:,}, got {value!r}")
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


def check_item(item: Item, held: KindsHeld) -> None:
    """Refuses a record that could not be written, read again or searched; notes the kinds of its fields in `held`.

    Raises:
        PatchRefused: Names the item and the field.
    """
    for name, text in (("id", item.id), ("title", item.title)):
        if not isinstance(text, str) or not text.strip():
            raise PatchRefused(f"item {item.id!r}: {name!r} must be text and not empty, got {text!r}")
    for name, said in _texts_of(item):
        if not isinstance(said, str):
            raise PatchRefused(f"item {item.id!r}: {name!r} must be text, got {said!r}")
        if any("\ud800" <= letter <= "\udfff" for letter in said):
            raise PatchRefused(f"item {item.id!r}: {name!r} holds half a character, got {said!r}; send whole text")
    _check_numbers(item)
    for name in item.numbers:
        _check_kind(item, name, "number", held)
    for name in item.facets:
        _check_kind(item, name, "facet", held)


def _check_numbers(item: Item) -> None:
    for name, number in item.numbers.items():
        _number(item, name, number)
        if isinstance(number, str):
            raise PatchRefused(f"item {item.id!r}: {name!r} must be a number, got {number!r}")
    if item.count is not None:
        _count(item, item.count)
        if not isinstance(item.count, int):
            raise PatchRefused(f"item {item.id!r}: 'count' must be a whole number, got {item.count!r}")


def is_whole_number(id_: str) -> bool:
    """True for text that comes back the same from an integer."""
    try:
        return str(int(id_)) == id_
    except ValueError:
        return False


def _texts_of(item: Item) -> Iterator[tuple[str, object]]:
    yield from (("id", item.id), ("title", item.title), ("description", item.description))
    for name in (*item.numbers, *item.facets):
        yield "name of a field", name
    for name, values in item.facets.items():
        if not isinstance(values, tuple | list):
            raise PatchRefused(f"item {item.id!r}: {name!r} must be a tuple of texts, got {values!r}")
        for value in values:
            yield name, value


def _check_kind(item: Item, name: str, kind: Kind, held: KindsHeld) -> None:
    kinds = held.setdefault(name, {kind})
    if kind not in kinds:
        has, got = ("numbers", "words") if kind == "facet" else ("words", "a number")
        raise PatchRefused(f"item {item.id!r}: {name!r} holds {has} in the catalogue, got {got}")
