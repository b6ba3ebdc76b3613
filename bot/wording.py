"""What is written about items and in small talk, and what is asked back. Knows no memory, search or articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from threading import Event

from bot import answers, sayings
from bot.answers import Texts
from bot.finding import Found
from bot.messages import Asked, Intent, Language, Session
from bot.ways_out import keeping_out, offered
from bot.writer.grounded import NEVER, ReplyWriter
from ranker.rank import Ranked
from retriever.items import Candidate, Item, Query

ANSWERED = frozenset({"about", "compare", "why"})  # acts that speak of items without showing any

Clarify = Callable[[Query, Sequence[Candidate], Collection[str], Language], Asked | None]


def never(*_: object) -> None:
    """Asks nothing back."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts an answer into words; its parts are those of `bot.turn.Bot`."""

    writer: ReplyWriter
    item_of: Callable[[str], Item | None]
    examples: tuple[str, ...]
    contact: str
    clarify: Clarify

    def texts(self, found: Found, talk: Session, stop: Event = NEVER) -> Texts:
        """Small talk, then answers about items, then the items; each only where it was asked for."""
        intent = found.intent
        answering = bool(ANSWERED & set(intent.acts))
        first = sayings.small_talk(intent, not (answering or intent.shows), self.contact, self.examples)
        parts = [answers.plain_text(*(() if intent.shows else intent.notes), first)]
        if answering:
            parts.append(self._answers(intent, talk))
        if intent.shows:
            parts.append(self._recommended(found, stop))
        return answers.in_turn(parts)

    def question(self, found: Found, talk: Session) -> Asked | None:
        """What an answer ends with: ways out of a dead end, or a clarifying question that pays and is new."""
        if not found.picks:
            return offered(found.ways, found.intent.language)
        asked = {turn.asked for turn in talk.turns if turn.asked}
        return self.clarify(found.intent.query, found.candidates, asked, found.intent.language)

    def _answers(self, intent: Intent, talk: Session) -> Texts:
        shown = {pick.item.id: pick for turn in talk.turns for pick in turn.picks}
        items = [(id_, self.item_of(id_)) for id_ in intent.about]
        picks = [shown.get(id_) or Ranked(item, 0.0) for id_, item in items if item is not None]
        return answers.about_items(intent, picks, shown.keys())

    def _recommended(self, found: Found, stop: Event) -> Texts:
        query, language = found.intent.query, found.intent.language
        if found.picks:
            return self.writer.reply(query, list(found.picks), language, stop)
        if found.seen_all:
            return answers.all_shown(language)
        agreed = [label for label, _ in keeping_out(query, language)]
        return answers.nothing_found(query, agreed, found.ways, language)
