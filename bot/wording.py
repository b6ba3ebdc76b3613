"""What is written about items and in small talk, and what is asked back. Knows no memory, ranking or articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from threading import Event

from bot import answers, sayings
from bot.answers import Texts
from bot.finding import Found
from bot.messages import Asked, Intent, Language, Session
from bot.ways_out import keeping_out, offered, ways_out
from bot.writer.grounded import NEVER, ReplyWriter
from ranker.rank import Ranked
from retriever.items import Candidate, Item, Query
from retriever.search import Retriever

ANSWERED = frozenset({"about", "compare", "why"})  # acts that speak of items without showing any

Clarify = Callable[[Query, Sequence[Candidate], Collection[str], Language], Asked | None]


def never(*_: object) -> None:
    """Asks nothing back."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts an answer into words; its parts are those of `bot.turn.Bot`."""

    writer: ReplyWriter
    item_of: Callable[[str], Item | None]
    retriever: Retriever
    examples: tuple[str, ...]
    contact: str
    clarify: Clarify

    def texts(self, intent: Intent, ranked: Sequence[Ranked], talk: Session, stop: Event = NEVER) -> Texts:
        """Small talk, then answers about items, then the items; each only where it was asked for."""
        answering = bool(ANSWERED & set(intent.acts))
        first = sayings.small_talk(intent, not (answering or intent.shows), self.contact, self.examples)
        parts = [answers.plain_text(*(() if intent.shows else intent.notes), first)]
        if answering:
            parts.append(self._answers(intent, talk))
        if intent.shows:
            parts.append(self._recommended(intent, ranked, stop))
        return answers.in_turn(parts)

    def question(self, found: Found, talk: Session) -> Asked | None:
        """What an answer ends with: ways out of a dead end, or a clarifying question that pays and is new."""
        if not found.picks:
            return self._ways_out(found.intent) if found.intent.shows else None
        asked = {turn.asked for turn in talk.turns if turn.asked}
        return self.clarify(found.intent.query, found.candidates, asked, found.intent.language)

    def _answers(self, intent: Intent, talk: Session) -> Texts:
        shown = {pick.item.id: pick for turn in talk.turns for pick in turn.picks}
        items = [(id_, self.item_of(id_)) for id_ in intent.about]
        picks = [shown.get(id_) or Ranked(item, 0.0) for id_, item in items if item is not None]
        return answers.about_items(intent, picks, shown.keys())

    def _recommended(self, intent: Intent, ranked: Sequence[Ranked], stop: Event) -> Texts:
        if ranked:
            return self.writer.reply(intent.query, list(ranked), intent.language, stop)
        if self.retriever.find(replace(intent.query, seen=frozenset()), 1):
            return answers.all_shown(intent.language)
        language = intent.language
        agreed = [label for label, _ in keeping_out(intent.query, self.item_of, language)]
        ways = ways_out(intent.query, self.retriever, self.item_of, language)
        return answers.nothing_found(intent.query, agreed, ways, language)

    def _ways_out(self, intent: Intent) -> Asked | None:
        ways = ways_out(intent.query, self.retriever, self.item_of, intent.language)
        return offered(ways, intent.language)
