"""Serves the chat page: `python app.py` is `offtrail serve`, and takes its options."""

import sys

if __name__ == "__main__":
    from bot.cli import main

    sys.exit(main(["serve", *sys.argv[1:]]))
