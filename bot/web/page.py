"""How the page is laid out in Gradio, and which event calls what. Knows nothing of how answers come about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from bot.turn import Bot
from bot.web import parts
from bot.web.answering import Page
from bot.web.cards import PictureOf, no_picture
from bot.web.phrases import phrase
from bot.web.view import View

TURNS_AT_ONCE = 8
VIEW_SECONDS = 3600.0
DIAL_STEP = 0.05
QUICK: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
SLOW = QUICK | {"concurrency_limit": TURNS_AT_ONCE, "concurrency_id": "answer"}


def make_page(bot: Bot, picture_of: PictureOf = no_picture) -> gr.Blocks:
    """The page, ready to be mounted; in English until the browser has said what it asks for.

    Args:
        bot: Ready to answer.
        picture_of: Where the page finds the picture of an item, on its own site.
    """
    page = Page(bot, picture_of)
    blocks: gr.Blocks = gr.Blocks(title="Offtrail", analytics_enabled=False, fill_height=True)
    with blocks:
        # gr.Markdown and not gr.HTML: that one runs its templates with eval, which the page's policy forbids
        top = gr.Markdown(parts.top(bot.about, "en"), elem_id="ot-top", container=False)
        chat = _chat(bot.examples)
        bar = gr.Markdown("", elem_id="ot-agreed", container=False, latex_delimiters=[])
        dial = gr.Slider(
            0, 1, bot.niche, step=DIAL_STEP, elem_id="ot-dial", label=phrase("dial", "en"), buttons=[]
        )
        box = gr.Textbox(
            elem_id="ot-box",
            label=phrase("say", "en"),
            show_label=False,
            container=False,
            placeholder=phrase("placeholder", "en"),
            lines=1,
            max_lines=6,
            autofocus=True,
            submit_btn=phrase("send", "en"),
            stop_btn=False,
        )
        kept = gr.Markdown("", elem_id="ot-kept", container=False)
        # what page.js writes a signal into, for chips and buttons in the chat can't call a handler themselves
        press, go_on = (
            gr.Textbox(elem_id=f"ot-{name}", visible="hidden", show_label=False, container=False)
            for name in ("press", "go-on")
        )
        view = gr.State(None, time_to_live=VIEW_SECONDS)
        shown = parts.Frame(chat, view, box, bar, dial, kept, top)
        _connect(page, blocks, shown)
        _connect_buttons(page, shown, press, go_on)
    return blocks


def _chat(examples: tuple[str, ...]) -> gr.Chatbot:
    return gr.Chatbot(
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
        placeholder=parts.empty("en"),
        examples=parts.examples(examples, "en"),
    )


def _connect(page: Page, blocks: gr.Blocks, shown: parts.Frame) -> None:
    """Which event calls which handler."""
    chat, view, box = shown[:3]

    def picked(view: View | None, request: gr.Request, event: gr.SelectData) -> Iterator[Any]:
        yield from page.answer(str(event.value["text"]), view, request, typed=False)

    def replied(view: View | None, request: gr.Request, event: gr.SelectData) -> Iterator[Any]:
        yield from page.answer(str(event.value), view, request, typed=False)

    all_ = list(shown)
    blocks.load(page.restore, None, all_, **QUICK)
    box.submit(page.answer, [box, view], all_, **SLOW)
    chat.example_select(picked, [view], all_, **SLOW)
    chat.option_select(replied, [view], all_, **SLOW)
    box.stop(page.stop, None, None, **QUICK)


def _connect_buttons(page: Page, shown: parts.Frame, press: gr.Textbox, go_on: gr.Textbox) -> None:
    """The same for the dial and for the buttons of chips, cards and requests, whose signals page.js writes."""
    all_ = list(shown)
    shown.dial.input(page.tune, [shown.dial, shown.view], all_, trigger_mode="always_last", **QUICK)
    press.change(page.press, [press, shown.view], all_, trigger_mode="multiple", **QUICK)
    go_on.change(page.go_on, [go_on, shown.view], all_, trigger_mode="multiple", **SLOW)
