"""How a sentence puts the words of a description together, and how it repeats itself. Pure.

Knows nothing of facts: only of order, articles, singular and plural, possessives.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bot.writer.check.proof import NUMBER_WORDS
from bot.writer.check.sentences import Word, words
from bot.writer.check.words import ARTICLES, GLUE, PLAIN, POSSESSIVES, PRONOUNS, RELATIVES

MAX_SAME = 2  # how often one content word may stand in a sentence
RUN = 4  # words of a phrase that may stand only once in a text
_WRONG_ARTICLE = re.compile(
    r"\b(?:an?|the) (?:an?|the)\b"
    r"|\ba (?:[aio]|e(?!u)|un(?!i|an)|up|ul|um)(?!ne?\b)\w|\ban (?:[bcdfgjklmnpqrstvwyz]\w\w)",
    re.IGNORECASE,
)
_SECOND_VERB = re.compile(r"(?:It|This) (?:follows|tells of|is about|is)\b(.*?)\b(?:is|are|was|were|has|have)\b")
_APPOSITION = re.compile(
    r"\b([A-Z]\w+), (?:an?|the) ((?:[\w-]+ ){0,2}[\w-]+)"
    r"|\b(?:an?|the) (?:[\w-]+ ){0,2}([\w-]+), ([A-Z]\w+)(?=,)"
)
_JOINED = re.compile(r"[,;:]|\b(?:who|whom|whose|that|which|where|when|while|as|and|but|after|what|how)\b")
_BROKEN = (
    re.compile(r"^It follows\b[^;]*:"),
    re.compile(r"^It follows (?:in|on|at|when|after|from|with)\b"),
    re.compile(r"\bwho \w+ed by\b"),
    re.compile(r"^It follows an? (?:[\w-]+ )?(?:story|tale|film|movie|documentary|thriller|drama|comedy|spoof)\b"),
)


def problems(sentence: str, description: str, record: str = "") -> Iterator[str]:
    """What is wrong with the way `sentence` retells `description`; words of `record` may come as often."""
    said, has = words(sentence), words(description)
    yield from _repetition(said, words(record) or has)
    if _WRONG_ARTICLE.search(sentence):
        yield "wrong article"
    yield from _possessives(said, has)
    yield from _number(said, has)
    yield from _relatives(said, has)
    yield from _appositions(sentence, description)
    yield from _broken(sentence)


def repeats(sentence: str, before: str) -> bool:
    """True where `sentence` says almost nothing that `before` hasn't said, or takes a phrase of it."""
    if _runs(sentence) & _runs(before):
        return True
    fresh, told = _content_stems(sentence), _content_stems(before)
    return bool(fresh) and len(fresh - told) <= len(fresh) // 4


def _runs(text: str) -> set[tuple[str, ...]]:
    folded = [word.folded for word in words(text)]
    return {tuple(folded[at : at + RUN]) for at in range(len(folded) - RUN + 1)}


def _content_stems(text: str) -> set[str]:
    return {word.stem for word in _content(words(text))}


def _repetition(said: list[Word], has: list[Word]) -> Iterator[str]:
    known = Counter(word.stem for word in has)
    for stem, count in Counter(word.stem for word in _content(said)).items():
        if count > max(MAX_SAME, known[stem]):
            yield f"repetition of {stem!r}"
    folded = [word.folded for word in said]
    told = " ".join(word.folded for word in has)
    runs = Counter(zip(folded, folded[1:], folded[2:], folded[3:], strict=False))
    if any(one == two for one, two in pairwise(folded)) or any(
        n > max(1, told.count(" ".join(run))) for run, n in runs.items()
    ):
        yield "repetition"
    pairs = {(one.folded, two.folded) for one, two in pairwise(has)}
    for one, two in pairwise(said):
        plain = {one.folded, two.folded} & (PLAIN | GLUE | PRONOUNS)
        if not plain and one.stem == two.stem and (one.folded, two.folded) not in pairs:
            yield f"repetition of {one.written!r}"


def _possessives(said: list[Word], has: list[Word]) -> Iterator[str]:
    """ "his daughter" is another person than "her daughter"."""
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, owned in pairwise(has):
        if owner.folded in POSSESSIVES:
            owners[owned.stem].add(owner.folded)
    for owner, owned in pairwise(said):
        if owner.folded in POSSESSIVES and owners[owned.stem] and owner.folded not in owners[owned.stem]:
            yield f"possessive '{owner.written} {owned.written}'"


def _number(said: list[Word], has: list[Word]) -> Iterator[str]:
    """ "a three brothers": no number comes after "a", unless the description has it so."""
    after_article = {b.folded for a, b in pairwise(has) if a.folded in ARTICLES}
    for article, word in pairwise(said):
        number = word.folded in NUMBER_WORDS and word.folded not in ("hundred", "thousand", "million", "dozen")
        if article.folded in ARTICLES and number and word.folded not in after_article:
            yield f"article before {word.written!r}"


def _content(some: list[Word]) -> list[Word]:
    return [word for word in some if word.folded not in PLAIN | GLUE | PRONOUNS]


def _broken(sentence: str) -> Iterator[str]:
    """ "It follows a card is robbed": a second verb with nothing that joins it to the first, and the like."""
    found = _SECOND_VERB.match(sentence)
    if (found and not _JOINED.search(found[1])) or any(broken.search(sentence) for broken in _BROKEN):
        yield "broken grammar"


def _relatives(said: list[Word], has: list[Word]) -> Iterator[str]:
    """One "who" may be put in; a second easily says of one person what was true of another. One that the
    description has must stay with the word it belongs to."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for owner, relative, verb in zip(has, has[1:], has[2:], strict=False):
        if relative.folded in RELATIVES:
            owners[relative.folded, verb.stem].add(owner.stem)
    for owner, relative, verb in zip(said, said[1:], said[2:], strict=False):
        belongs = owners[relative.folded, verb.stem] if relative.folded in RELATIVES else {owner.stem}
        if belongs and owner.stem not in belongs:
            yield f"'{relative.written} {verb.written}' of another"


def _appositions(sentence: str, description: str) -> Iterator[str]:
    """ "Bree, a detective" or "a detective, Bree,": the description has to call that person so."""
    has = [word.folded for word in words(description)]
    near = {(one, other) for at, one in enumerate(has) for other in has[at + 1 : at + 6]}
    for found in _APPOSITION.finditer(sentence):
        if re.search(r"\b(?:in|at|from|across|of|to|near) (?:\w+ )?$", sentence[: found.start()]):
            continue  # a place, and then another clause
        one, other = words(found[1] or found[3])[-1], words(found[2] or found[4])
        known = set(has)
        named = [word for word in other if word.folded in known]
        if (
            one.folded in known
            and named
            and not any((one.folded, word.folded) in near or (word.folded, one.folded) in near for word in named)
        ):
            yield f"apposition {found[0]!r}"
