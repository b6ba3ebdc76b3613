"""The nouns of a talk: Message, Intent, Session, chunks, Reply. Knows nothing of models or storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ranker.rank import Ranked
from retriever.items import Constraint, Query

SHOWING: frozenset[str] = frozenset(
    {"recommend", "refine", "constrain", "exclude", "relax", "more", "change", "like", "dislike", "seen"}
)  # acts that are answered with items

Role = Literal["system", "user", "assistant"]
Act = Literal[
    "recommend", "refine", "constrain", "exclude", "relax", "more", "change", "like", "dislike", "seen",
    "about", "compare", "why",
    "greeting", "thanks", "chitchat", "help", "service", "abuse", "injection", "off_topic",
]  # fmt: skip
Origin = Literal["model", "composed"]
Language = Literal["en", "zh"]
End = Literal["end", "stopped"]
Opinion = Literal["like", "dislike", "seen"]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said, as chat models take it."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What the last utterance asks for.

    Attributes:
        acts: All that is done in it, none twice; empty where nothing was understood.
        query: The state after this utterance, complete.
        about: Item ids an act "about", "compare" or "why" speaks of.
        fields: Of those items, what is asked for ("director"); empty for all of the record.
        meant: Item ids that pointing words ("the second one", "that director") stand for.
        notes: What was heard but can't be served, told to the person word for word.
        language: "en" or "zh"; the language of the answer.
        fixed: The person asked for answers in `language`.
        n: How many items are wanted now; None where it was not said.
    """

    acts: tuple[Act, ...]
    query: Query
    about: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    language: Language = "en"
    fixed: bool = False
    n: int | None = None

    @property
    def shows(self) -> bool:
        """True where items are to be shown; not for thanks, nor where all was cleared and nothing asked for."""
        showing, query = SHOWING & set(self.acts), self.query
        if showing == {"change"}:
            return bool(query.text or query.must or query.liked or query.prefer)
        return bool(showing) and not ("thanks" in self.acts and set(self.acts) <= {"thanks", "like", "seen"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an answer. `source`: the article it is quoted from, "" where it is no quotation."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn that was finished or stopped, as it is remembered.

    Attributes:
        utterance: What the person said.
        text: What was written.
        picks, must, notes: What was shown, see Picks.
        origins: Item id -> "model" where the language model wrote at least a sentence about it.
        end: How it ended.
        query: What was agreed after it; None where that was not kept.
        spoken: Items that it spoke of, the last one last; "it" means that one.
        question: What it asked back at its end, None for nothing; without words where only the field was kept.
        language: The language of answers the person asked for in it, "" for none.
        acts: What the person did in it.
        seconds: When things came: "first_card", "first_word", "last_word"; empty where that was not kept.
        parts: The text again, with the quotations apart; empty where nothing is quoted, or that was not kept.
        unanswered: Questions of service in it that no article answers, in the person's words.
    """

    utterance: str
    text: str
    picks: tuple[Ranked, ...] = ()
    end: End = "end"
    must: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    query: Query | None = None
    spoken: tuple[str, ...] = ()
    question: Asked | None = None
    language: Language | Literal[""] = ""
    acts: tuple[Act, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The field that was asked about, "" for none."""
        return self.question.field if self.question else ""


@dataclass(frozen=True, slots=True)
class Session:
    """One talk.

    Attributes:
        query: What is agreed so far.
        turns: Oldest first.
        niche: Where the dial starts.
        pressed: Item id -> the opinion given by a button, as far as it still holds.
        kept: True where memory holds something of it, turns or not.
    """

    id: str
    query: Query = field(default_factory=Query)
    turns: tuple[Turn, ...] = ()
    niche: float = 0.5
    pressed: Mapping[str, Opinion] = field(default_factory=dict)
    kept: bool = field(default=False, compare=False)

    @property
    def shown(self) -> tuple[Ranked, ...]:
        """The picks the person last saw; "the second one" means shown[1]."""
        return next((turn.picks for turn in reversed(self.turns) if turn.picks), ())

    @property
    def language(self) -> Language | Literal[""]:
        """The language of answers that was asked for last, "" where none was."""
        return next((turn.language for turn in reversed(self.turns) if turn.language), "")


@dataclass(frozen=True, slots=True)
class Picks:
    """First chunk of a turn that recommends: what will be shown, before a word is written.

    Attributes:
        items: Best first.
        must: The constraints in force, every pick meets them.
        notes: What could not be served, in words for the person.
        query: All that is agreed, the constraints among it.
    """

    items: tuple[Ranked, ...]
    must: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()
    query: Query = field(default_factory=Query)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer; pieces joined give the whole text.

    Attributes:
        piece: Never empty.
        item_id: The item it speaks of, "" where it speaks of none.
        origin: "model" where the language model wrote it and the check let it pass, "composed"
            where it was put together from the record.
        failed: What the check found in the sentence this one replaces, "" where none was replaced.
        source: The article it is quoted from, "title › heading"; "" where it is no quotation.
    """

    piece: str
    item_id: str = ""
    origin: Origin = "composed"
    failed: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A clarifying question, after the text; who ignores it gets items all the same.

    Attributes:
        field: Of the catalogue, what it asks about.
        text: The question in words.
        replies: Each an utterance of its own, made of values the candidates have; the last one leaves it open.
    """

    field: str
    text: str
    replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Last chunk of every turn.

    Attributes:
        unanswered: Questions of service in it that no article answers, in the person's words.
    """

    end: End
    unanswered: tuple[str, ...] = ()


Chunk = Picks | Text | Asked | Done


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole turn.

    Attributes:
        text: What was written.
        picks: The items shown, best first, with scores and reasons.
        session: Pass it again to go on with the talk.
        question: A clarifying question the answer ends with, None where none pays.
        agreed: The state of the talk after this turn, what chips are made of.
        metadata: "writer", "ranker", "notes", "seconds" (to first card, first word, last word) and
            "sentences": where each came from (see Text); "unanswered": see Done.
    """

    text: str
    picks: tuple[Ranked, ...]
    session: str
    metadata: dict[str, object] = field(default_factory=dict)
    question: Asked | None = None
    agreed: Query = field(default_factory=Query)
