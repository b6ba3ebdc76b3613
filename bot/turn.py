"""The whole turn: utterance -> picks, then words. Knows protocols only, no concrete part."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from threading import Event, Lock

from bot import answers, hearing
from bot.answers import Texts
from bot.begun import begun
from bot.chips import Chip, chips
from bot.drained import drained
from bot.edits import TAKE_BACK, Edit
from bot.feedback import after, rebased
from bot.finding import Finding, Found, Hopeless
from bot.foremost import winner_last
from bot.intent import Parser
from bot.knowledge import saying
from bot.knowledge.consult import Consulted, Knowledge, nothing
from bot.knowledge.handing import HandOver, handed_over
from bot.memory import Memory
from bot.messages import Chunk, Done, End, Opinion, Picks, Reply, Session, Turn
from bot.room import Room, processors
from bot.spoken import spoken
from bot.told import Told
from bot.utterance import UtteranceError, check, new_session
from bot.wording import Clarify, Wording, never
from bot.writer.grounded import NEVER, ReplyWriter
from ranker.rank import Ranker
from retriever.items import Item, Query
from retriever.search import Retriever

__all__ = ["Bot", "UtteranceError", "new_session"]


@dataclass(frozen=True)
class Bot:
    """A conversational recommender. Holds no talk itself: sessions live in `memory`. Safe for many threads.

    Attributes:
        parser, retriever, ranker, memory: The parts, behind their protocols.
        item_of: Record by id.
        writer: Writes the texts about picks.
        examples: Requests that this catalogue can serve.
        about: One line a part, for people: which models and devices are used and why.
        n: Items in an answer.
        niche: Pull to the long tail at the start of a talk, 0 to 1.
        contact: Whom to ask about orders and accounts, "" where nobody was named.
        past_of: Ids of what a person of the interaction log had, empty for somebody it does not know.
        clarify: The question that an answer ends with, where one pays; see bot/clarify.py.
        hopeless: True for a wish that can't be served; see bot/hopeless.py.
        knowledge: Answers questions of service from articles; see bot/knowledge.
        hand_over: Is given those that no article answers, at the end of the turn and in its thread; be quick.
        ticks: Seconds that never go back; how long the parts of an answer took is kept with it.
        thinking: How many turns are read, searched and ranked at once, the others in the order they came: fifty
            threads that all compute are done when all are, and some are passed over again and again.
    """

    parser: Parser
    retriever: Retriever
    ranker: Ranker
    memory: Memory
    item_of: Callable[[str], Item | None]
    writer: ReplyWriter = field(default_factory=ReplyWriter)
    examples: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    n: int = 5
    niche: float = 0.5
    contact: str = ""
    past_of: Callable[[str], tuple[str, ...]] = lambda _: ()
    clarify: Clarify = never
    hopeless: Hopeless = lambda *_: False
    knowledge: Knowledge = nothing
    hand_over: HandOver = never
    ticks: Callable[[], float] = time.perf_counter
    thinking: Room = field(default_factory=lambda: Room(processors()), repr=False)
    _locks: tuple[Lock, ...] = field(default_factory=lambda: tuple(Lock() for _ in range(64)), repr=False)

    def __call__(
        self, utterance: str, session: str | None = None, n: int | None = None, user: str | None = None
    ) -> Reply:
        """One whole turn; see `stream`.

        Returns:
            The text, the picks and the session id to go on with.
        """
        session = session or new_session()
        reply = drained(self.stream(utterance, session, n, user), session)
        talk = self.session(session)
        told = {
            "writer": self.writer.name,
            "ranker": self.ranker.name,
            "understood": [chip.label for chip in chips(talk.query, self.item_of, spoken(talk))],
        }
        return replace(reply, metadata=told | reply.metadata, agreed=talk.query)

    def stream(
        self,
        utterance: str,
        session: str | None = None,
        n: int | None = None,
        user: str | None = None,
        stop: Event = NEVER,
    ) -> Iterator[Chunk]:
        """One turn, piece by piece: Picks when items are recommended, then Text, Asked where it pays, Done.

        Closing the iterator stops the writer; what was shown until then is remembered.

        Args:
            utterance: 1 to 4,000 characters.
            session: The talk to go on with; a new one when None.
            n: How many items, 1 to 20, where the person does not say; the bot's own number when None.
            user: Who asks, by the name in the interaction log, whose history then counts; the talk's when None.
                Whoever calls vouches for it: take it from your own log-in and never from the page.
            stop: Set by another thread, it ends the answer within a tenth of a second, whatever the model does;
                closing the iterator can't while it runs.
        Raises:
            UtteranceError: Empty or too long, at once and not at the first chunk.
            MemoryUnusable: The talk can't be read or kept.
        """
        check(utterance, session, n, user)
        return self._turn(
            hearing.saying(utterance.strip(), self.parser, self.knowledge), session or new_session(), n, user, stop
        )

    def take_back(
        self, key: str, session: str, n: int | None = None, user: str | None = None, stop: Event = NEVER
    ) -> Iterator[Chunk]:
        """One turn that takes a chip back, remembered as "✕ label", and shows items for what is left.

        Raises:
            UtteranceError: That chip is no longer there; at the first chunk.
        """
        return self.edit(key, TAKE_BACK, session, n, user, stop)

    def edit(
        self,
        key: str,
        edit: Edit,
        session: str,
        n: int | None = None,
        user: str | None = None,
        stop: Event = NEVER,
    ) -> Iterator[Chunk]:
        """One turn that changes a chip, remembered as "✎ what it says now", and shows items for what is agreed.

        Args:
            edit: One of `edits(query, key)`, with other numbers where it has some.
        Raises:
            UtteranceError: That chip is no longer there, or can't be changed so; at the first chunk.
        """
        check("✎", session, n, user)
        return self._turn(hearing.editing(key, edit, self.item_of), session, n, user, stop)

    def more_like(
        self, item_id: str, session: str, n: int | None = None, user: str | None = None, stop: Event = NEVER
    ) -> Iterator[Chunk]:
        """One turn that shows what is like an item, under the demands of the talk, remembered as "≈ title".

        Raises:
            UtteranceError: No such item in the catalogue.
        """
        check("≈", session, n, user)
        return self._turn(hearing.liking(self._known(item_id)), session, n, user, stop)

    def note(self, item_id: str, opinion: Opinion | None, session: str) -> Session:
        """Keeps what a person says of an item by a button; the next turn heeds it. None takes it back.

        Returns:
            The talk after it. What is shown already stays.
        Raises:
            UtteranceError: No such item in the catalogue.
            MemoryUnusable: It can't be kept.
        """
        self._known(item_id)
        with self._lock_of(session):
            talk = self.session(session)
            query = after(talk.query, item_id, opinion, talk.pressed.get(item_id))
            self.memory.note(session, item_id, opinion, query)
        return self.session(session)

    def tune(self, niche: float, session: str) -> Session:
        """Sets the pull to the long tail, 0 to 1, as on a dial; the next turn heeds it.

        Returns:
            The talk after it. What is shown already stays.
        Raises:
            UtteranceError: The number is out of range.
            MemoryUnusable: It can't be kept.
        """
        if not 0 <= niche <= 1:
            raise UtteranceError(f"the pull to the long tail goes from 0 to 1, got {niche!r}")
        with self._lock_of(session):
            self.memory.agree(session, replace(self.session(session).query, niche=niche))
        return self.session(session)

    def forget(self, session: str) -> bool:
        """Deletes a talk and everything kept of it; False where there was none."""
        with self._lock_of(session):
            return self.memory.forget(session)

    def session(self, session_id: str) -> Session:
        """The talk so far."""
        found = replace(self.memory.load(session_id), niche=self.niche)
        return found if found.kept else replace(found, query=replace(found.query, niche=self.niche))

    def chips(self, session_id: str) -> tuple[Chip, ...]:
        """What is agreed in a talk, in its language."""
        talk = self.session(session_id)
        return chips(talk.query, self.item_of, spoken(talk)) if talk.turns else ()

    def _turn(
        self, hear: hearing.Hear, session_id: str, n: int | None, user: str | None, stop: Event
    ) -> Iterator[Chunk]:
        """The chunks of a turn; whenever they end, what was told is kept."""
        told = Told(self.ticks)
        with self.thinking.place(stop) as got:
            if got:
                found, consulted, talk, turn, number = self._thought(hear, session_id, n, user)
        if not got:  # stopped while it stood in line: nothing was begun
            yield Done("stopped")
            return
        end: End = "stopped"
        failed = False
        try:
            with closing(self._answer(found, consulted, talk, stop)) as chunks:
                for chunk in chunks:
                    told.hear(chunk)
                    yield chunk
            end = "stopped" if stop.is_set() else "end"
        except Exception:
            failed = True
            raise
        finally:
            if not (failed and self._withdrawn(session_id, number, found.intent.query, talk)):
                handed_over(self.hand_over, session_id, consulted)
                self.memory.finish(session_id, number, told.turn(turn, end))
        yield Done(end, consulted.unanswered)

    def _thought(
        self, hear: hearing.Hear, session_id: str, n: int | None, user: str | None
    ) -> tuple[Found, Consulted, Session, Turn, int]:
        """Reads, searches, ranks; keeps what was begun. What is found, the talk before, the turn, its number."""
        with self._lock_of(session_id):
            talk = self.session(session_id)
            name = talk.query.user if user is None else user
            known = name if name and self.past_of(name) else ""
            said, consulted = hear(replace(talk, query=replace(talk.query, user=known)))
            query = replace(consulted.intent.query, user=name)  # outlives "start over"
            found = self._finding.found(replace(consulted.intent, query=query), talk, n or self.n)
            asked_of = winner_last(found.intent, self.item_of)
            turn = begun(said, found, talk, asked_of, consulted.unanswered)
            return found, consulted, talk, turn, self.memory.begin(session_id, turn)

    def _withdrawn(self, session_id: str, number: int, failed: Query, before: Session) -> bool:
        """Lets go of a turn that failed: asked for again it stands there once. False where another was begun."""
        with self._lock_of(session_id):
            now = self.session(session_id).query
            return self.memory.withdraw(session_id, number, rebased(now, failed, before.query))

    def _lock_of(self, session_id: str) -> Lock:
        """A talk in two windows: the second reads what the first agreed. Few other talks share the lock."""
        return self._locks[hash(session_id) % len(self._locks)]

    def _answer(self, found: Found, consulted: Consulted, talk: Session, stop: Event) -> Generator[Chunk]:
        """Items, what articles say, everything else in words, a question where one pays."""
        intent = found.intent
        if intent.shows:
            yield Picks(found.picks, intent.query.must, intent.notes, intent.query)
        words = self._write(found, talk, stop)
        yield from answers.in_turn([saying.said(consulted, self.contact), words])
        if not stop.is_set() and (question := self._wording.question(found, talk)):
            yield question

    def _known(self, item_id: str) -> Item:
        if (item := self.item_of(item_id)) is None:
            raise UtteranceError(f"there is no item {item_id!r:.80} in the catalogue")
        return item

    def _write(self, found: Found, talk: Session, stop: Event) -> Texts:
        return self._wording.texts(found, talk, stop)

    @property
    def _finding(self) -> Finding:
        return Finding(self.retriever, self.ranker, self.past_of, self.hopeless)

    @property
    def _wording(self) -> Wording:
        return Wording(self.writer, self.item_of, self.examples, self.contact, self.clarify)
