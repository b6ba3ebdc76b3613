"""Where the questions of an utterance begin and end. Knows nothing of what they ask."""

from __future__ import annotations

from dataclasses import dataclass

from bot.intent.heard import Heard
from bot.intent.questions import words
from bot.intent.questions.why_words import WHY
from bot.intent.referents import without_referents
from retriever.lexical import WORD

MAX_NAMES_CHARS = 120  # of words that only name an item


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence, with the words before it that only name an item."""

    words: str
    topic: str = ""

    @property
    def questioned(self) -> bool:
        return self.words.rstrip(" ,").endswith("?")


def pieces(sentence: str) -> list[str]:
    """A sentence, cut where a question begins and where one ends in a request."""
    found, start = [], 0
    tag = words.TAG.search(sentence)
    for cut in words.CUT.finditer(sentence, 0, tag.start() if tag else len(sentence)):
        found.append(sentence[start : cut.start()] + " ,")
        start = cut.end()
    last = sentence[start:]
    onwards = words.ONWARDS.search(last) if words.ASKING.search(last) else None
    found += [last[: onwards.start()] + " ,", last[onwards.end() :]] if onwards else [last]
    return [piece for piece in found if WORD.search(piece)]


def joined(heard: Heard, parts: list[str]) -> list[Piece]:
    """What only names an item goes with the question after it."""
    found: list[Piece] = []
    for part in parts:
        asks = words.ASKING.search(part) or WHY.search(part)
        if found and found[-1].questioned and words.JUDGED.match(part) and "?" not in part:
            asks = None
        leads = found and asks and (words.ONLY_LEAD.search(found[-1].words) or only_names(heard, found[-1].words))
        topic = found.pop().words if leads else ""
        found.append(Piece(part, topic))
    return found


def only_names(heard: Heard, text: str) -> bool:
    """True for "the Indonesian one or the first", "2046 –"."""
    text = words.KNOWN_OF.sub(" ", text)
    rest = _unnamed(heard, text) if len(text) <= MAX_NAMES_CHARS else None
    return rest is not None and all(word in words.AROUND for word in WORD.findall(rest.casefold()))


def _unnamed(heard: Heard, text: str) -> str | None:
    """Words without the names of items; None where there are none."""
    named = heard.titled(text, asked=True)
    if not named and not heard.pointed(text):
        return None
    for mention in reversed(named):
        text = f"{text[: mention.start]} , {text[mention.end :]}"
    return without_referents(text, [pick.item for pick in heard.session.shown])
