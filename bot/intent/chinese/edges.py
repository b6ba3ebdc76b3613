"""What is said at the beginning and at the end of a Chinese clause and says nothing by itself. Knows no wishes."""

from __future__ import annotations

import re

# one kind a line
_LEADING = (
    r"嗯+|呃+|额|哦+|噢|啊+|哎呀?|唉|诶|欸|切(?![一-鿿])|哼|哇塞?|呜+|嘿嘿?|哈+(?![喽啰罗尔利姆萨韦维])|喂",
    r"(?:哎|唉)?呀?(?:妈|天|我去|我靠|我天)(?:呀|哪|啊|呐)",
    r"(?:各位)?(?:老板|小助手|宝子们?|宝贝|亲|老弟|老哥|大哥|哥们|兄弟|姐妹|集美|家人们|老铁|"
    r"师傅|大佬|店家|掌柜|老师儿?)"
    r"(?![的是爱得情子人密近])",
    r"明白了?|知道了|懂了|收到|冲(?=$|那)|得(?=$)|成(?=$)|妥(?=$)|对(?=$)|是(?:的|啊)(?=$)|"
    r"没事(?=$)|可以(?=$)|ok",
    r"行(?:吧|啊|了|,)?(?!李)|好(?:吧|的|嘞|啦|滴|呀)(?![看听笑玩])|好(?=$)|(?:[蛮挺很真]?好)+(?=$)|算了(?=.)",
    r"抱歉|对不起|不好意思|打扰一?下?了?|麻烦了?|拜托|求求你?|亲爱?的?",
    r"请问|顺便问(?:下|一下)?|(?:另外?|再|想)?问(?:一?[句下嘴]|个事儿?)|想?(?:请教|问问|问一下|问下)(?:一下|你)?|我?(?:跟|和)你说|我说",
    r"等(?:一?下|等|会儿?)|慢着|且慢|其实|说正经的|说真的|老实说|讲真|话说|那(?=[就要换我你给再还有来])",
)
LEADING = re.compile(rf"^(?:{'|'.join(_LEADING)})[~～,，\s]*")
TRAILING = re.compile(
    r"(?:呜+|[~～吧呢啊呀哦喔噢啦嘛诶欸耶哈呗咯哟嗷捏滴咧哩惹嘞噻喃嗦哒呐哇唉哎]|哈哈|谢谢(?:你|啦)?|来着|的说|(?<=[呗吧啊呢嘛哈])(?:亲|大佬|老板|老铁|兄弟|姐妹))+$"
)
# "韩国的不够的话日本的也行": on what condition tells nothing new
LACKING = r"(?:不够|不多|太少|没有|找不[到着]|凑不[够齐])"
ON_CONDITION = re.compile(
    rf"(?:(?:如果|要是|假如|万一|实在|若是?)[^,，。！!？?]{{0,12}}?(?:{LACKING}|没了?|不行)[^,，。]{{0,8}}?(?:的话|[,，])"
    rf"(?!(?:就|那|会)?[更最]?[好棒]|更|最)|"
    rf"(?:^|(?<=[,，。！!？? ]))[^,，。！!？?]{{0,12}}?{LACKING}了?的?话)[,，]?(?:那|就)*"
)


def from_beginning(clause: str) -> str:
    """`clause` without what stands before it, however often.

    >>> from_beginning("嗯，那个老板，来点便宜的")
    '那个老板，来点便宜的'
    """
    return _without(LEADING, clause)


def from_end(clause: str) -> str:
    """`clause` without the particles after it.

    >>> from_end("来点便宜的嘛哈哈")
    '来点便宜的'
    """
    return _without(TRAILING, clause)


def _without(pattern: re.Pattern[str], clause: str) -> str:
    while (shorter := pattern.sub("", clause)) != clause:
        clause = shorter.strip()
    return clause
