"""Many people talking at once, over the API: `python -m benchmarks.load`.

Starts `offtrail serve` on loopback with a home of its own and sends N people to it at the same moment (50 with the
composer; `--writer auto --people 8` for the small model), each with talks of six turns over POST /v1/chat as a
stream, an opinion in between and a look at the talk in the end. Everybody asks for films from before a year of
their own: what is shown, understood, told and kept must be theirs. `--soak 1000` goes on for so many turns and
shows the memory of the server every hundred.

The limits of the server stay as they are: talks are spread over as many keys as the requests a minute of one need.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import numpy as np

from benchmarks.load_server import Server, new_keys, serving

PEOPLE, FIRST_YEAR = 50, 1965
REQUESTS_A_KEY = 500  # of the 600 a minute that a key may make, all at once if need be
TURN_SECONDS = 120
FURTHER = (
    ("something sad", "more", "not from France", "why the first one?", "something funnier"),
    ("a quiet drama", "more", "nothing with war", "who directed the second one?", "shorter than 100 minutes"),
    ("with a train in it", "not in the United States", "more", "why these?", "something eerie"),
)
REQUESTS_A_TALK = 6 + 2  # turns, an opinion, a look


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a wish of their own."""

    number: int

    @property
    def year(self) -> int:
        """All that this person is shown is older; nobody else names it."""
        return FIRST_YEAR + self.number

    @property
    def said(self) -> tuple[str, ...]:
        """A talk."""
        return (f"a film from before {self.year}", *FURTHER[self.number % len(FURTHER)])

    def strange(self, chips: Sequence[dict[str, str]]) -> str:
        """What is wrong with what was understood, "" for nothing."""
        years = [chip["label"] for chip in chips if chip["label"].startswith("before ")]
        return "" if years == [f"before {self.year}"] else f"understood {years}, not before {self.year}"


@dataclass
class Tally:
    """What happened to everybody."""

    turns: int = 0
    first_card_seconds: list[float] = field(default_factory=list)
    whole_seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)


class Talking:
    """One talk of one person: says, and looks whether what comes back is theirs."""

    def __init__(self, http: httpx2.AsyncClient, person: Person, secret: str, tally: Tally) -> None:
        self._http = http
        self._person = person
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._tally = tally
        self._session = ""
        self._shown: list[str] = []

    async def whole(self, after_turn: Callable[[], None]) -> None:
        """All turns, an opinion after the first one, and a look at what was kept."""
        for number, utterance in enumerate(self._person.said):
            await self._turn(utterance)
            after_turn()
            if number == 0:
                await self._opinion()
        await self._look()

    async def _turn(self, utterance: str) -> None:
        began, session, cards, done = time.perf_counter(), self._session or None, 0.0, False
        async for name, said in self._events({"utterance": utterance} | ({"session": session} if session else {})):
            if name == "picks":
                cards = time.perf_counter() - began
                self._check_picks(said)
            elif name == "text":
                self._same(not said.get("item") or said["item"] in self._shown, f"told of {said.get('item')}")
            elif name == "done":
                done = said["end"] == "end"
                self._same(not (wrong := self._person.strange(said["understood"])), wrong)
        if not (cards and done):
            raise ValueError(f"the turn {utterance!r} did not end")
        self._tally.turns += 1
        self._tally.first_card_seconds.append(cards)
        self._tally.whole_seconds.append(time.perf_counter() - began)

    async def _events(self, body: dict[str, Any]) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        headers = self._headers | {"Accept": "text/event-stream"}
        async with self._http.stream("POST", "/v1/chat", json=body, headers=headers) as response:
            if response.status_code != 200:
                raise ValueError(f"{response.status_code} {(await response.aread()).decode()[:200]}")
            async for event in httpx2.EventSource(response):
                said = event.json()
                assert isinstance(said, dict)
                if event.event == "error":
                    raise ValueError(f"in the middle: {said}")
                yield event.event, said

    def _check_picks(self, said: dict[str, Any]) -> None:
        if not self._session:
            self._session = said["session"]
            self._same(self._session not in self._tally.sessions, "the session of somebody else")
            self._tally.sessions.add(self._session)
        self._same(said["session"] == self._session, "another session")
        self._same(not (wrong := self._person.strange(said["understood"])), wrong)
        too_new = [item["id"] for item in said["items"] if item["year"] >= self._person.year]
        self._same(not too_new, f"shown {too_new}")
        self._shown += [item["id"] for item in said["items"]]

    async def _opinion(self) -> None:
        liked = self._shown[0]
        body = {"session": self._session, "item": liked, "opinion": "like"}
        kept = (await self._asked("POST", "/v1/feedback", body))["pressed"]
        self._same(kept == {liked: "like"}, f"pressed {kept}")

    async def _look(self) -> None:
        talk = await self._asked("GET", f"/v1/sessions/{self._session}")
        kept = tuple(turn["utterance"] for turn in talk["turns"])
        self._same(kept == self._person.said, f"kept {kept}")
        shown = [item["id"] for turn in talk["turns"] for item in turn["items"]]
        self._same(shown == self._shown, "kept other items than were shown")

    async def _asked(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        response = await self._http.request(method, path, json=body, headers=self._headers)
        if response.status_code != 200:
            raise ValueError(f"{path}: {response.status_code} {response.text[:200]}")
        answer = response.json()
        assert isinstance(answer, dict)
        return answer

    def _same(self, so: bool, otherwise: str) -> None:
        if not so:
            self._tally.mixed.append(f"person {self._person.number}, session {self._session}: {otherwise}")


async def crowd(server: Server, people: int, talks: int, keys: Sequence[str], every: int) -> Tally:
    """Everybody at once, each with `talks` talks one after the other."""
    tally = Tally()

    def after_turn() -> None:
        if every and tally.turns % every == 0:
            print(f"turn {tally.turns:5}: {server.mebibytes():7.1f} MiB", flush=True)

    async def live(number: int, http: httpx2.AsyncClient) -> None:
        for talk in range(talks):
            secret = keys[(number * talks + talk) * REQUESTS_A_TALK // REQUESTS_A_KEY]
            try:
                await Talking(http, Person(number), secret, tally).whole(after_turn)
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
    )
    return "\n".join(("| | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in rows)))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=PEOPLE, help=f"at once, 1 to {PEOPLE}; default {PEOPLE}")
    options.add_argument("--writer", default="composer", help="as for offtrail serve; default composer")
    options.add_argument("--soak", type=int, default=0, metavar="TURNS", help="go on for so many turns")
    asked = options.parse_args()
    people = max(1, min(asked.people, PEOPLE))
    talks = max(1, math.ceil(asked.soak / (people * 6)))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        keys = new_keys(home / "keys.toml", math.ceil(people * talks * REQUESTS_A_TALK / REQUESTS_A_KEY))
        with serving(home, home / "keys.toml", asked.writer) as server:
            asyncio.run(crowd(server, 1, 1, keys, 0))  # warm
            before, began = server.mebibytes(), time.perf_counter()
            tally = asyncio.run(crowd(server, people, talks, keys, 100 if asked.soak else 0))
            seconds = time.perf_counter() - began
            print(told(tally, people, len(keys), seconds, before, server.mebibytes()))
    for wrong in (*tally.errors, *tally.mixed)[:20]:
        print(wrong, file=sys.stderr)
    return 1 if tally.errors or tally.mixed else 0


if __name__ == "__main__":
    sys.exit(main())
