"""Writes a reply: composed openings, the model's sentences where they hold, composed ones where they don't.

Knows the prompts and the check; knows nothing of which model writes, and can't change which items are shown.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from bot import prompt
from bot.messages import Language, Message, Text
from bot.writer import Writer, WriterFailed, compose
from bot.writer.clean import plain, record
from bot.writer.grammar import repeats
from bot.writer.sentences import split
from bot.writer.verify import check
from ranker.rank import Ranked
from retriever.items import Item, Query

log = logging.getLogger(__name__)

BUDGET_SECONDS = 20.0
MAX_TOKENS = 60
MAX_SENTENCES = 2
MAX_TOLD = 400  # characters of a description that the model is given
TELLING = frozenset({"director", "directors", "cast", "author", "authors", "writer", "runtime", "pages"})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the model and what the check found in it; `text` is "" where nothing was written."""

    text: str
    failed: str


def write_reply(
    writer: Writer | None,
    query: Query,
    picks: Sequence[Ranked],
    language: Language = "en",
    budget_seconds: float = BUDGET_SECONDS,
    now: Callable[[], float] = time.monotonic,
) -> Generator[Text, None, None]:
    """The text of a reply about `picks`, in order, piece by piece.

    The first piece is composed and comes at once. Of each item the model is told only the beginning of the
    description, one item a prompt: small models mix several up. In Chinese everything is composed, for the
    packaged model can't write it.

    Args:
        writer: None composes everything.
        query: Its text is the wish.
        picks: At least one.
        budget_seconds: After so long no further sentence is asked of the model. Time is looked at between
            tokens, so a model that is silent can add its own limit once.
        now: The clock.
    Returns:
        Pieces that give well-formed text when joined. Closing the generator stops the model.
    """
    yield Text(compose.opening(query, picks, language))
    tellers = _Tellers(writer if language == "en" else None, query, picks, now() + budget_seconds, now)
    gap = " " if language == "en" else ""
    for place, pick in enumerate(picks):
        id_ = pick.item.id
        yield Text("\n\n" + compose.head(pick.item, language, place), id_)
        failed: list[str] = []
        written = False
        for told in tellers.tell(record(pick.item)):
            if told.failed:
                failed.append(told.failed)
            else:
                written = True
                yield Text(gap + told.text, id_, "model")
        body = "" if written else compose.body(pick.item, language)
        if body:
            yield Text(gap + body, id_, "composed", "; ".join(failed))
        left = "" if body else "; ".join(failed)  # the sentence that comes instead tells of it
        yield Text(gap + compose.closing(pick, language, place), id_, "composed", left)


class _Tellers:
    """The model's part of one reply: holds the time that is left and whether the model still works."""

    def __init__(
        self,
        writer: Writer | None,
        query: Query,
        picks: Sequence[Ranked],
        deadline: float,
        now: Callable[[], float],
    ) -> None:
        self._writer = writer
        self._wish = query.text
        self._titles = tuple(plain(pick.item.title) for pick in picks)
        self._deadline = deadline
        self._now = now
        self._broken = ""

    def tell(self, item: Item) -> Generator[Told, None, None]:
        """The model's sentences about `item`, each checked; none where there is no model or no description."""
        if self._writer is None or not item.description:
            return
        if self._broken or self._late():
            yield Told("", self._broken or "time")
            return
        before = ""
        for sentence in self._sentences(self._writer, item):
            failed = sentence.failed or self._problems(sentence.text, item, before)
            before = f"{before} {sentence.text}"
            yield Told("" if failed else sentence.text, failed)
            if failed:  # what follows may lean on it
                return

    def _problems(self, sentence: str, item: Item, before: str) -> str:
        others = [title for title in self._titles if title != item.title]
        problems = check(sentence, item, self._wish, others)
        if before and repeats(sentence, before):
            problems = (*problems, "repetition of the sentence before")
        return "; ".join(problems)

    def _sentences(self, writer: Writer, item: Item) -> Generator[Told, None, None]:
        """Sentences as they are finished, at most MAX_SENTENCES; the writer is stopped in the end."""
        pieces = writer.write(_messages(item), MAX_TOKENS)
        text, given = "", 0
        try:
            for piece in pieces:
                text += piece
                finished = split(text)[:-1]
                for sentence in finished[given:MAX_SENTENCES]:
                    yield Told(_one_line(sentence), "")
                given = max(given, len(finished))
                if given >= MAX_SENTENCES:
                    return
                if self._late():
                    yield Told("", "time")
                    return
        except WriterFailed as error:
            log.warning("%s stopped writing: %s", writer.name, error)
            self._broken = f"writer: {error}"
            yield Told("", self._broken)
            return
        finally:
            pieces.close()
        yield Told(_one_line(split(text)[-1]), "") if text.strip() else Told("", "nothing was written")

    def _late(self) -> bool:
        return self._now() >= self._deadline


def _messages(item: Item) -> list[Message]:
    fields = item.facets.keys() | item.numbers.keys()
    name = "story" if TELLING & fields else "thing"
    return prompt.fill(prompt.load(name), description=_beginning(item.description, name))


def _beginning(description: str, name: str) -> str:
    """What the model is given to retell: of a story one sentence, for it loses the thread of several."""
    sentences = split(description)
    told = sentences[0]
    if name == "thing":
        for sentence in sentences[1:]:
            if len(told) + len(sentence) > MAX_TOLD:
                break
            told = f"{told} {sentence}"
    return told[:MAX_TOLD]


def _one_line(sentence: str) -> str:
    return " ".join(sentence.split())
