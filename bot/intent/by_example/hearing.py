"""Asks the examples about words that no rule took: small talk, opinions, chatter. Knows no examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.intent.by_example.prototypes import CHATTER_MARGIN, JUDGED, Opinion, Prototypes
from bot.intent.gazetteer import TitleMention
from bot.intent.heard import Heard
from bot.intent.nearby import described
from bot.intent.referent_words import ALL, EXTREME, ORDINAL
from bot.messages import Act

MAX_WORDS = 25  # longer ones say several things
MIN_CHATTER_WORDS = 3  # fewer may be any wish
WISHED: frozenset[Act] = frozenset({"recommend", "refine"})


def opinion_by_example(heard: Heard, clause: str, mentions: Sequence[TitleMention]) -> Opinion | None:
    """What a clause in which no rule found an opinion says of the items it names or points at."""
    said = _of_it(heard, clause, mentions)
    if heard.tagger and heard.tagged:
        if max(heard.tagged.acts[act] for act in JUDGED) < 0.3:
            return None
        acts = heard.tagger.tag(clause, opening=False).acts
        best = max(JUDGED, key=lambda act: acts[act])
        return best if acts[best] >= 0.5 else None
    if heard.examples is None or not 1 < len(said.split()) <= MAX_WORDS:
        return None
    return heard.examples.opinion_of(said)


def is_chatter(heard: Heard, piece: str) -> bool:
    """True where a piece that would join the wish clearly wishes nothing and names nothing."""
    if heard.examples is None or not MIN_CHATTER_WORDS <= len(piece.split()) <= MAX_WORDS:
        return False
    if any(letter.isdigit() for letter in piece) or heard.names.values(piece) or heard.names.titles(piece):
        return False
    return heard.examples.chatter(piece)


def _of_it(heard: Heard, clause: str, mentions: Sequence[TitleMention]) -> str:
    """`clause` with "it" for every item named or pointed at."""
    shown = [pick.item for pick in heard.session.shown]
    spans = [(one.start, one.end) for one in mentions]
    spans += [(one.start, one.end) for one in described(clause, shown)]
    spans += [match.span() for pattern in (ORDINAL, EXTREME, ALL) for match in pattern.finditer(clause)]
    said, place = "", 0
    for start, end in sorted(spans):
        said += f"{clause[place:start]} it " if start >= place else ""
        place = max(place, end)
    return " ".join(f"{said}{clause[place:]}".split())


def read_by_example(heard: Heard, said: str, prototypes: Prototypes) -> Heard:
    """Small talk that the rules took for a wish, or for nothing: the wish is as it was before.

    Asked only where the rules heard nothing else, it names nothing of the catalogue and answers no question.
    """
    before, last = heard.session.query, heard.session.turns[-1:]
    if last and last[0].asked:
        return heard
    if not set(heard.acts) <= WISHED or heard.n is not None or replace(heard.query, text=before.text) != before:
        return heard
    if not 1 < len(said.split()) <= MAX_WORDS or any(letter.isdigit() for letter in said):
        return heard
    if heard.names.values(said) or heard.names.titles(said):
        return heard
    sure = CHATTER_MARGIN if heard.acts else 0.0  # nothing wished and nothing done: most likely talk
    act = prototypes.act_of(said, sure)
    return replace(heard, query=before, acts=(act,)) if act else heard
