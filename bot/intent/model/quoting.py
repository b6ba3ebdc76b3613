"""What stands in an utterance, for quotes to be held against. Knows no rule, no model and no query.

Careful rather than clever: where a clause may refuse or count something, nothing in it is taken as wished.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.intent.gazetteer import Gazetteer
from retriever.lexical import STOP_WORDS, WORD
from retriever.plurals import folded_plural

HAN = re.compile(r"[㐀-鿿]")
SPACED = r"[^\W_㐀-鿿]"  # a letter of a script that has spaces
CLAUSE_END = re.compile(r"[;!?，。；！？]|[.,](?!\d)|\b(?:but|though|however|instead)\b|但", re.IGNORECASE)
REFUSING = re.compile(  # wider than the grammar of the rules: signs that something may be refused
    r"\b(?:no|not|nothing|none|never|nor|neither|without|except|avoid|skip|spare|leave|keep|stop|drop|ban|less|"
    r"hate[ds]?|dislike[ds]?|bor(?:ed|ing|es?)|too|anything but|rather than|other than|sick of|tired of|fed up|"
    r"done with|enough|allergic|squeamish|\w+n['’]?t|cannot)\b|[不别沒没无非]|讨厌|除了|受够|腻",
    re.IGNORECASE,
)
COUNTING = re.compile(r"\d|[一二两三四五六七八九十百千]")


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance as quotes are looked up in it, casefolded, each gap one space.

    Attributes:
        text: All of it.
        refusing: text[start:end] of each clause that may refuse something.
        plain: Words of clauses that refuse and count nothing, without the titles the rules read.
        titles: The titles the rules read.
    """

    text: str
    refusing: tuple[tuple[int, int], ...]
    plain: frozenset[str]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, utterance: str, names: Gazetteer) -> Said:
        text, bare = folded(utterance), utterance
        mentions = names.titles(utterance)
        for mention in reversed(mentions):
            bare = f"{bare[: mention.start]} , {bare[mention.end :]}"
        open_clauses = (clause for clause in CLAUSE_END.split(folded(bare)) if not REFUSING.search(clause))
        return cls(
            text,
            tuple(span for span in _clauses(text) if REFUSING.search(text, *span)),
            frozenset(
                word for clause in open_clauses if not COUNTING.search(clause) for word in WORD.findall(clause)
            ),
            tuple(folded(utterance[mention.start : mention.end]) for mention in mentions),
        )

    def stands(self, quote: str) -> bool:
        """True where the quote is words of the utterance."""
        return bool(_places(quote, self.text))

    def stands_open(self, quote: str) -> bool:
        """True where it is, and none of its places is in a clause that may refuse it."""
        return self.stands(quote) and not self._in_refusal(quote)

    def stands_refused(self, quote: str) -> bool:
        """True where one of its places is in a clause that may refuse it, and none in a title the rules read."""
        return self._in_refusal(quote) and not any(_places(quote, title) for title in self.titles)

    def _in_refusal(self, quote: str) -> bool:
        places = _places(quote, self.text)
        return any(start < to and since < end for start, end in places for since, to in self.refusing)

    def names_more(self, quote: str) -> bool:
        """True for a quote that may name a title more: the rules read none there, and more than it was said."""
        if not self.stands(quote) or any(_places(quote, title) or _places(title, quote) for title in self.titles):
            return False
        rest = WORD.findall(self.text.replace(folded(quote), " ", 1))
        return any(word not in STOP_WORDS for word in rest)

    def fresh(self, wished: str, known: Iterable[str]) -> list[str]:
        """The telling words of a wish that were said plainly and stand in no text of `known`.

        Han characters are left out: one alone says nothing, and where a word of them ends nobody knows here.
        """
        old = {key for text in known for key in keys(text)}
        words = [word for word in WORD.findall(folded(wished)) if word not in STOP_WORDS and not HAN.match(word)]
        return [word for word in dict.fromkeys(words) if word in self.plain and not old & set(keys(word))]


def covers(text: str, start: int, end: int) -> bool:
    """True where nothing telling stands outside text[start:end]."""
    return not any(word not in STOP_WORDS for word in WORD.findall(f"{text[:start]} {text[end:]}".casefold()))


def meet(one: str, other: str) -> bool:
    """True where all words of one stand in the other."""
    these, those = set(keys(one)), set(keys(other))
    return bool(these and those) and (these <= those or those <= these)


def keys(text: str) -> Collection[str]:
    """Words as they are compared, the plural folded."""
    return [folded_plural(word) for word in WORD.findall(text.casefold())]


def folded(text: str) -> str:
    """As quotes are compared: without case, each gap one space."""
    return " ".join(text.casefold().split())


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [match.span() for match in CLAUSE_END.finditer(text)]
    return list(zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(text)], strict=True))


def _places(quote: str, text: str) -> list[tuple[int, int]]:
    """Where a quote stands in a folded text: as whole words, where its script has spaces."""
    words = folded(quote)
    if not any(char.isalnum() for char in words):
        return []
    left = rf"(?<!{SPACED})" if re.match(SPACED, words) else ""
    right = rf"(?!{SPACED})" if re.match(SPACED, words[-1]) else ""
    return [match.span() for match in re.finditer(f"{left}{re.escape(words)}{right}", text)]
