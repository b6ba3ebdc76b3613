"""Chinese words for the kinds of things that a catalogue has ("蜡烛" -> "candle"). Knows no clauses."""

from __future__ import annotations

import re

from bot.intent.chinese.script import simplified
from bot.intent.chinese.words import GOODS
from bot.intent.gazetteer import Gazetteer
from bot.intent.words import GOODS_FIELDS
from retriever.glossary import glossary
from retriever.items import HAN

# where a thing is wished: "毛衣", "毛衣吗", but not "厨房用的灯" and "放在厨房"
ENDS = re.compile(r"$|[^一-鿿]|[吗么吧呢啊呀哦没也都就和或跟要不]|怎么|如何|多少|有[吗没]")
PLACED = re.compile(r"[在放给去进为]$")


def goods_named(text: str, names: Gazetteer) -> list[tuple[int, int, str]]:
    """(start, end, name on record) of each; those that every catalogue may have are in the table of goods."""
    if names.facets.isdisjoint(GOODS_FIELDS) or not HAN.search(text):
        return []
    plain = simplified(text)
    found = []
    for word in glossary().words(plain):
        said = plain[word.start : word.end]
        if said in GOODS or not ENDS.match(plain, word.end) or PLACED.search(plain[: word.start]):
            continue
        if kind := next(filter(None, (_kind(names, sense) for sense in word.english)), ""):
            found.append((word.start, word.end, kind))
    return found


def _kind(names: Gazetteer, sense: str) -> str:
    """The category that `sense` is, "" for none."""
    return next(
        (
            value
            for mention in names.values(sense)
            if mention.end - mention.start == len(sense)
            for field, value in mention.values
            if field in GOODS_FIELDS
        ),
        "",
    )
