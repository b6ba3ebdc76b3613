"""Checks a sentence about an item against the item's record. Pure; knows nothing of who wrote it.

It would rather lose a true sentence than let a false one pass. A sentence passes when each of its words
is in the record or is one of the plain words of grammar and telling, and words taken from the description
stand in the order they have there, with little left out between them: small models tell lies by putting
true words together wrongly ("his older lover and his daughter"). It can't see a sentence of the record's
words in the record's order whose grammar changes what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from bot.writer import grammar
from bot.writer.claim import Claim, flat, number_text, spoken_numbers
from bot.writer.clean import ADDRESS, TAG
from bot.writer.sentences import Word, fold, words
from bot.writer.words import (
    ARTICLES,
    FIRST_PERSON,
    KINDS,
    LEAKS,
    NEGATIONS,
    NUMBER_WORDS,
    PLAIN,
    PRAISE,
    PRONOUNS,
    ROLES,
    UNITS,
)
from retriever.items import Item

ECHO_WORDS = 5  # so many words of the wish in a row, which the record doesn't have, are an echo
# Share of content words the record must have. Of 160 sentences by SmolLM2, those with one foreign word were
# wrong in most cases ("a chef who films", "Jimmy's coppersmith"), and seldom told more for it when right.
MIN_SUPPORT = 1.0
_MARKUP = re.compile(r"[<>\[\]`*|~\\]|!\(|^#|__")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTED = re.compile(r"[\"“«‘「《]([^\"”»’」》]+)[\"”»’」》]|(?<!\w)'([^']+)'(?!\w)")
_WHOLE = re.compile(r"[.!?…。！？][\"”’»)]*$")
_DANGLING = re.compile(r"\b(?:a|an|the|and|or|of|to|with|by|for|in|on|at|from|who|that|is)[.!?]$", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:\w+ ){0,2}\w+:\s")
_NAME_AFTER = re.compile(r"\s*([^,.;:!?()]{2,40})")


def check(sentence: str, item: Item, allowed_text: str = "", others: Sequence[str] = ()) -> tuple[str, ...]:
    """What is wrong with `sentence` as a sentence about `item`; empty when nothing was found.

    Args:
        sentence: One sentence.
        item: Its record is the only evidence.
        allowed_text: The person's wish; its words may stand in a sentence that says "you" or "your".
        others: Titles of the other picks, which must not be mixed up with this one.
    Returns:
        Findings in words, each naming what was found, in the order of the rules.
    """
    claim = Claim(sentence, item, allowed_text, tuple(others))
    rules = ALWAYS if claim.verbatim else ALWAYS + UNLESS_VERBATIM
    return tuple(dict.fromkeys(problem for rule in rules for problem in rule(claim)))


def support(sentence: str, item: Item, allowed_text: str = "") -> float:
    """The share of the sentence's content words that the record has, or the wish where it may be used."""
    claim = Claim(sentence, item, allowed_text, ())
    content = [word for word in claim.words if _says_something(word)]
    known = sum(claim.supports(word) for word in content)
    return known / len(content) if content else 1.0


def _says_something(word: Word) -> bool:
    """Words of grammar don't; numbers do, and have a rule of their own."""
    return word.folded not in PLAIN and not word.folded[0].isdigit()


def _markup(claim: Claim) -> Iterator[str]:
    if ADDRESS.search(claim.sentence) or re.search(r"\b\w{2,}\.(?:com|org|net|io|co|de|cn)\b", claim.sentence):
        yield "an address"
    if TAG.search(claim.sentence) or _MARKUP.search(claim.sentence):
        yield "markup"


def _unfinished(claim: Claim) -> Iterator[str]:
    text = claim.sentence.strip()
    open_ended = not _WHOLE.search(text) or text.endswith(("...", "…")) or _DANGLING.search(text)
    if open_ended or text.count("(") != text.count(")") or text.count('"') % 2 or not claim.words:
        yield "cut off"


def _other_titles(claim: Claim) -> Iterator[str]:
    own, said = f" {flat(claim.item.title)} {flat(claim.item.description)} ", f" {flat(claim.sentence)} "
    for title in claim.others:
        name = f" {flat(title)} "
        several = " " in name.strip()  # a title of one word may be a word like any other, unless in capitals
        seen = name in said if several else re.search(rf"\b{re.escape(title)}\b", claim.sentence)
        if name.strip() and seen and name not in own:
            yield f"title of another pick {title!r}"


def _numbers(claim: Claim) -> Iterator[str]:
    known = set(_NUMBER.findall(claim.record)) | {f"{number:.2f}" for _, number in spoken_numbers(claim.item)}
    known |= {digits for word, digits in NUMBER_WORDS.items() if word in claim.record_words}
    decade = f"{claim.item.numbers['year']:.0f}"[:3] + "0s" if "year" in claim.item.numbers else None
    for match in _NUMBER.finditer(claim.sentence):
        number = match.group()
        decades = claim.sentence[match.start() : match.end() + 1]
        if number not in known and decades != decade:
            yield f"number {number!r}"
        elif problem := _wrong_unit(claim, number):
            yield problem
    for word in claim.words:
        if word.folded in NUMBER_WORDS and not {word.folded, NUMBER_WORDS[word.folded]} & claim.record_words:
            yield f"number {word.written!r}"


def _wrong_unit(claim: Claim, number: str) -> str | None:
    for pattern, fields in UNITS:
        found = re.search(rf"(?<!\d){pattern.format(n=re.escape(number))}", claim.sentence, re.IGNORECASE)
        if not found or fold(found.group()) in claim.record_folded:
            continue
        if not any(
            number in (number_text(value), f"{value:.2f}")
            for name, value in claim.item.numbers.items()
            if name in fields
        ):
            return f"number {found.group()!r}"
    return None


def _names(claim: Claim) -> Iterator[str]:
    known = claim.record_words | {word.folded for word in words(claim.wish)}
    for word in claim.words[1:]:
        if word.written[0].isupper() and word.folded not in known and word.folded not in FIRST_PERSON:
            yield f"name {word.written!r}"
    for match in _QUOTED.finditer(claim.sentence):
        quoted = flat(match.group(1) or match.group(2))
        if f" {quoted} " not in f" {flat(claim.record)} {flat(claim.wish)} ":
            yield f"quotation {match.group()!r}"


def _roles(claim: Claim) -> Iterator[str]:
    text = fold(claim.sentence)
    for pattern, fields in ROLES:
        values = [value for field, group in claim.item.facets.items() if field in fields for value in group]
        has = {word.folded for word in words(" ".join(values))}
        for match in re.finditer(pattern, text):
            said = _named_after(text, match.end())
            if said and not set(said) <= has and match.group() + " ".join(said) not in claim.record_folded:
                yield f"role {match.group().strip()!r}"


def _named_after(text: str, at: int) -> list[str]:
    """The words of a name or of several that begin at `at`."""
    found = _NAME_AFTER.match(text, at)
    said = [word.folded for word in words(found.group(1))] if found else []
    while said and said[0] in ARTICLES | {"the"}:
        said = said[1:]
    return [word for word in takewhile(lambda word: word == "and" or word not in PLAIN, said) if word != "and"]


def _praise(claim: Claim) -> Iterator[str]:
    for word in claim.words:
        superlative = re.fullmatch(r"\w{3,}iest", word.folded)
        if (word.folded in PRAISE or superlative) and word.folded not in claim.record_words:
            yield f"praise {word.written!r}"


def _leaks(claim: Claim) -> Iterator[str]:
    said, has = flat(claim.sentence), flat(claim.record)
    for leak in LEAKS:
        words_of_it = f" {flat(leak)} "
        if words_of_it in f" {said} " and words_of_it not in f" {has} ":
            yield f"talk about the task {leak!r}"
    if _LABEL.match(claim.sentence) and flat(claim.sentence.split(":")[0]) not in has:
        yield "a label at its beginning"


def _echo(claim: Claim) -> Iterator[str]:
    said, wish = flat(claim.sentence).split(), f" {flat(claim.wish)} "
    for begin in range(len(said) - ECHO_WORDS + 1):
        run = " ".join(said[begin : begin + ECHO_WORDS])
        if f" {run} " in wish and run not in flat(claim.record):
            yield f"echo of the wish {run!r}"
            return


def _borrowed(claim: Claim) -> Iterator[str]:
    """Small words that change who or what a sentence speaks of; allowed where the record has them."""
    groups = (("first person", FIRST_PERSON), ("pronoun", PRONOUNS), ("negation", NEGATIONS))
    for word in claim.words:
        parts = {word.folded} | set(re.split(r"['’]", word.folded))
        for group, members in groups:
            if parts & members and not parts & members & claim.record_words:
                yield f"{group} {word.written!r}"
        if word.folded.endswith(("n't", "n’t")) and word.folded not in claim.record_words:
            yield f"negation {word.written!r}"


def _kind(claim: Claim) -> Iterator[str]:
    fields = claim.item.facets.keys() | claim.item.numbers.keys()
    for word in claim.words:
        proof = KINDS.get(word.stem)
        if proof is not None and not proof & fields and word.stem not in claim.record_stems:
            yield f"kind {word.written!r}"


def _unsupported(claim: Claim) -> Iterator[str]:
    if support(claim.sentence, claim.item, claim.wish) >= MIN_SUPPORT:
        return
    small = PRONOUNS | NEGATIONS | FIRST_PERSON  # `_borrowed` looks after these
    for word in claim.words:
        if _says_something(word) and word.folded not in small and not claim.supports(word):
            yield f"not in the record {word.written!r}"


def _grammar(claim: Claim) -> Iterator[str]:
    return grammar.problems(claim.sentence, claim.item.description)


Rule = Callable[[Claim], Iterator[str]]
ALWAYS: tuple[Rule, ...] = (_markup, _unfinished, _other_titles)
UNLESS_VERBATIM: tuple[Rule, ...] = (
    _numbers,
    _names,
    _roles,
    _praise,
    _leaks,
    _echo,
    _borrowed,
    _kind,
    _unsupported,
    _grammar,
)
