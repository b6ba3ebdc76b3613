"""A turn as the chat shows it: chunks or a remembered turn -> chat messages. Pure; knows nothing of Gradio."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, NotRequired, TypedDict

from bot.messages import Asked, Chunk, Done, End, Language, Picks, Turn
from bot.spoken import pressed
from bot.web.cards import PictureOf, cards, no_picture
from bot.web.phrases import phrase
from ranker.rank import Ranked

MAX_ECHO_CHARS = 4_000
COMING = '<i class="ot-coming"></i>'  # page.js looks again where another page is told the rest
SOURCE = re.compile(r"\(From: (.+)\)|（出自：(.+)）")  # ends what bot/knowledge/saying.py quotes


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
        understood: Labels of all that is agreed, where items are shown.
        text: What was written so far.
        told: Ids of the items that were written about, a paragraph each.
        by_model: Those of them where the language model wrote at least a sentence.
        end: None while it goes on.
        problem: What went wrong, in words for the person.
        question: What was asked back.
        language: Of what was said.
    """

    utterance: str
    items: tuple[Ranked, ...] = ()
    understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    told: frozenset[str] = frozenset()
    by_model: frozenset[str] = frozenset()
    end: End | None = None
    problem: str = ""
    question: Asked | None = None
    language: Language = "en"

    @classmethod
    def of(cls, turn: Turn, understood: tuple[str, ...] = (), language: Language = "en") -> Shown:
        """A turn as it is remembered; of a question only the field is, so none is shown."""
        by_model = frozenset(id_ for id_, origin in turn.origins.items() if origin == "model")
        return cls(
            turn.utterance,
            turn.picks,
            understood if turn.picks else (),
            turn.notes,
            turn.text,
            frozenset(turn.origins),
            by_model,
            turn.end,
            language=language,
        )

    @property
    def unheard(self) -> bool:
        """True where memory may have nothing of it: it failed, or was stopped before anything came."""
        return bool(self.problem) or (self.end == "stopped" and not self.items and not self.text)

    def after(self, chunk: Chunk, understood: tuple[str, ...] = ()) -> Shown:
        """The turn with one more chunk; with Picks come the labels of what is agreed."""
        if isinstance(chunk, Picks):
            return replace(self, items=chunk.items, understood=understood, notes=chunk.notes)
        if isinstance(chunk, Asked):
            return replace(self, question=chunk)
        if isinstance(chunk, Done):
            return replace(self, end=chunk.end)
        told = self.told | {chunk.item_id} if chunk.item_id else self.told
        by_model = self.by_model | {chunk.item_id} if chunk.origin == "model" else self.by_model
        return replace(self, text=self.text + chunk.piece, told=told, by_model=by_model)


def messages(shown: Shown, last: bool = True, picture_of: PictureOf = no_picture) -> list[ChatMessage]:
    """What was said, then the cards, then the words; with the last turn what can be done about it."""
    said: list[ChatMessage] = [
        {
            "role": "user",
            "content": f'<div class="ot-said">{_lines(shown.utterance)}</div>{_redo(shown) if last else ""}',
        }
    ]
    if listed := cards(shown.items, shown.understood, shown.notes, shown.language, picture_of):
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


def prose(text: str) -> str:
    """Paragraphs, "- " lists, **strong** words and quotations with their source as HTML on one line; all else is
    text, links and images too.

    >>> prose("A **b**")
    '<p>A <strong>b</strong></p>'
    >>> prose("Within 60 days.\\n(From: Returns › Boots)")
    '<blockquote><p>Within 60 days.</p><cite>Returns › Boots</cite></blockquote>'
    """
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return "".join(_block(lines) for lines in blocks)


def _block(lines: list[str]) -> str:
    if len(lines) > 1 and (source := SOURCE.fullmatch(lines[-1].strip())):
        said = "<br>".join(map(_strong, lines[:-1]))
        return f"<blockquote><p>{said}</p><cite>{escape(source[1] or source[2])}</cite></blockquote>"
    html, listed = "", [line[2:] for line in lines if line.startswith("- ")]
    if plain := [line for line in lines if not line.startswith("- ")]:
        html += f"<p>{'<br>'.join(_strong(line) for line in plain)}</p>"
    if listed:
        html += f"<ul>{''.join(f'<li>{_strong(line)}</li>' for line in listed)}</ul>"
    return html


def _strong(line: str) -> str:
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escape(line))


def _lines(text: str) -> str:
    short = text if len(text) <= MAX_ECHO_CHARS else text[:200] + "…"
    return "<br>".join(escape(line) for line in short.strip().splitlines())


def _words(shown: Shown) -> str:
    words = prose(shown.text)
    if shown.problem:
        return f'{words}<p class="ot-problem">{escape(shown.problem)}</p>'
    if shown.end is None:
        return words + COMING if words else '<p class="ot-wait">…</p>'
    if shown.end == "stopped":
        return words + f'<p class="ot-foot">{phrase("stopped", shown.language)}</p>'
    return words + (f'<p class="ot-foot">{_whence(shown)}</p>' if shown.told else "") + _question(shown)


def _question(shown: Shown) -> str:
    return f'<p class="ot-asked">{_lines(shown.question.text)}</p>' if shown.question else ""


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
