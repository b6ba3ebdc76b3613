""" "Is the first longer than the second?": yes or no, with both numbers. Knows nothing but the records."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extremes import COMPARED, EXTREMES, number, told_by
from bot.foremost import measure
from bot.messages import Language
from bot.writer.clean import record
from retriever.items import Item

THAN = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(COMPARED, key=len, reverse=True))}) than\b".replace(" ", "[ -]"), re.IGNORECASE
)


def than(text: str) -> str:
    """What is asked of one against another, as it stands among the fields of an intent; "" where it is not.

    >>> than("is the first cheaper than the second?"), than("which is cheaper?")
    ('cheaper than', '')
    """
    return re.sub(r"[ -]", " ", match.group().casefold()) if (match := THAN.search(text)) else ""


def weighed(items: Sequence[Item], asked: str, language: Language) -> str:
    """Whether it holds of the first against the second, "" where that is not asked or a record does not tell."""
    extreme = COMPARED.get(asked.removesuffix(" than"), "")
    if not extreme or len(items) != 2:
        return ""
    first, second = map(record, items)
    field = told_by([first, second], extreme)
    one, other = (number(item, field) for item in (first, second))
    if not field or one is None or other is None:
        return ""
    holds = (other - one) * EXTREMES[extreme][1] > 0
    numbers = [(item.title, measure(value, field, language)) for item, value in ((first, one), (second, other))]
    if language == "zh":
        both = "；".join(f"**{title}**：{said}" for title, said in numbers)
        return f"{'是的' if holds else '不是'}：{both}。"
    return f"{'Yes' if holds else 'No'}: " + ", ".join(f"**{title}** ({said})" for title, said in numbers) + "."
