"""offtrail key new | list: who may use the API. Knows the file of keys, no server."""

from __future__ import annotations

import argparse

from bot.commands.shared import AddCommand
from bot.settings import Settings, SettingsError


def add(command: AddCommand) -> None:
    """Adds the command."""
    key = command("key", keys, "keys of the API: `key new NAME --origin https://shop.example`, `key list`")
    key.add_argument("do", choices=("new", "list"), help="make a key, or tell which there are")
    key.add_argument("name", nargs="?", help="of a new key: 1 to 64 letters, digits, - and _")
    key.add_argument(
        "--origin", action="append", default=[], metavar="URL", help="where its pages are; give one for each"
    )
    key.add_argument("--keys", metavar="FILE", help="file of keys; default HOME/keys.toml")


def keys(options: argparse.Namespace, settings: Settings) -> int:
    """offtrail key new NAME [--origin URL ...], offtrail key list"""
    if options.do == "list":
        return _list(options, settings)
    if options.name is None:
        raise SettingsError(
            "offtrail key new needs a NAME, e.g. offtrail key new shop --origin https://shop.example"
        )
    from bot.web.api.keys import add_key, new_key

    key, secret = new_key(options.name, options.origin)
    add_key(settings.keys_file, key)
    print(f"public key, for pages on {', '.join(key.origins) or 'no origin yet (see --origin)'}:\n  {key.public}")
    print(f"secret key, for your server; it is not kept and can't be shown again:\n  {secret}")
    print(f"written to {settings.keys_file}; a running server takes it in at once")
    return 0


def _list(options: argparse.Namespace, settings: Settings) -> int:
    if options.name is not None or options.origin:
        raise SettingsError("offtrail key list takes no NAME and no --origin")
    from bot.web.api.keys import read_keys

    try:
        found = read_keys(settings.keys_file)
    except FileNotFoundError:
        found = ()
    if not found:
        print(f"no keys in {settings.keys_file}; make one with: offtrail key new NAME --origin https://YOUR.PAGE")
    for key in found:
        print(f"{key.name}  {key.public}  {', '.join(key.origins) or 'no origins'}")
    return 0
