"""Options and a progress bar that several commands have. Knows no command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from bot.settings import Clarify, InterestUse, Multilingual, Quantize, Settings, Tone, WriterKind

if TYPE_CHECKING:
    from retriever.building import Progress

Run = Callable[[argparse.Namespace, Settings], int]
AddCommand = Callable[..., argparse.ArgumentParser]  # (name, run, what it does, *option groups)


def common_options() -> argparse.ArgumentParser:
    """Of every command: where things are and what finds items."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--config", type=Path, metavar="TOML", help="settings file (also OFFTRAIL_CONFIG)")
    options.add_argument("--home", metavar="DIR", help="talks, models and index (also OFFTRAIL_HOME)")
    options.add_argument("--index", metavar="DIR", help="folder of the index; default HOME/index")
    options.add_argument("--encoder", metavar="NAME", help="all-MiniLM-L6-v2 (packaged), a folder or a hub model")
    options.add_argument(
        "--store", metavar="NAME", help="chroma (default), exact, or http://HOST:PORT of a server"
    )
    options.add_argument("--multilingual", choices=get_args(Multilingual), help="encoder for other languages")
    options.add_argument("--device", metavar="NAME", help="cuda, mps or cpu; default: chosen")
    return options


def ranking_options() -> argparse.ArgumentParser:
    """Of commands that order items."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--niche", type=float, help="pull to the long tail, 0 to 1; default 0.5")
    options.add_argument(
        "--interest", choices=get_args(InterestUse), help="the trained model of interest; default auto: if there"
    )
    return options


def talking_options() -> argparse.ArgumentParser:
    """Of commands that answer a person, beside `ranking_options`."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--writer", choices=get_args(WriterKind), help="who writes the text; default: composer")
    options.add_argument("--model", metavar="NAME", help="GGUF file, folder, hub or server model for the writer")
    options.add_argument("--quantize", choices=get_args(Quantize), help="bits of a transformers writer's weights")
    options.add_argument(
        "--server", metavar="ADDRESS", help="OpenAI-compatible server that writes, http://HOST:PORT/v1"
    )
    options.add_argument("--tone", choices=get_args(Tone), help="how replies sound; default friendly")
    options.add_argument("--reader", metavar="NAME", help="folder or hub model that reads beside the rules")
    options.add_argument("--clarify", choices=get_args(Clarify), help="a question where it pays; default on")
    options.add_argument("--contact", metavar="TEXT", help="whom to ask about orders, told to who asks the bot")
    options.add_argument("--articles", metavar="DIR", help="folder of articles that answer questions of service")
    options.add_argument("-n", "--items", type=int, help="items in an answer; default 5")
    return options


def log_options(parser: argparse.ArgumentParser) -> None:
    """How the columns of an interaction log are called."""
    parser.add_argument(
        "--interactions-column", type=pair, action="append", metavar="FIELD=COLUMN", help="e.g. user=userId"
    )
    parser.add_argument("--interactions-key", metavar="FIELD", help="field the log names items by; default id")


def pair(text: str) -> tuple[str, str]:
    """FIELD=COLUMN of an option."""
    name, equals, column = text.partition("=")
    if not (name and equals and column):
        raise argparse.ArgumentTypeError(f"wanted FIELD=COLUMN, got {text!r}")
    return name, column


def progress_bar(unit: str = "items") -> Progress:
    """A tqdm bar on stderr, one for each step."""
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def progress(step: str, done: int, total: int) -> None:
        if step not in bars:
            # disable=None: no bar where nobody looks
            bars[step] = tqdm(total=total, desc=step, unit=f" {unit}", file=sys.stderr, disable=None)
        bar = bars[step]
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return progress
