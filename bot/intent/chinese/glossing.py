"""Chinese words of a wish -> the values of an English catalogue that say the same. Knows nothing of the search.

What is found is preferred, as a theme named in English is: nothing is demanded or refused by it, and the wish
stays in the words it was said in.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from bot.intent.chinese.script import simplified
from bot.intent.chinese.value_words import VALUES
from bot.intent.chinese.words import KINDS, THEMES
from bot.intent.gazetteer import Gazetteer
from bot.intent.heard import Heard
from bot.intent.state import want, wishes
from bot.intent.words import COUNTRY_FIELDS, GENRE_FIELDS, LANGUAGE_FIELDS, PERSON_FIELDS
from retriever.glossary import Word, glossary
from retriever.items import HAN, Constraint

_NO_TOPICS = """
    主角 主人公 主演 故事 情节 剧情 结局 节奏 画面 配乐 台词 气氛 氛围 风格 镜头 演技 题材 背景 时候 东西 地方 感觉
    生活 生日 周末 今晚 今天 明天 老 新 好 大 小 多 少
"""
NO_TOPICS = frozenset(_NO_TOPICS.split())  # of which every story has some, or that tell when it is wanted
KIND_WORDS = {
    word: kind for word, kind in (THEMES | KINDS).items() if word not in ("家庭", "剧情", "动作", "短篇")
}
KNOWN = KIND_WORDS | VALUES
REFUSED = re.compile(r"[不没无别非未]")
_KIN = (
    r"爸妈|父母|爸爸?|妈妈?|父亲|母亲|爷爷|奶奶|外公|外婆|老人|家人|家里人|全家|孩子|小孩|儿子|女儿|[男女]?朋友|老[公婆]|丈夫|妻子|"
    r"同事|同学|室友|老师|哥哥?|姐姐?|弟弟?|妹妹?"
)
# who is with somebody is no topic ("和家人一起看", "我妈妈生日"), unless it tells of them ("讲我妈妈那一代的")
COMPANY = re.compile(rf"(?<![讲写述于拍])(?:和|跟|陪着?|与|带着?|送给?|给|我们?家?)的?(?P<who>{_KIN})")
# what somebody is or does -> what it is called: "pregnant", "isolate", "lonely"
NOUNS = (
    ("ant", "ancy"), ("ent", "ence"), ("ly", "liness"), ("ous", "ousy"), ("ate", "ation"), ("ed", "ion"),
    ("e", "ing"), ("", "ing"), ("", "ness"), ("", "ion"), ("", "al"), ("", "y"),
)  # fmt: skip
NOT_VALUES = PERSON_FIELDS | COUNTRY_FIELDS | LANGUAGE_FIELDS
NOT_TOLD = NOT_VALUES | GENRE_FIELDS  # "家庭" is what a film is about, "family" a kind of film


def glossed(heard: Heard, said: str) -> Heard:
    """ "关于海的" prefers the theme "sea" where the catalogue has it; `said` is the utterance as it was typed."""
    before = set(wishes(heard.session.query))
    company = {match["who"] for match in COMPANY.finditer(simplified(said))}
    for piece in wishes(heard.query):
        if piece in before or not HAN.search(piece):
            continue
        for word in words(piece):
            written = simplified(piece[word.start : word.end])
            barred = NOT_VALUES if written in KIND_WORDS else NOT_TOLD
            for constraint in () if written in company else _values(heard.names, word, barred):
                heard = heard.now(want(heard.query, constraint))
    return heard


def words(piece: str) -> list[Word]:
    """The words of a piece of a wish that name what it is about; none where a part of it is refused."""
    text = simplified(piece)
    found = glossary().words(text, KNOWN)
    rest = list(text)
    for word in found:
        if word.english != ("unrelated",):
            rest[word.start : word.end] = " " * (word.end - word.start)
    if REFUSED.search("".join(rest)):
        return []
    return [word for word in found if text[word.start : word.end] not in NO_TOPICS]


def in_english(piece: str) -> str:
    """All that the words of a piece may be in English; "" where none is known."""
    return (
        " ".join(dict.fromkeys(sense for word in words(piece) for sense in word.english))
        if HAN.search(piece)
        else ""
    )


def _values(names: Gazetteer, word: Word, barred: Container[str]) -> list[Constraint]:
    """What the catalogue has of a word: values that are one of its senses, else one that the first sense names."""
    exact = [found for sense in word.english for found in _named(names, sense, barred)]
    if exact:
        return exact
    first = word.english[0]
    nouns = (first.removesuffix(end) + noun for end, noun in NOUNS if first.endswith(end))
    made = (list(_named(names, noun, barred)) for noun in nouns)
    parts = first.split(" of ")[0].split()
    told = (list(_named(names, part, barred)) for part in (*parts[-1:], *parts[:1]) if len(parts) > 1)
    return next((found for found in (*made, *told) if found), [])


def _named(names: Gazetteer, sense: str, barred: Container[str]) -> Iterator[Constraint]:
    """The values that `sense` is, field by field."""
    for mention in names.values(sense):
        if mention.end - mention.start != len(sense):
            continue
        by_field: dict[str, list[str]] = {}
        for field, value in mention.values:
            if field not in barred:
                by_field.setdefault(field, []).append(value)
        yield from (Constraint(field, "any_of", tuple(values)) for field, values in by_field.items())
