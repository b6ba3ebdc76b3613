"""What the text around some words says for or against a title being meant. Knows nothing of items.

Evidence is counted in bits, to be added to how surprising the words are by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intent.titles.rarity import TALK_WORDS
from bot.intent.titles.walk import Run
from bot.intent.titles.words import ARTICLES, GLUE, Word
from retriever.lexical import STOP_WORDS

QUOTED_BITS = 30.0
CUE_BITS, NEAR_CUE_BITS, JUDGED_BITS, ALONE_BITS = 6.0, 4.0, 4.0, 6.0
STOP_JUDGED_BITS = -6.0  # "It was good"
OBJECT_BITS = 5.0  # "have you seen speed?": nothing else was seen
CAPITAL_BITS, CAPITAL_STOP_BITS, CAPITAL_ARTICLE_BITS, FIRST_CAPITAL_BITS, SMALL_BITS = 6.0, 9.0, 4.0, 2.0, -1.0
INDEFINITE_BITS = -8.0  # "a scary movie" is a wish
NAME_BITS = -14.0  # "Jack" in "Jack Black" is not the film
TITLED_SHARE = 0.6  # of words with a capital, from which capitals say nothing
NEAR_WORDS, NEAR_CHARS = 5, 60  # how far back is looked for a cue

MARKS = {'"': '"', "“": "”", "《": "》", "*": "*", "„": "“", "«": "»", "‘": "’", "「": "」", "『": "』"}
OPENING = tuple(".!?。！？\n:;-…)")
YEAR_AFTER = re.compile(r"\W{0,3}[(\[]\s*(\d{4})\s*[)\]]|,?\s{0,2}(\d{4})(?![\d'’]|s\b)")
YEAR_BEFORE = re.compile(r"\b(\d{4})(?:['’]s)?(?:\s+(?:version|remake)\s+of)?\s+$", re.IGNORECASE)
CUE = re.compile(
    r"(?:\b(?:like|likes|liked|love|loves|loved|enjoy|enjoyed|hate|hated|dislike|disliked|see|seen|saw|watch|watched|"
    r"watching|read|played|own|bought|try|tried|check out|recommend|recommended|suggest|similar to|such as|fan of|"
    r"than|called|named|titled|remind\w*(?: me)? of|favou?rite (?:is|was)|"
    r"(?:how|what|tell me|think|thinking|heard|know) (?:about|of)|"
    r"(?:movie|film|book|novel|album|song|game|series|package|product)(?=\W{1,2}$))|看过|喜欢|叫|像)"
    r"(?P<gap>\W+(?:(?!to\b)\w+\W+){0,2}|)$",
    re.IGNORECASE,
)
INDEFINITE = re.compile(r"\b(?:an?|any|some|no|more|good|this|that|from|by)\W{1,2}$", re.IGNORECASE)
OBJECT = re.compile(r"(?:\b(?:seen|saw|watched|played|called|named|titled|heard of)\s+|看过)$", re.IGNORECASE)
CLAUSE_END = re.compile(r"\s{0,2}(?:[.,;!?)。，！？]|$)")
JUDGED = re.compile(r"\s{1,2}(?:is|was|were|are|sounds|looks|seems)\b", re.IGNORECASE)
SUBTITLE = re.compile(r":\s+[A-Z]|\s[–—-]\s[A-Z]")
ANY_SUBTITLE = re.compile(r":\s+\w|\s[–—-]\s\w")


@dataclass(frozen=True, slots=True)
class SaidYear:
    """A year said with a title, up to text[end]; `sure` in brackets, where it can be nothing else."""

    year: int
    end: int
    sure: bool


class Talk:
    """One text, read for evidence."""

    def __init__(self, text: str, words: Sequence[Word], asked: bool) -> None:
        self.text, self.words, self._asked = text, words, asked
        inner = [
            word for word in words if text[word.start].isalpha() and not self._opens(word) and len(word.key) > 1
        ]
        capitals = sum(self._capital(word) for word in inner)
        self._mixed = any(self._capital(word) for word in words) and not text.isupper()
        self._capitals_tell = self._mixed and capitals <= max(TITLED_SHARE * len(inner), 4)

    def span(self, run: Run) -> tuple[int, int]:
        """Where the run stands in the text."""
        return self.words[run.first].start, self.words[run.last - 1].end

    def year(self, run: Run) -> SaidYear | None:
        """The year said with the run: behind it, or before it as in "the 1982 Thing"."""
        end = self.span(run)[1]
        if match := YEAR_AFTER.match(self.text[end : end + 12]):
            return SaidYear(int(match.group(1) or match.group(2)), end + match.end(), match.group(1) is not None)
        if match := YEAR_BEFORE.search(self._before(run)):
            return SaidYear(int(match.group(1)), end, False)
        return None

    def goes_on(self, run: Run) -> bool:
        """A subtitle follows, so something is meant that the run is not."""
        end = self.span(run)[1]
        return (SUBTITLE if self._mixed else ANY_SUBTITLE).match(self.text[end : end + 6]) is not None

    def numbered(self, run: Run) -> bool:
        """A number follows, as in the name of a sequel."""
        if run.last >= len(self.words):
            return False
        after = self.words[run.last]
        return self.text[self.span(run)[1] : after.start] in (" ", "-") and after.key.isdigit()

    def joined(self, place: int) -> bool:
        """Word `place` and the next are two capitals of one name."""
        if not 0 <= place < len(self.words) - 1:
            return False
        one, two = self.words[place], self.words[place + 1]
        plain = any(word.key in STOP_WORDS or word.key in TALK_WORDS or word.key in GLUE for word in (one, two))
        between = self.text[one.end : two.start]
        return between == " " and self._capital(one) and self._capital(two) and not plain and one.key == one.base

    def bits(self, run: Run) -> float:
        """Quotes, capitals and the words before and behind."""
        start, end = self.span(run)
        if MARKS.get(self.text[start - 1 : start], "") == self.text[end : end + 1] != "":
            return QUOTED_BITS
        before = self._before(run)
        bits = self._capital_bits(run) + (CUE_BITS if self._asked else 0.0)
        if cue := CUE.search(before):
            bits += NEAR_CUE_BITS if re.search(r"\w", cue.group("gap")) else CUE_BITS
        if OBJECT.search(before) and CLAUSE_END.match(self.text[end : end + 4]):
            bits += OBJECT_BITS
        bits += NAME_BITS if self._in_name(run) else 0.0
        if JUDGED.match(self.text[end : end + 12]):
            bits += STOP_JUDGED_BITS if STOP_WORDS.issuperset(run.keys) else JUDGED_BITS
        bits += INDEFINITE_BITS if INDEFINITE.search(before) else 0.0
        return bits + (ALONE_BITS if run.first == 0 and run.last == len(self.words) else 0.0)

    def _before(self, run: Run) -> str:
        start = self.words[run.first].start
        return self.text[max(self.words[max(run.first - NEAR_WORDS, 0)].start, start - NEAR_CHARS) : start]

    def _in_name(self, run: Run) -> bool:
        """Next to another capital, as "Martin" in "Steve Martin"; two words are less likely to be half a name."""
        if not self._capitals_tell:
            return False
        return self.joined(run.first - 1) or (run.last - run.first == 1 and self.joined(run.last - 1))

    def _capital_bits(self, run: Run) -> float:
        if not self._capitals_tell:
            return 0.0
        return sum(self._word_bits(word) for word in self.words[run.first : run.last])

    def _word_bits(self, word: Word) -> float:
        if self.text[word.start].isdigit():
            return 0.0
        if word.key in GLUE:
            starts = word.key in ARTICLES and self._capital(word) and not self._opens(word)
            return CAPITAL_ARTICLE_BITS if starts else 0.0
        if not self._capital(word) or self.text[word.start : word.end] == "I":
            return SMALL_BITS
        if self._opens(word):
            return FIRST_CAPITAL_BITS
        return CAPITAL_STOP_BITS if word.key in STOP_WORDS else CAPITAL_BITS

    def _capital(self, word: Word) -> bool:
        return self.text[word.start].isupper()

    def _opens(self, word: Word) -> bool:
        """True at the start of a sentence, where a capital means nothing."""
        before = self.text[max(word.start - 6, 0) : word.start].rstrip(" \t\"'“‘(*《")
        return before[-1:] in OPENING if before else word.start < 6
