"""The command line: offtrail ask | index | train | serve and more. Knows arguments, no models."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from bot.commands import admin, articles, batch, catalogue, demo_shop, keys, serving, talking, training
from bot.commands.shared import Run, common_options
from bot.settings import Settings, read_settings

# Told in one line, without a traceback: each says what was wrong and what to do.
TOLD = (ValueError, LookupError, OSError, ImportError, RuntimeError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it went well, 1 when what was found is not well, 2 when it could not be done."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(arguments)
    options.arguments = tuple(arguments)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        settings = read_settings(_flags(options), config=options.config)
        run: Run = options.run
        return run(options, settings)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except TOLD as error:
        if os.environ.get("OFFTRAIL_DEBUG"):
            raise
        if training.is_main():  # several processes of a training fail alike
            print(f"offtrail: {_line(error)}", file=sys.stderr)
        return 2


def _line(error: BaseException) -> str:
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return " ".join(text.split()) or type(error).__name__


def _flags(options: argparse.Namespace) -> dict[str, object]:
    names = Settings.__dataclass_fields__.keys() - {"n", "store_token"}
    flags = {name: getattr(options, name, None) for name in names}
    if getattr(options, "items", None) is not None:
        flags["n"] = options.items
    return flags


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    whole = argparse.ArgumentParser(prog="offtrail", description="A conversational recommender for the long tail.")
    common = common_options()
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Run, text: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common, *parents])
        made.set_defaults(run=run)
        return made

    for group in (talking, catalogue, articles, batch, training, serving, admin, keys, demo_shop):
        group.add(command)
    return whole


if __name__ == "__main__":
    sys.exit(main())
