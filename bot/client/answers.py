"""What the API answers, as frozen records, and how they are read from JSON. Knows nothing of the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

Opinion = Literal["like", "dislike", "seen"]
End = Literal["end", "stopped"]
Origin = Literal["model", "composed"]

T = TypeVar("T")


class AnswerUnreadable(ValueError):
    """The server answered something that is not in the contract: perhaps another program or version."""


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
class Understood:
    """A chip: one thing that is agreed. `key` takes it back, see `Client.take_back`."""

    key: str
    label: str


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


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk so far. `pressed` maps item ids to the opinions given by feedback."""

    session: str
    turns: tuple[TalkTurn, ...]
    understood: tuple[Understood, ...] = ()
    pressed: Mapping[str, Opinion] = field(default_factory=dict)


def read(made: Callable[[Mapping[str, Any]], T], answer: object) -> T:
    """`made` of a JSON object.

    Raises:
        AnswerUnreadable: It is no object, or lacks what the contract promises.
    """
    try:
        return made(_object(answer))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswerUnreadable(
            f"the answer is not one of Offtrail's ({type(error).__name__}: {error}), got {str(answer)[:200]!r}; "
            "check the address and that both sides have the same version"
        ) from error


def _object(answer: object) -> Mapping[str, Any]:
    if not isinstance(answer, Mapping):
        raise TypeError("no JSON object")
    return answer


def item(record: Mapping[str, Any]) -> Item:
    """An item from its JSON; fields that are new to this version are left out."""
    return Item(
        record["id"],
        record["title"],
        record.get("year"),
        record.get("price"),
        tuple(record.get("facts", ())),
        record.get("description") or "",
        float(record["niche"]),
        record.get("known_by"),
        record.get("image") or "",
        tuple(
            Why(why["kind"], why["text"], why.get("evidence") or "", why.get("of") or "")
            for why in record.get("why", ())
        ),
    )


def items(record: Mapping[str, Any]) -> tuple[Item, ...]:
    """The items of an answer."""
    return tuple(item(found) for found in record["items"])


def found(record: Mapping[str, Any]) -> Found:
    """What /v1/recommend answers."""
    return Found(items(record), _understood(record), tuple(record.get("notes", ())))


def answer(record: Mapping[str, Any]) -> Answer:
    """What /v1/chat answers in one piece."""
    question = record.get("question")
    return Answer(
        record["session"],
        record["text"],
        items(record),
        _understood(record),
        tuple(record.get("notes", ())),
        None if question is None else _asked(question),
        dict(record.get("metadata", {})),
        _hand_over(record),
    )


def talk(record: Mapping[str, Any]) -> Talk:
    """What /v1/sessions/{id} answers."""
    return Talk(
        record["session"], tuple(map(_turn, record["turns"])), _understood(record), dict(record.get("pressed", {}))
    )


def pressed(record: Mapping[str, Any]) -> dict[str, Opinion]:
    """What /v1/feedback answers."""
    return dict(record["pressed"])


def event(name: str, record: Mapping[str, Any]) -> Event | None:
    """An event of a stream; None for one that this version does not know."""
    if name == "picks":
        return Picks(record["session"], items(record), _understood(record), tuple(record.get("notes", ())))
    if name == "text":
        return Text(record["piece"], record.get("item") or "", record["origin"], record.get("source", ""))
    if name == "asked":
        return _asked(record)
    if name == "done":
        return Done(record["session"], _end(record), _understood(record), _hand_over(record))
    return None


def _turn(record: Mapping[str, Any]) -> TalkTurn:
    parts = tuple(Part(part["text"], part.get("source") or "") for part in record.get("parts", ()))
    notes = tuple(record.get("notes", ()))
    return TalkTurn(record["utterance"], record["text"], items(record), notes, _end(record), parts)


def _understood(record: Mapping[str, Any]) -> tuple[Understood, ...]:
    return tuple(Understood(chip["key"], chip["label"]) for chip in record.get("understood", ()))


def _asked(record: Mapping[str, Any]) -> Asked:
    return Asked(record["text"], tuple(record.get("replies", ())))


def _hand_over(record: Mapping[str, Any]) -> HandOver | None:
    told = record.get("hand_over")
    return None if told is None else HandOver(tuple(told["questions"]), told.get("contact") or "")


def _end(record: Mapping[str, Any]) -> End:
    end: End = record["end"]
    if end not in get_args(End):
        raise ValueError(f"'end' must be one of {', '.join(get_args(End))}")
    return end
