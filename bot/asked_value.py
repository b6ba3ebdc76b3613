"""A value that a question asks for, "is it green?": how it is noted, and yes or no. Knows nothing of talks."""

from __future__ import annotations

from bot.messages import Language
from bot.writer.check.claim import number_text
from bot.writer.composer.chinese import word
from bot.writer.composer.english import listed
from retriever.items import Item

BETWEEN = ": "  # no name of a field and no topic has it


def noted(field: str, value: str) -> str:
    """As it stands among the fields of an intent.

    >>> noted("colour", "green"), asked_value("colour: green"), asked_value("colour")
    ('colour: green', ('colour', 'green'), ('colour', ''))
    """
    return f"{field}{BETWEEN}{value}"


def asked_value(asked: str) -> tuple[str, str]:
    """The field and the value that is asked for in it, "" where none is."""
    field, _, value = asked.partition(BETWEEN)
    return field, value


def has(item: Item, asked: str) -> bool:
    """The record says just that."""
    field, value = asked_value(asked)
    return value.casefold() in (own.casefold() for own in item.facets.get(field, ()))


def yes_or_no(item: Item, asked: str, language: Language) -> str:
    """One sentence on a record, made plain, that says something there; several values need not be all."""
    field, _ = asked_value(asked)
    own = item.facets.get(field) or (number_text(item.numbers[field]),)
    name, met = field.replace("_", " "), has(item, asked)
    if language == "zh":
        answer = "是的，" if met else "不是，" if len(own) == 1 else "没有这样写："
        return f"{answer}**{item.title}**的资料里写着{word(name)}：{'、'.join(map(word, own))}。"
    answer = "Yes" if met else "No" if len(own) == 1 else "Not as far as it tells"
    return f"{answer}: the record of **{item.title}** says {name}: {listed(own)}."
