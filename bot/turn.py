"""The whole turn: utterance -> picks, then words. Knows protocols only, no concrete part."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from threading import Lock

from bot import answers
from bot.intent import Parser
from bot.memory import Memory
from bot.messages import Chunk, Done, End, Intent, Origin, Picks, Reply, Session, Text
from bot.writer import Writer
from bot.writer.grounded import write_reply
from ranker.rank import Ranked, Ranker
from retriever.fields import UnknownField
from retriever.items import Item, Query
from retriever.search import Retriever

MAX_UTTERANCE_CHARS = 4_000
MAX_SESSION_CHARS = 128
CANDIDATES = 200

# words of a wish that wishes nothing: "something for tonight", "what should I watch?"
_IDLE = """
    a again an and any anything buy can could enjoy find for from get give good great i just like listen
    me more my new next nice now of on one or pick play please read recommend recommendation see should
    show some something suggest surprise tell the there this to today tomorrow tonight us want watch we
    weekend what with would you your
"""
IDLE = frozenset(_IDLE.split())

Texts = Generator[Text, None, None]


class UtteranceError(ValueError):
    """What was said can't be taken: empty or too long."""


@dataclass(frozen=True)
class Bot:
    """A conversational recommender. Holds no talk itself: sessions live in `memory`. Safe for many threads.

    Attributes:
        parser, retriever, ranker, memory: The parts, behind their protocols.
        writer: None composes all text from the records.
        item_of: Record by id.
        examples: Requests that this catalogue can serve.
        about: One line a part, for people: which models and devices are used and why.
        n: Items in an answer.
        niche: Pull to the long tail at the start of a talk, 0 to 1.
        past_of: Ids of what a person of the interaction log had, empty for somebody it does not know.
    """

    parser: Parser
    retriever: Retriever
    ranker: Ranker
    memory: Memory
    writer: Writer | None
    item_of: Callable[[str], Item | None]
    examples: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    n: int = 5
    niche: float = 0.5
    past_of: Callable[[str], tuple[str, ...]] = lambda _: ()
    _locks: tuple[Lock, ...] = field(default_factory=lambda: tuple(Lock() for _ in range(64)), repr=False)

    def __call__(
        self, utterance: str, session: str | None = None, n: int | None = None, user: str | None = None
    ) -> Reply:
        """One whole turn; see `stream`.

        Returns:
            The text, the picks and the session id to go on with.
        """
        session = session or new_session()
        started = time.perf_counter()
        seconds: dict[str, float] = {}
        picks: Picks | None = None
        texts: list[Text] = []
        for chunk in self.stream(utterance, session, n, user):
            seconds.setdefault(_moment(chunk), time.perf_counter() - started)
            if isinstance(chunk, Picks):
                picks = chunk
            elif isinstance(chunk, Text):
                texts.append(chunk)
        return Reply(
            text="".join(text.piece for text in texts).strip(),
            picks=picks.items if picks else (),
            session=session,
            metadata={
                "writer": self.writer.name if self.writer else "composer",
                "ranker": self.ranker.name,
                "must": [str(constraint) for constraint in picks.must] if picks else [],
                "notes": list(picks.notes) if picks else [],
                "seconds": {name: round(value, 3) for name, value in seconds.items()},
                "sentences": [
                    {"text": text.piece, "item": text.item_id, "origin": text.origin, "failed": text.failed}
                    for text in texts
                ],
            },
        )

    def stream(
        self, utterance: str, session: str | None = None, n: int | None = None, user: str | None = None
    ) -> Iterator[Chunk]:
        """One turn, piece by piece: Picks when items are recommended, then Text, then Done.

        Closing the iterator stops the writer; what was shown until then is remembered.

        Args:
            utterance: 1 to 4,000 characters.
            session: The talk to go on with; a new one when None.
            n: How many items, 1 to 20; the bot's own number when None.
            user: Who asks, by the name in the interaction log, whose history then counts; the talk's when None.
                Whoever calls vouches for it: take it from your own log-in and never from the page.
        Raises:
            UtteranceError: Empty or too long, at once and not at the first chunk.
            MemoryUnusable: The talk can't be read or kept.
        """
        _check(utterance, session, n, user)
        return self._turn(utterance.strip(), session or new_session(), n or self.n, user)

    def session(self, session_id: str) -> Session:
        """The talk so far."""
        found = self.memory.load(session_id)
        return found if found.turns else replace(found, query=replace(found.query, niche=self.niche))

    def _turn(self, utterance: str, session_id: str, n: int, user: str | None) -> Iterator[Chunk]:
        # A talk in two windows: the second reads what the first agreed. Few other talks share the lock.
        with self._locks[hash(session_id) % len(self._locks)]:
            session = self.session(session_id)
            name = session.query.user if user is None else user
            known = name if name and self.past_of(name) else ""
            intent = self.parser.parse(utterance, replace(session, query=replace(session.query, user=known)))
            intent = replace(intent, query=replace(intent.query, user=name))  # outlives "start over"
            intent, ranked = self._picked(intent, n)
            number = self.memory.begin(session_id, intent.query, utterance, ranked, intent.notes)
        said: list[str] = []
        origins: dict[str, Origin] = {}
        end: End = "stopped"
        try:
            if intent.act == "recommend":
                yield Picks(tuple(ranked), intent.query.must, intent.notes)
            with closing(self._write(intent, ranked, session)) as texts:
                for text in texts:
                    said.append(text.piece)
                    if text.item_id and origins.get(text.item_id) != "model":
                        origins[text.item_id] = text.origin
                    yield text
            end = "end"
        finally:
            self.memory.finish(session_id, number, "".join(said).strip(), end, origins)
        yield Done(end)

    def _picked(self, intent: Intent, n: int) -> tuple[Intent, list[Ranked]]:
        """The picks; demands on fields that have left the catalogue meanwhile are dropped and told."""
        if intent.act != "recommend":
            return intent, []
        try:
            return intent, self._pick(intent.query, n)
        except UnknownField as error:
            left = tuple(demand for demand in intent.query.must if demand not in error.unknown)
            told = answers.field_gone(error.unknown, intent.language)
            intent = replace(intent, query=replace(intent.query, must=left), notes=(*intent.notes, told))
            return intent, self._pick(intent.query, n)

    def _pick(self, query: Query, n: int) -> list[Ranked]:
        if past := self.past_of(query.user) if query.user else ():
            query = replace(query, seen=query.seen | frozenset(past), text="" if _idle(query.text) else query.text)
        return self.ranker.rank(query, self.retriever.find(query, CANDIDATES), n)

    def _write(self, intent: Intent, ranked: list[Ranked], session: Session) -> Texts:
        if intent.act == "recommend" and ranked:
            return write_reply(self.writer, intent.query, ranked, intent.language)
        if intent.act == "recommend" and self.retriever.find(replace(intent.query, seen=frozenset()), 1):
            return answers.all_shown(intent.language)
        if intent.act == "recommend":
            free = self.retriever.relaxations(intent.query)
            return answers.nothing_found(intent.query, free, intent.language)
        if intent.act in ("why", "about"):
            shown = {pick.item.id: pick for turn in session.turns for pick in turn.picks}
            items = [(id_, self.item_of(id_)) for id_ in intent.about]
            picks = [shown.get(id_) or Ranked(item, 0.0) for id_, item in items if item is not None]
            return answers.about_items(intent, picks, shown.keys())
        return answers.small_talk(intent, self.examples)


def new_session() -> str:
    """An id of 128 random bits that can't be guessed."""
    return secrets.token_urlsafe(16)


def _check(utterance: str, session: str | None, n: int | None, user: str | None) -> None:
    if not isinstance(utterance, str) or not utterance.strip():
        raise UtteranceError('nothing was said; ask for something, e.g. "a quiet film that few people know"')
    if len(utterance) > MAX_UTTERANCE_CHARS:
        raise UtteranceError(
            f"the utterance has {len(utterance):,} characters, at most {MAX_UTTERANCE_CHARS:,}; say it shorter"
        )
    if any("\ud800" <= char <= "\udfff" for char in utterance + (session or "")):
        raise UtteranceError("the utterance holds half a character; send it as whole Unicode")
    if session is not None and not 0 < len(session) <= MAX_SESSION_CHARS:
        raise UtteranceError(f"a session id has 1 to {MAX_SESSION_CHARS} characters, got {len(session)}")
    if user is not None and not 0 < len(user) <= MAX_SESSION_CHARS:
        raise UtteranceError(f"a user has 1 to {MAX_SESSION_CHARS} characters, got {len(user)}")
    if n is not None and not 1 <= n <= 20:
        raise UtteranceError(f"n must be between 1 and 20, got {n}")


def _idle(text: str) -> bool:
    """True for a wish that wishes nothing: of somebody whose history is known it must not outweigh that."""
    return all(word in IDLE for word in re.findall(r"\w+", text.casefold()))


def _moment(chunk: Chunk) -> str:
    return "first_card" if isinstance(chunk, Picks) else "first_word" if isinstance(chunk, Text) else "last_word"
