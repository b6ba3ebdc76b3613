"""What is said of items without showing any: why, about, side by side, nothing found. Knows no search."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from bot.comparing import compared
from bot.labels import demanded
from bot.messages import Intent, Language, Text
from bot.telling import fact
from bot.writer.composer.compose import about as compose_about
from bot.writer.composer.compose import why as compose_why
from ranker.rank import Ranked
from retriever.fields import conflict
from retriever.items import Constraint, Query

Texts = Generator[Text, None, None]

NOT_PICKED: dict[Language, str] = {
    "en": "I have not picked this one in our talk; here is what its record says.",
    "zh": "这次对话里我没有推荐过它；它的资料如下。",
}
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
        yield Text(WHICH_ONE[intent.language])
        return
    parts = []
    if "why" in intent.acts:
        parts += [_why(pick, intent.language, pick.item.id in shown) for pick in picks]
    comparing = "compare" in intent.acts and len(picks) > 1
    if comparing:
        fields = () if "about" in intent.acts else intent.fields
        parts.append(_said(compared([pick.item for pick in picks], fields, intent.language)))
    if intent.fields and "about" in intent.acts:
        parts += [_said(_facts(pick, intent), pick.item.id) for pick in picks]
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


def nothing_found(query: Query, free: Sequence[tuple[Constraint, int]], language: Language) -> Texts:
    """Says which demands leave nothing, and what giving up each one would bring."""
    demands = "; ".join(demanded([constraint], language) for constraint in query.must)
    if not query.must:
        yield Text("没有更多了。" if language == "zh" else "There is nothing left that I have not shown you.")
        return
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
    for constraint, found in [pair for pair in free if pair[1]][:3]:
        said = demanded([constraint], language)
        yield Text(
            f" 去掉“{said}”会有 {found} 个。" if language == "zh" else f" Without “{said}” there would be {found}."
        )
    if not any(found for _, found in free):
        yield Text(
            " 需要放宽不止一个条件。"
            if language == "zh"
            else " More than one of these would have to go; say “start over” to clear them."
        )


def _why(pick: Ranked, language: Language, picked: bool) -> Texts:
    if picked:
        yield Text(compose_why(pick, language), pick.item.id)
        return
    yield Text(NOT_PICKED[language], pick.item.id)
    yield Text(" " + compose_about(pick, language), pick.item.id)


def _facts(pick: Ranked, intent: Intent) -> str:
    gap = "" if intent.language == "zh" else " "
    return gap.join(fact(pick.item, field, intent.language) for field in intent.fields)


def _said(text: str, item_id: str = "") -> Texts:
    yield Text(text, item_id)
