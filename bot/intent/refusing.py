"""What is not wanted: "nothing from the US", "no horror or gore", "not by him". Knows no wishes."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.intent.heard import Heard
from bot.intent.refusal_words import (
    AROUND,
    BACKWARD,
    CLAUSE_END,
    COLOURLESS_OUT,
    DECLINED,
    FOR_SOMEBODY,
    FREE,
    IN_LISTS,
    LAST_WANTED,
    LIST_PART,
    NEGATION,
    NO_REFUSAL,
    NON,
    OF_THE_STORY,
    OR_LIST,
    REASONED,
    TOGETHER,
    TWICE_NEGATED,
)
from bot.intent.refused import PROVING, exclude
from retriever.lexical import WORD

MAX_EXCLUSIONS = 20  # of one utterance; each is searched for anew
MAX_CHARS = 200  # of what one negation refuses
TOO_MANY = f"I read the first {MAX_EXCLUSIONS} refusals of what you said; please say the others in another turn."
NEW_WISH = re.compile(
    r"\s*(?:an?|some|something|only|just|with|under|over|please|set|from the \d)\b", re.IGNORECASE
)
OR = re.compile(r"\b(?:or|and|nor)\b", re.IGNORECASE)
LISTED_NO = re.compile(
    r"\b(?P<no>nothing|not|no|none)(?: (?:too|so|very|overly|really|that(?:'s| is)))* "
    r"(?P<list>[\w-]+(?:, (?:too )?[\w-]+){0,4},? (?:or|and|nor) (?:too )?[\w-]+)",
    re.IGNORECASE,
)
_AMOUNTS = "long short old new recent expensive cheap pricey heavy light"
AMOUNTS = frozenset(_AMOUNTS.split())


def read_exclusions(heard: Heard) -> Heard:
    """Everything a negation names becomes a demand that it is not there."""
    heard = replace(heard, text=TOGETHER.sub("black-and-white", TWICE_NEGATED.sub("only", heard.text)))
    heard = _word_by_word(heard)
    position = 0
    for _ in range(MAX_EXCLUSIONS):
        match = _negation(heard.text, position)
        if match is None:
            return heard
        end = CLAUSE_END.search(heard.text, match.end())
        stop = end.start() if end else len(heard.text)
        stop = _list_end(heard, stop) if stop <= match.end() + MAX_CHARS else match.end() + MAX_CHARS
        changed = exclude(heard, match.group(), heard.text[match.end() : stop])
        position = match.end()
        if changed is not heard:
            heard, position = changed.took(match.start(), stop, changed.query), match.start()
    if match := _negation(heard.text, position):  # what is left must not be read without its "no"
        heard = heard.took(match.start(), len(heard.text)).note(TOO_MANY)
    return heard


def unlisted(text: str) -> str:
    """ "nothing too violent or long" as "nothing too violent , not too long": a "no" reaches over its list.

    What is refused may be two words that are one ("black and white puts me off"), and why it is refused is said of
    the thing, not of an item: "nothing floral, she hates that".
    """
    text = COLOURLESS_OUT.sub(r"\g<lead> no black-and-white", text)
    text = DECLINED.sub(r"\g<lead> no \g<what>", text)
    text = LAST_WANTED.sub(r"\g<lead> no \g<what>", text)
    text = REASONED.sub(r"\g<refusal> ;", text)
    return LISTED_NO.sub(_apart, text)


def _apart(match: re.Match[str]) -> str:
    parts = [part for part in re.split(r",? (?:or|and|nor) (?:too )?|, (?:too )?", match["list"]) if part]
    if len(parts) < 2 or not any(part.casefold() in AMOUNTS for part in parts):
        return match.group()
    return " , ".join(f"not too {p}" if p.casefold() in AMOUNTS else f"{match['no']} {p}" for p in parts)


def _word_by_word(heard: Heard) -> Heard:
    """What refuses one word, or the words before it: "non-violent", "wool-free", "clowns are a no-go"."""
    for pattern in (NON, FREE, AROUND, BACKWARD):
        position = 0
        for _ in range(MAX_EXCLUSIONS):
            match = pattern.search(heard.text, position)
            if match is None:
                break
            position = match.end()
            if len(heard.names.values(match.group())) == 1 and pattern is FREE:  # "caffeine-free" is on record
                known = heard.names.values(match.group())[0]
                if (known.start, known.end) == (0, len(match.group())):
                    continue
            changed = exclude(heard, "no", next(filter(None, match.groups())))
            if changed is not heard:
                heard, position = changed.took(match.start(), match.end(), changed.query), match.start()
    return heard


def _negation(text: str, position: int) -> re.Match[str] | None:
    """The next words that refuse something."""
    idioms = [match.span() for match in NO_REFUSAL.finditer(text)]
    for match in NEGATION.finditer(text, position):
        before = text[: match.start()]
        told = OF_THE_STORY.search(before) and not FOR_SOMEBODY.search(before)
        if not told and not any(start <= match.start() < end for start, end in idioms):
            return match
    return None


def _list_end(heard: Heard, stop: int) -> int:
    """A refusal goes on over a list: "not from the US, France or Japan", but not "no gore, set in Japan"."""
    if match := OR_LIST.match(heard.text, stop):
        return match.end()
    while part := LIST_PART.match(heard.text, stop):
        listed = part.group(1)
        rest = listed.casefold()
        mentions = heard.names.values(listed)
        proving = mentions and all(any(field in PROVING for field, _ in mention.values) for mention in mentions)
        ends = CLAUSE_END.search(heard.text, part.end())
        goes_on = OR.search(heard.text[part.start() : ends.start() if ends else len(heard.text)])
        if NEW_WISH.match(listed) or not (proving or goes_on):  # "no horror, a comedy"
            break
        for mention in reversed(mentions):
            rest = rest[: mention.start] + " " + rest[mention.end :]
        if rest == listed.casefold() or any(word not in IN_LISTS for word in WORD.findall(rest)):
            break
        stop = part.end(1)
    return stop
