"""Reasons -> chips that open what they rest on. Pure; knows nothing of Gradio or of sessions.

Whatever a record or a person says is escaped, and all stands on one line; see cards.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from bot.messages import Language
from bot.web.phrases import phrase
from bot.writer.composer.chinese import word
from ranker.rank import Reason
from retriever.items import Item

VALUES_TOLD = 3
MAX_VALUE_CHARS = 60
MAX_EVIDENCE_CHARS = 400
MOST_PLACES = 4
COMMA: dict[Language, str] = {"en": ", ", "zh": "、"}
COLON: dict[Language, str] = {"en": ": ", "zh": "："}
SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]*")


@dataclass(frozen=True, slots=True)
class Why:
    """A reason in a few words, and what it rests on: (whose words, the words), any text."""

    label: str
    evidence: tuple[tuple[str, str], ...]


def why_chips(item: Item, reasons: Iterable[Reason], language: Language) -> str:
    """A chip for each reason; pressed, it opens what the record or the person said. "" where there is none."""
    told = whys(item, reasons, language)
    return "".join(f'<details class="ot-because">{_summary(why)}{_evidence(why)}</details>' for why in told)


def whys(item: Item, reasons: Iterable[Reason], language: Language = "en") -> list[Why]:
    """Reasons in words, none twice. That it is little known is told by the meter, which stands beside them."""
    told: dict[str, Why] = {}
    for reason in reasons:
        if label := _label(reason, language):
            told.setdefault(label, Why(label, tuple(_rests_on(item, reason, language))))
    return list(told.values())


def _label(reason: Reason, language: Language) -> str:
    field, _, value = reason.evidence.partition(": ")
    if reason.kind in ("wish", "liked"):
        said = _words(reason.evidence, language) if reason.kind == "wish" else reason.evidence
        return phrase(reason.kind, language, said)
    if reason.kind == "shared":
        return phrase("shared", language, value=_own(value, language), of=reason.of)
    if reason.kind == "together":
        return phrase("together", language, n=reason.evidence, of=reason.of)
    if reason.kind == "preference":
        return _own(value or field, language)
    if reason.kind == "constraint" and value:
        return _of(field, _first(value, language), language)
    return ""


def _rests_on(item: Item, reason: Reason, language: Language) -> Iterator[tuple[str, str]]:
    field, _, value = reason.evidence.partition(": ")
    record = phrase("record", language)
    if reason.kind == "wish":
        yield phrase("said", language), _words(reason.evidence, language)
        found = places(item, reason.evidence.split(", "))
        yield from ((record, _of(where, _on_record(what, language), language)) for where, what in found)
    elif reason.kind == "liked":
        yield "", phrase("also_said", language, reason.evidence)
    elif reason.kind == "together":
        yield "", phrase("log", language, n=reason.evidence, of=reason.of)
    else:
        yield record, _of(field, _on_record(value, language), language) if value else field
        if reason.of:
            yield "", phrase("same_as", language, reason.of)


def places(item: Item, words: Iterable[str]) -> list[tuple[str, str]]:
    """Where the record says these words: (field, value), of the description the sentence, each once.

    >>> places(Item("a", "Ice", "It snows. Nobody comes.", {"themes": ("winter", "sea")}), ["winter", "nobody"])
    [('themes', 'winter'), ('description', 'Nobody comes.')]
    """
    said = [
        ("title", item.title),
        *((field, value) for field, values in item.facets.items() for value in values),
        *(("description", sentence.strip()) for sentence in SENTENCE.findall(item.description)),
    ]
    wanted = [word.strip().casefold() for word in words if word.strip()]
    found = [(field, text) for word in wanted for field, text in said if word in text.casefold()]
    return list(dict.fromkeys(found))[:MOST_PLACES]


def name(field: str, language: Language = "en") -> str:
    """A field of the catalogue for people."""
    return _own(field.replace("_", " "), language)


def listed(values: Iterable[str], language: Language) -> str:
    """Values of a record for people, with the comma of their language."""
    return COMMA[language].join(_own(value, language) for value in values)


def short(text: str, most: int = MAX_VALUE_CHARS) -> str:
    """Escaped, on one line, cut at a word."""
    text = " ".join(text.split())
    if len(text) > most:
        text = text[: most - 1].rsplit(" ", 1)[0] + "…"
    return escape(text)


def _summary(why: Why) -> str:
    return f'<summary class="ot-chip">{short(why.label)}</summary>'


def _evidence(why: Why) -> str:
    lines = "".join(
        f"<div>{f'<i>{short(whose)}</i> ' if whose else ''}<span>{short(words, MAX_EVIDENCE_CHARS)}</span></div>"
        for whose, words in why.evidence
    )
    return f'<div class="ot-evidence">{lines}</div>'


def _of(field: str, said: str, language: Language) -> str:
    return f"{name(field, language)}{COLON[language]}{said}"


def _first(values: str, language: Language) -> str:
    several = values.split(", ")
    return listed([*several[:VALUES_TOLD], "…"] if len(several) > VALUES_TOLD else several, language)


def _words(evidence: str, language: Language) -> str:
    return listed(evidence.split(", "), language)


def _on_record(values: str, language: Language) -> str:
    """What the record says, word for word; where we have other words for it, behind them."""
    known = any(_own(value, language) != value for value in values.split(", "))
    return f"{_words(values, language)}（{values}）" if known else values


def _own(text: str, language: Language) -> str:
    return word(text) if language == "zh" else text
