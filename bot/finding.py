"""An intent -> what is shown for it, or the ways out where nothing is. Knows no writer and no memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot import answers, sayings
from bot.intent.untold import reminds
from bot.lately import lately
from bot.messages import Intent, Session
from bot.ordering import asked_first, in_order, outermost
from bot.utterance import MAX_N
from bot.ways_out import WayOut, ways_out
from ranker.rank import Ranked, Ranker
from retriever.fields import UnknownField
from retriever.items import Candidate, Query
from retriever.search import Retriever

CANDIDATES = 200

Hopeless = Callable[[Query, Sequence[Candidate]], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """What a turn makes of an intent.

    Attributes:
        intent: Changed where it can't be served.
        ways: Out of a dead end, where nothing was picked.
        seen_all: True at a dead end where some items fit, but each was seen.
    """

    intent: Intent
    candidates: Sequence[Candidate] = ()
    picks: tuple[Ranked, ...] = ()
    ways: tuple[WayOut, ...] = ()
    seen_all: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Finds and ranks; its parts are those of `bot.turn.Bot`."""

    retriever: Retriever
    ranker: Ranker
    past_of: Callable[[str], tuple[str, ...]]
    hopeless: Hopeless

    def found(self, intent: Intent, talk: Session, n: int) -> Found:
        """The picks; demands on fields that have left the catalogue meanwhile are dropped and told.

        Args:
            talk: Before this turn.
            n: How many, where the person does not say.
        """
        if not intent.shows:
            return Found(intent)
        try:
            return self._searched(intent, talk, n)
        except UnknownField as error:
            return self._searched(answers.without_fields(intent, error.unknown), talk, n)

    def _searched(self, intent: Intent, talk: Session, n: int) -> Found:
        query = intent.query
        past = self.past_of(query.user) if query.user else ()
        query = replace(query, seen=query.seen | frozenset(past), lately=lately(query, talk))
        candidates = self.retriever.find(query, CANDIDATES)
        if not past and self.hopeless(query, candidates):
            return Found(sayings.given_up(intent, talk))
        n = min(intent.n or n, MAX_N)
        if not candidates:
            return self._dead_end(intent, query)
        if not (word := asked_first(intent)):
            return Found(intent, candidates, tuple(self.ranker.rank(query, candidates, n)))
        first = outermost(lambda query: self.retriever.find(query, CANDIDATES), query, candidates, word, n)
        return Found(intent, candidates, in_order(self.ranker.rank(query, first, n), word))

    def _dead_end(self, intent: Intent, query: Query) -> Found:
        """Nothing is shown that could not be vouched for; counted as it was searched, with the person's past."""
        intent = replace(intent, notes=tuple(note for note in intent.notes if not reminds(note)))
        seen_all = self.retriever.count(replace(query, seen=frozenset())) > 0
        return Found(intent, ways=ways_out(query, self.retriever, intent.language), seen_all=seen_all)
