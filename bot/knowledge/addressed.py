"""Questions to those who run a shop, told by their form: "can I ...", "my ... broke". Knows no articles."""

from __future__ import annotations

import re

from bot.intent.small_talk.words import CHITCHAT, HELP
from bot.intent.wordings import any_of
from bot.knowledge.asking import STATEMENT, asks, wishes
from bot.knowledge.service_words import LOOSE
from bot.knowledge.terms import is_concept, terms

TROUBLE = frozenset({"BROKEN", "LOST", "FORGET", "STUCK", "LATE"})
_ITEMS = (
    "(?:have|sell|know|stock|carry|think|like|recommend|suggest|want|mean|agree|remember|see|show|love|prefer|"
    "feel)"
)
TO_SHOP = any_of(
    rf"\b(?:do|can|could|would|will|did) you (?:also |still |ever )?(?!{_ITEMS}\b|be\b)\w+",
    r"\b(?:do|are|is|can|does|will) your? (?!\W*(?:favou?rite|opinion|robot|real|human|sure|there|ok)\b)\w+",
    r"\b(?:can|could|may|must|should|do|am|shall) (?:i|we)\b(?! (?:like|love|watch|see|know)\b)",
    r"\bhow (?:do|can|could|should|would|will) (?:i|we)\b",
    r"\b(?:where|when|until when) (?:can|do|will|must|should) (?:i|we)\b",
    r"\bhow (?:long|many|much|often|soon)\b.{0,30}\b(?:i|we|you|my|your)\b",
    r"\bwhat (?:do|can|should) (?:i|we) (?:do|need|pay)\b|\bwhat(?:'s| is| are) your\b",
    r"\bwhat (?:happens )?if (?:i|we|you|it|my)\b|\bwhat (?:now|happens)\b",
    r"\b(?:do you have|have you got|is there|are there)\b|有没有",  # what is a wish was told before
    "(?:你们|你|我|能|可以|需要|要|会).{0,14}(?:吗|么|呢)|怎么|如何|能不能|可不可以|是否|几点|怎么办|多久|几天",
    "(?:要|收|多少)钱",
)
POINTS = re.compile(r"\b(?:this|that|these|those|them|they|it|ones?)\b|[这那它]", re.IGNORECASE)
NOT_ANY_MORE = re.compile(
    r"\b(?:isn't|is not|doesn't|does not|won't|can't|cannot|no longer|stopped|not)\b.{0,40}"
    r"\b(?:any ?more|work\w*|open|close|start|turn on|arrived?)\b"
    r"|\b(?:came off|fell (?:off|into|in)|no longer)\b|不了|坏了|断了|丢了",
    re.IGNORECASE,
)
OWN = re.compile(r"^\W*(?:(?:hi|hello|and|but|so)\W+)*(?:my|our|the|i|we)\b|^\W*(?:我|我们)", re.IGNORECASE)


def to_shop(part: str) -> bool:
    """It has the form of a question to people of a shop, and wishes for no item.

    >>> [to_shop(said) for said in ("can I bring my dog?", "do you repair zips?", "几点开门？")]
    [True, True, True]
    >>> [to_shop(said) for said in ("do you have warm boots?", "who made it?", "what can you do?", "a lamp?")]
    [False, False, False, False]
    """
    small = HELP.search(part) or CHITCHAT.search(part)
    return bool(asks(part) and TO_SHOP.search(part)) and not small and not wishes(part)


def of_service(part: str) -> bool:
    """It speaks of what only a shop has: returns, refunds, invoices.

    >>> of_service("can I get a student discount?"), of_service("how much caffeine is in tea?")
    (True, False)
    """
    return any(is_concept(term) and term not in LOOSE for term in terms(part))


def of_the_matter(told: str) -> bool:
    """What is told before a question belongs to it: "opened tea", "broken boots", "a parcel for Norway".

    >>> of_the_matter("broken boots"), of_the_matter("warm boots")
    (True, False)
    """
    return bool(({"opened"} | TROUBLE | {"WORN", "WET"}) & set(terms(told))) or of_service(told)


def points(part: str) -> bool:
    """It may mean an item that was shown: "can you tell me more about it?"."""
    return bool(POINTS.search(part))


def troubled(part: str) -> bool:
    """It tells what went wrong: a question without a question mark.

    >>> troubled("the tent pole snapped"), troubled("my tent isn't dry any more"), troubled("it is too dark")
    (True, True, False)
    """
    return bool(STATEMENT.search(part)) and not asks(part) and in_trouble(part)


def in_trouble(part: str) -> bool:
    """It tells what went wrong, and may ask.

    >>> in_trouble("the zip is stuck, any tricks?"), in_trouble("a film about a lost dog")
    (True, False)
    """
    if not OWN.search(part) or wishes(part):
        return False
    return bool(NOT_ANY_MORE.search(part)) or bool(TROUBLE & set(terms(part)))
