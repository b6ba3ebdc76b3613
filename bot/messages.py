"""The nouns of a talk: Message, Intent, Session, chunks, Reply. Knows nothing of models or storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ranker.rank import Ranked
from retriever.items import Constraint, Query

Role = Literal["system", "user", "assistant"]
Act = Literal["recommend", "why", "about", "greeting", "thanks", "help"]
Origin = Literal["model", "composed"]
Language = Literal["en", "zh"]
End = Literal["end", "stopped"]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said, as chat models take it."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What the last utterance asks for.

    Attributes:
        act: What is to be done.
        query: The state after this utterance, complete; meaningful where act is "recommend".
        about: Item ids an act "why" or "about" speaks of.
        notes: What was heard but can't be served, told to the person word for word.
        language: "en" or "zh"; the language of the answer.
    """

    act: Act
    query: Query
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn that was finished or stopped, as it is remembered.

    Attributes:
        utterance: What the person said.
        text: What was written.
        picks, must, notes: What was shown, see Picks.
        origins: Item id -> "model" where the language model wrote at least a sentence about it.
        end: How it ended.
    """

    utterance: str
    text: str
    picks: tuple[Ranked, ...] = ()
    end: End = "end"
    must: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Session:
    """One talk. `query` is what has been agreed so far; `turns` are oldest first."""

    id: str
    query: Query = field(default_factory=Query)
    turns: tuple[Turn, ...] = ()

    @property
    def shown(self) -> tuple[Ranked, ...]:
        """The picks the person last saw; "the second one" means shown[1]."""
        return next((turn.picks for turn in reversed(self.turns) if turn.picks), ())


@dataclass(frozen=True, slots=True)
class Picks:
    """First chunk of a turn that recommends: what will be shown, before a word is written.

    Attributes:
        items: Best first.
        must: The constraints in force, every pick meets them.
        notes: What could not be served, in words for the person.
    """

    items: tuple[Ranked, ...]
    must: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer; pieces joined give the whole text.

    Attributes:
        piece: Never empty.
        item_id: The item it speaks of, "" where it speaks of none.
        origin: "model" where the language model wrote it and the check let it pass, "composed"
            where it was put together from the record.
        failed: What the check found in the sentence this one replaces, "" where none was replaced.
    """

    piece: str
    item_id: str = ""
    origin: Origin = "composed"
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Last chunk of every turn."""

    end: End


Chunk = Picks | Text | Done


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole turn.

    Attributes:
        text: What was written.
        picks: The items shown, best first, with scores and reasons.
        session: Pass it again to go on with the talk.
        metadata: "writer", "ranker", "notes", "seconds" (to first card, first word, last word) and
            "sentences": where each came from (see Text).
    """

    text: str
    picks: tuple[Ranked, ...]
    session: str
    metadata: dict[str, object] = field(default_factory=dict)
