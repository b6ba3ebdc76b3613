"""What the browser tells of who asks: the talk in its cookie and the language it wants. Knows nothing of talks."""

from __future__ import annotations

import gradio as gr

from bot.messages import Language
from bot.spoken import language_in, pressed
from bot.web.phrases import asked_for
from bot.web.security import session_of
from bot.web.view import View


def talk_of(request: gr.Request) -> str | None:
    """The id of the browser's talk, None where it sent none."""
    return session_of(str(dict(request.headers).get("cookie", "")))


def language_of(view: View | None, request: gr.Request) -> Language:
    """Of the page's own words: that of the talk, and before one the browser's, so that no page speaks two."""
    if view is not None and view.turns:
        return view.language
    return asked_for(str(dict(request.headers).get("accept-language", "")))


def language_said(view: View | None, utterance: str) -> Language:
    """The language of a turn before the bot has said which it heard."""
    if not pressed(utterance):
        return language_in(utterance)
    return view.language if view is not None and view.turns else "en"
