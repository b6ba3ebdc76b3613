"""Many people talking at once, over the API: `python -m benchmarks.load`.

Starts `offtrail serve` on loopback with a home of its own and sends N people to it at the same moment (50 with the
composer; `--writer auto --people 8` for the small model), each with talks of six turns over POST /v1/chat as a
stream, an opinion in between and a look at the talk in the end. Everybody asks for films from before a year of
their own: what is shown, understood, told and kept must be theirs. `--soak 1000` goes on for so many turns, shows
the memory of the server every hundred and tells what it grew by in the last half of them. The server measured has
opened an index that was there: what making one takes is not counted.

The limits of the server stay as they are: talks are spread over as many keys as the requests a minute of one need.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx2
import numpy as np

from benchmarks.load_server import Server, new_keys, serving
from benchmarks.load_talk import TURNS_A_TALK, Person, Talking, Tally

PEOPLE = 50
REQUESTS_A_KEY = 500  # of the 600 a minute that a key may make, all at once if need be
TURN_SECONDS = 120
EVERY = 100  # turns, the memory is looked at in a soak
REQUESTS_A_TALK = TURNS_A_TALK + 2  # turns, an opinion, a look


async def crowd(server: Server, people: int, talks: int, keys: Sequence[str], every: int) -> Tally:
    """Everybody at once, each with `talks` talks one after the other."""
    tally = Tally()

    def after_turn() -> None:
        if every and tally.turns % every == 0:
            tally.memory.append((tally.turns, server.mebibytes()))
            print("turn {:5}: {:7.1f} MiB".format(*tally.memory[-1]), flush=True)

    async def live(number: int, http: httpx2.AsyncClient) -> None:
        for talk in range(talks):
            secret = keys[(number * talks + talk) * REQUESTS_A_TALK // REQUESTS_A_KEY]
            try:
                await Talking(http, Person(number, talk), secret, tally).whole(after_turn)
            except (httpx2.HTTPError, ValueError, KeyError) as error:
                tally.errors.append(f"person {number}: {type(error).__name__}: {error}")

    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=people)
    async with (
        httpx2.AsyncClient(base_url=server.address, limits=limits, timeout=TURN_SECONDS, trust_env=False) as http,
        asyncio.TaskGroup() as group,
    ):
        for number in range(people):
            group.create_task(live(number, http))
    return tally


def told(tally: Tally, people: int, keys: int, seconds: float, before: float, after: float) -> str:
    """One table."""

    def percentiles(taken: Sequence[float]) -> str:
        return " / ".join(f"{value:.2f}" for value in np.percentile(taken, (50, 95, 99))) if taken else "-"

    rows = (
        ("people at once (keys)", f"{people} ({keys})"),
        ("turns", f"{tally.turns}"),
        ("errors", f"{len(tally.errors)}"),
        ("mixed sessions", f"{len(tally.mixed)}"),
        ("first card, p50 / p95 / p99 s", percentiles(tally.first_card_seconds)),
        ("whole turn, p50 / p95 / p99 s", percentiles(tally.whole_seconds)),
        ("turns a second", f"{tally.turns / seconds:.1f}"),
        ("memory before / after, MiB", f"{before:.0f} / {after:.0f}"),
        (
            "of it in the last half of the turns, MiB",
            "-" if (grown := late(tally.memory)) is None else f"{grown:+.1f}",
        ),
    )
    return "\n".join(("| | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in rows)))


def late(memory: Sequence[tuple[int, float]]) -> float | None:
    """MiB that were added over the last half of the turns, None where that was not looked at.

    >>> late([(100, 10.0), (200, 14.0), (300, 15.0), (400, 15.5)])
    1.5
    """
    half = [mebibytes for turns, mebibytes in memory if 2 * turns >= memory[-1][0]]
    return half[-1] - half[0] if len(half) > 1 else None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=PEOPLE, help=f"at once, 1 to {PEOPLE}; default {PEOPLE}")
    options.add_argument("--writer", default="composer", help="as for offtrail serve; default composer")
    options.add_argument("--soak", type=int, default=0, metavar="TURNS", help="go on for so many turns")
    asked = options.parse_args()
    people = max(1, min(asked.people, PEOPLE))
    talks = max(1, math.ceil(asked.soak / (people * TURNS_A_TALK)))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        keys = new_keys(home / "keys.toml", math.ceil(people * talks * REQUESTS_A_TALK / REQUESTS_A_KEY))
        with serving(home, home / "keys.toml", "composer"):
            pass  # the films are indexed now
        with serving(home, home / "keys.toml", asked.writer) as server:
            asyncio.run(crowd(server, 1, 1, keys, 0))  # warm
            before, began = server.mebibytes(), time.perf_counter()
            tally = asyncio.run(crowd(server, people, talks, keys, EVERY if asked.soak else 0))
            seconds = time.perf_counter() - began
            print(told(tally, people, len(keys), seconds, before, server.mebibytes()))
    for wrong in (*tally.errors, *tally.mixed)[:20]:
        print(wrong, file=sys.stderr)
    return 1 if tally.errors or tally.mixed else 0


if __name__ == "__main__":
    sys.exit(main())
