"""How a sentence puts the words of a description together, and how it repeats itself. Pure.

Knows nothing of facts: only of order, articles, singular and plural, possessives.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bot.writer.sentences import Word, split, words
from bot.writer.words import ARTICLES, DETERMINERS, DOINGS, KIND_NOUNS, NUMBER_WORDS, PLAIN, POSSESSIVES, RELATIVES

MAX_SKIPPED = 2  # content words of the description that may be left out at its beginning
MAX_GAP = 1  # and between two that are kept: over two, "gives communion to a fisherman" passed
LONG = 6  # words after "It follows", from which on a copy of the description holds a verb
MAX_SAME = 2  # how often one content word may stand in a sentence
_WRONG_ARTICLE = re.compile(
    r"\ba (?:[aio]|e(?!u)|un(?!i|an)|up|ul|um)(?!ne?\b)\w|\ban (?:[bcdfgjklmnpqrstvwyz]\w\w)", re.IGNORECASE
)
_SECOND_VERB = re.compile(r"(?:It|This) (?:follows|tells of|is about|is)\b(.*?)\b(?:is|are|was|were|has|have)\b")
_JOINED = re.compile(r"[,;:]|\b(?:who|whom|whose|that|which|where|when|while|as|and|but|after|what|how)\b")
_BROKEN = (
    re.compile(r"^It follows\b[^;]*:"),
    re.compile(r"^It follows (?:in|on|at|when|after|from|with)\b"),
    re.compile(r"\bwho \w+ed by\b"),
    re.compile(r"^It follows an? (?:[\w-]+ )?(?:story|tale|film|movie|documentary|thriller|drama|comedy|spoof)\b"),
)


def problems(sentence: str, description: str) -> Iterator[str]:
    """What is wrong with the way `sentence` retells `description`."""
    said, has = words(sentence), words(description)
    yield from _repetition(said, has)
    if _WRONG_ARTICLE.search(sentence):
        yield "wrong article"
    yield from _order(said, has)
    yield from _possessives(said, has)
    yield from _number(said, has)
    yield from _opening(said, description)
    yield from _relatives(said, has)
    yield from _copied(said, has)
    yield from _appositions(sentence, description)
    yield from _broken(sentence)


def repeats(sentence: str, before: str) -> bool:
    """True where `sentence` says almost nothing that `before` hasn't said."""
    fresh, told = _content_stems(sentence), _content_stems(before)
    return bool(fresh) and len(fresh - told) <= len(fresh) // 4


def _content_stems(text: str) -> set[str]:
    return {word.stem for word in _content(words(text))}


def _repetition(said: list[Word], has: list[Word]) -> Iterator[str]:
    known = Counter(word.stem for word in has)
    for stem, count in Counter(word.stem for word in _content(said)).items():
        if count > max(MAX_SAME, known[stem]):
            yield f"repetition of {stem!r}"
    folded = [word.folded for word in said]
    triples = Counter(zip(folded, folded[1:], folded[2:], strict=False))
    if any(one == two for one, two in pairwise(folded)) or any(n > 1 for n in triples.values()):
        yield "repetition"


def _order(said: list[Word], has: list[Word]) -> Iterator[str]:
    """Words of the description must come in its order, and nearly all of those between must come along."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(word for word in has if _has_a_place(word)):
        places[word.stem].append(place)
    reached: set[int] | None = None
    for word in said:
        if not _has_a_place(word) or word.stem not in places:
            continue
        here = places[word.stem]
        if reached is None:
            reached = set(here)
            continue
        reached = {to for to in here if any(0 < to - at <= MAX_GAP + 1 for at in reached)}
        if not reached:
            yield f"put together otherwise than in the record at {word.written!r}"
            return


def _has_a_place(word: Word) -> bool:
    return word.folded not in PLAIN or word.folded in DOINGS


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
    """After "a" comes nothing the description has several of, no bare name and no number."""
    forms = {word.folded for word in has}
    after_article = {b.folded for a, b in pairwise(has) if a.folded in ARTICLES}
    for at, word in enumerate(said):
        phrase = _noun_phrase(said[at + 1 :]) if word.folded in ARTICLES else []
        if not phrase:
            continue
        first = phrase[0].folded not in after_article
        if first and (phrase[0].folded in NUMBER_WORDS or _is_name(phrase[-1])):
            yield f"article before {phrase[0].written!r}"
        if first and len(phrase) > 1 and _plural(phrase[-1]):
            yield f"article before several {phrase[-1].written!r}"
        for noun in phrase:
            if noun.folded not in forms | KIND_NOUNS and {noun.folded + "s", noun.folded + "es"} & forms:
                yield f"one instead of several {noun.written!r}"


def _opening(said: list[Word], description: str) -> Iterator[str]:
    """What a sentence leaves out at the beginning may be a circumstance, not the one it speaks of.

    From "The doorman of a grand hotel, a king in his coat, is sent down" it must not make "A king in his coat".
    """
    content = [word.stem for word in _content(said)]
    if said and said[0].folded in ("it", "this", "these") and said[1:2] and said[1].folded in ("is", "are"):
        return  # it says what the item is, not who does what
    for sentence in split(description):
        left_out = _before(words(sentence), content)
        if left_out is None:
            continue
        same_noun = not any(word.folded in PLAIN for word in left_out[1:])
        if same_noun or len(_content(left_out)) <= MAX_SKIPPED or _circumstance(left_out[0]):
            return
        yield f"left out at the beginning {left_out[0].written!r}"
        return


def _before(has: list[Word], content: list[str]) -> list[Word] | None:
    """The words of `has` before the first one that the sentence took from it; None where it took none."""
    places = [place for place, word in enumerate(has) if word.folded not in PLAIN and word.stem in content]
    return has[: places[0]] if places else None


def _content(some: list[Word]) -> list[Word]:
    return [word for word in some if word.folded not in PLAIN]


def _circumstance(word: Word) -> bool:
    return word.folded not in DETERMINERS and (word.folded in PLAIN or word.folded.endswith(("ed", "ing")))


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
    put_in = []
    for owner, relative, verb in zip(said, said[1:], said[2:], strict=False):
        belongs = owners[relative.folded, verb.stem] if relative.folded in RELATIVES else {owner.stem}
        if not belongs:
            put_in.append(verb)
        elif owner.stem not in belongs:
            yield f"'{relative.written} {verb.written}' of another"
    if len(put_in) > 1:
        yield f"a second relative clause at {put_in[1].written!r}"


def _copied(said: list[Word], has: list[Word]) -> Iterator[str]:
    """ "It follows" before a whole sentence of the description, its verb and all, is no sentence."""
    if [word.folded for word in said[:2]] != ["it", "follows"]:
        return
    told = [word.folded for word in said[2:] if word.folded not in DETERMINERS]
    kept = [word.folded for word in has if word.folded not in DETERMINERS]
    for at in range(len(kept) - len(told) + 1):
        if (
            len(told) >= LONG
            and kept[at : at + len(told)] == told
            and not (at and kept[at - 1] in ("of", "about"))
        ):
            yield "broken grammar"
            return


def _appositions(sentence: str, description: str) -> Iterator[str]:
    """ ", a society" calls what stands before it a society; the description has to do so too."""
    for found in re.finditer(r", (?:an?|the) (\w+)", sentence):
        pattern = rf"(^|[,;:.!?]|\band|\bor|\w+)\s*\b(?:an?|the) {re.escape(found[1])}\b"
        before = re.findall(pattern, description, re.IGNORECASE)
        if before and all(word not in ("and", "or") and word[-1:].isalnum() for word in before):
            yield f"apposition {found[0][2:]!r}"


def _is_name(word: Word) -> bool:
    return word.written[0].isupper() or word.written[0].isdigit()


def _noun_phrase(rest: list[Word]) -> list[Word]:
    """The words up to the next word of grammar, at most four."""
    phrase: list[Word] = []
    for word in rest[:4]:
        if word.folded in PLAIN - KIND_NOUNS:
            break
        phrase.append(word)
    return phrase


def _plural(word: Word) -> bool:
    return word.folded.endswith("s") and not word.folded.endswith(("ss", "us", "is")) and word.folded != word.stem
