"""Checks a sentence about an item against the item's record. Pure; knows nothing of who wrote it.

It would rather lose a true sentence than let a false one pass. A sentence passes when each of its words is in the
record, is one of the plain words of grammar and telling, or is a word of the wish where the sentence speaks of the
wish; and when words that belong together stand as they do in the description (order.py, parallel.py): small models
tell lies by putting true words together wrongly. It can't see everything: a sentence of the record's words whose
grammar changes what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.writer.check import grammar, order, parallel, roles, small
from bot.writer.check.claim import Claim, flat, number_text, spoken_numbers
from bot.writer.check.proof import KINDS, NUMBER_WORDS, TELLING, UNITS
from bot.writer.check.sentences import fold, words
from bot.writer.check.words import FIRST_PERSON, GENDERED, LABELS, LEAKS, NEGATIONS, PRAISE, PRONOUNS, QUANTIFIED
from bot.writer.clean import ADDRESS, TAG
from retriever.items import Item

ECHO_WORDS = 5  # so many words of the wish in a row, which the record doesn't have, are an echo
# It claims that the whole wish is met, which no record bears out.
_ALL_MET = re.compile(
    r"\b(?:what|one|film|book|thing|item) (?:that )?you (?:asked|wanted|wished|were looking)\b", re.IGNORECASE
)
_MARKUP = re.compile(r"[<>\[\]`*|~\\]|!\(|^#|__")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTED = re.compile(r"[\"“«‘「《]([^\"”»’」》]+)[\"”»’」》]|(?<!\w)'([^']+)'(?!\w)")
_WHOLE = re.compile(r"[.!?…。！？][\"”’»)]*$")
_DANGLING = re.compile(r"\b(?:a|an|the|and|or|but|his|their|its|your|whose|who|which)[.!?]$", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:the )?((?:\w+ )?\w+):\s", re.IGNORECASE)


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


def _markup(claim: Claim) -> Iterator[str]:
    if ADDRESS.search(claim.sentence) or re.search(r"\b\w{2,}\.(?:com|org|net|io|co|de|cn)\b", claim.sentence):
        yield "an address"
    if TAG.search(claim.sentence) or _MARKUP.search(claim.sentence):
        yield "markup"


def _all_met(claim: Claim) -> Iterator[str]:
    if found := _ALL_MET.search(claim.sentence):
        yield f"claims the whole wish {found.group()!r}"


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
    known |= {digits for word, digits in NUMBER_WORDS.items() if word in claim.record_words} | claim.wish_numbers
    decade = f"{claim.item.numbers['year']:.0f}"[:3] + "0s" if "year" in claim.item.numbers else None
    for match in _NUMBER.finditer(claim.sentence):
        number = match.group()
        decades = claim.sentence[match.start() : match.end() + 1]
        if number not in known and decades != decade:
            yield f"number {number!r}"
        elif problem := _wrong_unit(claim, number):
            yield problem
    for word in claim.words:
        if word.folded in NUMBER_WORDS and word in claim.foreign:
            yield f"number {word.written!r}"


def _wrong_unit(claim: Claim, number: str) -> str | None:
    for pattern, fields in UNITS:
        found = re.search(rf"(?<!\d){pattern.format(n=re.escape(number))}", claim.sentence, re.IGNORECASE)
        if not found or fold(found.group()) in claim.record_folded or number in claim.wish_numbers:
            continue
        if not any(
            number in (number_text(value), f"{value:.2f}")
            for name, value in claim.item.numbers.items()
            if name in fields or fields & set(re.split(r"[_ ]", name))
        ):
            return f"number {found.group()!r}"
    return None


def _names(claim: Claim) -> Iterator[str]:
    for word in claim.foreign:
        if word.written[0].isupper() and word != claim.words[0]:
            yield f"name {word.written!r}"
    for match in _QUOTED.finditer(claim.sentence):
        quoted = flat(match.group(1) or match.group(2))
        if f" {quoted} " not in f" {flat(claim.record)} {flat(claim.wish)} ":
            yield f"quotation {match.group()!r}"


def _roles(claim: Claim) -> Iterator[str]:
    for rule in (roles.misattributed, roles.swapped, roles.credited):
        yield from rule(claim.sentence, claim.item, claim.record_folded)


def _praise(claim: Claim) -> Iterator[str]:
    following = [*(word.folded for word in claim.words[1:]), ""]
    for word, after in zip(claim.words, following, strict=False):
        if word.folded == "most" and after not in QUANTIFIED and word.folded not in claim.record_words:
            yield f"praise {word.written!r}"
        superlative = re.fullmatch(r"\w{3,}iest", word.folded)
        if (word.folded in PRAISE or superlative) and word.folded not in claim.record_words:
            yield f"praise {word.written!r}"


def _leaks(claim: Claim) -> Iterator[str]:
    said, has = flat(claim.sentence), flat(claim.record)
    for leak in LEAKS:
        words_of_it = f" {flat(leak)} "
        if words_of_it in f" {said} " and words_of_it not in f" {has} ":
            yield f"talk about the task {leak!r}"
    label = _LABEL.match(claim.sentence)
    if label and set(fold(label[1]).split()) & LABELS and len(label[1].split()) == 1:
        yield "a label at its beginning"


def _echo(claim: Claim) -> Iterator[str]:
    said, wish = flat(claim.sentence).split(), f" {flat(claim.wish)} "
    for begin in range(len(said) - ECHO_WORDS + 1):
        run = " ".join(said[begin : begin + ECHO_WORDS])
        if f" {run} " in wish and run not in flat(claim.record):
            yield f"echo of the wish {run!r}"
            return


def _borrowed(claim: Claim) -> Iterator[str]:
    """Small words that change who a sentence speaks of; allowed where the record has them or calls for them."""
    for word in claim.words:
        if word.folded in FIRST_PERSON and word.folded not in claim.record_words:
            yield f"first person {word.written!r}"
        for pronouns, bearers in GENDERED:
            if word.folded in pronouns and not (pronouns | bearers) & claim.record_words:
                yield f"pronoun {word.written!r}"


def _order(claim: Claim) -> Iterator[str]:
    return order.turned(claim.sentence, claim.item)


def _small(claim: Claim) -> Iterator[str]:
    for rule in (small.denied, small.miscounted, small.misplaced, small.added, small.owned):
        yield from rule(claim.sentence, claim.item)


def _parallel(claim: Claim) -> Iterator[str]:
    for rule in PARALLEL:
        yield from rule(claim.sentence, claim.item)


def _kind(claim: Claim) -> Iterator[str]:
    fields = {fold(name) for name in (*claim.item.facets, *claim.item.numbers)}
    wished = TELLING & fields and {word.stem for word in words(claim.wish)}
    for word in claim.words:
        proof = KINDS.get(word.stem)
        said = word.stem in claim.record_stems or (wished and word.stem in wished)
        if proof is not None and not proof & fields and not said:
            yield f"kind {word.written!r}"


def _unsupported(claim: Claim) -> Iterator[str]:
    elsewhere = PRONOUNS | NEGATIONS | FIRST_PERSON  # other rules look after these
    for word in claim.foreign:
        if word.folded not in elsewhere and not word.folded.endswith(("n't", "n’t")):
            yield f"not in the record {word.written!r}"


def _grammar(claim: Claim) -> Iterator[str]:
    return grammar.problems(claim.sentence, claim.item.description, claim.record)


PARALLEL = (
    parallel.quantified,
    parallel.misdirected,
    parallel.reversed_voice,
    parallel.crossed,
)
Rule = Callable[[Claim], Iterator[str]]
ALWAYS: tuple[Rule, ...] = (_markup, _unfinished, _other_titles)
UNLESS_VERBATIM: tuple[Rule, ...] = (
    _numbers,
    _names,
    _roles,
    _praise,
    _leaks,
    _all_met,
    _echo,
    _borrowed,
    _kind,
    _unsupported,
    _order,
    _small,
    _parallel,
    _grammar,
)
