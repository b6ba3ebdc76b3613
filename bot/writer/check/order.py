"""Who does what to whom: whether a sentence puts the words of a description together otherwise. Pure.

A description that says "the cat saves a boy" holds all the words of "the boy saves a cat", so having the words is
no proof. Two words of a sentence with only small words between them belong together; for each such pair this looks
at what stands before the second in the clause of the description that has it. When that is another word, the
sentence lies. Prepositions, conjunctions and punctuation part words: a teller moves places and times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.writer.check.linked import INFLECTED, OF, RELATIVE, Link, links
from bot.writer.check.sentences import forms, words
from bot.writer.check.tokens import Token, tokens
from bot.writer.check.words import (
    AUXILIARIES,
    BE,
    CLAUSES,
    DETERMINERS,
    JOINERS,
    POSSESSIVES,
    SUBJECTS,
)
from retriever.items import Item

NEAR = 6  # words: how far apart two words of one phrase stand
_MADE = re.compile(r"(?:ed|en|wn|ing|ng|t)$")  # participles: "the stitched heel" is "the heel is stitched"
_PARTICIPLE = re.compile(r"(?:ed|ing)$")
_BEFORE_VERBS = SUBJECTS | AUXILIARIES | frozenset(["it", "them", "him", "her"])
_OBJECTS = frozenset(["it", "them", "him", "her"])


def turned(sentence: str, item: Item) -> Iterator[str]:
    """Pairs of words that the description puts together otherwise."""
    told = tokens(item.description)
    qualities = _qualities(item)
    for link in links(sentence, told):
        first = link.firsts[-1]
        if link.phrase and first.forms & qualities and not any(first.forms & token.forms for token in told):
            continue  # a genre or a country stands before what it likes
        if not _is_told(link, told):
            yield f"turned round {first.written!r} and {link.second.written!r}"


def _is_told(link: Link, told: Sequence[Token]) -> bool:
    if link.second.owner:
        return True  # what belongs to it is looked at instead
    seconds = [at for at, token in enumerate(told) if token.forms & link.second.forms]
    firsts = [at for at, token in enumerate(told) if any(token.forms & first.forms for first in link.firsts)]
    nearest = [at for at in firsts if told[at].forms & link.firsts[-1].forms]
    if not seconds or not nearest:
        return True  # a field says it, or nothing does; other rules look after that
    if "by" in link.between:
        return any(_is_by(one, two, told) for one in firsts for two in seconds)
    return any(_stands_so(link, firsts, nearest, at, told) for at in seconds)


def _stands_so(link: Link, firsts: Sequence[int], nearest: Sequence[int], at: int, told: Sequence[Token]) -> bool:
    if link.phrase and not (at and told[at - 1].folded in _BEFORE_VERBS):
        return any(_stand_in_one_phrase(one, at, told) for one in nearest)
    before = _before(at, told)
    near = [first for first in firsts if first in before and not (link.takes and _is_taken(first, at, told))]
    if near and not _is_other_voice(link, told[at]):
        return True
    his = link.firsts[-1].owner and at > 0 and told[at - 1].folded in POSSESSIVES  # "his rifle"
    made = (
        not link.between and _PARTICIPLE.search(link.firsts[-1].folded) and not INFLECTED.search(told[at].folded)
    )
    new = bool(made) and at > 0 and told[at - 1].folded in DETERMINERS  # "drinking son" is not "drinking, a son"
    one = made and any(first < at and _stand_in_one_phrase(first, at, told) for first in nearest)
    begins_text = told[at].begins and (at == 0 or told[at - 1].sentence != told[at].sentence)
    itself = begins_text and INFLECTED.search(told[at].folded) and not link.takes  # "Reduces lime": the thing does
    if his or one or itself:
        return True
    if not before and not new and any(first < at and _may_be_far(link, first, at, told) for first in firsts):
        return True  # its subject is a pronoun, or stands further back
    return any(_is_reversed(link, first, at, told) for first in firsts if first > at)


def _may_be_far(link: Link, first: int, at: int, told: Sequence[Token]) -> bool:
    """True but for a verb whose object begins another sentence."""
    return not link.takes or told[first].sentence == told[at].sentence


def _is_taken(verb: int, at: int, told: Sequence[Token]) -> bool:
    """True where the verb has another object before the word at `at`."""
    gap = told[verb + 1 : at]
    inner = [token.folded in DETERMINERS for token in gap]
    return sum(inner) > 1 and any(token.content for token in gap[: len(gap) - inner[::-1].index(True) - 1])


def _is_by(first: int, second: int, told: Sequence[Token]) -> bool:
    """ "X is saved by Y": the description says "by Y", or that Y saves."""
    low, high = min(first, second), max(first, second)
    if any(token.folded == "by" for token in told[low:high]):
        return sum(token.content for token in told[low + 1 : high]) <= NEAR
    return second < first and second in _before(first, told)


def _before(at: int, told: Sequence[Token]) -> list[int]:
    """The places of the content words before `at` in its clause; none where its subject stands further back."""
    found: list[int] = []
    beyond = 0
    while at > 0 and not told[at].begins:
        at -= 1
        token = told[at]
        if not found and (token.folded in SUBJECTS or _is_object(at, told)):
            return []
        if not found and token.folded == "to":
            return []  # "asked to judge"
        if token.folded in ("and", "or") and found:
            beyond = beyond or (len(found) if told[at + 1].folded in DETERMINERS else 0)
        elif token.folded in CLAUSES - RELATIVE:
            at += 1
            break
        if token.content:
            found.append(at)
        if beyond and len(found) > beyond + 2:
            return found
    if (
        found
        and told[at].folded in JOINERS
        and not any(token.folded in DETERMINERS for token in told[min(found[-1], found[0]) : max(found) + 1])
    ):
        return []  # "and behind each door is told"
    if at and found and told[at].folded in ("a", "an", "the") and told[at - 1].sentence == told[at].sentence:
        found.append(at - 1)  # "Adam, a gloomy musician hoarding"
    return found


def _is_object(at: int, told: Sequence[Token]) -> bool:
    return told[at].folded in _OBJECTS and (told[at].folded != "her" or not told[at + 1].content)


def _is_reversed(link: Link, first: int, second: int, told: Sequence[Token]) -> bool:
    """True where the second word comes before the first, and that means the same: "the heel is stitched"."""
    gap = told[second + 1 : first]
    content = sum(token.content for token in gap)
    if first + 1 < len(told) and _is_object(first + 1, told[: first + 3]):
        same = [token for token in told[:second] if token.sentence == told[first].sentence and token.content]
        return len(same) > 1 or told[second].sentence != told[first].sentence  # "alters them", not by themselves
    done = _is_front(second, told) or BE & set(link.between) or _PARTICIPLE.search(link.second.folded)
    if done and _reaches(second, first, told):
        return True  # "Logs temperature": it is logged
    if any(token.begins for token in told[second + 1 : first + 1]):
        return _is_front(second, told) or _stands_alone(first, told)
    small = {token.folded for token in gap}
    if ("of" in small) != ("of" in link.between):
        return content <= 3
    if BE & small or BE & set(link.between):
        return second in _before(first, told)
    made = any(_MADE.search(said) for said in (link.firsts[-1].folded, link.second.folded, told[second].folded))
    return bool(made) and content <= bool(small & RELATIVE) and not small & DETERMINERS


def _reaches(verb: int, object_: int, told: Sequence[Token]) -> bool:
    """True where nothing but a list of things stands between a verb and its object."""
    gap = told[verb + 1 : object_]
    parted = any(token.begins or token.folded in JOINERS - {"and", "or"} for token in gap) or told[object_].begins
    return not parted and sum(token.content for token in gap) <= NEAR // 2


def _is_other_voice(link: Link, token: Token) -> bool:
    """ "X is saved" where the description says that X saves."""
    passive = bool(BE & set(link.between[-1:])) and bool(_PARTICIPLE.search(link.second.folded[-2:]))
    return passive and token.folded.endswith("s") and token.folded != link.second.folded


def _is_front(at: int, told: Sequence[Token]) -> bool:
    """True for the first content word of a sentence that begins with a quality: "Deaf since childhood, ..."."""
    return not any(token.content and token.sentence == told[at].sentence for token in told[max(0, at - 4) : at])


def _stands_alone(at: int, told: Sequence[Token]) -> bool:
    """True for a quality between commas: "Basket, hand-woven, with lid"."""
    begin = at
    while begin and not told[begin].begins:
        begin -= 1
    end = at + 1
    while end < len(told) and not told[end].begins:
        end += 1
    part = told[begin:end]
    return sum(token.content for token in part) <= 2 and not any(token.folded in DETERMINERS for token in part)


def _stand_in_one_phrase(one: int, two: int, told: Sequence[Token]) -> bool:
    low, high = min(one, two), max(one, two)
    if high - low > NEAR or told[low].sentence != told[high].sentence:
        return one > two and _stands_alone(one, told) and one - two <= NEAR
    gap = told[low + 1 : high]
    small = {token.folded for token in gap}
    if one < two:
        return not small & (DETERMINERS | JOINERS)
    if any(token.begins for token in told[low + 1 : high + 1]):
        return _stands_alone(one, told)
    return bool(small & (OF | BE)) or not (small & JOINERS or any(token.content for token in gap))


def _qualities(item: Item) -> frozenset[str]:
    told = (value for values in item.facets.values() for value in values)
    return frozenset(form for value in told for word in words(value) for form in forms(word.folded))
