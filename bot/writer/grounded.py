"""Writes a reply: composed openings, the model's sentences where they hold, composed ones where they don't.

Knows the prompts and the check; knows nothing of which model writes, and can't change which items are shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from threading import Event

from bot import prompt
from bot.messages import Language, Text
from bot.room import Room
from bot.settings import Tone
from bot.writer import Writer
from bot.writer.check.grammar import repeats
from bot.writer.check.sentences import split, words
from bot.writer.check.verify import check
from bot.writer.check.words import PLAIN
from bot.writer.clean import plain, record
from bot.writer.composer import compose
from bot.writer.composer.shortfall import Speaks, unknown
from bot.writer.drafts import Asked, Drafts, Verdict
from bot.writer.evidence import select, vocabulary
from ranker.rank import Ranked
from retriever.items import Item, Query

BUDGET_SECONDS = 20.0
REPLIES_AT_ONCE = 5  # chats of one reply, that is its items
LINE = 8  # replies that may wait for a place to be written
PATIENCE_SECONDS = 5.0
MIN_WORDS, MAX_WORDS = 5, 60
BUSY = "busy: too many replies are being written"
NEVER = Event()  # is never set


@dataclass(frozen=True)
class ReplyWriter:
    """Writes replies about picks. Safe for many threads.

    Attributes:
        writer: None composes everything.
        prompt: File in prompts/ that asks for the text of one item: "tell" for the writer trained on it,
            "tell_examples" for any other model.
        tone: How a reply sounds.
        budget_seconds: After so long everything that is still missing is composed.
        now: The clock.
        speaks: Whether any record of the catalogue has one of some words.
    """

    writer: Writer | None = None
    prompt: str = "tell_examples"
    tone: Tone = "friendly"
    budget_seconds: float = BUDGET_SECONDS
    now: Callable[[], float] = time.monotonic
    speaks: Speaks = unknown
    room: Room = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = max(1, (self.writer.at_once if self.writer else 1) // REPLIES_AT_ONCE)
        object.__setattr__(self, "room", Room(places, LINE, PATIENCE_SECONDS))

    @property
    def name(self) -> str:
        """Who writes, for people."""
        return self.writer.name if self.writer else "composer"

    def reply(
        self, query: Query, picks: Sequence[Ranked], language: Language = "en", stop: Event = NEVER
    ) -> Generator[Text, None, None]:
        """The text of a reply about `picks`, in order, piece by piece.

        The first piece is composed and comes at once. The model writes of each item by itself, all items side by
        side: small models mix several up. In Chinese everything is composed, for the check can't read it.

        Args:
            query: Its text is the wish, its demands are fields to speak of.
            picks: At least one.
            stop: Once it is set, by whatever thread, the model stops within a tenth of a second; the reply ends.
        Returns:
            Pieces that give well-formed text when joined. Closing the generator stops the model too.
        """
        yield Text(compose.opening(query, picks, language, self.speaks))
        if self.writer is None or language != "en":
            yield from self._paragraphs(query, picks, language, lambda _: Verdict("", ""), stop)
            return
        if not self.room.enter(stop):
            yield from self._paragraphs(query, picks, language, lambda _: Verdict("", BUSY), stop)
            return
        try:
            with closing(self._drafts(self.writer, query, picks, stop)) as drafts:
                yield from self._paragraphs(query, picks, language, drafts.of, stop)
        finally:
            self.room.leave()

    def _paragraphs(
        self,
        query: Query,
        picks: Sequence[Ranked],
        language: Language,
        told: Callable[[int], Verdict],
        stop: Event,
    ) -> Generator[Text, None, None]:
        gap, wish = " " if language == "en" else "", said(query)
        for place, pick in enumerate(picks):
            id_ = pick.item.id
            head, title = compose.head(pick.item, language, place), compose.title(pick.item, language)
            yield Text("\n\n" + title, id_)
            draft = told(place)
            if stop.is_set():
                return
            if draft.text:
                yield Text(compose.maker(pick.item, draft.text) + ".", id_, "composed", draft.failed)
                yield Text(gap + draft.text, id_, "model")
                if last := compose.niche(pick, language):
                    yield Text(gap + last, id_)
                continue
            yield Text(head.removeprefix(title), id_, "composed", draft.failed)
            for text in compose.rest(pick, language, place, self.tone, wish):
                yield Text(gap + text, id_)

    def _drafts(self, writer: Writer, query: Query, picks: Sequence[Ranked], stop: Event) -> Drafts:
        items = [record(pick.item) for pick in picks]
        wish = said(query)
        demanded = {constraint.field for constraint in (*query.must, *query.prefer)}
        asked = [self._asked(item, wish, demanded) for item in items]
        titles = [plain(pick.item.title) for pick in picks]
        best: dict[int, Verdict] = {}

        def judge(place: int, text: str) -> Verdict:
            others = [title for at, title in enumerate(titles) if at != place]
            before = [held.text for at, held in best.items() if at != place]
            verdict = judged(text, items[place], wish, others, before)
            if verdict.text and (place not in best or verdict.rank > best[place].rank):
                best[place] = verdict
            return verdict

        return Drafts(writer, asked, judge, self.now() + self.budget_seconds, self.now, stop)

    def _asked(self, item: Item, wish: str, demanded: Collection[str]) -> Asked | None:
        evidence = select(item, wish, demanded)
        if not (evidence.facts or evidence.text):
            return None  # nothing to write from but the title
        messages = prompt.fill(prompt.load(self.prompt), evidence=evidence.told(), tone=self.tone)
        return Asked(messages, vocabulary(evidence))


def said(query: Query) -> str:
    """The wish in words as a model is told it: its pieces, the newest first, then what is preferred."""
    pieces = [piece.strip(" .") for piece in query.text.split(". ")]
    preferred = [str(value) for wanted in query.prefer if wanted.op == "any_of" for value in wanted.values]
    return plain(", ".join(dict.fromkeys(piece for piece in (*pieces, *preferred) if piece)))


def judged(text: str, item: Item, wish: str, others: Sequence[str] = (), before: Sequence[str] = ()) -> Verdict:
    """The sentences of a draft that hold, from the first on, and what is wrong with the rest.

    Args:
        text: A draft of an item, on one line.
        item: Its record, made plain.
        others: Titles of the other picks.
        before: What was written of other picks: no two begin alike.
    """
    held: list[str] = []
    found: tuple[str, ...] = ()
    for sentence in split(text):
        found = check(sentence, item, wish, others)
        if held and repeats(sentence, " ".join(held)):
            found = (*found, "repetition of the sentence before")
        if found:
            break
        held.append(sentence)
    kept = " ".join(held)
    if kept and (odd := _odd(kept, before)):
        return Verdict("", "; ".join((*found, odd)))
    return Verdict(kept, "; ".join(found), _worth(kept, wish))


def problems(text: str, item: Item, wish: str, others: Sequence[str] = ()) -> tuple[str, ...]:
    """What the check finds in any sentence of a text about an item; see `check`."""
    return tuple(found for sentence in split(text) for found in check(sentence, item, wish, others))


def _odd(text: str, before: Sequence[str]) -> str:
    n = len(text.split())
    if not MIN_WORDS <= n <= MAX_WORDS:
        return f"{n} words"
    begin = text.casefold().split()[:3]
    return "begins like another" if any(begin == other.casefold().split()[:3] for other in before) else ""


def _worth(text: str, wish: str) -> float:
    """More where it speaks to the wish and is neither curt nor long."""
    spoken = {word.stem for word in words(text)} & {word.stem for word in words(wish) if word.folded not in PLAIN}
    n = len(text.split())
    return min(len(spoken), 3) - abs(n - 28) / 28
