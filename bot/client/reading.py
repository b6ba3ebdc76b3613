"""Reads the records of answers.py from JSON; leaves out what is new to this version. Knows no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from bot.client.answers import (
    Answer,
    Asked,
    Change,
    Done,
    Edit,
    End,
    Event,
    Found,
    HandOver,
    Item,
    Opinion,
    Part,
    Picks,
    Talk,
    TalkTurn,
    Text,
    Understood,
    Why,
)

T = TypeVar("T")


class AnswerUnreadable(ValueError):
    """The server answered something that is not in the contract: perhaps another program or version."""


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
    return Answer(
        record["session"],
        record["text"],
        items(record),
        _understood(record),
        tuple(record.get("notes", ())),
        _question(record),
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
    hand_over, question = _hand_over(record), _question(record)
    return TalkTurn(
        record["utterance"], record["text"], items(record), notes, _end(record), parts, hand_over, question
    )


def _understood(record: Mapping[str, Any]) -> tuple[Understood, ...]:
    return tuple(_chip(chip) for chip in record.get("understood", ()))


def _chip(chip: Mapping[str, Any]) -> Understood:
    edits = (edit for edit in chip.get("edits", ()) if edit["change"] in get_args(Change))
    return Understood(
        chip["key"],
        chip["label"],
        tuple(Edit(edit["change"], tuple(edit.get("numbers", ())), edit.get("label") or "") for edit in edits),
    )


def _asked(record: Mapping[str, Any]) -> Asked:
    return Asked(record["text"], tuple(record.get("replies", ())))


def _question(record: Mapping[str, Any]) -> Asked | None:
    return _asked(told) if (told := record.get("question")) is not None else None


def _hand_over(record: Mapping[str, Any]) -> HandOver | None:
    told = record.get("hand_over")
    return None if told is None else HandOver(tuple(told["questions"]), told.get("contact") or "")


def _end(record: Mapping[str, Any]) -> End:
    end: End = record["end"]
    if end not in get_args(End):
        raise ValueError(f"'end' must be one of {', '.join(get_args(End))}")
    return end
