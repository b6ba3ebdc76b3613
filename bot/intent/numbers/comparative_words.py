"""How comparatives are worded, and what looks like one and is none. Data only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.intent.numbers.limit_words import END, THING
from bot.intent.numbers.patterns import Kind


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say it.

    Attributes:
        less: It asks for less.
        same_too: As much is right too: "no longer than the second".
        complains: It finds fault with what is there: "too long".
        needs_item: Without an item meant it says something else: "as short as possible".
    """

    pattern: re.Pattern[str]
    less: bool
    same_too: bool = False
    complains: bool = False
    needs_item: bool = False


@dataclass(frozen=True, slots=True)
class Comparative:
    """Words that want less or more of something.

    Attributes:
        kinds: What they measure; the first that the catalogue records.
        cue: In every wording; looked for first, since it is quick.
        told: Where no field records it that is told; else the words stay in the wish ("lighter").
    """

    kinds: tuple[Kind, ...]
    cue: re.Pattern[str]
    told: bool
    wordings: tuple[Wording, ...]


DEGREE = (
    r"(?:(?:an?|any|bit|little|tad|touch|much|way|far|even|slightly|somewhat|significantly|considerably|"
    r"lots?|still|quite|rather|something|anything|sth|smth|maybe|also|of|make it|get me|go for)[ -]){0,5}"
)
AFTER_WORD = rf"(?:(?=\s+(?:than|then|is|are|would be)\b)|(?=\s+(?:[\w-]+ )?{THING}\b)|{END})"
SUBJECT = (
    r"(?:\b(?:it'?s|that'?s|they'?re|(?:these|those|they|all|both) (?:are|r|were)|is|are|was|were|all|"
    r"looks?|seems?|bit|little|also|but|sounds?|just|them)|^|[,.;!?:-])\s*(?:(?:all|both|a bit|a little|"
    r"just|still|way|far|much|really|kind of|kinda) ){0,4}"
)
FOR_WHOM = r"(?: for (?:me|us|tonight|today|now|my taste|my \w+|a \w+))?"
# "as long as it is funny"
CLAUSE = r"\s+(?:it|that|this|they|you|there|i|we)(?:'|\s+(?!one\b|film\b|movie\b|book\b)\w)"
THAN = re.compile(r"\s*(?:than|then|as)\b\s*|(?<=before)\s+|(?<=after)\s+", re.IGNORECASE)
OTHERS = re.compile(
    r"(?:(?:(?:all|any|most|both) )?(?:of )?(?:the (?:others?|rest|list)|what (?:you|i)\b[^,.;!?]{0,40}|"
    r"those|these|them|before|that|now|usual))\b",
    re.IGNORECASE,
)
DESCRIBED = re.compile(rf"(?:the|that|this|your) (?:[\w'-]+ ){{0,3}}?{THING}\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
LIKENESS = re.compile(
    r"\b(?:like|similar to|in the (?:style|vein|spirit|direction) of|along the lines of|comes? close|"
    r"close to|(?:is|was|looks?) (?:good|nice|great)|as good as|same as)\b",
    re.IGNORECASE,
)
# "no longer", "how much longer", "it takes longer", "two years later", "a bit earlier this year"
ADVERB = re.compile(
    r"\b(?:no|any|how much|takes?|took|wait|stay|last(?:ed)?|so much) longer$|"
    r"(?:\b(?:said|see you|talk|you|maybe|sooner or|or|and|a|little|as i|hours?|years?|days?|minutes?|"
    r"weeks?|months?|decades?|on|come back|the|told you|his|her|their) |\d+ )(?:later|earlier)$",
    re.IGNORECASE,
)


def _wordings(words: str, plain: str, less: bool) -> Iterator[Wording]:
    """All ways to say it with these comparatives and with the plain adjective; refusals first, they are longer."""
    refused = (
        rf"\b(?:nothing|not|no|never|isn'?t|aren'?t|shouldn'?t be|mustn'?t be)(?: \w+)? (?:{words}|"
        rf"more (?:{plain}))(?=\s+than\b)"
    )
    unlike = (
        rf"\b(?:(?:is|are|be)(?:n'?t| not)|not|nothing|nowhere near)(?: (?:quite|nearly))? (?:as|so|that|"
        rf"quite as) (?:{plain})(?=\s+as\b|\W*$|\s*[,.;!?])"
    )
    complaint = rf"{SUBJECT}(?:too (?:{plain})|not (?:{words}) enough)\b{FOR_WHOM}"
    yield Wording(_compiled(refused), not less, same_too=True)
    yield Wording(_compiled(unlike), not less)
    yield Wording(_compiled(rf"\bas (?:{plain})(?=\s+as\b(?!{CLAUSE}))"), less, same_too=True, needs_item=True)
    yield Wording(_compiled(complaint), not less, complains=True)
    yield Wording(_compiled(rf"\b{DEGREE}less (?:{plain})(?![\w-]*\w)"), not less)
    yield Wording(_compiled(rf"\b{DEGREE}(?:{words}|more (?:{plain}))(?![\w-]*\w){AFTER_WORD}"), less)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _comparative(
    words: str, plain: str, less: bool, *kinds: Kind, told: bool = True, more: tuple[Wording, ...] = ()
) -> Comparative:
    cue = _compiled(rf"{words}|{plain}|before|after")
    return Comparative(kinds, cue, told, (*more, *_wordings(words, plain, less)))


def _time(word: str, less: bool) -> tuple[Wording, ...]:
    """ "made before the second one", "something from later"."""
    pointing = (
        rf"\b(?:made|released|from|came out|something|anything) {word}(?=\s+(?:the|that|this|it|those|these)\b)"
    )
    return (Wording(_compiled(pointing), less, needs_item=True),)


COMPARATIVES = (
    _comparative(
        r"shorter|briefer|quicker|thinner|slimmer|less time",
        "short|brief|thin",
        True,
        "time",
        "pages",
    ),
    _comparative(r"longer|lengthier|thicker|fatter", "long|lengthy|thick|fat", False, "time", "pages"),
    _comparative("fewer pages|a smaller number of pages", "few pages", True, "pages"),
    _comparative("more pages", "many pages", False, "pages"),
    _comparative(
        r"older|earlier(?! (?:in|on)\b)|from an earlier (?:time|period|era|decade)",
        "old|vintage|dated|ancient|early",
        True,
        "year",
        more=_time("before", True),
    ),
    _comparative(
        r"newer|later(?! (?:in|on)\b)|younger|fresher|from a later (?:time|period|era|decade)",
        "new|recent|modern|contemporary|late",
        False,
        "year",
        more=_time("after", False),
    ),
    _comparative(
        r"cheaper|lower[- ]priced|lower in price|(?:a )?lower price|costs? less|costing less|"
        r"for less(?: money)?(?= than\b|\W*$)|less money",
        "cheap|affordable|inexpensive",
        True,
        "price",
    ),
    _comparative(
        r"pricier|costlier|dearer|higher[- ]end|costs? more|higher[- ]priced|(?:a )?higher price",
        "expensive|pricey|pricy|costly|dear|high-end|premium|luxurious|upmarket",
        False,
        "price",
    ),
    _comparative(
        r"lighter(?:[- ]weight)?|weigh(?:s|ing)? less|less weight", "light|lightweight", True, "weight", told=False
    ),
    _comparative(r"heavier|weigh(?:s|ing)? more|more weight", "heavy|hefty", False, "weight", told=False),
)
