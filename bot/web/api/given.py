"""What comes out of the API, with examples. Knows no bot."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from bot.edits import Change
from bot.messages import End, Opinion, Origin
from bot.web.api.taken import SESSION


class Token(BaseModel):
    """Lets a page in for a while."""

    token: str
    expires_in: int = Field(description="Seconds.", examples=[900])


class Why(BaseModel):
    """A reason for which an item was picked."""

    kind: str = Field(examples=["liked"])
    text: str = Field(description="In words for people.")
    evidence: str = Field(description="What stands behind it, from the record or the talk.")
    of: str | None = Field(None, description="The liked item it is tied to.")


class ItemOut(BaseModel):
    """An item, as its record says."""

    id: str
    title: str
    year: int | None = None
    price: float | None = None
    facts: list[str] = Field(description="What it is, in a few words each.")
    description: str
    niche: float = Field(description="0 the best known of the catalogue, 1 the most obscure.", ge=0, le=1)
    known_by: int | None = Field(None, description="Interactions on record.")
    image: str | None = Field(None, description="Path of a picture on this server.")
    why: list[Why]


class Chip(BaseModel):
    """A statement in force."""

    key: str = Field(examples=["must-b6742d69eab6b4da"])
    label: str = Field(examples=["price under 300"])


class EditOut(BaseModel):
    """One thing that /v1/edit may do with a chip."""

    change: Change = Field(description="With the chip's key it asks for this edit.", examples=["number"])
    numbers: list[float] | None = Field(
        None, description="Those in force, only where others may be sent in their place.", examples=[[300]]
    )
    label: str | None = Field(None, description="What the chip says after it, where that is known before.")


class EditableChip(Chip):
    """A statement in force in a talk, and what may be done with it."""

    edits: list[EditOut] = Field(description="Taking it back can always be done, and is the last.")


class Question(BaseModel):
    """A question the answer ends with."""

    text: str
    replies: list[str] = Field(description="Each an utterance of its own.")


class HandOver(BaseModel):
    """What no article answers: for people."""

    questions: list[str] = Field(description="In the person's words.")
    contact: str = Field(description="Whom to ask, empty where nobody was named.")


class Sentence(BaseModel):
    """A piece of the text and where it came from."""

    text: str
    item: str | None = None
    origin: Origin
    source: str | None = Field(
        None, description="The article it is quoted from: its title, and after each › a heading."
    )


class Metadata(BaseModel):
    """How an answer came about."""

    end: End
    writer: str
    ranker: str
    seconds: dict[str, float]
    sentences: list[Sentence]


class Answer(BaseModel):
    """A whole turn."""

    session: str = Field(examples=[SESSION])
    text: str
    items: list[ItemOut]
    understood: list[EditableChip]
    notes: list[str] = Field(description="What was heard but can't be served.")
    question: Question | None = None
    hand_over: HandOver | None = Field(None, description="Only where a question of service was not answered.")
    metadata: Metadata


class Recommended(BaseModel):
    """Items without words."""

    items: list[ItemOut]
    understood: list[Chip]
    notes: list[str]


class Items(BaseModel):
    """Items, best first."""

    items: list[ItemOut]


class Pressed(BaseModel):
    """What was said of items by buttons."""

    session: str
    pressed: dict[str, Opinion]


class PartOut(BaseModel):
    """A stretch of a text."""

    text: str
    source: str | None = Field(
        None, description="The article it is quoted from, left out where it is no quotation."
    )


class TurnOut(BaseModel):
    """One turn of a talk."""

    utterance: str
    text: str
    parts: list[PartOut] | None = Field(
        None, description="The text again with its quotations apart; only where something is quoted."
    )
    items: list[ItemOut]
    notes: list[str]
    end: End
    question: Question | None = None
    hand_over: HandOver | None = Field(None, description="Only where a question of service was not answered.")


class SessionOut(BaseModel):
    """A talk."""

    session: str
    turns: list[TurnOut]
    understood: list[EditableChip]
    pressed: dict[str, Opinion]


class Exported(SessionOut):
    """A talk with everything else that is kept of it."""

    kept: dict[str, Any]


class Edited(BaseModel):
    """How many items were written."""

    upserted: int
    deleted: int


class Ready(BaseModel):
    """That everything answers."""

    ready: Literal[True]
    parts: dict[str, str]


class Health(BaseModel):
    """That the server runs."""

    status: Literal["ok"]


class ProblemOut(BaseModel):
    """RFC 9457."""

    type: str = Field(examples=["urn:offtrail:problem:session-unknown"])
    title: str
    status: int
    detail: str
    instance: str = Field(description="The request's id.")
