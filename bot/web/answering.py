"""What happens when the page is opened, something is said, taken back or stopped. Knows nothing of the layout."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import Any

import gradio as gr

from bot.messages import Chunk, Done, Language, Picks
from bot.turn import Bot, UtteranceError
from bot.web.pump import until
from bot.web.security import session_of
from bot.web.talk import ChatMessage, Shown, messages
from bot.web.view import View, agreed, labels, seen

log = logging.getLogger(__name__)

FAILED = "Something went wrong on our side and was noted. What stands above was kept; please try again."
NO_COOKIE = (
    "Your browser sent no cookie, and without it a talk can't be kept. Allow cookies here and reload the page."
)
AGREED: dict[Language, str] = {"en": "What I understood:", "zh": "我的理解："}

Frame = tuple[Any, Any, Any, Any]  # for the chat, the view, the box and the bar; see `Page`
NOTHING: Frame = (gr.skip(), gr.skip(), gr.skip(), gr.skip())


@dataclass(frozen=True, eq=False)
class Request:
    """One turn that a page waits for.

    Attributes:
        utterance: What it is shown as.
        chunks: Session id, stop -> the turn.
        taking: Key of the chip that it takes back, "" for none.
        typed: It was written in the box, which is then emptied; else what stands there stays.
        stop: Set when nobody waits any more.
    """

    utterance: str
    chunks: Callable[..., Iterator[Chunk]]
    taking: str = ""
    typed: bool = False
    stop: Event = field(default_factory=Event)


class Page:
    """The handlers of the page. Holds the requests that are being answered, nothing else.

    What they give goes to four parts of the page: the chat, the view, the box and the bar of what is agreed.
    """

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._running: dict[str, Request] = {}

    def restore(self, request: gr.Request) -> tuple[list[ChatMessage], View | None, Any]:
        """The talk so far, when the page is opened."""
        session = _session(request)
        if session is None:
            return [], None, bar(View())
        try:
            view = seen(self._bot.session(session), self._bot.item_of)
        except Exception:
            log.exception("a talk could not be read")
            return messages(Shown("", problem=FAILED))[1:], None, bar(View())
        return view.chat(), view, bar(view)

    def answer(
        self, utterance: str, view: View | None, request: gr.Request, typed: bool = True
    ) -> Iterator[Frame]:
        """One turn: cards, then words, each time all that the page shows."""
        if utterance.strip():
            said = Request(utterance, partial(self._bot.stream, utterance), typed=typed)
            yield from self._frames(said, view, request)
        else:
            yield NOTHING

    def take_back(self, place: int, label: str, view: View | None, request: gr.Request) -> Iterator[Frame]:
        """One turn without the chip that was pressed. One that is gone already only brings the page up to date.

        Args:
            place, label: Of the chip, as the person saw it.
        """
        chip = view.chip(place, label) if view else None
        running = self._running.get(str(request.session_hash))
        if chip is None or (running and running.taking == chip.key):  # pressed twice
            yield NOTHING
            return
        taking = Request(f"✕ {chip.label}", partial(self._bot.take_back, chip.key), taking=chip.key)
        yield from self._frames(taking, view, request)

    def stop(self, request: gr.Request) -> None:
        """Ends the answer that this page is waiting for."""
        if running := self._running.get(str(request.session_hash)):
            running.stop.set()

    def _frames(self, asked: Request, view: View | None, request: gr.Request) -> Iterator[Frame]:
        """The turn as the page shows it; a later one of the same page ends it.

        Each frame is whole. Gradio sends what has changed, to be built on what came before: where two arrive at
        once only the second is seen, and what it leaves out is lost.
        """
        page = str(request.session_hash)
        self.stop(request)
        self._running[page] = asked
        now = View()
        try:
            for now in self._views(asked, _session(request), view):
                if self._running.get(page) is not asked:
                    break
                empty = {"value": ""} if asked.typed and not now.turns[-1].text else {}
                yield now.chat(), now, gr.update(submit_btn=False, stop_btn="Stop") | empty, bar(now)
        finally:
            asked.stop.set()
            last = self._running.get(page) is asked
            if last:
                self._running.pop(page, None)
        if last:
            yield now.chat(), now, gr.update(submit_btn="Send", stop_btn=False), bar(now)
        else:  # the page shows a later answer by now; at the end Gradio sends once more what it was given last
            yield NOTHING

    def _views(self, asked: Request, session: str | None, copy: View | None) -> Iterator[View]:
        """The talk with the turn as far as it has come."""
        shown = Shown(asked.utterance)
        if session is None:
            yield _with(View(), replace(shown, problem=NO_COOKIE))
            return
        view = copy if copy is not None and copy.session == session else View(session)
        try:
            view = seen(self._bot.session(session), self._bot.item_of, view)
            chunks = asked.chunks(session, stop=asked.stop)
            yield _with(view, shown)
            for place, chunk in enumerate(until(asked.stop, chunks, Done("stopped"))):
                if place == 0:  # what is agreed is kept by now, also where no items come
                    view = agreed(view, self._bot.session(session), self._bot.item_of)
                shown = self._after(shown, chunk, view.language)
                yield _with(view, shown)
        except UtteranceError as error:
            yield view if asked.taking else _with(view, replace(shown, problem=_sentence(str(error))))
        except Exception:
            log.exception("a turn failed")
            yield _with(view, replace(shown, problem=FAILED))

    def _after(self, shown: Shown, chunk: Chunk, language: Language) -> Shown:
        if not isinstance(chunk, Picks):
            return shown.after(chunk)
        understood = labels(chunk.query, self._bot.item_of, language)
        return replace(shown.after(chunk, understood), language=language)


def bar(view: View) -> dict[str, Any]:
    """The bar of what is agreed; page.css hides it where nothing is."""
    return gr.update(sample_labels=[chip.label for chip in view.agreed], label=AGREED[view.language])


def _with(view: View, shown: Shown) -> View:
    return replace(view, turns=(*view.turns, shown))


def _session(request: gr.Request) -> str | None:
    return session_of(str(dict(request.headers).get("cookie", "")))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
