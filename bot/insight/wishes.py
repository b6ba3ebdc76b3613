"""A wish -> the words that are counted of it. Knows nothing of talks."""

from __future__ import annotations

import re

from retriever.lexical import MAX_WORDS, STOP_WORDS

LATIN = re.compile(r"[^\W\d_一-鿿]{3,30}")
FUNCTION_HAN = (
    "的了着过于有是在和与或不没也都很太更最我你他她它们这那哪什么怎样吗呢吧啊"
    "个部些点种给让把被想要请看找来去能会可以一两几"
)
HAN_RUN = re.compile(rf"(?:(?![{FUNCTION_HAN}])[一-鿿]){{2,}}")
SAID_ANYWAY = frozenset({"电影", "影片", "片子", "推荐"})  # as "film" and "recommend" among STOP_WORDS


def words_of(wish: str) -> frozenset[str]:
    """Words of three letters or more without stop words; of Chinese every two characters that stand together.

    Numbers are left out: telephones and orders are made of them.

    >>> sorted(words_of("A quiet film about the Sea, 138 1234")), sorted(words_of("关于安静的海"))
    (['quiet', 'sea'], ['安静'])
    """
    text = wish.casefold()
    latin = [word for word in LATIN.findall(text)[:MAX_WORDS] if word not in STOP_WORDS]
    pairs = [run[at : at + 2] for run in HAN_RUN.findall(text)[:MAX_WORDS] for at in range(len(run) - 1)]
    return frozenset(latin + pairs[:MAX_WORDS]) - SAID_ANYWAY
