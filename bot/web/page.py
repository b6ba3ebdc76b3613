"""The chat page in Gradio. Knows the bot's chunks and nothing of how they come about."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from threading import Event
from typing import Any

import gradio as gr

from bot.messages import Done
from bot.turn import Bot, UtteranceError
from bot.web.pump import until
from bot.web.security import NEW_TALK, session_of
from bot.web.talk import ChatMessage, Shown, messages

log = logging.getLogger(__name__)

TURNS_AT_ONCE = 8
VIEW_SECONDS = 3600.0
FAILED = "Something went wrong on our side and was noted. What stands above was kept; please try again."
NO_COOKIE = (
    "Your browser sent no cookie, and without it a talk can't be kept. Allow cookies here and reload the page."
)

# On one line each: a blank line or an indent would hand the rest to markdown.
HEADER = (
    '<div class="ot-header"><div class="ot-brand">'
    '<div class="ot-name" role="heading" aria-level="1">Off<b>trail</b></div>'
    '<div class="ot-line">Looks beyond the well-known, and tells you why each pick fits.</div>'
    "</div><details><summary>About this bot</summary><ul>{about}</ul></details>"
    '<form method="post" action="{new}"><button type="submit">New talk</button></form></div>'
)
EMPTY = (
    '<div class="ot-empty"><b>What are you in the mood for?</b>'
    "<i>In your own words. Or begin with one of these:</i></div>"
)


@dataclass(frozen=True, slots=True)
class View:
    """What one open page shows: a talk and its turns. Only a copy; the talk itself is in the bot's memory."""

    session: str
    turns: tuple[Shown, ...]

    def chat(self) -> list[ChatMessage]:
        """All of it, as messages."""
        return [message for turn in self.turns for message in messages(turn)]


class Page:
    """The handlers of the page. Holds the stop events of the answers that are being written, nothing else."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._stops: dict[str, Event] = {}

    def restore(self, request: gr.Request) -> tuple[list[ChatMessage], View | None]:
        """The talk so far, when the page is opened."""
        session = _session(request)
        if session is None:
            return [], None
        try:
            view = self._view(session, None)
        except Exception:
            log.exception("a talk could not be read")
            return messages(Shown("", problem=FAILED))[1:], None
        return view.chat(), view

    def answer(self, utterance: str, view: View | None, request: gr.Request) -> Iterator[Any]:
        """One turn: cards, then words, each time all that the chat shows."""
        if not utterance.strip():
            yield gr.skip(), gr.skip(), gr.skip()
            return
        page, stop = str(request.session_hash), Event()
        if earlier := self._stops.get(page):
            earlier.set()
        self._stops[page] = stop
        box: Any = gr.Textbox(value="", submit_btn=False, stop_btn="Stop")
        try:
            for before, shown in self._turn(utterance, _session(request), view, stop):
                if self._stops.get(page) is not stop:  # the page shows a later answer by now
                    return
                yield before.chat() + messages(shown), replace(before, turns=(*before.turns, shown)), box
                box = gr.skip()
        finally:
            stop.set()
            if self._stops.get(page) is stop:
                self._stops.pop(page, None)
        yield gr.skip(), gr.skip(), gr.Textbox(submit_btn="Send", stop_btn=False)

    def stop(self, request: gr.Request) -> None:
        """Ends the answer that this page is waiting for."""
        if event := self._stops.get(str(request.session_hash)):
            event.set()

    def _turn(
        self, utterance: str, session: str | None, view: View | None, stop: Event
    ) -> Iterator[tuple[View, Shown]]:
        """What came before, and the turn as far as it has come."""
        shown = Shown(utterance)
        if session is None:
            yield View("", ()), replace(shown, problem=NO_COOKIE)
            return
        before = view if view is not None and view.session == session else View(session, ())
        try:
            before = self._view(session, before)
            chunks = self._bot.stream(utterance, session)
            yield before, shown
            for chunk in until(stop, chunks, Done("stopped")):
                shown = shown.after(chunk)
                yield before, shown
        except UtteranceError as error:
            yield before, replace(shown, problem=_sentence(str(error)))
        except Exception:
            log.exception("a turn failed")
            yield before, replace(shown, problem=FAILED)

    def _view(self, session: str, copy: View | None) -> View:
        """The talk from memory, for another page of it may have gone on.

        Of a turn stopped a moment ago the page may have seen words that are not in memory yet: they stay.
        """
        turns = [Shown.of(turn) for turn in self._bot.session(session).turns]
        last = len(copy.turns) - 1 if copy else -1
        if copy and 0 <= last < len(turns):
            mine, kept = copy.turns[last], turns[last]
            if mine.utterance.strip() == kept.utterance and len(mine.text) > len(kept.text):
                turns[last] = replace(mine, end=mine.end or "stopped")
        return View(session, tuple(turns))


def make_page(bot: Bot) -> gr.Blocks:
    """The page, ready to be mounted."""
    page = Page(bot)
    blocks: gr.Blocks = gr.Blocks(title="Offtrail", analytics_enabled=False, fill_height=True)
    with blocks:
        about = "".join(f"<li>{escape(line)}</li>" for line in bot.about)
        # gr.Markdown and not gr.HTML: that one runs its templates with eval, which the page's policy forbids
        gr.Markdown(HEADER.format(about=about, new=NEW_TALK), elem_id="ot-top", container=False)
        chat = gr.Chatbot(
            elem_id="ot-chat",
            show_label=False,
            label="Talk",
            scale=1,
            height="auto",
            container=False,
            autoscroll=False,  # page.js puts the last request on top and lets what is read stay where it is
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            sanitize_html=True,
            allow_tags=False,
            layout="bubble",
            allow_file_downloads=False,
            placeholder=EMPTY,
            examples=[{"text": example} for example in bot.examples],
        )
        box = gr.Textbox(
            elem_id="ot-box",
            label="Say something",
            show_label=False,
            container=False,
            placeholder="Say what you would love…",
            lines=1,
            max_lines=6,
            autofocus=True,
            submit_btn="Send",
            stop_btn=False,
        )
        view = gr.State(None, time_to_live=VIEW_SECONDS)
        _connect(page, blocks, chat, box, view)
    return blocks


def _connect(page: Page, blocks: gr.Blocks, chat: gr.Chatbot, box: gr.Textbox, view: gr.State) -> None:
    """Which event calls which handler."""

    def picked(view: View | None, request: gr.Request, event: gr.SelectData) -> Iterator[Any]:
        yield from page.answer(str(event.value["text"]), view, request)

    outputs = [chat, view, box]
    quick: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
    slow = quick | {"concurrency_limit": TURNS_AT_ONCE, "concurrency_id": "answer"}
    blocks.load(page.restore, None, [chat, view], **quick)
    box.submit(page.answer, [box, view], outputs, **slow)
    chat.example_select(picked, [view], outputs, **slow)
    box.stop(page.stop, None, None, **quick)


def _session(request: gr.Request) -> str | None:
    return session_of(str(dict(request.headers).get("cookie", "")))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
