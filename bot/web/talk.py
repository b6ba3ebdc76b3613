"""A turn as the chat shows it: chunks or a remembered turn -> chat messages. Pure; knows nothing of Gradio."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import Literal, NotRequired, TypedDict

from bot.messages import Asked, Chunk, Done, End, Language, Part, Picks, Text, Turn
from bot.spoken import pressed
from bot.web.cards import PictureOf, cards, no_picture
from bot.web.changes import NO_CHANGES, Changes
from bot.web.phrases import phrase
from bot.web.prose import quoting
from ranker.rank import Ranked

MAX_ECHO_CHARS = 4_000
COMING = '<i class="ot-coming"></i>'  # page.js looks again where another page is told the rest


class Option(TypedDict):
    """A quick reply: a button that says `label` and, when it is pressed, gives `value`. Text, no HTML."""

    label: str
    value: str


class ChatMessage(TypedDict):
    """A message as gr.Chatbot takes it; the content is HTML of our own making."""

    role: Literal["user", "assistant"]
    content: str
    options: NotRequired[list[Option]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn, as far as it has come.

    Attributes:
        utterance: What the person said.
        items, notes: See Picks.
        changed: What is agreed since it and was not before it, and the reverse.
        text: What was written so far.
        parts: The same with the quotations apart; empty where nothing is quoted.
        told: Ids of the items that were written about, a paragraph each.
        by_model: Those of them where the language model wrote at least a sentence.
        end: None while it goes on.
        problem: What went wrong, in words for the person.
        question: What was asked back.
        language: Of what was said.
    """

    utterance: str
    items: tuple[Ranked, ...] = ()
    changed: Changes = NO_CHANGES
    notes: tuple[str, ...] = ()
    text: str = ""
    parts: tuple[Part, ...] = ()
    told: frozenset[str] = frozenset()
    by_model: frozenset[str] = frozenset()
    end: End | None = None
    problem: str = ""
    question: Asked | None = None
    language: Language = "en"

    @classmethod
    def of(cls, turn: Turn, changed: Changes = NO_CHANGES, language: Language = "en") -> Shown:
        """A turn as it is remembered."""
        by_model = frozenset(id_ for id_, origin in turn.origins.items() if origin == "model")
        return cls(
            turn.utterance,
            turn.picks,
            changed,
            turn.notes,
            turn.text,
            turn.parts,
            frozenset(turn.origins),
            by_model,
            turn.end,
            question=turn.question,
            language=language,
        )

    @property
    def unheard(self) -> bool:
        """True where memory may have nothing of it: it failed, or was stopped before anything came."""
        return bool(self.problem) or (self.end == "stopped" and not self.items and not self.text)

    def after(self, chunk: Chunk) -> Shown:
        """The turn with one more chunk."""
        if isinstance(chunk, Picks):
            return replace(self, items=chunk.items, notes=chunk.notes)
        if isinstance(chunk, Asked):
            return replace(self, question=chunk)
        if isinstance(chunk, Done):
            return replace(self, end=chunk.end)
        told = self.told | {chunk.item_id} if chunk.item_id else self.told
        by_model = self.by_model | {chunk.item_id} if chunk.origin == "model" else self.by_model
        text, parts = self.text + chunk.piece, self._parts_with(chunk)
        return replace(self, text=text, parts=parts, told=told, by_model=by_model)

    def _parts_with(self, chunk: Text) -> tuple[Part, ...]:
        before = self.parts or ((Part(self.text),) if self.text else ())
        if chunk.source:
            return (*before, Part(chunk.piece, chunk.source))
        if self.parts and not self.parts[-1].source:
            return (*before[:-1], Part(before[-1].text + chunk.piece))
        return (*before, Part(chunk.piece)) if self.parts else ()


def messages(shown: Shown, last: bool = True, picture_of: PictureOf = no_picture) -> list[ChatMessage]:
    """What was said, then the cards, then the words; with the last turn what can be done about it."""
    said: list[ChatMessage] = [
        {
            "role": "user",
            "content": f'<div class="ot-said">{_lines(shown.utterance)}</div>{_redo(shown) if last else ""}',
        }
    ]
    changed = NO_CHANGES if pressed(shown.utterance) else shown.changed  # a chip's own words say what it did
    if listed := cards(shown.items, changed, shown.notes, shown.language, picture_of):
        said.append({"role": "assistant", "content": f'<div class="ot-picks">{listed}</div>'})
    if words := _words(shown):
        said.append({"role": "assistant", "content": f'<div class="ot-words">{words}</div>'})
    if last and shown.question:
        said[-1]["options"] = [{"label": reply, "value": reply} for reply in shown.question.replies]
    return said


def told_apart(note: str) -> list[ChatMessage]:
    """What the page itself says of the talk, before it; nothing where there is nothing to say."""
    words = f'<div class="ot-words"><p class="ot-moved">{escape(note)}</p></div>'
    return [{"role": "assistant", "content": words}] if note else []


def _lines(text: str) -> str:
    short = text if len(text) <= MAX_ECHO_CHARS else text[:200] + "…"
    return "<br>".join(escape(line) for line in short.strip().splitlines())


def _words(shown: Shown) -> str:
    words = quoting(shown.parts or (Part(shown.text),))
    if shown.problem:
        return f'{words}<p class="ot-problem">{escape(shown.problem)}</p>'
    if shown.end is None:
        return words + COMING if words else '<p class="ot-wait">…</p>'
    if shown.end == "stopped":
        return words + f'<p class="ot-foot">{phrase("stopped", shown.language)}</p>'
    return words + (f'<p class="ot-foot">{_whence(shown)}</p>' if shown.told else "") + _question(shown)


def _question(shown: Shown) -> str:
    asked = shown.question.text if shown.question else ""  # of old turns only the field was kept
    return f'<p class="ot-asked">{_lines(asked)}</p>' if asked else ""


def _whence(shown: Shown) -> str:
    if not shown.by_model:
        return phrase("composed", shown.language)
    return phrase("by_model", shown.language, len(shown.by_model), len(shown.told))


def _redo(shown: Shown) -> str:
    """Buttons that ask the same again, or give the words back to be changed; both make a new request."""
    if pressed(shown.utterance):
        return ""
    buttons = "".join(
        f'<button type="button" class="ot-button ot-{do}" name="{do}" title="{escape(what)}">'
        f"{phrase(do, shown.language)}</button>"
        for do, what in ((do, phrase(f"{do}_what", shown.language)) for do in ("again", "edit"))
    )
    return f'<div class="ot-redo">{buttons}</div>'
