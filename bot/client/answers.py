"""What the API answers, as frozen records. Knows nothing of JSON or of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Opinion = Literal["like", "dislike", "seen"]
End = Literal["end", "stopped"]
Origin = Literal["model", "composed"]
Change = Literal["take_back", "prefer", "demand", "turn", "number"]


@dataclass(frozen=True, slots=True)
class Why:
    """A reason for an item.

    Attributes:
        kind: What sort of reason.
        text: In words.
        evidence: What of the record or of other people it rests on.
        of: Id of the item it is about, "" for none.
    """

    kind: str
    text: str
    evidence: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it is shown.

    Attributes:
        niche: 0 known by everybody, 1 by nobody.
        known_by: How many people know it, None where nobody counted.
        image: Path on the server, "/media/...", "" for none.
    """

    id: str
    title: str
    year: int | None = None
    price: float | None = None
    facts: tuple[str, ...] = ()
    description: str = ""
    niche: float = 0.5
    known_by: int | None = None
    image: str = ""
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that may be done with a chip, see `Client.edit`.

    Attributes:
        change: take_back leaves it out; prefer makes of a demand a preference, and demand the other way; turn says
            the opposite; number says the same with other numbers.
        numbers: For number; offered, those in force; asked for, the new ones, the lower first.
        label: What the chip says after it, "" where it is gone then or the numbers are not known yet.
    """

    change: Change
    numbers: tuple[float, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A chip: one thing that is agreed, and what may be done with it; `key` names it there."""

    key: str
    label: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Picks:
    """First event of a turn: what is shown, before a word is written. It names the session to go on with."""

    session: str
    items: tuple[Item, ...]
    understood: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer; pieces joined give the whole text.

    Attributes:
        item: The id it speaks of, "" for none.
        source: The article it is quoted from, with the heading; "" for none.
    """

    piece: str
    item: str = ""
    origin: Origin = "composed"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A clarifying question; each reply is an utterance of its own."""

    text: str
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOver:
    """Questions that no article answers, and whom to ask, "" where nobody was named."""

    questions: tuple[str, ...]
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Last event of a turn."""

    session: str
    end: End
    understood: tuple[Understood, ...] = ()
    hand_over: HandOver | None = None


Event = Picks | Text | Asked | Done


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole turn. Pass `session` again to go on with the talk."""

    session: str
    text: str
    items: tuple[Item, ...] = ()
    understood: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()
    question: Asked | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    hand_over: HandOver | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Items without a talk."""

    items: tuple[Item, ...]
    understood: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a remembered answer. `source`: the article it is quoted from, "" for none."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """One turn of a talk, as it is remembered. `parts`: the text with its quotations apart, () without any."""

    utterance: str
    text: str
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    end: End = "end"
    parts: tuple[Part, ...] = ()
    hand_over: HandOver | None = None
    question: Asked | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk so far. `pressed` maps item ids to the opinions given by feedback."""

    session: str
    turns: tuple[TalkTurn, ...]
    understood: tuple[Understood, ...] = ()
    pressed: Mapping[str, Opinion] = field(default_factory=dict)
