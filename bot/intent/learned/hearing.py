"""What the learnt reader makes of an utterance where the rules heard too much or nothing. Knows no grammar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from bot.intent.heard import Heard
from bot.intent.small_talk.errand_words import ALL_ERRAND
from bot.messages import Act
from retriever.lexical import WORD

Opinion = Literal["like", "dislike", "seen"]
OPINIONS: tuple[Opinion, ...] = ("like", "dislike", "seen")
TALK: tuple[Act, ...] = ("greeting", "thanks", "chitchat", "help", "service", "abuse", "injection", "off_topic")
UNDEMANDED = 0.05  # probability under which nothing is demanded
QUESTIONS: tuple[Act, ...] = ("about", "compare", "why")
WISHING: frozenset[Act] = frozenset({"recommend", "refine"})

# Below this probability an act that a rule heard is not believed. Refusals and takings back always are, and so is
# what guards against attacks: a wrong one costs less than one that is not heard.
DOUBT: dict[Act, float] = {
    "more": 0.05, "change": 0.05, "like": 0.02, "seen": 0.01, "about": 0.05, "compare": 0.05, "why": 0.05,
    "greeting": 0.05, "thanks": 0.05, "chitchat": 0.02, "help": 0.05, "service": 0.02, "off_topic": 0.02,
}  # fmt: skip
MAX_CHARS = 300  # of an utterance whose clauses are read one by one: each costs as much as the whole
MIN_WORDS = 2  # of small talk that no rule knows: one word may be any wish
LIKELY, SURE = 0.3, 0.5  # probabilities from which an opinion or talk is possible, and is believed


def believed(before: Heard, after: Heard) -> Heard:
    """`after`, or what was heard `before` the rule where the learnt reader hears none of what the rule did.

    Of Chinese every rule is believed: its reader has seen too few of the rarer acts.
    """
    new = [act for act in after.acts if act not in before.acts]
    if before.tagged is None or before.tagger is None or not new or _nothing_but_asked(before, after, new):
        return after
    acts = before.tagged.acts
    if all(acts[act] < DOUBT.get(act, 0.0) for act in new) or (new == ["constrain"] and _refuses(acts)):
        return before
    return after


def _nothing_but_asked(before: Heard, after: Heard, new: Sequence[Act]) -> bool:
    """True where all that was said is one question or errand: "and the third?" has too few words to be doubted."""
    if new == ["service"] and ALL_ERRAND.match(before.text):
        return True
    return set(new) <= set(QUESTIONS) and not WORD.search(after.text)


def _refuses(acts: Mapping[Act, float]) -> bool:
    """True where something is refused and nothing demanded: "American? no way"."""
    return acts["exclude"] >= SURE and acts["constrain"] < UNDEMANDED


def opinion_of(heard: Heard, clause: str) -> Opinion | None:
    """What a clause in which no rule found an opinion says of the item it names or points at."""
    if heard.tagged is None or heard.tagger is None or len(heard.tagged.text) > MAX_CHARS:
        return None
    if max(heard.tagged.acts[act] for act in OPINIONS) < LIKELY:
        return None
    acts = heard.tagger.tag(clause, opening=False).acts
    best = max(OPINIONS, key=lambda act: acts[act])
    return best if acts[best] >= SURE else None


def read_question(heard: Heard) -> Heard:
    """A question on items named or pointed at where nothing else was heard."""
    if heard.tagged is None or heard.acts:
        return heard
    acts = heard.tagged.acts
    act = max(QUESTIONS, key=lambda one: acts[one])
    text = heard.tagged.text
    ids = tuple(dict.fromkeys((*(one.item_id for one in heard.titled(text, asked=True)), *heard.pointed(text))))
    if acts[act] < SURE or len(ids) < (2 if act == "compare" else 1):
        return heard
    return replace(heard, about=ids, acts=(act,)).pointing(ids)


def read_talk(heard: Heard) -> Heard:
    """Small talk that the rules took for a wish, or for nothing: the wish is as it was before.

    Only where the rules heard nothing else, nothing of the catalogue is named and no question was asked.
    """
    before, last = heard.session.query, heard.session.turns[-1:]
    if (
        heard.tagger is None
        or heard.tagged is None
        or (last and last[0].asked)
        or not set(heard.acts) <= WISHING
        or heard.n is not None
    ):
        return heard
    if replace(heard.query, text=before.text) != before or len(heard.tagged.text.split()) < MIN_WORDS:
        return heard
    acts = heard.tagged.acts
    act = max(TALK, key=lambda one: acts[one])
    if acts[act] < (SURE if heard.acts else LIKELY) or max(acts[one] for one in WISHING) >= LIKELY:
        return heard
    return replace(heard, query=before, acts=(act,))
