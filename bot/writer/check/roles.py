"""Who made, played, wrote or read what: whether a sentence gives a name the part that its field gives it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from bot.writer.check.proof import CAST_FIELDS, DEEDS, HELPING_FIELDS, MAKER_FIELDS, ROLES, WORKS
from bot.writer.check.sentences import fold, words
from bot.writer.check.words import ARTICLES, PLAIN
from retriever.items import Item

_NAME_AFTER = re.compile(r"\s*([^,.;:!?()]{2,40})")
_OWNER = r"((?:[A-Z][\w.-]*,? (?:and )?)*[A-Z][\w.-]*)['’]s?"
_BETWEEN = r"(?:(?!(?:in|and|at|from|on|as|with|of) )[\w-]+,? ){0,4}?"
_OWNED_WORK = re.compile(rf"{_OWNER} {_BETWEEN}{WORKS}\b")


def misattributed(sentence: str, item: Item, record: str) -> Iterator[str]:
    """ "Directed by X" where X is no director."""
    text = fold(sentence)
    for pattern, fields in ROLES:
        has = _names(item, fields)
        for match in re.finditer(pattern, text):
            said = _named_after(text, match.end())
            before = " ".join(text[: match.start()].split()[-1:])
            told = (before and f" {before} {match.group()}" in record) or match.group() + " ".join(
                said[:1]
            ) in record
            if said and not set(said) <= has and not told:
                yield f"role {match.group().strip()!r}"


def swapped(sentence: str, item: Item, record: str) -> Iterator[str]:
    """ "X reads it" where X is in a field, but not among the readers; "read by X" likewise."""
    text = fold(sentence)
    for field, values in item.facets.items():
        for value in values:
            name = re.escape(fold(value))
            if " " not in value or not value[0].isupper() or fold(value) not in text:
                continue
            for verbs, fields in DEEDS:
                said = re.search(
                    rf"\b(?:{verbs}) by {name}\b|\b{name}(?:,? (?:also|who|that))? (?:{verbs})\b", text
                )
                does = fields & {fold(name) for name in item.facets}
                others = (
                    said
                    and does
                    and fold(field) not in fields
                    and not set(fold(value).split()) <= _names(item, does)
                )
                if said and others and said.group() not in record:
                    yield f"role {value!r}"


def credited(sentence: str, item: Item, record: str) -> Iterator[str]:
    """ "X's film" and "a film by X" where X is no maker; "with X" where X only made it."""
    text = fold(sentence)
    makers, cast = _names(item, MAKER_FIELDS), _names(item, CAST_FIELDS)
    for match in _OWNED_WORK.finditer(sentence):
        said = {word.folded for word in words(match[1])} - {"and"}
        if makers and said - makers - PLAIN and fold(match.group()) not in record:
            yield f"role {match[1]!r}"
    for field, values in item.facets.items():
        for value in values:
            if fold(value) not in text:
                continue
            name, parts = re.escape(fold(value)), set(fold(value).split())
            part = re.search(rf"\bplayed by (?:[\w ]+, )?{name}", text)
            if part and name.split("\\ ")[-1] not in fold(item.description):
                yield f"role {value!r}"  # who plays whom is nowhere in a list of names
            if fold(field) in HELPING_FIELDS and makers and not parts <= makers and _is_maker(name, text):
                yield f"role {value!r}"
            if fold(field) in MAKER_FIELDS and cast and not parts <= cast and _is_player(name, text):
                yield f"role {value!r}"


def _is_maker(name: str, text: str) -> bool:
    if re.search(rf"(?:ed|en|wn|ad)(?: \w+){{0,3}} by {name}", text):
        return bool(re.search(rf"\b(?:directed|filmed|made|shot|written) by {name}", text))
    direct = rf"\b(?:by|director|from) {name}|{name}(?:'s|’s)? (?:direct\w*|film\w*|shoots|made|makes)\b"
    return bool(
        re.search(direct, text) or re.search(rf"{name}.*\b(?:she|he|they) (?:directed|filmed|made)\b", text)
    )


def _is_player(name: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:starring|stars|featuring|played by|with) {name}|{name} (?:stars|plays)\b", text))


def _names(item: Item, fields: frozenset[str] | set[str]) -> set[str]:
    values = [value for field, group in item.facets.items() if fold(field) in fields for value in group]
    return {word.folded for word in words(" ".join(values))}


def _named_after(text: str, at: int) -> list[str]:
    """The words of a name or of several that begin at `at`."""
    found = _NAME_AFTER.match(text, at)
    said = [word.folded for word in words(found.group(1))] if found else []
    while said and said[0] in ARTICLES | {"the"}:
        said = said[1:]
    return [word for word in takewhile(lambda word: word == "and" or word not in PLAIN, said) if word != "and"]
