"""The command line: offtrail ask | chat | index | recommend | serve | doctor. Knows arguments, no models."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from bot.settings import Multilingual, Settings, SettingsError, WriterKind, read_settings

if TYPE_CHECKING:
    from bot.messages import Picks, Reply
    from bot.turn import Bot
    from retriever.building import Progress
    from retriever.catalogue import Columns

# Told in one line, without a traceback: each says what was wrong and what to do.
TOLD = (ValueError, LookupError, OSError, ImportError, RuntimeError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it went well, 2 when it could not be done."""
    options = parser().parse_args(arguments)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        settings = read_settings(_flags(options), config=options.config)
        run: Callable[[argparse.Namespace, Settings], int] = options.run
        return run(options, settings)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except TOLD as error:
        if os.environ.get("OFFTRAIL_DEBUG"):
            raise
        print(f"offtrail: {_line(error)}", file=sys.stderr)
        return 2


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail ask TEXT"""
    reply = _bot(settings)(" ".join(options.text), options.session)
    if options.json:
        print(json.dumps(reply_record(reply), ensure_ascii=False, indent=2))
        return 0
    for line in _pick_lines_of(reply):
        print(line)
    print(f"\n{reply.text}\n\nsession: {reply.session}")
    return 0


def chat(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail chat"""
    from bot.turn import UtteranceError, new_session

    bot = _bot(settings)
    session = options.session or new_session()
    print("Say what you are in the mood for. Empty line or Ctrl-D ends.", file=sys.stderr)
    while utterance := _read():
        try:
            _show(bot, utterance, session)
        except UtteranceError as error:
            print(error)
    print(f"session: {session}", file=sys.stderr)
    return 0


def index(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail index FILE, index --update FILE, index --compact"""
    from bot.indexing import index_file, read_columns

    _check_index(options)
    columns, log_columns = read_columns(
        options.columns,
        names=options.column,
        facets=options.facets,
        numbers=options.numbers,
        ignore=options.ignore,
        log_names=options.interactions_column,
        log_key=options.interactions_key,
    )
    if options.update or options.compact:
        lines = _update(options, settings, columns)
    else:
        lines = index_file(settings, options.file, columns, options.interactions, log_columns, progress_bar())
    for line in lines:
        print(line, flush=True)
    return 0


def _update(options: argparse.Namespace, settings: Settings, columns: Columns) -> Iterator[str]:
    from bot.updating import compact_index, open_encoders, update_file

    encoders = open_encoders(settings)
    if options.file is None:
        return compact_index(settings, encoders, progress_bar())
    return update_file(settings, options.file, columns, encoders, options.compact, progress_bar())


def _check_index(options: argparse.Namespace) -> None:
    if options.file is None and (options.update or not options.compact):
        raise SettingsError("offtrail index needs a FILE of items; only --compact goes without")
    if options.file is not None and options.compact and not options.update:
        raise SettingsError("--compact makes no index from a FILE; leave FILE out, or say --update too")
    if options.interactions is not None and (options.update or options.compact):
        raise SettingsError("--interactions are counted when an index is made; leave them out of an update")
    if options.file is not None and not options.file.is_file():
        raise FileNotFoundError(f"{options.file}: no such file")


def recommend(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail recommend --batch TALKS.jsonl --out FILE.jsonl"""
    import time

    from bot.batch import TalkReader, read_talks, recommend_all, write_results
    from bot.build import build_parts

    if options.n < 1:
        raise SettingsError(f"-n must be 1 or more, got {options.n}")
    if options.out.resolve() == options.batch.resolve():
        raise SettingsError(f"--out {options.out} is the batch itself; name another file")
    if not options.out.parent.is_dir():
        raise FileNotFoundError(f"{options.out.parent}: no such folder for --out")
    talks = list(read_talks(options.batch))
    parts = build_parts(settings, progress_bar())
    started = time.perf_counter()
    reader = TalkReader(parts.parser, parts.item_of, settings.niche)
    results = recommend_all(iter(talks), reader, parts.retriever, parts.ranker, options.n)
    count = write_results(options.out, results, parts.live.index.manifest.integer_ids)
    seconds = time.perf_counter() - started
    print(f"{count:,} talks in {seconds:.1f} s ({count / max(seconds, 1e-9):.0f} a second) -> {options.out}")
    return 0


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail serve"""
    from bot.web.server import check_port
    from bot.web.server import serve as serve_web

    check_port(settings.host, settings.port)  # before the models load
    bot = _bot(settings)
    for line in bot.about:
        print(line, file=sys.stderr)
    serve_web(bot, settings.host, settings.port, open_browser=options.open)
    return 0


def doctor(_: argparse.Namespace, settings: Settings) -> int:
    """offtrail doctor"""
    from bot.doctor import examine

    wrong = 0
    for finding in examine(settings):
        wrong += finding.state == "wrong"
        mark = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}[finding.state]
        print(f"{mark} {finding.what:22} {finding.text}", flush=True)
    print("everything fits" if not wrong else f"{wrong} to mend, see WRONG above")
    return 0 if not wrong else 1


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
    return {"session": reply.session, "text": reply.text, "picks": picks, "metadata": reply.metadata}


def progress_bar() -> Progress:
    """A tqdm bar on stderr, one for each step."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def progress(step: str, done: int, total: int) -> None:
        if step not in bars:
            bars[step] = tqdm(total=total, desc=step, unit=" items", file=sys.stderr)
        bar = bars[step]
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return progress


def _bot(settings: Settings) -> Bot:
    from bot.build import build

    return build(settings, progress_bar())


def _show(bot: Bot, utterance: str, session: str) -> None:
    from bot.messages import Picks, Text

    for chunk in bot.stream(utterance, session):
        if isinstance(chunk, Picks):
            for line in _pick_lines(chunk):
                print(line)
            print()
        elif isinstance(chunk, Text):
            print(chunk.piece, end="", flush=True)
    print("\n")


def _pick_lines(picks: Picks) -> list[str]:
    from bot.lines import pick_lines

    return pick_lines(picks.items, [str(constraint) for constraint in picks.must], picks.notes)


def _pick_lines_of(reply: Reply) -> list[str]:
    from bot.lines import pick_lines

    must, notes = reply.metadata["must"], reply.metadata["notes"]
    assert isinstance(must, list)
    assert isinstance(notes, list)
    return pick_lines(reply.picks, must, notes)


def _read() -> str:
    try:
        return input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""


def _line(error: BaseException) -> str:
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return " ".join(text.split()) or type(error).__name__


def _flags(options: argparse.Namespace) -> dict[str, object]:
    names = (
        "home",
        "index",
        "store",
        "multilingual",
        "encoder",
        "writer",
        "model",
        "device",
        "niche",
        "host",
        "port",
    )
    flags = {name: getattr(options, name, None) for name in names}
    if getattr(options, "items", None) is not None:
        flags["n"] = options.items
    return flags


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    whole = argparse.ArgumentParser(prog="offtrail", description="A conversational recommender for the long tail.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, metavar="TOML", help="settings file (also OFFTRAIL_CONFIG)")
    common.add_argument("--home", metavar="DIR", help="talks, models and index (also OFFTRAIL_HOME)")
    common.add_argument("--index", metavar="DIR", help="folder of the index; default HOME/index")
    common.add_argument("--encoder", metavar="NAME", help="all-MiniLM-L6-v2 (packaged), a folder or a hub model")
    common.add_argument("--store", metavar="NAME", help="chroma (default), exact, or http://HOST:PORT of a server")
    common.add_argument("--multilingual", choices=get_args(Multilingual), help="encoder for other languages")
    common.add_argument("--device", metavar="NAME", help="cuda, mps or cpu; default: chosen")
    talking = argparse.ArgumentParser(add_help=False)
    talking.add_argument("--writer", choices=get_args(WriterKind), help="who writes the text; default auto")
    talking.add_argument("--model", metavar="NAME", help="GGUF file, folder or hub model for the writer")
    talking.add_argument("--niche", type=float, help="pull to the long tail, 0 to 1; default 0.5")
    talking.add_argument("-n", "--items", type=int, help="items in an answer; default 5")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace, Settings], int], text: str, *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common, *parents])
        made.set_defaults(run=run)
        return made

    asking = command("ask", ask, "one request, one answer", talking)
    asking.add_argument("text", nargs="+", help="what you are looking for")
    asking.add_argument("--session", help="go on with an earlier talk")
    asking.add_argument("--json", action="store_true", help="the whole reply as JSON")
    command("chat", chat, "talk in the terminal", talking).add_argument(
        "--session", help="go on with an earlier talk"
    )
    _index_arguments(command("index", index, "index a catalogue of your own, or change it"))
    batch = command("recommend", recommend, "items for many talks, without text")
    batch.add_argument(
        "--batch", type=Path, required=True, metavar="JSONL", help="turn_id, messages and seen a line"
    )
    batch.add_argument("--out", type=Path, required=True, metavar="JSONL", help="turn_id, ids and scores a line")
    batch.add_argument("-n", type=int, default=50, help="items a talk; default 50")
    batch.add_argument("--niche", type=float, help="pull to the long tail, 0 to 1; default 0.5")
    serving = command("serve", serve, "the chat in the browser", talking)
    serving.add_argument("--host", help="default 127.0.0.1")
    serving.add_argument("--port", type=int, help="default 7860")
    serving.add_argument("--open", action="store_true", help="open the browser")
    command("doctor", doctor, "what is installed, chosen and why; does the index fit", talking)
    return whole


def _index_arguments(parser: argparse.ArgumentParser) -> None:
    def pair(text: str) -> tuple[str, str]:
        name, equals, column = text.partition("=")
        if not (name and equals and column):
            raise argparse.ArgumentTypeError(f"wanted FIELD=COLUMN, got {text!r}")
        return name, column

    def names(text: str) -> list[str]:
        return [name.strip() for name in text.split(",") if name.strip()]

    parser.add_argument("file", type=Path, nargs="?", help="CSV, JSONL (also .gz) or Parquet")
    parser.add_argument(
        "--update",
        action="store_true",
        help="change the index in use: rows with a title are put, rows without one change the columns they have, "
        "rows that are deleted are removed",
    )
    parser.add_argument(
        "--compact", action="store_true", help="build the changed index again (done by itself after many changes)"
    )
    parser.add_argument("--columns", type=Path, metavar="TOML", help="the options below in a file")
    parser.add_argument(
        "--column", type=pair, action="append", metavar="FIELD=COLUMN", help="e.g. id=asin, year=released"
    )
    parser.add_argument("--facets", type=names, metavar="A,B", help="columns to read as words")
    parser.add_argument("--numbers", type=names, metavar="A,B", help="columns to read as numbers")
    parser.add_argument("--ignore", type=names, metavar="A,B", help="columns to leave out")
    parser.add_argument("--interactions", type=Path, metavar="FILE", help="log of user, item, value, time")
    parser.add_argument(
        "--interactions-column", type=pair, action="append", metavar="FIELD=COLUMN", help="e.g. user=userId"
    )
    parser.add_argument("--interactions-key", metavar="FIELD", help="field the log names items by; default id")


if __name__ == "__main__":
    sys.exit(main())
