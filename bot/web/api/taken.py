"""What goes into the API, with examples. Knows no bot."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from bot import edits
from bot.messages import Opinion
from bot.utterance import MAX_N, MAX_UTTERANCE_CHARS

SESSION = "kQ0bV3yX8mT2rW5nZ7cJ1A"
SESSION_PATTERN = r"^[A-Za-z0-9_-]{22}$"
MOST_USER_CHARS = 128
MOST_ID_CHARS = 200
MOST_EDITS = 5_000
NOT_BLANK = r"\S"
CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffd]")  # the last one stands for what is no UTF-8


def _number(n: object) -> object:
    """JSON has one kind of number, so that 3.0 is one; but true and "3" are slips."""
    if isinstance(n, bool | str):
        raise ValueError("not a number")  # noqa: TRY004  # what pydantic takes for "not valid"
    return n


NInQuery = Annotated[
    int, Field(ge=1, le=MAX_N, description="How many items; the server's own number when left out.")
]
N = Annotated[NInQuery, BeforeValidator(_number)]
SessionId = Annotated[
    str,
    StringConstraints(pattern=SESSION_PATTERN),
    Field(description="As an earlier answer gave it.", examples=[SESSION]),
]
ItemId = Annotated[
    str, StringConstraints(min_length=1, max_length=MOST_ID_CHARS, pattern=NOT_BLANK), Field(examples=["cleo"])
]
Utterance = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_UTTERANCE_CHARS, pattern=NOT_BLANK),
    Field(description="What the person says.", examples=["a quiet French film that few people know"]),
]
User = Annotated[str, StringConstraints(min_length=1, max_length=MOST_USER_CHARS, pattern=NOT_BLANK)]


class Said(BaseModel):
    """A body that comes in: what it does not know it refuses."""

    model_config = ConfigDict(extra="forbid")


class TokenAsked(Said):
    """For POST /v1/token."""

    key: Annotated[str, Field(max_length=100, description="A public key.", examples=["pk_9v3kQ0bV3yX8mT2rW5nZ7c"])]
    user: User | None = Field(None, description="Who is logged in on the page.", examples=["u-1962"])
    user_hmac: Annotated[str, Field(max_length=64)] | None = Field(
        None,
        description="Proof of `user`, made on your server: hex HMAC-SHA256 of it, keyed with the hex SHA-256 of "
        "the secret key, as ASCII.",
    )


class Chat(Said):
    """For POST /v1/chat."""

    utterance: Utterance
    session: SessionId | None = Field(None, description="The talk to go on with; a new one begins without.")
    n: N | None = None
    user: User | None = Field(
        None, description="Who asks, by the name in your log of interactions; secret keys only."
    )


class MoreLike(Said):
    """For POST /v1/more-like."""

    session: SessionId
    item: ItemId
    n: N | None = None


class TakeBack(Said):
    """For POST /v1/take-back."""

    session: SessionId
    key: Annotated[str, Field(min_length=1, max_length=100, description="Of a chip in `understood`.")]
    n: N | None = None


Number = Annotated[
    float,
    Field(ge=-edits.MAX_NUMBER, le=edits.MAX_NUMBER, allow_inf_nan=False, examples=[1980]),
    BeforeValidator(_number),
]


class Edit(TakeBack):
    """For POST /v1/edit."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [
                {
                    "properties": {"change": {"const": "number"}, "numbers": {"minItems": 1}},
                    "required": ["numbers"],
                },
                {"properties": {"change": {"not": {"const": "number"}}, "numbers": {"maxItems": 0}}},
            ],
        },
    )

    change: edits.Change = Field(description="One of the chip's `edits`.", examples=["number"])
    numbers: list[Number] = Field(
        [],
        max_length=2,
        validate_default=True,
        examples=[[1980]],
        description="With `number`: as many as the edit has, the lower first.",
    )

    @field_validator("numbers")
    @classmethod
    def _where_they_belong(cls, numbers: list[float], told: ValidationInfo) -> list[float]:
        if (told.data.get("change") == "number") != bool(numbers):
            raise ValueError('send the new numbers with the change "number", and none with another')
        return numbers

    @property
    def edit(self) -> edits.Edit:
        """What is to be done with the chip."""
        return edits.Edit(self.change, tuple(self.numbers))


class Recommend(Said):
    """For POST /v1/recommend."""

    utterance: Utterance
    n: N | None = None


class Feedback(Said):
    """For POST /v1/feedback."""

    session: SessionId
    item: ItemId
    opinion: Opinion | None = Field(description="null takes back what was said of the item.", examples=["like"])


FieldName = Annotated[str, StringConstraints(min_length=1, max_length=100)]
One = str | bool | int | float
RECORD: dict[str, Any] = {
    "id": "cleo",
    "title": "Cleo from 5 to 7",
    "year": 1962,
    "country": ["France"],
    "genres": ["drama"],
    "count": 12,
}


def _plain(value: object) -> object:
    """Else each kind of value says that it is not it."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(one, One) for one in values):
        raise ValueError("send text, a number, true or false, a list of these, or null")
    return value


Value = Annotated[One | list[One] | None, BeforeValidator(_plain)]


def _as_text(id_: object) -> object:
    """A catalogue may number its items. An id with a line break fits no address, and would stay for ever; space
    around it is no part of it, and so it would be kept under another one.
    """
    if isinstance(id_, str) and (CONTROL.search(id_) or id_ != id_.strip()):
        raise ValueError("an id has no line breaks, no other control characters and no space at its ends")
    if id_ in (".", ".."):
        raise ValueError("an id is more than dots, which many clients take out of an address")
    return str(id_) if isinstance(id_, int) and not isinstance(id_, bool) else id_


RecordId = Annotated[ItemId, BeforeValidator(_as_text, json_schema_input_type=ItemId | int)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=NOT_BLANK)]


class Record(BaseModel):
    """A record, whole or some of its fields, with any fields besides these."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [RECORD]})
    __pydantic_extra__: dict[FieldName, Value]

    id: RecordId
    title: Title = Field("", description="Left out where only some fields change.")

    def row(self) -> dict[str, Any]:
        """What was sent."""
        return self.model_dump(exclude_unset=True)


class Whole(Record):
    """For PUT /v1/items/{id}: a record with any fields besides these."""

    id: RecordId = Field("", description="As in the address, or left out.")
    title: Title


class Edits(Said):
    """For POST /v1/items: all of them or none."""

    upsert: Annotated[
        list[Record],
        Field(
            max_length=MOST_EDITS, examples=[[RECORD]], description="Records; one without a title changes fields."
        ),
    ] = []
    delete: Annotated[list[ItemId], Field(max_length=MOST_EDITS)] = []
