"""Whole talks over the embedded catalogue as Markdown: `python -m benchmarks.transcripts > docs/transcripts.md`.

Nothing is edited afterwards. Between two utterances buttons may be pressed, as a person on the page would.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.build import build
from bot.lines import pick_lines
from bot.messages import Opinion, Reply
from bot.settings import read_settings
from bot.turn import Bot, new_session

ARTICLES = Path(__file__).parent.parent / "docs/examples/articles"
HEAD = """# Talks

The embedded catalogue, nobody's history, all settings as they come but
`--articles docs/examples/articles --contact "Ann at the desk"`; written by
`python -m benchmarks.transcripts` on {day}, nothing edited. Of each answer first what was
understood and the cards with the reasons behind them, as `offtrail ask` prints them, then the text.
"""


@dataclass(frozen=True, slots=True)
class Press:
    """A button on a card of the last answer: which card, from 1, and which button."""

    place: int
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: a heading, and what a person says and presses."""

    title: str
    moves: tuple[str | Press, ...]


TALKS = (
    Talk(
        "Refining, and asking back",
        (
            "a quiet, melancholic film about fathers that few people know",
            "not from the US, and shorter than 100 minutes",
            "why the second one?",
            "who directed the first one, and what was its budget?",
            "darker",
        ),
    ),
    Talk(
        "People, and taking back",
        (
            "something by Agnès Varda",
            "not by her, but like the first one",
            "a comedy, please",
            "comedy or not doesn't matter",
            "anything with Tom Cruise?",
        ),
    ),
    Talk(
        "中文",
        (
            "想看一部安静的、关于海的电影，不要美国的",
            "再来三部不要法国的",
            "为什么推荐第一个？",
            "短一点的",
        ),
    ),
    Talk(
        "What records do not tell",
        (
            "a road movie with no violence",
            "which of these is the shortest?",
            "is the first one suitable for children?",
        ),
    ),
    Talk(
        "Buttons",
        (
            "a strange animated film",
            Press(1, "like"),
            Press(2, "dislike"),
            "more",
        ),
    ),
    Talk(
        "Service beside items",
        (
            "a gift for someone who loves the sea",
            "can I return opened tea?",
            "how do I reset my password?",
            "back to the films: something older",
        ),
    ),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        flags = {"home": home, "articles": str(ARTICLES), "contact": "Ann at the desk"}
        bot = build(read_settings(flags, {}))
        print(HEAD.format(day=date.today()))
        for talk in TALKS:
            print(f"## {talk.title}\n")
            for line in told(bot, talk, new_session()):
                print(line)


def told(bot: Bot, talk: Talk, session: str) -> list[str]:
    """The talk, held and written down."""
    lines: list[str] = []
    last: Reply | None = None
    for move in talk.moves:
        if isinstance(move, Press):
            assert last is not None, "a button is on a card: say something first"
            item = last.picks[move.place - 1].item
            bot.note(item.id, move.opinion, session)
            lines += [f"*(presses “{move.opinion}” on {item.title})*", ""]
            continue
        last = bot(move, session)
        lines += [f"**> {move}**", "", *_cards(last), *_quoted(last.text), ""]
        if last.question:
            lines += [*_quoted(f"{last.question.text}  \n[{'] ['.join(last.question.replies)}]"), ""]
    return lines


def _cards(reply: Reply) -> list[str]:
    listed: Callable[[object], list[str]] = lambda value: list(value) if isinstance(value, list) else []  # noqa: E731
    lines = pick_lines(reply.picks, listed(reply.metadata["understood"]), listed(reply.metadata["notes"]))
    return ["```text", *lines, "```", ""] if lines else []


def _quoted(text: str) -> list[str]:
    return [f"> {line}".rstrip() for line in text.split("\n")]


if __name__ == "__main__":
    main()
