"""View -> what each part of the page shows, as Gradio takes it. Knows nothing of how answers come about."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

import gradio as gr
from gradio.components.chatbot import ExampleMessage

from bot.messages import Language
from bot.spoken import language_in
from bot.web.own_talk import EXPORT, FORGET, NEW_TALK
from bot.web.phrases import part_name, phrase
from bot.web.view import View

SKIP: Any = gr.skip()

# On one line each: a blank line or an indent would hand the rest to markdown.
HEADER = (
    '<div class="ot-header" lang="{lang}"><div class="ot-brand">'
    '<h1 class="ot-name">Off<b>trail</b></h1>'
    '<div class="ot-line">{line}</div></div>'
    '<details class="ot-menu"><summary>{more}</summary><div class="ot-panel">'
    '<form method="get" action="{export_to}"><button type="submit">{export}</button></form>'
    "<details><summary>{forget}</summary><p>{forget_what}</p>"
    '<form method="post" action="{forget_to}"><button type="submit">{forget_yes}</button></form></details>'
    '<div class="ot-about-bot"><b>{about}</b><ul>{lines}</ul></div></div></details>'
    '<form method="post" action="{new_to}"><button type="submit">{new}</button></form></div>'
    '<div class="ot-lost" lang="{lang}" role="alert">{lost}</div>'  # shown by page.js where the connection is
)
SAID_THERE = ("line", "more", "export", "forget", "forget_what", "forget_yes", "about", "new", "lost")


class Frame(NamedTuple):
    """What an event gives to the parts of the page, in their order; see page.py."""

    chat: Any = SKIP
    view: Any = SKIP
    box: Any = SKIP
    bar: Any = SKIP
    dial: Any = SKIP
    kept: Any = SKIP
    top: Any = SKIP


NOTHING = Frame()


def top(about: Sequence[str], language: Language) -> str:
    """The header: name, menu, new talk."""
    lines = "".join(_part(" ".join(line.split()), language) for line in about)
    said = {name: phrase(name, language) for name in SAID_THERE}
    return HEADER.format(lines=lines, lang=language, export_to=EXPORT, forget_to=FORGET, new_to=NEW_TALK, **said)


def _part(line: str, language: Language) -> str:
    """A line of Bot.about: the name of the part in our words, what is said of it in its own."""
    name, _, told = line.partition(": ")
    said = f'<span lang="en">{escape(told)}</span>' if told else ""
    return f"<li><i>{escape(part_name(name, language))}</i> {said}</li>"


def empty(language: Language) -> str:
    """What stands where the talk will be."""
    return f'<div class="ot-empty"><b>{phrase("empty", language)}</b><i>{phrase("empty_how", language)}</i></div>'


def examples(all_: Sequence[str], language: Language) -> list[ExampleMessage]:
    """Requests to begin with, those in the person's language; all where none is."""
    mine = [example for example in all_ if language_in(example) == language]
    return [{"text": example} for example in mine or all_]


def dial(view: View, language: Language) -> dict[str, Any]:
    """The niche dial."""
    update: dict[str, Any] = gr.update(label=phrase("dial", language))
    return update if view.niche is None else update | {"value": view.niche}


def kept(view: View) -> str:
    """Which buttons are pressed, for page.js: the cards themselves stay, and so do focus and what is open."""
    pressed = (
        f'<i class="ot-{opinion}" title="{quote(id_, safe="", errors="replace")}"></i>'
        for id_, opinion in view.pressed.items()
    )
    return f"<span>{''.join(pressed)}</span>"


def waiting(language: Language, emptied: bool) -> dict[str, Any]:
    """The box while an answer comes."""
    return gr.update(submit_btn=False, stop_btn=phrase("stop", language)) | ({"value": ""} if emptied else {})


def ready(language: Language) -> dict[str, Any]:
    """The box when it is the person's turn."""
    return gr.update(
        submit_btn=phrase("send", language),
        stop_btn=False,
        placeholder=phrase("placeholder", language),
        label=phrase("say", language),
    )
