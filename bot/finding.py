"""An intent -> what is shown for it: search, rank, and what can't be served. Knows no words and no memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot import answers, sayings
from bot.intent.untold import reminds
from bot.lately import lately
from bot.messages import Intent, Session
from bot.ordering import asked_first, in_order, outermost
from bot.utterance import MAX_N
from ranker.rank import Ranked, Ranker
from retriever.fields import UnknownField
from retriever.items import Candidate, Query
from retriever.search import Retriever

CANDIDATES = 200

Hopeless = Callable[[Query, Sequence[Candidate]], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """What a turn makes of an intent; the intent changed where it can't be served."""

    intent: Intent
    candidates: Sequence[Candidate] = ()
    picks: tuple[Ranked, ...] = ()


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
        if not candidates:  # nothing is shown that could not be vouched for
            intent = replace(intent, notes=tuple(note for note in intent.notes if not reminds(note)))
        if not (word := asked_first(intent)):
            return Found(intent, candidates, tuple(self.ranker.rank(query, candidates, n)))
        first = outermost(lambda query: self.retriever.find(query, CANDIDATES), query, candidates, word, n)
        return Found(intent, candidates, in_order(self.ranker.rank(query, first, n), word))
