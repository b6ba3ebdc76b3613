"""What a model writes of several items side by side: drafts, judged as they come, and new ones where they fail.

Knows the Writer protocol; knows nothing of records, prompts or what makes a draft good.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from threading import Event

from bot.messages import Message
from bot.writer import ANY, Pieces, Writer, WriterFailed
from bot.writer.check.sentences import split

log = logging.getLogger(__name__)

MAX_TOKENS = 90
MAX_SENTENCES = 2
MAX_CHARS = 600
LOOK_SECONDS = 0.02  # how soon a stop and the end of time are seen
SAMPLES = 2  # drawn at a time where the first draft fails
ROUNDS = 2  # of new ones
TEMPERATURES = (0.6, 0.6, 0.9)  # of samples drawn beside the first draft, and in each round of new ones


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is left of a draft, and what was found wrong in it.

    Attributes:
        text: The sentences that hold, "" where none does.
        failed: What the check found, "" where all holds.
        worth: Among drafts that hold the one worth most is shown.
    """

    text: str
    failed: str
    worth: float = 0.0

    @property
    def rank(self) -> tuple[bool, float]:
        """By which the best of several is found: one that holds as a whole before one that was cut."""
        return bool(self.text) and not self.failed, self.worth


Judge = Callable[[int, str], Verdict]  # place of the item, draft


@dataclass(slots=True)
class _Open:
    """A draft that is being written."""

    pieces: Pieces
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One item for the model: what it is told, and the words it may write."""

    messages: Sequence[Message]
    words: Set[str] = ANY


@dataclass(slots=True)
class _Item:
    messages: Sequence[Message]
    words: Set[str]
    open: list[_Open] = field(default_factory=list)
    held: list[Verdict] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    rounds: int = 0


class Drafts:
    """The model's part of one reply. Close it, whatever happens: that stops the model."""

    def __init__(
        self,
        writer: Writer,
        asked: Sequence[Asked | None],
        judge: Judge,
        deadline: float,
        now: Callable[[], float],
        stop: Event,
    ) -> None:
        """Begins a draft of each item, all at once; None stands for one that is not for the model.

        Args:
            deadline: By `now`: after that nothing more is written.
            stop: Once it is set, by whatever thread, nothing more is written.
        """
        self._writer = writer
        self._judge = judge
        self._deadline = deadline
        self._now = now
        self._stop_asked = stop
        self._broken = ""
        self._items = [None if one is None else _Item(one.messages, one.words) for one in asked]
        wanted = sum(item is not None for item in self._items)
        first = 1 + SAMPLES if wanted and writer.at_once >= (1 + SAMPLES) * wanted else 1
        for item in self._items:
            if item is not None:
                self._begin(item, first, greedy=True)

    def of(self, place: int) -> Verdict:
        """The best draft of an item that holds; where none does, what was found in the first one."""
        item = self._items[place]
        if item is None:
            return Verdict("", "")
        while not self._settled(item):
            if over := self._over():
                while over == "time" and item.open and item.open[0].pieces.finished and not item.held:
                    self._read(item)  # it was whole in time
                if not item.held:
                    item.failed.insert(0, over)
                self._stop(item)
                break
            if self._read(item, LOOK_SECONDS):
                self._look_ahead(place)
        if item.held:
            return max(item.held, key=lambda verdict: verdict.rank)
        return Verdict("", item.failed[0] if item.failed else self._broken or "nothing was written")

    def close(self) -> None:
        """Stops everything that is still being written."""
        for item in self._items:
            if item is not None:
                self._stop(item)

    def _settled(self, item: _Item) -> bool:
        """True once nothing more is to be read of an item; begins new drafts where all have failed."""
        if item.open:
            return False
        if item.held or self._broken or item.rounds > ROUNDS or self._over():
            return True
        self._begin(item, SAMPLES)
        return not item.open

    def _begin(self, item: _Item, n: int, greedy: bool = False) -> None:
        if self._broken:
            return
        item.rounds += 1
        for number in range(n):
            sampled = 0.0 if greedy and number == 0 else TEMPERATURES[item.rounds - 1]
            seed = 10 * item.rounds + number
            try:
                pieces = self._writer.write(item.messages, MAX_TOKENS, sampled, seed, item.words)
            except WriterFailed as error:
                self._failed(error)
                return
            item.open.append(_Open(pieces))

    def _over(self) -> str:
        """Why nothing more is to be written, "" while it may go on."""
        if self._stop_asked.is_set():
            return "stopped"
        return "time" if self._now() >= self._deadline else ""

    def _read(self, item: _Item, seconds: float = 0) -> bool:
        """One piece more of the first open draft, judged when it is whole; False where none came in `seconds`."""
        draft = item.open[0]
        try:
            if not draft.pieces.wait(seconds):
                return False
            piece = next(draft.pieces, None)
        except WriterFailed as error:
            draft.pieces.close()
            item.open.remove(draft)
            self._failed(error)
            return True
        draft.text += piece or ""
        if piece is None or _is_enough(draft.text):
            draft.pieces.close()
            item.open.remove(draft)
            self._judged(item, draft.text)
        return True

    def _failed(self, error: WriterFailed) -> None:
        """Nothing more is asked of a model that failed; what it had finished before is read."""
        log.warning("%s stopped writing: %s", self._writer.name, error)
        self._broken = f"writer: {error}"
        for item in self._items:
            for draft in list(item.open) if item is not None else ():
                if item is not None and not draft.pieces.finished:
                    draft.pieces.close()
                    item.open.remove(draft)

    def _judged(self, item: _Item, text: str) -> None:
        sentences = split(text)[:MAX_SENTENCES]
        if not sentences:
            item.failed.append("nothing was written")
            return
        verdict = self._judge(self._items.index(item), " ".join(" ".join(sentences).split()))
        if verdict.text:
            item.held.append(verdict)
        if verdict.failed:
            item.failed.append(verdict.failed)

    def _look_ahead(self, place: int) -> None:
        """Judges what has been finished of later items, so that new drafts of them begin early."""
        for later in range(place + 1, len(self._items)):
            item = self._items[later]
            while item is not None and item.open and item.open[0].pieces.finished:
                self._read(item)
            if item is not None:
                self._settled(item)

    def _stop(self, item: _Item) -> None:
        for draft in item.open:
            draft.pieces.close()
        item.open.clear()


def _is_enough(text: str) -> bool:
    return len(text) > MAX_CHARS or len(split(text)) > MAX_SENTENCES
