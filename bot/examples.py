"""Requests that a catalogue can serve, made of its own facets. Knows nothing of talks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.clarify_words import IN_CHINESE
from bot.intent.chinese.words import KINDS, THEMES
from bot.intent.words import RUNTIME_FIELDS
from bot.messages import Language
from retriever.items import HAN, Item

FIELDS = {
    "mood": ("moods", "mood"),
    "kind": ("genres", "genre", "category"),
    "place": ("country",),
    "theme": ("themes", "tags", "keywords"),
}
MOST = 3

Parts = Mapping[str, str]


def examples(items: Sequence[Item]) -> tuple[str, ...]:
    """Up to three requests in each language, made of values of obscure items of this catalogue; maybe none."""
    return example_requests(items) + chinese_requests(items)


def in_language(requests: Sequence[str], language: Language) -> tuple[str, ...]:
    """Those in a language; all where none is."""
    return tuple(one for one in requests if bool(HAN.search(one)) == (language == "zh")) or tuple(requests)


def example_requests(items: Sequence[Item]) -> tuple[str, ...]:
    """Up to three requests that the most obscure items of this catalogue answer."""
    parts = ({kind: _first_value(item, names) for kind, names in FIELDS.items()} for item in _obscure(items))
    return tuple(map(_request, _apart(parts)))


def chinese_requests(items: Sequence[Item]) -> tuple[str, ...]:
    """The same for a reader of Chinese, of values that are Chinese or have a word the parser reads."""
    return tuple(map(_in_chinese, _apart(map(_chinese_parts, _obscure(items)))))


def _obscure(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (-item.tail, item.id))


def _apart(found: Iterable[Parts]) -> list[Parts]:
    """The first few that say enough and nothing that another one says."""
    kept: list[Parts] = []
    used: set[str] = set()
    for parts in found:
        said = {value for value in parts.values() if value}
        if len(said) >= 2 and (parts["mood"] or parts["kind"]) and not used & said:
            used |= said
            kept.append(parts)
        if len(kept) == MOST:
            break
    return kept


def _first_value(item: Item, names: Collection[str]) -> str:
    return next((item.facets[name][0] for name in names if name in item.facets), "")


def _request(parts: Parts) -> str:
    text = f"something {parts['mood']}" if parts["mood"] else parts["kind"]
    text += f" from {parts['place']}" if parts["place"] else ""
    return text + (f" about {parts['theme']}" if parts["theme"] else "")


def _chinese_parts(item: Item) -> Parts:
    """Mood, kind and place as they are said in Chinese, "" for what has no word."""
    values = {kind: _first_value(item, FIELDS[kind]) for kind in ("mood", "kind", "place")}
    parts = {
        kind: value if HAN.search(value) else IN_CHINESE.get(value.casefold(), "")
        for kind, value in values.items()
    }
    if parts["kind"] in THEMES.keys() - KINDS.keys() and not HAN.search(values["kind"]):  # "战争" alone is a theme
        film = "director" in item.facets or any(field in item.numbers for field in RUNTIME_FIELDS)
        parts["kind"] = f"{parts['kind']}片" if film else ""
    return parts


def _in_chinese(parts: Parts) -> str:
    """What is said of the mood stands in a clause of its own, where the parser knows its words."""
    of = f"{parts['place']}的" if parts["place"] else ""
    clauses = [f"{of}{parts['kind']}" if parts["kind"] else of, f"{parts['mood']}的" if parts["mood"] else ""]
    return "，".join(filter(None, clauses))
