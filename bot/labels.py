"""What is agreed, in a few plain words. Knows nothing of queries or of how a statement is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.intent.words import (
    COUNTRY_FIELDS,
    GENRE_FIELDS,
    MAKER_FIELDS,
    PERSON_FIELDS,
    PRICE_FIELDS,
    RUNTIME_FIELDS,
    YEAR_FIELDS,
)
from bot.messages import Language
from bot.writer.clean import plain
from bot.writer.composer.chinese import word
from retriever.items import COMPARISONS, HAN, Constraint

MAX_CHARS = 60
VALUES_TOLD = 3
BARE = GENRE_FIELDS | {"mood", "moods", "theme", "themes", "tag", "tags", "keywords", "topic", "topics"}
LANGUAGE_FIELDS = frozenset({"language", "languages"})
WAYS: tuple[tuple[frozenset[str], dict[Language, str]], ...] = (
    (COUNTRY_FIELDS, {"en": "from {}", "zh": "来自{}"}),
    (frozenset({"brand", "maker", "manufacturer"}), {"en": "by {}", "zh": "{}的"}),  # boots are no works
    (frozenset({*MAKER_FIELDS, "writer", "writers"}), {"en": "by {}", "zh": "{}的作品"}),
    (PERSON_FIELDS, {"en": "with {}", "zh": "有{}的"}),
    (LANGUAGE_FIELDS, {"en": "in {}", "zh": "{}的"}),
)  # the first that has the field

NAMED: dict[str, dict[Language, str]] = {
    "liked": {"en": "like {}", "zh": "像《{}》"},
    "disliked": {"en": "unlike {}", "zh": "不像《{}》"},
    "wish": {"en": "{}", "zh": "{}"},
    "refused": {"en": "not called {}", "zh": "不提{}"},
    "unspoken": {"en": "no mention of {}", "zh": "不提{}"},
    "tail": {"en": "hidden gems only", "zh": "只要冷门的"},
    "head": {"en": "well-known is fine", "zh": "热门的也可以"},
}
SIGNS_IN_CHINESE = {
    "scary": "吓人", "violence": "暴力", "violent": "暴力", "gory": "血腥", "gore": "血腥",
    "sad": "悲伤", "depressing": "压抑",
    "funny": "搞笑", "romantic": "浪漫", "slow": "节奏慢", "dark": "黑暗",
    "for kids": "儿童向", "for children": "儿童向", "animated": "动画",
}  # fmt: skip

SPANS: dict[Language, dict[str, str]] = {
    "en": {
        "at_least": "at least {}", "above": "over {}", "at_most": "at most {}", "below": "under {}",
        "since": "since {}", "before": "before {}", "decade": "{}s", "year": "from {}", "outside": "not {}–{}",
    },
    "zh": {
        "at_least": "至少{}", "above": "超过{}", "at_most": "不超过{}", "below": "少于{}", "since": "{}年及以后",
        "before": "{}年以前", "decade": "{}年代", "year": "{}年", "outside": "不要{}–{}",
    },
}  # fmt: skip
UNITS: tuple[tuple[frozenset[str], dict[Language, str]], ...] = (
    (frozenset(RUNTIME_FIELDS), {"en": " min", "zh": "分钟"}),
    (frozenset({"pages"}), {"en": " pages", "zh": "页"}),
    (frozenset({"weight_grams"}), {"en": " g", "zh": "克"}),
)


def demanded(alike: Sequence[Constraint], language: Language, soft: bool = False) -> str:
    """One demand, or all bounds of one field.

    >>> demanded([Constraint("year", "at_most", (1979,))], "en")
    'before 1980'
    >>> demanded([Constraint("country", "none_of", ("United States",))], "en")
    'not from United States'
    """
    first = alike[0]
    if first.op in COMPARISONS:
        said = _bounds(alike, language)
    elif first.op == "outside":
        low, high = (_number(float(value), first.field) for value in first.values)
        said = _of_field(first.field, SPANS[language]["outside"].format(low, high), language)
    else:
        said = _values(first, language)
    if soft:
        said = f"最好{said}" if language == "zh" else f"preferably {said}"
    return short(said)


def named(what: Literal["liked", "disliked"] | str, name: str, language: Language) -> str:
    """A like or dislike of a title, a piece of the wish, a refused sign ("scary"), or a side of the niche dial.

    >>> named("liked", "Alien", "en"), named("niche", "tail", "en"), named("wish", "a dog", "en")
    ('like Alien', 'hidden gems only', 'a dog')
    """
    if what == "niche":
        return NAMED[name][language]
    what = "unspoken" if what == "refused" and name in ("violence", "gore") else what
    if language == "zh":
        name = (
            SIGNS_IN_CHINESE.get(name, name)
            if what in ("refused", "unspoken")
            else word(name)
            if what == "wish"
            else name
        )
    room = MAX_CHARS - len(NAMED[what][language]) + 2
    return NAMED[what][language].format(short(name, room))


def short(text: str, most: int = MAX_CHARS) -> str:
    """Plain, on one line, cut at a word; "…" where nothing can be shown of it."""
    text = plain(text)
    if len(text) > most:
        cut = text[: most - 1]
        text = (cut.rsplit(" ", 1)[0] if " " in cut and not HAN.search(cut) else cut).rstrip(" ,;") + "…"
    return text or "…"


def _values(constraint: Constraint, language: Language) -> str:
    told = [word(str(value)) if language == "zh" else str(value) for value in constraint.values[:VALUES_TOLD]]
    more = len(constraint.values) - len(told)
    if language == "zh":
        listed = "、".join(told) + (f"等{len(constraint.values)}个" if more else "")
    else:
        told = [*told, f"{more} more"] if more else told
        listed = " or ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told)
    if constraint.op == "without":  # all that a word can promise
        return NAMED["unspoken"][language].format(listed)
    field, refused = constraint.field.casefold(), constraint.op != "any_of"
    way = next((ways[language] for fields, ways in WAYS if field in fields), "")
    if way:
        said = way.format(listed)
        return said if not refused else f"不要{said}" if language == "zh" else f"not {said}"
    said = listed if field in BARE or not field else _of_field(field, listed, language)
    return said if not refused else f"不要{said}" if language == "zh" else f"no {said}"


def _bounds(alike: Sequence[Constraint], language: Language) -> str:
    """What all of them leave: the highest lower and the lowest upper bound."""
    lower = max((c for c in alike if c.op in ("at_least", "above")), key=_strictness, default=None)
    upper = min((c for c in alike if c.op in ("at_most", "below")), key=_strictness, default=None)
    field, ways = alike[0].field, SPANS[language]
    if field in YEAR_FIELDS:
        return _years(lower, upper, ways)
    unit = next((units[language] for fields, units in UNITS if field in fields), "")
    if lower and upper and lower.op == "at_least" and upper.op == "at_most":
        low, high = _number(_value(lower), field), _number(_value(upper), field)
        said = (low if low == high else f"{low}–{high}") + unit
    else:
        both = [ways[c.op].format(_number(_value(c), field)) + unit for c in (lower, upper) if c]
        said = ("，" if language == "zh" else " and ").join(both)
    return said if unit else _of_field(field, said, language)


def _years(lower: Constraint | None, upper: Constraint | None, ways: dict[str, str]) -> str:
    """Years are whole: above 1979 is since 1980."""
    low = None if lower is None else _value(lower) + (lower.op == "above")
    high = None if upper is None else _value(upper) - (upper.op == "below")
    if low is None or high is None:
        last = (high or 0) + 1
        return (
            ways["before"].format(_number(last, "year"))
            if low is None
            else ways["since"].format(_number(low, "year"))
        )
    said = [_number(year, "year") for year in (low, high)]
    if low == high:
        return ways["year"].format(said[0])
    if low % 10 == 0 and high == low + 9:
        return ways["decade"].format(said[0])
    return "–".join(said)


def _of_field(field: str, said: str, language: Language) -> str:
    """The name of the field before it, where the words alone do not tell."""
    if field in (*YEAR_FIELDS, *RUNTIME_FIELDS):
        return said
    name = field.replace("_", " ")
    if field in PRICE_FIELDS:
        return f"{word(name)}{said}" if language == "zh" else f"{name} {said}"
    return f"{word(name)}：{said}" if language == "zh" else f"{name}: {said}"


def _strictness(constraint: Constraint) -> tuple[float, bool]:
    """Larger is the stricter lower bound and the looser upper one."""
    return _value(constraint), constraint.op in ("above", "at_most")


def _value(constraint: Constraint) -> float:
    return float(constraint.values[0])


def _number(number: float, field: str) -> str:
    if abs(number) >= 1e15 or number != number:  # noqa: PLR0124  # NaN
        return f"{number:g}"
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", "") if field in YEAR_FIELDS else text
