"""A bot of real small parts whose words come slowly, and a web server around it. Knows nothing of tests."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from fastapi import FastAPI

from bot.answers import Texts
from bot.edits import Change
from bot.finding import Found
from bot.memory import SqliteMemory
from bot.messages import Asked, Language, Session, Text
from bot.turn import Bot
from bot.web.api.app import Access
from bot.web.server import GRADIO_SETTINGS, hosts_of, make_app
from bot.web.view import View
from bot.writer.grounded import NEVER
from retriever.index import Index
from retriever.items import Candidate, Query
from tests import shop
from tests.listening import listening

if TYPE_CHECKING:
    from bot.web.answering import Page
    from bot.web.parts import Frame

HOSTILE_TITLE = '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>'
HOSTILE_MARKDOWN = (
    "![seen](http://evil.test/a.png) [click](javascript:window.pwned=3) http://evil.test "
    "<iframe src=http://evil.test></iframe> <form action=http://evil.test><button>go</button></form> $$x$$ `code`"
)
HOSTILE: shop.Record = {
    "id": "hostile", "title": HOSTILE_TITLE, "original_title": None, "year": 1999,
    "director": ['"><svg onload=window.pwned=4>'], "cast": [], "country": ["Nowhere"], "runtime": 90,
    "genres": ["cabaret"], "moods": ["sinister"], "themes": ["injection"], "ratings": 1,
    "description": HOSTILE_MARKDOWN,
}  # fmt: skip
FILMS = (*shop.FILMS, HOSTILE)

WORDS_A_TURN = 30
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class SlowBot(Bot):
    """All is real but the words: a fixed number of them, with a pause before each."""

    pause_seconds: float = 0.0

    def _write(self, found: Found, session: Session, stop: Event = NEVER) -> Texts:
        if "break" in found.intent.query.text and "break" not in session.query.text:
            raise RuntimeError("the model fell over: /secret/path")
        for number in range(WORDS_A_TURN):
            time.sleep(self.pause_seconds)
            yield Text(f"word{number}. ", "some-item", "model" if number % 2 else "composed")
        for pick in found.picks:
            yield Text(f"\n\n**{pick.item.title}** {pick.item.description}\n\n- {pick.item.title}")


def slow_bot(index: Index, home: Path, pause_seconds: float = 0.0) -> SlowBot:
    """A bot over `index` that keeps its talks in `home`."""
    retriever = shop.retriever_of(index)
    return SlowBot(
        parser=shop.parser_of(index.items),
        retriever=retriever,
        ranker=shop.ranker_of(retriever),
        memory=SqliteMemory.open(home / "talks.sqlite3", index.item_of, time.time),
        item_of=index.item_of,
        examples=("something gentle from Japan", "a bleak drama from France"),
        about=("catalogue: nine films", "writer: <b>slow</b>"),
        n=3,
        pause_seconds=pause_seconds,
    )


def ask_for_a_mood(
    query: Query, candidates: Sequence[Candidate], asked: Collection[str], language: Language
) -> Asked | None:
    """A question that always pays, once a talk, with the moods of what was found as replies."""
    moods = dict.fromkeys(mood for found in candidates for mood in found.item.facets.get("moods", ()))
    text, open_ = {"en": ("Which mood?", "No matter"), "zh": ("什么氛围？", "都可以")}[language]
    return None if "moods" in asked else Asked("moods", text, (*tuple(moods)[:3], open_))


def page_of(bot: Bot) -> Page:
    """The handlers of the page alone."""
    os.environ |= GRADIO_SETTINGS
    from bot.web.answering import Page

    return Page(bot)


def app_of(bot: Bot, access: Access | None = None, media: Path | None = None) -> FastAPI:
    """The web app. Gradio opens event loops and never closes them, unless one is running already."""

    async def make() -> FastAPI:
        return make_app(bot, hosts_of("127.0.0.1"), access, media)

    with ThreadPoolExecutor(1) as other:  # Playwright may have a loop in this thread
        return other.submit(lambda: asyncio.run(make())).result()


@contextmanager
def served(bot: Bot, access: Access | None = None, media: Path | None = None) -> Iterator[str]:
    """A real server around `bot`, in a thread; its address."""
    with listening(app_of(bot, access, media)) as address:
        yield address


def chromium() -> str | None:
    """Where a Chromium is: OFFTRAIL_CHROMIUM, or the first of the usual names in the PATH."""
    named: Sequence[str | None] = (os.environ.get("OFFTRAIL_CHROMIUM"), *map(shutil.which, BROWSERS))
    return next((path for path in named if path), None)


def told(frame: Frame) -> list[str]:
    """The labels of the chips in the bar of a frame."""
    return [unescape(label) for label in re.findall("<summary>(.*?)</summary>", str(frame.bar))]


def changed(view: View, label: str, change: Change = "take_back", numbers: Sequence[float] = ()) -> str:
    """The signal that page.js sends when something is done with a chip."""
    key = next((chip.key for chip in view.agreed if chip.label == label), label)
    return json.dumps({"do": change, "key": key, "numbers": list(numbers), "at": 1})
