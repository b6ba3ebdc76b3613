"""Chunks of a turn -> events and JSON. Pure but for the talk it reads; knows nothing of requests."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from bot.chips import Chip, ItemOf, chips
from bot.editing import Offer, offers
from bot.messages import Asked, Chunk, Done, Language, Part, Picks, Session, Text
from bot.spoken import spoken
from bot.told import PLACES, moment
from bot.turn import Bot
from bot.web.cards import PictureOf, no_picture, what_it_is
from bot.web.phrases import phrase
from bot.web.why import whys
from ranker.rank import Ranked, Reason
from retriever.items import Item, Query
from retriever.tail import band

Json = dict[str, Any]
LAST = "last_word"
WHENCE = ("item", "origin", "source")  # of a piece of text


@dataclass(frozen=True, slots=True)
class Event:
    """One thing told. `name`: picks, text, asked, done or error."""

    name: str
    said: Json

    def line(self) -> bytes:
        """As a server-sent event."""
        said = json.dumps(self.said, ensure_ascii=False, separators=(",", ":"))  # a line break in it is written \n
        return f"event: {self.name}\ndata: {said}\n\n".encode("utf-8", "replace")


@dataclass(frozen=True)
class Telling:
    """What tells of items and talks.

    Attributes:
        bot: Reads the talks.
        picture_of: Path of an item's picture on this server, None where it has none.
    """

    bot: Bot
    picture_of: PictureOf = no_picture

    def events(self, session: str, chunks: Iterator[Chunk]) -> Iterator[Event]:
        """The turn, told; picks first in every turn, for it names the session. Closing it closes the turn."""
        with closing(chunks):  # type: ignore[type-var]
            begun = False
            for chunk in chunks:
                if not begun:
                    yield self._begun(session, chunk)
                begun = True
                if isinstance(chunk, Text):
                    item = {"item": chunk.item_id} if chunk.item_id else {}
                    source = {"source": chunk.source} if chunk.source else {}
                    yield Event("text", {"piece": chunk.piece, **item, "origin": chunk.origin, **source})
                elif isinstance(chunk, Asked):
                    yield Event("asked", _asked(chunk))
                elif isinstance(chunk, Done):
                    yield self.done(session, chunk.end, chunk.unanswered)

    def done(self, session: str, end: str, unanswered: Sequence[str] = ()) -> Event:
        """The last event of a turn; with what people must answer, where no article does."""
        told = {"session": session, "end": end, "understood": self.understood(self.bot.session(session))}
        return Event("done", told | self._hand_over(unanswered))

    def understood(self, talk: Session) -> list[Json]:
        """What is agreed in a talk and what may be done with it, in its language."""
        if not talk.turns:
            return []
        query, item_of, language = talk.query, self.bot.item_of, spoken(talk)
        may = offers(query, item_of, language)
        return [
            _chip(chip) | {"edits": [_edit(offer) for offer in may[chip.key]]}
            for chip in chips(query, item_of, language)
        ]

    def items(self, picks: Sequence[Ranked], language: Language) -> list[Json]:
        """Items with the reasons for them, in the language of the talk."""
        return [self._item(pick, language) for pick in picks]

    def answer(self, events: Sequence[Event], seconds: dict[str, float]) -> Json:
        """The whole turn, once all is told."""
        picks = next(event.said for event in events if event.name == "picks")
        done = next(event.said for event in events if event.name == "done")
        asked = next((event.said for event in events if event.name == "asked"), None)
        texts = [event.said for event in events if event.name == "text"]
        metadata = {
            "end": done["end"],
            "writer": self.bot.writer.name,
            "ranker": self.bot.ranker.name,
            "seconds": seconds,
            "sentences": [
                {"text": said["piece"]} | {name: said[name] for name in WHENCE if name in said} for said in texts
            ],
        }
        return {
            "session": picks["session"],
            "text": "".join(said["piece"] for said in texts).strip(),
            "items": picks["items"],
            "understood": done["understood"],
            "notes": picks["notes"],
            **({"question": asked} if asked else {}),
            **({"hand_over": done["hand_over"]} if "hand_over" in done else {}),
            "metadata": metadata,
        }

    def talk(self, talk: Session) -> Json:
        """A talk so far."""
        language = spoken(talk)
        turns = [
            {
                "utterance": turn.utterance,
                "text": turn.text,
                **({"parts": [_part(part) for part in turn.parts]} if turn.parts else {}),
                "items": self.items(turn.picks, language),
                "notes": list(turn.notes),
                "end": turn.end,
                **self._hand_over(turn.unanswered),
                **({"question": _asked(turn.question)} if turn.question and turn.question.text else {}),
            }
            for turn in talk.turns
        ]
        return {
            "session": talk.id,
            "turns": turns,
            "understood": self.understood(talk),
            "pressed": dict(talk.pressed),
        }

    def _hand_over(self, unanswered: Sequence[str]) -> Json:
        """What people must answer, and who they are; nothing where no question was left."""
        return {"hand_over": {"questions": list(unanswered), "contact": self.bot.contact}} if unanswered else {}

    def _begun(self, session: str, first: Chunk) -> Event:
        picks = first if isinstance(first, Picks) else Picks(())
        talk = self.bot.session(session)
        items = self.items(picks.items, spoken(talk))
        told = {"items": items, "understood": self.understood(talk), "notes": list(picks.notes)}
        return Event("picks", {"session": session, **told})

    def _item(self, pick: Ranked, language: Language) -> Json:
        item = pick.item
        known = {
            "year": int(item.numbers["year"]) if "year" in item.numbers else None,
            "price": item.numbers.get("price"),
            "known_by": item.count,
            "image": self.picture_of(item),
        }
        return {
            "id": item.id,
            "title": item.title,
            "facts": what_it_is(item, language),
            "description": item.description,
            "niche": item.tail,
            **{name: value for name, value in known.items() if value is not None},
            "why": [_why(reason, item, language) for reason in pick.reasons],
        }


def _asked(question: Asked) -> Json:
    return {"text": question.text, "replies": list(question.replies)}


def _part(part: Part) -> Json:
    return {"text": part.text} | ({"source": part.source} if part.source else {})


def aside(query: Query, item_of: ItemOf, language: Language) -> list[Json]:
    """What was understood outside of any talk, where nothing can be done with it."""
    return [_chip(chip) for chip in chips(query, item_of, language)]


def _chip(chip: Chip) -> Json:
    return {"key": chip.key, "label": chip.label}


def _edit(offer: Offer) -> Json:
    """What the chip would say is told where it says something else then, and is known before it is done."""
    change, numbers = offer.edit.change, list(offer.edit.numbers)
    return {"change": change} | (
        {"numbers": numbers} if numbers else {"label": offer.label} if offer.label else {}
    )


class Watch:
    """Notes when the parts of an answer came, from the request on: with the wait for a place and for the talk."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self.seconds: dict[str, float] = {}

    @property
    def saw_nothing(self) -> bool:
        """Whether no item and no word came: the turn was not begun, or not begun to be told."""
        return not self.seconds.keys() - {LAST}

    def over(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """The chunks, noted as they come."""
        with closing(chunks):  # type: ignore[type-var]
            for chunk in chunks:
                name = moment(chunk)
                if name == LAST or name not in self.seconds:
                    self.seconds[name] = round(time.perf_counter() - self._began, PLACES)
                yield chunk


def _why(reason: Reason, item: Item, language: Language) -> Json:
    said = [why.label for why in whys(item, [reason], language)]
    words = said[0] if said else phrase(band(item.tail), language) if reason.kind == "tail" else reason.evidence
    return {"kind": reason.kind, "text": words, "evidence": reason.evidence} | (
        {"of": reason.of} if reason.of else {}
    )
