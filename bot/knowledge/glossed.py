"""A Chinese question of nothing but matters of service -> the same in English. Knows no articles and no models.

Between two languages vectors tell a passage, which have too little of "我要退货"; its English name is certain.
"""

from __future__ import annotations

from bot.knowledge.service_words import WORDS
from bot.knowledge.terms import is_concept, terms
from bot.knowledge.thing_words import THINGS
from retriever.items import HAN

SPELT = {
    "RETURN": "return something",
    "GIFTCARD": "gift card",
    "BACKUP": "backup",
    "HOME": "at home",
    "EMAIL": "email",
}


def in_english(question: str) -> str:
    """Its matters and things by their English names; "" where a word has none, or it is no Chinese.

    >>> in_english("我要退货"), in_english("你们送货到美国吗"), in_english("普洱能退吗"), in_english("returns?")
    ('return something', 'deliver usa', '', '')
    """
    own = terms(question) if HAN.search(question) else []
    named = [_named(term) for term in dict.fromkeys(own)]
    return " ".join(named) if all(named) and any(map(is_concept, own)) else ""


def _named(term: str) -> str:
    if is_concept(term):
        return SPELT.get(term) or WORDS.get(term, term.casefold()).split()[0]
    return term if term in THINGS else ""
