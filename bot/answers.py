"""What is said of items without showing any: why, about, side by side, nothing found. Knows no search."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from bot.asked_value import has
from bot.comparing import compared
from bot.extremes import EXTREMES
from bot.foremost import foremost
from bot.labels import demanded
from bot.messages import Intent, Language, Text
from bot.telling import fact, tells, untold
from bot.unpicked import broken_since, why_not
from bot.ways_out import WayOut
from bot.weighed import than, weighed
from bot.writer.composer.compose import about as compose_about
from bot.writer.composer.compose import why as compose_why
from ranker.rank import Ranked
from retriever.fields import conflict
from retriever.items import Constraint, Item, Query

Texts = Generator[Text, None, None]

WAYS_TOLD = 3  # in words; all of them are quick replies

WHICH_ONE: dict[Language, str] = {
    "en": "I don't know which one you mean; name its title, or its place in the list.",
    "zh": "我不知道你指的是哪一个；请说出标题，或它在列表中的位置。",
}


def about_items(intent: Intent, picks: Sequence[Ranked], shown: Collection[str]) -> Texts:
    """Answers what was asked about items: why they were picked, how they compare, what their records say.

    Args:
        picks: The items in question, as they were picked; an item that never was has score 0.
        shown: Ids of those that were picked in this talk; of others there is no why.
    """
    if not picks:
        if not intent.notes:  # a note has told what is missing
            yield Text(WHICH_ONE[intent.language])
        return
    parts = []
    if "why" in intent.acts:
        parts += [_why(pick, intent, pick.item.id in shown) for pick in picks]
    if "compare" in intent.acts and len(picks) > 1:
        parts += map(_said, _compared([pick.item for pick in picks], intent))
    if "about" in intent.acts and (asked := [field for field in intent.fields if field not in EXTREMES]):
        parts += _facts(picks, asked, intent.language)
    elif not parts:
        parts += [_said(compose_about(pick, intent.language), pick.item.id) for pick in picks]
    yield from in_turn(parts)


def in_turn(parts: Iterable[Texts]) -> Texts:
    """One text after the other, each a paragraph of its own; parts that say nothing leave no gap."""
    begun = False
    for part in parts:
        gap = "\n\n" if begun else ""
        with closing(part) as texts:
            for text in texts:
                yield replace(text, piece=gap + text.piece)
                begun, gap = True, ""


def plain_text(*paragraphs: str) -> Texts:
    """Paragraphs as pieces of a text, empty ones left out."""
    yield from in_turn(_said(paragraph) for paragraph in paragraphs if paragraph)


def all_shown(language: Language) -> Texts:
    """Says that everything that fits was shown or refused before."""
    yield Text(
        "符合条件的都已经给你看过了。放宽一个条件，或者说“重新开始”。"
        if language == "zh"
        else "You have seen everything here that fits. Loosen a condition, or say “start over”."
    )


def without_fields(intent: Intent, gone: Sequence[Constraint]) -> Intent:
    """The intent without demands whose field has left the catalogue, and told so."""
    said = "; ".join(demanded([demand], intent.language) for demand in gone)
    note = (
        f"目录里已不再记录这一项，所以我去掉了：{said}。"
        if intent.language == "zh"
        else f"No item records this any more, so I dropped it: {said}."
    )
    left = tuple(demand for demand in intent.query.must if demand not in gone)
    return replace(intent, query=replace(intent.query, must=left), notes=(*intent.notes, note))


def nothing_found(query: Query, agreed: Sequence[str], ways: Sequence[WayOut], language: Language) -> Texts:
    """Says which statements leave nothing, and what giving up each one would bring.

    Args:
        agreed: All that keeps items out, in words.
        ways: What may be taken back, the most freeing first.
    """
    if not agreed:
        yield Text("没有更多了。" if language == "zh" else "There is nothing left that I have not shown you.")
        return
    demands = "; ".join(agreed)
    yield Text(
        f"没有任何条目同时满足：{demands}。" if language == "zh" else f"Nothing here meets all of this: {demands}."
    )
    if clash := conflict(query.must):
        first, second = (demanded([constraint], language) for constraint in clash)
        yield Text(
            f"“{first}”和“{second}”不可能同时成立。"
            if language == "zh"
            else f" “{first}” and “{second}” can't both hold."
        )
    for way in ways[:WAYS_TOLD]:
        yield Text(
            f" 去掉“{way.label}”会有 {way.n} 个。"
            if language == "zh"
            else f" Without “{way.label}” there would be {way.n:,}."
        )
    if not ways:
        yield Text(
            " 需要放宽不止一个条件。"
            if language == "zh"
            else " More than one of these would have to go; say “start over” to clear them."
        )


def _why(pick: Ranked, intent: Intent, picked: bool) -> Texts:
    if picked:
        yield Text(compose_why(pick, intent.language), pick.item.id)
        if since := broken_since(pick.item, intent.query, intent.language):
            yield Text(since, pick.item.id)
        return
    yield Text(why_not(pick.item, intent.query, intent.language), pick.item.id)
    yield Text(" " + compose_about(pick, intent.language), pick.item.id)


def _compared(items: Sequence[Item], intent: Intent) -> list[str]:
    """What is asked for the most or the least of first; side by side where no such thing is asked or told."""
    asked = [field for field in intent.fields if field in EXTREMES or "about" not in intent.acts]
    if answer := next((said for word in asked if (said := weighed(items, word, intent.language))), ""):
        return [answer]
    asked = [word for word in asked if not than(word)]
    told = [foremost(items, word, intent.language) for word in asked]
    measured = bool(asked) and all(word in EXTREMES for word in asked)
    return told if measured else [*told, compared(items, (), intent.language)]


def _facts(picks: Sequence[Ranked], asked: Sequence[str], language: Language) -> list[Texts]:
    """A paragraph an item that tells of it, first those that have it, and one for all that don't tell."""
    gap = "" if language == "zh" else " "
    if len(picks) == 1:
        return [_said(gap.join(fact(picks[0].item, field, language) for field in asked), picks[0].item.id)]
    parts = []
    for pick in sorted(picks, key=lambda pick: not any(has(pick.item, field) for field in asked)):
        if told := [field for field in asked if tells(pick.item, field)]:
            parts.append(_said(gap.join(fact(pick.item, field, language) for field in told), pick.item.id))
    for field in asked:
        if silent := [pick.item for pick in picks if not tells(pick.item, field)]:
            parts.append(_said(untold(silent, field, language)))
    return parts


def _said(text: str, item_id: str = "") -> Texts:
    yield Text(text, item_id)
