"""Goods that no article names in a matter: "return a jumper" is asked as "return a thing". Knows no passages.

What the articles say of returns holds for all goods but those that they name: "opened tea" stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.intent.wordings import any_of
from bot.knowledge.terms import is_concept, terms
from retriever.items import HAN

GENERAL = frozenset(
    {"RETURN", "EXCHANGE", "REFUND", "WARRANTY"}
)  # a shop's answers to these hold for all it sells
SOLD = frozenset(  # of THINGS, those that a passage may be about
    [
        "bag",
        "blanket",
        "book",
        "boot",
        "charger",
        "jumper",
        "lamp",
        "laptop",
        "phone",
        "rucksack",
        "teacup",
        "tent",
    ]
)
_DET = r"(?:an?|the|my|our|your|these|those|this|some)\s+"
_WORD = (
    r"(?!(?:it|them|that|things?|something|anything|everything|back|one|ones|stuff|for|to|within|if)\b)[\w'’-]+"
)
_GOODS = rf"(?P<goods>{_WORD}(?:\s+{_WORD}){{0,3}}?)"
_END = (
    r"(?=\s*(?:[?.,!;:)]|$)|\s+(?:that|which|i|we|you|it|if|when|once|after|without|by|to|for|from|at|in|on|with|"
    r"within|and|or|because|as|but|please|again|before|bought|ordered|not|never|is|was|until|online)\b)"
)
ENGLISH = any_of(
    rf"\b(?:return|returning|exchange|exchanging|swap|swapping)\s+{_DET}{_GOODS}{_END}",
    rf"\b(?:i|we|to)\s+(?:return|exchange|swap)\s+{_GOODS}{_END}".replace("goods", "bare"),
    rf"\b(?:send|sending|give|giving|bring|bringing|take|taking|get)\s+{_DET}{_GOODS}\s+back\b".replace(
        "goods", "sent"
    ),
    rf"\b(?:warranty|guarantee|refund)\s+(?:on|for)\s+(?:{_DET})?{_GOODS}{_END}".replace("goods", "covered"),
)
_THING = r"[^的了吗呢我你能会要不退换可以和，。？\W]{1,6}"
CHINESE = re.compile(
    rf"^(?:请问|那|我的|这个|这件|买的|我想把)?(?P<goods>{_THING}?)(?:还|也)?(?:可以|可不可以|能不能|能|怎么|如何|要怎么)退"
    rf"|退(?:掉|货|回)?(?P<bare>{_THING})$"
)
FIRST = re.compile(r"(?<=[.!?])\s|(?<=[。！？])")

Named = Callable[[str, str], bool]


def general(question: str, named: Named) -> str:
    """The question with "thing" for goods of which the articles say nothing in this matter.

    Args:
        question: In the person's words.
        named: Whether a passage speaks of the matter and has the term too.

    >>> general("how do I return a red jumper?", lambda matter, term: False)
    'how do I return a thing?'
    >>> general("can I send opened tea back?", lambda matter, term: term in ("opened", "tea"))
    'can I send opened tea back?'
    """
    if (place := _goods(question)) is None:
        return question
    start, end = place
    matters = GENERAL & set(terms(question))
    return question[:start] + _without(question[start:end], matters, named) + question[end:]


def of_other_goods(question: str, answer: str) -> bool:
    """The answer begins with goods, and the question names some, but none of these.

    >>> of_other_goods("is there a warranty on pens?", "Leather boots have two years of warranty.")
    True
    >>> of_other_goods("is there a warranty on pens?", "All goods have two years of warranty.")
    False
    """
    place = _goods(question)
    asked = set(terms(question[slice(*place)])) if place else set()
    told = SOLD & set(terms(FIRST.split(answer, maxsplit=1)[0]))
    return bool(asked and told) and told.isdisjoint(asked)


def _goods(question: str) -> tuple[int, int] | None:
    """Where the goods stand that a matter of GENERAL is asked of."""
    if not GENERAL & set(terms(question)):
        return None
    found = (CHINESE if HAN.search(question) else ENGLISH).search(question)
    group = found and next((name for name, text in found.groupdict().items() if text), None)
    if not found or not group:
        return None
    if any(map(is_concept, terms(found[group]))):  # "a gift card", "worn boots": no goods like all others
        return None
    return found.span(group)


def _without(goods: str, matters: Collection[str], named: Named) -> str:
    """The words that the articles know in this matter; "thing" stands for the last one where they don't."""

    def stays(word: str) -> bool:
        own = terms(word)
        return not own or any(named(matter, term) for term in own for matter in matters)

    if HAN.search(goods):
        long = [term for term in terms(goods) if len(term) > 1] or terms(goods)
        return goods if any(named(matter, term) for term in long for matter in matters) else "东西"
    *before, thing = goods.split()
    return " ".join([*filter(stays, before), thing if stays(thing) else "thing"])
