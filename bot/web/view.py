"""What one open page shows: the talk, and what is agreed in it. Pure; knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from bot.chips import Chip, ItemOf, NotAgreed, chips
from bot.editing import Offer, offers, remembered
from bot.edits import Edit, NotEditable
from bot.messages import Language, Opinion, Session
from bot.spoken import languages, spoken
from bot.web.cards import PictureOf, no_picture
from bot.web.changes import changes
from bot.web.talk import ChatMessage, Shown, messages, told_apart
from retriever.items import Query


@dataclass(frozen=True, slots=True)
class View:
    """A talk as a page shows it. Only a copy; the talk itself is in the bot's memory.

    Attributes:
        session: The id of the talk, "" for none.
        turns: Oldest first.
        agreed: What is in force now.
        offers: Key of each of them -> what may be done with it.
        query: The same for the bot.
        language: Of the talk, in which `agreed` is told.
        pressed: Item id -> the opinion given by a button, where it counts.
        niche: Where the dial stands; None where nothing is kept of it yet.
        note: What became of the talk that stood here before, "" for nothing.
    """

    session: str = ""
    turns: tuple[Shown, ...] = ()
    agreed: tuple[Chip, ...] = ()
    offers: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)
    query: Query = field(default_factory=Query)
    language: Language = "en"
    pressed: Mapping[str, Opinion] = field(default_factory=dict)
    niche: float | None = None
    note: str = ""

    def chat(self, picture_of: PictureOf = no_picture) -> list[ChatMessage]:
        """All turns, as messages."""
        last = len(self.turns) - 1
        told = (messages(turn, place == last, picture_of) for place, turn in enumerate(self.turns))
        return [*told_apart(self.note), *chain.from_iterable(told)]

    def edited(self, key: str, edit: Edit, item_of: ItemOf) -> str:
        """How the turn of an edit is told; "" where there is no such chip, or that can't be done with it."""
        try:
            return remembered(self.query, key, edit, item_of, self.language)
        except (NotAgreed, NotEditable):
            return ""


def seen(talk: Session, item_of: ItemOf, copy: View | None = None) -> View:
    """The talk from memory, for another page of it may have gone on.

    Args:
        copy: What the page shows. Of a turn stopped a moment ago it may have words that are not in memory yet,
            and of a request that failed, or was stopped before it was begun, maybe nothing: these stay.
    """
    kept = tuple(_turns(talk, item_of))
    mine = copy.turns if copy is not None and copy.session == talk.id else ()
    return agreed(View(talk.id, tuple(_merged(mine, kept))), talk, item_of)


def agreed(view: View, talk: Session, item_of: ItemOf) -> View:
    """The view with what the talk agrees on now, in its language."""
    view = replace(view, pressed=talk.pressed, niche=talk.query.niche)
    if not talk.turns:
        return view
    query, language = talk.query, spoken(talk)
    told, may = chips(query, item_of, language), offers(query, item_of, language)
    return replace(view, agreed=told, offers=may, query=query, language=language)


def _turns(talk: Session, item_of: ItemOf) -> Iterator[Shown]:
    for place, (turn, language) in enumerate(zip(talk.turns, languages(talk.turns), strict=True), 1):
        yield Shown.of(turn, changes(talk.turns[:place], item_of, language), language)


def _merged(mine: tuple[Shown, ...], kept: tuple[Shown, ...]) -> Iterator[Shown]:
    """What is kept, with what only the page has, in order."""
    place = 0
    for number, old in enumerate(mine):
        same = place < len(kept) and old.utterance.strip() == kept[place].utterance
        if old.unheard and not (same and _each_kept(old, mine[number:], kept[place:])):
            yield old
        elif place < len(kept):
            yield _together(old, kept[place], last=old is mine[-1]) if same else kept[place]
            place += 1
    yield from kept[place:]


def _each_kept(turn: Shown, mine: tuple[Shown, ...], kept: tuple[Shown, ...]) -> bool:
    """True where memory has as many of these words as the page: they were asked once more otherwise."""
    had, has = (
        [shown.utterance.strip() for shown in turns].count(turn.utterance.strip()) for turns in (mine, kept)
    )
    return has >= had


def _together(mine: Shown, kept: Shown, last: bool) -> Shown:
    if last and len(mine.text) > len(kept.text):
        return replace(mine, end=mine.end or "stopped")
    return kept
