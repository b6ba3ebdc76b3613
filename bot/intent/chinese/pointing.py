"""Chinese words that point at shown items -> English, put aside. Knows no talk before."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bot.intent.chinese.describing import CALLED
from bot.intent.chinese.numbers import number
from bot.intent.chinese.tokens import PERSON, Kind, Tokens
from bot.intent.chinese.words import COUNTRIES, COUNTRY, one_of, table

MEASURE = r"[部本个款条张双把盏件顶只首篇套位种项枚台集]"
COUNT = r"[两二三四五六七八九]|\d"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS = {
    "俩": "two",
    "两": "two",
    "二": "two",
    "2": "two",
    "三": "three",
    "3": "three",
    "四": "four",
    "4": "four",
}
EXTREMES = table(
    "便宜=cheapest; 短|薄=shortest; 长|厚=longest; 老|早|旧=oldest; 新=newest; 轻=lightest; 重=heaviest"
)
# after "这个": what can't be the noun it belongs to
VERB = (
    r"[都全里倒真当之多怎是有好不我看讲吧呢吗的太也挺很就跟和与比喜更贵几哪谁什还能会可听感防适早咋为,，"
    r"?？!！。 ]|$"
)

Pointing = Callable[[re.Match[str]], str]


def _nth(match: re.Match[str]) -> str:
    place = int(number(match[1]))
    return f"the {ORDINALS[place - 1]} one" if 1 <= place <= len(ORDINALS) else ""


def _many(match: re.Match[str]) -> str:
    return (
        "both" if match[1] in ("两", "俩", "2") else f"these {COUNTS[match[1]]}" if match[1] in COUNTS else "these"
    )


def _of(match: re.Match[str]) -> str:
    """ "德国那本", "新海诚那部"."""
    return f"the {COUNTRIES.get(match[1], match[1]).removeprefix('the ')} one"


SINGLE: tuple[tuple[str, Pointing], ...] = (
    (rf"最({one_of(EXTREMES)})的那?一?{MEASURE}", lambda m: f"the {EXTREMES[m[1]]} one"),
    (
        rf"那一?{MEASURE}({PERSON}|{COUNTRY})(?:的|拍的|演的|产的)(?=[^,]{{0,2}}(?:看[着起]|不错|"
        rf"好|喜欢|听|怎|多|是|讲|有|吗|$))",
        _of,
    ),
    (rf"({PERSON}|{COUNTRY})(?:的|拍的|演的|写的)?那一?[部本款条张双盏顶个]", _of),
    (rf"倒数第(?:二|2){MEASURE}?", lambda _: "the penultimate one"),
    (
        rf"(?:倒数第(?:一|1)|(?:最[后末尾]|末尾|末了|最下面|压轴|垫底)(?:的)?(?:那|"
        rf"这)?一?){MEASURE}|垫底的?|压轴的?|末尾的?(?=[那跟和]|$)",
        lambda _: "the last one",
    ),
    (rf"(?:正中间|正中|中间|当中)的?(?:那|这)?一?{MEASURE}", lambda _: "the middle one"),
    (
        rf"(?:打头|开头|领头)的?(?:那|这)?一?{MEASURE}?|最?(?:前面|上面|头)的?(?:那|"
        rf"这)?一{MEASURE}|首{MEASURE}(?=[我是讲好太不跟和])",
        lambda _: "the first one",
    ),
    (
        rf"(?:讲|写|画|有|关于)?({one_of(CALLED)})(?:味|口味|字)?(?:的|做的|"
        rf"片)?那一?[部本款条张双盏顶个](?!国家|年代|导演)",
        lambda m: f"the {CALLED[m[1]]} one",
    ),
    (
        rf"第([一二三四五六七八九十]|\d{{1,2}})(?!次|人称|世界|时间|眼|感|季|代|手|名的|"
        rf"世)(?:{MEASURE}|名|号)?(?:(?:电影|片子|"
        rf"书)(?=[的我,，]|$))?",
        _nth,
    ),
    (
        rf"(?:上面|刚才|刚刚|之前|(?<![晚早身世路网线桌])上)(?:说|推荐|提到|讲)?的?(?:那|这|"
        rf"一)(?:一)?{MEASURE}(?!要求|条件|限制|问题|话题|"
        rf"步|人)(?:电影|片子|书)?|(?<![晚早身世路网线桌])上{MEASURE}(?![月世]|要求|条件|限制|"
        rf"人)|后者",
        lambda _: "that one",
    ),
    (r"前者", lambda _: "the former"),
    (rf"这一?[部本款条张双盏顶](?:电影|片子|书|小说)?|这一?个(?={VERB})", lambda _: "this one"),
    (
        rf"(?<![份家格型牌语件制])那一?[部本款条张双盏顶](?:电影|片子|书|小说)?|那一?个(?={VERB})",
        lambda _: "that one",
    ),
    (r"它(?!们)", lambda _: "it"),
)


def _several_of(match: re.Match[str]) -> str:
    """ "细田守那两部"."""
    of = COUNTRIES.get(match[1], match[1]).removeprefix("the ")
    return f"the {COUNTS[match[2]]} {of} ones" if match[2] in COUNTS else f"the {of} ones"


SEVERAL: tuple[tuple[str, Pointing], ...] = (
    (r"你(?:给我)?推荐的(?:这些|那些)?(?=都|全|没)", lambda _: "these"),
    (rf"({PERSON}|{COUNTRY})(?:的|拍的|演的|写的)?[那这](?:({COUNT})|几){MEASURE}", _several_of),
    (rf"(?:最后|后)(?:面)?({COUNT}){MEASURE}", lambda m: f"the last {COUNTS.get(m[1], 'few')}"),
    (
        rf"(?:最)?(?:前|头)(?:面)?(?:的|那)?({COUNT}|俩){MEASURE}?(?!年|天|次|位|场|段|期|季|世)",
        lambda m: f"the first {COUNTS.get(m[1], 'few')}",
    ),
    (rf"[这那]({COUNT}|俩)(?!年|天|周|月|次|人|口|口子){MEASURE}?(?:电影|片子|书)?", _many),
    (rf"(?:[这那]几{MEASURE}|[这那]些(?:电影|片子|书|(?={VERB})))(?!年)|它们", lambda _: "these"),
    (rf"(?<![0-9一二三四五六七八九十])两{MEASURE}(?=我?都)", lambda _: "both"),
)


NTH = rf"第([一二三四五六七八九十]|\d{{1,2}}){MEASURE}"
OTHERS = re.compile(
    rf"除了?((?:{NTH}[和跟与、,]*)+)(?:以外|之外|外)?[,，]?(?:其他|其它|其余|另外|剩下|别)的?(?:(?:那|"
    rf"这)?({COUNT}){MEASURE}(?:我)?|[^,，。]*[看读买用]过了?)"
)


def _the_others(match: re.Match[str]) -> str:
    """ "除了第一本和第四本，其他三本": how many there are tells which are left."""
    without = [int(number(place)) for place in re.findall(NTH, match[1])]
    if match[3] is None:
        return ""  # nobody said how many there are
    among = range(1, min(len(without) + int(number(match[3])), len(ORDINALS)) + 1)
    return " and ".join(f"the {ORDINALS[place - 1]} one" for place in among if place not in without)


TABLES: tuple[tuple[Kind, tuple[tuple[str, Pointing], ...]], ...] = (("items", SEVERAL), ("item", SINGLE))


def pointed(text: str, tokens: Tokens) -> str:
    """`text` with the words that point at shown items put aside ("第二部" -> "the second one")."""

    def put(kind: Kind, english: Pointing, match: re.Match[str]) -> str:
        said = english(match)
        return tokens.put(kind, said) if said else match.group()

    text = OTHERS.sub(
        lambda match: tokens.put("items", others) + "我" if (others := _the_others(match)) else "", text
    )
    for kind, rows in TABLES:
        for pattern, english in rows:
            text = re.sub(pattern, partial(put, kind, english), text)
    return text
