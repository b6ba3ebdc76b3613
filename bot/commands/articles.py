"""offtrail articles: a folder of articles is read and indexed. Knows no catalogue."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.commands.shared import AddCommand
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from bot.knowledge.index import ArticleIndex


TOLD = 50  # unanswered questions


def add(command: AddCommand) -> None:
    """Adds the command."""
    parser = command("articles", articles, "index articles that answer questions of service")
    parser.add_argument("articles", metavar="FOLDER", nargs="?", help="default: the setting `articles`")
    parser.add_argument("--unanswered", action="store_true", help="show what was asked and no article answers")
    parser.add_argument("--ask", metavar="QUESTION", help="show what they say to a question")


def articles(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail articles FOLDER [--ask QUESTION] [--unanswered]"""
    if options.unanswered:
        return _unanswered(settings)
    if settings.articles is None:
        raise SettingsError("offtrail articles needs a FOLDER, here or as the setting `articles`")
    from bot.build import load_encoders
    from bot.knowledge.articles import read_sources
    from bot.knowledge.index import open_articles

    read_sources(settings.articles)  # before the models load
    index = open_articles(settings.articles, settings.home / "articles", load_encoders(settings))
    for line in _told(index, settings):
        print(line, flush=True)
    if options.ask:
        _ask(index, options.ask)
    return 0


def _unanswered(settings: Settings) -> int:
    from bot.knowledge.unanswered import FILE, most_frequent

    path = settings.home / FILE
    found = most_frequent(path)[:TOLD]
    for asked in found:
        print(f"{len(asked.at):5,}  {asked.question}")
    print(f"the {len(found)} most frequent of {path}" if found else f"nothing is written in {path}")
    return 0


def _told(index: ArticleIndex, settings: Settings) -> Iterator[str]:
    passages = Counter(passage.file for passage in index.passages)
    titles = {passage.file: passage.article for passage in index.passages}
    rows = Counter(file for file, _ in {(passage.file, passage.article) for passage in index.passages})
    for file, n in passages.items():
        named = titles[file] if rows[file] == 1 else f"{rows[file]} titles"
        yield f"{file}: {named}, {n} passage{'s' if n > 1 else ''}"
    names = [index.main.encoder.name, *([index.foreign.encoder.name] if index.foreign else [])]
    how = "encoded" if index.made else "unchanged"
    yield f"{len(index.passages):,} passages, {how}; encoders {', '.join(names)}"
    if index.foreign is None:
        yield "no multilingual encoder, so Chinese is matched badly; run: pip install offtrail[multilingual]"
    yield f"use them with: offtrail serve --articles {settings.articles}"


def _ask(index: ArticleIndex, question: str) -> None:
    from bot.knowledge.answer import quote
    from bot.knowledge.consult import CLEAR, SUPPORTED

    found = quote(index, question)
    print(f"\n{found.text}\n  {found.cited} ({found.cited.file}:{found.cited.line})")
    print(f"  support {found.support:+.2f}; told above {SUPPORTED:.1f}, or {CLEAR:.1f} where it might be a wish")
