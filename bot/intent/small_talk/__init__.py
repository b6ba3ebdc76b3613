"""What is no request: greetings, thanks, chatter, help, customer service, abuse, injection, other errands.

Read sentence by sentence; what is understood is taken out, so that nothing of it becomes a wish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from bot.intent.heard import Heard
from bot.intent.small_talk.asking_words import COMMAND, REQUEST, STORY, TOPIC, WANTED
from bot.intent.small_talk.attack_words import ABUSE, INJECTION
from bot.intent.small_talk.errand_words import OFF_TOPIC, SERVICE
from bot.intent.small_talk.words import ACKNOWLEDGED, CHITCHAT, GREETING, HELP, IDLE, MOODS, NO_THANKS, THANKS
from bot.intent.wordings import any_of
from bot.intent.words import STOCK_FIELDS, WARRANTY_FIELDS
from bot.messages import Act


@dataclass(frozen=True, slots=True)
class Saying:
    """Wordings of one act.

    Attributes:
        act: What is done.
        pattern: Any of the wordings.
        reach: What is understood with them: the words, up to the next comma, or the sentence but for its requests.
        topics: Films and books are about it too, so after "a film about" it is none of this.
    """

    act: Act
    pattern: re.Pattern[str]
    reach: Literal["words", "part", "sentence"]
    topics: bool


# in the order in which a sentence is searched
SAYINGS: tuple[Saying, ...] = (
    Saying("injection", INJECTION, "part", True),
    Saying("greeting", GREETING, "words", False),
    Saying("abuse", ABUSE, "words", True),
    Saying("help", HELP, "sentence", True),
    Saying("service", SERVICE, "sentence", True),
    Saying("off_topic", OFF_TOPIC, "sentence", True),
    Saying("chitchat", CHITCHAT, "words", True),
    Saying("thanks", THANKS, "words", False),
)
SENTENCE_END = re.compile(r"(?<=[.!?;])(?<!\bvs\.)(?<!\bno\.)\s+|\n+|(?<=[!?;])(?=\w)")
PART_END = any_of(
    r"\s*[,;:–—]\s*|\s-\s+|(?<=[.!?])\s+",
    r"\s(?=(?:but|and then|and now|and also|and please)\b)",
    r"\s(?=and (?:show|find|give|recommend|suggest|i (?:want|need|would)|i'd)\b)",
)
# "western and do you ship?": a thing named, no story of one that somebody has. Words are read whole (`++`): one of
# 40 letters can be cut in eight in millions of ways
LEADING_WISH = re.compile(
    r"\W*(?P<wish>(?:(?!(?:i|me|my|we|us|our|you|your|he|she|they|them|it|this|that|these|those|the|is|was|are|were|has|had|"
    r"have|bought|ordered|arrived|torn|ripped|broken|broke|damaged|faulty|leak\w*|order|parcel|package|refund|delivery|"
    r"question|questions|hi|hello|hey|ok|okay|thanks|please|sorry|if|when|how|do|does|can|could|why|where|what)\b)"
    r"[\w'’-]++ ?){1,8}?)(?:\s*+(?:[,;:–—]|(?<=\s)(?:and|but|also|plus)\b))++"
    r"\s*+(?:(?:and|but|also|plus|then)\s++)*+"
    r"(?=(?:do|does|can|could|may|will|would|is|are|how|where|when|what|which|who|i|my|if|tell)\b)",
    re.IGNORECASE,
)
INDEFINITE = re.compile(r"(?:an?|some|something|anything)\b", re.IGNORECASE)
OF_IT = re.compile(r"\b(?:it|its|them|they|this|that|these|those|one)\b", re.IGNORECASE)
ERRANDS: tuple[Act, ...] = ("service", "off_topic", "help", "injection")
TIMES = 2  # "thanks, have a nice evening"
ALL_WANTED = re.compile(r"\W*(?:that(?:'s| is|'ll be)|this is) (?:all|it|everything)\b", re.IGNORECASE)
WISHED = re.compile(
    r"\W*(?:(?:just|only|simply|so|ok|and|well)\W+)*(?:an?|some|something|anything|no|nothing|under|with)\b",
    re.IGNORECASE,
)
# what shops are asked for service about and records may tell
ON_RECORD = re.compile(
    r"(?P<stock>\b(?:in|of) stock\b|\bsold out\b)|(?P<warranty>\bwarrant|\bguarantee\b)", re.IGNORECASE
)
ALL_OF_IT = re.compile(r"^(?!.*\b(?:it|they|this one|that one)\b)", re.IGNORECASE | re.DOTALL)
FIELDS_OF = {"stock": STOCK_FIELDS, "warranty": WARRANTY_FIELDS}
MY_ORDER = re.compile(r"\bmy (?:\w+ )?(?:order|parcel|package|delivery)", re.IGNORECASE)  # what "it" is then
POINTING: tuple[Act, ...] = ("service", "off_topic")  # "can I send it back?"


def sentences(text: str) -> list[str]:
    """`text` in its sentences, each with the mark it ends with."""
    return [sentence for sentence in SENTENCE_END.split(text) if sentence and sentence.strip()]


def read_small_talk(heard: Heard) -> Heard:
    """Takes out what asks for no items, and says what it does."""
    kept: list[str] = []
    errand = idle = False
    for sentence in sentences(heard.text):
        before = heard.acts
        heard, rest = _read(heard, sentence)
        if errand and _story(heard, rest):
            continue  # "do you deliver on saturdays? her party is on sunday"
        errand = any(act in ERRANDS for act in heard.acts if act not in before)
        if not re.search(r"\w", rest):
            continue
        if IDLE.match(rest):
            idle = True
            continue
        if match := MOODS.search(rest):
            idle, rest = True, rest[match.end() :]
        kept.append(rest)
    text = " ".join(kept)
    if idle and not heard.acts and not re.search(r"\w", text):
        heard = heard.did("thanks" if _closing(heard.text) else "chitchat")
    return replace(heard, text=text)


def _read(heard: Heard, sentence: str) -> tuple[Heard, str]:
    """What each saying does with a sentence, one after the other; the sentence without them."""
    for saying in SAYINGS:
        for _ in range(TIMES):
            span = _said(heard, saying, sentence)
            if span is None:
                break
            heard = _done(heard, saying, sentence, span)
            sentence = _taken(heard, saying, sentence, *span)
    return heard, sentence


def _done(heard: Heard, saying: Saying, sentence: str, span: tuple[int, int]) -> Heard:
    """The act that was said; "no thanks, something else" is none."""
    if saying.act == "thanks" and NO_THANKS.search(sentence, *span) and re.search(r"\w", sentence[span[1] :]):
        return heard
    if saying.act == "thanks" and ALL_WANTED.match(sentence, span[0]) and WISHED.match(sentence, 0, span[0]):
        return heard  # "a comedy, that's all I need"
    if saying.act in POINTING and not MY_ORDER.search(sentence):
        heard = heard.pointing(heard.pointed(sentence))
    return heard.did(saying.act)


def _said(heard: Heard, saying: Saying, sentence: str) -> tuple[int, int] | None:
    """Where a sentence says it; None where the words are the topic of a wish or belong to a title."""
    match = saying.pattern.search(sentence)
    if match is None or not match.group().strip(" ,.!?"):
        return None
    if saying.topics and TOPIC.search(sentence, 0, match.start()):
        return None
    if saying.act == "service" and _on_record(heard, match.group()) and not MY_ORDER.search(sentence):
        return None
    for title in heard.names.titles(sentence):
        inside = title.start <= match.start() and match.end() <= title.end
        longer = title.end - title.start > match.end() - match.start()
        if inside and (longer or saying.topics):
            return None
    return match.span()


def _on_record(heard: Heard, words: str) -> bool:
    """True where a field tells it: "in stock", "warranty". Records answer that themselves."""
    match = ON_RECORD.search(words)
    fields = heard.names.facets | heard.names.numbers
    if match is None or not (heard.session.shown or ALL_OF_IT.search(heard.text)):
        return False
    return not fields.isdisjoint(FIELDS_OF[str(match.lastgroup)])


def _taken(heard: Heard, saying: Saying, sentence: str, start: int, end: int) -> str:
    """A sentence without what was said in it; parts that ask for items stay."""
    if saying.reach == "words":
        return _without(sentence, start, end)
    if saying.reach == "part":
        end = max(end, next((cut.start() for cut in PART_END.finditer(sentence, end)), len(sentence)))
        return _without(sentence, start, end)
    wish, place = _leading_wish(heard, sentence, start) if saying.act == "service" else ("", 0)
    kept = [wish] if wish else []
    for cut in [*PART_END.finditer(sentence, place), None]:
        stop = cut.start() if cut else len(sentence)
        part = sentence[place:stop]
        asks = (place >= end and REQUEST.search(part)) or (place > start and COMMAND.search(part))
        if asks and not saying.pattern.search(part):
            kept.append(part)
        place = cut.end() if cut else stop
    return " , ".join(kept)


def _leading_wish(heard: Heard, sentence: str, start: int) -> tuple[str, int]:
    """The thing that is named before a question at `start`, and where what is said of it ends; "" for none."""
    match = LEADING_WISH.match(sentence)
    if match is None or match.end("wish") > start or OF_IT.search(sentence, match.end()):
        return "", 0
    wish = match["wish"].strip()
    return (wish, match.end()) if INDEFINITE.match(wish) or heard.names.values(wish) else ("", 0)


def _without(sentence: str, start: int, end: int) -> str:
    before, after = sentence[:start], sentence[end:]
    lead = before if not IDLE.match(before) else ""
    return f"{lead} , {after}" if lead.strip() else after


def _story(heard: Heard, sentence: str) -> bool:
    """More of what an errand is about: a statement in which nothing of the catalogue and no wish stands."""
    if not STORY.match(sentence) or WANTED.search(sentence):
        return False
    return not heard.names.values(sentence) and not heard.names.titles(sentence)


def _closing(text: str) -> bool:
    """ "Perfect." says thanks, "haha" does not."""
    return bool(ACKNOWLEDGED.search(text))
