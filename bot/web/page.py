"""How the page is laid out in Gradio, and which event calls what. Knows nothing of how answers come about."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr

from bot.turn import Bot
from bot.web.answering import AGREED, Page
from bot.web.security import NEW_TALK
from bot.web.view import View

TURNS_AT_ONCE = 8
VIEW_SECONDS = 3600.0
CHIPS_A_PAGE = 1_000  # Gradio would spread more over several

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
        # of all that Gradio has, the one list of buttons that shows plain text and runs no code of its own
        bar = gr.Dataset(
            elem_id="ot-agreed",
            label=AGREED["en"],
            components=["textbox"],
            samples=[],
            sample_labels=[],
            layout="gallery",
            samples_per_page=CHIPS_A_PAGE,
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
        _connect(page, blocks, chat, [chat, view, box, bar])
    return blocks


def _connect(page: Page, blocks: gr.Blocks, chat: gr.Chatbot, parts: list[Any]) -> None:
    """Which event calls which handler.

    Args:
        parts: The chat, the view, the box and the bar.
    """
    _, view, box, bar = parts

    def picked(view: View | None, request: gr.Request, event: gr.SelectData) -> Iterator[Any]:
        yield from page.answer(str(event.value["text"]), view, request, typed=False)

    def replied(view: View | None, request: gr.Request, event: gr.SelectData) -> Iterator[Any]:
        yield from page.answer(str(event.value), view, request, typed=False)

    def pressed(view: View | None, request: gr.Request, event: gr.SelectData) -> Iterator[Any]:
        yield from page.take_back(int(event.index), str(event.value[0]), view, request)

    quick: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
    slow = quick | {"concurrency_limit": TURNS_AT_ONCE, "concurrency_id": "answer"}
    blocks.load(page.restore, None, [chat, view, bar], **quick)
    box.submit(page.answer, [box, view], parts, **slow)
    chat.example_select(picked, [view], parts, **slow)
    chat.option_select(replied, [view], parts, **slow)
    bar.select(pressed, [view], parts, trigger_mode="multiple", **slow)  # the next chip need not wait for words
    box.stop(page.stop, None, None, **quick)
