"""Why an item was not offered, or would not be any more: what it breaks, what was said of it. Knows no search."""

from __future__ import annotations

from collections.abc import Sequence

from bot.labels import demanded
from bot.messages import Language
from bot.writer.clean import record
from retriever.items import Constraint, Item, Query
from retriever.tail import HEAD

NOT_PICKED: dict[Language, str] = {
    "en": "I have not picked this one in our talk: {}.",
    "zh": "这次对话里我没有推荐过它：{}。",
}
SINCE: dict[Language, str] = {
    "en": " By what you asked for since, I would not pick it any more: {}.",
    "zh": "按你后来提的要求，现在我不会再推荐它：{}。",
}
LIKED: dict[Language, str] = {"en": "you named it as one you like", "zh": "你说过喜欢它"}
DISLIKED: dict[Language, str] = {"en": "you said that you don't like it", "zh": "你说过不喜欢它"}
SEEN: dict[Language, str] = {
    "en": "you have seen it, or I have shown it before",
    "zh": "你看过它，或者我之前给你看过",
}
HEADED: dict[Language, str] = {
    "en": "it is one of the best known fifth here, and you asked for hidden gems only",
    "zh": "它属于这里最有名的五分之一，而你只要冷门的",
}
OTHERS: dict[Language, str] = {
    "en": "it breaks nothing you asked for, but others came closer",
    "zh": "它并不违反你的要求，只是别的更接近",
}


def why_not(item: Item, query: Query, language: Language) -> str:
    """One sentence on an item of the catalogue that was not offered for `query`."""
    reasons = _breaks(item, query, language)
    reasons += [
        said[language]
        for said, ids in ((DISLIKED, query.disliked), (LIKED, query.liked), (SEEN, query.seen))
        if item.id in ids
    ]
    if query.niche >= 1 and item.tail < HEAD:
        reasons.append(HEADED[language])
    return NOT_PICKED[language].format(_listed(reasons or [OTHERS[language]], language))


def broken_since(item: Item, query: Query, language: Language) -> str:
    """One more sentence on an offered item that breaks what was asked for after that; "" where it does not."""
    reasons = _breaks(item, query, language)
    return SINCE[language].format(_listed(reasons, language)) if reasons else ""


def _breaks(item: Item, query: Query, language: Language) -> list[str]:
    return [_broken(demand, record(item), language) for demand in query.must if not demand.allows(item)]


def _listed(reasons: Sequence[str], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(reasons)


def _broken(demand: Constraint, item: Item, language: Language) -> str:
    """The demand, and whether the record breaks it or only does not say."""
    said = demanded([demand], language)
    silent = demand.field and demand.field not in item.facets and demand.field not in item.numbers
    if language == "zh":
        return f"你要“{said}”，而它的资料没有写这一项" if silent else f"它不符合“{said}”"
    if silent:
        return f"you asked for “{said}”, and its record does not tell"
    return f"it does not meet “{said}”"
