"""Chinese clauses that tell a reason or how one feels and wish nothing. Knows no grammar of wishes."""

from __future__ import annotations

import re

from bot.intent.chinese.tokens import ITEM, ITEMS, LIMIT, NAME, PERSON
from bot.intent.chinese.words import COUNTRY, GOODS, KINDS, one_of

# why something is wished, not what: "我妈嫌看着累", "六个小时谁顶得住"
REASON = re.compile(
    r"谁[^,]*(?:得|完|啊|顶)|^(?:感觉|都|也)?太(?:少|多)|太多|^都?[^,]{1,4}[天周年月]了|^看着|^才[^,]|^就?只?剩|"
    r"选择困难|[书剧片]荒|扎心|^再加个?条件|^这样|气死|^已经有|想(?:通|明白)了|^还是(?![要换看来不给买选])|"
    rf"^{ITEM}[^,]+的(?:漫画|书|小说|电影|片子|那个)$|难[看喝吃用听]?死|死我?了$|"
    r"^(?:现在)?又想[看要买读]了?$|^别超|^题目|^比如说?$|看得差不多|过敏|疲劳|心情.{0,3}(?:差|不(?:太|怎么|是很|大)?好|一般|"
    r"糟|低落|不好|烦|丧)|^多了|看不过来|寂寞|去了$|^是我|^试试|^(?:我|本人|我们|我家)(?:是|叫|来自|今年)|"
    r"学[^,]{1,4}[年月]|^[^,]{0,4}岁了$|头[疼痛大晕]|"
    r"^其[他它](?:条件|的|都|要求)*(?:不变|照旧|一样|保留)$|^[跟和与].*没(?:什么|啥|太大|多大)?关系$|"
    r"(?:好|很|太|真|有点|超|快|特别)?(?:累|困|忙|饿|无聊|尴尬)(?:死|坏|爆|疯)*了?(?:一天)?$|"
    r"^(?P<same>.{1,4})是(?P=same)$|^[哈嘿呵嘻]+$|^试试|没(?:事|什么事)(?:干|做|可做)|"
    r"^(?:那)?(?:谁|什么)?(?:知道|懂)|^(?:主要|其实)?是(?:买|送)?给(?![^,]*(?:孩|娃|宝))[^,]{1,4}(?:看|读|用|喝|穿|玩|买|挑)?的$|"
    r"^反正(?![^,]*(?:[要想不别换]|[的点些]$))"
)
# "眼睛吃不消", "作业写不完"
UNABLE = re.compile(r"[一-鿿]不(?:消|完|住|着|起|动|过来|下去|来|了)(?:了|的)?$")
TELLING = re.compile(
    r"[我你咱您]|本人|^人|还没|怎么(?:还|又|会)|^(?:因为|毕竟|主要是?|所以)?[他她它娃]|^(?:孩子|"
    r"老人|家里|别人|人家)|(?:了|着|呢|过|来着)$|不是.*[吗么]$"
)
# an occasion is searched though it is told: "今天失恋了", "我爸过生日"
OCCASION = re.compile(
    r"生日|纪念日|节|过年|婚|恋|分手|毕业|搬家|旅[行游]|出差|周末|假|聚会|派对|约会|失业|下雨|"
    r"下雪|雨天|考试|岁|送"
)
WANTED = re.compile(
    r"推荐|[想要](?![到起说不是])|(?<![进出起过回])来[点几一部本个]|找|求|有没有|有[^,]*[吗没]$|"
    r"最好|希望|给我|适合|换|[点些]$|的$|改|爱看|喜欢|偏|需要|买|挑|选|^能|^可以[^,]{2}"
)
NAMED = re.compile(
    f"{LIMIT}|{NAME}|{PERSON}|{COUNTRY}|{one_of([*KINDS, *(word for word in GOODS if len(word) > 1)])}"
)


def tells(clause: str, alone: bool) -> bool:
    """True for a clause that gives a reason and wishes nothing.

    Args:
        clause: One that no rule read.
        alone: Nothing else was said; then it has to be the wish.
    """
    if alone or (LIMIT_SAID.search(clause) and not REASON.search(clause)):
        return False
    if REASON.search(clause):
        return True
    if ABOUT.search(clause):
        return not WANTED.search(clause.removesuffix("的"))
    if WANTED.search(clause) or NAMED.search(clause) or OCCASION.search(clause):
        return False
    return bool(TELLING.search(clause) or UNABLE.search(clause))


ABOUT = re.compile(f"{ITEM}|{ITEMS}")  # a remark on a shown item: "第一个海报好怪"
LIMIT_SAID = re.compile(LIMIT)
