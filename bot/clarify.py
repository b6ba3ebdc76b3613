"""When to ask back, and what: the question whose answer tells most. Knows nothing of how candidates were found.

One of the candidates is the wanted one, each with a chance that the scores of the search give. A truthful person
answers with an offered value that holds for it, any of them alike, or with "none of these". What an answer A is
expected to tell of the wanted item X, in bits, is

    I(X; A) = H(A) - H(A | X),    H(A | X) = sum over items of p(x) log2(number of offered values that hold)

An item whose record says nothing is answered for like the rest, so it teaches nothing: what the others tell is
multiplied by their share. Asked about is the field that tells most, and only where this pays.
Source: Lindley, On a measure of the information provided by an experiment, Annals of Mathematical Statistics 1956
(expected information); Zou, Chen and Kanoulas, Towards question-based recommender systems, SIGIR 2020 (questions
chosen by how they split the candidates).

The thresholds were chosen on the embedded films. 24 broad wishes ("something sad", "a crime film") leave 18 to 190
films open and the best question tells 1.5 to 2.2 bits. Precise ones leave 1 to 12 where they name a country, a
kind or a maker, but a hundred and more where they only describe, hence WORDS_THAT_DESCRIBE.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.clarify_words import NO_MATTER, Attribute, Chances, Mask, attributes, question
from bot.intent.words import COUNTRY_FIELDS, RUNTIME_FIELDS, YEAR_FIELDS
from bot.messages import Asked, Language
from ranker.rank import HEAD_SHARE
from retriever.items import Candidate, Query
from retriever.lexical import STOP_WORDS, WORD

MOST_QUESTIONS = 2  # in a talk
MOST_VALUES = 4  # in a question
LEAST_MORE = 0.05  # what a third or fourth value has to add, in bits or in chance
EVEN = 1e-6  # bits that tell two values apart
LEAST_KNOWN = 0.6  # chance that the record of the wanted item says anything in the field

# The weights of the search maximise the likelihood of a softmax over each half (retriever/fuse.py), so its scores
# are log-odds as they stand. The requests of benchmarks/data bear it out (dev, 85 whose film is found): at .5,
# .75, 1, 1.5 and 2 it takes 5.5, 5.3, 5.4, 5.7 and 6.0 bits to name the film within its half.
TEMPERATURE = 1.0

OPEN = 20.0  # candidates, equally likely, among which the wish does not choose: four lists of five
LEAST_BITS = 1.0  # an answer leaves half of them
WORDS_THAT_DESCRIBE = 4  # a wish with as many has said what a facet could tell; 95 of 100 written requests have 5

# What few people speak of unasked they seldom mind when asked. In 735 talks about films 70 % named a genre, 22 % a
# mood, 3 % a country, 2 % a decade, 1 % a length. That it is worth half is an assumption.
SELDOM_SAID = COUNTRY_FIELDS | frozenset({*YEAR_FIELDS, *RUNTIME_FIELDS})
SELDOM_WORTH = 0.5


@dataclass(frozen=True, slots=True)
class Prospect:
    """A question that could be put: the columns of the attribute it offers, and what it is expected to tell."""

    attribute: Attribute
    offered: tuple[int, ...]
    bits: float

    @property
    def worth(self) -> float:
        """`bits`, less where people seldom mind."""
        return self.bits * (SELDOM_WORTH if self.attribute.field in SELDOM_SAID else 1.0)


def clarify(
    query: Query, candidates: Sequence[Candidate], asked: Collection[str], language: Language
) -> Asked | None:
    """The question that would help most, where one pays.

    Args:
        query: What is agreed; fields it already speaks of are not asked about.
        candidates: What the search found for it, at most 200.
        asked: Fields asked about in this talk: never again, and two questions at most.
        language: Of the question and its replies.
    Returns:
        None where the wish is clear enough, where no answer would tell a bit, or where enough was asked.
    """
    if len(set(asked) - {""}) >= MOST_QUESTIONS or describes(query.text) or not candidates:
        return None
    chances = wanted(candidates, query.niche)
    if plausible(chances) < OPEN:
        return None
    found = prospects(query, candidates, chances, asked, language)
    best = max(found, key=lambda prospect: prospect.worth, default=None)
    if best is None or best.worth < LEAST_BITS:
        return None
    field = best.attribute.field
    said = (best.attribute.replies[column] for column in sorted(best.offered))  # decades in their order
    return Asked(field, question(field, language), (*said, NO_MATTER[language]))


def describes(text: str) -> bool:
    """True for a wish in many words.

    >>> describes("something sad"), describes("a boy who lost the shoes of his sister")
    (False, True)
    """
    return sum(word not in STOP_WORDS for word in WORD.findall(text.casefold())) >= WORDS_THAT_DESCRIBE


def wanted(candidates: Sequence[Candidate], niche: float) -> Chances:
    """The chance of each candidate to be the wanted one, float64 (m,), in all 1.

    Scores compare within a half only; between the halves the chances are shared as the seats of a list are.
    """
    scores = np.array([candidate.fused for candidate in candidates]) / TEMPERATURE
    head = np.array([candidate.head for candidate in candidates])
    chances = np.zeros(len(scores))
    for half, share in ((head, HEAD_SHARE * (1 - niche)), (~head, 1 - HEAD_SHARE * (1 - niche))):
        if half.any():
            odds = np.exp(scores[half] - scores[half].max())
            chances[half] = (1.0 if half.all() else share) * odds / odds.sum()
    return chances


def plausible(chances: Chances) -> float:
    """How many equally likely items would leave as much open: 2 to the entropy.

    >>> plausible(np.array([0.25, 0.25, 0.25, 0.25]))
    4.0
    """
    return float(2 ** -_plogp(chances).sum())


def prospects(
    query: Query, candidates: Sequence[Candidate], chances: Chances, asked: Collection[str], language: Language
) -> Iterator[Prospect]:
    """The best question about each field that may be asked about."""
    closed = {constraint.field for constraint in (*query.must, *query.prefer)} | set(asked)
    items = [candidate.item for candidate in candidates]
    for attribute in attributes(items, closed, chances, language):
        share = float(chances[attribute.known].sum())
        if share < LEAST_KNOWN:
            continue
        mine, holds = chances[attribute.known] / share, attribute.holds[attribute.known]
        offered = choose(mine, holds)
        if len(offered) > 1:
            yield Prospect(attribute, offered, share * gain(mine, holds[:, offered]))


def gain(chances: Chances, holds: Mask) -> float:
    """Bits that the answer is expected to tell of the wanted item.

    Args:
        chances: (m,), in all 1.
        holds: bool (m, values), which offered values hold for which item.
    """
    return float(_gains(chances, holds[:, :-1], holds[:, -1:])[0]) if holds.shape[1] else 0.0


def choose(chances: Chances, holds: Mask) -> tuple[int, ...]:
    """Columns of `holds` to offer, two to four where there are as many: each time the one that adds most.

    The value that all the rest have tells no more than "none of these" told; it is offered, since a
    reply can say it.
    """
    chosen: list[int] = []
    bits = 0.0
    while len(chosen) < min(MOST_VALUES, holds.shape[1]):
        free = ~np.any(holds[:, chosen], axis=1, keepdims=True)
        fresh = chances @ (holds & free)  # (values,), chance that no value before it covers
        more = _gains(chances, holds[:, chosen], holds) - bits
        more[chosen] = -np.inf
        best = int(np.argmax(more + EVEN * fresh))
        names_the_rest = more[best] > -EVEN and fresh[best] >= LEAST_MORE
        if len(chosen) > 1 and more[best] < LEAST_MORE and not names_the_rest:
            break
        chosen.append(best)
        bits += float(more[best])
    return tuple(chosen)


def _gains(chances: Chances, offered: Mask, more: Mask) -> Chances:
    """(w,): bits told when each column of `more` (m, w) is offered beside all columns of `offered` (m, k)."""
    holding = offered.sum(axis=1)[:, None] + more  # (m, w), offered values that hold
    each = chances[:, None] / np.maximum(holding, 1)
    answers = [chances @ (holding == 0), (each * more).sum(axis=0), *(offered.T.astype(float) @ each)]
    left = chances @ np.log2(np.maximum(holding, 1))  # H(A | X)
    gains: Chances = np.maximum(0.0, -_plogp(np.stack(answers)).sum(axis=0) - left)
    return gains


def _plogp(chances: Chances) -> Chances:
    return chances * np.log2(np.where(chances > 0, chances, 1.0))
