"""An utterance in its parts, and which of them ask or wish. Knows no articles and no items."""

from __future__ import annotations

import re

from bot.intent.small_talk import sentences
from bot.intent.small_talk.asking_words import COMMAND, REQUEST
from bot.intent.wordings import any_of

_ASKED = (
    r"(?:for|from|until|till|by|since|at|in|to|on) (?:how|what|when|which) (?!i\b|we\b|you\b)|"
    r"how|what|when|where|which|who|why|do|does|did|can|could|may|will|would|is|are|am|has|have|should|must|if i|"
    r"tell me|i(?:'d)? (?:want|need|like|would like) to know|i wonder"
)
# a run of spaces is read once and whole, from its beginning (`++`): utterances come here as they were typed
_GAP = r"(?<!\s)\s++"
_MARK = r"(?<!\s)\s*+[,;:–—]\s++"
CUT = re.compile(
    rf"{_MARK}(?:(?:and|but|also|oh|then|plus)\s++)*(?=(?:{_ASKED})\b)"
    rf"|{_GAP}(?:and|but|also|plus)\s++(?:also\s++)?(?=(?:{_ASKED})\s++(?:\w++\s++)?"
    r"(?:i|you|we|it|they|there|the|my|your|much|long|many|do|to)\b)"
    rf"|{_GAP}(?:and|but|also|plus)\s++(?=(?:is|are|does|do|can|will|how|what|where|when)\s++"
    r"(?:[\w'’-]++\s++){1,6}[\w'’-]++\?)"
    rf"|(?:{_MARK}|{_GAP})(?:(?:and|but|also|plus)\s++)+"
    r"(?=(?:please\s+)?(?:show|find|recommend|suggest|give|bring) (?:me|us)\b)"
    r"|(?<=[。！？；])"
    r"|[，,；]\s*(?:另外|还有|顺便|然后|并且|而且)?(?:请|再|也)?(?=(?:我)?(?:想看|想要|想买|想找|要看)|给我|帮我|推荐|来[一几点个部本双件款])"
    r"|[，,；]\s*(?:另外|还有|顺便|以及|并且|而且)?(?=[^，。]{0,20}"
    r"(?:怎么|如何|多久|多少|能不能|可不可以|可以|能|吗|哪|什么))",
    re.IGNORECASE,
)
_OPENING = "hi|hello|hey|and|but|so|also|ok|okay|please|just|well|then|oh|sorry|by the way"
QUESTION = any_of(
    rf"^\W*(?:(?:{_OPENING})\W+)*(?:{_ASKED})\b",
    r"\?\W*$",
    r"[吗呢？]\W*$|怎么|如何|多久|多少|能不能|可不可以|是否|可以.{0,12}(?:吗|么)|能.{0,12}(?:吗|么)",
    "哪里|哪儿|哪天|几点|几天|什么|要不要|会不会|有没有",
)
OF_SHOP = (  # what a shop has and doesn't sell: "is there a student discount?"
    r"(?! (?:\w+ ){0,2}?(?:discounts?|reductions?|warrant(?:y|ies)|guarantees?|fees?|charges?|deposit|wi-?fi|"
    r"parking|car park|shops?|stores?|branch(?:es)?|address|phone number|newsletter|refunds?|jobs?|"
    r"vacanc(?:y|ies)|vouchers?|opening hours|loyalty \w+|deliver(?:y|ies))\b)"
)
OF_CHINESE_SHOP = "(?!.{0,6}(?:优惠|折扣|无线网|停车|实体店|门店|发票|保修|客服|会员|运费))"
WISH = any_of(
    r"\b(?:show|find|recommend|suggest|give|get|pick|bring) (?:me|us|one|some|something)\b|\brecommend\w*\b",
    r"\b(?:i|we)(?:'m| am| are|'re)? (?:looking for|after|in the mood|searching)\b",
    r"(?<!\bdo )(?<!\bif )\b(?:i|we)(?:'d| would)? (?:really |also |just |still )*"
    r"(?:want|need|love|fancy|prefer|like)\b"
    r"(?! to (?:know|ask|return|send|exchange|cancel|pay|change|get my|have (?:it|them|my)))",
    r"\b(?:something|anything|some more|others?|more) (?:like|with|for|from|that|similar|\w+er)\b",
    r"^\W*(?:more|another|others?)\b|\bdo you (?:sell|know|stock|carry)\b",
    rf"\b(?:do you have|have you got|is there (?:an?|some|any)(?:thing)?|are there (?:any|some))\b{OF_SHOP}",
    r"\b(?:which|what)(?: of| one| are| is)? (?:these|those|them|ones?|the best)\b",
    r"\b(?:which|what) (?:film|movie|book|novel|item|product|tea|game|boots?|lamp|tent)s?\b",
    r"\b(?:what|how) about\b|\bwhat should i (?:\w+ )?"
    r"(?:read|watch|see|buy|get|try|play|wear|drink|choose|pick|give|start|look)\b",
    r"\bwhat (?:do|would|can|could) you (?:recommend|suggest|have)\b",
    f"有没有{OF_CHINESE_SHOP}|推荐|给我(?:找|看|来)|帮我(?:找|挑|选)|想(?:看|买|要|找)|有什么|有哪些|类似|更",
    "(?:来|找)(?:一|几|点|个|部|本|双|件)|哪(?:部|款|本|双|个|件|些)|换(?:一|个|几)(?!.{0,3}(?:屏|电池|尺码|拉链|零件))",
)
STATEMENT = re.compile(
    r"^\W*(?:(?:hi|hello|hey|and|but|so)\W+)*(?:i|we|my|our|the|it|its|it's|they|this|that|there|her|his)\b"
    r"|^\W*(?:我|我们|这|那|它)",
    re.IGNORECASE,
)
# "a western", "a warm blanket please", but not "a friend gave me boots"
KIND = re.compile(
    r"^\W*(?:an?|some)(?: (?!(?:i|me|my|we|us|our|you|your|he|she|they|it|is|was|are|were|has|had|have|bought|"
    r"ordered|arrived|torn|ripped|broken|broke|damaged|faulty|leaking|leaks?)\b)[\w'’-]+){1,5}$",
    re.IGNORECASE,
)
# "western", "西部片": only where "and" or an end parts it from the question, else it may be the question's object
BARE = re.compile(
    r"^\W*(?:please )?(?!(?:i|we|my|our|the|it|its|he|she|they|you|what|how|if|no|not)\b)"
    r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3}\W*$"
    r"|^[^我你您他她它这那吗呢，。？！]{1,10}$",
    re.IGNORECASE,
)
APART = re.compile(r"\b(?:and|also|plus|but|by the way)\b|另外|还有|顺便|[.!。！]", re.IGNORECASE)
OF_IT = re.compile(r"\b(?:it|its|them|they|this|that|these|those|one)\b|[它这那]", re.IGNORECASE)
MAX_PARTS = 6  # of an utterance; the rest stays with the last one


def parts(utterance: str) -> list[str]:
    """Sentences, and within them the questions that "and" or a comma joins.

    >>> parts("Which boots can be resoled, and how do I send them back? Thanks!")
    ['Which boots can be resoled', 'how do I send them back?', 'Thanks!']
    >>> parts("想看一部老电影，退货怎么办？")
    ['想看一部老电影', '退货怎么办？']
    """
    found = [part.strip() for sentence in sentences(utterance) for part in CUT.split(sentence) if part.strip()]
    return [*found[: MAX_PARTS - 1], " ".join(found[MAX_PARTS - 1 :])] if len(found) > MAX_PARTS else found


def with_story(found: list[str]) -> list[tuple[str, str]]:
    """Each question or wish, with what was told right before a question; a story without a question stands alone.

    >>> with_story(["Hi.", "My zip broke.", "Can it be mended?", "Something red", "It rains."])
    [('Hi. My zip broke.', 'Can it be mended?'), ('', 'Something red'), ('', 'It rains.')]
    """
    pairs: list[tuple[str, str]] = []
    told: list[str] = []
    for part in found:
        if not asks(part) and not wishes(part):
            told.append(part)
        elif asks(part):
            pairs.append((" ".join(told), part))
            told = []
        else:
            pairs += [*(("", story) for story in told), ("", part)]
            told = []
    return [*pairs, *(("", story) for story in told)]


def asks(part: str) -> bool:
    """It is a question."""
    return bool(QUESTION.search(part))


def wishes(part: str) -> bool:
    """It asks for items, whatever else it does.

    >>> wishes("do you have boots for wide feet?"), wishes("do you repair zips?")
    (True, False)
    """
    return bool(WISH.search(part) or COMMAND.search(part) or REQUEST.search(part))


def tells(part: str) -> bool:
    """It says how things are: "my zip is stuck"."""
    return bool(STATEMENT.search(part)) and not asks(part) and not wishes(part)


def names_a_kind(told: str, question: str, between: str = "") -> bool:
    """What is told only names what is wanted; the question after it, in the same sentence, is of something else.

    >>> names_a_kind("a western", "do you ship?"), names_a_kind("a tent", "do you repair it?")
    (True, False)
    >>> names_a_kind("western", "do you ship?", " and "), names_a_kind("opened tea", "can I return?", ", ")
    (True, False)
    """
    if OF_IT.search(question):
        return False
    return bool(KIND.match(told) or (APART.search(told[-1:] + between) and BARE.match(told)))
