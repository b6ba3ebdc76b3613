"""Which of some items is the shortest, the cheapest, in words. Knows nothing but the records."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.extremes import COUNT, EXTREMES, ordered, told_by
from bot.messages import Intent, Language
from bot.telling import named
from bot.writer.check.claim import number_text
from bot.writer.clean import plain, record
from bot.writer.composer.english import listed
from retriever.items import Item

AT_MOST = 5  # of the others that are named
# how a number is told
MEASURED: dict[str, dict[Language, str]] = {
    "runtime": {"en": "{} minutes", "zh": "{}分钟"},
    "duration": {"en": "{} minutes", "zh": "{}分钟"},
    "minutes": {"en": "{} minutes", "zh": "{}分钟"},
    "pages": {"en": "{} pages", "zh": "{}页"},
    "weight_grams": {"en": "{} g", "zh": "{}克"},
    COUNT: {"en": "known to {} here", "zh": "这里有{}人知道"},
}
EXTREMES_IN_CHINESE = {
    "shortest": "最短", "longest": "最长", "thinnest": "最薄", "thickest": "最厚", "oldest": "最早",
    "earliest": "最早", "newest": "最新", "latest": "最新", "most recent": "最新",
    "cheapest": "最便宜", "least expensive": "最便宜",
    "priciest": "最贵", "dearest": "最贵", "most expensive": "最贵", "lightest": "最轻", "heaviest": "最重",
    "least known": "最冷门", "most obscure": "最冷门", "best known": "最有名", "most popular": "最有名",
    "most famous": "最有名", "best": "最好", "worst": "最差",
}  # fmt: skip


def foremost(items: Sequence[Item], word: str, language: Language) -> str:
    """Which of them is the shortest, the cheapest: that first, then the others; or that no record tells it.

    Args:
        items: At least two.
        word: See bot/extremes.py; of other words ("saddest") nothing is told.
    """
    records = [record(item) for item in items]
    field = told_by(records, word) if word in EXTREMES else ""
    if not field:
        return _unmeasured(word, language)
    known = ordered(records, word, field)
    first = [item for item, value in known if value == known[0][1]]
    said = [_foremost(first, known[0][1], (word, field), language)]
    if others := [(item, measure(value, field, language)) for item, value in known[len(first) :]]:
        said.append(_others(others, language))
    if unknown := [item for item in records if item not in [one for one, _ in known]]:
        titles = [f"**{item.title}**" for item in unknown]
        name = "知道的人数" if field == COUNT and language == "zh" else named(field, language)
        said.append(
            f"{'、'.join(titles)}的资料里没有写{name.strip('“”')}。"
            if language == "zh"
            else f"Of {listed(titles)} the record does not tell it."
        )
    return ("" if language == "zh" else " ").join(said)


def winner_last(intent: Intent, item_of: Callable[[str], Item | None]) -> tuple[str, ...]:
    """Ids of what is asked about, the one that is named as the answer last: "it" means that one."""
    words = [word for word in intent.fields if word in EXTREMES]
    if intent.acts != ("compare",) or not words:
        return intent.about
    items = [item for id_ in intent.about if (item := item_of(id_)) is not None]
    if not (field := told_by(items, words[-1])):
        return intent.about
    known = ordered(items, words[-1], field)
    first = [item.id for item, value in known if value == known[0][1]]
    return (*(id_ for id_ in intent.about if id_ not in first), *first)


def _foremost(first: Sequence[Item], value: float, asked: tuple[str, str], language: Language) -> str:
    word, field = asked
    titles, told = [f"**{item.title}**" for item in first], measure(value, field, language)
    if language == "zh":
        most = EXTREMES_IN_CHINESE[word]
        return f"{'、'.join(titles)}{'并列' if len(first) > 1 else ''}{most}：{told}。"
    if len(first) > 1:
        return f"{listed(titles)} are equally the {word} of them: {told}."
    return f"{titles[0]} is the {word} of them: {told}."


def _others(others: Sequence[tuple[Item, str]], language: Language) -> str:
    told = [
        f"{item.title}（{said}）" if language == "zh" else f"{item.title} ({said})"
        for item, said in others[:AT_MOST]
    ]
    return f"其余：{'、'.join(told)}。" if language == "zh" else f"The others: {', '.join(told)}."


def _unmeasured(word: str, language: Language) -> str:
    """No number tells it: that is said, and nothing is made up."""
    if language == "zh":
        return f"这些资料里没有写哪个{EXTREMES_IN_CHINESE.get(word, '最合适')}，我没法替它们排名。"
    what = f"the {plain(word)}" if word else "first"
    return f"Their records don't tell which is {what}, so I can't say it."


def measure(value: float, field: str, language: Language) -> str:
    """A number as it is told: "95 minutes"."""
    if field == COUNT and language == "en":
        return f"known to {value:,.0f} {'person' if value == 1 else 'people'} here"
    return MEASURED.get(field, {}).get(language, "{}").format(number_text(value))
