"""offtrail ask | chat: a talk in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from bot.commands.shared import AddCommand, progress_bar, ranking_options, talking_options
from bot.lines import pick_lines, question_lines
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.messages import Reply
    from bot.turn import Bot


def add(command: AddCommand) -> None:
    """Adds both commands."""
    parents = (ranking_options(), talking_options())
    asking = command("ask", ask, "one request, one answer", *parents)
    chatting = command("chat", chat, "talk in the terminal", *parents)
    asking.add_argument("text", nargs="+", help="what you are looking for")
    for one in (asking, chatting):
        one.add_argument("--session", help="go on with an earlier talk")
        one.add_argument("--user", help="who asks, by the name in the log of `offtrail train`")
    asking.add_argument("--json", action="store_true", help="the whole reply as JSON")


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail ask TEXT"""
    bot = _bot(settings, options.user)
    reply = bot(" ".join(options.text), options.session, user=options.user)
    if options.json:
        print(json.dumps(reply_record(reply), ensure_ascii=False, indent=2))
        return 0
    for line in _pick_lines(reply):
        print(line)
    print(f"\n{reply.text}\n")
    if reply.question:
        print("\n".join(question_lines(reply.question)) + "\n")
    print(f"session: {reply.session}")
    return 0


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail chat"""
    from bot.turn import UtteranceError, new_session

    bot = _bot(settings, options.user)
    session = options.session or new_session()
    print("Say what you are in the mood for. Empty line or Ctrl-D ends.", file=sys.stderr)
    while utterance := _read():
        try:
            _show(bot, utterance, session, options.user)
        except UtteranceError as error:
            print(error)
    print(f"session: {session}", file=sys.stderr)
    return 0


def reply_record(reply: Reply) -> dict[str, object]:
    """A reply as JSON has it."""
    picks = [
        {
            "id": pick.item.id,
            "title": pick.item.title,
            "score": round(pick.score, 4),
            "tail": round(pick.item.tail, 4),
            "reasons": [{"kind": reason.kind, "evidence": reason.evidence} for reason in pick.reasons],
        }
        for pick in reply.picks
    ]
    asked = reply.question
    question = asked and {"field": asked.field, "text": asked.text, "replies": list(asked.replies)}
    return {
        "session": reply.session,
        "text": reply.text,
        "picks": picks,
        "question": question,
        "metadata": reply.metadata,
    }


def _bot(settings: Settings, user: str | None) -> Bot:
    """The bot; what a person should know of their history and the model goes to stderr."""
    from bot.build import build

    bot = build(settings, progress_bar())
    for line in bot.about:
        if "NOT IN USE" in line:
            print(line, file=sys.stderr)
    if user is not None and not bot.past_of(user):
        print(
            f"nobody called {user!r} is in the log of the model in use; going by the talk alone", file=sys.stderr
        )
    return bot


def _show(bot: Bot, utterance: str, session: str, user: str | None) -> None:
    from bot.messages import Asked, Picks, Text

    for chunk in bot.stream(utterance, session, user=user):
        if isinstance(chunk, Picks):
            understood = [chip.label for chip in bot.chips(session)]
            print("\n".join(pick_lines(chunk.items, understood, chunk.notes)) + "\n")
        elif isinstance(chunk, Text):
            print(chunk.piece, end="", flush=True)
        elif isinstance(chunk, Asked):
            print("\n\n" + "\n".join(question_lines(chunk)), end="")
    print("\n")


def _pick_lines(reply: Reply) -> list[str]:
    understood, notes = reply.metadata["understood"], reply.metadata["notes"]
    assert isinstance(understood, list)
    assert isinstance(notes, list)
    return pick_lines(reply.picks, understood, notes)


def _read() -> str:
    try:
        return input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""
