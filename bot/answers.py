"""What is said when there is nothing to recommend: greetings, help, nothing found, why, about."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence

from bot.messages import Intent, Language, Text
from bot.writer.compose import about as compose_about
from bot.writer.compose import why as compose_why
from ranker.rank import Ranked
from retriever.fields import conflict
from retriever.items import Constraint, Item, Query

Texts = Generator[Text, None, None]

SAYINGS: dict[str, dict[Language, str]] = {
    "greeting": {
        "en": "Hello! Tell me what you are in the mood for, and I will look beyond the well-known.",
        "zh": "你好！告诉我你想要什么，我会在热门之外帮你找。",
    },
    "not picked": {
        "en": "I have not picked this one in our talk; here is what its record says.",
        "zh": "这次对话里我没有推荐过它；它的资料如下。",
    },
    "thanks": {
        "en": 'You\'re welcome. Say "more" for others, or tell me what should be different.',
        "zh": "不客气。想看更多就说“更多”，或者告诉我哪里需要不同。",
    },
    "help": {
        "en": "Describe what you would love, in your own words. Afterwards you can say what to change: "
        '"more like the second one", "nothing from the US", "darker", "why this one?".',
        "zh": "用自己的话描述你想要的。之后可以继续调整：“更像第二个”“不要美国的”“更黑暗”“为什么推荐这个？”。",
    },
}


def small_talk(intent: Intent, examples: Sequence[str]) -> Texts:
    """Greeting, thanks or help; help and greeting come with requests that this catalogue can serve."""
    yield Text(SAYINGS[intent.act][intent.language])
    if examples and intent.act != "thanks":
        lead = "例如：" if intent.language == "zh" else "For example:"
        yield Text(f"\n\n{lead}\n" + "\n".join(f"- {example}" for example in examples))


def about_items(intent: Intent, picks: Sequence[Ranked], shown: Collection[str]) -> Texts:
    """Why these were picked, or what their records say; of an item that was never picked there is no why."""
    for place, pick in enumerate(picks):
        gap = "\n\n" if place else ""
        if intent.act == "why" and pick.item.id in shown:
            yield Text(gap + compose_why(pick, intent.language), pick.item.id)
            continue
        if intent.act == "why":
            yield Text(gap + SAYINGS["not picked"][intent.language], pick.item.id)
            gap = " "
        yield Text(gap + compose_about(pick, intent.language), pick.item.id)


def all_shown(language: Language) -> Texts:
    """Says that everything that fits was shown or refused before."""
    yield Text(
        "符合条件的都已经给你看过了。放宽一个条件，或者说“重新开始”。"
        if language == "zh"
        else "You have seen everything here that fits. Loosen a condition, or say “start over”."
    )


def field_gone(demands: Sequence[Constraint], language: Language) -> str:
    """Says that demands were dropped because their field has left the catalogue."""
    said = "; ".join(map(str, demands))
    return (
        f"目录里已不再记录这一项，所以我去掉了：{said}。"
        if language == "zh"
        else f"No item records this any more, so I dropped it: {said}."
    )


def nothing_found(query: Query, free: Sequence[tuple[Constraint, int]], language: Language) -> Texts:
    """Says which demands leave nothing, and what giving up each one would bring."""
    demands = "; ".join(str(constraint) for constraint in query.must)
    if not query.must:
        yield Text("没有更多了。" if language == "zh" else "There is nothing left that I have not shown you.")
        return
    yield Text(
        f"没有任何条目同时满足：{demands}。" if language == "zh" else f"Nothing here meets all of this: {demands}."
    )
    if clash := conflict(query.must):
        first, second = clash
        yield Text(
            f"“{first}”和“{second}”不可能同时成立。"
            if language == "zh"
            else f" “{first}” and “{second}” can't both hold."
        )
    for constraint, found in [pair for pair in free if pair[1]][:3]:
        yield Text(
            f" 去掉“{constraint}”会有 {found} 个。"
            if language == "zh"
            else f" Without “{constraint}” there would be {found}."
        )
    if not any(found for _, found in free):
        yield Text(
            " 需要放宽不止一个条件。"
            if language == "zh"
            else " More than one of these would have to go; say “start over” to clear them."
        )


def example_requests(items: Sequence[Item]) -> tuple[str, ...]:
    """Up to three requests that the most obscure items of this catalogue answer, made of their own facets."""
    examples: list[str] = []
    used: set[str] = set()
    for item in sorted(items, key=lambda item: (-item.tail, item.id)):
        parts = {kind: _first_value(item, names) for kind, names in EXAMPLE_FIELDS.items()}
        said = {value for value in parts.values() if value}
        if len(said) >= 2 and (parts["mood"] or parts["kind"]) and not used & said:
            used |= said
            examples.append(_request(parts))
        if len(examples) == 3:
            break
    return tuple(examples)


EXAMPLE_FIELDS = {
    "mood": ("moods", "mood"),
    "kind": ("genres", "genre", "category"),
    "place": ("country",),
    "theme": ("themes", "tags", "keywords"),
}


def _first_value(item: Item, names: Sequence[str]) -> str:
    return next((item.facets[name][0] for name in names if name in item.facets), "")


def _request(parts: dict[str, str]) -> str:
    text = f"something {parts['mood']}" if parts["mood"] else parts["kind"]
    text += f" from {parts['place']}" if parts["place"] else ""
    return text + (f" about {parts['theme']}" if parts["theme"] else "")
