"""Short questions that say only half: "how long?", "and for opened tea?", "那退款呢？". Knows no articles."""

from __future__ import annotations

import re

from bot.intent.wordings import any_of
from bot.knowledge.asking import asks, wishes
from bot.knowledge.terms import is_concept, terms
from retriever.items import HAN

MAX_CHARS, MAX_WORDS = 80, 9
OPENING = re.compile(
    r"^\W*(?:(?:ok|okay|and|but|so|then)\W+)*(?:and|but|what about|how about|what if|or)\s+"
    r"|^\W*(?:那么?|那如果|如果|还有)(?=.{1,20}[呢吗？?])",
    re.IGNORECASE,
)
OF = re.compile(r"^(?:for|with|from|to|if|in|on|when|without|as)\b", re.IGNORECASE)
ABOUT = re.compile(r"\b(?:what|how) about\b", re.IGNORECASE)
OWN = re.compile(r"^(?:the|my|our|your)\b", re.IGNORECASE)
ENDS = re.compile(r"[?？呢]\W*$")
OF_ITEMS = any_of(
    r"^(?:an?|some|any|more|another|no)\b(?!\s+(?:refund|return|exchange|deliver))",
    r"\b(?:something|anything|others?|ones?|else|instead|more|less|cheaper|smaller|bigger|larger|lighter|darker|"
    r"warmer|newer|older|shorter|longer|better|similar|like)\b",
    "推荐|便宜|贵|换|更|别的|其他|类似|来[点个部本]|看看|想",
)
POINTS = re.compile(r"\b(?:it|that|this|they|them|these|those)\b|[这那它]", re.IGNORECASE)


def elliptic(part: str) -> bool:
    """It can only be read together with the question before it, and asks for no item.

    >>> [elliptic(said) for said in ("how long does that take?", "and for opened tea?", "那退款呢？", "多久？")]
    [True, True, True, True]
    >>> [elliptic(said) for said in ("what about something smoky?", "and a green one?", "有没有便宜一点的？")]
    [False, False, False]
    """
    if len(part) > MAX_CHARS or len(part.split()) > MAX_WORDS or (HAN.search(part) and len(part) > 20):
        return False
    return _about(part) or _bare(part)


def _about(part: str) -> bool:
    """ "And for opened tea?": another thing, the same matter."""
    opening = OPENING.match(part)
    rest = part[opening.end() :].strip() if opening else ""
    if not rest and re.search(r"呢\W*$", part):
        rest = part
    if not rest or OF_ITEMS.search(rest):
        return False
    if wishes(rest):
        return False
    if ABOUT.search(part):  # "what about waterproof boots?" may be a wish
        return bool(OF.match(rest) or OWN.match(rest)) or any(map(is_concept, terms(rest)))
    return bool(OF.match(rest) or ENDS.search(part))


def _bare(part: str) -> bool:
    """ "How long does that take?": another matter, the same thing."""
    own = terms(part)
    if not asks(part) or wishes(part) or not all(map(is_concept, own)):
        return False
    short = set(own) <= {"COST"} if HAN.search(part) else len(part.split()) <= 3  # "who pays?"
    return short or bool(POINTS.search(part))
