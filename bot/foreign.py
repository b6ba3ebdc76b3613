"""Whether another distribution overwrites ours. Knows installed packages only."""

from __future__ import annotations

from importlib.metadata import packages_distributions


class ForeignBot(ImportError):
    """Another distribution ships a top-level package of the same name."""


def refuse_foreign_bot() -> None:
    """Another distribution with a top-level `bot` overwrites ours silently; say so instead.

    Raises:
        ForeignBot: Names the other distribution.
    """
    others = set(packages_distributions().get("bot", [])) - {"offtrail"}
    if others:
        raise ForeignBot(
            f"{', '.join(sorted(others))} also installs a package named 'bot' into this environment, "
            "and one overwrites the other; give offtrail a virtual environment of its own"
        )
