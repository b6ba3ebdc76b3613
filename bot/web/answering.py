"""What happens when the page is opened, something is said, pressed or stopped. Knows nothing of the layout."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import gradio as gr

from bot.memory import MemoryUnusable
from bot.messages import Done, Session
from bot.spoken import pressed, spoken
from bot.turn import Bot, UtteranceError
from bot.web import parts
from bot.web.agreed import bar
from bot.web.asker import language_of, language_said, talk_of
from bot.web.cards import PictureOf, no_picture
from bot.web.changes import changes
from bot.web.parts import NOTHING, Frame
from bot.web.phrases import phrase
from bot.web.pump import until
from bot.web.request import Request, refused
from bot.web.signals import Again, Edited, Look, More, Press, signal_of
from bot.web.tabs import moved, up_to_date
from bot.web.talk import Shown, messages
from bot.web.view import View, agreed, seen

log = logging.getLogger(__name__)


class Page:
    """The handlers of the page. Holds the requests that are being answered, nothing else.

    Args:
        bot: Ready to answer.
        picture_of: Where the page finds the picture of an item.
    """

    def __init__(self, bot: Bot, picture_of: PictureOf = no_picture) -> None:
        self._bot = bot
        self._picture_of = picture_of
        self._running: dict[str, Request] = {}

    def restore(self, request: gr.Request) -> Frame:
        """The talk so far, when the page is opened."""
        session = talk_of(request)
        view, problem = None, ""
        if session is not None:
            try:
                view = up_to_date(self._bot, View(session), session, self._written(session))
            except Exception:
                log.exception("a talk could not be read")
                problem = phrase("failed", language_of(None, request))
        return self._whole(view, request, problem)

    def look(self, view: View | None, request: gr.Request) -> Frame:
        """What another page has done in the talk meanwhile, when somebody comes back to this one."""
        session = talk_of(request)
        if session is None or view is None or str(request.session_hash) in self._running:
            return NOTHING
        try:
            now = self._left(view, session, request)
            now = now or up_to_date(self._bot, view, session, self._written(session))
        except MemoryUnusable:
            log.exception("a talk could not be read")
            return NOTHING
        return NOTHING if now == view else self._whole(now, request)

    def answer(
        self, utterance: str, view: View | None, request: gr.Request, typed: bool = True
    ) -> Iterator[Frame]:
        """One turn: cards, then words, each time all that the page shows."""
        if utterance.strip():
            said = Request(utterance, partial(self._bot.stream, utterance), typed=typed)
            yield from self._frames(said, view, request)
        else:
            yield NOTHING

    def go_on(self, signal: str, view: View | None, request: gr.Request) -> Iterator[Frame]:
        """One turn that a button asks for: a chip changed, more like an item, or the last request once more."""
        asked = signal_of(signal)
        if isinstance(asked, Edited):
            yield from self._edited(asked, view, request)
        elif isinstance(asked, More) and (item := self._bot.item_of(asked.item)):
            more = Request(f"≈ {item.title}", partial(self._bot.more_like, asked.item))
            yield from self._frames(more, view, request)
        elif isinstance(asked, Again) and view and view.turns and not pressed(view.turns[-1].utterance):
            yield from self.answer(view.turns[-1].utterance, view, request, typed=False)
        else:
            yield NOTHING

    def _edited(self, asked: Edited, view: View | None, request: gr.Request) -> Iterator[Frame]:
        """One turn that changes a chip; of one that is gone by now nothing is shown but what is agreed."""
        key, running, view = asked.key, self._running.get(str(request.session_hash)), view or View()
        said = view.edited(key, asked.edit, self._bot.item_of)
        if not said or (running and running.editing == key):  # pressed twice
            yield NOTHING
        else:
            turn = Request(said, partial(self._bot.edit, key, asked.edit), editing=key)
            yield from self._frames(turn, view, request)

    def press(self, signal: str, view: View | None, request: gr.Request) -> Frame:
        """Keeps what a button says of an item; what is shown stays, the next turn heeds it. Or only looks."""
        asked = signal_of(signal)
        if isinstance(asked, Look):
            return self.look(view, request)
        if not isinstance(asked, Press):
            return NOTHING
        return self._noted(partial(self._bot.note, asked.item, asked.opinion), view, request)

    def tune(self, niche: float, view: View | None, request: gr.Request) -> Frame:
        """Keeps where the dial stands; the next turn heeds it."""
        return self._noted(partial(self._bot.tune, niche), view, request)

    def stop(self, request: gr.Request) -> None:
        """Ends the answer that this page is waiting for."""
        if running := self._running.get(str(request.session_hash)):
            running.stop.set()

    def _noted(self, note: Callable[[str], Session], view: View | None, request: gr.Request) -> Frame:
        """Keeps something at once, also while words come: the turn then shows it in its further frames."""
        session, language = talk_of(request), language_of(view, request)
        if session is None:
            gr.Warning(phrase("no_cookie", language))
            return NOTHING
        try:
            if view is not None and (left := self._left(view, session, request)):
                return self._whole(left, request)
            talk = note(session)
        except UtteranceError:
            gr.Warning(phrase("gone", language))
            return NOTHING
        except MemoryUnusable:
            log.exception("an opinion could not be kept")
            gr.Warning(phrase("failed", language))
            return NOTHING
        if running := self._running.get(str(request.session_hash)):
            running.talk = talk
        copy = view if view is not None and view.session == session else View(session)
        now = agreed(copy, talk, self._bot.item_of)
        return Frame(view=parts.SKIP if running else now, bar=bar(now), kept=parts.kept(now))

    def _left(self, view: View, session: str, request: gr.Request) -> View | None:
        """The browser's talk now with a word on why it is another than the page shows; None where it is not."""
        if not (why := moved(self._bot, view, session)):
            return None
        now = up_to_date(self._bot, View(session), session, self._written(session))
        return replace(now, note=phrase(why, language_of(view, request)))

    def _written(self, session: str) -> bool:
        """True while an answer of this talk comes to some page."""
        return any(running.talk.id == session for running in [*self._running.values()])

    def _whole(self, view: View | None, request: gr.Request, problem: str = "") -> Frame:
        """All parts of the page, none of them as it was."""
        shown, language = view or View(), language_of(view, request)
        chat = messages(Shown("", problem=problem))[1:] if problem else shown.chat(self._picture_of)
        return Frame(
            gr.update(
                value=chat,
                placeholder=parts.empty(language),
                examples=parts.examples(self._bot.examples, language),
            ),
            view,
            parts.ready(language),
            bar(shown if shown.turns else replace(shown, language=language)),
            parts.dial(shown, language),
            parts.kept(shown),
            parts.top(self._bot.about, language),
        )

    def _frames(self, asked: Request, view: View | None, request: gr.Request) -> Iterator[Frame]:
        """The turn as the page shows it; a later one of the same page ends it.

        Each frame is whole. Gradio sends what has changed, to be built on what came before: where two arrive at
        once only the second is seen, and what it leaves out is lost. What only the last one has comes for certain.
        """
        page = str(request.session_hash)
        self.stop(request)
        self._running[page] = asked
        now = View()
        try:
            for now in self._views(asked, view, request):
                if self._running.get(page) is not asked:
                    break
                heard = asked.typed and not now.note and not now.turns[-1].text
                yield self._frame(now, parts.waiting(now.language, emptied=heard))
        finally:
            asked.stop.set()
            last = self._running.get(page) is asked
            if last:
                self._running.pop(page, None)
        if last:
            language = language_of(now, request)
            yield self._frame(now, parts.ready(language))._replace(
                dial=parts.dial(now, language), kept=parts.kept(now), top=parts.top(self._bot.about, language)
            )
        else:  # the page shows a later answer by now; at the end Gradio sends once more what it was given last
            yield NOTHING

    def _frame(self, now: View, box: dict[str, Any]) -> Frame:
        return Frame(now.chat(self._picture_of), now, box, bar(now))

    def _views(self, asked: Request, copy: View | None, request: gr.Request) -> Iterator[View]:
        """The talk with the turn as far as it has come; nothing is said into one that the page does not show."""
        session = talk_of(request)
        language = language_said(copy, asked.utterance)
        shown = Shown(asked.utterance, language=language)
        if session is None:
            yield _with(View(), replace(shown, problem=phrase("no_cookie", language)))
            return
        view = copy if copy is not None and copy.session == session else View(session)
        try:
            if copy is not None and (left := self._left(copy, session, request)):
                yield left
                return
            talk = self._bot.session(session)
            asked.talk, view = talk, seen(talk, self._bot.item_of, view)
            chunks = asked.chunks(session, stop=asked.stop)
            yield _with(view, shown)
            for place, chunk in enumerate(until(asked.stop, chunks, Done("stopped"))):
                if place == 0:  # what is agreed is kept by now, also where no items come
                    asked.talk = self._bot.session(session)
                    shown = self._begun(shown, talk, asked.talk)
                if asked.talk is not talk:
                    view, talk = agreed(view, asked.talk, self._bot.item_of), asked.talk
                shown = shown.after(chunk)
                yield _with(view, shown)
        except UtteranceError as error:
            problem = refused(asked, error, language)
            yield view if asked.editing else _with(view, replace(shown, problem=problem))
        except Exception:
            log.exception("a turn failed")
            yield _with(view, replace(shown, problem=phrase("failed", language)))

    def _begun(self, shown: Shown, before: Session, now: Session) -> Shown:
        """With the language of the answer and what changed in what is agreed, once memory has the turn."""
        if len(now.turns) == len(before.turns):  # stopped before it was begun
            return shown
        language = spoken(now)
        return replace(shown, changed=changes(now.turns, self._bot.item_of, language), language=language)


def _with(view: View, shown: Shown) -> View:
    return replace(view, turns=(*view.turns, shown))
