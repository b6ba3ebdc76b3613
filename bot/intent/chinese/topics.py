"""What Chinese questions ask for, and which is the most so -> English. Knows no catalogue."""

from __future__ import annotations

import re

TOPICS: tuple[tuple[str, str], ...] = (
    ("哪[里儿]?(?:能|可以|有)?(?:看|播)|[能可]以?在哪[里儿]?看", "where can i watch {} ?"),
    ("哪[里儿]?(?:能|可以|有)?(?:买|卖)|[能可]以?在哪[里儿]?买", "where can i buy {} ?"),
    ("预算|成本|投资", "what is the budget of {} ?"),
    ("票房", "what is the box office of {} ?"),
    ("配乐|作曲|原声", "who composed {} ?"),
    ("字幕|配音", "does {} have subtitles ?"),
    ("黑白", "is {} black and white ?"),
    ("彩色", "is {} in colour ?"),
    ("颜色|什么色", "what colour is {} ?"),
    ("孩子|小孩|儿童|小朋友|宝宝|娃", "is {} suitable for children ?"),
    ("悲伤|伤感|难过|催泪|(?<!不)虐", "is {} sad ?"),
    ("恐怖|吓人|可怕", "is {} scary ?"),
    ("暴力", "is {} violent ?"),
    ("狗[^,]{0,6}死", "does the dog die in {} ?"),
    ("[死挂](?:了|掉)?(?:吗|么|没|$)|活下来", "does anyone die in {} ?"),
    ("裸露|床戏", "is there nudity in {} ?"),
    ("脏话", "is there swearing in {} ?"),
    ("吸烟|抽烟", "is there smoking in {} ?"),
    ("血腥", "is {} gory ?"),
    ("搞笑|好笑", "is {} funny ?"),
    ("浪漫", "is {} romantic ?"),
    ("压抑|致郁", "is {} depressing ?"),
    ("[获得拿]过?[^,]{0,3}奖|奖项", "did {} win awards ?"),
    ("评分|打分|口碑", "what is the rating of {} ?"),
    ("尺寸|尺码|多大", "what size is {} ?"),
    ("结局", "what is the ending of {} ?"),
    ("防水", "is {} waterproof ?"),
    ("库存|有货|现货", "is {} in stock ?"),
    ("电池", "does {} need batteries ?"),
    ("续集", "does {} have a sequel ?"),
    ("真实|真事|真人真事", "is {} a true story ?"),
    ("保修|质保", "does {} have a warranty ?"),
    ("有机", "is {} organic ?"),
    ("纯素|素食", "is {} vegan ?"),
    ("[能可]以?(?:机|水)?洗", "is {} washable ?"),
)
CALLED = re.compile(r"的(?P<topic>[一-鿿]{2,5}?)(?:大概|一共|到底)?(?:是|有)?(?:多少|什么|啥|谁|多大)")
EXTREMES: tuple[tuple[str, str, str], ...] = (
    ("短", "shortest", "shorter"),
    ("长|久", "longest", "longer"),
    ("薄", "thinnest", "shorter"),
    ("厚", "thickest", "longer"),
    ("老|旧|早", "oldest", "older"),
    ("新|近", "newest", "newer"),
    ("便宜|实惠|划算", "cheapest", "cheaper"),
    ("贵", "priciest", "pricier"),
    ("轻", "lightest", "lighter"),
    ("重(?!要)|沉", "heaviest", "heavier"),
    ("冷门|小众|生僻", "least known", "less known"),
    ("有名|出名|热门|火", "best known", "better known"),
)


def topic(clause: str) -> str:
    """An English question with {} for its subject, "" where nothing of this kind is asked for."""
    for pattern, english in TOPICS:
        if re.search(pattern, clause):
            return english
    match = CALLED.search(clause)
    return f"what is the {match['topic']} of {{}} ?" if match else ""


def extreme(clause: str) -> tuple[str, str]:
    """ "哪个最短" -> ("shortest", "shorter"); empty words where nothing is measured."""
    for word, most, more in EXTREMES:
        if re.search(rf"(?:最|更|比较)(?:{word})|(?:{word})一[点些]", clause):
            return most, more
    return "", ""
