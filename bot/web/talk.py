"""A turn as the chat shows it: chunks or a remembered turn -> chat messages. Pure; knows nothing of Gradio."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, TypedDict

from bot.messages import Chunk, Done, End, Picks, Turn
from bot.web.cards import cards
from ranker.rank import Ranked
from retriever.items import Constraint

MAX_ECHO_CHARS = 4_000


class ChatMessage(TypedDict):
    """A message as gr.Chatbot takes it; the content is HTML of our own making."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One turn, as far as it has come.

    Attributes:
        utterance: What the person said.
        items, must, notes: See Picks.
        text: What was written so far.
        told: Ids of the items that were written about, a paragraph each.
        by_model: Those of them where the language model wrote at least a sentence.
        end: None while it goes on.
        problem: What went wrong, in words for the person.
    """

    utterance: str
    items: tuple[Ranked, ...] = ()
    must: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
    told: frozenset[str] = frozenset()
    by_model: frozenset[str] = frozenset()
    end: End | None = None
    problem: str = ""

    @classmethod
    def of(cls, turn: Turn) -> Shown:
        """A turn as it is remembered."""
        by_model = frozenset(id_ for id_, origin in turn.origins.items() if origin == "model")
        must = turn.must if turn.picks else ()
        return cls(
            turn.utterance, turn.picks, must, turn.notes, turn.text, frozenset(turn.origins), by_model, turn.end
        )

    def after(self, chunk: Chunk) -> Shown:
        """The turn with one more chunk."""
        if isinstance(chunk, Picks):
            return replace(self, items=chunk.items, must=chunk.must, notes=chunk.notes)
        if isinstance(chunk, Done):
            return replace(self, end=chunk.end)
        told = self.told | {chunk.item_id} if chunk.item_id else self.told
        by_model = self.by_model | {chunk.item_id} if chunk.origin == "model" else self.by_model
        return replace(self, text=self.text + chunk.piece, told=told, by_model=by_model)


def messages(shown: Shown) -> list[ChatMessage]:
    """What was said, then the cards, then the words."""
    said: list[ChatMessage] = [
        {"role": "user", "content": f'<div class="ot-said">{_lines(shown.utterance)}</div>'}
    ]
    if listed := cards(shown.items, shown.must, shown.notes):
        said.append({"role": "assistant", "content": f'<div class="ot-picks">{listed}</div>'})
    if words := _words(shown):
        said.append({"role": "assistant", "content": f'<div class="ot-words">{words}</div>'})
    return said


def prose(text: str) -> str:
    """Paragraphs, "- " lists and **strong** words as HTML on one line; all else is text, links and images too."""
    blocks = [block.split("\n") for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return "".join(_block(lines) for lines in blocks)


def _block(lines: list[str]) -> str:
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
        return words + f'<p class="ot-problem">{escape(shown.problem)}</p>'
    if shown.end is None:
        return words or '<p class="ot-wait">…</p>'
    if shown.end == "stopped":
        return words + '<p class="ot-foot">(stopped)</p>'
    return words + (f'<p class="ot-foot">{_whence(shown)}</p>' if shown.told else "")


def _whence(shown: Shown) -> str:
    if not shown.by_model:
        return "Put together from the records."
    wrote = f"{len(shown.by_model)} of {len(shown.told)} paragraphs"
    return f"The language model wrote in {wrote}; the rest is put together from the records."
